"""The picture beside a ranked list: how many have so many points, and who gets a place."""

from collections.abc import Iterator

import polars as pl

from jifen_batch.chart import Chart, Kind, Panel
from jifen_batch.race import Race
from jifen_batch.ranking import NAMES, Status
from jifen_cli.lang import plural

_COLOURS = {
    Status.ADMITTED: "#2b6cb0",
    Status.TIED: "#dd8a1c",
    Status.NOT_ADMITTED: "#9fb9d6",
    Status.BELOW_THRESHOLD: "#cbd2d9",
}
_APART = Kind("另列 listed apart", "#ebeef1")
_MOST_PANELS = 24


def distribution(placed: pl.DataFrame, race: Race, on: str) -> str:
    """The picture of a ranked list.

    Args:
        placed: The list, as `jifen_batch.ranking.ranked` gives it.
        race: What it was about.
        on: The date of the scores.
    """
    groups = placed["group"].unique().sort().cast(pl.String).to_list()
    shown = groups[:_MOST_PANELS]
    name = race.service.name
    more = "" if len(shown) == len(groups) else f"，前 {len(shown)} 组 first {len(shown)} groups"
    who = plural(placed.height, "applicant", "applicants")
    return Chart(
        title=f"{name.zh} {name.en}",
        subtitle=f"计分日 as of {on}，{placed.height:,} 人 {who}{more}",
        axis="积分 points",
        panels=[_panel(placed.filter(pl.col("group") == group), group, race) for group in shown],
    ).svg()


def _panel(placed: pl.DataFrame, group: str, race: Race) -> Panel:
    ranked = placed.filter(pl.col("rank").is_not_null())
    places: list[int] = placed["places"].drop_nulls().head(1).to_list()
    of = f"{places[0]:,} 个名额 {plural(places[0], 'place', 'places')}，" if places else ""
    return Panel(
        title=f"{group}　{of}{ranked.height:,} 人参加排名 ranked".strip("　"),
        counts={
            **{
                Kind(f"{NAMES[status].zh} {NAMES[status].en}", colour): _counts(
                    placed.filter(pl.col("status") == status)
                )
                for status, colour in _COLOURS.items()
            },
            _APART: _counts(placed.filter(~pl.col("status").is_in(list(_COLOURS)))),
        },
        marks=list(_marks(ranked, race)),
    )


def _marks(ranked: pl.DataFrame, race: Race) -> Iterator[tuple[float, str]]:
    if race.service.threshold is not None:
        least = race.service.threshold / 100
        yield least, f"最低分 threshold {least:g}"
    admitted = ranked.filter(pl.col("status") == Status.ADMITTED)
    if admitted.height and admitted.height < ranked.height:
        last = min(admitted["counted"].to_list()) / 100
        yield last, f"末位 last place {last:g}"


def _counts(placed: pl.DataFrame) -> dict[float, int]:
    return {
        points / 100: n
        for points, n in placed.group_by("counted").len().sort("counted").iter_rows()
    }
