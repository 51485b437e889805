"""Completed years and months, windows, and today where the law is."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone

from jifen.errors import Problem
from jifen.text import Text

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China keeps one time without daylight saving, so no time-zone database is needed."""


def today() -> date:
    """Today in Asia/Shanghai."""
    return datetime.now(CHINA).date()


def iso_date(text: str) -> date | None:
    """The date that a text such as `1990-05-01` says; None for any other form, ISO's too."""
    if not _ISO_DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def date_problems(value: object, at: str) -> Iterable[Problem]:
    """The problem, if any, that a value is no date: a moment and a text are none."""
    if type(value) is not date:
        yield Problem(
            at,
            Text(f"{value} 不是日期", f"{value} is no date"),
            Text("应为 date，如 date(2022, 10, 1)", "Expected a date such as date(2022, 10, 1)"),
        )


def complete_years(since: date, on: date) -> int:
    """Years completed from `since` to `on`; one born on 29 February completes on 1 March."""
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))


def latest_with(years: int, on: date) -> date:
    """The last day since which so many years are complete on a date; `date.min` if none is."""
    return add_years(on, -years) if on.year > years else date.min


def complete_months(since: date, on: date) -> int:
    """Full months from `since` to `on`; a month is full on the same day of the next one."""
    return 12 * (on.year - since.year) + on.month - since.month - (on.day < since.day)


def add_years(day: date, years: int) -> date:
    """The same day `years` later; 29 February becomes the 28th in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def window_start(on: date, years: int | None) -> date:
    """The earliest day that is still in a window of so many years on a date; without them, any.

    It is the first `event` for which `on ≤ add_years(event, years)`; where the window begins before
    the calendar does, that is its first day.
    """
    if years is None or on.year <= years:
        return date.min
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return on.replace(year=on.year - years, month=3, day=1)


def in_window(event: date, on: date, years: int | None) -> bool:
    """Whether an event counts on a date: `event ≤ on ≤ event + years` (no end if None)."""
    return window_start(on, years) <= event <= on
