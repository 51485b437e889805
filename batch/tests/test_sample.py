"""Which of the rejected rows a summary shows."""

import polars as pl
import pytest

from jifen_batch.population import REJECTED
from jifen_batch.sample import SHOWN, sample
from jifen_batch.spool import Spool

HEAD = ["applicant_id", "lives_in", "birth_date", "social_insurance_months", "school"]
STRAYS = [[f"nobody {n}", "2021-01-01"] for n in range(20)]


def rejected(*rows):
    """Rejected rows, by their column and the reason, numbered from 1."""
    lines = [(n, "A", column, "", why, why) for n, (column, why) in enumerate(rows, 1)]
    return pl.DataFrame(lines, schema=REJECTED, orient="row")


def sampled(people, events=()):
    """What is shown of rejected rows of people, and of events."""
    parts = zip((people, rejected(*events)), (False, True), strict=True)
    return sample(pl.concat([frame.with_columns(of_events=flag) for frame, flag in parts]))


@pytest.mark.parametrize("command", ["batch", "rank"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_people_are_shown_before_the_events_of_nobody_however_many_these_are(
    command, lang, run, csv_file, tmp_path, no_events
):
    people = [
        ["A", "330225", "1990-05-01", "12", "甲"],
        ["B", "330225", "", "12", "甲"],
        ["C", "330225", "1990-05-01", "-1", "甲"],
    ]
    options = ["--events", f"offences={csv_file('o.csv', [['applicant_id', 'date'], *STRAYS])}"]
    options += [*no_events[2:], "--on", "2022-10-01"]
    if command == "rank":
        options += ["--service", "xiangshan.settlement", "--places", "9", "--by", "school"]
    else:
        options += ["--ignore", "school"]
    done = run(
        command, csv_file("in.csv", [HEAD, *people]), tmp_path / "out.csv", *options, lang=lang
    )
    row = "  第" if lang == "zh" else "  row"
    shown = [line for line in done.out.splitlines() if line.startswith(row)]
    assert len(shown) == SHOWN
    assert ["birth_date" in shown[0], "social_insurance_months" in shown[1]] == [True, True]
    assert all("offences.applicant_id" in line for line in shown[2:])


def test_something_of_events_is_shown_however_many_people_there_are():
    faults = rejected(*((f"column {n}", "why") for n in range(30)))
    assert sampled(faults, [("offences.date", "why")])["column"].to_list() == [
        *(f"column {n}" for n in range(4)),
        "offences.date",
    ]


def test_each_column_and_each_reason_comes_before_what_repeats_them():
    faults = rejected(*[("a", "x")] * 9, ("a", "y"), ("b", "x"), ("b", "x"))
    rows = sampled(faults).select("column", "reason_en").rows()
    assert set(rows) == {("a", "x"), ("a", "y"), ("b", "x")}
    assert len(rows) == SHOWN


def test_what_comes_late_in_a_large_file_is_shown_too():
    with Spool(REJECTED) as spool:
        spool.add(rejected(*[("offences.date", "x")] * 9), of_events=True)
        spool.add(rejected(*[("a", "x")] * 9))
        spool.add(rejected(("b", "x")))
        assert spool.sample()["column"].unique(maintain_order=True).to_list() == [
            "a", "b", "offences.date",
        ]  # fmt: skip


def test_of_nothing_nothing_is_shown():
    with Spool(REJECTED) as spool:
        assert spool.sample().is_empty()
        assert spool.sample().drop("of_events").schema == REJECTED


def test_a_column_of_people_may_have_a_full_stop_in_its_name():
    faults = rejected(("户.号", "why"))
    assert sampled(faults, [("offences.date", "why")])["column"].to_list() == [
        "户.号", "offences.date",
    ]  # fmt: skip
