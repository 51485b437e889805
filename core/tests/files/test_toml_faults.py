"""Faults of TOML in both languages, with what was probably meant."""

import re

import pytest

from jifen.toml import BrokenToml, parse
from jifen.toml_faults import _FAMILIES


def told(text):
    with pytest.raises(BrokenToml) as caught:
        parse(text.encode(), "a.toml")
    return caught.value.problem


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("birth_date = 1986-4-12", "日期写作 1986-04-12", "Write a date as 1986-04-12"),
        ("birth_date = 1986/4/12  # 生日", "日期写作 1986-04-12", "Write a date as 1986-04-12"),
        ("birth_date = 1986年4月12日", "日期写作 1986-04-12", "Write a date as 1986-04-12"),
        ("offences = [{ date = 2021.3.1 }]", "日期写作 2021-03-01", "Write a date as 2021-03-01"),
        ("works_locally = 是", "请写 true", "Write true"),
        ("works_locally = Yes", "请写 true", "Write true"),
        ("works_locally = True", "请写 true", "Write true"),
        ("works_locally = 否 # 不在本地", "请写 false", "Write false"),
        ("months = 036", "整数前面不写 0", "A whole number is written without zeros"),
        ("months = [1, 036]", "整数前面不写 0", "A whole number is written without zeros"),
        ("works_locally = ture", "请写 true", "Write true"),
        ("works_locally = Flase", "请写 false", "Write false"),
        ("months = null", "没有时请删去此行", "Leave the line out"),
        ("months = None # 没有", "没有时请删去此行", "Leave the line out"),
        ("months = 十", "数请用阿拉伯数字", "Write a number in figures"),
        ("months = 三十六", "数请用阿拉伯数字", "Write a number in figures"),
        ("housing = owned", "文字须加引号", "Put text in quotes"),
        ("name = 范小例", "文字须加引号", "Put text in quotes"),
        ("name = “范小例”", "引号和标点请用半角", "Use plain quotes"),
        ("months ＝ 12", "引号和标点请用半角", "Use plain quotes"),
        ("出生日期 = 1986-04-12", "请写事实的标识", "Write a fact's id"),
        ("满分 100", "请写事实的标识", "Write a fact's id"),
        ("points.自有 = 1", "请写事实的标识", "Write a fact's id"),
        (
            "name = {\n  zh = '住房' }",
            "花括号中的表写在一行之内",
            "An inline table stands on one line",
        ),
        (
            "name = { zh = '住房', }",
            "花括号中的表写在一行之内",
            "An inline table stands on one line",
        ),
        ("name = { zh = '住房',", "花括号中的表写在一行之内", "An inline table stands on one line"),
        (
            "name = { zh = '住房' # 住\n}",
            "花括号中的表写在一行之内",
            "An inline table stands on one line",
        ),
        ("name = { zh = '住房' '' }", "表写作 { zh", "Write the table as { zh"),
        ('name = { zh = "住房" en = "Housing" }', "表写作 { zh", "Write the table as { zh"),
        ("bands = [{ from = 1, points = 2 ]", "表写作 { 键 = 值", "Write the table as { key"),
        ("bands = [{ from = 1; points = 2 }]", "表写作 { 键 = 值", "Write the table as { key"),
        ("bands = [ from = 1 ]", "列表中的“键 = 值”写在花括号中", "Put key = value in braces"),
        ("bands = [\n  from = 1,\n]", "列表中的“键 = 值”写在花括号中", "Put key = value in braces"),
        ("a = b = 1", "文字须加引号", "Put text in quotes"),
        ("offences = [{ date = 2021-03-01, kind = x }]", "文字须加引号", "Put text in quotes"),
        (
            "offences = [{ date = 2021-03-01 }],",
            "行末不加逗号、分号",
            "Write no comma or semicolon",
        ),
        ("offences = [{ date = 2021-03-01 }], a = 1", "每行只写一项", "Write one key = value"),
        ("= 100 # 满分", "每行写作 键 = 值", "Write key = value on each line"),
        ("= 100 # 满分，上限", "每行写作 键 = 值", "Write key = value on each line"),
        ("= '满分'", "每行写作 键 = 值", "Write key = value on each line"),
        ("months: 12", "每行写作 键 = 值", "Write key = value on each line"),
        ("months 12", "每行写作 键 = 值", "Write key = value on each line"),
        ("birth date = 1986-04-12", "每行写作 键 = 值", "Write key = value on each line"),
        ("// 说明", "每行写作 键 = 值", "Write key = value on each line"),
        ("a = 2022-02-30", "没有这一天", "There is no such day"),
        ("a = 2022-13-01", "没有这一天", "There is no such day"),
        ("a = 2022-10", "日期须有年、月、日", "Write a date with its year, month and day"),
        ("a = 2022年10月", "日期须有年、月、日", "Write a date with its year, month and day"),
        ("a = 12岁", "数只写数字", "Write a number in figures alone"),
        ("a = 12 个月 # 累计", "数只写数字", "Write a number in figures alone"),
        ("a = 50%", "数只写数字", "Write a number in figures alone"),
        ("a = ￥1000", "数只写数字", "Write a number in figures alone"),
        ("a = 35,999.5", "数只写数字", "Write a number in figures alone"),
        ("a = 1,000", "数只写数字", "Write a number in figures alone"),
        ("a = 1 000", "数只写数字", "Write a number in figures alone"),
        ("a = .5", "数只写数字", "Write a number in figures alone"),
        ("a = 12.", "数只写数字", "Write a number in figures alone"),
        ("a = 1，000", "引号和标点请用半角", "Use plain quotes"),
        ('name = "范小例”', "引号和标点请用半角", "Use plain quotes"),
        ("a = 2022－10－01", "引号和标点请用半角", "Use plain quotes"),
        ("【facts】", "引号和标点请用半角", "Use plain quotes"),
        ("a\u00a0= 1", "此行有看不见的字符", "A sign that cannot be seen"),
        ("\ufeffa = 1\n\ufeffb = 2", "此行有看不见的字符", "A sign that cannot be seen"),
        ("a = 12,", "行末不加逗号、分号", "Write no comma or semicolon"),
        ('a = "x"; # 注', "行末不加逗号、分号", "Write no comma or semicolon"),
        ("a = 2022-10-01;", "行末不加逗号、分号", "Write no comma or semicolon"),
        ("a = 1 b = 2", "每行只写一项", "Write one key = value on a line"),
        ("a = 2022-10-01 前", "值的后面不写别的", "Write nothing after the value"),
        ('a = "x', "文字前后各写一个引号", "Put one quote before the text"),
        ('a = "x\nb = 1', "文字前后各写一个引号", "Put one quote before the text"),
        ("a = 'x\nb = 1", "文字前后各写一个引号", "Put one quote before the text"),
        ('a = "x, b"y"', "文字前后各写一个引号", "Put one quote before the text"),
        ('a = "C:\\d"', "\\ 写作 \\\\", "Write \\\\ for \\"),
        ("a =", "等号后面写上值", "Write a value after the ="),
        ("a = # 未知", "等号后面写上值", "Write a value after the ="),
        ("a == 1", "只写一个 =", "Write one ="),
        ("a = = 1", "只写一个 =", "Write one ="),
        ("a = (1)", "文字加引号，数和日期不加", "Put text in quotes, a number"),
        ("a = [1 2]", "列表写作 [1, 2]", "Write a list as [1, 2]"),
        ("a = [", "列表写作 [1, 2]", "Write a list as [1, 2]"),
        ("a = ]", "列表写作 [1, 2]", "Write a list as [1, 2]"),
        ("a = [{ b = 2021-03-01 }", "列表写作 [1, 2]", "Write a list as [1, 2]"),
        ("a = 1\na = 2", "每个键只写一次", "Write each key once"),
        ("a = { b = 1, b = 2 }", "每个键只写一次", "Write each key once"),
        ("[facts]\n[facts]", "同一个表只写一次", "Write each table once"),
        ("[facts]\n[[facts]]", "同一个表只写一次", "Write each table once"),
        ("a = {}\n[a.b]", "同一个表只写一次", "Write each table once"),
        ("[facts", "表名单独一行", "Write [facts], or [[fact]], alone"),
        ("[facts]]", "表名单独一行", "Write [facts], or [[fact]], alone"),
        ("[facts] a = 1", "表名单独一行", "Write [facts], or [[fact]], alone"),
        ("[]", "表名单独一行", "Write [facts], or [[fact]], alone"),
        ('a = "\x01"', "请删去该字符", "Take that character out"),
    ],
)
def test_what_was_probably_meant_is_said(text, zh, en):
    problem = told(text)
    assert problem.remedy.zh.startswith(zh)
    assert problem.remedy.en.startswith(en)


