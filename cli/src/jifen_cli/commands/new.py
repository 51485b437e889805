"""`jifen new`: a plugin project for another place, complete and tested as it stands."""

from pathlib import Path

import click

from jifen_cli import options
from jifen_cli.lang import current, speaker


@click.command(
    help="""为一个地区新建插件项目

    DIR 是新文件夹。写好的项目可以直接安装、检查和测试，数值均为示例，须逐项改正。
    ‖
    Write the project of a plugin for another place

    DIR is a new folder. The project can be installed, checked and tested as it stands; its figures
    are examples, to be replaced one by one.
    """,
    epilog="""jifen new jifen-ninghai --code 330226 --name 宁海县 --name-en Ninghai --parent 330200""",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--code",
    required=True,
    metavar="CODE",
    help="地区代码（GB/T 2260，六位）‖ The place's division code (GB/T 2260, six digits)",
)
@click.option("--name", required=True, help="中文名 ‖ Its Chinese name")
@click.option("--name-en", required=True, help="英文名 ‖ Its English name")
@click.option(
    "--parent",
    required=True,
    metavar="CODE",
    help="上级地区的代码，其插件须已安装 ‖ The code of the place above, whose plugin is installed",
)
def command(folder: Path, code: str, name: str, name_en: str, parent: str) -> None:
    """Write a plugin project."""
    from jifen_cli.project import Plan, write_project
    from jifen_cli.scoring import registry_of

    plan = Plan.of(registry_of(), code=code, name=name, name_en=name_en, parent=parent)
    files = write_project(plan, folder)
    say = speaker(current())
    options.write("\n".join(str(file) for file in files))
    click.echo(
        say(
            f"数值均为示例，请改正；版本 {plan.year} 自 {plan.year}-01-01 起施行，也请改正。下一步："
            f"jifen check {folder}，再 pip install -e {folder}，再 jifen rules {code}",
            f"Every figure is an example: replace it, and the edition's year ({plan.year}) and days "
            f"in force. Next: jifen check {folder}, then pip install -e {folder}, then jifen rules "
            f"{code}",
        ),
        err=True,
    )
