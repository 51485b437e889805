"""`jifen impact`: what a draft rulebook changes for everyone in a table."""

from datetime import date
from pathlib import Path

import click

from jifen_cli import options
from jifen_cli.failure import EXIT_INPUT
from jifen_cli.lang import current, speaker


@click.command(
    help="""比较草案与现行版本：多少人加分、减分，加减多少，哪些指标，谁因此够得上或够不上公共服务

    IN 与 jifen batch 的相同。草案代替其地区的现行版本，按同一计分日计分。有人无法计分，或有事件被
    退回的，退出码为 3，其余照常比较。
    ‖
    Compare a draft with the editions in force over a population

    How many gain and lose, by how much, by indicator and tier, and who crosses the threshold of a
    service. IN is a table as `jifen batch` takes it; the draft stands in for the edition of its
    jurisdiction, on the same date. If someone cannot be scored, or an event is rejected, the exit
    code is 3 and all others are compared.
    """,
    epilog="""jifen impact applicants.xlsx --rulebook draft.toml --on 2022-10-01
    jifen impact applicants.parquet --rulebook draft.toml --on 2022-10-01 --format json""",
)
@click.argument("in_", metavar="IN", type=click.Path(path_type=Path))
@click.option(
    "--rulebook",
    metavar="FILE",
    required=True,
    multiple=True,
    type=click.Path(path_type=Path),
    help="草案（TOML 规则文件）‖ The draft, a rulebook in TOML",
)
@options.on
@options.allow_missing
@click.option(
    "--events",
    metavar="FACT=FILE",
    multiple=True,
    help="带日期的事件另列一表（可多次给出）‖ A table of dated events (may be given several times)",
)
@click.option("--sheet", metavar="NAME", help="工作簿中的工作表 ‖ The sheet of the workbook")
@click.option(
    "--ignore",
    metavar="COLUMN",
    multiple=True,
    help="略过此列（可多次给出）‖ A column to leave out (may be given several times)",
)
@click.option(
    "--plot",
    is_flag=True,
    help="在 IN 旁边画出变化的分布，如 applicants.impact.svg ‖ Draw the distribution of changes beside "
    "IN: of applicants.xlsx, in applicants.impact.svg",
)
@options.format_
def command(
    in_: Path,
    rulebook: tuple[Path, ...],
    on: date | None,
    allow_missing: tuple[str, ...],
    events: tuple[str, ...],
    sheet: str | None,
    ignore: tuple[str, ...],
    plot: bool,
    format_: str,
) -> int:
    """Compare a draft."""
    from jifen import InputError, Problem, Text, today
    from jifen_batch.impact import compare
    from jifen_batch.impact_views import impact_json, impact_plot, impact_text
    from jifen_batch.inputs import Wanted
    from jifen_batch.progress import progress
    from jifen_batch.replacing import replacing, write_text

    draft, *others = rulebook
    if others:
        once = Text("请一次比较一份草案", "Compare one draft at a time")
        twice = Text("给出了几份草案", "several drafts are given")
        raise InputError([Problem("--rulebook", twice, once)])
    wanted = Wanted(
        path=in_,
        on=on or today(),
        sheet=sheet,
        events=events,
        ignored=ignore,
        draft=draft,
        allow_missing=allow_missing,
    )
    with progress() as started:
        found = compare(wanted, started=started)
    if plot:
        picture = in_.with_name(f"{in_.stem}.impact.svg")
        with replacing(picture) as (part,):
            write_text(part, impact_plot(found))
        say = speaker(current())
        click.echo(say(f"分布图：{picture}", f"Distribution: {picture}"), err=True)
    for note in found.notes:
        click.echo(note[current()], err=True)
    if format_ == "json":
        options.write_json(impact_json(found))
    else:
        options.write(impact_text(found, current()))
    return 0 if found.is_whole else EXIT_INPUT
