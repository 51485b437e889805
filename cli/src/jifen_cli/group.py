"""The command `jifen`: a group that finds its commands when they are asked for.

Its own are the modules in `jifen_cli/commands/`; others come from installed packages through
entry points of the group `jifen.commands`, looked up only for a name that is not its own or to
list them all. One that is broken is listed as such.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, NoReturn

import click

from jifen_cli import __version__, commands
from jifen_cli.failure import run
from jifen_cli.help import localised
from jifen_cli.lang import META, language

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

ENTRY_POINTS = "jifen.commands"
"""The entry-point group through which a package adds a command."""

_COMPLETE = "_JIFEN_COMPLETE"


class Commands(click.Group):
    """A group whose commands are modules of `jifen_cli.commands`, or entry points."""

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, **extra: Any
    ) -> NoReturn:
        """Run a command line and exit with its code; nothing else ever leaves it."""
        given = sys.argv[1:] if args is None else list(args)
        lang = language(given, os.environ)
        twin = localised(self, lang)
        if os.environ.get(_COMPLETE):
            click.Group.main(twin, [], "jifen", _COMPLETE)
        sys.exit(run(partial(_invoke, twin, given), lang))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, its own first."""
        mine = [*_own()]
        return mine + sorted({point.name for point in _points(ctx)} - set(mine))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, in the language of the moment."""
        lang = ctx.meta[META]
        if cmd_name in _own():
            module = import_module(f"{commands.__name__}.{cmd_name.replace('-', '_')}")
            return localised(module.command, lang)
        points = [p for p in _points(ctx) if p.name == cmd_name]
        return localised(_loaded(cmd_name, points), lang) if points else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with; an unknown one is told its nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(
                error.command_name, possibilities=self.list_commands(ctx), ctx=ctx
            ) from None


def _invoke(group: click.Command, args: list[str]) -> int:
    try:
        with group.make_context("jifen", args) as context:
            return group.invoke(context) or 0
    except click.exceptions.Exit as done:
        return done.exit_code


def _own() -> Iterator[str]:
    return (module.name.replace("_", "-") for module in iter_modules(commands.__path__))


def _points(ctx: click.Context) -> "Iterable[EntryPoint]":
    """The entry points of commands, looked up once in a run: every installed package is read."""
    from importlib.metadata import entry_points

    if ENTRY_POINTS not in ctx.meta:
        ctx.meta[ENTRY_POINTS] = entry_points(group=ENTRY_POINTS)
    points: Iterable[EntryPoint] = ctx.meta[ENTRY_POINTS]
    return points


def _loaded(name: str, points: "Sequence[EntryPoint]") -> click.Command:
    """The command that an entry point names, or one that says why it cannot be used."""
    givers = ", ".join(f"{p.dist.name} {p.dist.version}" if p.dist else p.value for p in points)
    if len(points) > 1:
        return _unusable(name, givers, "几个软件包提供同名命令", "several packages provide it")
    try:
        command = points[0].load()
    except (Exception, SystemExit) as error:
        said = f"{type(error).__name__}: {error}"
        return _unusable(name, givers, f"载入时出错：{said}", f"it raised when loaded: {said}")
    if not isinstance(command, click.Command):
        return _unusable(name, givers, "不是 click 命令", "it is no click command")
    return command


def _unusable(name: str, givers: str, zh: str, en: str) -> click.Command:
    def refuse() -> None:
        from jifen import PluginError, Problem, Text

        remedy = Text("请升级或卸载该软件包", "Upgrade that package, or remove it")
        raise PluginError([Problem(f"jifen {name} ({givers})", Text(zh, en), remedy)])

    return click.Command(
        name,
        callback=refuse,
        help=f"不可用（{givers}）：{zh} ‖ Broken ({givers}): {en}",
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"jifen {__version__}")
        ctx.exit()


jifen = Commands(
    "jifen",
    help="""流动人口量化积分：计分，并说明每一分的理由和来源

    Tab 补全（bash；zsh、fish 换作 zsh_source、fish_source）：

    \b
    eval "$(_JIFEN_COMPLETE=bash_source jifen)"
    ‖
    Points (积分) for migrant residents: every point with its reason and its source

    Tab completion (bash; zsh_source and fish_source for the others):

    \b
    eval "$(_JIFEN_COMPLETE=bash_source jifen)"
    """,
    epilog="""jifen score examples/applicants/typical.toml --on 2022-10-01
    jifen rules 330225 --on 2022-10-01""",
    params=[
        click.Option(
            ["--version"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_show_version,
            help="显示版本 ‖ Show the version and exit",
        )
    ],
)
