"""Events of nobody: in no table and on no path are they passed over."""

from datetime import date

import attrs
import polars as pl
import pytest

import jifen
from jifen_batch import event_faults
from jifen_batch.services import find_service

BORN = date(1990, 5, 1)
RESIDENT = "330225199001011234"


@pytest.fixture
def score(run, tmp_path, csv_file, no_events, rows_of):
    """Score applicants with offences, each from a file of a kind: the run, and what is rejected."""

    def write(path, head, rows):
        if path.suffix == ".csv":
            csv_file(path.name, [head, *rows])
        else:
            pl.DataFrame(rows, schema=head, orient="row", strict=False).write_parquet(path)

    def score(of_people, of_events, out, *, events, people=("A", "B"), uses=("330225",) * 2):
        rows = [[who, "330225", use, BORN] for who, use in zip(people, uses, strict=True)]
        head = ["applicant_id", "lives_in", "used_in", "birth_date"]
        write(tmp_path / f"in.{of_people}", head, rows)
        write(tmp_path / f"offences.{of_events}", ["applicant_id", "date"], events)
        done = run(
            "batch", tmp_path / f"in.{of_people}", tmp_path / out, "--on", "2022-10-01",
            "--events", f"offences={tmp_path / 'offences'}.{of_events}", *no_events[2:],
        )  # fmt: skip
        bad = tmp_path / "out.rejected.csv"
        return done, rows_of(bad) if bad.exists() else None

    return score


PATHS = [
    (of_people, of_events, out)
    for of_people in ("csv", "parquet")
    for of_events in ("csv", "parquet")
    for out in ("out.csv", "out.parquet")
]


@pytest.mark.parametrize("path", PATHS)
def test_an_event_of_nobody_is_rejected_on_every_path(path, score, tmp_path):
    day = date(2021, 1, 1)
    done, bad = score(*path, events=[["A", day], [RESIDENT, day], [None, day]])
    assert done.code == 3
    first = 2 if path[1] == "csv" else 1
    found = sorted((int(line["row"]), line["column"], line["value"]) for line in bad)
    at = "offences.applicant_id"
    assert found == [(first + 1, at, RESIDENT), (first + 2, at, "")]
    assert "2 rows of events are of no applicant that can be made out" in done.err
    assert "out.rejected.csv" in done.err
    said = "2 rows of events are rejected (of nobody, or malformed): see "
    assert done.out.splitlines()[1].startswith(said)
    assert "out.rejected.csv" in done.out


@pytest.mark.parametrize("path", PATHS)
def test_those_without_a_score_and_rejected_events_are_counted_apart(path, score, tmp_path):
    days = [["A", date(2021, 1, 1)], [RESIDENT, date(2021, 1, 1)]]
    uses = ("330225", "999999", "999999")
    done, bad = score(*path, events=days, people=("A", "B", "C"), uses=uses)
    first, second, *_ = done.out.splitlines()
    assert first.startswith("3 applicants, 1 scored into ")
    said = "2 could not be scored; apart from these, 1 row of events is rejected "
    assert second.startswith(f"{said}(of nobody, or malformed): see ")
    assert len(bad) == 3
    assert RESIDENT not in done.out + done.err
    assert f"{RESIDENT[:3]}*************{RESIDENT[-2:]}" in done.out


@pytest.mark.parametrize("path", PATHS)
def test_events_of_applicants_are_of_somebody_wherever_their_scores_are_used(path, score):
    day = date(2021, 1, 1)
    done, bad = score(*path, uses=("330225", "330212"), events=[["A", day], ["B", day]])
    assert (done.code, bad) == (0, None), done.err


@pytest.mark.parametrize("path", PATHS)
def test_spaces_around_identifiers_are_not_part_of_them(path, score, tmp_path):
    day = date(2021, 1, 1)
    done, bad = score(*path, people=(" A", "B "), events=[["A ", day], [" B", day]])
    assert (done.code, bad) == (0, None), done.err
    out = tmp_path / path[2]
    read = pl.read_csv if out.suffix == ".csv" else pl.read_parquet
    scores = read(out)
    assert scores["applicant_id"].to_list() == ["A", "B"]
    assert (scores["deducted"] > 0).all()


@pytest.mark.parametrize("path", PATHS)
def test_a_strangers_malformed_event_is_rejected_although_everyone_scores(path, score):
    done, bad = score(*path, events=[["Z", date(1800, 1, 1)]])
    row = "2" if path[1] == "csv" else "1"
    assert done.code == 3
    assert "2 applicants, 2 scored" in done.out
    found = {(line["row"], line["column"]) for line in bad}
    assert found == {(row, "offences.applicant_id"), (row, "offences.date")}


@pytest.mark.parametrize("path", PATHS)
def test_an_event_that_two_places_judge_is_listed_once(path, score):
    _, bad = score(*path, uses=("330225", "330212"), events=[["A", date(1800, 1, 1)]])
    assert [line["column"] for line in bad] == ["offences.date", "offences"]


@pytest.mark.parametrize("path", PATHS)
def test_all_rows_of_one_identifier_are_rejected_for_its_bad_event(path, score):
    bad_day = "never" if path[1] == "csv" else date(1800, 1, 1)
    _, bad = score(*path, people=("A", "B", "A"), uses=("330225",) * 3, events=[["A", bad_day]])
    rejected = [int(line["row"]) for line in bad if line["column"] == "offences"]
    # In cells an identifier that stands twice is refused as such.
    assert rejected == ([1, 3] if path[0] == "parquet" else [])
    assert [line["applicant_id"] for line in bad if "." not in line["column"]] == ["A", "A"]


