"""Of a sample of the mutants of tests/mutation.py, every one is noticed that can be.

`python tests/mutation.py` tries all of them.
"""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import mutation

ALL = list(mutation.mutants())
SAMPLE = [m for m in ALL if mutation.reason(m) is None][::12]
SAID_TO_BE_EQUIVALENT = [m for m in ALL if mutation.reason(m) is not None]


def test_the_rulebooks_as_they_stand_agree_with_every_case_and_source():
    assert mutation.noticed_by(None) is None


@pytest.mark.parametrize("mutant", SAMPLE, ids=str)
def test_a_changed_figure_is_noticed(mutant):
    assert mutation.noticed_by(mutant) is not None


@pytest.mark.parametrize("mutant", SAID_TO_BE_EQUIVALENT[::4], ids=str)
def test_a_mutant_listed_as_one_that_no_facts_can_tell_is_told_by_none(mutant):
    assert mutation.noticed_by(mutant) is None


def test_every_reason_is_given_for_a_figure_that_is_there():
    assert {path for path, _ in mutation.EQUIVALENT} == {m.path for m in SAID_TO_BE_EQUIVALENT}
