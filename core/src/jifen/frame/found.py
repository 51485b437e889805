"""What is counted of a fact's events, while the applicants come part by part.

Of a table of more events than a part has applicants, the events of some of the applicants are counted
after those of others, and what is counted is spilled. What is in memory of it at once is what one
such bucket has, or what a part of the applicants asks for, and a bit for each applicant with events.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import narwhals as nw

from jifen.frame.engine import Engine, Frame
from jifen.frame.events import EventTable
from jifen.frame.few import DIGEST, Rows, beside, digested, digests_of, hits
from jifen.frame.scored import malformed_events, stray_events

_NUMBER = "number:id"


class Found:
    """What is counted of one fact's events.

    Attributes:
        table: The table of events, a plan of reading it.
    """

    def __init__(self, table: EventTable, at_once: int, spill: Path) -> None:
        """Count; of a table of more than so many events bucket by bucket, into files of a folder."""
        import polars as pl

        self._engine, self.table, self._id = Engine("polars"), table, table.id
        self._events = self._engine.numbered(table.frame).to_native()
        self._buckets = -(-_height(self._events) // at_once) or 1
        self._marks = pl.repeat(False, _MARKS, eager=True)
        self._counts = list(self._counted(spill))
        self._came = pl.repeat(False, sum(map(_height, self._counts)), eager=True)

    def joined(self, part: Rows, digests: Rows) -> Rows:
        """A part of the applicants with what is counted of them, null where nothing is.

        Args:
            part: The part.
            digests: The hashes of its ids and their marks, by the places of its rows.
        """
        # Most have no events: to see it by a mark costs a fraction of looking for their hash.
        maybe = digests.filter(self._marks.gather(digests[_MARK])).drop(_MARK)
        found = hits(part, maybe, self._near(part, maybe), self._id)
        self._came.scatter(found[_NUMBER], True)
        return beside(part, found, self.table.counted)

    def rejected(self) -> Iterator[Frame]:
        """What is wrong with the events, once every part has come."""
        import polars as pl

        for bucket in range(self._buckets):
            yield malformed_events(self._engine, self.table, self._of(bucket))
        came = pl.LazyFrame({_NUMBER: self._came.arg_true()})
        for bucket, counts in enumerate(self._counts):
            known = nw.from_native(counts.join(came, on=_NUMBER, how="semi").select(self._id))
            fact, events = self.table.fact.id, self._of(bucket)
            yield stray_events(self._engine, fact, events, known, self._id)

    def _of(self, bucket: int) -> Frame:
        """The events of a bucket, all that its applicants have: equal ids are in the same."""
        import polars as pl

        events = self._events
        if self._buckets > 1:
            events = events.filter(pl.col(self._id).hash() % self._buckets == bucket)
        some: Frame = nw.from_native(events)
        return some

    def _counted(self, spill: Path) -> Iterator[Any]:
        """What is counted of each bucket, every row with its number."""
        import polars as pl

        known = 0
        for bucket in range(self._buckets):
            counts = self.table.per_applicant(self._of(bucket)).to_native().collect()
            counts = digested(counts, self._id).with_row_index(_NUMBER, offset=known)
            known += counts.height
            self._marks.scatter(counts.select(_mark())[_MARK], True)
            if self._buckets == 1:
                yield counts.lazy()
            else:
                spill.mkdir(exist_ok=True)
                file = spill / f"{self.table.fact.id}.{bucket}.parquet"
                counts.sort(self._id).write_parquet(
                    file, compression="lz4", row_group_size=_TOGETHER
                )
                yield pl.scan_parquet(file)

    def _near(self, part: Rows, digests: Rows) -> Rows:
        """What is counted of all who may be in a part."""
        import polars as pl

        near, ids = self._counts, part[self._id].drop_nulls()
        if self._buckets == 1:
            return near[0].collect()
        if len(ids) and ids.is_sorted():
            # Most of the files are passed over: they are in that order too.
            ends = pl.lit(ids[0]), pl.lit(ids[-1])
            near = [counts.filter(pl.col(self._id).is_between(*ends)) for counts in near]
        # One after another: no more than a bucket is in memory.
        asked = digests.lazy()
        return pl.concat(counts.join(asked, on=DIGEST, how="semi").collect() for counts in near)


def with_found(part: Rows, all_found: Sequence[Found], id: str) -> Frame:
    """A part of the applicants with what is counted of all their events."""
    digests = digests_of(part, id).with_columns(_mark())
    for found in all_found:
        part = found.joined(part, digests)
    joined: Frame = nw.from_native(part.lazy())
    return reduce(lambda frame, found: found.table.filled(frame), all_found, joined)


def _height(rows: Any) -> int:
    import polars as pl

    return int(rows.select(pl.len()).collect().item())


def _mark() -> Any:
    """A number below `_MARKS`, the same for equal hashes."""
    import polars as pl

    return (pl.col(DIGEST) // (2**64 // _MARKS)).cast(pl.UInt32).alias(_MARK)


_MARK = "mark:id"
_MARKS = 1 << 23
"""So many that half a million hashes share few; a bit each, a mebibyte in all."""

_TOGETHER = 1 << 15
"""So many rows of a spilled file are read or passed over together."""
