"""An applicant's JSON that is broken: what is wrong and what to write, in both languages."""

import json
import re

import pytest

from jifen import InputError, Text, read_applicant
from jifen.json_faults import _FAULTS

BROKEN = {
    "a comma missing at the end of a line": ('{"lives_in": "330225"\n "facts": {}}', "请在第 1 行末尾加逗号", "Put a comma at the end of line 1"),
    "a comma missing after a list": ('{"facts": {"a": []\n\n"b": 1}}', "请在第 1 行末尾加逗号", "Put a comma at the end of line 1"),
    "a comma missing between two items": ('{"a": "x" "b": 2}', "请在第 1 行第 11 列之前加逗号", "Put a comma before column 11 of line 1"),
    "a comma missing within a list": ('{"a":\n ["x" "y"]}', "请在第 2 行第 7 列之前加逗号", "Put a comma before column 7 of line 2"),
    "two commas": ('{"a": 1,, "b": 2}', "多了一个逗号", "One comma too many"),
    "two commas in a list": ('{"a": [1,, 2]}', "多了一个逗号", "One comma too many"),
    "a comma before the first": ('{"a": [, 2]}', "第一项之前的逗号", "the comma before the first item"),
    "a list that is not closed": ('{"a": [1, "x"}', "请先用 ] 结束列表", "Close the list before it, with ]"),
    "a list open before a key": ('{"a": [1, "x",\n"b": 3}', "请先用 ] 结束列表", "Close the list before it, with ]"),
    "a list open before a key and another list": ('{"a": [1, "x",\n"b": [3]}', "请先用 ] 结束列表", "Close the list before it, with ]"),
    "a list open behind brackets in text": ('{"a": ["]", "x"}', "请先用 ] 结束列表", "Close the list before it, with ]"),
    "an event without its braces": ('{"facts": {"offences": ["date": "2021-05-06"]}}', '如 [{"date": "2021-05-06"}]', 'Put each item of the list in braces, as [{"date"'),
    "an event without its first brace": ('{"a": ["date": "2021-05-06"}]}', '如 [{"date": "2021-05-06"}]', 'Put each item of the list in braces, as [{"date"'),
    "an item of a list without its braces": ('{"a": [{"b": 1}, "day": "["]}', "各项各用花括号括起", "Put each item of the list in braces"),
    "a time": ('{"facts": {"residence_months": 8:30}}', "数只写数字", "Write a number in figures alone"),
    "a time in a list": ('{"a": [8:30]}', "数只写数字", "Write a number in figures alone"),
    "a colon for a comma": ('{"facts": {"birth_date": "1990-05-01": "a": 1}}', "此处应为逗号，不是冒号", "A comma belongs here, not a colon"),
    "a colon for a comma after a number": ('{"a": 1: "b": 1}', "此处应为逗号，不是冒号", "A comma belongs here, not a colon"),
    "a colon for a comma after a list": ('{"a": []: "b": 1}', "此处应为逗号，不是冒号", "A comma belongs here, not a colon"),
    "facts without their brace": ('{"facts": "residence_months": 8}', "请在冒号前面的键之前写 {", "Put { before the key"),
    "a ] that closes nothing": ('{"a": {"b": 1]}', "多了一个 ]，或前面缺少与它成对的 [", "This ] is one too many, or its [ is missing"),
    "a } that closes nothing": ('[1, "x"}', "多了一个 }，或前面缺少与它成对的 {", "This } is one too many, or its { is missing"),
    "an object that is not closed": ('{"a": [{"b": 1]}', "请先用 } 结束这一组", "Close what is open before it, with }"),
    "a comma after the last item": ('{"facts": {"a": 1,\n}}', "请删去最后一项之后的逗号", "Take out the comma after the last"),
    "a comma after the last of a list": ('{"a": [1, 2, ]}', "请删去最后一项之后的逗号", "Take out the comma after the last"),
    "Python's True": ('{"a": True}', "请写 true，小写，不加引号", "Write true, in small letters, without quotes"),
    "Python's False": ('{"a": False, "b": 1}', "请写 false，小写，不加引号", "Write false, in small letters, without"),
    "Python's None": ('{"a": None}', "没有时请删去这一项", "Leave the item out if there is none"),
    "no value": ('{"a": , "b": 1}', "没有时请删去这一项", "Leave the item out if there is none"),
    "text in single quotes": ('{"a": \'owned\'}', "文字前后各写一个英文双引号", "Put one double quote before the text"),
    "a key in single quotes": ("{'a': 1}", "文字前后各写一个英文双引号", "Put one double quote before the text"),
    "a key in no quotes": ("{a: 1}", "键加英文双引号", "Put the key in double quotes"),
    "text in no quotes": ('{"a": owned}', "文字和日期加英文双引号", "Put text and dates in double quotes"),
    "text that is not closed": ('{"a": "owned,\n"b": 1}', "文字前后各写一个英文双引号", "Put one double quote before"),
    "text that is not closed at the end": ('{"a": "owned}', "文字前后各写一个英文双引号", "Put one double quote before"),
    "a quote inside text": ('{"a": "x "y" z"}', '其中的引号写作 \\"', 'a quote inside it is \\"'),
    "a colon missing": ('{"a" 1}', "键与值之间写冒号", "with a colon"),
    "an equals sign": ('{"a" = 1}', "键与值之间写冒号", "with a colon"),
    "Chinese quotes": ("{“a”: 1}", "引号和标点请用半角", "Use plain signs"),
    "a Chinese comma": ('{"a": 1，"b": 2}', "引号和标点请用半角", "Use plain signs"),
    "a Chinese colon": ('{"a"：1}', "引号和标点请用半角", "Use plain signs"),
    "a date in no quotes": ('{"birth_date": 1990-05-01}', '日期加引号，如 "1990-05-01"', 'Put a date in quotes, as "1990-05-01"'),
    "zeros before a number": ('{"a": 007}', "整数前面不写 0", "without zeros before it"),
    "a unit": ('{"a": 12个月}', "数只写数字", "Write a number in figures alone"),
    "a number that begins with its point": ('{"a": .5}', "数只写数字", "Write a number in figures alone"),
    "a remark": ('{"a": 1, // one\n"b": 2}', "JSON 中不能写说明", "JSON has no remarks"),
    "a file that ends too early": ('{"a": {"b": 1}', "文件不完整", "close what is open"),
    "a file that ends in the middle": ('{"a": ', "文件不完整", "close what is open"),
    "a brace too many": ('{"a": 1}}', "请删去其后的内容", "take out what stands after it"),
    "a backslash": ('{"a": "C:\\d"}', "\\ 写作 \\\\", "Write \\\\ for \\"),
    "half of a code": ('{"a": "\\u12"}', "\\ 写作 \\\\", "Write \\\\ for \\"),
    "the first quote missing": ('{"lives_in": 330225", "a": 1}', "文字前后各写一个英文双引号", "Put one double quote before the text"),
    "the first quote of the last item missing": ('{"a": 1, "lives_in": 330225"\n}', "文字前后各写一个英文双引号", "Put one double quote before the text"),
    "a quote too many": ('{"lives_in": "330225"", "a": 1}', "文字前后各写一个英文双引号", "Put one double quote before the text"),
    "a quote too many at the end": ('{"lives_in": "330225""}', "文字前后各写一个英文双引号", "Put one double quote before the text"),
    "a quote after true": ('{"a": true", "b": 1}', "请删去引号", "Take the quote out"),
    "the last quote of a key missing": ('{"lives_in: "330225"}', "文字前后各写一个英文双引号", "Put one double quote before the text"),
    "the last quote of a key before an object missing": ('{"facts: {"a": 1}}', "文字前后各写一个英文双引号", "Put one double quote before the text"),
    "the quote of a value before a key missing": ('{"lives_in: 330225, "a": 1}', "文字前后各写一个英文双引号", "Put one double quote before the text"),
    "the first brace missing": ('"lives_in": "330225"}', "请在第一个键之前写 {", "put { before its first key"),
    "no brace and no quotes": ("lives_in: 330225", "请在第一个键之前写 {", "put { before its first key"),
    "a brace too many before a key": ('{"lives_in": "330225"}, "facts": {"a": 1}}', "请删去那个 }", "take that } out"),
    "a brace too many and no comma": ('{"lives_in": "330225"}\n"facts": {"a": 1}}', "请删去那个 }", "take that } out"),
    "braces too many before a key": ('{"facts": {"a": 1}}}, "lives_in": "330225"}', "请删去那个 }", "take that } out"),
    "two applicants": ('{"lives_in": "330225"}\n{"lives_in": "330225"}', "一个文件只写一位申请人", "A file has one applicant"),
    "two applicants and a comma": ('{"lives_in": "330225"},\n{"lives_in": "330225"}', "一个文件只写一位申请人", "A file has one applicant"),
    "a quote too many after a key": ('{"lives_in"": "330225"}', "文字前后各写一个英文双引号", "Put one double quote before the text"),
    "a list and more": ('[{"lives_in": "330225"}], 1', "一个文件只写一位申请人", "A file has one applicant"),
    "a comma after the last brace": ('{"a": 1},', "请删去其后的内容", "take out what stands after it"),
    "two braces at the beginning": ('{{"lives_in": "330225"}', "多了一个 {，请删去", "One { too many"),
    "two braces before facts": ('{"facts": {{"a": 1}}}', "多了一个 {，请删去", "One { too many"),
    "events that are no list": ('{"a": {"date": "2021-05-06"}, {"date": "2021-05-07"}}', "几个事件写成一个列表", "Write several events as one list"),
    "a semicolon": ('{"a": 1; "b": 2}', "各项之间写英文逗号", "Write a comma between items"),
    "a Chinese semicolon": ('{"a": 1；"b": 2}', "各项之间写英文逗号", "Write a comma between items"),
    "a Chinese stop between items": ('{"a": ["x"、"y"]}', "各项之间写英文逗号", "Write a comma between items"),
    "a Chinese semicolon after an end": ('{"a": 1}；', "引号和标点请用半角", "Use plain signs"),
}  # fmt: skip


