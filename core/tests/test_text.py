"""Small rules of writing that messages share."""

import pytest

from jifen import Text
from jifen.text import after, expected, singular, spaced


@pytest.mark.parametrize(
    ("unit", "one"),
    [
        ("months", "month"),
        ("times", "time"),
        ("years of age", "year of age"),
        ("yuan", "yuan"),
        ("ml", "ml"),
        # No rule of their form would be right of all of these, so none is guessed.
        ("series", ""),
        ("square metres", ""),
        ("classes", ""),
        ("", ""),
    ],
)
def test_one_of_a_unit_is_called_by_its_singular_where_that_is_known(unit, one):
    assert singular(unit) == one


def test_what_follows_a_number_is_another_after_a_1_where_that_is_known():
    months, metres = Text("个月", "months"), Text("平方米", "square metres")
    assert after(months, "en") == (" months", " month")
    assert after(months, "zh") == (" 个月", " 个月")
    assert after(metres, "en") == (" square metres", " square metres")
    assert after(Text("", ""), "en") == ("", "")


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
