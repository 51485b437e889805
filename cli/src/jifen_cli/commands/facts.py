"""`jifen facts`: what an applicant's file may say."""

from datetime import date
from pathlib import Path

import click

from jifen_cli import options
from jifen_cli.lang import current, speaker


@click.command(
    help="""列出计分依据的事实：名称、取值、证明材料，以及用于哪些指标

    给出代码时，列出该地区及其上级的事实，即该地申请人文件可写的内容。
    ‖
    List the facts that rules read: what each may be, what proves it, and who reads it

    With a CODE, those of that place and the places above it: what the file of an applicant who
    lives there may say.
    """,
    epilog="""jifen facts 330225 --on 2022-10-01
    jifen facts 330225 --on 2022-10-01 --format json
    jifen facts 330225 --on 2022-10-01 --template applicants.xlsx""",
)
@options.code
@options.on
@options.format_
@click.option(
    "--template",
    metavar="OUT.xlsx",
    type=click.Path(path_type=Path),
    help="改为生成以这些事实为列的空表，供 jifen batch 使用 ‖ Make the empty spreadsheet of these "
    "facts instead, for `jifen batch`",
)
def command(code: str | None, on: date, format_: str, template: Path | None) -> None:
    """List facts."""
    if template is not None:
        _make_template(template, code, on)
        return
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


def _make_template(out: Path, code: str | None, on: date) -> None:
    """Leave it to the package that reads and writes spreadsheets."""
    context = click.get_current_context()
    group = context.find_root().command
    assert isinstance(group, click.Group)
    make = group.get_command(context, "template")
    if make is None or make.callback is None:
        say = speaker(current())
        raise click.UsageError(
            say("--template 需要安装 jifen-batch", "--template needs jifen-batch installed"),
            context,
        )
    if code is not None:
        from jifen_cli.scoring import layer_of

        layer_of(code, on)  # of a code that is no place's it is said here which may be meant
    make.callback(out=out, code=code, on=on)
