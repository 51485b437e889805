"""The page of the JSON lists the fields that the commands write, and no others."""

import json
import re
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from jifen_cli.group import jifen as command_line

from .pages import DOCS, ROOT, Page, table_in

TABLES = ROOT / "examples" / "tables"
TABLE = [
    *("--on", "2022-10-01", "--format", "json", "--ignore", "户号"),
    *("--events", f"offences={TABLES / 'offences.csv'}"),
    *("--events", f"breaches_of_trust={TABLES / 'breaches.csv'}"),
]
APPLICANTS = str(TABLES / "applicants.csv")


def written(*args: str) -> dict[str, Any]:
    done = CliRunner().invoke(command_line, args)
    document: dict[str, Any] = json.loads(done.stdout_bytes)
    return document


def shown(command: str) -> set[str]:
    rows = table_in(Page(DOCS / "json.md").section(f"Of `jifen {command}`"))
    return {name for row in rows for name in re.findall(r"`(\w+)`", row[0])}


def test_of_batch_and_of_the_editions_beside_a_csv_file(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    document = written("batch", APPLICANTS, str(out), *TABLE, "--ignore", "学段")
    assert document.keys() == shown("batch")
    beside = json.loads(Path(document["editions_to"]).read_text("utf-8"))
    section = Page(DOCS / "json.md").section("Of `jifen batch`")
    (said,) = re.findall(r"`jifen.editions/1`: (.*?) as above", section, re.DOTALL)
    assert beside.keys() == {"schema", *re.findall(r"`(\w+)`", said)}


def test_of_rank(tmp_path: Path) -> None:
    out = str(tmp_path / "out.csv")
    ranked = ["--service", "xiangshan.school_places", "--by", "学段", "--places", "1"]
    document = written("rank", APPLICANTS, out, *TABLE, *ranked)
    assert document.keys() == shown("rank")
    (row,) = (
        r for r in table_in(Page(DOCS / "json.md").section("Of `jifen rank`")) if "`groups`" in r
    )
    assert document["groups"][0].keys() == set(re.findall(r"`(\w+)`", row[2]))


def test_of_impact() -> None:
    (draft,) = (ROOT / "plugins").rglob("jifen_xiangshan_county/rulebooks/2022.toml")
    document = written("impact", APPLICANTS, "--rulebook", str(draft), *TABLE, "--ignore", "学段")
    assert document.keys() == shown("impact")
    assert document["tiers"][0].keys() == {"id", "gain", "lose", "gained", "lost"}


def test_of_check(tmp_path: Path) -> None:
    book = tmp_path / "2022.toml"
    book.write_text("a = = 1\n", encoding="utf-8")
    document = written("check", str(book), "--format", "json")
    assert document.keys() == shown("check")
    section = Page(DOCS / "json.md").section("Of `jifen check`")
    names = re.findall(
        r"`(\w+)`", "".join(row[0] for row in table_in(section.split("nothing was: |\n")[1]))
    )
    assert document["problems"][0].keys() == set(names)
