"""`jifen rules`: the rules of a place as its own table reads, or the places that have rules."""

from datetime import date

import click

from jifen_cli import options
from jifen_cli.lang import current


@click.command(
    help="""列出各地区的积分规则；给出代码时，按当地原表的样子显示其规则

    ‖
    Show which places have rules; with a CODE, that place's rules as its own table reads
    """,
    epilog="""jifen rules
    jifen rules 330225 --on 2022-10-01""",
)
@options.code
@options.on
@options.format_
def command(code: str | None, on: date, format_: str) -> None:
    """Show the rules of a place, or the places."""
    from jifen_cli.scoring import layer_of, registry_of
    from jifen_cli.views.places import places_data, places_sheet
    from jifen_cli.views.rules import rules_sheet
    from jifen_cli.views.rules_data import rules_data

    if code is None:
        registry = registry_of()
        if format_ == "json":
            options.write_json(places_data(registry, on))
        else:
            options.write(places_sheet(registry, on, current()))
        return
    scheme, layer = layer_of(code, on)
    if format_ == "json":
        options.write_json(rules_data(scheme, layer))
    else:
        options.write(rules_sheet(scheme, layer, current()))
