"""`jifen diff`: what changed between two editions of a place's rules."""

from datetime import date
from pathlib import Path

import click

from jifen_cli import options
from jifen_cli.lang import current


@click.command(
    help="""说明一地的积分规则在两个日期之间有何变化；也可与尚未施行的草案比较

    ‖
    Say what changed in a place's rules between two dates, or against a draft not yet in force
    """,
    epilog="""jifen diff 330225 --from 2022-10-01 --to 2023-10-01
    jifen diff 330225 --from 2022-10-01 --rulebook new.toml --format json""",
)
@click.argument("code")
@click.option(
    "--from",
    "from_",
    type=options.Day(),
    required=True,
    metavar="YYYY-MM-DD",
    help="在此日施行的版本 ‖ The edition in force on this day",
)
@click.option(
    "--to",
    type=options.Day(),
    metavar="YYYY-MM-DD",
    help="与在此日施行的版本比较，默认为北京时间今天 ‖ Compared with the one in force on this day; "
    "by default today in Beijing",
)
@options.rulebook
@options.format_
def command(
    code: str, from_: date, to: date | None, rulebook: tuple[Path, ...], format_: str
) -> None:
    """Compare two editions."""
    from jifen_cli.comparing import difference
    from jifen_cli.views.diff import diff_sheet

    registry, found = difference(code, from_, to, rulebook)
    if format_ == "json":
        options.write_text(found.to_json())
    else:
        options.write(diff_sheet(registry, found, current()))
