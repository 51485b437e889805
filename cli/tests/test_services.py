"""`jifen services`: the public services, and what each asks; and what a score says of them."""

import json

import pytest

NAMES = ["落户", "子女入学", "公租房及补贴", "职工体检"]
IDS = [
    "xiangshan.settlement",
    "xiangshan.school_places",
    "xiangshan.public_rental",
    "xiangshan.health_check",
]


@pytest.mark.parametrize("code", [[], ["330225"]])
def test_xiangshan_registers_four_services_all_provisional(run, code):
    text = run("services", *code, "--on", "2022-10-01", lang="zh").stdout
    rows = [line for line in text.splitlines() if line.endswith("① 暂定")]
    assert [row.split()[0] for row in rows] == NAMES
    for asked in (
        "满 100 分；按积分排名，同分依次比较居住时间、缴纳社保、文化程度",
        "满 60 分；",
        "满 40 分",
    ):
        assert asked in text
    assert "①  暂定  jifen 项目暂定，未见公布" in text


def test_a_service_is_not_listed_where_it_is_not_offered(run):
    for code in ("330212", "330200", "310000"):
        result = run("services", code, "--on", "2022-10-01")
        assert (result.exit_code, result.stdout) == (
            0,
            "No service is registered on 2022-10-01\n",
        )


def test_before_its_edition_is_in_force_a_service_is_not_listed(run):
    assert "No service" in run("services", "--on", "2022-01-01").stdout


def test_json_gives_every_figure_of_a_service(run):
    result = run("services", "330225", "--on", "2022-10-01", "--format", "json")
    document = json.loads(result.stdout_bytes)
    assert (document["schema"], document["on"]) == ("jifen.services/1", "2022-10-01")
    assert [s["id"] for s in document["services"]] == IDS
    school = document["services"][1]
    assert [g["id"] for g in school["groups"]] == ["primary", "junior"]
    assert (school["threshold"], school["ranked"], school["edition"]) == (None, True, "2022")
    assert document["services"][3]["threshold"] == "40"
    assert document["services"][3]["asks"] == {"zh": "满 40 分", "en": "40 points or more"}


def test_an_unknown_place_is_refused(run):
    result = run("services", "999999")
    assert result.exit_code == 3
    assert "999999" in result.stderr


@pytest.mark.parametrize(
    ("name", "apply"),
    [
        ("typical", ["可以申请"] * 4),
        ("frozen", ["不可申请"] * 4),
        ("ineligible", ["不可申请"] * 4),
        ("unclaimed", ["不可申请", "可以申请", "不可申请", "可以申请"]),
    ],
)
def test_a_score_says_for_which_services_it_qualifies(run, typical, name, apply):
    file = typical.with_name(f"{name}.toml")
    text = run("score", file, "--on", "2022-10-01", lang="zh").stdout
    _, _, after = text.partition("\n公共服务\n")
    rows = [line.split() for line in after.splitlines() if line.split()[:1] in [[n] for n in NAMES]]
    assert [row[0] for row in rows] == NAMES
    assert [row[1] for row in rows] == apply


def test_a_score_used_elsewhere_names_no_service_of_the_county(run, typical):
    for place in ("330212", "330100", "310000"):
        text = run("score", typical, "--on", "2022-10-01", "--used-in", place, lang="zh").stdout
        assert "公共服务" not in text
