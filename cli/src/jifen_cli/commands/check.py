"""`jifen check`: what is wrong with a plugin or a rulebook, line by line."""

import click

from jifen_cli import options
from jifen_cli.lang import current

EXIT_FOUND = 1


@click.command(
    help="""检查插件或规则文件，逐行列出问题

    PATH 是插件的文件夹或一个规则文件，CODE 是已安装插件的代码。没有错误时，一并运行 cases
    文件夹中的案例。发现问题时退出码为 1；各项代码（JF301 等）见 docs/lint.md。
    ‖
    Check a plugin or a rulebook: what is wrong, line by line

    PATH is a plugin's folder or one of its rulebooks, CODE that of an installed plugin. If there is
    no error, the golden cases in its cases folder are run too. The exit code is 1 if anything is
    found. docs/lint.md explains every code, such as JF301.
    """,
    epilog="""jifen check plugins/xiangshan_county
    jifen check 330225 --format json""",
)
@click.argument("subject", metavar="PATH|CODE")
@options.format_
def command(subject: str, format_: str) -> int:
    """Check a plugin."""
    from jifen import check
    from jifen_cli.views.check import check_data, check_sheet

    problems = check(subject)
    if format_ == "json":
        options.write_json(check_data(subject, problems))
    else:
        options.write(check_sheet(subject, problems, current()))
    return EXIT_FOUND if problems else 0
