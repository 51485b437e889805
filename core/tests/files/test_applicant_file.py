"""The applicant file, in TOML and in JSON: what is read, and how every fault of it is told."""

import json
from datetime import date
from decimal import Decimal

import pytest

from jifen import Applicant, InputError, Problem, Text, read_applicant
from jifen.applicant import MOST_BYTES

TOML = """
lives_in = "900101"
used_in = "900102"
facts_as_of = 2022-09-30

[applicant]
name = "范小例"
id_number = "990000198604120114"

[facts]
birth_date = 1986-04-12
months = 48
tax = 35999.5
party = true
offences = [{ date = 2021-11-20 }]
"""
JSON = {
    "lives_in": "900101",
    "used_in": "900102",
    "facts_as_of": "2022-09-30",
    "applicant": {"name": "范小例", "id_number": "990000198604120114"},
    "facts": {"birth_date": "1986-04-12", "months": 48, "party": True},
}


@pytest.fixture
def read(tmp_path):
    """Writes a file, in TOML unless told otherwise, and reads the applicant in it."""

    def of(content: str | bytes, name: str = "applicant.toml") -> Applicant:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_applicant(path)

    return of


@pytest.fixture
def faults(read):
    """The problems of a file: what, by place."""

    def of(content: str | bytes, name: str = "applicant.toml") -> dict[str, str]:
        with pytest.raises(InputError) as caught:
            read(content, name)
        assert all(p.what.zh and p.remedy.zh and p.remedy.en for p in caught.value.problems)
        return {p.place: p.what.en for p in caught.value.problems}

    return of


# ------------------------------------------------------------------ what is read


def test_a_file_in_toml(read):
    assert read(TOML) == Applicant(
        lives_in="900101",
        used_in="900102",
        facts_as_of=date(2022, 9, 30),
        name="范小例",
        id_number="990000198604120114",
        facts={
            "birth_date": date(1986, 4, 12),
            "months": 48,
            "tax": Decimal("35999.5"),
            "party": True,
            "offences": [{"date": date(2021, 11, 20)}],
        },
    )


def test_a_file_in_json(read):
    applicant = read(json.dumps(JSON), "applicant.JSON")
    assert applicant.facts_as_of == date(2022, 9, 30)
    assert (applicant.lives_in, applicant.used_in) == ("900101", "900102")
    assert applicant.facts == JSON["facts"]


def test_all_but_the_place_and_the_facts_may_be_left_out(read):
    assert read('lives_in = "900101"\n[facts]') == Applicant(lives_in="900101", facts={})
    assert read('{"lives_in": "900101", "facts": {}}', "a.json").used_in is None


def test_a_file_may_begin_with_a_byte_order_mark_and_have_lines_of_windows(read):
    assert read(b"\xef\xbb\xbf" + TOML.replace("\n", "\r\n").encode()) == read(TOML)
    with_mark = b"\xef\xbb\xbf" + json.dumps(JSON).encode()
    assert read(with_mark, "a.json") == read(json.dumps(JSON), "b.json")


def test_decimals_are_read_from_their_text(read):
    given = read('{"lives_in": "1", "facts": {"a": 0.1, "b": 1e2, "c": NaN}}', "a.json").facts
    assert given["a"] == Decimal("0.1")
    assert {type(value) for value in given.values()} == {Decimal}


# ------------------------------------------------------------------ files that are none


