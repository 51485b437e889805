"""The scores a lawyer worked out by hand, figure by figure, and where each of them counts."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

import jifen

ROOT = Path(__file__).parents[3]
GOLDEN = sorted((ROOT / "tests" / "golden").glob("*.toml"))
APPLICANTS = ROOT / "examples" / "applicants"


@pytest.fixture(scope="module")
def registry() -> jifen.Registry:
    return jifen.load_registry(["330225"])


def read(path: Path) -> dict:
    return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)


def scored(registry: jifen.Registry, applicant: str, used_in: str, on) -> jifen.Score:
    person = jifen.read_applicant(APPLICANTS / applicant)
    scheme = registry.resolve(person.lives_in, used_in, on)
    return scheme.score(person.facts, facts_as_of=person.facts_as_of)


def exactly(figures: dict[str, str]) -> dict[str, Decimal]:
    return {id_: Decimal(value) for id_, value in figures.items()}


def test_there_are_golden_scores():
    assert len(GOLDEN) >= 14


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_score_comes_out_figure_by_figure(registry, path):
    golden = read(path)
    score = scored(registry, golden["applicant"], golden["used_in"], golden["on"]).record()
    lines = [i for tier in score.tiers for i in tier.indicators]

    # Every indicator that is claimed has its figure in the file; the others give nothing.
    assert {i.id: i.points for i in lines if i.status == "scored"} == exactly(golden["points"])
    assert {i.points for i in lines if i.status == "unclaimed"} <= {0}
    assert {t.id: t.earned for t in score.tiers} == exactly(golden["tiers"])
    assert {d.id: d.points for d in score.deductions} == exactly(golden["deductions"])

    whole = dict(golden["score"])
    flags = {name: whole.pop(name) for name in ("frozen", "eligible")}
    assert {name: getattr(score, name) for name in flags} == flags
    assert score.frozen_until == whole.pop("frozen_until", None)
    assert {name: getattr(score, name) for name in whole} == exactly(whole)
    # Points are written shortest, as the file has them.
    assert {name: str(getattr(score, name)) for name in whole} == whole


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_golden_score_says_every_figure_in_both_languages_and_reads_back(registry, path):
    golden = read(path)
    score = scored(registry, golden["applicant"], golden["used_in"], golden["on"])
    assert jifen.Score.from_json(score.to_json()) == score
    for lang in jifen.LANGS:
        text = score.explain(lang)
        assert jifen.Score.from_json(score.to_json()).explain(lang) == text
        for tier in score.tiers:
            assert f"{tier.name[lang]} {tier.earned} / {tier.cap}" in text
            for i in tier.indicators:
                assert f"  {i.name[lang]} {i.points} / {i.max}" in text
                assert i.reason[lang] in text


WHOLE, CITY, PROVINCE, NOTHING = 117, 100, 76, 0


@pytest.mark.parametrize(
    ("used_in", "total"),
    [
        ("330225", WHOLE),
        ("330212", CITY),
        ("330226", CITY),
        ("330200", CITY),
        ("330100", PROVINCE),
        ("330106", PROVINCE),
        ("330000", PROVINCE),
        ("310000", NOTHING),
        ("320500", NOTHING),
    ],
)
def test_the_typical_applicant_in_the_county_the_city_the_province_and_outside(
    registry, used_in, total
):
    golden = read(ROOT / "tests" / "golden" / "typical.toml")
    score = scored(registry, "typical.toml", used_in, golden["on"])
    assert (score.earned, score.total) == (WHOLE, total)
    assert score.withheld == WHOLE - total
