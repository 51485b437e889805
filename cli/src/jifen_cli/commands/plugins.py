"""`jifen plugins`: the plugins that are installed, which are broken, and the places they know."""

import click

from jifen_cli import options
from jifen_cli.lang import current, speaker


@click.command(
    help="""列出已安装的地区插件，以及不可用的插件和原因

    --places 改列各地的代码：居住地（lives_in）和积分使用地（--used-in）可写哪些。
    ‖
    List the jurisdictions' plugins that are installed, and what is wrong with the broken ones

    --places lists the codes of places instead: where one may live (lives_in), and where a score
    may be used (--used-in).
    """,
    epilog="""jifen plugins
    jifen plugins --places
    jifen plugins --freeze > plugins.txt""",
)
@click.option(
    "--freeze",
    is_flag=True,
    help="只输出“软件包==版本”，每行一个，可供 pip 重新安装 ‖ Print `dist==version` lines only, "
    "for pip to install the same ones again",
)
@click.option(
    "--places",
    is_flag=True,
    help="改列各地的代码、名称和所属地区 ‖ List the places instead: code, names, and what each lies in",
)
@options.format_
def command(freeze: bool, places: bool, format_: str) -> None:
    """List the plugins, or the places that they know."""
    from jifen import find
    from jifen_cli.scoring import registry_of
    from jifen_cli.views.codes import codes_data, codes_sheet
    from jifen_cli.views.plugins import plugins_data, plugins_sheet

    if freeze and places:
        say = speaker(current())
        raise click.UsageError(
            say("--freeze 不与 --places 同用", "--freeze goes without --places"),
            click.get_current_context(),
        )
    if freeze:
        options.write("\n".join(sorted({f"{f.dist}=={f.version}" for f in find()})))
    elif places and format_ == "json":
        options.write_json(codes_data(registry_of()))
    elif places:
        options.write(codes_sheet(registry_of(), current()))
    elif format_ == "json":
        options.write_json(plugins_data(registry_of()))
    else:
        options.write(plugins_sheet(registry_of(), current()))
