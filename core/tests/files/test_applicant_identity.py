"""Who an applicant is: ID numbers are checked, and what names someone is masked."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen.applicant import id_number_fault, masked


def check_digit(first: str) -> str:
    """The check digit of GB 11643 as ISO 7064 MOD 11-2 has it, from the left."""
    remainder = 0
    for digit in first:
        remainder = (remainder + int(digit)) * 2 % 11
    return "0123456789X"[(12 - remainder) % 11]


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("11010519491231002X", None),  # the example of GB 11643-1999
        ("440524188001010014", None),  # its other example
        ("990000198604120114", None),  # whatever the region
        ("110105194912310021", "its check digit is wrong"),
        ("11010519491231002x", "it has not 18 characters, digits and perhaps a last X"),
        ("1101051949123100", "it has not 18 characters, digits and perhaps a last X"),
        ("X1010519491231002X", "it has not 18 characters, digits and perhaps a last X"),
        ("010105194912310026", "it has not 18 characters, digits and perhaps a last X"),
        (
            "１１０１０５１９４９１２３１００２X",
            "it has not 18 characters, digits and perhaps a last X",
        ),
        ("11010519491231002X\n", "it has not 18 characters, digits and perhaps a last X"),
        ("110105194902310022", "its digits 7 to 14 are no date"),
        ("110105000001010022", "its digits 7 to 14 are no date"),
        ("", "it has not 18 characters, digits and perhaps a last X"),
    ],
)
def test_an_id_number_is_checked_by_its_form_its_date_and_its_check_digit(number, fault):
    found = id_number_fault(number)
    assert (found.en if found else None) == fault


SEVENTEEN = st.builds(
    lambda region, day, order: f"{region}{day:%Y%m%d}{order:03}",
    st.integers(100_000, 999_999),
    st.dates(date(1000, 1, 1)),
    st.integers(0, 999),
)


@settings(deadline=None)
@given(SEVENTEEN, st.sampled_from("0123456789X"))
def test_exactly_one_last_character_is_the_check_digit(first, last):
    assert (id_number_fault(first + last) is None) is (last == check_digit(first))


@settings(deadline=None)
@given(SEVENTEEN, st.data())
def test_a_wrong_digit_or_two_that_changed_places_are_found(first, data):
    number = first + check_digit(first)
    at = data.draw(st.integers(0, 16))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != number[at]]))
    assert id_number_fault(number[:at] + other + number[at + 1 :]) is not None
    if number[at] != number[at + 1]:
        swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
        assert id_number_fault(swapped) is not None


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("990000198604120114", "990*************14"),
        ("范小例", "范**"),
        ("欧阳小明明", "欧****"),
        ("古丽巴哈尔·买买", "古*******"),
        ("王", "王"),
        ("", "-"),
        (None, "-"),
    ],
)
def test_a_name_or_an_id_number_is_masked(value, shown):
    assert masked(value) == shown


@settings(deadline=None)
@given(st.text(min_size=2, max_size=40))
def test_a_mask_hides_at_least_half_of_what_it_masks(value):
    hidden = masked(value)
    assert len(hidden) == len(value)
    assert hidden.count("*") * 2 >= len(value)
