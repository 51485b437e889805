"""The golden files of the rulebook format: what each is read as, or what it is refused with."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

import jifen
from jifen.digest import canonical

from .pages import DOCS, Page

GOLDEN = DOCS / "golden"
ON = date(2022, 10, 1)
REFUSED = sorted((GOLDEN / "refused").glob("*.toml"))


def found(code: str, file: Path) -> jifen.Found:
    reader = jifen.RulebookReader()
    places = reader.read_places((GOLDEN / "jurisdictions.toml").read_bytes(), "jurisdictions.toml")
    book = reader.read(file.read_bytes(), file.name)
    return jifen.Found.of(code, jifen.RulebookPlugin(places, {book.edition.id: book}))


def test_the_file_with_every_key_is_read_as_its_json_says() -> None:
    file = GOLDEN / "every_key.toml"
    book = jifen.RulebookReader().read(file.read_bytes(), file.name)
    golden = json.loads((GOLDEN / "every_key.json").read_text(encoding="utf-8"))
    assert canonical(book) == golden


def test_a_score_under_the_golden_files_carries_the_digests_of_their_canonical_json() -> None:
    registry = jifen.load_registry(
        found=[
            found("990000", GOLDEN / "minimal.toml"),
            found("990100", GOLDEN / "every_key.toml"),
        ]
    )
    facts = {
        "birth_date": "1990-01-01",
        "residence_months": 40,
        "county_housing": True,
        "commendation": "county",
        "giving_yuan": 20000,
        "special_post_months": 72,
        "offences": [{"date": "2021-01-01", "kind": "minor", "amount": 300}],
    }
    score = registry.resolve("990100", on=ON).score(facts)
    golden = json.loads((GOLDEN / "every_key.json").read_text(encoding="utf-8"))
    text = json.dumps(golden, ensure_ascii=False, sort_keys=True)
    # 10 for residence; 10 housing, the higher of 10 and 10, and 25 of 30 in the group; 5 deducted
    assert str(score.total) == "50"
    assert score.frozen_until == date(2023, 1, 1)
    assert score.rulebooks[1].digest == f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


@pytest.mark.parametrize("file", [pytest.param(file, id=file.stem) for file in REFUSED])
def test_a_refused_file_is_refused_with_the_words_beside_it(file: Path) -> None:
    with pytest.raises(jifen.JifenError) as refused:
        jifen.load_registry(found=[found("990000", file)]).resolve("990000", on=ON)
    assert f"{refused.value}\n" == file.with_suffix(".txt").read_text(encoding="utf-8")


def test_every_golden_file_is_shown_in_the_specification() -> None:
    text = Page(DOCS / "rulebook.md").text
    files = [file for file in GOLDEN.rglob("*") if file.suffix in {".toml", ".json", ".txt"}]
    assert [f.relative_to(DOCS).as_posix() for f in files if f.stem not in text] == []
