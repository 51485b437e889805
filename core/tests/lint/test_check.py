"""What is checked: folders, single files, installed plugins and plugins in Python."""

from datetime import date
from pathlib import Path

import pytest

import jifen
from jifen.formula import AtLeast, Value, cases, greatest, least
from jifen.lint.order import fall

HERE = Path(__file__).parent


@pytest.fixture
def above():
    return jifen.Found.of("330000", jifen.read_plugin(HERE / "above"))


@pytest.fixture
def registry(above):
    return jifen.load_registry(found=[above])


@pytest.fixture
def county(tmp_path):
    """A sound plugin of a county, as a project lays it out."""
    folder = tmp_path / "src" / "jifen_county"
    (folder / "rulebooks").mkdir(parents=True)
    (folder / "jurisdictions.toml").write_bytes(
        (HERE / "sound" / "jurisdictions.toml").read_bytes()
    )
    for name, source in (("2022", "2022"), ("2023", "numbers")):
        data = (HERE / "sound" / f"{source}.toml").read_bytes()
        (folder / "rulebooks" / f"{name}.toml").write_bytes(data)
    return tmp_path


def found(subject, registry):
    return [(problem.code, problem.line) for problem in jifen.check(subject, registry)]


def replace(path, old, new):
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def rulebook(county, name="2023"):
    return county / "src" / "jifen_county" / "rulebooks" / f"{name}.toml"


def test_a_project_its_package_and_its_rulebook_are_the_same_plugin(county, registry):
    replace(rulebook(county), "cap = 30", "cap = 40")
    package = county / "src" / "jifen_county"
    assert (
        found(county, registry)
        == found(package, registry)
        == found(rulebook(county), registry)
        == [("JF304", 36)]
    )


def test_a_finding_names_file_line_and_column_as_editors_read_them(county, registry):
    replace(rulebook(county), "cap = 30", "cap = 40")
    (problem,) = jifen.check(county, registry)
    assert problem.render("en").startswith(f"{rulebook(county)}:36:7: JF304 ")
    assert problem.render("zh").startswith(f"{rulebook(county)}:36:7：JF304 ")


def test_without_the_layer_above_only_that_is_told(county):
    nothing = jifen.load_registry(found=[])
    assert found(county, nothing) == [("JF411", 5), ("JF411", 4)]


def test_an_edition_older_than_what_lies_above_is_told(county, registry):
    replace(rulebook(county, "2022"), "from = 2022-01-01", "from = 2019-01-01")
    assert found(county, registry) == [("JF411", 7)]


def test_an_edition_is_checked_against_every_edition_above_it(county, tmp_path_factory):
    newer = tmp_path_factory.mktemp("newer")
    (newer / "rulebooks").mkdir(parents=True)
    text = (HERE / "above" / "rulebooks" / "2020.toml").read_text(encoding="utf-8")
    (newer / "jurisdictions.toml").write_bytes((HERE / "above" / "jurisdictions.toml").read_bytes())
    (newer / "rulebooks" / "2020.toml").write_text(
        text.replace("from = 2020-01-01", "from = 2020-01-01, to = 2024-06-30"), encoding="utf-8"
    )
    (newer / "rulebooks" / "2024.toml").write_text(
        text.replace('"2020"', '"2024"')
        .replace("from = 2020-01-01", "from = 2024-07-01")
        .replace("province.residence", "province.stay"),
        encoding="utf-8",
    )
    registry = jifen.load_registry(found=[jifen.Found.of("330000", jifen.read_plugin(newer))])
    data = (HERE / "sound" / "choices.toml").read_bytes()
    rulebook(county).write_bytes(data)
    # It re-scores province.residence, which the edition of July 2024 no longer has.
    assert found(county, registry) == [("JF402", 44)]


def test_two_files_of_one_edition_are_told_at_the_later(county, registry):
    replace(rulebook(county), 'id = "2023"', 'id = "2022"')
    assert ("JF412", 5) in found(county, registry)


