"""The registry: what the installed plugins contribute, and where each place lies."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from attrs import field, frozen

from jifen.contribution import Contribution, ancestry, collect
from jifen.errors import InputError, Problem
from jifen.model import Jurisdiction, Rulebook
from jifen.plugins import Failed, Faulty, Found, Loaded, find, load
from jifen.provinces import PROVINCES, province_of
from jifen.text import Text

if TYPE_CHECKING:
    from jifen.scheme import Scheme


@frozen
class Registry:
    """What was found, loaded and checked; nothing in it changes afterwards.

    Attributes:
        found: Every installed plugin, whether it was loaded or not.
        contributions: What the sound ones contribute, by code.
        failed: The others, by code, each with its problems.
    """

    found: tuple[Found, ...]
    contributions: Mapping[str, Contribution] = field(repr=False)
    failed: Mapping[str, tuple[Failed, ...]] = field(repr=False)

    def resolve(
        self,
        lives_in: str,
        used_in: str | None = None,
        on: date | None = None,
        *,
        allow_missing: Iterable[str] = (),
    ) -> "Scheme":
        """The scheme for where someone lives, where the score is used, and a date.

        See `jifen.resolve`, which this calls.
        """
        # The one step upwards in core: a convenience for callers, not a dependency.
        from jifen.resolver import resolve

        return resolve(self, lives_in, used_in, on, allow_missing=allow_missing)

    def place(self, code: str) -> Jurisdiction | None:
        """The place with a code, as its own plugin declares it, else as one above it does."""
        own = self.contributions.get(code)
        if own is not None:
            return own.places[code]
        declaring = [c for c in self.contributions.values() if code in c.places]
        highest = min(declaring, key=lambda c: (c.depth, c.found.code), default=None)
        return highest.places[code] if highest else None

    def line(self, code: str) -> tuple[str, ...]:
        """A known place and those above it, itself first."""

        def parent(at: str) -> str | None:
            place = self.place(at)
            return place.parent if place else None

        return ancestry(code, parent)

    def name(self, code: str) -> Text:
        """The name of a place, or its code where no plugin and no province knows it."""
        place = self.place(code)
        return place.name if place else PROVINCES.get(code, Text(code, code))

    def require_place(self, code: str) -> None:
        """Check that a code is a known place, or one in a province that has no plugin.

        Raises:
            InputError: if it is neither.
        """
        if self.place(code) is not None:
            return
        province = province_of(code)
        if province is not None and all(f.code != province for f in self.found):
            return
        remedy = Text(
            "请核对六位行政区划代码（GB/T 2260）；jifen plugins 列出已知地区",
            "Check the six digits (GB/T 2260); `jifen plugins` shows the places known",
        )
        if province in self.failed:
            remedy = Text(
                f"{province} 的插件有故障，无法核对；见 jifen plugins",
                f"The plugin of {province}, which would know it, is broken; see `jifen plugins`",
            )
        raise InputError([Problem(code, Text("没有这个地区", "there is no such place"), remedy)])

    def editions(self, code: str) -> tuple[Rulebook, ...]:
        """The editions of a jurisdiction, the earliest first."""
        own = self.contributions.get(code)
        return own.rulebooks if own else ()


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


def _collision(rivals: list[Found]) -> list[Contribution | Failed]:
    names = ", ".join(str(f) for f in rivals)
    problem = Problem(
        names,
        Text("多个插件登记同一地区", "several plugins claim the same place"),
        Text("请只保留一个（pip uninstall）", "Keep one of them (pip uninstall the others)"),
    )
    return [Failed(f, (problem,)) for f in rivals]
