"""Exit codes, and that nothing but a sentence ever reaches a person."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from jifen_cli import failure

ON = ("--on", "2022-10-01")


def test_a_result_is_on_stdout_alone_and_means_0(run, typical):
    result = run("score", typical, *ON)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout


USAGE = {
    "no file": ["score"],
    "no such option": ["score", "x", "--fromat", "json"],
    "no such command": ["scroe"],
    "no day": ["rules", "--on", "2022-02-30"],
    "a day in another form": ["rules", "--on", "20221001"],
    "a day of a week": ["rules", "--on", "2022-W39-6"],
    "no value": ["rules", "--on"],
    "no such format": ["rules", "--format", "xml"],
    "one too many": ["rules", "330225", "330225"],
    "a value for a flag": ["plugins", "--freeze=1"],
}


@pytest.mark.parametrize("case", USAGE)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_wrong_command_line_means_2_and_says_why_in_the_language(run, case, lang):
    result = run(*USAGE[case], lang=lang)
    assert (result.exit_code, result.stdout) == (2, "")
    said = "错误：" if lang == "zh" else "Error: "
    assert said in result.stderr
    if lang == "zh":
        assert not any(word in result.stderr for word in ("Error", "Usage", "Invalid", "argument"))


def test_input_means_3_a_rulebook_or_plugin_4(run, tmp_path, typical):
    assert run("score", tmp_path / "nobody.toml").exit_code == 3
    assert run("rules", "999999").exit_code == 3
    assert run("rules", "330212").exit_code == 4
    assert run("rules", "330225", "--on", "2021-01-01").exit_code == 4


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("format_", ["table", "json"])
def test_a_full_disk_means_6_and_is_told(process, typical, format_):
    with Path("/dev/full").open("w") as full:
        result = process(
            "score", typical, *ON, "--format", format_,
            lang="zh", capture_output=False, stdout=full, stderr=subprocess.PIPE,
        )  # fmt: skip
    assert result.returncode == 6
    assert result.stderr == "系统拒绝：磁盘已满\n"


def test_a_refusal_of_the_system_without_a_number_is_told_in_its_own_words(capsys):
    def action():
        raise OSError("the volume is gone")

    assert failure.run(action, "en") == 6
    assert capsys.readouterr().err == "The system refused: the volume is gone\n"


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs /proc")
def test_a_file_that_the_disk_does_not_give_means_6(process):
    result = process("score", "/proc/self/mem", lang="zh")
    assert result.returncode == 6
    assert "mem：无法读取" in result.stderr


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs file permissions")
def test_a_file_that_may_not_be_read_means_6(run, typical, tmp_path):
    file = tmp_path / "locked.toml"
    file.write_bytes(typical.read_bytes())
    file.chmod(0)
    run("score", tmp_path / "nobody.toml", lang="zh")  # imports what root alone may import
    me = os.geteuid()
    os.seteuid(65534 if me == 0 else me)  # root may read everything
    try:
        result = run("score", file, lang="zh")
    finally:
        os.seteuid(me)
    assert (result.exit_code, result.stdout) == (6, "")
    assert "locked.toml：无法读取：没有权限" in result.stderr


def test_a_reader_that_goes_away_ends_it_quietly(process, typical):
    reading, writing = os.pipe()
    os.close(reading)
    result = process(
        "score", typical, *ON, capture_output=False, stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)
    assert result.stderr == ""
    assert result.returncode == 141


def test_ctrl_c_ends_it_with_a_word(installed):
    slow = "import time\nprint('loading', flush=True)\ntime.sleep(60)"
    folder = installed("jifen_slow", slow, jifen="320000 = jifen_slow:plugin")
    path = os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))
    running = subprocess.Popen(
        [sys.executable, "-m", "jifen_cli", "plugins"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": path},
    )  # fmt: skip
    assert running.stderr.readline() == "loading\n"
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=30)
    assert (running.returncode, out, err) == (130, "", "Interrupted\n")


@pytest.mark.parametrize("module", ["click", "copy", "attrs", "cattrs"])
@pytest.mark.parametrize("launch", [["-m", "jifen_cli"], ["jifen"]], ids=["module", "script"])
def test_ctrl_c_while_it_is_still_importing_ends_it_with_a_word_too(
    process, typical, tmp_path, module, launch
):
    script = [str(Path(sys.executable).with_name(name)) for name in launch]
    folder = tmp_path / "in front"
    folder.mkdir()
    pressed = "import os, signal\nos.kill(os.getpid(), signal.SIGINT)\n"
    folder.joinpath(f"{module}.py").write_text(pressed)
    launch = script if launch == ["jifen"] else launch
    result = process("score", typical, *ON, path=[folder], launch=launch, lang="zh")
    assert (result.returncode, result.stdout) == (130, "")
    assert result.stderr in ("已中断\n", "已中断 Interrupted\n")


@pytest.mark.parametrize("encoding", ["gbk", "latin-1", "ascii"])
def test_a_console_that_lacks_characters_shows_stand_ins(process, typical, encoding):
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    # click takes an ASCII console for one that is wrongly set up, and writes UTF-8 to it.
    options = {"env": env, "encoding": "utf-8" if encoding == "ascii" else encoding, "lang": "zh"}
    for args in (["--help"], ["score", "没有.toml"], ["score", typical, *ON]):
        result = process(*args, **options)
        assert result.returncode == (3 if "没有.toml" in args else 0)
        assert "Traceback" not in result.stderr
        assert result.stdout or result.stderr
    stand_in = "\\u8c61\\u5c71\\u53bf\\uff08330225\\uff09"
    assert (stand_in if encoding == "latin-1" else "象山县（330225）") in result.stdout


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_json_is_utf8_whatever_the_console_says(process, typical, encoding):
    args = ("score", typical, *ON, "--format", "json")
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    assert process(*args, env=env).stdout == process(*args).stdout


FAULT = """
import click

