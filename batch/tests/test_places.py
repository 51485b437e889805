"""Where applicants live and use their scores, where a table says it wrongly or not at all."""

from datetime import date

import polars as pl
import pytest

ON = "2022-10-01"
HEAD = ["申请人编号", "居住地", "使用地", "出生日期"]
BORN = "1986-04-12"
CHECK = "请核对六位行政区划代码（GB/T 2260）；jifen plugins --places 列出可写的代码"
MEANT = "是否为 330225（象山县）？请写代码"


@pytest.fixture(params=["csv", "xlsx", "parquet"])
def table(request, csv_file, xlsx_file, tmp_path):
    """Write a table of each kind: its path, what problems call it, and the number before its rows'.

    A last answer has the names of its columns, where it has others.
    """

    def table(rows, head=HEAD):
        if request.param == "csv":
            return csv_file("in.csv", [head, *rows]), "in.csv", 1, {}
        if request.param == "xlsx":
            return xlsx_file("in.xlsx", [head, *rows]), "in.xlsx: Sheet1", 1, {}
        columns = list(zip(*rows, strict=True))
        path = tmp_path / "in.parquet"
        frame = pl.DataFrame(dict(zip(head, columns, strict=True)))
        if "出生日期" in head:
            frame = frame.with_columns(pl.col("出生日期").str.to_date())
        frame.write_parquet(path)
        return path, "in.parquet", 0, {"居住地": "lives_in", "使用地": "used_in"}

    return table


@pytest.fixture
def commands(no_events, tmp_path):
    """The command lines that open a table, by name, without the table."""
    draft = tmp_path / "draft.toml"
    draft.write_text("format = ", "utf-8")  # not looked at as long as nobody's place is known
    service = ["--service", "xiangshan.settlement", "--places", "1"]
    return {
        "batch": [tmp_path / "out.csv", "--on", ON, *no_events],
        "rank": [tmp_path / "out.csv", *service, "--on", ON, *no_events],
        "impact": ["--rulebook", draft, "--on", ON, *no_events],
    }


def problems_of(done):
    _, *problems = done.err.splitlines()
    return [problem.strip() for problem in problems]


@pytest.mark.parametrize("command", ["batch", "rank", "impact"])
def test_a_table_that_says_of_nobody_where_they_live_is_told_that_and_no_more(
    command, run, table, commands
):
    path, place, first, names = table([[f"A{n}", "", "", BORN] for n in range(5)])
    done = run(command, path, *commands[command], lang="zh")
    assert (done.code, done.out) == (3, "")
    rows = "、".join(str(n + first) for n in (1, 2, 3))
    column = names.get("居住地", "居住地")
    assert problems_of(done) == [
        f"{place}：第 {rows} 行等 5 行 {column}：缺少居住地代码。请填写，如 330225"
    ]


def test_so_it_is_of_one_row_in_english_too(run, csv_file, commands):
    path = csv_file("in.csv", [HEAD, ["A", " ", "330225", BORN]])
    done = run("batch", path, *commands["batch"])
    said = "the code of the place of residence is missing. Fill it in, such as 330225"
    assert problems_of(done) == [f"in.csv: row 2 居住地: {said}"]


def test_a_column_that_no_place_knows_is_told_with_it_and_one_that_a_place_knows_is_not(
    run, table, commands
):
    path, place, first, names = table([["A", "", "", BORN]], [*HEAD[:3], "电话"])
    done = run("batch", path, *commands["batch"], lang="zh")
    assert done.code == 3
    of_place, of_column, missing = problems_of(done)
    assert of_place.startswith(f"{place}：第 {first + 1} 行 {names.get('居住地', '居住地')}：")
    assert "电话：没有叫这个名字的事实" in of_column
    assert "缺少列 出生日期" in missing


def test_without_a_column_of_identifiers_the_places_are_told_all_the_same(run, table, commands):
    path, place, first, names = table([["330299", BORN]], ["居住地", "出生日期"])
    done = run("batch", path, *commands["batch"], lang="zh")
    assert done.code == 3
    column = names.get("居住地", "居住地")
    assert problems_of(done)[0] == (
        f"{place}：第 {first + 1} 行 {column} 330299：没有这个地区。{CHECK}"
    )
    assert "缺少列 申请人编号（applicant_id）" in problems_of(done)[1]


@pytest.mark.parametrize("command", ["batch", "rank", "impact"])
def test_every_place_that_is_none_is_named_with_its_rows_and_what_may_be_meant(
    command, run, table, commands
):
    homes = ["象山县", "331234", "999999", "331234", ""]
    path, place, first, names = table([[f"A{n}", home, "", BORN] for n, home in enumerate(homes)])
    done = run(command, path, *commands[command], lang="zh")
    assert (done.code, done.out) == (3, "")
    at = [f"第 {n + first} 行" for n in range(1, 6)]
    both = f"第 {2 + first}、{4 + first} 行"
    column = names.get("居住地", "居住地")
    assert problems_of(done) == [
        f"{place}：{at[0]} {column} 象山县：没有这个地区。{MEANT}",
        f"{place}：{both} {column} 331234；{at[2]} {column} 999999：没有这个地区。{CHECK}",
        f"{place}：{at[4]} {column}：缺少居住地代码。请填写，如 330225",
    ]