@pytest.fixture
def all_told(tmp_path):
    def all_told(text, encoding="utf-8"):
        file = tmp_path / "a.json"
        file.write_text(text, encoding=encoding)
        with pytest.raises(InputError) as caught:
            read_applicant(file)
        return caught.value.problems

    return all_told


@pytest.fixture
def told(all_told):
    def told(text, encoding="utf-8"):
        (problem,) = all_told(text, encoding)
        return problem

    return told


@pytest.mark.parametrize("case", BROKEN)
def test_what_to_write_instead_is_told(case, told):
    text, zh, en = BROKEN[case]
    remedy = told(text).remedy
    assert zh in remedy.zh
    assert en in remedy.en


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_wrong_is_told_in_chinese_too(case, told):
    text, *_ = BROKEN[case]
    problem = told(text)
    said = problem.what.zh.removeprefix("不是有效的 JSON：")
    assert said in _FAULTS.values()
    assert problem.line is not None
    assert re.search("[一-鿿]", problem.remedy.zh)
    assert problem.remedy.en != "Correct it there"


def test_all_families_of_faults_are_met():
    met = set()
    for text, *_ in BROKEN.values():
        with pytest.raises(json.JSONDecodeError) as caught:
            json.loads(text)
        met |= {start for start in _FAULTS if caught.value.msg.startswith(start)}
    # Python says of a comma after the last item what it is only since 3.13.
    assert met | {"Illegal trailing comma"} == set(_FAULTS)