@pytest.mark.parametrize(
    ("content", "name", "what"),
    [
        (b"", "a.toml", "the file is empty"),
        (b" \n\t\n", "a.json", "the file is empty"),
        (b"a" * (MOST_BYTES + 1), "a.toml", "it has 1000001 bytes, which is too large"),
        ("姓名 = 范小例".encode("gb18030"), "a.toml", "the file is not UTF-8, it looks like GB18030 (GBK)"),
        ('{"姓名": "范小例"}'.encode("gb18030"), "a.json", "the file is not UTF-8, it looks like GB18030 (GBK)"),
        (b"lives_in = \n", "a.toml", "this is not TOML: Invalid value"),
        (b"a = 1\na = 2", "a.toml", "this is not TOML: Cannot overwrite a value"),
        (b"{", "a.json", "this is not JSON: Expecting property name enclosed in double quotes"),
        (b"[]", "a.json", "it is not an object"),
        (b"null", "a.json", "it is not an object"),
        (b"[" * 100_000, "a.json", None),
        (b"1" * 10_000, "a.json", None),
        (b'{"lives_in": "1", "facts": {}, "facts": {}}', "a.json", "this is not JSON: the key 'facts' appears twice"),
        (b'{"lives_in": "1", "facts": {"a": 1, "a": 2}}', "a.json", "this is not JSON: the key 'a' appears twice"),
    ],
    ids=lambda v: "" if isinstance(v, bytes) else None,
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_why(faults, content, name, what):
    found = faults(content, name)
    assert list(found) == [name]
    assert what is None or found[name] == what


def test_broken_files_are_told_with_line_and_column(read):
    for content, name in (
        ('lives_in = "1"\nfacts = ]', "a.toml"),
        ('{"lives_in": "1",\n', "a.json"),
    ):
        with pytest.raises(InputError) as caught:
            read(content, name)
        (problem,) = caught.value.problems
        assert problem.line == 2
        assert problem.column is not None
        assert f"{name}:2:" in caught.value.explain("zh")


def test_a_directory_is_no_applicant(tmp_path):
    with pytest.raises(InputError, match="it is a directory"):
        read_applicant(tmp_path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("all.xlsx", b"PK\x03\x04\x14\x00"),
        ("all.XLS", b"\xd0\xcf\x11\xe0\xa1\xb1"),
        ("all.csv", b"lives_in,birth_date\n330225,1990-05-01\n" * 50_000),
        ("all.parquet", b"PAR1"),
        ("renamed.toml", b"PK\x03\x04\x14\x00"),
        ("renamed.json", b"\xd0\xcf\x11\xe0\xa1\xb1"),
    ],
)
def test_a_table_is_told_to_be_scored_by_jifen_batch(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_applicant(path)
    (problem,) = caught.value.problems
    assert problem.what.zh == "看来是表格，不是一位申请人的文件"
    assert problem.what.en == "it looks like a table, not one applicant's file"
    assert problem.remedy.zh.startswith("表格请用 jifen batch 计分")
    assert problem.remedy.en.startswith("Score a table with `jifen batch`")


def test_a_table_that_is_not_there_is_told_so(tmp_path):
    with pytest.raises(InputError, match="there is no such file"):
        read_applicant(tmp_path / "all.xlsx")


def test_a_large_file_is_not_read_at_all(tmp_path):
    path = tmp_path / "large.toml"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(InputError, match="it has 100000000 bytes, which is too large"):
        read_applicant(path)


def test_a_file_without_an_end_is_too_large(tmp_path):
    path = tmp_path / "endless.toml"
    path.symlink_to("/dev/zero")
    with pytest.raises(InputError, match="it is too large"):
        read_applicant(path)


# ------------------------------------------------------------------ their form


@pytest.mark.parametrize(
    ("old", "new", "place", "what"),
    [
        ('lives_in = "900101"', "", "lives_in", "the code of the place is missing"),
        ('lives_in = "900101"', "lives_in = 900101", "lives_in", "900101 is not in quotes"),
        ('used_in = "900102"', "used_in = 900102", "used_in", "900102 is not in quotes"),
        ('used_in = "900102"', "used_in = true", "used_in", "it is no code of a place"),
        ("facts_as_of = 2022-09-30", 'facts_as_of = "2022-09"', "facts_as_of", "it is no date"),
        ("facts_as_of = 2022-09-30", "facts_as_of = 2022-09-30T10:00:00", "facts_as_of", "it is no date"),
        ("facts_as_of = 2022-09-30", "facts_as_of = 20220930", "facts_as_of", "it is no date"),
        ("[facts]", "[fact]", "fact", "there is no such key"),
        ('name = "范小例"', "name = 7", "applicant.name", "it is no text in quotes"),
        ('name = "范小例"', 'nmae = "范小例"', "applicant.nmae", "there is no such key"),
        ('"990000198604120114"', "990000198604120114", "applicant.id_number", "it is no text in quotes"),
        ('"990000198604120114"', '"990000198604120115"', "applicant.id_number 990*************15", "its check digit is wrong"),
    ],
)  # fmt: skip
def test_a_fault_of_form_is_told_with_its_place(faults, old, new, place, what):
    assert TOML.count(old) == 1
    assert faults(TOML.replace(old, new))[f"applicant.toml: {place}"] == what


@pytest.mark.parametrize("key", ["lives_in", "used_in", "facts_as_of", "applicant", "facts"])
@pytest.mark.parametrize("value", [None, [], 7])
def test_nothing_else_stands_for_a_value_in_json(faults, key, value):
    assert list(faults(json.dumps(JSON | {key: value}), "a.json")) == [f"a.json: {key}"]


def test_all_the_faults_of_a_file_are_reported_at_once(faults):
    given = {"live_in": "900101", "used_in": 1, "facts_as_of": "today", "applicant": {"age": 3}}
    assert list(faults(json.dumps(given), "a.json")) == [
        "a.json: live_in",
        "a.json: lives_in",
        "a.json: used_in",
        "a.json: facts",
        "a.json: facts_as_of",
        "a.json: applicant.age",
    ]


def test_what_else_is_wrong_is_asked_of_what_can_be_read_all_the_same(tmp_path):
    path = tmp_path / "a.toml"
    asked = []

    def further(applicant):
        asked.append(applicant)
        return [Problem("facts.months", Text("太多", "too many"), Text("改", "Fewer"))]

    path.write_text(TOML, encoding="utf-8")
    read_applicant(path, further=further)
    assert asked == []
    text = TOML.replace('"900101"', "900101").replace('"990000198604120114"', "1")
    path.write_text(text.replace("= 2022-09-30", '= "then"'), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_applicant(path, further=further)
    assert [p.place.removeprefix("a.toml: ") for p in caught.value.problems] == [
        "lives_in",
        "facts_as_of",
        "applicant.id_number",
        "facts.months",
    ]
    (meant,) = asked
    assert (meant.lives_in, meant.used_in, meant.facts_as_of) == ("900101", "900102", None)
    assert (meant.name, meant.id_number, meant.facts["months"]) == ("范小例", None, 48)


@pytest.mark.parametrize("place", ["", "lives_in = true", "lives_in = 9e5"])
def test_of_an_applicant_who_lives_nobody_knows_where_nothing_else_is_asked(tmp_path, place):
    path = tmp_path / "a.toml"
    path.write_text(TOML.replace('lives_in = "900101"', place), encoding="utf-8")
    with pytest.raises(InputError):
        read_applicant(path, further=lambda applicant: pytest.fail(f"{applicant}"))


@pytest.mark.parametrize("table", ["facts", "applicant"])
def test_a_place_below_a_heading_is_told_to_be_moved_above_it(read, table):
    text = f'[{table}]\nlives_in = "900101"\n' + ("[facts]\n" if table != "facts" else "")
    with pytest.raises(InputError) as caught:
        read(text)
    problem = next(p for p in caught.value.problems if p.place.endswith(f"{table}.lives_in"))
    assert problem.what.en == f"it stands below [{table}]"
    assert problem.remedy.en == f"Move it above [{table}]"
    assert problem.remedy.zh == f"请移到 [{table}] 之前"


def test_the_repr_of_an_applicant_shows_no_name_number_or_fact(read):
    shown = repr(read(TOML))
    assert "范**" in shown
    for private in ("范小例", "19860412", "1986", "35999", "48"):
        assert private not in shown
    assert "900101" in shown
