"""The empty spreadsheet, filled in and scored."""

from datetime import date

import pytest
from python_calamine import load_workbook

import jifen
from jifen_batch.events import HEADERS


@pytest.fixture(params=["zh", "en"])
def template(request, run, tmp_path):
    path = tmp_path / "template.xlsx"
    done = run("facts", "330225", "--template", path, "--on", "2022-10-01", lang=request.param)
    assert (done.code, done.err) == (0, "")
    return path


def test_every_fact_is_a_column_and_every_kind_of_event_a_sheet(template, scheme):
    book = load_workbook(template)
    (headers,) = book.get_sheet_by_name("申请人").to_python()
    cells = [f for f in scheme.facts.values() if not isinstance(f, jifen.EventsFact)]
    events = [f for f in scheme.facts.values() if isinstance(f, jifen.EventsFact)]
    assert headers[3:] in ([f.name.zh for f in cells], [f.id for f in cells])
    assert book.sheet_names == ["申请人", *(f.name.zh for f in events), "说明"]
    for fact in events:
        (headers,) = book.get_sheet_by_name(fact.name.zh).to_python()
        assert headers in (list(HEADERS)[:2], list(HEADERS.values())[:2])


def test_a_template_that_is_filled_in_is_scored_with_its_events(
    template, run, xlsx_file, tmp_path, rows_of
):
    book = load_workbook(template)
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    (headers,) = sheets["申请人"]
    born = next(n for n, h in enumerate(headers) if h in ("birth_date", "出生日期"))
    for name in ("A", "B"):
        row = [name, "330225", *[""] * (len(headers) - 2)]
        row[born] = date(1990, 5, 1)
        sheets["申请人"].append(row)
    sheets["违法犯罪记录"].append(["B", date(2021, 1, 1)])
    filled = xlsx_file("filled.xlsx", sheets)
    done = run("batch", filled, tmp_path / "out.csv", "--on", "2022-10-01")
    assert (done.code, done.err) == (0, "")
    totals = {row["applicant_id"]: row["total"] for row in rows_of(tmp_path / "out.csv")}
    assert totals == {"A": "20", "B": "0"}


def test_the_cells_offer_the_choices_and_explain_themselves(template, scheme):
    from zipfile import ZipFile

    with ZipFile(template) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        notes = book.read("xl/comments1.xml").decode()
    cells = [f for f in scheme.facts.values() if not isinstance(f, jifen.EventsFact)]
    assert sheet.count('type="list"') == sum(f.type in ("flag", "choice") for f in cells)
    assert sheet.count("<dataValidation ") == len(cells)
    assert notes.count("<comment ") == len(cells) + 3


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["330225", "--template", "x.csv"], 3, ".xlsx"),
        (["330226", "--template", "x.xlsx"], 4, "330226"),
        (["象山县", "--template", "x.xlsx"], 3, "Did you mean 330225 (Xiangshan County)?"),
        (["330225", "--template", "nowhere/x.xlsx"], 6, "x.xlsx"),
    ],
)
def test_what_cannot_be_made_is_said(args, code, said, run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run("facts", *args, "--on", "2022-10-01")
    assert done.code == code
    assert said in done.err
    assert list(tmp_path.iterdir()) == []


def test_without_a_code_it_is_the_one_place_that_no_other_lies_in(run, tmp_path):
    done = run("facts", "--template", tmp_path / "t.xlsx", "--on", "2022-10-01")
    assert done.code == 0
    assert "Xiangshan" in done.out
