"""All that is wrong comes at once: what could be read is checked beside what could not."""

from pathlib import Path

import pytest

import jifen

HERE = Path(__file__).parent
CASE = 'on = 2023-01-01\n[facts]\ninsured_months = 12\n[points]\n"county.insurance" = 5\n'


@pytest.fixture
def check(tmp_path):
    """Check a county's plugin whose rulebook differs from a sound one as said."""
    above = jifen.Found.of("330000", jifen.read_plugin(HERE / "above"))
    registry = jifen.load_registry(found=[above])

    def check(*changes, sound="numbers", places=None, case=None, times=1):
        text = (HERE / "sound" / f"{sound}.toml").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, times)
        if places is None:
            places = (HERE / "sound" / "jurisdictions.toml").read_text(encoding="utf-8")
        (tmp_path / "rulebooks").mkdir(exist_ok=True)
        (tmp_path / "rulebooks" / "2023.toml").write_text(text, encoding="utf-8")
        (tmp_path / "jurisdictions.toml").write_text(places, encoding="utf-8")
        if case is not None:
            (tmp_path / "cases").mkdir()
            (tmp_path / "cases" / "case.toml").write_text(case, encoding="utf-8")
        return jifen.check(tmp_path, registry)

    return check


def codes(problems):
    return [problem.code for problem in problems]


MISSPELT = ("points = 0.25", "point = 0.25")
"""A rule that the reader refuses: the indicator of giving is left out."""

LESS = ("points = 20", "points = 19")
"""A figure with which the max of 20 cannot be reached."""


def test_what_cannot_be_read_and_a_figure_out_of_range_are_told_together(check):
    problems = check(MISSPELT, LESS)
    assert codes(problems) == ["JF301", "JF003", "JF004", "JF009"]


def test_what_could_not_be_checked_for_an_error_is_said_in_one_line(check):
    note = check(MISSPELT)[-1]
    assert (note.code, note.severity, note.line) == ("JF009", "note", None)
    assert "2023: indicator[county.giving]" in note.what.en
    assert "2023: indicator[county.giving]" in note.what.zh


def test_a_sum_that_lacks_what_could_not_be_read_is_not_called_too_small(check):
    assert codes(check(MISSPELT)) == ["JF003", "JF004", "JF009"]


def test_a_sum_that_is_too_great_without_it_is_told_all_the_same(check):
    problems = check(MISSPELT, ("max = 20", "max = 35"), ("points = 20", "points = 35"))
    assert "JF303" in codes(problems)
    (said,) = (p.what.en for p in problems if p.code == "JF303")
    assert said.endswith("its cap: 35 > 30")


def test_a_fact_that_only_an_unread_rule_reads_is_not_called_unused(check):
    assert "JF202" not in codes(check(MISSPELT))


def test_a_fact_that_cannot_be_read_is_not_called_undeclared_and_another_is(check):
    amount = ('id = "giving_yuan"\ntype = "amount"', 'id = "giving_yuan"\ntype = "amounts"')
    assert codes(check(amount)) == ["JF005", "JF009"]
    both = check(amount, ('fact = "insured_months"', 'fact = "insured_month"'))
    assert codes(both) == ["JF005", "JF201", "JF009"]


def test_a_fact_without_an_id_may_be_any_that_is_not_declared(check):
    problems = check(('id = "giving_yuan"\n', ""))
    assert codes(problems) == ["JF004", "JF009"]


def test_a_tier_that_cannot_be_read_is_not_called_undeclared(check):
    assert codes(check(("cap = 30", 'cap = "30"'))) == ["JF005", "JF009"]


def test_a_source_that_cannot_be_read_keeps_nothing_from_being_checked(check):
    problems = check(('status = "provisional"', 'status = "guessed"'), LESS)
    assert codes(problems) == ["JF005", "JF301"]


def test_an_unknown_table_keeps_nothing_from_being_checked(check):
    problems = check(("[[tier]]", "[[tiers]]\nid = 1\n[[tier]]"), LESS)
    assert codes(problems) == ["JF003", "JF301", "JF009"]


