"""What can be wrong with a row, and the table of what is: row, id, column, value, reason.

One definition serves both: a row is scored if it has no fault, and listed for each that it has,
so that none is lost between the two.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import and_

import narwhals as nw
from attrs import frozen

from jifen.facts import Fact
from jifen.frame.admission import Admitted
from jifen.frame.engine import Frame, unpivoted
from jifen.text import LANGS, Text, expected, spaced

COLUMNS = ("row", "column", "value", "reason_zh", "reason_en")
"""The columns of a table of rejected rows, besides that of the ids."""


@frozen(eq=False)
class Fault:
    """One thing that can be wrong with a row.

    Attributes:
        column: What the table of rejected rows calls the column.
        where: Whether a row has it; never null.
        value: The value that is at fault, as text; None where there is none to show.
        reason: What is wrong, and what was expected.
    """

    column: str
    where: nw.Expr
    value: nw.Expr | None
    reason: Text


def fact_faults(
    facts: Mapping[str, Fact], admitted: Mapping[str, Admitted], prefix: str = ""
) -> Iterable[Fault]:
    """What can be wrong with the columns of facts."""
    for name, column in admitted.items():
        fact, value = facts[name], nw.col(name)
        if fact.required:
            missing = Text("缺少必填的值", "this required value is missing")
            yield Fault(f"{prefix}{name}", value.is_null(), None, _expecting(missing, fact))
        if column.fine is not None:
            refused = Text("不接受该值", "the value is not accepted")
            where = ~column.fine
            if column.inexact is not None:
                where = where & ~column.inexact
                yield Fault(f"{prefix}{name}", column.inexact, value, _exact(fact))
            yield Fault(f"{prefix}{name}", where, value, _expecting(refused, fact))


def faultless(faults: Iterable[Fault]) -> nw.Expr:
    """Whether a row has none of some faults."""
    free = [~fault.where for fault in faults]
    return reduce(and_, free) if free else nw.lit(True)


def listed(frame: Frame, id: str, faults: Sequence[Fault]) -> Frame:
    """A line for every fault of every row; the frame has the columns `row` and `id`."""
    # One pass over the rows: each fault as a column of text, then a line for each text.
    names = {f"fault:{n}": fault for n, fault in enumerate(faults)}
    texts = frame.select("row", id, *(_text(fault).alias(name) for name, fault in names.items()))
    lines = unpivoted(texts, [*names], ["row", id], "value").filter(~nw.col("value").is_null())
    shown = [name for name, fault in names.items() if fault.value is not None]
    return lines.select(
        "row",
        id,
        _looked_up({name: fault.column for name, fault in names.items()}).alias("column"),
        nw.when(nw.col("fault").is_in(shown)).then(nw.col("value")).alias("value"),
        *(
            _looked_up({name: fault.reason[lang] for name, fault in names.items()}).alias(
                f"reason_{lang}"
            )
            for lang in LANGS
        ),
    )


def nothing_listed(frame: Frame, id: str) -> Frame:
    """The list of the faults of no row."""
    texts = (nw.lit("").alias(name) for name in COLUMNS if name != "row")
    return frame.head(0).select("row", id, *texts)


def _text(fault: Fault) -> nw.Expr:
    """The value where the fault is, else null."""
    value = nw.lit("")
    if fault.value is not None:
        value = nw.coalesce(fault.value.cast(nw.String), value)
    return nw.when(fault.where).then(value)


def _looked_up(texts: Mapping[str, str]) -> nw.Expr:
    """A text for each fault, by its name; equal texts are compared for together."""
    names: dict[str, list[str]] = {}
    for name, text in texts.items():
        names.setdefault(text, []).append(name)
    looked: nw.Expr = nw.lit(None, nw.String)
    for text, those in names.items():
        looked = nw.when(nw.col("fault").is_in(those)).then(nw.lit(text)).otherwise(looked)
    return looked


def _expecting(what: Text, fact: Fact) -> Text:
    wanted = expected(fact.expects())
    return Text(f"{what.zh}。{wanted.zh}", f"{what.en}. {wanted.en}")


def _exact(fact: Fact) -> Text:
    wanted = fact.expects()
    # Of six places, so that a third decimal is not rounded away but rejected.
    return Text(
        f"浮点数不精确，浮点列中只接受整数。{spaced('应为', wanted.zh)}，且整列为 decimal："
        "Polars 用 .cast(pl.Decimal(38, 6))，"
        "pandas 用 .astype(pd.ArrowDtype(pa.decimal128(38, 6)))",
        "floats are not exact, and in a column of them only whole numbers are accepted. Expected "
        f"{wanted.en}, in a column of decimals: .cast(pl.Decimal(38, 6)) in Polars, "
        ".astype(pd.ArrowDtype(pa.decimal128(38, 6))) in pandas",
    )
