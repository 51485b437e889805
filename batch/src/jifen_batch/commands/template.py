"""`jifen template`: the empty spreadsheet for `jifen batch`; also `jifen facts --template`."""

from datetime import date
from pathlib import Path

import click

from jifen_cli import options
from jifen_cli.lang import current, speaker


@click.command(
    help="""生成空的申请人表：列名、下拉选项、每列的说明，带日期的事件另有工作表

    同 jifen facts [CODE] --template OUT。给出代码时，列为该地区及其上级的事实。
    ‖
    Make the empty spreadsheet of applicants: headers, drop-down lists, a note on every column

    The same as `jifen facts [CODE] --template OUT`. Its columns are the facts of a place and of
    those above it; dated events have sheets of their own.
    """,
    epilog="""jifen template applicants.xlsx 330225 --on 2022-10-01
    jifen facts 330225 --template applicants.xlsx --on 2022-10-01""",
)
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@options.code
@options.on
def command(out: Path, code: str | None, on: date | None) -> None:
    """Make a template."""
    from jifen import today
    from jifen_batch.template import scheme_for, write_template

    lang = current()
    scheme = scheme_for(code, on or today())
    write_template(out, scheme, lang)
    say = speaker(lang)
    name = scheme.names[scheme.lives_in]
    options.write(say(f"{name.zh}的空表：{out}", f"Empty table for {name.en}: {out}"))
