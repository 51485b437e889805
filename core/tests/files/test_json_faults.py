"""An applicant's JSON that is broken: what is wrong and what to write, in both languages."""

import json
import re

import pytest

from jifen import InputError, read_applicant
from jifen.json_faults import _FAULTS

BROKEN = {
    "a comma missing at the end of a line": (
        '{"lives_in": "330225"\n "facts": {}}',
        "Put a comma at the end of line 1",
    ),
    "a comma missing after a list": (
        '{"facts": {"a": []\n\n"b": 1}}',
        "Put a comma at the end of line 1",
    ),
    "a comma missing between two items": (
        '{"a": "x" "b": 2}',
        "Put a comma before column 11 of line 1",
    ),
    "a comma missing within a list": (
        '{"a":\n ["x" "y"]}',
        "Put a comma before column 7 of line 2",
    ),
    "two commas": ('{"a": 1,, "b": 2}', "Take out the comma"),
    "two commas in a list": ('{"a": [1,, 2]}', "Take out the comma"),
    "a comma before the first": ('{"a": [, 2]}', "Take out the comma"),
    "a list that is not closed": ('{"a": [1, "x"}', "Close the list before it, with ]"),
    "a list open before a key": ('{"a": [1, "x",\n"b": 3}', "Close the list before it, with ]"),
    "an object that is not closed": ('{"a": [{"b": 1]}', "Close what is open before it, with }"),
    "a comma after the last item": ('{"facts": {"a": 1,\n}}', "Take out the comma after the last"),
    "a comma after the last of a list": ('{"a": [1, 2, ]}', "Take out the comma after the last"),
    "Python's True": ('{"a": True}', "Write true, in small letters, without quotes"),
    "Python's False": ('{"a": False, "b": 1}', "Write false, in small letters, without"),
    "Python's None": ('{"a": None}', "Leave the item out if there is none"),
    "no value": ('{"a": , "b": 1}', "Leave the item out if there is none"),
    "text in single quotes": ("{\"a\": 'owned'}", "Put one double quote before the text"),
    "a key in single quotes": ("{'a': 1}", "Put one double quote before the text"),
    "a key in no quotes": ("{a: 1}", "Put the key in double quotes"),
    "text in no quotes": ('{"a": owned}', "Put text and dates in double quotes"),
    "text that is not closed": ('{"a": "owned,\n"b": 1}', "Put one double quote before"),
    "text that is not closed at the end": ('{"a": "owned}', "Put one double quote before"),
    "a quote inside text": ('{"a": "x "y" z"}', 'a quote inside it is \\"'),
    "a colon missing": ('{"a" 1}', "with a colon"),
    "an equals sign": ('{"a" = 1}', "with a colon"),
    "Chinese quotes": ("{“a”: 1}", "Use plain signs"),
    "a Chinese comma": ('{"a": 1，"b": 2}', "Use plain signs"),
    "a Chinese colon": ('{"a"：1}', "Use plain signs"),
    "a date in no quotes": ('{"birth_date": 1990-05-01}', 'Put a date in quotes, as "1990-05-01"'),
    "zeros before a number": ('{"a": 007}', "without zeros before it"),
    "a unit": ('{"a": 12个月}', "Write a number in figures alone"),
    "a number that begins with its point": ('{"a": .5}', "Write a number in figures alone"),
    "a remark": ('{"a": 1, // one\n"b": 2}', "JSON has no remarks"),
    "a file that ends too early": ('{"a": {"b": 1}', "close what is open"),
    "a file that ends in the middle": ('{"a": ', "close what is open"),
    "a brace too many": ('{"a": 1}}', "take out what stands after it"),
    "a backslash": ('{"a": "C:\\d"}', "Write \\\\ for \\"),
    "half of a code": ('{"a": "\\u12"}', "Write \\\\ for \\"),
}


@pytest.fixture
def told(tmp_path):
    def told(text):
        file = tmp_path / "a.json"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as caught:
            read_applicant(file)
        (problem,) = caught.value.problems
        return problem

    return told


@pytest.mark.parametrize("case", BROKEN)
def test_what_to_write_instead_is_told(case, told):
    text, remedy = BROKEN[case]
    assert remedy in told(text).remedy.en


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_wrong_is_told_in_chinese_too(case, told):
    text, _ = BROKEN[case]
    problem = told(text)
    said = problem.what.zh.removeprefix("不是有效的 JSON：")
    assert said in _FAULTS.values()
    assert problem.line is not None
    assert re.search("[一-鿿]", problem.remedy.zh)
    assert problem.remedy.en != "Correct it there"


def test_all_families_of_faults_are_met():
    met = set()
    for text, _ in BROKEN.values():
        with pytest.raises(json.JSONDecodeError) as caught:
            json.loads(text)
        met |= {start for start in _FAULTS if caught.value.msg.startswith(start)}
    # Python says of a comma after the last item what it is only since 3.13.
    assert met | {"Illegal trailing comma"} == set(_FAULTS)


def test_no_text_of_the_file_is_repeated(told):
    problem = told('{"applicant": {"name": 范小例}}')
    assert "范小例" not in problem.render("zh") + problem.render("en")
