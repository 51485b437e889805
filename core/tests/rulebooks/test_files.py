"""Files and folders of rulebooks: formats, encodings, broken TOML, and files that are not there."""

from datetime import date

import pytest

from jifen import (
    RulebookError,
    RulebookReader,
    Text,
    read_plugin,
)

from ..chain import COUNTY, places_of
from .sound import PLACES, SOUND, folder, problems, read


@pytest.mark.parametrize("line", ["", 'format = "jifen.rulebook/2"', "format = 1", 'format = "x"'])
def test_a_file_of_another_format_is_refused(line):
    ((path, _, remedy),) = problems(('format = "jifen.rulebook/1"', line))
    assert path == "format"
    assert remedy == 'The first line must be format = "jifen.rulebook/1"'


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ('format = "jifen', 1, None, "Unterminated string"),
        ("a = 1\nb = \n", 2, 5, "Invalid value"),
        ("a = 1\n\na = 2\n", 3, 6, "Cannot overwrite a value"),
        ("[edition]\n[edition]\n", 2, 9, "Cannot declare"),
        ("a = 2022-02-30\n", 1, None, ""),
        ("a = [1, 2", 1, None, "Unclosed array"),
        ("a = 1\nb = [", 2, None, ""),
        ("x = " + "[" * 5000, None, None, ""),
    ],
)
def test_broken_toml_is_told_with_line_and_column(text, line, column, said):
    with pytest.raises(RulebookError) as caught:
        read(text)
    (problem,) = caught.value.problems
    assert problem.place == "rulebooks/2022.toml"
    assert problem.line == line or line is None
    assert problem.column == column or column is None
    assert problem.what.en.startswith("this is not TOML: ")
    assert said.lower() in problem.what.en.lower()
    if line:
        assert f"rulebooks/2022.toml:{line}:" in caught.value.explain("zh")


def test_a_file_in_gb18030_is_told_to_be_one_with_its_line():
    data = ("format = 1\n# 象山县\n" + SOUND).encode("gb18030")
    with pytest.raises(RulebookError) as caught:
        RulebookReader().read(data, "rulebooks/2022.toml")
    (problem,) = caught.value.problems
    assert problem.what.en == "the file is not UTF-8, it looks like GB18030 (GBK)"
    assert problem.remedy == Text("请另存为 UTF-8", "Save it as UTF-8")
    assert problem.line == 2


def test_a_file_in_no_encoding_is_told_so():
    with pytest.raises(RulebookError) as caught:
        RulebookReader().read(b"a = '\xff\xff\xff'", "x")
    assert "its encoding is not recognised" in caught.value.problems[0].what.en


NEXT = SOUND.replace("2022", "2023").replace("某发〔2023〕", "某发〔2022〕")


def test_a_folder_has_a_file_for_each_edition(tmp_path):
    plugin = read_plugin(folder(tmp_path, {"2022.toml": SOUND, "2023.toml": NEXT, "notes.md": "#"}))
    assert list(plugin.rulebooks) == ["2022", "2023"]
    assert plugin.jurisdictions == places_of(COUNTY)
    assert [b.edition.in_force.from_ for b in plugin.rulebooks.values()] == [
        date(2022, 1, 1),
        date(2023, 1, 1),
    ]


def test_two_files_of_one_edition_are_refused(tmp_path):
    with pytest.raises(RulebookError) as caught:
        read_plugin(folder(tmp_path, {"a.toml": SOUND, "b.toml": SOUND}))
    (problem,) = caught.value.problems
    assert problem.place == "rulebooks/b.toml: edition.id"
    assert problem.what.en == "the edition 2022 stands in another file too"


def test_every_problem_of_every_file_is_reported_at_once(tmp_path):
    places = PLACES.replace("parent", "parnet", 1)
    broken = {"a.toml": SOUND.replace("cap = 50", "cap = -50"), "b.toml": "a =", "c.toml": "a = 1"}
    with pytest.raises(RulebookError) as caught:
        read_plugin(folder(tmp_path, broken, places))
    assert [p.place for p in caught.value.problems] == [
        "jurisdictions.toml: jurisdiction[1].parnet",
        "rulebooks/a.toml: tier[0].cap",
        "rulebooks/b.toml",
        "rulebooks/c.toml: format",
    ]


@pytest.mark.parametrize("missing", ["jurisdictions.toml", "rulebooks"])
def test_a_folder_without_its_files_is_refused(tmp_path, missing):
    whole = folder(tmp_path, {"2022.toml": SOUND})
    (whole / missing).rename(tmp_path / "elsewhere")
    with pytest.raises(RulebookError) as caught:
        read_plugin(whole)
    (problem,) = caught.value.problems
    assert problem.place == missing
    assert "not" in problem.what.en
