"""The registry: the plugins found, loaded and checked, and the schemes they compose."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import evolve, frozen

from jifen.collection import Collection
from jifen.contribution import Contribution, collect
from jifen.drafts import draft_of, read_draft
from jifen.errors import Problem, RulebookError
from jifen.model import Rulebook
from jifen.plugins import Failed, Faulty, Found, Loaded, find, load, malformed
from jifen.provinces import province_of
from jifen.resolver import resolve
from jifen.scheme import Scheme
from jifen.text import Text

if TYPE_CHECKING:
    from jifen.frame import Scored

F = TypeVar("F")


@frozen
class Registry(Collection):
    """What the installed plugins contribute; it resolves a place, a use and a date to a scheme."""

    def resolve(
        self,
        lives_in: str,
        used_in: str | None = None,
        on: date | None = None,
        *,
        allow_missing: Iterable[str] = (),
    ) -> Scheme:
        """The scheme for where someone lives, where the score is used, and a date.

        See `jifen.resolve`, which this calls.
        """
        return resolve(self, lives_in, used_in, on, allow_missing=allow_missing)

    def score_frame(
        self,
        frame: F,
        *,
        on: date | None = None,
        events: Mapping[str, Any] | None = None,
        id: str = "applicant_id",
        unique_ids: bool | None = None,
        allow_missing: Iterable[str] = (),
    ) -> "Scored[F]":
        """Score a frame of applicants who live, and use their scores, in different places.

        Besides what `Scheme.score_frame` asks for, the frame has a column `lives_in` of codes of
        places, and perhaps `used_in`, which where it is null or left out is `lives_in`. Each
        distinct pair of places is resolved once; a row of a pair that cannot be resolved is
        rejected with the reason. A column for a fact that a place does not know is null there,
        and so is a column of scores for an indicator or a tier that it does not have.

        Args:
            frame: The frame.
            on: The date of the scores; by default today in Asia/Shanghai.
            events: For each fact of dated events its table; see `Scheme.score_frame`.
            id: The name of the column of ids.
            unique_ids: Whether to look for ids that stand in several rows; by default only in
                frames in memory.
            allow_missing: Codes that may lack a plugin or an edition; see `resolve`.

        Raises:
            InputError: with every column that is missing, unknown or of a wrong type, or every id
                that names records of two kinds in two places; see `jifen.require_one_table`.
            RulebookError: if a rule cannot be computed as columns.
        """
        # A convenience for callers: scores of frames need libraries that one score does not.
        from jifen.frame.places import score_places

        return score_places(
            self,
            frame,
            on=on,
            events=events,
            id=id,
            unique_ids=unique_ids,
            allow_missing=allow_missing,
        )

    def with_draft(self, rulebook: Rulebook) -> "Registry":
        """A registry in which a draft edition stands in for its place's own, whatever the date.

        Schemes and scores that rest on it are marked as such. This registry stays as it is.

        Raises:
            RulebookError: if the place is not known, or with every problem of the edition.
        """
        return evolve(self, drafts={**self.drafts, **draft_of(self, rulebook)})

    def read_draft(self, path: Path) -> "Registry":
        """The same, with a draft in a file of the form `jifen.rulebook/1`.

        Raises:
            RulebookError: as `with_draft`, or if the file cannot be read.
        """
        draft = read_draft(self, path)
        try:
            return self.with_draft(draft)
        except RulebookError as error:
            raise RulebookError(p.within(path.name) for p in error.problems) from None


def load_registry(
    places: Iterable[str] | None = None, *, found: Iterable[Found] | None = None
) -> Registry:
    """Find the installed plugins, load them, and check what they contribute.

    What is wrong with a plugin is kept, not raised: it concerns only those who resolve through
    it, and `Registry.resolve` then raises it.

    Args:
        places: If given, load only the plugins of these places' chains.
        found: The plugins to choose from; by default those installed.
    """
    found = find() if found is None else tuple(found)
    wanted = None if places is None else set(places)
    contributions: dict[str, Contribution] = {}
    failed: dict[str, tuple[Failed, ...]] = {}
    while pending := sorted(
        {f.code for f in found} - contributions.keys() - failed.keys()
        if wanted is None
        else (_with_provinces(wanted) & {f.code for f in found})
        - contributions.keys()
        - failed.keys()
    ):
        for code in pending:
            rivals = [f for f in found if f.code == code]
            results = [_collected(f) for f in rivals] if len(rivals) == 1 else _collision(rivals)
            if isinstance(results[0], Contribution):
                contributions[code] = results[0]
            failures = tuple(r for r in results if isinstance(r, Failed))
            if failures:
                failed[code] = failures
        if wanted is not None:
            so_far = Registry(found, contributions, failed)
            wanted |= {above for code in wanted for above in so_far.line(code)}
    return Registry(found, contributions, failed)


def _with_provinces(codes: set[str]) -> set[str]:
    # Only where to look first: whether a place lies in a province, its plugin says.
    return codes | {p for code in codes if (p := province_of(code))}


def _collected(found: Found) -> Contribution | Failed:
    plugin = load(found)
    if not isinstance(plugin, Loaded):
        return plugin
    try:
        return collect(plugin)
    except Faulty as faulty:
        return Failed(found, faulty.problems)
    except Exception as error:
        # Records of the right class with anything in them: a fault of the plugin, not of ours.
        return Failed(found, (malformed(found, error),))


def _collision(rivals: list[Found]) -> list[Contribution | Failed]:
    names = ", ".join(str(f) for f in rivals)
    problem = Problem(
        names,
        Text("多个插件登记同一地区", "several plugins claim the same place"),
        Text("请只保留一个（pip uninstall）", "Keep one of them (pip uninstall the others)"),
    )
    return [Failed(f, (problem,)) for f in rivals]
