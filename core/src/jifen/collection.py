"""What the installed plugins contribute, collected, and where each place lies."""

from collections.abc import Mapping

from attrs import field, frozen

from jifen.contribution import Contribution, ancestry
from jifen.errors import InputError, Problem
from jifen.model import Jurisdiction, Rulebook
from jifen.plugins import Failed, Found
from jifen.provinces import PROVINCES, province_of
from jifen.quantity import fixed
from jifen.text import Text


@frozen
class Collection:
    """What was found, loaded and checked; nothing in it changes afterwards.

    Attributes:
        found: Every installed plugin, whether it was loaded or not.
        contributions: What the sound ones contribute, by code.
        failed: The others, by code, each with its problems.
        drafts: Editions not in force that stand in for those of their places, by code.
    """

    found: tuple[Found, ...]
    contributions: Mapping[str, Contribution] = field(converter=fixed, repr=False)
    failed: Mapping[str, tuple[Failed, ...]] = field(converter=fixed, repr=False)
    drafts: Mapping[str, Contribution] = field(factory=dict, converter=fixed, repr=False)

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
            "请核对六位行政区划代码（GB/T 2260）；jifen plugins --places 列出可写的代码",
            "Check the six digits (GB/T 2260); `jifen plugins --places` lists the codes",
        )
        if (meant := self._named(code)) is not None:
            remedy = Text(
                f"是否为 {meant.code}（{meant.name.zh}）？请写代码",
                f"Did you mean {meant.code} ({meant.name.en})? Write the code",
            )
        if province in self.failed:
            remedy = Text(
                f"{province} 的插件有故障，无法核对；见 jifen plugins",
                f"The plugin of {province}, which would know it, is broken; see `jifen plugins`",
            )
        raise InputError([Problem(code, Text("没有这个地区", "there is no such place"), remedy)])

    def _named(self, name: str) -> Jurisdiction | None:
        """The one place that a name may mean: 杭州 for 杭州市."""
        places = {j.code: j for c in self.contributions.values() for j in c.places.values()}
        meant = [
            j
            for j in places.values()
            if name.casefold() == j.name.en.casefold() or (len(name) > 1 and name in j.name.zh)
        ]
        return meant[0] if len(meant) == 1 else None

    def editions(self, code: str) -> tuple[Rulebook, ...]:
        """The editions of a jurisdiction, the earliest first."""
        own = self.contributions.get(code)
        return own.rulebooks if own else ()
