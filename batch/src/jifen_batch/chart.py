"""Pictures of distributions: stacked bars over points, as SVG that any browser shows."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from math import ceil, floor
from xml.sax.saxutils import escape

from attrs import frozen

WIDTH = 960
_LEFT, _RIGHT = 64, 32
_TOP, _PANEL, _PLOT = 118, 260, 176
_FONT = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif"
_INK, _QUIET, _GRID = "#1f2933", "#616e7c", "#e4e7eb"
_STEPS = (0.25, 0.5, 1, 2, 5, 10, 20, 50, 100)
_MOST_BARS = 40


@frozen
class Kind:
    """What the bars of one colour count.

    Attributes:
        name: What the legend calls it.
        colour: The colour.
    """

    name: str
    colour: str


@frozen(kw_only=True)
class Panel:
    """One distribution.

    Attributes:
        title: What stands above it.
        counts: How many have so many points, by kind.
        marks: What stands at some points, such as a threshold.
    """

    title: str
    counts: Mapping[Kind, Mapping[float, int]]
    marks: Sequence[tuple[float, str]] = ()


@frozen(kw_only=True)
class Chart:
    """Distributions one below the other, over the same points.

    Attributes:
        title: What it is about.
        subtitle: Of when, and of how many.
        axis: What the points are.
        panels: The distributions.
    """

    title: str
    subtitle: str
    axis: str
    panels: Sequence[Panel]

    def svg(self) -> str:
        """The picture."""
        height = _TOP + _PANEL * len(self.panels) + 12
        scale = _Scale.over(self.panels)
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            f'width="{WIDTH}" height="{height}" font-family="{_FONT}" font-size="13" '
            f'fill="{_INK}" role="img">',
            f"<title>{escape(self.title)}</title>",
            '<rect width="100%" height="100%" fill="#ffffff"/>',
            _text(_LEFT, 40, self.title, size=22, weight=600),
            _text(_LEFT, 64, self.subtitle, colour=_QUIET),
            *self._legend(),
        ]
        for n, panel in enumerate(self.panels):
            parts += self._panel(panel, _TOP + n * _PANEL, scale)
        return "\n".join([*parts, "</svg>", ""])

    def _legend(self) -> Iterator[str]:
        x = float(_LEFT)
        counted = (kind for panel in self.panels for kind, n in panel.counts.items() if n)
        for kind in dict.fromkeys(counted):
            yield f'<rect x="{x:g}" y="84" width="12" height="12" rx="2" fill="{kind.colour}"/>'
            yield _text(x + 18, 95, kind.name)
            x += 18 + 20 + _wide(kind.name)

    def _panel(self, panel: Panel, top: float, scale: "_Scale") -> Iterator[str]:
        base = top + 40 + _PLOT
        bars = {kind: scale.binned(counts) for kind, counts in panel.counts.items()}
        tallest = max(
            (sum(each.get(b, 0) for each in bars.values()) for b in scale.bins), default=0
        )
        step = _nice(tallest / 4, whole=True)
        high = max(step * ceil(tallest / step), step)
        yield _text(_LEFT, top + 18, panel.title, size=15, weight=600)
        for count in range(0, int(high) + 1, int(step)):
            y = base - _PLOT * count / high
            yield f'<path d="M{_LEFT} {y:.1f}H{WIDTH - _RIGHT}" stroke="{_GRID}"/>'
            yield _text(_LEFT - 8, y + 4, f"{count:,}", colour=_QUIET, anchor="end", size=12)
        gap = min(3.0, scale.bar * 0.18)
        for b in scale.bins:
            tops = accumulate((each.get(b, 0) for each in bars.values()), initial=0)
            for (kind, each), below in zip(bars.items(), tops, strict=False):
                if each.get(b):
                    x, tall = scale.x(b) + gap / 2, _PLOT * each[b] / high
                    y = base - _PLOT * below / high - tall
                    says = f"{b:g}–{b + scale.step:g} {kind.name}: {each[b]:,}"
                    yield (
                        f'<rect x="{x:.1f}" y="{y:.1f}" width="{scale.bar - gap:.1f}" '
                        f'height="{tall:.1f}" fill="{kind.colour}">'
                        f"<title>{escape(says)}</title></rect>"
                    )
        yield f'<path d="M{_LEFT} {base}H{WIDTH - _RIGHT}" stroke="{_INK}"/>'
        every = _nice(scale.step * len(scale.bins) / 12)
        first = ceil(scale.bins[0] / every)
        for n in range(first, floor((scale.bins[-1] + scale.step) / every) + 1):
            at = n * every
            yield _text(scale.x(at), base + 18, f"{at:g}", colour=_QUIET, anchor="middle", size=12)
        yield _text(WIDTH - _RIGHT, base + 36, self.axis, colour=_QUIET, anchor="end", size=12)
        yield from _marks(panel.marks, scale, base)


@frozen
class _Scale:
    """Where points lie across the picture.

    Attributes:
        bins: Where the bars begin, in points.
        step: How many points a bar covers.
    """

    bins: Sequence[float]
    step: float

    @classmethod
    def over(cls, panels: Sequence[Panel]) -> "_Scale":
        """The scale that holds every count and mark."""
        seen = [p for panel in panels for counts in panel.counts.values() for p in counts]
        seen += [at for panel in panels for at, _ in panel.marks]
        low, high = min(seen, default=0.0), max(seen, default=1.0)
        step = _nice((high - low) / _MOST_BARS)
        first, last = floor(low / step), floor(high / step)
        return cls([n * step for n in range(first, last + 1)], step)

    @property
    def bar(self) -> float:
        """How wide a bar is in the picture."""
        return (WIDTH - _LEFT - _RIGHT) / len(self.bins)

    def x(self, points: float) -> float:
        """Where so many points are in the picture."""
        return _LEFT + (points - self.bins[0]) / self.step * self.bar

    def binned(self, counts: Mapping[float, int]) -> dict[float, int]:
        """How many are in each bar."""
        binned: dict[float, int] = {}
        for points, count in counts.items():
            b = floor(points / self.step) * self.step
            binned[b] = binned.get(b, 0) + count
        return binned


def _marks(marks: Sequence[tuple[float, str]], scale: _Scale, base: float) -> Iterator[str]:
    for n, (at, says) in enumerate(sorted(marks)):
        x, y = scale.x(at), base - _PLOT - 4 + 16 * (n % 2)
        right = x > WIDTH - _RIGHT - _wide(says) - 12
        yield (
            f'<path d="M{x:.1f} {base}V{base - _PLOT - 14}" stroke="{_INK}" '
            'stroke-width="1.2" stroke-dasharray="4 3"/>'
        )
        yield _text(
            x - 6 if right else x + 6, y, says, anchor="end" if right else "start", halo=True
        )


def _nice(least: float, *, whole: bool = False) -> float:
    """The next round step that is not less."""
    steps = (1, 2, 5) if whole else _STEPS
    scale = 1
    while True:
        for step in steps:
            if step * scale >= least:
                return step * scale
        scale *= 10 if whole else 1000


def _wide(text: str) -> float:
    """About how wide a text is in the picture."""
    return sum(13.0 if ord(char) > 0x2E80 else 6.6 for char in text)


def _text(
    x: float,
    y: float,
    text: str,
    *,
    size: int = 13,
    weight: int = 400,
    colour: str = _INK,
    anchor: str = "start",
    halo: bool = False,
) -> str:
    around = ' paint-order="stroke" stroke="#ffffff" stroke-width="4"' if halo else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" '
        f'fill="{colour}" text-anchor="{anchor}"{around}>{escape(text)}</text>'
    )
