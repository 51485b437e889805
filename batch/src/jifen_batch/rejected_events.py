"""The events that are put aside: what is wrong with them, on the disk as soon as it is found."""

from collections.abc import Iterator, Mapping

import polars as pl
from attrs import define, field

from jifen import Text, masked
from jifen_batch.spool import Spool
from jifen_cli.lang import plural

OF_NOBODY = pl.col("column").str.ends_with(".applicant_id")
"""The faults of events that belong to no applicant."""

OF_EVENTS = pl.col("column").str.contains(".", literal=True)
"""What a scheme finds wrong with events: the faults of applicants have a fact for a column."""


@define
class RejectedEvents:
    """The rejected rows of the tables of events.

    Only the numbers of the rows are held in memory.

    Attributes:
        spool: Where what is wrong with them goes.
        of_nobody: How many are of nobody in the table of applicants, as far as they say.
    """

    spool: Spool
    of_nobody: int = field(default=0, init=False)
    _first_of_nobody: tuple[str, int, str] | None = field(default=None, init=False)
    _rows: dict[str, list[pl.Series]] = field(factory=dict, init=False)

    def add(self, fact: str, faults: pl.DataFrame) -> None:
        """Put aside faults of a fact's events, with the columns of `REJECTED`."""
        if faults.is_empty():
            return
        self.spool.add(faults, of_events=True)
        self._rows.setdefault(fact, []).append(faults["row"].unique(maintain_order=True))
        nobodys = faults.filter(OF_NOBODY)
        self.of_nobody += nobodys.height
        if self._first_of_nobody is None:
            for row, value in nobodys.select("row", "value").head(1).iter_rows():
                self._first_of_nobody = (fact, row, value)

    def of(self, fact: str) -> pl.Series:
        """The rows of a fact's events that are rejected, each once."""
        rows: pl.Series = pl.concat([pl.Series(dtype=pl.Int64), *self._rows.get(fact, ())])
        return rows.unique()

    def count(self) -> int:
        """How many rows of events are rejected, whatever is wrong with each."""
        return sum(self.of(fact).len() for fact in self._rows)

    def notes(self, places: Mapping[str, str]) -> Iterator[Text]:
        """What a clerk must know of the events of nobody.

        Args:
            places: What the tables of events are called, by fact id.
        """
        if self._first_of_nobody is None:
            return
        fact, row, value = self._first_of_nobody
        at, who, count = places[fact], f" {masked(value)}" if value else "", self.of_nobody
        yield Text(
            f"事件表中有 {count} 行对不上表中的申请人，如 {at} 第 {row} 行{who}",
            f"{count} {plural(count, 'row of events is', 'rows of events are')} of no applicant "
            f"that can be made out in the table, such as {at} row {row}{who}",
        )
