"""The applicants of a Parquet file, which has types of its own and may be larger than memory."""

from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl
from attrs import field, frozen
from polars.exceptions import ComputeError

from jifen import LANGS, InputError, Problem, Refused, Text
from jifen_batch.cells import Column
from jifen_batch.headers import ID_NUMBER, NAMES, named
from jifen_batch.ids import repeated
from jifen_batch.population import (
    DUPLICATE,
    ELSEWHERE,
    MISSING,
    REJECTED,
    Hopeless,
    Part,
    Place,
    Survey,
    reasons,
)
from jifen_batch.tables import CHUNK_ROWS

BATCH_ROWS = 200_000
"""Rows scored at a time: columns of their own types take less memory than cells."""


def open_parquet(path: Path) -> pl.LazyFrame:
    """A Parquet file as a plan in which the columns that are no facts have their own names.

    Raises:
        InputError: if it is no Parquet file, or says who or where in other than texts or integers.
    """
    plan = scan(path)
    schema = plan.collect_schema()
    headers = list(schema)
    for header in filter(ID_NUMBER.__contains__, headers):
        _require_exact(path, schema, header)
    return exact_texts(
        path, plan, {headers[at]: n for n in NAMES if (at := named(headers, n)) is not None}
    )


def scan(path: Path) -> pl.LazyFrame:
    """A Parquet file as a plan.

    Raises:
        InputError: if it is none.
    """
    plan = pl.scan_parquet(path)
    try:
        plan.collect_schema()
    except ComputeError as error:
        raise InputError(
            [
                Problem(
                    path.name,
                    Text("不是可读的 Parquet 文件，可能已损坏", f"it is no Parquet file: {error}"),
                    Text("请重新生成该文件", "Make the file again"),
                )
            ]
        ) from None
    return plan


def exact_texts(path: Path, plan: pl.LazyFrame, names: Mapping[str, str]) -> pl.LazyFrame:
    """A plan whose identifiers and codes are texts as cells have them, under their own names.

    Args:
        path: The file, as problems name it.
        plan: The plan.
        names: The new names of the columns, by the old ones.

    Raises:
        InputError: if one is of a type that loses digits.
    """
    schema = plan.collect_schema()
    for header in names:
        _require_exact(path, schema, header)
    texts = [pl.col(name).cast(pl.String).str.strip_chars() for name in names.values()]
    plan = plan.rename(names).with_columns(texts)
    # An empty text says as little as a null.
    return plan.with_columns(pl.when(pl.col(name) != "").then(name) for name in names.values())


def identified(plan: pl.LazyFrame) -> pl.LazyFrame:
    """The plan with a column of identifiers, empty if there is none."""
    if "applicant_id" in plan.collect_schema():
        return plan
    return plan.with_columns(pl.lit(None, pl.String).alias("applicant_id"))


def survey_parquet(plan: pl.LazyFrame, used_in: str | None, *, check_ids: bool) -> Survey:
    """Look once through a Parquet file for its places and, if asked, its repeated identifiers."""
    plan = _placed(plan if used_in is None else plan.drop("used_in", strict=False), used_in)
    found = plan.group_by("lives_in", "used_in").len().collect(engine="streaming")
    places = frozenset(
        (home, use) for home, use in found.select("lives_in", "used_in").iter_rows() if home
    )

    def ids() -> Iterator[pl.Series]:
        batches = plan.select("applicant_id").drop_nulls().collect_batches(chunk_size=CHUNK_ROWS)
        return (batch["applicant_id"] for batch in batches)

    twice = (
        repeated(ids)[0] if check_ids and "applicant_id" in plan.collect_schema() else frozenset()
    )
    nowhere = found.filter(pl.col("lives_in").is_null())["len"].sum()
    return Survey(int(found["len"].sum()), places, twice, int(nowhere))


