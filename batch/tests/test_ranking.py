"""The rule of ranking, against a plain reading of it, one candidate at a time."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen_batch.ranking import Contest, Status, ranked


@st.composite
def candidates(draw):
    count = draw(st.integers(0, 14))
    flag = st.sampled_from([True, True, True, False])
    return [
        {
            "row": n + 2,
            "applicant_id": f"A{n}",
            "group": draw(st.sampled_from(["甲", "乙"])),
            "household": draw(st.sampled_from([None, None, "H1", "H2"])),
            "counted": draw(st.integers(0, 3)) * 100,
            "tie_0": draw(st.integers(0, 1)),
            "offered": draw(flag),
            "eligible": draw(flag),
            "frozen": not draw(flag),
        }
        for n in range(count)
    ]


SCHEMA = {
    "row": pl.Int64,
    "applicant_id": pl.String,
    "group": pl.Enum(["甲", "乙"]),
    "household": pl.String,
    "counted": pl.Int64,
    "tie_0": pl.Int64,
    "offered": pl.Boolean,
    "eligible": pl.Boolean,
    "frozen": pl.Boolean,
}


def run(people, contest):
    return ranked(pl.DataFrame(people, schema=SCHEMA), contest).to_dicts()


def plainly(people, threshold, places):
    """The status and the rank of each, by id, as one would work it out by hand."""
    found = {}
    for one in people:
        key = (one["counted"], one["tie_0"])
        usable = one["offered"] and one["eligible"] and not one["frozen"]
        family = [
            other
            for other in people
            if other["household"] == one["household"] and one["household"] is not None
            and other["offered"] and other["eligible"] and not other["frozen"]
        ]  # fmt: skip
        best = max(family, key=lambda o: (o["counted"], o["tie_0"], -o["row"]), default=one)
        if not one["offered"]:
            found[one["applicant_id"]] = (Status.NOT_OFFERED, None)
        elif not one["eligible"]:
            found[one["applicant_id"]] = (Status.INELIGIBLE, None)
        elif one["frozen"]:
            found[one["applicant_id"]] = (Status.FROZEN, None)
        elif usable and best is not one:
            found[one["applicant_id"]] = (Status.HOUSEHOLD, None)
        elif threshold is not None and one["counted"] < threshold:
            found[one["applicant_id"]] = (Status.BELOW_THRESHOLD, None)
        else:
            found[one["applicant_id"]] = (None, key)
    for name, (status, key) in found.items():
        if status is not None:
            continue
        group = next(one["group"] for one in people if one["applicant_id"] == name)
        rivals = [
            found[one["applicant_id"]][1]
            for one in people
            if one["group"] == group and isinstance(found[one["applicant_id"]][1], tuple)
        ]
        better = sum(other > key for other in rivals)
        equal = sum(other == key for other in rivals)
        most = places.get(group, len(people))
        if better + equal <= most:
            status = Status.ADMITTED
        else:
            status = Status.TIED if better < most else Status.NOT_ADMITTED
        found[name] = (None, key, status, better + 1)
    return {name: (got[2], got[3]) if got[0] is None else got for name, got in found.items()}


@settings(deadline=None, max_examples=150)
@given(
    candidates(),
    st.sampled_from([None, 0, 100, 200]),
    st.dictionaries(st.sampled_from(["甲", "乙"]), st.integers(0, 4)),
)
def test_everyone_stands_where_the_rule_puts_them(people, threshold, places):
    contest = Contest(threshold=threshold, places=places, ties=1)
    got = {p["applicant_id"]: (Status(p["status"]), p["rank"]) for p in run(people, contest)}
    assert got == plainly(people, threshold, places)


@settings(deadline=None, max_examples=50)
@given(candidates(), st.integers(0, 4))
def test_no_group_admits_more_than_its_places_and_equals_share_their_fate(people, places):
    contest = Contest(threshold=None, places={"甲": places, "乙": places}, ties=1)
    listed = [p for p in run(people, contest) if p["rank"] is not None]
    for group in ("甲", "乙"):
        mine = [p for p in listed if p["group"] == group]
        assert sum(p["status"] == Status.ADMITTED for p in mine) <= places
        for one in mine:
            fates = {p["status"] for p in mine if p["rank"] == one["rank"]}
            assert len(fates) == 1
            assert one["equal"] == sum(p["rank"] == one["rank"] for p in mine)


def test_a_tie_that_fits_is_admitted_and_one_that_does_not_is_left_open():
    people = [
        dict(zip(SCHEMA, (n, f"A{n}", "甲", None, 100 * p, 0, True, True, False), strict=True))
        for n, p in enumerate([3, 2, 2, 1])
    ]
    for places, wanted in ((3, "admitted"), (2, "tied")):
        got = run(people, Contest(threshold=None, places={"甲": places}, ties=1))
        assert [p["status"] for p in got] == ["admitted", wanted, wanted, "not_admitted"]


def test_equals_of_one_household_are_told_that_the_first_of_the_table_stands():
    people = [
        dict(zip(SCHEMA, (n, f"A{n}", "甲", "H", 100, 0, True, True, False), strict=True))
        for n in range(2)
    ]
    first, second = run(people, Contest(threshold=None, places={}, ties=1))
    assert (first["applicant_id"], first["status"]) == ("A0", "admitted")
    assert (second["stands"], second["as_good"]) == ("A0", True)
