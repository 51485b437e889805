"""`jifen rank`: a file of applicants into the ranked list of a public service."""

from datetime import date
from pathlib import Path

import click

from jifen_cli import options
from jifen_cli.failure import EXIT_INPUT
from jifen_cli.lang import current, speaker


class Places(click.ParamType[tuple[str, int]]):
    """`N`, or `GROUP=N`: the places of every group, or of one."""

    name = "places"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int]:
        """The group, empty for all, and its places; or a usage error."""
        if isinstance(value, tuple):
            return value
        group, _, count = value.rpartition("=")
        if count.isascii() and count.isdigit() and (group or "=" not in value):
            return group, int(count)
        say = speaker(current())
        self.fail(
            say(
                f"{value!r} 不是名额，请写成 128 或 小学=128 的样子",
                f"{value!r} is no number of places; write it like 128 or primary=128",
            ),
            param,
            ctx,
        )


@click.command(
    help="""为一项公共服务排名，列出谁入围、谁未入围、谁不能排名及原因

    IN 与 jifen batch 的相同。积分冻结、不符合条件、未达最低分的另列；末位同分而名额不足时全部列出，
    不作取舍。
    ‖
    Rank the applicants of a table for a public service

    IN is a table as `jifen batch` takes it. Who is frozen, not eligible or below the threshold is
    listed apart, with the reason; if the places do not reach for all who are equal at the last
    one, all of them are shown and none is chosen.
    """,
    epilog="""jifen rank applicants.xlsx list.xlsx --on 2022-10-01 --service xiangshan.settlement --places 100
    jifen rank applicants.xlsx list.xlsx --on 2022-10-01 --service xiangshan.school_places \\
        --by 学段 --places 小学=128 --places 初中=82 --household 户号 --plot""",
)
@click.argument("in_", metavar="IN", type=click.Path(path_type=Path))
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option(
    "--service",
    metavar="ID",
    required=True,
    help="公共服务的代码或名称，见 jifen services ‖ The service, by its id or its name; see `jifen "
    "services`",
)
@click.option(
    "--places",
    metavar="[GROUP=]N",
    type=Places(),
    multiple=True,
    help="名额；GROUP=N 是其中一组的（可多次给出）‖ How many places there are, or one group of them "
    "has (may be given several times)",
)
@click.option(
    "--by",
    metavar="COLUMN",
    help="按此列的值分组排名，如学校 ‖ Rank the values of this column apart, such as schools",
)
@click.option(
    "--household",
    metavar="COLUMN",
    help="此列的值相同的是一户，只由其中积分最高的符合条件者申请 ‖ Applicants with the same value in "
    "this column are one household; its highest-scoring eligible one stands",
)
@options.on
@options.allow_missing
@click.option(
    "--events",
    metavar="FACT=FILE",
    multiple=True,
    help="带日期的事件另列一表（可多次给出）‖ A table of dated events (may be given several times)",
)
@click.option(
    "--rejected",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="无法计分的行写入此文件，默认在 OUT 旁边 ‖ Where the rows go that cannot be scored; by "
    "default beside OUT",
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
    help="在 OUT 旁边画出积分分布（SVG）‖ Draw the distribution of points beside OUT, as SVG",
)
@options.format_
def command(
    in_: Path,
    out: Path,
    service: str,
    places: tuple[tuple[str, int], ...],
    by: str | None,
    household: str | None,
    on: date | None,
    allow_missing: tuple[str, ...],
    events: tuple[str, ...],
    rejected: Path | None,
    sheet: str | None,
    ignore: tuple[str, ...],
    plot: bool,
    format_: str,
) -> int:
    """Rank a table."""
    from jifen import today
    from jifen_batch.inputs import Wanted
    from jifen_batch.progress import progress
    from jifen_batch.race import Race
    from jifen_batch.rank import rank_file
    from jifen_batch.rank_views import rank_json, rank_text
    from jifen_batch.services import find_service

    day = on or today()
    found = find_service(service, day)
    race = Race(service=found, places=places, by=by, household=household)
    wanted = Wanted(
        path=in_,
        on=day,
        sheet=sheet,
        events=events,
        used_in=found.offered_in,
        labels={
            option: column
            for option, column in (("--by", by), ("--household", household))
            if column is not None
        },
        ignored=ignore,
        check_ids=True,
        allow_missing=allow_missing,
    )
    picture = out.with_suffix(".svg") if plot else None
    with progress() as started:
        done = rank_file(wanted, race, out, rejected, plot=picture, started=started)
    for note in done.notes:
        click.echo(note[current()], err=True)
    if done.of_events:
        say = speaker(current())
        click.echo(say(f"退回的行：{done.rejected_to}", f"Rejected: {done.rejected_to}"), err=True)
    if format_ == "json":
        options.write_json(rank_json(done, out, picture))
    else:
        options.write(rank_text(done, out, picture, current()))
    return EXIT_INPUT if done.rejected or done.of_events else 0
