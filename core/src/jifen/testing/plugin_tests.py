"""The tests that every plugin must pass; an author subclasses them and names a place."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jifen.cases import cases_of, differences, read_case
from jifen.lint import check
from jifen.plugins import Found, find
from jifen.registry import Registry, load_registry
from jifen.scheme import Scheme
from jifen.score import RecordedScore, Score
from jifen.testing.isolation import only_chain_of
from jifen.testing.strategies import facts_of, rising
from jifen.text import LANGS

# A subclass inherits the tests, so each runs for several plugins; an example of one is none of
# another's, and is not kept for it.
_settings = settings(
    deadline=None,
    max_examples=30,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.differing_executors],
)


class PluginTests:
    """Subclass it as `Test…` and give the division code of the plugin; pytest does the rest.

    Attributes:
        code: The plugin's code.
    """

    code: ClassVar[str]

    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def registry(cls) -> Iterator[Registry]:
        """The plugins of the chain; no other that happens to be installed is to be found."""
        with only_chain_of(cls.code) as registry:
            yield registry

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """A test for every file of `cases/`."""
        if "case_file" in metafunc.fixturenames:
            cases = [case for found in _found(self.code) for case in cases_of(found)]
            metafunc.parametrize("case_file", cases, ids=[case.name for case in cases])

    def test_it_is_installed_once(self) -> None:
        """Exactly one plugin claims the place."""
        found = _found(self.code)
        assert len(found) == 1, f"{len(found)} plugins claim {self.code}: {found}"

    def test_it_loads_alone(self) -> None:
        """What it contributes is sound without the plugins above it."""
        registry = load_registry(found=_found(self.code))
        assert not registry.failed, _told(registry)

    def test_it_loads_with_its_parents(self, registry: Registry) -> None:
        """A scheme can be composed on the day that each edition, or one above it, begins."""
        assert not registry.failed, _told(registry)
        assert registry.editions(self.code), f"{self.code} has no edition"
        for on in _days(self.code):
            assert registry.resolve(self.code, on=on).lives_in == self.code

    def test_the_linter_finds_nothing(self, registry: Registry) -> None:
        """`jifen check` is clean."""
        problems = check(self.code, registry, cases=False)
        assert not problems, "\n".join(problem.render("en") for problem in problems)

    @_settings
    @given(data=st.data())
    def test_nothing_exceeds_its_cap(self, data: st.DataObject) -> None:
        """No indicator gives more than its max, no tier more than its cap, and none below 0."""
        for tier in _drawn(data, self.code).tiers:
            assert 0 <= tier.earned <= tier.cap, tier.id
            for indicator in tier.indicators:
                assert 0 <= indicator.points <= indicator.max, indicator.id

    @_settings
    @given(data=st.data())
    def test_points_never_count_outside_their_scope(self, data: st.DataObject) -> None:
        """Used anywhere else, a tier counts only if its scope is that place or lies above it."""
        registry = _registry(self.code)
        places = sorted({*registry.line(self.code), *_declared(registry)})
        used_in = data.draw(st.sampled_from(places), label="used_in")
        scheme = _scheme(self.code, data.draw(st.sampled_from(_days(self.code))), used_in)
        record = scheme.score(data.draw(facts_of(scheme))).record()
        around = registry.line(used_in)
        for tier in record.tiers:
            counted = tier.earned if tier.scope in around else 0
            assert (tier.recognised, tier.withheld) == (counted, tier.earned - counted), tier.id

    @_settings
    @given(data=st.data())
    def test_the_order_of_plugins_is_irrelevant(self, data: st.DataObject) -> None:
        """The same facts give the same score, byte for byte, in whatever order plugins come."""
        scheme = _any_scheme(data, self.code)
        facts = data.draw(facts_of(scheme))
        order = data.draw(st.sampled_from(_orders(find())), label="order")
        other = _reordered(self.code, scheme.on, order)
        assert other.score(facts).to_json() == scheme.score(facts).to_json()

    @_settings
    @given(data=st.data())
    def test_more_is_never_worse_where_that_is_declared(self, data: st.DataObject) -> None:
        """A higher value of a fact that is `more_is_better` lowers no points."""
        scheme = _any_scheme(data, self.code)
        better = sorted(f.id for f in scheme.facts.values() if f.more_is_better)
        if not better:
            return
        fact = scheme.facts[data.draw(st.sampled_from(better), label="fact")]
        facts = data.draw(facts_of(scheme))
        less, more = (
            scheme.score(facts | {fact.id: value}).record()
            for value in data.draw(rising(fact, scheme.on), label="less, more")
        )
        worse = {n: p for n, p in _points(less).items() if _points(more)[n] < p}
        assert not worse, f"with more {fact.id} less is given by {worse}"

    @_settings
    @given(data=st.data())
    def test_a_score_comes_back_from_json(self, data: st.DataObject) -> None:
        """Reading what was written gives the same score, which writes the same."""
        record = _drawn(data, self.code)
        again = Score.from_json(record.to_json())
        assert again == record
        assert again.to_json() == record.to_json()

    @_settings
    @given(data=st.data())
    def test_every_line_is_explained_in_both_languages(self, data: st.DataObject) -> None:
        """Each line has a reason and a source, and the whole text names it."""
        record = _drawn(data, self.code)
        for lang in LANGS:
            text = record.explain(lang)
            for tier in record.tiers:
                for line in tier.indicators:
                    assert line.reason[lang].strip(), line.id
                    assert line.name[lang] in text, line.id
            assert all(line.reason[lang].strip() for line in record.deductions)

    @settings(_settings, max_examples=10)
    @given(data=st.data())
    def test_a_frame_gives_everyone_their_own_score(self, data: st.DataObject) -> None:
        """Scored as a frame, each applicant gets what they get alone; without Polars, skipped."""
        pytest.importorskip("narwhals")
        pytest.importorskip("polars")
        from jifen.frame.comparison import differences_of_frame

        scheme = _any_scheme(data, self.code)
        people = data.draw(st.lists(facts_of(scheme), min_size=1, max_size=6), label="people")
        wrong = differences_of_frame(scheme, people)
        assert not wrong, "\n".join(wrong)

    def test_there_are_golden_cases(self) -> None:
        """At least one file stands in `cases/`."""
        assert any(cases_of(found) for found in _found(self.code)), "cases/ has no case"

    def test_a_golden_case_comes_out(self, case_file: Any, registry: Registry) -> None:
        """Every figure of the case is what the rules give."""
        wrong = differences(read_case(case_file), self.code, registry)
        assert not wrong, f"{case_file.name}:\n" + "\n".join(
            problem.render("en") for problem in wrong
        )


@cache
def _registry(code: str) -> Registry:
    with only_chain_of(code) as registry:
        return registry


@cache
def _scheme(code: str, on: date, used_in: str | None = None) -> Scheme:
    return _registry(code).resolve(code, used_in, on)


def _orders(found: tuple[Found, ...]) -> list[tuple[Found, ...]]:
    """The plugins with each of them first, forwards and backwards."""
    return [order[n:] + order[:n] for order in (found, found[::-1]) for n in range(len(order))]


@cache
def _reordered(code: str, on: date, order: tuple[Found, ...]) -> Scheme:
    return load_registry(found=order).resolve(code, on=on)


@cache
def _days(code: str) -> list[date]:
    """The days on which an edition of the place, or one above it, begins to be in force."""
    registry = _registry(code)
    own = [book.edition.in_force for book in registry.editions(code)]
    begun = {
        book.edition.in_force.from_ for at in registry.line(code) for book in registry.editions(at)
    }
    return sorted(day for day in begun if any(day in days for days in own))


def _any_scheme(data: st.DataObject, code: str) -> Scheme:
    return _scheme(code, data.draw(st.sampled_from(_days(code)), label="on"))


def _drawn(data: st.DataObject, code: str) -> RecordedScore:
    scheme = _any_scheme(data, code)
    return scheme.score(data.draw(facts_of(scheme), label="facts")).record()


def _declared(registry: Registry) -> set[str]:
    return {code for gift in registry.contributions.values() for code in gift.places}


def _found(code: str) -> list[Found]:
    return [found for found in find() if found.code == code]


def _told(registry: Registry) -> str:
    failures = (failure for rivals in registry.failed.values() for failure in rivals)
    return "\n".join(p.render("en") for failure in failures for p in failure.problems)


def _points(record: RecordedScore) -> dict[str, Any]:
    """Everything that counts for an applicant: points, and deductions below 0."""
    given = {i.id: i.points for tier in record.tiers for i in tier.indicators}
    return given | {d.id: -d.points for d in record.deductions}
