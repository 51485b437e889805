"""Small rules of writing that messages share."""

import pytest

from jifen import Text
from jifen.text import expected, singular, spaced


@pytest.mark.parametrize(
    ("unit", "one"),
    [
        ("months", "month"),
        ("times", "time"),
        ("years of age", "year of age"),
        ("yuan", "yuan"),
        ("ml", "ml"),
        ("companies", "company"),
        # Their form does not tell: houses and classes lose different endings.
        ("classes", ""),
        ("houses", ""),
        ("", ""),
    ],
)
def test_one_of_a_unit_is_called_by_its_singular_where_that_is_sure(unit, one):
    assert singular(unit) == one


@pytest.mark.parametrize(
    ("after", "written"),
    [
        ("0 至 1200 的整数", "应为 0 至 1200 的整数"),
        ("true 或 false", "应为 true 或 false"),
        ("日期", "应为日期"),
        ("[facts]", "应为[facts]"),
        ("", "应为"),
    ],
)
def test_figures_and_letters_stand_off_from_chinese(after, written):
    assert spaced("应为", after) == written
    assert expected(Text(after, "x")) == Text(written, "Expected x")
