"""Widths, wrapping and tables with Chinese text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from jifen_cli.table import Column, pad, table, width, wrap

texts = st.text(alphabet=st.sampled_from("ab 12.，。（）「①②年月分é—…[{}]-_/\n"), max_size=60)


def test_a_chinese_character_takes_two_columns():
    assert [width(t) for t in ("", "ab", "年龄", "a年", "①", "ｱ", "é", "e\u0301")] == [
        0, 2, 4, 3, 1, 1, 1, 1,
    ]  # fmt: skip


def test_padding_counts_columns_not_characters():
    assert pad("年龄", 6) == "年龄  "
    assert pad("20", 4, right=True) == "  20"
    assert pad("too long", 3) == "too long"


def test_chinese_breaks_anywhere_but_not_before_a_closing_mark_or_inside_a_figure():
    assert wrap("计入全省通用，跨区互认", 12) == ["计入全省通", "用，跨区互认"]
    assert wrap("每满计 0.25 分", 8) == ["每满计", "0.25 分"]
    assert wrap("一二三（四五）", 8) == ["一二三", "（四五）"]
    assert wrap("one two three", 8) == ["one two", "three"]
    assert wrap("见 ③ 暂定", 8) == ["见", "③ 暂定"]


def test_an_indent_is_kept_and_a_word_wider_than_the_line_is_broken():
    assert wrap("  年龄年龄年龄", 8) == ["  年龄年", "  龄年龄"]
    assert wrap("abcdefgh", 3) == ["abc", "def", "gh"]
    assert wrap("a\n\nb", 9) == ["a", "", "b"]


@settings(deadline=None)
@given(text=texts, to=st.integers(4, 40))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text, to):
    lines = wrap(text, to)
    assert all(width(line) <= to or width(line.strip()) <= 2 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@settings(deadline=None)
@given(rows=st.lists(st.tuples(texts, st.integers(0, 999).map(str), texts), max_size=5))
def test_every_column_of_a_table_begins_at_the_same_place(rows):
    columns = (Column("名称"), Column("分", right=True), Column("x"))
    lines = table(columns, rows, 60).splitlines()
    assert all(width(line) <= 60 for line in lines)
    widest = max((len(figure) for _, figure, _ in rows), default=2)
    head = width(lines[0][: lines[0].index("分")]) + 2
    for line in lines[2:]:
        cells = "".join(char + "\0" * (width(char) - 1) for char in line)
        assert cells[head - max(widest, 2) - 2 : head - max(widest, 2)].strip() == ""
        assert cells[head : head + 2].strip() == ""


def test_a_short_row_reaches_over_the_other_columns():
    rows = [("年", "x"), (), ("一段较长的说明",)]
    text = table((Column("a"), Column("b")), rows, 30)
    assert text.splitlines() == ["a   b", "─────", "年  x", "", "一段较长的说明"]
    text = table((Column("a"), Column("b")), rows, 10)
    assert text.splitlines()[4:] == ["一段较长的", "说明"]


def test_a_figure_column_never_shrinks():
    text = table((Column("n", right=True), Column()), [("123456789012", "年" * 20)], 30)
    assert text.splitlines()[2].startswith("123456789012  年")
    assert max(map(width, text.splitlines())) <= 30
