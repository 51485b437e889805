"""The kit passes for a sound plugin, and fails for each way in which one can be wrong."""

import re
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jifen
from jifen.testing import differences, facts_of, read_case, values_of

LINT = Path(__file__).parents[1] / "lint"
RULEBOOK = (LINT / "above" / "rulebooks" / "2020.toml").read_text(encoding="utf-8")
PLACES = (LINT / "above" / "jurisdictions.toml").read_text(encoding="utf-8")

CASE = """
on = 2022-01-01

[facts]
residence_months = 40

[points]
"province.residence" = 10       # 40 × 0.25
"""

QUICK = ("installed", "loads", "linter", "cases", "case")
"""The tests that draw no facts."""

TESTS = """
import jifen.testing

class TestProvince(jifen.testing.PluginTests):
    code = "330000"
"""


@pytest.fixture
def kit(tmp_path):
    """Install a plugin of a province for a process of its own, and run its kit there."""

    def kit(
        *only,
        rulebook=RULEBOOK,
        case=CASE,
        init="import jifen\nplugin = jifen.rulebook_plugin(__package__)\n",
    ):
        package = tmp_path / "jifen_test_province"
        (package / "rulebooks").mkdir(parents=True)
        (package / "cases").mkdir()
        (package / "__init__.py").write_text(init, encoding="utf-8")
        (package / "jurisdictions.toml").write_text(PLACES, encoding="utf-8")
        (package / "rulebooks" / "2020.toml").write_text(rulebook, encoding="utf-8")
        if case is not None:
            (package / "cases" / "case.toml").write_text(case, encoding="utf-8")
        installed(tmp_path, "jifen-test-province", "330000 = jifen_test_province:plugin")
        # Another province's plugin happens to be installed too, and is broken.
        installed(tmp_path, "jifen-broken", "440000 = jifen_that_is_not_there:plugin")
        (tmp_path / "test_province.py").write_text(TESTS, encoding="utf-8")
        # Without the plugins of this environment: only what was just installed.
        code = f"import sys, pytest; sys.path.insert(0, {str(tmp_path)!r}); {_SHUT_OUT}"
        command = [sys.executable, "-c", code, "-q", "-rA", "-p", "no:cacheprovider", str(tmp_path)]
        if only:
            command += ["-k", " or ".join(only)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path)
        outcomes = re.findall(r"^(PASSED|FAILED|ERROR) \S+::(test_\w+)", done.stdout, re.M)
        assert outcomes, done.stdout + done.stderr
        return {name for outcome, name in outcomes if outcome != "PASSED"}, len(outcomes)

    return kit


_SHUT_OUT = """
from importlib import metadata
find = metadata.entry_points
def found(**params):
    points = find(**params)
    if params.get("group") != "jifen":
        return points
    mine = ("jifen-test-province", "jifen-broken")
    return metadata.EntryPoints(p for p in points if p.dist.name in mine)
metadata.entry_points = found
sys.exit(pytest.main(sys.argv[1:]))
"""


def installed(folder, dist, point):
    info = folder / f"{dist.replace('-', '_')}-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {dist}\nVersion: 1\n")
    (info / "entry_points.txt").write_text(f"[jifen]\n{point}\n")


def test_a_sound_plugin_passes_beside_another_that_is_broken(kit):
    failed, ran = kit()
    assert failed == set()
    assert ran == 13


def test_a_figure_changed_by_mistake_fails_its_golden_case(kit):
    failed, _ = kit(*QUICK, rulebook=RULEBOOK.replace("points = 0.25", "points = 0.5"))
    assert failed == {"test_a_golden_case_comes_out"}


def test_a_plugin_without_cases_is_asked_for_one(kit):
    failed, _ = kit(*QUICK, case=None)
    assert failed == {"test_there_are_golden_cases"}


def test_what_the_linter_finds_fails(kit):
    failed, _ = kit(*QUICK, rulebook=RULEBOOK.replace("cap = 30", "cap = 40"))
    assert failed == {"test_the_linter_finds_nothing"}


# A number of its own making, that drops where no condition of the formula says so.
DROPPING = '''
import jifen
from attrs import frozen
from jifen.formula import Num, Plain, words
from jifen.rules.measured import Measured


@frozen
class Dropping(Num):
    """Falls at every multiple of seven."""

    fact: str

    def source(self, code):
        return f"({code.fact(self.fact)} % 7 * 400)"

    def reach(self, code, known):
        return 0, 3000


@frozen(kw_only=True)
class Weekly(Measured):
    """By the day of the week."""

    kind = "weekly"

    def points_of_number(self, facts):
        return Dropping(self.fact)

    def say_rule(self, facts, lang):
        return "每周" if lang == "zh" else "weekly"

    def reason_of_number(self, facts, lang):
        return words(self.say_rule(facts, lang))


plugin = jifen.rulebook_plugin(__package__, rule_kinds=[Weekly])
'''
WEEKLY = RULEBOOK.replace(
    'kind = "per_unit", fact = "residence_months", points = 0.25',
    'kind = "weekly", fact = "residence_months"',
)


