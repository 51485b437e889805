"""`jifen batch`: a file of applicants into a file of scores."""

from datetime import date
from pathlib import Path

import click

from jifen_cli import options
from jifen_cli.failure import EXIT_INPUT
from jifen_cli.lang import current, speaker


@click.command(
    help="""为一张表中的所有人计分

    IN 和 OUT 按扩展名为 .xlsx、.csv 或 .parquet。列名用事实的代码或中文名，另有 applicant_id
    （申请人编号）、lives_in（居住地）和可选的 used_in（使用地）。无法计分的行写入另一文件，
    退出码为 3，其余照常计分。
    ‖
    Score everyone in a table

    IN and OUT are .xlsx, .csv or .parquet, by their endings. The headers are fact ids or Chinese
    fact names, with applicant_id, lives_in and, if it differs, used_in. Rows that cannot be scored
    go to a file of their own and the exit code is 3; all others are scored.
    """,
    epilog="""jifen facts 330225 --template applicants.xlsx
    jifen batch applicants.xlsx scores.xlsx --on 2022-10-01
    jifen batch applicants.csv scores.csv --on 2022-10-01 --events offences=offences.csv \\
        --events breaches_of_trust=breaches.csv --rejected rejected.csv""",
)
@click.argument("in_", metavar="IN", type=click.Path(path_type=Path))
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@options.on
@options.allow_missing
@click.option(
    "--events",
    metavar="FACT=FILE",
    multiple=True,
    help="带日期的事件另列一表，列为 applicant_id、date 等（可多次给出）‖ A table of dated events, "
    "with applicant_id, date and the event's other columns (may be given several times)",
)
@click.option(
    "--rejected",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="无法计分的行写入此文件，默认在 OUT 旁边 ‖ Where the rows go that cannot be scored; by "
    "default beside OUT",
)
@click.option(
    "--sheet",
    metavar="NAME",
    help="工作簿中的工作表 ‖ The sheet of the workbook",
)
@click.option(
    "--ignore",
    metavar="COLUMN",
    multiple=True,
    help="略过此列（可多次给出）‖ A column to leave out (may be given several times)",
)
@click.option(
    "--check-ids",
    is_flag=True,
    help="在 Parquet 中也查找重复的编号 ‖ Look for repeated identifiers in Parquet too",
)
@options.format_
def command(
    in_: Path,
    out: Path,
    on: date | None,
    allow_missing: tuple[str, ...],
    events: tuple[str, ...],
    rejected: Path | None,
    sheet: str | None,
    ignore: tuple[str, ...],
    check_ids: bool,
    format_: str,
) -> int:
    """Score a table."""
    from jifen import today
    from jifen_batch.batch import score_file
    from jifen_batch.inputs import Wanted
    from jifen_batch.progress import progress
    from jifen_batch.views import summary, summary_json

    wanted = Wanted(
        path=in_,
        on=on or today(),
        sheet=sheet,
        events=events,
        ignored=ignore,
        check_ids=check_ids,
        allow_missing=allow_missing,
    )
    with progress() as started:
        done = score_file(wanted, out, rejected, started=started)
    for note in done.notes:
        click.echo(note[current()], err=True)
    if done.of_events:
        say = speaker(current())
        click.echo(say(f"退回的行：{done.rejected_to}", f"Rejected: {done.rejected_to}"), err=True)
    if format_ == "json":
        options.write_json(summary_json(done, out))
    else:
        options.write(summary(done, out, current()))
    return EXIT_INPUT if done.rejected or done.of_events else 0
