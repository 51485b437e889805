"""Golden cases that are no cases, or do not come out: what is told, where, and what to do."""

from pathlib import Path

import pytest

import jifen

HERE = Path(__file__).parent
CASE = 'on = 2023-01-01\n[facts]\ninsured_months = 12\n[points]\n"county.insurance" = 5\n'


@pytest.fixture
def plugin(tmp_path):
    """The folder of a sound plugin of a county."""
    for folder in ("rulebooks", "cases"):
        (tmp_path / folder).mkdir()
    for name, sound in (
        ("rulebooks/2023.toml", "numbers"),
        ("jurisdictions.toml", "jurisdictions"),
    ):
        (tmp_path / name).write_bytes((HERE / "sound" / f"{sound}.toml").read_bytes())
    return tmp_path


@pytest.fixture
def registry():
    return jifen.load_registry(found=[jifen.Found.of("330000", jifen.read_plugin(HERE / "above"))])


@pytest.fixture
def told(plugin, registry):
    """What is told of a case: code, line, fault and remedy in a language."""

    def told(case, lang="en"):
        (plugin / "cases" / "case.toml").write_text(case, encoding="utf-8")
        found = jifen.check(plugin, registry)
        assert all(p.severity == "warning" for p in found)
        return [(p.code, p.line, p.what[lang], p.remedy[lang]) for p in found]

    return told


# ------------------------------------------------------------------ files that are no case


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "remedy"),
    [
        ("[facts]", "refused = [1]\n[facts]", 2, "refused[0]: 1 is not in quotes", 'Expected text in quotes: "1"'),
        ("[facts]", "[fact]", 3, "fact: there is no such key here", "Did you mean facts?"),
        ("[facts]", "lives_in = 330999\n[facts]", 2, "lives_in: 330999 is not in quotes", 'Expected text in quotes: "330999"'),
        ("[facts]", "facts = 5\n[tiers]", 2, "facts: 5 is not accepted", "Expected a table such as { … }"),
        ("on = 2023-01-01\n", "", 1, "on: it is missing", "Add it"),
        ("= 5", '= "5"', 5, "points.county.insurance: '5' is not accepted", "Expected a number, without quotes"),
        ('"county.insurance"', "county.insurance", 5, "points.county: an id with a dot is not in quotes", 'Put it in quotes: "county.insurance"'),
        ("[points]", '[score]\nfrozen = "false"\n[points]', 5, "score.frozen: 'false' is not accepted", "Expected true or false"),
        ("[points]", "[score]\ntotals = 5\n[points]", 5, "score.totals: there is no such key here", "Did you mean total?"),
        ("[points]", "[services]\n'county.subsidy' = 1\n[points]", 5, "services.county.subsidy: 1 is not accepted", "Expected true or false"),
        ("[points]", "[tiers]\n'county.personality' = {}\n[points]", 5, "tiers.county.personality: an id with a dot is not in quotes", 'Put it in quotes: "county.personality"'),
    ],
)  # fmt: skip
def test_a_file_that_is_no_case_is_told_with_line_and_remedy(told, old, new, line, what, remedy):
    assert CASE.count(old) == 1
    assert told(CASE.replace(old, new)) == [("JF502", line, what, remedy)]


def test_all_that_is_wrong_with_a_case_is_told_at_once(told):
    broken = told('used_in = 330999\nrefused = "x"\n[points]\na.b = 1\na.c = 2\nd.e = 1\n')
    assert [(code, line) for code, line, _, _ in broken] == [
        ("JF502", line) for line in (1, 1, 2, 4, 6)
    ]


def test_a_case_that_is_not_toml_is_told_at_its_line(told):
    ((code, line, what, remedy),) = told("on = 2023-1-1\n")
    assert (code, line) == ("JF502", 1)
    assert what.startswith("this is not TOML: ")
    assert remedy.startswith("Write a date as 2023-01-01")


def test_what_cannot_be_read_in_the_folders_of_a_plugin_is_a_finding(plugin, registry):
    (plugin / "cases" / "folder.toml").mkdir()
    (plugin / "cases" / "link.toml").symlink_to(plugin / "nowhere")
    found = jifen.check(plugin, registry)
    assert [(p.code, Path(p.place).name) for p in found] == [
        ("JF502", "folder.toml"),
        ("JF502", "link.toml"),
    ]
    (plugin / "rulebooks" / "2030.toml").mkdir()
    found = jifen.check(plugin, registry)
    assert [(p.code, p.severity) for p in found] == [("JF001", "error"), ("JF009", "note")]
    assert "2030.toml" in found[-1].what.en


def test_places_that_cannot_be_read_are_a_finding(plugin, registry):
    (plugin / "jurisdictions.toml").unlink()
    (plugin / "jurisdictions.toml").mkdir()
    found = jifen.check(plugin, registry)
    assert [p.code for p in found] == ["JF001", "JF009"]
    assert found[0].what == jifen.Text("无法读取：是文件夹", "it cannot be read: Is a directory")


def test_a_case_that_cannot_be_read_is_told_in_either_language(plugin, registry):
    (plugin / "cases" / "case.toml").mkdir()
    (problem,) = jifen.check(plugin, registry)
    assert problem.code == "JF502"
    assert problem.what == jifen.Text("无法读取：是文件夹", "it cannot be read: Is a directory")


# ------------------------------------------------------------------ cases that do not come out


def test_a_misspelt_fact_keeps_the_name_that_was_meant(told):
    misspelt = CASE.replace("insured_months", "insured_month")
    ((code, line, what, remedy),) = told(misspelt)
    assert (code, line) == ("JF501", 3)
    assert what == "facts.insured_month: it is refused: there is no such fact"
    assert remedy == "Did you mean insured_months?"
    ((_, _, what, remedy),) = told(misspelt, "zh")
    assert what == "facts.insured_month：不能计分：没有这个事实"
    assert remedy == "是否为 insured_months？"


def test_no_name_is_suggested_for_a_fact_that_is_like_none(told):
    ((_, _, what, remedy),) = told(CASE.replace("insured_months", "injured"))
    assert what == "facts.injured: it is refused: there is no such fact"
    assert remedy == "`jifen facts 330999` lists the facts"


def test_a_value_of_another_type_keeps_what_was_expected(told):
    ((code, line, what, remedy),) = told(CASE.replace("= 12", '= "是"'), "zh")
    assert (code, line) == ("JF501", 3)
    assert what == "facts.insured_months：不能计分：不接受 '是'"
    assert remedy.startswith("应为 0 至 ")


def test_a_case_that_is_not_refused_names_the_facts_in_both_languages(told):
    case = CASE.replace("[facts]", 'refused = ["insured_months", "on"]\n[facts]')
    for lang, what in (
        ("en", "refused: it is not refused: insured_months, on"),
        ("zh", "refused：没有被拒绝：insured_months、on"),
    ):
        assert [said for _, _, said, _ in told(case, lang)] == [what]


def test_a_date_that_there_is_not_is_said_in_words(told):
    case = f"{CASE}[score]\nfrozen_until = 2027-01-01\neligible = false\ntotal = 4.5\n"
    assert [what for _, _, what, _ in told(case)] == [
        "score.frozen_until: it is none, expected 2027-01-01",
        "score.eligible: it is true, expected false",
        "score.total: it is 5, expected 4.5",
    ]
    assert "score.frozen_until：实际为无，应为 2027-01-01" in [w for _, _, w, _ in told(case, "zh")]
