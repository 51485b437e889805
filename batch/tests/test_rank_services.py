"""Which service `jifen rank` ranks for, and what it counts."""

import json
import sys

import pytest

import jifen


@pytest.fixture
def table(csv_file):
    """A table of somebody who meets the requirements of settlement and of a school place."""
    head = ["applicant_id", "lives_in", "birth_date"]
    head += ["residence_permit_valid_until", "works_locally", "residence_months"]
    return csv_file("in.csv", [head, ["A", "330225", "1990-05-01", "2023-01-01", "是", "9"]])


@pytest.mark.parametrize(
    "name", ["子女入学", "School places for children", "school PLACES for children"]
)
def test_a_service_may_be_named_by_its_name(name, rank, table, rows_of, tmp_path):
    assert rank(table, "out.csv", "--service", name, "--places", "1").code == 0
    assert rows_of(tmp_path / "out.csv")[0]["status"] == "admitted"
    beside = json.loads((tmp_path / "out.editions.json").read_text("utf-8"))
    assert beside["service"] == "xiangshan.school_places"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("子女上学", "Did you mean xiangshan.school_places (School places for children)?"),
        ("Settlements", "Did you mean xiangshan.settlement (Settlement)?"),
        ("养老", "`jifen services` lists all"),
    ],
)
def test_a_name_that_is_nearly_one_is_guessed_and_another_is_not(asked, said, rank, table):
    done = rank(table, "out.csv", "--service", asked, "--places", "1")
    assert done.code == 3
    assert said in done.err
    assert ("Did you mean" in done.err) == ("Did you mean" in said)


@pytest.fixture
def next_county(tmp_path, monkeypatch):
    """A plugin of 宁海县, as installed: a service of the neighbour's name that counts one tier."""
    folder = tmp_path / "site"
    code = folder / "jifen_ninghai_test"
    info = folder / "jifen_ninghai_test-1.0.dist-info"
    for path in (code / "rulebooks", info):
        path.mkdir(parents=True)
    (code / "__init__.py").write_text(
        "import jifen\nplugin = jifen.rulebook_plugin(__package__)\n", "utf-8"
    )
    (code / "rulebooks/2022.toml").write_text(NINGHAI, "utf-8")
    (code / "jurisdictions.toml").write_text(PLACES, "utf-8")
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: jifen-ninghai-test\nVersion: 1.0\n"
    )
    (info / "entry_points.txt").write_text("[jifen]\n330226 = jifen_ninghai_test:plugin\n")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "jifen_ninghai_test", raising=False)
    return code / "rulebooks/2022.toml"


PLACES = """
[[jurisdiction]]
code = "330000"
name = { zh = "浙江省", en = "Zhejiang" }
[[jurisdiction]]
code = "330200"
name = { zh = "宁波市", en = "Ningbo" }
parent = "330000"
[[jurisdiction]]
code = "330226"
name = { zh = "宁海县", en = "Ninghai County" }
parent = "330200"
"""
NINGHAI = """
format = "jifen.rulebook/1"
[sources]
chosen = { status = "provisional", title = "测试" }
[edition]
jurisdiction = "330226"
id = "2022"
in_force = { from = 2022-01-01 }
source = "chosen"
floor = 0
[[fact]]
id = "own_months"
type = "count"
name = { zh = "本县月数", en = "Months here" }
max = 1200
[[fact]]
id = "own_faults"
type = "count"
name = { zh = "本县过错", en = "Faults here" }
required = true
max = 99
[[tier]]
id = "ninghai.personality"
layer = "personality"
scope = "330226"
cap = 50
maxima_exceed_cap = true
name = { zh = "县级个性指标", en = "The county's own" }
source = "chosen"
[[indicator]]
id = "ninghai.months"
tier = "ninghai.personality"
name = { zh = "本县月数", en = "Months here" }
max = 50
department = "公安"
rule = { kind = "per_unit", fact = "own_months", unit = 1, points = 1 }
source = "chosen"
[[deduction]]
id = "ninghai.faults"
tier = "ninghai.personality"
name = { zh = "本县过错", en = "Faults here" }
department = "公安"
rule = { kind = "per_unit", fact = "own_faults", unit = 1, points = 5 }
source = "chosen"
[[service]]
id = "ninghai.school_places"
name = { zh = "子女入学", en = "School places" }
offered_in = "330226"
ranked = true
tiers = ["ninghai.personality", "zhejiang.commonality"]
source = "chosen"
"""


def test_a_name_that_several_services_have_is_an_error_that_lists_them(
    next_county, rank, table, tmp_path
):
    done = rank(table, "out.csv", "--service", "子女入学", "--places", "1")
    assert done.code == 3
    assert "xiangshan.school_places (330225)" in done.err
    assert "ninghai.school_places (330226)" in done.err
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("command", ["batch", "rank"])
def test_a_table_of_two_places_with_one_id_for_two_kinds_of_record_is_refused(
    command, next_county, run, no_events, csv_file, tmp_path
):
    text = next_county.read_text("utf-8").replace("ninghai.months", "xiangshan.personality")
    next_county.write_text(text, "utf-8")
    rows = [["A", "330225", "1990-05-01", ""], ["B", "330226", "1990-05-01", "0"]]
    table = csv_file("in.csv", [["applicant_id", "lives_in", "birth_date", "own_faults"], *rows])
    service = ["--service", "xiangshan.school_places", "--places", "1"] if command == "rank" else []
    asked = [table, tmp_path / "out.csv", "--on", "2022-10-01", *no_events, *service]
    done = run(command, *asked)
    assert done.code == 3
    assert "xiangshan.personality: it is " in done.err
    for rulebook in ("jifen-xiangshan-county", "jifen-ninghai-test 1.0 (330226) 2022"):
        assert rulebook in done.err
    assert not (tmp_path / "out.csv").exists()


def test_a_service_that_counts_some_tiers_ranks_by_their_points_less_their_deductions(
    next_county, rank, csv_file, rows_of, people, scheme, events_table, tmp_path
):
    there = jifen.load_registry({"330226"}).resolve("330226", on=scheme.on)
    people = {
        name: {k: v for k, v in facts.items() if k in there.facts}
        | {"own_months": n % 80, "own_faults": n % 7}
        for n, (name, facts) in enumerate(people(300).items())
    }
    facts = [f for f in there.facts.values() if not isinstance(f, jifen.EventsFact)]
    rows = [[name, "330226", *(given.get(f.id) for f in facts)] for name, given in people.items()]
    table = csv_file("in.csv", [["applicant_id", "lives_in", *(f.id for f in facts)], *rows])
    events = [
        arg
        for fact in ("offences", "breaches_of_trust")
        for arg in ("--events", f"{fact}={csv_file(f'{fact}.csv', events_table(people, fact))}")
    ]
    service = ["--service", "ninghai.school_places", "--places", "9"]
    rank(table, "out.csv", *service, events=events)
    listed = {r["applicant_id"]: r["points"] for r in rows_of(tmp_path / "out.csv")}
    assert len(listed) > 200
    wanted = {name: there.score(people[name]) for name in listed}
    assert listed == {name: str(score.services[0].points) for name, score in wanted.items()}
    assert any(score.services[0].points != score.total for score in wanted.values())
