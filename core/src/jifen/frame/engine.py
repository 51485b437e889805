"""The engines that hold frames: how one becomes columns to compute with, and comes back.

Frames in memory (Polars, pandas, PyArrow) are computed by Polars over the memory they have; DuckDB
relations and Spark's frames stay what they are, and nothing is computed until they are asked.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any, Literal, TypeAlias

import narwhals as nw
from attrs import frozen
from narwhals.dependencies import is_pyarrow_table
from narwhals.exceptions import DuplicateError

from jifen.errors import InputError, Problem
from jifen.frame.few import with_few
from jifen.text import Text

Frame: TypeAlias = nw.LazyFrame[Any]

ROW = "row"
"""The column with the number of a row, from 1; null where the engine keeps no order."""

Kind: TypeAlias = Literal["polars", "polars_lazy", "pandas", "pyarrow", "duckdb", "pyspark"]


_MANY = 1 << 20
"""More partitions than a frame of Spark has."""

_EMPTY = ("Null", '"NULL"', "void")
"""What Polars, DuckDB and Spark call the type of a column without any value."""


@frozen
class Engine:
    """The kind of a frame.

    Attributes:
        kind: The library, and for Polars whether it is lazy.
    """

    kind: Kind

    @property
    def is_polars(self) -> bool:
        """Whether Polars computes it."""
        return self.kind not in ("duckdb", "pyspark")

    @property
    def is_eager(self) -> bool:
        """Whether it is in memory, so that its answers are computed at once."""
        return self.kind in ("polars", "pandas", "pyarrow")

    def columns(self, frame: Any, fact: str = "") -> Frame:
        """A frame as columns to compute with.

        Frames in memory go with those of any library that Polars computes. A plan goes with plans.

        Args:
            frame: The frame.
            fact: The fact whose events it holds; empty for a frame of applicants.

        Raises:
            InputError: if it is no frame, or one that this engine cannot compute with; if two
                columns have one name; or if its library cannot say what type each column has.
        """
        its = engine_of(frame, fact)
        if its != self and not (self.is_polars and its.is_eager):
            raise InputError([_of_another_kind(fact, its, self)])
        try:
            if its.kind == "pandas":
                # Arrow finds the one type of a column of Python objects, or says that it has two.
                import pyarrow as pa  # type: ignore[import-untyped]

                frame = pa.Table.from_pandas(frame, preserve_index=False)
            found = nw.from_native(frame)
            lazy: Frame = found.lazy(backend="polars") if its.is_eager else found.lazy()
        except Exception as error:
            raise InputError([_unusable(fact, _said(error))]) from error
        return lazy

    def empty_columns(self, frame: Frame) -> frozenset[str]:
        """The columns of which the type itself says that they hold nothing but nulls."""
        native = frame.to_native()
        if self.kind == "duckdb":
            types = dict(zip(native.columns, map(str, native.types), strict=True))
        elif self.kind == "pyspark":
            types = {part.name: part.dataType.typeName() for part in native.schema}
        else:
            types = {name: str(type_) for name, type_ in native.collect_schema().items()}
        return frozenset(name for name, type_ in types.items() if type_ in _EMPTY)

    def numbered(self, frame: Frame) -> Frame:
        """The frame with the column of its rows' numbers."""
        if not self.is_polars:
            return frame.with_columns(nw.lit(None, nw.Int64).alias(ROW))
        import polars as pl

        rows = frame.to_native().with_row_index(ROW, offset=1)
        numbered: Frame = nw.from_native(rows.with_columns(pl.col(ROW).cast(pl.Int64)))
        return numbered

    def with_found(self, frame: Frame, others: Sequence[Frame], on: str) -> Frame:
        """Every row in its order, with the columns of the row of each other that has the same id.

        Raises:
            InputError: if they are of two connections.
        """
        if not self.is_polars:
            try:
                return reduce(lambda one, more: one.join(more, on=on, how="left"), others, frame)
            except Exception as error:
                # DuckDB has no error of its own for this; any other is not made to look like it.
                if "different connections" not in str(error):
                    raise
                raise InputError([_of_two_connections(_said(error))]) from error
        import polars as pl

        one, more = frame.to_native(), [other.to_native() for other in others]
        if self.is_eager:
            rows, *few = pl.collect_all([one, *more])
            one = with_few(rows, few, on).lazy()
        else:
            # Polars keeps the order of a join's rows only if it is asked to.
            for other in more:
                one = one.join(other, on=on, how="left", maintain_order="left")
        found: Frame = nw.from_native(one)
        return found

    def apart(self, frame: Frame) -> Frame:
        """The same frame, where what comes before and after is better compiled by itself.

        Spark writes all that is done to a row into one method, and Java does not compile a method
        of more than 8,000 bytes. A `coalesce` ends the method; to more partitions than there are,
        it leaves each as it is.
        """
        if self.kind != "pyspark":
            return frame
        ended: Frame = nw.from_native(frame.to_native().coalesce(_MANY))
        return ended

    def in_order(self, lines: Frame) -> Frame:
        """Lines about rows in the order of the rows, where the engine keeps one."""
        return lines.sort(ROW, "column") if self.is_polars else lines

    def settled(self, frame: Frame) -> Frame:
        """The same frame; computed, so that it is computed once, if it is one in memory."""
        settled: Frame = (
            nw.from_native(frame.to_native().collect().lazy()) if self.is_eager else frame
        )
        return settled

    def count(self, frame: Frame) -> int:
        """The number of rows of a frame in memory."""
        return int(frame.select(nw.len()).collect().item())

    def answer(self, frame: Frame) -> Any:
        """A frame as the kind it came from; computed now if that is one in memory."""
        native = frame.to_native()
        if not self.is_eager:
            return native
        computed = native.collect()
        if self.kind == "pandas":
            return computed.to_pandas(use_pyarrow_extension_array=True)
        return computed.to_arrow() if self.kind == "pyarrow" else computed


