"""A scheme: a composition with the functions that score applicants by it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import field, frozen

from jifen.compile import Compiled, compile_scheme
from jifen.composition import Composition
from jifen.computed import ComputedScore, nobody
from jifen.dates import date_problems
from jifen.errors import InputError, Problem, Refused
from jifen.explain import layout
from jifen.facts import Fact
from jifen.quantity import shown
from jifen.text import Text, expected

if TYPE_CHECKING:
    from jifen.frame import Scored, Written
    from jifen.frame.sources import Source

F = TypeVar("F")


@frozen(kw_only=True)
class Scheme(Composition):
    """积分方案: what `Registry.resolve` composes; it scores any number of applicants.

    Attributes:
        compiled: The functions generated from all that it is composed of.
    """

    compiled: Compiled = field(init=False, eq=False, repr=False)

    @compiled.default
    def _compile(self) -> Compiled:
        return compile_scheme(self, lambda lang: layout(nobody(self.compiled), lang))

    def score(self, facts: Mapping[str, Any], *, facts_as_of: date | None = None) -> ComputedScore:
        """Score one applicant.

        Args:
            facts: Values by fact id; dates as `date` or ISO text. A fact left out is absent.
            facts_as_of: The day on which the facts were taken, if it is known.

        Raises:
            InputError: with every fact that is unknown, missing, of a wrong type or out of range.
        """
        compiled = self.compiled
        if facts.__class__ is dict and facts_as_of is None:
            try:
                return ComputedScore(compiled, compiled.assess(facts), None)
            except Refused:
                pass  # what is wrong, and where, is found the long way
        row = tuple(self.admit(facts, facts_as_of).values())
        return ComputedScore(compiled, (row, compiled.calculate(row)), facts_as_of)

    def score_frame(
        self,
        frame: F,
        *,
        events: Mapping[str, Any] | None = None,
        id: str = "applicant_id",
        unique_ids: bool | None = None,
        services: Iterable[str] = (),
    ) -> "Scored[F]":
        """Score a frame of applicants, with exactly the figures that `score` gives for each.

        It needs `pip install 'jifen[frame]'`. Polars (eager or lazy), pandas, PyArrow, DuckDB
        and PySpark frames come back as what they were.

        Args:
            frame: A row an applicant: the id, and a column for each fact by its id. A null, and
                a column left out, is an absent fact.
            events: For each fact of dated events its table, a row an event: the id, `date`, and
                `kind` and `amount` where the fact has them. Whom a table does not name has none.
            id: The name of the column of ids, which are text or integers.
            unique_ids: Whether to look for ids that stand in several rows; by default only in
                frames in memory.
            services: The ids of services whose points are to be counted too, each in a column
                of its name; these are not the total where a service counts some tiers only.

        Raises:
            InputError: with every column that is missing, unknown or of a wrong type. A wrong
                value rejects its row and raises nothing.
            RulebookError: if a rule cannot be computed as columns.
        """
        # A convenience for callers: scores of frames need libraries that one score does not.
        from jifen.frame import score_frame

        return score_frame(
            self, frame, events=events, id=id, unique_ids=unique_ids, services=services
        )

    def score_parquet(
        self,
        applicants: "Source",
        scores: str | Path,
        rejected: str | Path,
        *,
        events: "Mapping[str, Source] | None" = None,
        **options: Any,
    ) -> "Written":
        """Score a Parquet file into two, part by part, in the same memory however large it is.

        It needs `pip install 'jifen[frame]'`. For what it takes and raises, and for the options,
        see `jifen.frame.score_parquet`.
        """
        from jifen.frame import score_parquet

        return score_parquet(self, applicants, scores, rejected, events=events, **options)

    def admit(self, facts: Mapping[str, Any], facts_as_of: date | None = None) -> dict[str, Any]:
        """The facts as rules read them, the absent ones as None.

        Raises:
            InputError: with every problem, each naming the fact.
        """
        if not isinstance(facts, Mapping):
            raise InputError([_no_mapping(facts)])
        problems = [*self._unknown(facts), *self._too_new(facts_as_of)]
        values: dict[str, Any] = dict.fromkeys(self.facts)
        for fact in self.facts.values():
            at = f"facts.{fact.id}"
            if fact.id not in facts:
                if fact.required:
                    problems.append(_missing(at, fact))
                continue
            value = facts[fact.id]
            if value is None:
                problems.append(_null(at, fact))
                continue
            try:
                values[fact.id] = fact.admit(value, self.on)
            except Refused as refused:
                problems.append(refused.problem(f"{at} ({fact.name.zh})"))
        if problems:
            raise InputError(problems)
        return values

    def _unknown(self, facts: Mapping[str, Any]) -> Iterator[Problem]:
        by_name = {fact.name.zh: fact.id for fact in self.facts.values()}
        for name in facts:
            if name in self.facts:
                continue
            text = shown(name).strip("'")
            near = by_name.get(name) or next(
                iter(get_close_matches(str(name), self.facts, n=1)), None
            )
            yield Problem(
                f"facts.{text}",
                Text("没有这个事实", "there is no such fact"),
                _ELSEWHERE.get(name) or self._remedy_of_unknown(near),
            )

    def _remedy_of_unknown(self, near: str | None) -> Text:
        if self.absent_layers:
            codes = ", ".join(self.absent_layers)
            return Text(
                f"如属未计入的一层（{codes}），请从文件中删去",
                f"If it belongs to the layer left out ({codes}), take it out of the file",
            )
        if near:
            return Text(f"是否为 {near}？", f"Did you mean {near}?")
        return Text(
            f"jifen facts {self.lives_in} 列出全部事实",
            f"`jifen facts {self.lives_in}` lists the facts",
        )

    def _too_new(self, facts_as_of: date | None) -> Iterator[Problem]:
        if facts_as_of is None:
            return
        no_date = [*date_problems(facts_as_of, "facts_as_of")]
        yield from no_date
        if not no_date and facts_as_of > self.on:
            yield Problem(
                "facts_as_of",
                Text(
                    f"事实截至 {facts_as_of}，晚于计分日 {self.on}",
                    f"the facts are of {facts_as_of}, after the date of the score {self.on}",
                ),
                Text(
                    "请用当日或更早的事实，或改用更晚的计分日",
                    "Use facts of that day or earlier, or score on a later date",
                ),
            )


_ABOVE = Text(
    "请移到 [facts] 之前，与 lives_in 并列", "Move it above [facts], to where lives_in stands"
)
_ELSEWHERE: Mapping[Any, Text] = {
    **dict.fromkeys(("lives_in", "used_in", "facts_as_of"), _ABOVE),
    **dict.fromkeys(
        ("name", "id_number"), Text("请移到 [applicant] 之下", "Move it below [applicant]")
    ),
}
"""What an applicant file says besides the facts: where it belongs if it stands among these."""


def _no_mapping(facts: object) -> Problem:
    return Problem(
        "facts",
        Text(f"{shown(facts)} 不是事实的映射", f"{shown(facts)} is no mapping of facts"),
        Text("请按事实标识给出取值", "Give values by fact id"),
    )


def _missing(at: str, fact: Fact) -> Problem:
    return Problem(
        f"{at} ({fact.name.zh})",
        Text("缺少必填事实", "this required fact is missing"),
        expected(fact.expects()),
    )


def _null(at: str, fact: Fact) -> Problem:
    return Problem(
        f"{at} ({fact.name.zh})",
        Text("值为空（null）", "its value is null"),
        Text("没有此事实时请整项删去", "Leave the fact out if there is none"),
    )
