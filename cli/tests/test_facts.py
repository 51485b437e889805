"""`jifen facts`: what an applicant's file may say."""

import json
import re
from datetime import date
from functools import cache

import pytest

from jifen import load_registry
from jifen_cli.table import width


@cache
def facts():
    return load_registry().resolve("330225", on=date(2022, 10, 1)).facts


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [80, 100])
def test_every_fact_of_the_chain_is_shown_with_an_id_that_can_be_copied(run, lang, columns):
    text = run("facts", "330225", "--on", "2022-10-01", lang=lang, columns=columns).stdout
    assert max(map(width, text.splitlines())) <= columns
    ids = re.findall(r"^  ([a-z][a-z_]+)(?:  |$)", text, re.MULTILINE)
    assert [i for i in ids if i in facts()] == list(facts())


def test_a_fact_says_its_values_its_evidence_and_what_reads_it(run):
    text = run("facts", "330225", "--on", "2022-10-01", lang="zh").stdout
    text = re.sub(r"\n +", "\n", text)
    assert "整数：0 至 1200 的整数（个月）\nresidence_months" in text
    assert "证明材料：居住登记\n用于：居住时间\n" in text
    assert "bachelor_or_above  大学本科及以上\nassociate  大专（高职）\n" in text
    assert "用于：持有效浙江省居住证\n" in text


def test_required_facts_are_marked(run):
    text = run("facts", "330225", "--on", "2022-10-01", lang="zh").stdout
    assert text.count("必填") == sum(fact.required for fact in facts().values()) == 3


def test_json_has_every_fact_with_its_readers(run):
    data = json.loads(
        run("facts", "330225", "--on", "2022-10-01", "--format", "json", lang="zh").stdout
    )
    by_id = {fact["id"]: fact for fact in data["facts"]}
    assert list(by_id) == list(facts())
    assert by_id["birth_date"]["read_by"] == ["zhejiang.age"]
    assert by_id["works_locally"]["read_by"] == ["zhejiang.works_locally"]
    assert by_id["offences"] | {"expects": None, "evidence": None, "name": None} == {
        "id": "offences",
        "jurisdiction": "330200",
        "type": "events",
        "name": None,
        "required": True,
        "more_is_better": False,
        "expects": None,
        "choices": [],
        "evidence": None,
        "read_by": ["ningbo.offences"],
    }
    assert by_id["housing"]["choices"][0] == {
        "id": "owned",
        "name": {"zh": "自有住房", "en": "Owned"},
    }


def test_a_city_has_its_own_facts_and_those_above_it(run):
    data = json.loads(run("facts", "330200", "--on", "2022-10-01", "--format", "json").stdout)
    assert {fact["jurisdiction"] for fact in data["facts"]} == {"330000", "330200"}


def test_without_a_code_the_facts_of_every_edition_in_force_are_shown(run):
    one = run("facts", "330225", "--on", "2022-10-01").stdout
    assert run("facts", "--on", "2022-10-01").stdout == one
    data = json.loads(run("facts", "--on", "2022-05-01", "--format", "json").stdout)
    assert {fact["jurisdiction"] for fact in data["facts"]} == {"330000", "330200"}


def test_the_same_fact_in_two_chains_is_read_by_each_chain_alone(process, installed):
    source = '''
import jifen
PLACE = """
[[jurisdiction]]
code = "110000"
name = { zh = "甲", en = "A" }
"""
BOOK = """
format = "jifen.rulebook/1"
[edition]
jurisdiction = "110000"
id = "x"
in_force = { from = 2020-01-01 }
source = { status = "provisional", title = "x" }
[[fact]]
id = "works_locally"
type = "flag"
name = { zh = "别处之事", en = "Something else" }
[[tier]]
id = "a.tier"
layer = "commonality"
scope = "110000"
cap = 10
name = { zh = "层", en = "Tier" }
source = { status = "provisional", title = "x" }
[[indicator]]
id = "a.one"
tier = "a.tier"
name = { zh = "一", en = "One" }
max = 1
department = "x"
rule = { kind = "flag", fact = "works_locally", points = 1 }
source = { status = "provisional", title = "x" }
"""
reader = jifen.RulebookReader()
plugin = jifen.RulebookPlugin(
    reader.read_places(PLACE.encode(), "p"), {"x": reader.read(BOOK.encode(), "b")}
)
'''
    folder = installed("jifen_other", source, jifen="110000 = jifen_other:plugin")
    result = process("facts", "--on", "2022-10-01", "--format", "json", path=[folder])
    assert (result.returncode, result.stderr) == (0, "")
    readers = [
        f["read_by"] for f in json.loads(result.stdout)["facts"] if f["id"] == "works_locally"
    ]
    assert sorted(readers) == [["a.one"], ["zhejiang.works_locally"]]
