"""Help pages in both languages, commands of other packages, and completion."""

import re
from pathlib import Path

import click
import pytest

import jifen_cli.commands
from jifen_cli.table import width

COMMANDS = sorted(
    path.stem.replace("_", "-")
    for folder in jifen_cli.commands.__path__
    for path in Path(folder).glob("[a-z]*.py")
)
CHINESE = re.compile("[一-鿿]")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("columns", [80, 100])
def test_every_command_has_help_with_an_example_in_chinese(run, command, columns):
    text = run(command, "--help", lang="zh", columns=columns).stdout
    assert text.startswith(f"用法：jifen {command} ")
    assert re.search(rf"^示例：\n  jifen {command}\b", text, re.M)
    assert "--lang [zh|en]" in text
    assert max(map(width, text.splitlines())) <= columns
    assert "‖" not in text
    assert not re.search(r"Usage|Options|Example|Show this message|\bOPTIONS\b", text)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_in_english(run, command):
    text = run(command, "--help", lang="en").stdout
    assert text.startswith(f"Usage: jifen {command} ")
    assert re.search(rf"^Example:\n  jifen {command}\b", text, re.M)
    assert "‖" not in text
    # What has no English: the thing itself, and the name that `jifen new` is given.
    assert not CHINESE.search(text.replace("积分", "").replace("宁海县", ""))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_overview_says_in_a_line_what_each_command_does(run, lang):
    text = run("--help", lang=lang).stdout
    for command in COMMANDS:
        assert re.search(rf"^  {command}  +\S.{{10,}}$", text, re.M)
    assert "_JIFEN_COMPLETE=bash_source jifen" in text
    assert bool(CHINESE.search(text.replace("积分", ""))) == (lang == "zh")


def test_a_chinese_help_line_never_begins_with_a_closing_mark(run):
    for command in COMMANDS:
        for line in run(command, "--help", lang="zh", columns=60).stdout.splitlines():
            assert not line.strip().startswith(("，", "。", "；", "）", "、", "："))


@pytest.mark.parametrize("rest", [[], ["--from", "2022-10-01"]])
def test_a_day_by_another_commands_option_is_told_the_option_meant(run, rest):
    args = ["diff", "330225", "--on", "2022-10-01", *rest]
    assert "没有选项 --on，是否为 --from、--to？\n" in run(*args, lang="zh").stderr
    english = run(*args, lang="en").stderr
    assert "No such option '--on'. Did you mean --from or --to?\n" in english


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["rules", "330225", "--from", "2022-10-01"], "没有选项 --from，是否为 --on？"),
        (["rules", "330225", "--date=2022-10-01"], "没有选项 --date，是否为 --on？"),
        (["score", "x", "--json"], "没有选项 --json，是否为 --format json？"),
        (["score", "x", "--draft", "y"], "没有选项 --draft，是否为 --rulebook？"),
        # What is spelt alike is not meant: nothing of these commands depends on a day.
        (["check", "330225", "--on", "2022-10-01"], "没有选项 --on"),
        (["plugins", "--on", "2022-10-01"], "没有选项 --on"),
        (["score", "x", "--fromat", "json"], "没有选项 --fromat，是否为 --format？"),
    ],
)
def test_an_option_that_a_command_lacks_is_told_the_one_meant(run, args, said):
    result = run(*args, lang="zh")
    assert result.exit_code == 2
    assert f"错误：{said}\n" in result.stderr


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "没有命令 scroe，是否为 score？"), ("en", "score")]
)
def test_an_unknown_command_is_told_its_nearest(run, lang, said):
    result = run("scroe", lang=lang)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_without_a_command_the_help_goes_to_stderr_as_a_usage_error(run):
    result = run(lang="zh")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("用法：jifen [选项] 命令")


def test_the_version_is_shown(run):
    assert run("--version").stdout == f"jifen {jifen_cli.__version__}\n"


HELLO = """
import click

@click.command(help="问好 ‖ Greet", epilog="jifen hello")
@click.option("--to", help="向谁 ‖ Whom")
@click.pass_context
def command(context, to):
    lang = context.meta["jifen.lang"]
    click.echo({"zh": "你好", "en": "hello"}[lang])
    return 1

@click.group(help="一组 ‖ A group")
def group():
    pass

group.add_command(command, "hello")
"""
POINTS = "hello = jifen_hello:command\nmany = jifen_hello:group"


