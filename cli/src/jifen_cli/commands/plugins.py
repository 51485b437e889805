"""`jifen plugins`: which jurisdictions' plugins are installed, and which are broken."""

import click

from jifen_cli import options
from jifen_cli.lang import current


@click.command(
    help="""列出已安装的地区插件，以及不可用的插件和原因

    ‖
    List the jurisdictions' plugins that are installed, and what is wrong with the broken ones
    """,
    epilog="""jifen plugins
    jifen plugins --freeze > plugins.txt""",
)
@click.option(
    "--freeze",
    is_flag=True,
    help="只输出“软件包==版本”，每行一个，可供 pip 重新安装 ‖ Print `dist==version` lines only, "
    "for pip to install the same ones again",
)
@options.format_
def command(freeze: bool, format_: str) -> None:
    """List the plugins."""
    from jifen import find
    from jifen_cli.scoring import registry_of
    from jifen_cli.views.plugins import plugins_data, plugins_sheet

    if freeze:
        options.write("\n".join(sorted({f"{f.dist}=={f.version}" for f in find()})))
    elif format_ == "json":
        options.write_json(plugins_data(registry_of()))
    else:
        options.write(plugins_sheet(registry_of(), current()))
