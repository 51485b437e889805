"""A sound rulebook, and what is told of it with some text replaced by another."""

from pathlib import Path

import pytest

from jifen import (
    RulebookError,
    RulebookReader,
)

from ..chain import COUNTY, places_of

SOUND = """
format = "jifen.rulebook/1"

[edition]
jurisdiction = "900101"
id = "2022"
in_force = { from = 2022-01-01, to = 2022-12-31 }
floor = 0
source = "law"

[sources.law]
status = "published"
title = "某发〔2022〕1号"
title_en = "Notice 1 of 2022"

[[fact]]
id = "months"
type = "count"
name = { zh = "月数", en = "Months" }
max = 1200
unit = { zh = "个月", en = "months" }

[[fact]]
id = "party"
type = "flag"
name = { zh = "党员", en = "Party member" }

[[fact]]
id = "offences"
type = "events"
name = { zh = "违法记录", en = "Offences" }
required = true

[[tier]]
id = "bing.tier"
layer = "personality"
scope = "900101"
cap = 50
name = { zh = "个性指标", en = "Personality" }
source = "law"

[[tier.group]]
id = "homes"
name = { zh = "住房", en = "Homes" }
cap = 12.5

[[indicator]]
id = "bing.months"
tier = "bing.tier"
name = { zh = "居住", en = "Residence" }
max = 20.25
department = "公安"
group = "homes"
rule = { kind = "when", conditions = [{ fact = "party", is = true }], then = { kind = "per_unit", fact = "months", points = 0.25 } }
source = "law"

[indicator.figures]
"then.points" = { status = "provisional", title = "暂定" }

[[deduction]]
id = "bing.offences"
tier = "bing.tier"
name = { zh = "违法", en = "Offences" }
department = "公安"
rule = { kind = "events", fact = "offences", years = 5, by_occurrence = [20, 40] }
freeze = { years = 5 }
source = "law"
"""


def read(text: str):
    return RulebookReader().read(text.encode(), "rulebooks/2022.toml")


def replaced(*pairs: tuple[str, str]) -> str:
    """The sound rulebook with some text replaced by another."""
    text = SOUND
    for old, new in pairs:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return text


def problems(*pairs: tuple[str, str]) -> list[tuple[str, str, str]]:
    """The problems of the sound rulebook with some text replaced: path, fault, remedy."""
    with pytest.raises(RulebookError) as caught:
        read(replaced(*pairs))
    place = "rulebooks/2022.toml: "
    assert all(p.place.startswith(place) for p in caught.value.problems)
    assert all(p.what.zh and p.remedy.zh for p in caught.value.problems)
    return [(p.place.removeprefix(place), p.what.en, p.remedy.en) for p in caught.value.problems]


PLACES = "\n".join(
    f'[[jurisdiction]]\ncode = "{p.code}"\nname = {{ zh = "{p.name.zh}", en = "{p.name.en}" }}\n'
    + (f'parent = "{p.parent}"\n' if p.parent else "")
    for p in places_of(COUNTY)
)


def folder(at: Path, rulebooks: dict[str, str], places: str = PLACES) -> Path:
    (at / "rulebooks").mkdir()
    (at / "jurisdictions.toml").write_text(places, "utf-8")
    for name, text in rulebooks.items():
        (at / "rulebooks" / name).write_text(text, "utf-8")
    return at
