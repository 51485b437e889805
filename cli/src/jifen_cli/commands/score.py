"""`jifen score`: what one applicant's score is, and why."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from jifen_cli import options
from jifen_cli.lang import current, speaker

EXIT_OTHERWISE = 1


@click.command(
    help="""为一位申请人计分，列出每一分的理由和来源

    FILE 是一位申请人的 TOML 或 JSON 文件；用 --replay 时是以前写出的得分（JSON）。
    ‖
    Score one applicant: every point with its reason and its source

    FILE is one applicant's TOML or JSON file; with --replay, an old score as JSON.
    """,
    epilog="""jifen score examples/applicants/typical.toml --on 2022-10-01
    jifen score examples/applicants/typical.toml --on 2022-10-01 --used-in all
    jifen score examples/applicants/typical.toml --on 2022-10-01 --used-in 330100 --format json
    jifen score examples/applicants/typical.toml --on 2022-10-01 --rulebook new.toml
    jifen score --replay score.json""",
)
@options.file
@click.option(
    "--used-in",
    metavar="CODE|all",
    help="积分使用地的代码，默认为居住地；all 列出在各地各值多少分 ‖ Where the score is used; by "
    "default where the applicant lives. `all` shows what it is worth in each place",
)
@options.on
@options.allow_missing
@options.rulebook
@click.option(
    "--replay",
    is_flag=True,
    help="按 FILE 中的得分所记的事实和版本重算，说明是否逐字节相同；不同时退出码为 1 ‖ Compute the old "
    "score in FILE again from its own facts and editions: is it the same, byte for byte? Exits with "
    "1 if it is not",
)
@options.format_
@click.pass_context
def command(
    context: click.Context,
    file: Path,
    used_in: str | None,
    on: date,
    allow_missing: tuple[str, ...],
    rulebook: tuple[Path, ...],
    replay: bool,
    format_: str,
) -> int:
    """Score one applicant."""
    if replay:
        return _replay(context, file, rulebook, format_)
    from jifen import Applicant, Problem, masked, read_applicant
    from jifen_cli.scoring import faults_in, score_everywhere, score_in
    from jifen_cli.views.score import score_sheet
    from jifen_cli.views.worth import worth_sheet

    lang = current()
    asked = None if used_in == "all" else used_in

    def further(applicant: Applicant) -> Sequence[Problem]:
        return faults_in(applicant, file.name, asked, on, allow_missing, rulebook)

    applicant = read_applicant(file, further=further)
    who = masked(applicant.name) if applicant.name else speaker(lang)("申请人", "the applicant")
    if used_in == "all":
        scores = score_everywhere(applicant, file.name, on, allow_missing, rulebook)
        if format_ == "json":
            array = ",\n".join(score.to_json().rstrip("\n") for score in scores)
            options.write_text(f"[{array}]\n")
        else:
            options.write(worth_sheet([score.record() for score in scores], who, lang))
        return 0
    scheme, score = score_in(applicant, file.name, asked, on, allow_missing, rulebook)
    if format_ == "json":
        options.write_text(score.to_json())
    else:
        options.write(score_sheet(scheme, score.record(), who, lang))
    return 0


def _replay(context: click.Context, file: Path, rulebook: tuple[Path, ...], format_: str) -> int:
    """Compute an old score again; it says itself where, when and of what it is."""
    for name in ("used_in", "on", "allow_missing"):
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
            option = f"--{name.replace('_', '-')}"
            say = speaker(current())
            raise click.UsageError(
                say(
                    f"--replay 不与 {option} 同用：得分文件自有记载",
                    f"--replay goes without {option}: the score says it itself",
                ),
                context,
            )
    from jifen_cli.comparing import replayed
    from jifen_cli.table import paragraph

    found = replayed(file, rulebook)
    if format_ == "json":
        options.write_text(found.to_json())
    else:
        options.write(paragraph(found.explain(current())))
    return 0 if found.same else EXIT_OTHERWISE