class Lost(Exception):
    pass

@click.command()
def command():
    raise Lost("范小例 990000198604120114")
"""


@pytest.fixture
def faulty(installed):
    return installed("jifen_faulty", FAULT, jifen_commands="faulty = jifen_faulty:command")


def test_what_nobody_foresaw_is_one_sentence_without_anyones_name(process, faulty):
    result = process("faulty", path=[faulty], lang="zh")
    assert (result.returncode, result.stdout) == (70, "")
    assert result.stderr == (
        "jifen 出现意外错误（Lost, jifen_faulty.py:9），请报告；设 JIFEN_DEBUG=1 重新运行可见详情\n"
    )


def test_the_traceback_is_there_for_who_asks_for_it(process, faulty):
    result = process("faulty", path=[faulty], env={"JIFEN_DEBUG": "1"})
    assert result.returncode == 70
    assert result.stderr.startswith("Traceback (most recent call last):")


def test_an_sdk_that_cannot_be_imported_is_one_sentence_too(process, tmp_path):
    tmp_path.joinpath("jifen.py").write_text("raise ImportError('half installed')")
    result = process("plugins", path=[tmp_path], lang="zh")
    assert (result.returncode, result.stdout) == (70, "")
    assert result.stderr.startswith("jifen 出现意外错误（ImportError, jifen.py:1），请报告")


OWN_CODE = """
import click, jifen

class StoreError(jifen.JifenError):
    headline = jifen.Text("办件库不可用：", "The case store cannot be used:")
    exit_code = 5

@click.command()
def command():
    problem = jifen.Problem("store", jifen.Text("坏", "bad"), jifen.Text("修", "mend it"))
    raise StoreError([problem])
"""


def test_an_error_of_another_package_says_itself_what_it_exits_with(process, installed):
    folder = installed("jifen_store", OWN_CODE, jifen_commands="store = jifen_store:command")
    result = process("store", path=[folder], lang="zh")
    assert (result.returncode, result.stdout) == (5, "")
    assert result.stderr == "办件库不可用：\n  store：坏。修\n"


def test_the_module_is_the_same_command_as_the_script(process, typical):
    script = Path(sys.executable).with_name("jifen")
    args = ["score", str(typical), *ON]
    env = os.environ | {"LANG": "C", "LC_ALL": "", "COLUMNS": "100", "PYTHONUTF8": "1"}
    ran = subprocess.run([script, *args], capture_output=True, encoding="utf-8", env=env)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == process(*args).stdout