def with_columns(frame: Frame, columns: Mapping[str, nw.Expr]) -> Frame:
    """The frame with more columns, of which there may be none."""
    return frame.with_columns(**columns) if columns else frame


def unpivoted(frame: Frame, on: Sequence[str], index: Sequence[str], value: str) -> Frame:
    """A row for each of some columns of each row: some others, its name as `fault`, its value."""
    if not frame.implementation.is_duckdb():
        return frame.unpivot(on=[*on], index=[*index], variable_name="fault", value_name=value)
    # narwhals asks DuckDB's default connection, which knows nothing of a relation of another.
    columns = ", ".join(f'"{name}"' for name in on)
    query = f'unpivot some_rows on {columns} into name fault value "{value}"'
    turned: Frame = nw.from_native(frame.to_native().query("some_rows", query))
    return turned.select(*index, "fault", value)


def engine_of(frame: Any, fact: str = "") -> Engine:
    """The engine of a frame.

    Args:
        frame: The frame.
        fact: The fact whose events it holds; empty for a frame of applicants.

    Raises:
        InputError: if it is no frame, or one of an engine that has not been tried; or if two of
            its columns have one name.
    """
    try:
        found = nw.from_native(frame)
    except TypeError:
        raise InputError([_unusable(fact, type(frame).__name__)]) from None
    except DuplicateError:
        raise InputError(_doubled(fact, frame)) from None
    name = found.implementation.name.lower().removesuffix("_connect")
    if name == "polars" and isinstance(found, nw.LazyFrame):
        name = "polars_lazy"
    if name not in ("polars", "polars_lazy", "pandas", "pyarrow", "duckdb", "pyspark"):
        raise InputError([_unusable(fact, name)])
    # These two may have them, and one of the columns would be read at random.
    if name in ("duckdb", "pyspark") and (problems := _doubled(fact, frame)):
        raise InputError(problems)
    return Engine(name)


def _doubled(fact: str, frame: Any) -> list[Problem]:
    names = frame.column_names if is_pyarrow_table(frame) else frame.columns
    return [
        Problem(
            f"{fact}.{name}" if fact else str(name),
            Text(f"有 {times} 列用此名", f"{times} columns have this name"),
            Text("请只留一列，或改名", "Keep one of them, or rename the others"),
        )
        for name, times in Counter(names).items()
        if times > 1
    ]


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def _of_two_connections(said: str) -> Problem:
    return Problem(
        "events",
        Text(f"不能与申请人表连接：{said}", f"they cannot be joined with the applicants: {said}"),
        Text("请用同一连接给出各表", "Give all tables of one connection"),
    )


def _unusable(fact: str, what: str) -> Problem:
    return Problem(
        _place(fact),
        Text(f"不能用作数据表：{what}", f"it cannot be used as a frame: {what}"),
        Text(
            "请给出 Polars、pandas、PyArrow、DuckDB 或 PySpark 的表，各列类型一致",
            "Give a frame of Polars, pandas, PyArrow, DuckDB or PySpark, each column of one type",
        ),
    )


def _of_another_kind(fact: str, its: Engine, applicants: Engine) -> Problem:
    one, other = _KINDS[its.kind], _KINDS[applicants.kind]
    return Problem(
        _place(fact),
        Text(
            f"此表是 {one}，不能与作为 {other} 的申请人表一起计算",
            f"it is a {one} and cannot be computed with applicants that are a {other}",
        ),
        Text(f"请把此表也作为 {other} 给出", f"Give it as a {other} too"),
    )


def _place(fact: str) -> str:
    return f"events[{fact}]" if fact else "applicants"


_KINDS: Mapping[Kind, str] = {
    "polars": "Polars DataFrame",
    "polars_lazy": "Polars LazyFrame",
    "pandas": "pandas DataFrame",
    "pyarrow": "PyArrow Table",
    "duckdb": "DuckDB relation",
    "pyspark": "PySpark DataFrame",
}
"""What each kind of frame is called."""
