"""Whatever can be used has its place in the documentation: keys, hooks, names, fields, exit codes."""

import inspect
import re
from typing import Any

import attrs
import pytest

import jifen
from jifen.facts import FACT_TYPES
from jifen.hookspecs import RETURNS
from jifen.rules.bands import Band
from jifen.structure import key_of
from jifen_cli import failure

from .pages import DOCS, Page, pages, table_in

RULEBOOK = Page(DOCS / "rulebook.md")
KINDS = [pytest.param(kind, id=kind.kind) for kind in jifen.core_kinds()]
NOTHING_BUT_THE_BASE = {a.name for a in attrs.fields(jifen.Fact)}


def keys_shown(text: str) -> dict[str, bool]:
    """The keys of the first table in a text, and whether each is required."""
    return {row[0].strip("`"): row[2] == "required" for row in table_in(text)}


def keys_of(record: type, *, without: set[str] = frozenset()) -> dict[str, bool]:  # type: ignore[assignment]
    """The keys of a record in TOML, and whether each is required."""
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(record)
    return {
        key_of(a): a.default is attrs.NOTHING for a in fields if a.init and a.name not in without
    }


@pytest.mark.parametrize(
    ("heading", "record"),
    [
        ("Format and edition", jifen.Edition),
        ("Sources", jifen.Source),
        ("Scopes", jifen.Scope),
        ("Tiers", jifen.Tier),
        ("Groups", jifen.Group),
        ("Indicators", jifen.Indicator),
        ("Deductions", jifen.Deduction),
        ("Requirements", jifen.Requirement),
        ("Services", jifen.Service),
        ("Jurisdictions", jifen.Jurisdiction),
    ],
)
def test_the_specification_lists_exactly_the_keys_of_a_table(heading: str, record: type) -> None:
    assert keys_shown(RULEBOOK.section(heading)) == keys_of(record)


@pytest.mark.parametrize(
    ("of", "record"),
    [("`in_force`", jifen.InForce), ("`freeze`", jifen.Freeze), ("a group", jifen.ServiceGroup)],
)
def test_the_specification_lists_exactly_the_keys_of_an_inner_table(of: str, record: type) -> None:
    (table,) = (table for table in RULEBOOK.tables() if table.header[0] == f"key of {of}")
    shown = {row[0].strip("`"): row[2] == "required" for row in table.rows}
    assert shown == keys_of(record)


def test_the_specification_lists_the_keys_that_every_fact_has() -> None:
    shown = keys_shown(RULEBOOK.section("Every fact"))
    assert shown == {**keys_of(jifen.Fact), "type": True}


@pytest.mark.parametrize("fact", [pytest.param(fact, id=fact.type) for fact in FACT_TYPES])
def test_the_specification_lists_exactly_the_keys_of_a_type_of_fact(fact: type[jifen.Fact]) -> None:
    section = RULEBOOK.section(f"`{fact.type}`")
    shown = keys_shown(section) if "\n|" in section else {}
    assert shown == keys_of(fact, without=NOTHING_BUT_THE_BASE)


