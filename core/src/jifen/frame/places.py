"""Scoring a frame whose rows live and use their scores in different places.

The places are few and the rows many: each distinct pair of places is resolved once, pairs of the
same layers are computed together, and a row of a pair that cannot be resolved is rejected.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias, TypeVar

import narwhals as nw

from jifen.composition import Composition, require_one_table
from jifen.dates import today
from jifen.errors import InputError, JifenError, Problem
from jifen.facts import EventsFact, Fact
from jifen.formula import Holds
from jifen.frame.engine import ROW, Engine, Frame, engine_of
from jifen.frame.events import EventTable
from jifen.frame.faults import Fault, listed, nothing_listed
from jifen.frame.inputs import ground_of, unknown_column
from jifen.frame.plan import Plan
from jifen.frame.rowless import typed
from jifen.frame.scored import (
    APPLICANT,
    Parts,
    Scored,
    Scoring,
    malformed_events,
    repeated_ids,
    stray_events,
)
from jifen.registry import Registry
from jifen.text import Text

F = TypeVar("F")
Pair: TypeAlias = tuple[str, str]
"""Where someone lives, and where the score is used."""

Resolve: TypeAlias = Callable[[str, str], Composition]

LIVES_IN, USED_IN = "lives_in", "used_in"
"""The columns of places, by the names that applicant files give them."""


def score_places(
    registry: Registry,
    frame: F,
    *,
    on: date | None = None,
    events: Mapping[str, Any] | None = None,
    id: str = APPLICANT,
    unique_ids: bool | None = None,
    allow_missing: Iterable[str] = (),
) -> Scored[F]:
    """Score a frame with columns of places; see `Registry.score_frame`."""
    engine, those = engine_of(frame), events or {}
    parts = parts_of_places(engine, registry, frame, on, those, id, unique_ids, allow_missing)
    return parts.scored(engine, id)


def parts_of_places(
    engine: Engine,
    registry: Registry,
    frame: Any,
    on: date | None,
    events: Mapping[str, Any],
    id: str,
    unique_ids: bool | None,
    allow_missing: Iterable[str] = (),
) -> Parts:
    """What a frame with columns of places gives."""
    day, missing = today() if on is None else on, frozenset(allow_missing)

    def resolve(lives_in: str, used_in: str) -> Composition:
        return registry.resolve(lives_in, used_in, day, allow_missing=missing)

    given = {fact: engine.columns(table, fact) for fact, table in events.items()}
    facts, places = _facts_of(registry), (LIVES_IN, USED_IN)
    rows, tables = typed(engine, engine.columns(frame), given, id, facts.values(), places)
    applicants = engine.numbered(_with_places(rows))
    _require_known(facts, applicants, tables, id)
    schemes, refused = _resolved(resolve, _pairs_of(applicants))
    require_one_table(schemes.values())
    groups = _grouped(schemes)
    repeated = repeated_ids(engine, applicants, id, unique_ids)

    works: list[Scoring] = []
    for group in groups:
        place = _Place(engine, group, applicants.filter(_among(group)), tables, id)
        work = Scoring(engine, place.plan, place.applicants, id, repeated, place.strangers)
        works.append(work)

    def events_rejected() -> Frame:
        faulty = [nothing_listed(applicants, id)]
        faulty += (
            malformed_events(engine, table, _of(those, engine.numbered(table.frame), id))
            for table, those in _declared(works)
        )
        faulty += (
            stray_events(engine, fact, engine.numbered(table), applicants, id)
            for fact, table in tables.items()
        )
        return nw.concat(faulty)

    def rejected() -> Frame:
        nowhere = listed(applicants.filter(~_among(schemes)), id, [_homeless(), *refused])
        return engine.in_order(nw.concat([nowhere, *(work.rejected() for work in works)]))

    return Parts(applicants, _together(engine, works, applicants, id), rejected, events_rejected)


class _Place:
    """The rows of pairs of the same layers, and the plan of their scores.

    Attributes:
        plan: The plan.
        applicants: The rows, with a column for each tier that only some of them have recognised.
        strangers: What is wrong with a row that has a fact which its place does not know.
    """

    def __init__(
        self,
        engine: Engine,
        group: Mapping[Pair, Composition],
        applicants: Frame,
        tables: Mapping[str, Frame],
        id: str,
    ) -> None:
        scheme = next(iter(group.values()))
        names = applicants.collect_schema().names()
        here = [id, *(name for name in names if name in scheme.facts)]
        known = {fact: table for fact, table in tables.items() if fact in scheme.facts}
        ground = ground_of(scheme, engine, applicants.select(here), known, id)
        recognised: dict[str, bool | Holds] = {}
        for n, tier in enumerate(scheme.tiers):
            pairs = [pair for pair, of in group.items() if tier.id in of.recognised]
            recognised[tier.id] = len(pairs) == len(group)
            if 0 < len(pairs) < len(group):
                recognised[tier.id] = Holds(f"recognised:{n}")
                applicants = applicants.with_columns(_among(pairs).alias(f"recognised:{n}"))
        self.strangers: list[Fault] = []
        for name in names:
            if name not in {*here, ROW, LIVES_IN, USED_IN} and not name.startswith("recognised:"):
                self._strange(name, ~nw.col(name).is_null(), nw.col(name))
        for fact in [fact for fact in tables if fact not in known]:
            column = f"stranger:{fact}"
            mark = nw.lit(True).alias(column)
            found = tables[fact].select(id).unique().with_columns(mark)
            applicants = engine.with_found(applicants, [found], id)
            applicants = applicants.with_columns(nw.col(column).fill_null(False))
            self._strange(fact, nw.col(column), None)
        self.plan = Plan(scheme, ground, recognised)
        self.applicants = applicants

    def _strange(self, name: str, where: nw.Expr, value: nw.Expr | None) -> None:
        what = Text("所在地区没有这个事实，应留空", "its place has no such fact: leave it empty")
        self.strangers.append(Fault(name, where, value, what))


def _declared(works: Iterable[Scoring]) -> Iterable[tuple[EventTable, Frame]]:
    """Each events table as some places declare it, and the applicants of all these places.

    Together, for an id may stand in rows of several places, and its events are listed once.
    """
    found: dict[EventsFact, tuple[EventTable, list[Frame]]] = {}
    for work in works:
        for table in work.plan.ground.events.values():
            found.setdefault(table.fact, (table, []))[1].append(work.applicants.select(work.id))
    return [(table, nw.concat(those)) for table, those in found.values()]


def _of(applicants: Frame, events: Frame, id: str) -> Frame:
    """Those events that are of some applicants."""
    return events.join(applicants.select(id).unique(), on=id, how="semi")


def _with_places(applicants: Frame) -> Frame:
    """The frame with both columns of places, as text."""
    schema = applicants.collect_schema()
    problems = [
        Problem(
            name,
            Text("缺少地区列", "the column of places is missing")
            if name not in schema
            else Text(f"整列类型为 {schema[name]}", f"the column is of type {schema[name]}"),
            Text("请用六位行政区划代码的文字列", "Give the codes of places as text"),
        )
        for name in (LIVES_IN, USED_IN)
        if name in (schema if name == USED_IN else [LIVES_IN])
        and not (name in schema and (schema[name] == nw.String or schema[name].is_integer()))
    ]
    if problems:
        raise InputError(problems)
    home = nw.col(LIVES_IN).cast(nw.String)
    use = nw.coalesce(nw.col(USED_IN).cast(nw.String), home) if USED_IN in schema else home
    return applicants.with_columns(home.alias(LIVES_IN), use.alias(USED_IN))


def _pairs_of(applicants: Frame) -> list[Pair]:
    pairs = applicants.filter(~nw.col(LIVES_IN).is_null()).select(LIVES_IN, USED_IN).unique()
    return sorted(pairs.collect().rows())


def _resolved(
    resolve: Resolve, pairs: Iterable[Pair]
) -> tuple[dict[Pair, Composition], list[Fault]]:
    """The schemes of the pairs, and what is wrong with a row of a pair that has none."""
    schemes: dict[Pair, Composition] = {}
    refused: dict[tuple[str, Text], list[Pair]] = {}
    homes: dict[str, JifenError | None] = {}
    for home, used in pairs:
        try:
            schemes[home, used] = resolve(home, used)
        except JifenError as error:
            if home not in homes:
                homes[home] = _fault_of(resolve, home)
            of_home = homes[home]
            column, at_fault = (USED_IN, error) if of_home is None else (LIVES_IN, of_home)
            refused.setdefault((column, _said(at_fault)), []).append((home, used))
    faults = [
        Fault(column, _among(those), nw.col(column), reason)
        for (column, reason), those in refused.items()
    ]
    return schemes, faults


def _fault_of(resolve: Resolve, home: str) -> JifenError | None:
    try:
        resolve(home, home)
    except JifenError as error:
        return error
    return None


def _said(error: JifenError) -> Text:
    zh, en = (
        ("；" if lang == "zh" else "; ").join(
            dict.fromkeys(
                f"{p.what[lang]}{'。' if lang == 'zh' else '. '}{p.remedy[lang]}"
                for p in error.problems
            )
        )
        for lang in ("zh", "en")
    )
    return Text(zh, en)


def _grouped(schemes: Mapping[Pair, Composition]) -> list[dict[Pair, Composition]]:
    """The pairs whose schemes differ only in what is recognised, together."""
    groups: dict[Any, dict[Pair, Composition]] = {}
    for pair, scheme in schemes.items():
        layers = tuple((layer.digest, layer.draft, str(layer.plugin)) for layer in scheme.layers)
        groups.setdefault(layers, {})[pair] = scheme
    return list(groups.values())


def _among(pairs: Iterable[Pair]) -> nw.Expr:
    """Whether a row is of one of some pairs; never null."""
    uses: dict[str, list[str]] = {}
    for home, used in pairs:
        uses.setdefault(home, []).append(used)
    found = nw.lit(False)
    for home, those in uses.items():
        found = found | ((nw.col(LIVES_IN) == home) & nw.col(USED_IN).is_in(those))
    return ~nw.col(LIVES_IN).is_null() & found.fill_null(False)


def _homeless() -> Fault:
    missing = Text("缺少居住地代码", "the code of the place of residence is missing")
    return Fault(LIVES_IN, nw.col(LIVES_IN).is_null(), None, missing)


def _facts_of(registry: Registry) -> Mapping[str, Fact]:
    """The facts of all places, by id."""
    known = (*registry.contributions.values(), *registry.drafts.values())
    return {fact.id: fact for c in known for book in c.rulebooks for fact in book.facts}


def _require_known(
    facts: Mapping[str, Fact], applicants: Frame, tables: Mapping[str, Frame], id: str
) -> None:
    """Check that every column and every events table is a fact of some place."""
    names = (n for n in applicants.collect_schema() if n not in (id, ROW, LIVES_IN, USED_IN))
    unknown = [unknown_column(name, facts) for name in (*names, *tables) if name not in facts]
    if unknown:
        raise InputError(unknown)


def _together(engine: Engine, works: Sequence[Scoring], applicants: Frame, id: str) -> Frame:
    """The scores of all places: a column that a place does not have is null in its rows."""
    if not works:
        return applicants.head(0).select(id)
    own = list(dict.fromkeys(name for work in works for name in work.plan.own))
    together: Frame = nw.concat([work.scores([ROW, id], own) for work in works])
    if engine.is_polars:
        together = together.sort(ROW)
    return together.drop(ROW)
