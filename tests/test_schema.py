"""The JSON Schema for editors: made from the records, and it says what the reader says."""

import datetime
import json
import tomllib
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from jifen.schema import rulebook_schema

ROOT = Path(__file__).parents[1]
SHIPPED = sorted(ROOT.glob("plugins/*/src/*/rulebooks/*.toml"))
FAULTS = ROOT / "core" / "tests" / "lint" / "faults"

# What the reader refuses, and an editor can see while it is being typed.
VISIBLE = (
    "choices-english_name_missing", "choices-missing_key", "choices-name_of_a_choice_missing",
    "choices-no_source", "choices-number_in_quotes", "choices-other_format",
    "choices-unknown_key", "choices-unknown_layer", "numbers-missing_points",
    "numbers-unknown_key_of_a_band", "numbers-unknown_kind",
)  # fmt: skip


@pytest.fixture(scope="module")
def shipped_schema():
    return json.loads((files("jifen") / "rulebook.schema.json").read_text(encoding="utf-8"))


def as_json(value):
    """A TOML document as JSON knows it: dates are text."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def refusals(schema, path):
    document = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return list(jsonschema.Draft202012Validator(schema).iter_errors(as_json(document)))


def test_the_shipped_schema_is_the_one_that_the_records_give(shipped_schema):
    assert shipped_schema == rulebook_schema()


def test_the_schema_is_a_schema(shipped_schema):
    jsonschema.Draft202012Validator.check_schema(shipped_schema)


@pytest.mark.parametrize("rulebook", SHIPPED, ids=lambda p: p.parts[-3])
def test_it_accepts_every_shipped_rulebook(shipped_schema, rulebook):
    assert refusals(shipped_schema, rulebook) == []


@pytest.mark.parametrize("example", ["minimal", "every_key"])
def test_it_accepts_what_the_specification_shows(shipped_schema, example):
    assert refusals(shipped_schema, ROOT / "docs" / "golden" / f"{example}.toml") == []


@pytest.mark.parametrize("fault", VISIBLE)
def test_it_refuses_a_rulebook_that_the_reader_refuses_for_its_form(shipped_schema, fault):
    assert refusals(shipped_schema, FAULTS / f"{fault}.toml")


def test_it_accepts_the_rule_kinds_of_a_plugin_once_it_is_made_with_them(shipped_schema):
    from attrs import frozen

    import jifen

    @frozen(kw_only=True)
    class Lottery(jifen.Rule):
        """Points by chance."""

        kind = "lottery"
        fact: str

        reads = check = formula = reason = describe = None

    def kinds(schema):
        return {k["properties"]["kind"]["const"] for k in schema["$defs"]["Rule"]["oneOf"]}

    assert "lottery" not in kinds(shipped_schema)
    assert kinds(rulebook_schema([Lottery])) == kinds(shipped_schema) | {"lottery"}
