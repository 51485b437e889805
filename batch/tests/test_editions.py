"""A table of scores says its date, the editions it rests on, and what of them is provisional."""

import hashlib
import json

import polars as pl
import pytest

HEAD = ["applicant_id", "lives_in", "birth_date"]


def test_a_result_says_its_date_its_editions_and_what_is_provisional(batch, csv_file, tmp_path):
    table = csv_file("in.csv", [HEAD, ["A", "330225", "1990-05-01"]])
    said = json.loads(batch(table, tmp_path / "out.parquet", "--format", "json").out)
    assert said["on"] == "2022-10-01"
    assert [book["jurisdiction"] for book in said["rulebooks"]] == ["330000", "330200", "330225"]
    assert all(book["digest"] for book in said["rulebooks"])
    assert "ningbo.tax" in said["provisional"]
    assert "zhejiang.education" not in said["provisional"]
    inside = json.loads(pl.read_parquet_metadata(tmp_path / "out.parquet")["jifen"])
    assert inside["rulebooks"] == said["rulebooks"]


def test_a_csv_file_has_its_editions_in_a_file_beside_it(batch, csv_file, tmp_path):
    table = csv_file("in.csv", [HEAD, ["A", "330225", "1990-05-01"]])
    said = json.loads(batch(table, tmp_path / "out.csv", "--format", "json").out)
    beside = tmp_path / "out.editions.json"
    assert said["editions_to"] == str(beside)
    inside = json.loads(beside.read_text("utf-8"))
    assert (inside["schema"], inside["file"]) == ("jifen.editions/1", "out.csv")
    assert inside["sha256"] == hashlib.sha256((tmp_path / "out.csv").read_bytes()).hexdigest()
    same = ("on", "rulebooks", "draft", "provisional")
    assert [inside[key] for key in same] == [said[key] for key in same]
    assert str(beside) in batch(table, tmp_path / "out.csv").out


@pytest.mark.parametrize("out", ["out.xlsx", "out.parquet"])
def test_an_output_that_has_its_editions_in_itself_has_no_file_of_them(
    out, batch, csv_file, tmp_path
):
    batch(csv_file("in.csv", [HEAD, ["A", "330225", "1990-05-01"]]), tmp_path / out)
    assert not list(tmp_path.glob("*.json"))


def test_a_run_that_fails_leaves_the_editions_of_the_old_output(batch, csv_file, tmp_path):
    batch(csv_file("in.csv", [HEAD, ["A", "330225", "1990-05-01"]]), tmp_path / "out.csv")
    before = (tmp_path / "out.editions.json").read_bytes()
    assert batch(csv_file("in.csv", [HEAD]), tmp_path / "out.csv").code == 3
    assert (tmp_path / "out.editions.json").read_bytes() == before