def test_a_rule_kind_of_its_own_that_falls_is_caught_though_the_linter_cannot_see_it(kit):
    failed, _ = kit("worse", rulebook=WEEKLY, init=DROPPING)
    assert "test_more_is_never_worse_where_that_is_declared" in failed


def test_a_rule_kind_of_its_own_that_no_frame_can_be_scored_by_is_caught(kit):
    failed, _ = kit("frame", rulebook=WEEKLY, init=DROPPING)
    assert failed == {"test_a_frame_gives_everyone_their_own_score"}


def test_a_plugin_that_cannot_be_imported_fails(kit):
    failed, _ = kit("loads", init="raise RuntimeError('the wheels came off')\n")
    assert "test_it_loads_alone" in failed
    assert "test_it_loads_with_its_parents" in failed


@pytest.fixture(scope="module")
def registry():
    plugin = jifen.read_plugin(LINT / "above")
    return jifen.load_registry(found=[jifen.Found.of("330000", plugin)])


@pytest.fixture
def case(tmp_path, registry):
    """What a case expects and does not get."""

    def case(text):
        file = tmp_path / "case.toml"
        file.write_text(text, encoding="utf-8")
        wrong = differences(read_case(file), "330000", registry)
        return [f"{problem.place}: {problem.what.en}" for problem in wrong]

    return case


def test_a_case_that_comes_out_differs_in_nothing(case):
    assert case(CASE) == []


def test_a_case_says_what_was_expected_and_what_came_out(case):
    assert case(CASE.replace("= 10 ", "= 12 ")) == [
        "points.province.residence: it is 10, expected 12"
    ]


def test_points_that_are_not_listed_must_be_none(case):
    assert case("on = 2022-01-01\n[facts]\nresidence_months = 40\n") == [
        "points.province.residence: it is 10, expected 0 (not listed)"
    ]


def test_a_misspelt_indicator_is_told(case):
    assert case(CASE + '"province.residents" = 0\n') == [
        "points.province.residents: there is none of this name"
    ]


def test_tiers_and_figures_of_the_whole_are_compared_too(case):
    more = '[tiers]\n"province.commonality" = 9\n[score]\ntotal = 10\neligible = false\n'
    assert case(CASE + more) == [
        "tiers.province.commonality: it is 10, expected 9",
        "score.eligible: it is true, expected false",
    ]


def test_a_case_that_is_refused_names_why(case):
    refused = 'on = 2022-01-01\nrefused = ["residence_months"]\n[facts]\nresidence_months = {}\n'
    assert case(refused.format(601)) == []
    assert case(refused.format(600)) == ["refused: it is not refused: residence_months"]
    (told,) = case(CASE.replace("= 40", "= 601"))
    assert told.startswith("facts.residence_months: it is refused: ")


@pytest.mark.parametrize(
    "text", ["on = ", "on = 2022-01-01\npoint = {}\n", "[facts]\n", "on = 2022-01-01\nfacts = 5\n"]
)
def test_a_file_that_is_no_case_is_refused(tmp_path, text):
    file = tmp_path / "case.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(jifen.InputError, match=r"case\.toml"):
        read_case(file)


def every_type():
    """A scheme with a fact of every type, each with bounds of its own."""
    name = iter("abcdefghijkl")

    def text():
        letter = next(name)
        return jifen.Text(letter, letter)

    choices = (jifen.Choice("x", text()), jifen.Choice("y", text()))
    facts = (
        jifen.FlagFact(id="flag", name=text()),
        jifen.CountFact(id="count", name=text(), min=3, max=7),
        jifen.AmountFact(id="amount", name=text(), min=Fraction(1, 2), max=2),
        jifen.ChoiceFact(id="choice", name=text(), choices=choices),
        jifen.DateFact(id="date", name=text(), min_age=16, max_age=18, required=True),
        jifen.EventsFact(id="events", name=text(), kinds=choices, amount_max=5),
    )
    return {fact.id: fact for fact in facts}


@settings(deadline=None)
@given(data=st.data())
def test_values_made_up_for_a_fact_are_values_that_it_accepts(data):
    on = data.draw(st.dates(date(2020, 1, 1), date(2032, 12, 31)))
    for fact in every_type().values():
        fact.admit(data.draw(values_of(fact, on), label=fact.id), on)


@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_facts_made_up_for_a_scheme_are_scored(data, registry):
    scheme = registry.resolve("330000", on=date(2022, 1, 1))
    assert 0 <= scheme.score(data.draw(facts_of(scheme))).total <= 30
