"""`jifen facts`: what an applicant's file may say."""

from datetime import date

import click

from jifen_cli import options
from jifen_cli.lang import current


@click.command(
    help="""列出计分依据的事实：名称、取值、证明材料，以及用于哪些指标

    给出代码时，列出该地区及其上级的事实，即该地申请人文件可写的内容。
    ‖
    List the facts that rules read: what each may be, what proves it, and who reads it

    With a CODE, those of that place and the places above it: what the file of an applicant who
    lives there may say.
    """,
    epilog="""jifen facts 330225 --on 2022-10-01
    jifen facts 330225 --on 2022-10-01 --format json""",
)
@options.code
@options.on
@options.format_
def command(code: str | None, on: date, format_: str) -> None:
    """List facts."""
    from jifen_cli.scoring import layer_of, registry_of
    from jifen_cli.views.facts import books_of_all, books_of_chain, facts_data, facts_sheet

    if code is None:
        books = books_of_all(registry_of(), on)
    else:
        books = books_of_chain(layer_of(code, on)[0])
    if format_ == "json":
        options.write_json(facts_data(books, on))
    else:
        options.write(facts_sheet(books, current()))
