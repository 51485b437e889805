"""The options that several commands share, and how their results are written."""

import re
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import click

from jifen_cli.lang import current, speaker

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Day(click.ParamType[date]):
    """A date written as `2022-10-01`, and in no other way."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date that a text says, or a usage error."""
        if isinstance(value, date):
            return value
        if _DATE.fullmatch(value):
            with suppress(ValueError):
                return date.fromisoformat(value)
        say = speaker(current())
        self.fail(
            say(
                f"{value!r} 不是日期，请写成 2022-10-01 的样子",
                f"{value!r} is no date; write it like 2022-10-01",
            ),
            param,
            ctx,
        )


def _today() -> date:
    from jifen import today

    return today()


on = click.option(
    "--on",
    type=Day(),
    default=_today,
    metavar="YYYY-MM-DD",
    help="计分日或查询日，默认为北京时间今天 ‖ The date asked about; by default today in Beijing",
)

format_ = click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    help="输出格式：table（默认）或 json ‖ How to write the result: a table, or JSON",
)

file = click.argument("file", type=click.Path(path_type=Path))

code = click.argument("code", required=False)

allow_missing = click.option(
    "--allow-missing",
    metavar="CODE",
    multiple=True,
    help="该地区没有插件或施行中的版本时，不计这一层（可多次给出）‖ Leave out the layer of a place "
    "that has no plugin or no edition in force (may be given several times)",
)

rulebook = click.option(
    "--rulebook",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="以尚未施行的草案（TOML）代替其地区的版本（可多次给出）‖ Let a draft not yet in force (TOML) "
    "stand in for its place's edition (may be given several times)",
)


def write(text: str) -> None:
    """Write a result for a person to read."""
    click.echo(text)


def write_json(document: Any) -> None:
    """Write a result for a program to read."""
    import json

    write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def write_text(json: str) -> None:
    """Write a text of JSON as it is: in UTF-8, whatever the console's encoding is."""
    sys.stdout.buffer.write(json.encode())
