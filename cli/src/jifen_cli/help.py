"""Help pages in one language, wrapped so that Chinese text lines up.

A command writes its help once, in both languages (`jifen_cli.lang`). Whoever shows it gets a copy
in the language of the moment, so the command itself stays plain click and never changes.
"""

import copy
from collections.abc import Iterable, Iterator
from functools import partial
from inspect import cleandoc
from typing import Any

import click

from jifen_cli.lang import LANGS, META, Lang, pick
from jifen_cli.table import Column, table, terminal_width, wrap


class Page(click.HelpFormatter):
    """A help page in one language.

    Attributes:
        lang: The language.
    """

    def __init__(self, lang: Lang) -> None:
        super().__init__(width=terminal_width())
        self.lang = lang

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        usage = prefix or ("用法：" if self.lang == "zh" else "Usage: ")
        self.write(f"{usage}{prog} {' '.join(self._said(word) for word in args.split())}\n")

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':{self.current_indent}}{self._said(heading)}")
        self.write("：\n" if self.lang == "zh" else ":\n")

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        for line in _reflowed(text):
            self.write("".join(f"{part}\n" for part in wrap(indent + line, self.width)))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        indent = " " * self.current_indent
        lines = [(indent + term, self._said(text)) for term, text in rows]
        columns = (Column(firm=True), Column())
        self.write(table(columns, lines, self.width) + "\n")

    def _said(self, text: str) -> str:
        return _OF_CLICK.get(text, text) if self.lang == "zh" else text


class Context(click.Context):
    """A context that knows its language."""

    def __init__(self, *args: Any, lang: Lang, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meta[META] = lang

    def make_formatter(self) -> Page:
        """A new page in that language."""
        return Page(self.meta[META])


def localised(command: click.Command, lang: Lang) -> click.Command:
    """A copy of a command whose help is in one language, and which takes `--lang`."""
    twin = copy.copy(command)
    twin.context_class = partial(Context, lang=lang)  # type: ignore[assignment]
    twin.help = pick(cleandoc(command.help or ""), lang)
    twin.short_help = pick(command.short_help or "", lang) or twin.help.split("\n")[0]
    if command.epilog:
        twin.format_epilog = partial(_write_examples, command.epilog)  # type: ignore[method-assign]
    twin.params = [_localised(param, lang) for param in command.params]
    if not any("--lang" in param.opts for param in twin.params):
        twin.params.append(_lang_option(lang))
    if isinstance(twin, click.Group):
        twin.commands = {n: localised(c, lang) for n, c in twin.commands.items()}
    return twin


def _localised(param: click.Parameter, lang: Lang) -> click.Parameter:
    twin = copy.copy(param)
    if isinstance(twin, click.Option):
        twin.help = pick(twin.help or "", lang)
    return twin


def _lang_option(lang: Lang) -> click.Option:
    # Only declared here, and checked: the language itself is read before parsing begins.
    said = "显示语言，默认随系统 ‖ Language of all that is shown; by default the system's"
    return click.Option(
        ["--lang"], type=click.Choice(LANGS), expose_value=False, help=pick(said, lang)
    )


def _write_examples(epilog: str, ctx: click.Context, page: click.HelpFormatter) -> None:
    with page.section("Example"):
        page.write_text(f"\b\n{cleandoc(epilog)}")


def _reflowed(text: str) -> Iterator[str]:
    r"""The paragraphs of a text, a line each; those after a line of `\b` are left as they are."""
    for n, paragraph in enumerate(text.split("\n\n")):
        if n:
            yield ""
        first, *lines = paragraph.split("\n")
        if first.strip() == "\b":
            yield from lines
            continue
        for line in lines:
            # Chinese is written without spaces, so none may appear where a source line ended.
            space = " " if first[-1:].isascii() and line[:1].isascii() else ""
            first = f"{first}{space}{line}"
        yield first


_OF_CLICK = {
    "Options": "选项",
    "Example": "示例",
    "Commands": "命令",
    "[OPTIONS]": "[选项]",
    "COMMAND": "命令",
    "[ARGS]...": "[参数]...",
    "Show this message and exit.": "显示本说明",
}
"""What click itself says on a help page."""