def test_no_text_of_the_file_is_repeated(told):
    problem = told('{"applicant": {"name": 范小例}}')
    assert "范小例" not in problem.render("zh") + problem.render("en")


@pytest.mark.parametrize(
    ("text", "what", "remedy"),
    [
        ('{"facts": {}, "facts": {}}', Text("键 'facts' 出现了不止一次", "the key 'facts' appears twice"), Text("每个键只写一次，请只留其一", "Write each key once: keep one of them")),
        ('{"facts": "\\ud800"}', Text("\\u 之后的代码不成一个字", "a code after \\u is no character"), Text("请写出该字本身，不用 \\u", "Write the character itself, without \\u")),
        ("[" * 100_000, Text("括号套得太深", "its brackets are nested too deeply"), Text("请删去多余的括号", "Take out the brackets that are too many")),
        ("9" * 10_000, Text("有一个数太大或太长", "a number in it is too large or too long"), None),
        ('{"facts": 1e99999999999999999999}', Text("有一个数太大或太长", "a number in it is too large or too long"), None),
    ],
    ids=["a key twice", "half a character", "deep", "a long number", "a large number"],
)  # fmt: skip
def test_what_has_no_line_is_told_in_both_languages_too(told, text, what, remedy):
    problem = told(text)
    assert problem.what.zh == f"不是有效的 JSON：{what.zh}"
    assert problem.what.en == f"this is not JSON: {what.en}"
    if remedy is None:
        assert problem.remedy.zh.startswith("数只写数字")
        assert problem.remedy.en.startswith("Write a number in figures alone")
    else:
        assert problem.remedy == remedy


def test_a_file_of_another_encoding_is_told_to_be_saved_as_utf8(told):
    problem = told('{"lives_in": "330225",\n"applicant": {"name": "范小例"}}', "gb18030")
    assert problem.what.zh == "不是 UTF-8 文件，看来是 GB18030（GBK）编码"
    assert problem.what.en == "the file is not UTF-8, it looks like GB18030 (GBK)"
    assert problem.remedy == Text("请另存为 UTF-8", "Save it as UTF-8")
    assert problem.line == 2


def test_a_file_of_json_is_told_nothing_of_the_tables_of_toml(all_told):
    text = '{"facts_as_of": 3, "applicant": {"used_in": "330225"}, "facts": {"lives_in": "330225"}}'
    places = [("facts.lives_in", "facts"), ("applicant.used_in", "applicant")]
    problems = {p.place.removeprefix("a.json: "): p for p in all_told(text)}
    for place, table in places:
        problem = problems[place]
        assert problem.what.zh == f'不应写在 "{table}" 的花括号之内'
        assert problem.what.en == f'it stands within the {{ }} of "{table}"'
        assert problem.remedy.zh == "请移到这对花括号之外，放在最外层"
        assert problem.remedy.en == "Move it out of these braces, to the outermost"
    assert problems["facts_as_of"].remedy == Text('应为"2022-09-30"', 'Expected "2022-09-30"')
    applicant, facts = all_told('{"lives_in": "330225", "applicant": []}')[::-1]
    assert applicant.remedy.en == 'Expected "applicant": {"name": "…"}'
    assert facts.what == Text('缺少 "facts" 及其花括号', '"facts" with its { } is missing')
    assert facts.remedy.en == 'Expected "facts": {"birth_date": "1990-05-01"}'
