"""`jifen services`: the public services that use scores."""

from datetime import date

import click

from jifen_cli import options
from jifen_cli.lang import current


@click.command(
    help="""列出使用积分的公共服务及其要求；给出代码时，只列在当地提供的

    ‖
    List the public services that use scores, and what each asks; with a CODE, those offered there
    """,
    epilog="""jifen services --on 2022-10-01
    jifen services 330225 --on 2022-10-01""",
)
@options.code
@options.on
@options.format_
def command(code: str | None, on: date, format_: str) -> None:
    """List the services."""
    from jifen_cli.scoring import registry_of
    from jifen_cli.views.services import offers, services_data, services_sheet

    registry = registry_of(None if code is None else [code])
    if code is not None:
        registry.require_place(code)
    found = offers(registry, code, on)
    if format_ == "json":
        options.write_json(services_data(found, on))
    else:
        options.write(services_sheet(registry, found, on, current()))