@pytest.mark.parametrize(
    "change",
    [('format = "jifen.rulebook/1"', ""), ('id = "2023"\n', ""), ("[edition]", "[edition")],
)
def test_a_file_whose_edition_cannot_be_read_is_said_not_to_be_checked(check, change):
    problems = check(change)
    assert codes(problems)[1:] == ["JF009"]
    assert "2023.toml" in problems[-1].what.en


def test_places_that_cannot_be_read_leave_the_rules_to_be_checked(check):
    problems = check(LESS, places="[[jurisdiction]]\ncode = 330999\n")
    assert codes(problems) == ["JF005", "JF103", "JF301", "JF009"]
    assert "how it fits what lies above" in problems[-1].what.en


def test_a_sound_plugin_has_its_golden_cases_run(check):
    assert check(case=CASE) == ()


def test_a_golden_case_that_does_not_come_out_is_a_finding_at_its_line(check):
    (problem,) = check(case=CASE.replace("= 5", "= 6"))
    assert (problem.code, problem.severity, problem.line) == ("JF501", "warning", 5)
    assert Path(problem.place).name == "case.toml"
    assert problem.what.en == "points.county.insurance: it is 5, expected 6"
    assert problem.what.zh == "points.county.insurance：实际为 5，应为 6"


@pytest.mark.parametrize(
    ("case", "line"),
    [("on = \n", 1), (CASE.replace("[facts]", "[fact]"), None), ("facts = 5\n" + CASE[:16], 1)],
)
def test_a_file_that_is_no_case_is_a_finding(check, case, line):
    (problem,) = check(case=case)
    assert problem.code == "JF502"
    assert line is None or problem.line == line


def test_golden_cases_are_not_run_while_there_is_an_error_and_that_is_said(check):
    problems = check(MISSPELT, case=CASE.replace("= 5", "= 6"))
    assert codes(problems) == ["JF003", "JF004", "JF009"]
    assert "1 golden case" in problems[-1].what.en


def test_golden_cases_are_run_beside_a_warning(check):
    problems = check(LESS, case=CASE.replace("= 5", "= 6"))
    assert sorted(codes(problems)) == ["JF301", "JF501"]


def test_one_bracket_too_few_is_one_finding(check):
    problems = check(("[[tier]]", "[tier]"))
    assert codes(problems) == ["JF005", "JF009"]
    assert problems[0].what.en == "tier: a table is not accepted"
    assert problems[0].remedy.en == "Expected a list such as [[…]] or [{ … }]"


@pytest.mark.parametrize(
    ("change", "times", "code"),
    [
        # The whole table of indicators, of facts, of tiers has another name.
        (("[indicator", "[indicators"), -1, "JF003"),
        (("[fact]", "[facts]"), -1, "JF003"),
        (("[tier", "[tiers"), -1, "JF003"),
        (("[indicator", "[item"), -1, "JF003"),
        # One tier, or one group, of those that are named.
        (('tier = "county.personality"', 'tier = "county.personalty"'), 1, "JF401"),
        (('group = "skill"', 'group = "x"'), 1, "JF401"),
    ],
)
def test_a_misspelt_name_is_told_and_its_consequences_are_not(check, change, times, code):
    assert codes(check(change, sound="groups", times=times)) == [code, "JF009"]


def test_an_id_that_is_not_declared_is_told_beside_a_tier_that_cannot_be_read(check):
    other = (
        'tier = "county.personality"\nname = { zh = "捐赠"',
        'tier = "county.x"\nname = { zh = "捐赠"',
    )
    problems = check(("cap = 30", 'cap = "30"'), other)
    assert codes(problems) == ["JF005", "JF401", "JF009"]
    assert problems[1].remedy == jifen.Text("请声明", "Declare it")


def test_a_source_that_no_score_can_show_alone_is_to_be_that_of_the_whole(check):
    figures = '[indicator.figures]\npoints = "test"\n\n[indicator.rule]\nkind = "per_unit"'
    (problem,) = check(('[indicator.rule]\nkind = "per_unit"', figures), sound="groups")
    assert (problem.code, problem.severity) == ("JF105", "warning")
    assert problem.what.en.endswith(
        "the rule counts as a whole, so no score can show the source of points alone"
    )
    assert problem.remedy == jifen.Text("请把来源写在 source", "Give it as `source`")