def test_every_key_of_the_format_is_used_in_the_golden_file() -> None:
    text = (DOCS / "golden" / "every_key.toml").read_text(encoding="utf-8")
    records = (
        jifen.Edition, jifen.InForce, jifen.Source, jifen.Scope, jifen.Tier, jifen.Group,
        jifen.Indicator, jifen.Deduction, jifen.Freeze, jifen.Requirement, jifen.Service,
        jifen.ServiceGroup, *FACT_TYPES,
    )  # fmt: skip
    keys = {key for record in records for key in keys_of(record)}
    assert sorted(k for k in keys if not re.search(rf"\b{k}\b[\w.\" ]*[=\]]", text)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_a_rule_kind_lists_exactly_its_keys(kind: type[jifen.Rule]) -> None:
    page = Page(DOCS / "rules" / f"{kind.kind}.md")
    assert page.path.exists(), f"docs/rules/{page.path.name} is missing; docs/rules/flag.md is one"
    tables = [t for t in page.tables() if t.header[0] == "key"]
    assert tables, f"{page.name} has no table of keys"
    shown = {row[0].strip("`"): row[2] == "required" for row in tables[0].rows}
    assert shown == keys_of(kind)


def test_the_page_of_bands_lists_the_keys_of_a_band() -> None:
    (table,) = (t for t in Page(DOCS / "rules" / "bands.md").tables() if "of a band" in t.header[0])
    assert {row[0].strip("`"): row[2] == "required" for row in table.rows} == keys_of(Band)


def test_the_page_of_guards_lists_the_tests_of_a_condition() -> None:
    (table,) = (t for t in Page(DOCS / "rules" / "when.md").tables() if "condition" in t.header[0])
    shown = {row[0].strip("`"): row[2] == "required" for row in table.rows}
    assert shown == keys_of(jifen.Condition)


@pytest.mark.parametrize("kind", KINDS)
def test_the_list_of_rule_kinds_has_every_kind(kind: type[jifen.Rule]) -> None:
    index = (DOCS / "rules" / "index.md").read_text(encoding="utf-8")
    assert f"[`{kind.kind}`]({kind.kind}.md)" in index
    assert f"\n{kind.kind}\n" in index


@pytest.mark.parametrize("hook", sorted(RETURNS))
def test_every_hook_has_a_page_with_an_example_that_implements_it(hook: str) -> None:
    page = Page(DOCS / "hooks" / f"{hook}.md")
    assert page.path.exists(), f"docs/hooks/{hook}.md is missing"
    assert any(f"def {hook}(" in fence.text for fence in page.fences("python"))
    index = (DOCS / "hooks" / "index.md").read_text(encoding="utf-8")
    assert f"[`{hook}`]({hook}.md)" in index


def test_every_page_of_a_hook_is_of_a_hook_that_exists() -> None:
    assert {page.path.stem for page in pages("hooks")} == {*RETURNS, "index"}


def test_every_public_name_is_on_the_page_of_the_api() -> None:
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    named = set(re.findall(r"auto\w+:: jifen\.(\w+)", text)) | set(re.findall(r"`(\w+)`", text))
    assert sorted(set(jifen.__all__) - named) == []


def test_every_name_on_the_page_of_the_api_is_public() -> None:
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    assert set(re.findall(r"auto\w+:: jifen\.(\w+)$", text, re.MULTILINE)) <= set(jifen.__all__)


def test_every_name_of_the_formulas_is_on_their_page() -> None:
    text = (DOCS / "formula.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\b\w+\b", " ".join(re.findall(r"`([^`\n]+)`", text))))
    assert sorted(set(jifen.formula.__all__) - named) == []


def test_the_glossary_has_every_term_of_the_format_in_both_languages() -> None:
    rows = {row[0]: row[1] for row in table_in(Page(DOCS / "concepts.md").section("Glossary"))}
    terms = {
        "jurisdiction": "地区", "scope": "适用范围", "tier": "层级", "indicator": "指标",
        "deduction": "扣分", "re-score": "再赋分", "fact": "事实", "edition": "版本",
        "scheme": "积分方案", "score": "得分", "service": "公共服务",
    }  # fmt: skip
    assert {term: rows.get(term) for term in terms} == terms


def test_every_error_is_on_the_page_of_errors() -> None:
    text = (DOCS / "errors.md").read_text(encoding="utf-8")
    raised = [
        name
        for name in jifen.__all__
        if inspect.isclass(item := getattr(jifen, name)) and issubclass(item, Exception)
    ]
    assert [name for name in raised if f"`{name}`" not in text] == []


def test_every_exit_code_is_on_the_page_of_errors() -> None:
    shown = [
        int(row[0].strip("`")) for row in table_in(Page(DOCS / "errors.md").section("Exit codes"))
    ]
    used = {value for name, value in vars(failure).items() if name.startswith("EXIT_")}
    assert set(shown) == {*range(7), *used}
    assert shown == sorted(shown)


@pytest.mark.parametrize(
    ("heading", "record"),
    [
        ("The whole", jifen.RecordedScore),
        ("A tier", jifen.TierLine),
        ("An indicator", jifen.IndicatorLine),
        ("A deduction", jifen.DeductionLine),
        ("A requirement", jifen.RequirementLine),
        ("A service", jifen.ServiceLine),
        ("A rulebook", jifen.RulebookLine),
        ("A source", jifen.Source),
    ],
)
def test_the_page_of_the_json_lists_exactly_the_fields(heading: str, record: type) -> None:
    rows = table_in(Page(DOCS / "json.md").section(heading))
    shown = [row[0].strip("`") for row in rows]
    extra = ["schema"] if record is jifen.RecordedScore else []
    assert shown == [*extra, *(a.name for a in attrs.fields(record))]


def test_every_page_is_in_the_table_of_contents() -> None:
    listed = {
        f"{page.path.parent / line.strip()}.md"
        for page in pages()
        for toctree in page.fences("{toctree}")
        for line in toctree.text.splitlines()
        if line and not line.startswith(":")
    }
    listed = {line.replace(f"{DOCS}/", "") for line in listed}
    assert {page.name for page in pages()} - listed == {"index.md"}
