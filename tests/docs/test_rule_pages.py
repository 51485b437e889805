"""Every rule kind has a page whose rules give the points and the reasons that the page shows.

In `docs/rules`, a block of TOML stands in the rulebook that `docs/rules/index.md` shows. The
table below it is a row for each applicant; a block of text below it is what it is refused with.
"""

import tomllib
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

import jifen

from .pages import DOCS, Fence, Page, Table, pages

PLACE = "990000"
ON = date(2022, 10, 1)
RULES = [page for page in pages("rules") if page.path.stem != "index"]
(FRAME,) = Page(DOCS / "rules" / "index.md").fences("toml")


def scheme_of(example: Fence, on: date = ON) -> jifen.Scheme:
    book = jifen.RulebookReader().read((FRAME.text + example.text).encode(), "rulebooks/2022.toml")
    plugin = jifen.RulebookPlugin(
        (jifen.Jurisdiction(code=PLACE, name=jifen.Text("示例省", "Example Province")),),
        {book.edition.id: book},
    )
    registry = jifen.load_registry(found=[jifen.Found.of(PLACE, plugin)])
    return registry.resolve(PLACE, on=on)


def followed_by(kind: type) -> list[object]:
    return [
        pytest.param(example, after, id=f"{page.name}:{example.line}")
        for page in RULES
        for example, after in pairwise(page.parts())
        if isinstance(example, Fence) and example.lang == "toml" and isinstance(after, kind)
    ]


def value(cell: str) -> object:
    """The TOML value in the code of a cell; a cell without one is an absent fact."""
    return tomllib.loads(f"value = {cell.strip('`')}", parse_float=Decimal)["value"]


@pytest.mark.parametrize(("example", "table"), followed_by(Table))
def test_a_rule_gives_the_points_and_reasons_of_the_table_below_it(
    example: Fence, table: Table
) -> None:
    *_, points, reason_zh, reason_en = table.header
    assert (points, reason_zh, reason_en) == ("points", "理由", "reason")
    facts = [cell.strip("`") for cell in table.header[:-3]]
    assert table.rows
    for row in table.rows:
        given = {f: value(c) for f, c in zip(facts, row, strict=False) if c}
        on = given.pop("on", ON)
        assert isinstance(on, date)
        (tier,) = scheme_of(example, on).score(given).tiers
        (line,) = tier.indicators
        assert (str(line.points), line.reason.zh, line.reason.en) == row[-3:]


@pytest.mark.parametrize(("example", "refusal"), followed_by(Fence))
def test_a_rule_is_refused_as_the_text_below_it_says(example: Fence, refusal: Fence) -> None:
    assert refusal.lang == "text"
    with pytest.raises(jifen.RulebookError) as refused:
        scheme_of(example)
    assert refused.value.explain("en") == refusal.text.rstrip("\n")


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in RULES])
def test_the_first_rule_of_a_page_is_of_its_kind_and_has_a_table(page: Page) -> None:
    example, after = list(page.parts())[:2]
    assert isinstance(example, Fence)
    assert isinstance(after, Table)
    (indicator,) = scheme_of(example).indicators
    assert indicator.rule.kind == page.path.stem


def test_every_rule_kind_has_a_page_and_every_page_a_kind() -> None:
    kinds = {kind.kind for kind in jifen.core_kinds()}
    assert {page.path.stem for page in RULES} == kinds