@pytest.fixture
def hello(installed):
    return installed("jifen_hello", HELLO, jifen_commands=POINTS)


@pytest.mark.parametrize(("lang", "said"), [("zh", "你好\n"), ("en", "hello\n")])
def test_a_package_adds_commands_that_speak_both_languages(process, hello, lang, said):
    for command in (["hello"], ["many", "hello"]):
        for args in ([*command, "--lang", lang], ["--lang", lang, *command]):
            result = process(*args, path=[hello], lang="xx")
            assert (result.returncode, result.stdout, result.stderr) == (1, said, "")


def test_the_help_of_an_added_command_is_in_one_language(process, hello):
    text = process("hello", "--help", path=[hello], lang="zh").stdout
    assert text == (
        "用法：jifen hello [选项]\n\n  问好\n\n选项：\n"
        "  --to TEXT       向谁\n  --lang [zh|en]  显示语言，默认随系统\n"
        "  --help          显示本说明\n\n示例：\n  jifen hello\n"
    )
    assert re.search(r"^  hello +Greet$", process("--help", path=[hello]).stdout, re.M)
    assert re.search(
        r"^  hello +问好$", process("many", "--help", path=[hello], lang="zh").stdout, re.M
    )


BROKEN = {
    "raises": ("raise ValueError('out of order')", "out of order"),
    "is no command": ("command = 5", "click"),
    "is not there": (None, "ModuleNotFoundError"),
    "names nothing": ("", "AttributeError"),
    "exits": ("raise SystemExit(0)", "SystemExit"),
}


def test_a_broken_command_is_listed_as_such_and_is_no_traceback(process, installed):
    folders, names = [], []
    for name, (source, _) in BROKEN.items():
        names.append(name.replace(" ", "-"))
        module = f"jifen_{name.replace(' ', '_')}"
        point = f"{names[-1]} = {module}:command"
        folders.append(installed(module, source, jifen_commands=point))
    result = process("--help", path=folders)
    assert (result.returncode, result.stderr) == (0, "")
    text = " ".join(result.stdout.split())
    for name, (_, said) in zip(names, BROKEN.values(), strict=True):
        module = f"jifen_{name.replace('-', '_')}"
        assert f"{name} Broken ({module} 1.0): " in text
        assert said in text
    ran = process(names[0], "x", "--y", path=folders, lang="zh")
    assert (ran.returncode, ran.stdout) == (4, "")
    assert "jifen raises (jifen_raises 1.0)：载入时出错：ValueError: out of order" in ran.stderr


def test_two_packages_with_one_command_are_named_and_an_own_command_is_never_replaced(
    process, installed
):
    one = installed("jifen_one", "raise ValueError", jifen_commands="twice = jifen_one:command")
    two = installed(
        "jifen_two",
        "raise ValueError",
        jifen_commands="twice = jifen_two:command\nplugins = jifen_two:command",
    )
    text = " ".join(process("--help", path=[one, two]).stdout.split())
    assert "twice Broken (jifen_one 1.0, jifen_two 1.0): several packages provide it" in text
    assert process("plugins", path=[one, two]).returncode == 0


def test_a_shell_completes_commands_options_and_choices(process):
    def complete(words, n):
        env = {"_JIFEN_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(n)}
        return process(env=env).stdout.split()

    assert complete("jifen pl", 1) == ["plain,plugins"]
    assert complete("jifen score --used", 2) == ["plain,--used-in"]
    assert complete("jifen score --format ", 3) == ["plain,table", "plain,json"]
    assert "complete" in process(env={"_JIFEN_COMPLETE": "bash_source"}).stdout


def test_a_command_itself_is_never_changed_by_showing_it(run):
    from jifen_cli.commands.plugins import command

    before = (command.help, command.context_class, [p.name for p in command.params])
    run("plugins", "--help", lang="zh")
    assert (command.help, command.context_class, [p.name for p in command.params]) == before
    assert command.context_class is click.Context
