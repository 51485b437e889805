"""Formulas: what a rule says, as a value that can be read in several ways.

A rule kind builds its points and its reason once, from the nodes here. The scheme reads them as
Python source for one applicant; the linter reads the same nodes as ranges.
"""

from jifen.formula.code import Code
from jifen.formula.conditions import (
    AtLeast,
    Cases,
    Cond,
    Either,
    Every,
    Holds,
    Is,
    Not,
    Present,
    ValidOn,
    cases,
    either,
    every,
)  # fmt: skip
from jifen.formula.numbers import (
    Const,
    Elapsed,
    Extreme,
    Figure,
    Happened,
    Num,
    Range,
    Ranges,
    Rounded,
    Sum,
    Times,
    Value,
    Whole,
    greatest,
    least,
    total,
)  # fmt: skip
from jifen.formula.words import (
    Chosen,
    Counted,
    Hole,
    InPoints,
    Joined,
    Looked,
    Made,
    Part,
    Plain,
    Said,
    Template,
    Words,
    chosen,
    joined,
    words,
)  # fmt: skip

__all__ = [
    "AtLeast", "Cases", "Chosen", "Code", "Cond", "Const", "Counted", "Either", "Elapsed", "Every", "Extreme",
    "Figure", "Happened", "Holds", "Hole", "InPoints", "Is", "Joined", "Looked", "Made", "Not", "Num",
    "Part", "Plain", "Present", "Range", "Ranges", "Rounded", "Said", "Sum", "Template", "Times",
    "ValidOn", "Value", "Whole", "Words", "cases", "chosen", "either", "every", "greatest",
    "joined", "least", "total", "words",
]  # fmt: skip