@pytest.mark.parametrize(
    "text",
    [
        "offences = [{ date = 2021-03-01 ]",
        "a = [{ date = 2021-03-01 }",
        "offences = [{ date = 2021-03-01 }}",
        "offences = [{ date = 2021-03-01 }]]",
        "offences = [{ date = 2021-03-01; }]",
        "offences = [{ date = 2021-03-01 }, { date = 2022-03-01 ]",
        "offences = [{ date = 2021-03-01 } { date = 2022-03-01 }]",
        "offences = [{ date = 2021-03-01 }; { date = 2022-03-01 }]",
        'offences = [{ date = 2021-03-01, kind = "x" amount = 1 }]',
        "offences = [\n  { date = 2021-03-01 ],\n]",
        "offences = [ date = 2021-03-01 ]",
        "offences = [\n  date = 2021-03-01,\n]",
        "offences = [{ date: 2021-03-01 }]",
        "offences = date = 2021-03-01",
        "offences = { date = 2021-03-01 }, { date = 2022-03-01 }",
        "offences = { date = 2021-03-01 } { date = 2022-03-01 }",
        "offences = { date = 2021-03-01 }]",
    ],
)
def test_the_form_of_a_list_of_events_is_told(text):
    remedy = told(text).remedy
    assert remedy.zh.startswith("事件列表写作 [{ date = 2021-03-01 }]")
    assert remedy.en.startswith("Write a list of events as [{ date = 2021-03-01 }]")


