"""The language a command speaks: `--lang` anywhere, else that of the environment.

It is known before anything is parsed, so that usage errors and help speak it too.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeAlias, cast

import click

Lang: TypeAlias = Literal["zh", "en"]
"""The same as `jifen.Lang`, which would be too much to import for a help page."""

LANGS: tuple[Lang, ...] = ("zh", "en")

META = "jifen.lang"
"""Where a command finds its language: `click.get_current_context().meta["jifen.lang"]`."""

_BAR = "‖"
_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language(args: Sequence[str], environ: Mapping[str, str]) -> Lang:
    """The language asked for; one that does not exist is left for the option to refuse."""
    chosen: Lang = "zh" if _locale(environ).lower().startswith("zh") else "en"
    for n, arg in enumerate(args):
        if arg == "--":
            break
        name, _, value = arg.partition("=")
        if name == "--lang":
            value = value or next(iter(args[n + 1 :]), "")
            chosen = next((lang for lang in LANGS if lang == value), chosen)
    return chosen


def current() -> Lang:
    """The language of the command that runs."""
    return cast(Lang, click.get_current_context().meta[META])


def speaker(lang: Lang) -> Callable[[str, str], str]:
    """A function that picks, of a Chinese and an English text, the one in this language."""
    return lambda zh, en: zh if lang == "zh" else en


def plural(n: int, one: str, many: str) -> str:
    """The English words for so many: `applicant`, `applicants`."""
    return one if n == 1 else many


def pick(text: str, lang: Lang) -> str:
    """The part of a help text that is in this language: `Chinese ‖ English`."""
    zh, bar, en = text.partition(_BAR)
    return (zh if lang == "zh" or not bar else en).strip()


def _locale(environ: Mapping[str, str]) -> str:
    return next((value for name in _VARIABLES if (value := environ.get(name))), "")