@frozen
class ParquetPopulation:
    """The applicants of a Parquet file.

    Attributes:
        plan: The file, as `open_parquet` gives it.
        columns: Its columns that are needed, by place.
        used_in: Where all scores are used, if that is one place; else the file says.
        repeated: The identifiers that it has more than once, if that was asked.
        hopeless: The places whose applicants cannot be scored, and why.
        nowhere: How many rows do not say where the applicant lives.
    """

    plan: pl.LazyFrame
    columns: Mapping[int, Column]
    used_in: str | None = None
    repeated: frozenset[str] = frozenset()
    hopeless: Mapping[Place, Sequence[Hopeless]] = field(factory=dict)
    nowhere: int = 0

    def parts(self) -> Iterator[Part]:
        for batch in self.frame().collect_batches(chunk_size=BATCH_ROWS, maintain_order=True):
            yield self._part(batch)

    def frame(self) -> pl.LazyFrame:
        """Every row of the file, under the names that a scheme knows."""
        columns = self._columns()
        named_plan = self.plan.with_row_index("row", offset=1).select("row", *columns)
        return _placed(named_plan, self.used_in).with_columns(pl.col("row").cast(pl.Int64))

    def facts(self, known: Container[str]) -> pl.LazyFrame:
        """Every row's identifier, and those of its facts that a scheme knows."""
        those = self.plan.select(self._columns())
        return those.select("applicant_id", *(n for n in those.collect_schema() if n in known))

    def _columns(self) -> list[pl.Expr]:
        return [pl.col(column.header).alias(column.name) for column in self.columns.values()]

    def _part(self, batch: pl.DataFrame) -> Part:
        faults = [
            batch.filter(bad).select(
                "row",
                "applicant_id",
                pl.lit(name).alias("column"),
                pl.col(name).fill_null("").alias("value"),
                *(
                    pl.lit(said).alias(f"reason_{lang}")
                    for lang, said in zip(LANGS, reasons(refused), strict=True)
                ),
            )
            for name, refused, bad in self._tests()
        ]
        rejected = pl.concat([*faults, self._of_hopeless(batch)])
        if rejected.is_empty():
            return Part(batch, rejected)
        return Part(batch.join(rejected, on="row", how="anti", maintain_order="left"), rejected)

    def _tests(self) -> Iterator[tuple[str, Refused, pl.Expr]]:
        for name, refused in MISSING.items():
            yield name, refused, pl.col(name).is_null()
        if self.used_in is not None:
            yield "used_in", ELSEWHERE, pl.col("used_in") != self.used_in
        if self.repeated:
            twice = pl.Series(sorted(self.repeated))
            yield "applicant_id", DUPLICATE, pl.col("applicant_id").is_in(twice.implode())

    def _of_hopeless(self, batch: pl.DataFrame) -> pl.DataFrame:
        """The faults of rows whose places cannot be scored."""
        said = [
            (*place, why.column, why.code, *reasons(why.refused))
            for place, those in self.hopeless.items()
            for why in those
        ]
        names = ["lives_in", "used_in", *REJECTED.names()[2:]]
        known = pl.DataFrame(said, schema=dict.fromkeys(names, pl.String), orient="row")
        rows = batch.select("row", "applicant_id", "lives_in", "used_in")
        found = rows.join(known, on=["lives_in", "used_in"], maintain_order="left_right")
        return found.select(REJECTED.names())


def _placed(plan: pl.LazyFrame, used_in: str | None) -> pl.LazyFrame:
    """The plan with a place of use in every row."""
    otherwise = pl.col("lives_in") if used_in is None else pl.lit(used_in)
    if "used_in" in plan.collect_schema():
        return plan.with_columns(pl.col("used_in").fill_null(otherwise))
    return plan.with_columns(otherwise.alias("used_in"))


def _require_exact(path: Path, schema: pl.Schema, header: str) -> None:
    dtype = schema[header]
    # A column of type Null has nothing in it.
    is_text = isinstance(dtype, pl.String | pl.Categorical | pl.Enum | pl.Null)
    if not (is_text or dtype.is_integer()):
        raise InputError([_no_text(path.name, header, str(dtype))])


def _no_text(place: str, header: str, dtype: str) -> Problem:
    return Problem(
        place,
        Text(f"列 {header} 的类型是 {dtype}", f"the column {header} is of type {dtype}"),
        Text(
            "编号和地区代码应为文字或整数；浮点数已失真",
            "Identifiers and codes must be text or integers; a float has lost digits",
        ),
    )