BROKEN = {
    "Invalid statement": "= 1",
    "Expected '=' after a key": "a 1",
    "Invalid initial character for a key": "[]",
    "Expected newline or end of document": "a = 1 1",
    "Invalid date or datetime": "a = 2022-02-30",
    "Invalid value": "a = b",
    "Cannot declare": "[a]\n[a]",
    "Cannot overwrite": "a = 1\na = 2",
    "Duplicate inline table key": "a = { b = 1, b = 2 }",
    "Cannot mutate": "a = { b = 1 }\n[a.c]",
    "Cannot redefine": "a.b = 1\n[a.c]\n[a]\nb.d = 1",
    "Unclosed array": "a = [1 2",
    "Unclosed inline table": "a = { b = 1 2",
    "Unterminated string": 'a = "b',
    "Expected ']": "[a",
    "Illegal character '\\n'": 'a = "b\n',
    "Illegal character": 'a = "\x01"',
    "Found invalid character": "a = 1 # \x01",
    "Unescaped": 'a = "\\d"',
    "Invalid hex value": 'a = "\\u00zz"',
    "Escaped character": 'a = "\\ud800"',
}


@pytest.mark.parametrize(("said", "text"), BROKEN.items(), ids=list(BROKEN))
def test_every_family_of_faults_is_told_in_chinese(said, text):
    problem = told(text)
    families = dict(_FAMILIES)
    assert problem.what.en.startswith("this is not TOML: ")
    told_zh = problem.what.zh.removeprefix("不是有效的 TOML：")
    assert told_zh in families.values()
    assert not re.search(r"[A-Za-z]{2,}", told_zh)
    if problem.what.en.startswith(f"this is not TOML: {said}"):
        assert told_zh == families[said]


@pytest.mark.parametrize("text", BROKEN.values(), ids=list(BROKEN))
def test_every_family_of_faults_has_a_remedy_that_says_what_to_write(text):
    assert told(text).remedy.en != "Correct it there"


def test_no_text_of_a_line_is_repeated():
    problem = told("name = 范小例")
    assert "范小例" not in problem.render("zh") + problem.render("en")
    problem = told("id_number = 99000019860412011X")
    assert "19860412" not in problem.render("zh") + problem.render("en")


def test_a_key_is_named_as_it_is_written():
    assert told("[a.b]\n[a.b]").what.en == "this is not TOML: Cannot declare a.b twice"
    assert "a.b" in told("a = { b = { c = 1 } }\n[a.b.d]").what.en


def test_a_fault_at_the_end_of_a_file_is_told_too():
    assert told('a = 1\nb = "x').line == 2
