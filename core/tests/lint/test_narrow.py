"""What a condition leaves of the range of a number, and whether it can be at all."""

import pytest

import jifen
from jifen.formula import AtLeast, Code, Either, Every, Not, Value

AGE = jifen.CountFact(id="age", name=jifen.Text("岁", "age"), min=16, max=120)
CODE = Code({"age": AGE})
NUMBER = Value("age")


def at_least(bound):
    return AtLeast(NUMBER, bound)


def left(condition, *, holds=True):
    """The range that is left, None if there is none."""
    known = condition.narrow(CODE, {}, holds=holds)
    return None if known is None else NUMBER.range(CODE, known)


@pytest.mark.parametrize(
    ("condition", "when_it_holds", "when_it_does_not"),
    [
        (at_least(60), (60, 120), (16, 60)),
        (at_least(16), (16, 120), None),
        (at_least(121), None, (16, 120)),
        (Not(at_least(60)), (16, 60), (60, 120)),
        (Every((at_least(20), Not(at_least(60)))), (20, 60), (16, 120)),
        (Every((at_least(60), Not(at_least(20)))), None, (16, 120)),
        # Only one of its parts can fail, so where it fails that one does.
        (Every((at_least(16), Not(at_least(60)))), (16, 60), (60, 120)),
        (Every((at_least(16), at_least(10))), (16, 120), None),
        (Either((at_least(60), Not(at_least(20)))), (16, 120), (20, 60)),
        (Either((at_least(121), at_least(60))), (60, 120), (16, 60)),
        (Either((at_least(121), at_least(130))), None, (16, 120)),
        (Either((at_least(16), at_least(60))), (16, 120), None),
        (Every(()), (16, 120), None),
        (Either(()), None, (16, 120)),
    ],
)
def test_a_condition_leaves_what_facts_can_still_be(condition, when_it_holds, when_it_does_not):
    assert left(condition) == when_it_holds
    assert left(condition, holds=False) == when_it_does_not