def test_very_many_are_told_by_some_and_nobodys_id_number_is_shown(run, csv_file, commands):
    homes = ["990000198604120114", *(f"村{n}" for n in range(99))]
    path = csv_file("in.csv", [HEAD, *([f"A{n}", home, "", BORN] for n, home in enumerate(homes))])
    done = run("batch", path, *commands["batch"], lang="zh")
    (problem,) = problems_of(done)
    assert homes[0] not in problem
    assert "第 2 行 居住地 990*************14；第 3 行 居住地 村0；" in problem
    assert "；另有 80 个不同的值：没有这个地区" in problem


def test_the_hint_is_the_same_whoever_else_is_in_the_table(run, table, commands, tmp_path, rows_of):
    path, _, first, _ = table([["A", "象山", "", BORN], ["B", "330226", "", BORN]])
    allowed = ["--allow-missing", "330226"]
    assert run("batch", path, *commands["batch"], *allowed, lang="zh").code == 3
    (bad,) = rows_of(tmp_path / "out.rejected.csv")
    assert (bad["row"], bad["value"]) == (str(first + 1), "象山")
    assert bad["reason_zh"] == f"没有这个地区。{MEANT}"


def test_a_place_of_use_that_is_none_is_told_of_its_own_column(
    run, table, commands, tmp_path, rows_of
):
    rows = [
        ["A", "330225", "331234", BORN],
        ["B", "330225", "", BORN],
        ["C", "330299", "宁波", BORN],
        ["D", "330299", "", BORN],
        ["E", "330226", "331234", BORN],
    ]
    path, _, first, names = table(rows)
    done = run("batch", path, *commands["batch"], lang="zh")
    assert done.code == 3
    assert [row["applicant_id"] for row in rows_of(tmp_path / "out.csv")] == ["B"]
    bad = rows_of(tmp_path / "out.rejected.csv")
    lives, uses = (names.get(name, name) for name in ("居住地", "使用地"))
    assert [(int(b["row"]) - first, b["column"], b["value"]) for b in bad] == [
        (1, uses, "331234"),
        (3, lives, "330299"),
        (3, uses, "宁波"),
        (4, lives, "330299"),
        (5, lives, "330226"),
        (5, uses, "331234"),
    ]
    assert bad[0]["reason_zh"] == f"没有这个地区。{CHECK}"
    assert bad[2]["reason_zh"] == "没有这个地区。是否为 330200（宁波市）？请写代码"
    assert "没有该地区的插件" in bad[4]["reason_zh"]


def test_if_that_is_wrong_in_every_row_it_is_told_once(run, table, commands):
    path, place, first, names = table([[name, "330225", "331234", BORN] for name in "AB"])
    done = run("batch", path, *commands["batch"], lang="zh")
    assert done.code == 3
    rows, uses = f"第 {1 + first}、{2 + first} 行", names.get("使用地", "使用地")
    assert problems_of(done) == [f"{place}：{rows} {uses} 331234：没有这个地区。{CHECK}"]


def test_a_plugin_that_is_missing_for_a_true_code_is_no_fault_of_the_table(run, table, commands):
    path, place, first, names = table([["A", "330226", "", BORN], ["B", "330212", "", BORN]])
    done = run("batch", path, *commands["batch"], lang="zh")
    assert done.code == 4
    column = names.get("居住地", "居住地")
    one, other = problems_of(done)
    assert one.startswith(f"{place}：第 {first + 1} 行 {column} 330226：330226 宁海县")
    assert other.startswith(f"{place}：第 {first + 2} 行 {column} 330212：330212 鄞州区")
    assert "没有该地区的插件。请安装该地区的插件" in one


def test_a_wrong_code_beside_it_is(run, table, commands):
    path, *_ = table([["A", "330226", "", BORN], ["B", "330299", "", BORN]], HEAD)
    done = run("batch", path, *commands["batch"], lang="zh")
    assert done.code == 3
    assert len(problems_of(done)) == 2
    assert "没有该地区的插件" in done.err


def test_a_row_cut_off_in_every_line_is_told_as_that(run, csv_file, commands):
    path = csv_file("in.csv", [HEAD, ["A", "330225", BORN], ["B", "330225", BORN]])
    done = run("batch", path, *commands["batch"], lang="zh")
    assert done.code == 3
    assert problems_of(done) == [
        "in.csv：第 2、3 行：该行有 3 格，列名有 4 个。请核对该行的逗号和引号"
    ]


def test_what_is_not_in_force_is_told_once_for_all_places(run, table, commands):
    path, place, first, names = table([["A", "330225", "", BORN], ["B", "330200", "", BORN]])
    early = [date(2022, 3, 1) if arg == ON else arg for arg in commands["batch"]]
    done = run("batch", path, *early, lang="zh")
    assert done.code == 4
    column = names.get("居住地", "居住地")
    one, other = (f"第 {first + n} 行 {column} {c}" for n, c in ((1, "330225"), (2, "330200")))
    city, county = problems_of(done)
    assert city.startswith(f"{place}：{one}；{other}：jifen-ningbo-city")
    assert county.startswith(f"{place}：{one}：jifen-xiangshan-county")
    assert "宁波市在 2022-03-01 没有施行中的版本" in city
