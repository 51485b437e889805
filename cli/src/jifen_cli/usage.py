"""What click finds wrong with a command line, in both languages."""

import re

import click

from jifen_cli.help import Page
from jifen_cli.lang import Lang

_DAYS = ("--on", "--from", "--to")
_MEANT = {
    **dict.fromkeys((*_DAYS, "--date", "--day", "--since", "--until"), _DAYS),
    "--draft": ("--rulebook",),
    "--json": ("--format json",),
}
"""What an option that a command lacks may mean there, where its spelling would not tell."""

_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)


def usage_text(error: click.ClickException, lang: Lang) -> str:
    """The lines that tell a person what is wrong with the command line, and where help is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    said = f"错误：{_zh(error)}" if lang == "zh" else f"Error: {_en(error)}"
    context = getattr(error, "ctx", None)
    if context is None:
        return said
    command = f"{context.command_path} --help"
    hint = f"详见 {command}" if lang == "zh" else f"See `{command}`."
    return "\n".join((_usage(context, lang), said, hint))


def _usage(context: click.Context, lang: Lang) -> str:
    page = Page(lang)
    context.command.format_usage(context, page)
    return page.getvalue().rstrip("\n")


def _en(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        names = _meant(error)
        return f"{error.message} Did you mean {' or '.join(names)}?" if names else error.message
    return error.format_message()


def _zh(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}{_near(_meant(error))}"
        case click.exceptions.NoSuchCommand():
            return f"没有命令 {error.command_name}{_near(error.possibilities)}"
        case click.MissingParameter():
            return f"缺少 {_hint(error)}"
        case click.BadOptionUsage():
            needs = "requires" in error.message
            return f"选项 {error.option_name} {'之后缺少值' if needs else '不带值'}"
        case click.BadParameter():
            choices = getattr(error.param and error.param.type, "choices", None)
            wanted = f"应为 {'、'.join(choices)} 之一" if choices else error.message
            return f"{_hint(error)} 的值不对：{wanted}"
    extra = _EXTRA.fullmatch(error.message)
    return f"多余的参数：{extra[1]}" if extra else error.format_message()


def _meant(error: click.NoSuchOption) -> list[str]:
    """The options of the command that are meant; where that is not known, those spelt alike."""
    if error.ctx is None or error.option_name not in _MEANT:
        return error.possibilities or []
    has = {name for param in error.ctx.command.params for name in param.opts}
    return [said for said in _MEANT[error.option_name] if said.split()[0] in has]


def _hint(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "")
    name = error.param.opts[-1]
    return name if name.startswith("-") else error.param.human_readable_name


def _near(names: list[str] | None) -> str:
    return f"，是否为 {'、'.join(names)}？" if names else ""