def test_a_rulebook_that_stands_alone_is_checked_in_itself(tmp_path):
    draft = tmp_path / "draft.toml"
    draft.write_bytes((HERE / "sound" / "numbers.toml").read_bytes())
    replace(draft, "cap = 30", "cap = 40")
    nothing = jifen.load_registry(found=[])
    assert found(draft, nothing) == [("JF409", 4), ("JF304", 36)]


def test_a_plugin_in_python_is_checked_without_lines(registry):
    plugin = jifen.read_plugin(HERE / "above")
    (book,) = plugin.rulebooks.values()
    import attrs

    (tier,) = book.tiers
    wrong = attrs.evolve(book, tiers=(attrs.evolve(tier, cap=jifen.quanta(40)),))
    plugin = attrs.evolve(plugin, rulebooks={"2020": wrong})
    subject = jifen.Found.of("330000", plugin, dist="jifen-test", version="1")
    (problem,) = jifen.check(subject, registry)
    assert (problem.code, problem.line) == ("JF304", None)
    assert "jifen-test 1" in problem.place


def test_a_plugin_that_cannot_be_loaded_is_a_finding(registry):
    class Older:
        API_VERSION = 0

    assert found(jifen.Found.of("330999", Older()), registry) == [("JF008", None)]


def test_two_plugins_of_one_place_are_a_finding(above):
    other = jifen.Found.of("330000", jifen.read_plugin(HERE / "above"), dist="jifen-other")
    registry = jifen.load_registry(found=[above, other])
    assert found("330000", registry) == [("JF008", None)]


def test_nothing_at_a_path_and_no_plugin_of_a_code_are_refused(registry, tmp_path):
    for subject in (tmp_path / "nowhere", "330226", tmp_path):
        with pytest.raises(jifen.InputError, match=r"no such plugin|this folder has no"):
            jifen.check(subject, registry)


def test_the_same_check_gives_the_same_findings_in_the_same_order(county, registry):
    replace(rulebook(county), "points = 20", "points = 25")
    replace(rulebook(county), "cap = 30", "cap = 40")
    assert jifen.check(county, registry) == jifen.check(county, registry)
    assert [code for code, _ in found(county, registry)] == ["JF304", "JF302"]


MONTHS = jifen.CountFact(id="months", name=jifen.Text("月", "months"), min=0, max=100)
YEARS = jifen.CountFact(id="years", name=jifen.Text("年", "years"), min=0, max=10, required=True)
FACTS = {"months": MONTHS, "years": YEARS}
ON = date(2022, 1, 1)


@pytest.mark.parametrize(
    ("number", "falls_at"),
    [
        (Value("months"), None),
        (least(Value("months"), 40), None),
        (greatest(Value("months") * -1 + 40, 0), (0, 1)),
        # It rises, and falls only where another part overtakes it.
        (least(Value("months"), Value("months") * -1 + 61), (31, 32)),
        (cases((AtLeast(Value("months"), 73), 5), otherwise=Value("months")), (72, 73)),
        # It falls only for someone of five years or more.
        (
            cases((AtLeast(Value("years"), 5), Value("months") * -1), otherwise=Value("months")),
            (0, 1),
        ),
    ],
)
def test_a_fall_is_found_where_the_formula_turns(number, falls_at):
    found = fall(number, "months", FACTS, ON)
    assert (found and (found.less, found.more)) == falls_at


@pytest.mark.parametrize(
    "id",
    [
        "county-hours",
        "county.hours",
        "County Hours",
        "1",
        "values[open('ran', 'w').close()].x",
    ],
)
def test_an_id_that_is_no_name_is_told_and_never_run(county, registry, id, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    replace(rulebook(county), '"insured_months"', f'"{id}"')
    codes = {code for code, _ in found(county, registry)}
    assert "JF101" in codes
    assert not Path("ran").exists()