@pytest.mark.parametrize("out", ["out.csv", "out.parquet"])
def test_a_table_without_events_is_judged_by_its_columns(out, run, csv_file, tmp_path, no_events):
    table = csv_file("in.csv", [["applicant_id", "lives_in", "birth_date"], ["A", "330225", "?"]])
    pl.DataFrame(schema={"applicant_id": pl.String, "date": pl.String}).write_parquet(
        tmp_path / "o.parquet"
    )
    events = ["--events", f"offences={tmp_path / 'o.parquet'}", *no_events[2:]]
    done = run("batch", table, tmp_path / out, "--on", "2022-10-01", *events)
    assert done.code == 3
    assert "offences.date" in done.err
    assert not (tmp_path / out).exists()


@pytest.mark.parametrize("path", PATHS)
def test_however_few_events_are_looked_at_together(path, score, monkeypatch):
    monkeypatch.setattr(event_faults, "_TOGETHER", 2)
    monkeypatch.setattr(event_faults, "BATCH_ROWS", 2)
    good, bad = date(2021, 1, 1), date(1800, 1, 1)
    events = [["A", good], ["Z", good], ["B", bad], ["A", bad], ["Y", bad], ["A", good]]
    done, lines = score(*path, events=events)
    first = 2 if path[1] == "csv" else 1
    of_events = [line for line in lines if "." in line["column"]]
    date_, who = "offences.date", "offences.applicant_id"
    assert sorted((int(line["row"]) - first, line["column"]) for line in of_events) == [
        (1, who), (2, date_), (3, date_), (4, who), (4, date_),
    ]  # fmt: skip
    people = [line["applicant_id"] for line in lines if line not in of_events]
    assert people == ["A", "B"]
    assert "4 rows of events are rejected" in done.out


def test_integers_name_the_same_applicants_in_both_parquet_files(score):
    number = int(RESIDENT)
    done, bad = score(
        "parquet", "parquet", "out.parquet", people=(number, 7), events=[[number, BORN]]
    )
    assert (done.code, bad) == (0, None), done.err


def test_float_identifiers_of_events_have_lost_digits(score, tmp_path):
    done, bad = score("parquet", "parquet", "out.csv", events=[[1.0, BORN]])
    assert (done.code, bad, (tmp_path / "out.csv").exists()) == (3, None, False)
    assert "offences.parquet" in done.err


def test_events_without_a_column_of_applicants_are_an_error(run, tmp_path, no_events, csv_file):
    table = csv_file("in.csv", [["applicant_id", "lives_in", "birth_date"], ["A", "330225", BORN]])
    pl.DataFrame({"date": [BORN]}).write_parquet(tmp_path / "o.parquet")
    events = ["--events", f"offences={tmp_path / 'o.parquet'}", *no_events[2:]]
    done = run("batch", table, tmp_path / "out.csv", "--on", "2022-10-01", *events)
    assert done.code == 3
    assert "applicant_id" in done.err


def test_a_resident_number_is_masked_on_the_terminal_and_whole_in_the_file(
    batch, csv_file, tmp_path, rows_of
):
    people = [[RESIDENT, "330225", BORN], [RESIDENT, "330225", BORN], ["A", "330225", RESIDENT]]
    table = csv_file("in.csv", [["申请人编号", "lives_in", "birth_date"], *people])
    done = batch(table, tmp_path / "out.csv")
    assert done.code == 3
    assert RESIDENT not in done.out + done.err
    assert "330*************34" in done.out
    assert rows_of(tmp_path / "out.rejected.csv")[0]["applicant_id"] == RESIDENT


def test_a_number_in_the_column_of_id_numbers_rejects_its_row(batch, xlsx_file, tmp_path, rows_of):
    rows = [[*row, "330225", "1990-05-01"] for row in (["A", RESIDENT], ["B", 3.3e17], ["C", None])]
    head = ["applicant_id", "身份证号码", "lives_in", "birth_date"]
    assert batch(xlsx_file("in.xlsx", [head, *rows]), tmp_path / "out.csv").code == 3
    assert [row["applicant_id"] for row in rows_of(tmp_path / "out.csv")] == ["A", "C"]
    (bad,) = rows_of(tmp_path / "out.rejected.csv")
    assert (bad["applicant_id"], bad["column"]) == ("B", "身份证号码")


def test_a_parquet_file_whose_id_numbers_are_floats_is_an_error(batch, tmp_path):
    columns = {"applicant_id": ["A"], "lives_in": ["330225"], "birth_date": [BORN]}
    pl.DataFrame(columns | {"id_number": [3.3e17]}).write_parquet(tmp_path / "in.parquet")
    done = batch(tmp_path / "in.parquet", tmp_path / "out.csv")
    assert (done.code, (tmp_path / "out.csv").exists()) == (3, False)
    assert "id_number" in done.err


def test_two_plugins_with_different_services_of_one_id_are_named():
    registry = jifen.load_registry()
    ours = registry.contributions["330225"]
    (book, *_) = ours.rulebooks
    services = [attrs.evolve(each, name=jifen.Text("另一项", "Another")) for each in book.services]
    theirs = attrs.evolve(
        ours,
        found=jifen.Found.of("330226", object(), dist="jifen-other"),
        rulebooks=(attrs.evolve(book, services=tuple(services)),),
    )
    both = attrs.evolve(registry, contributions={**registry.contributions, "330226": theirs})
    with pytest.raises(jifen.InputError) as error:
        find_service(services[0].id, date(2022, 10, 1), both)
    assert "jifen-other" in str(error.value)
    assert ours.found.dist in str(error.value)
    # The same service twice is one service.
    same = attrs.evolve(theirs, rulebooks=ours.rulebooks)
    both = attrs.evolve(registry, contributions={**registry.contributions, "330226": same})
    assert find_service(services[0].id, date(2022, 10, 1), both) == book.services[0]
