"""`jifen impact`: a draft against the editions in force."""

import json
from collections import Counter
from pathlib import Path

import pytest

import jifen
from jifen_batch.drafting import both_facts

CITY = Path(__file__).parents[2] / "plugins/ningbo_city/src/jifen_ningbo_city/rulebooks/2022.toml"


@pytest.fixture
def draft(tmp_path):
    """The city's rulebook with some text replaced, as a draft."""

    def draft(*changes):
        text = CITY.read_text("utf-8").replace('id = "2022"', 'id = "2024"', 1)
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "draft.toml"
        path.write_text(text, "utf-8")
        return path

    return draft


HEAD = ["applicant_id", "lives_in", "birth_date"]
TAX = (
    'fact = "tax_paid_yuan", unit = 10000, points = 1',
    'fact = "tax_paid_yuan", unit = 20000, points = 1',
)
HOURS = (
    'fact = "volunteer_hours", unit = 25, points = 1',
    'fact = "volunteer_hours", unit = 10, points = 1',
)


@pytest.fixture
def impact(run, csv_file, people, table_of, events_table):
    population = people(200)
    table = csv_file("in.csv", table_of(population))
    events = [
        arg
        for fact in ("offences", "breaches_of_trust")
        for arg in ("--events", f"{fact}={csv_file(f'{fact}.csv', events_table(population, fact))}")
    ]

    def impact(path, *args, **more):
        return run(
            "impact", table, "--rulebook", path, "--on", "2022-10-01", *events, *args, **more
        )

    impact.population = population
    return impact


def scored(scheme, population):
    found = {}
    for name, facts in population.items():
        try:
            found[name] = scheme.score(facts)
        except jifen.InputError:
            continue
    return found


def test_what_it_counts_is_what_two_scores_of_each_applicant_say(impact, draft, scheme):
    path = draft(TAX, HOURS)
    said = json.loads(impact(path, "--format", "json").out)
    registry = jifen.load_registry({"330225"}).read_draft(path)
    drafted = registry.resolve("330225", on=scheme.on)
    now, then = scored(scheme, impact.population), scored(drafted, impact.population)
    difference = {name: then[name].total - now[name].total for name in now}
    gains = [d for d in difference.values() if d > 0]
    losses = [-d for d in difference.values() if d < 0]
    assert said["rows"] == 200
    assert said["compared"] == len(now)
    assert said["total"] == {
        "gain": len(gains), "lose": len(losses), "gained": shortest(sum(gains)), "lost": shortest(sum(losses)),
    }  # fmt: skip
    assert said["differences"] == {
        shortest(d): n for d, n in sorted(Counter(difference.values()).items())
    }
    changed = [i["id"] for i in said["indicators"] if i["gain"] or i["lose"]]
    assert changed == ["ningbo.tax", "ningbo.volunteering"]
    for service in said["services"]:
        before = {n for n, s in now.items() if _may(s, service["id"])}
        after = {n for n, s in then.items() if _may(s, service["id"])}
        assert (service["before"], service["after"]) == (len(before), len(after))
        assert (service["enter"], service["leave"]) == (len(after - before), len(before - after))
    assert said["draft"] is True


def shortest(total):
    return str(jifen.points(int(total * 100)))


def _may(score, service):
    return next(line.qualifies for line in score.services if line.id == service)


def test_a_service_that_counts_some_tiers_counts_their_points(impact, draft, scheme):
    service = """
[[service]]
id = "ningbo.own"
name = { zh = "本市服务", en = "The city's own" }
offered_in = "330200"
threshold = 40
tiers = ["ningbo.commonality"]
source = { status = "provisional", title = "测试" }
"""
    path = draft(TAX, HOURS)
    path.write_text(path.read_text("utf-8") + service, "utf-8")
    said = json.loads(impact(path, "--format", "json").out)
    (own,) = (s for s in said["services"] if s["id"] == "ningbo.own")
    drafted = jifen.load_registry({"330225"}).read_draft(path).resolve("330225", on=scheme.on)
    then = scored(drafted, impact.population)
    after = sum(_may(score, "ningbo.own") for score in then.values())
    assert (own["before"], own["after"]) == (0, after)
    totals = sum(s.eligible and not s.frozen and s.total >= 40 for s in then.values())
    assert 0 < after < totals


def test_the_same_rules_change_nothing(impact, draft):
    said = json.loads(impact(draft(), "--format", "json").out)
    assert said["unchanged"] == said["compared"]
    assert said["total"] == {"gain": 0, "lose": 0, "gained": "0", "lost": "0"}
    assert all(not (s["enter"] or s["leave"]) for s in said["services"])


def test_a_fact_that_only_the_draft_knows_is_absent_for_now(impact, draft):
    path = draft(
        (
            '[[fact]]\nid = "jobs_created"',
            '[[fact]]\nid = "new_fact"\ntype = "flag"\nname = { zh = "新事实", en = "New" }\n\n'
            '[[fact]]\nid = "jobs_created"',
        )
    )
    said, same = (json.loads(impact(each, "--format", "json").out) for each in (path, draft()))
    assert said["compared"] == same["compared"]
    assert said["unchanged"] == same["unchanged"]


def test_events_of_nobody_are_said_and_the_exit_code_is_that_of_rejected_rows(
    run, draft, csv_file, no_events
):
    table = csv_file("one.csv", [HEAD, ["A", "330225", "1990-05-01"]])
    strays = csv_file("s.csv", [["applicant_id", "date"], ["B", "2021-01-01"]])
    asked = ["impact", table, "--rulebook", draft(), "--on", "2022-10-01"]
    assert run(*asked, *no_events).code == 0
    stray = ["--events", f"offences={strays}", *no_events[2:]]
    done = run(*asked, *stray)
    assert done.code == 3
    assert "1 row of events is rejected" in done.out
    assert "row 2 offences.applicant_id B: s.csv: nobody in the table" in done.out
    said = json.loads(run(*asked, *stray, "--format", "json").out)
    assert (said["compared"], said["event_faults"]) == (1, 1)
    assert "事件退回" in run(*asked, *stray, lang="zh").out


def test_an_event_that_only_the_draft_refuses_is_counted_and_named(run, draft, csv_file, no_events):
    table = csv_file("one.csv", [HEAD, ["A", "330225", "1990-05-01"]])
    old = csv_file("old.csv", [["applicant_id", "date"], ["A", "1999-12-31"], ["A", "2021-01-01"]])
    asked = ["impact", table, "--on", "2022-10-01", "--events", f"offences={old}", *no_events[2:]]
    assert run(*asked, "--rulebook", draft()).code == 0
    later = draft(('id = "offences"\n', 'id = "offences"\nmin = 2000-01-01\n'))
    done = run(*asked, "--rulebook", later)
    assert done.code == 3
    assert "1 can be scored now and not under the draft" in done.out
    assert "1 row of events is rejected" in done.out
    assert "row 2 offences.date 1999-12-31: old.csv: " in done.out


def test_who_cannot_be_scored_is_said_and_all_others_are_compared(run, draft, csv_file, no_events):
    rows = [["A", "330225", "1990-05-01"], ["B", "330225", "90-05-01"]]
    table = csv_file("two.csv", [HEAD, *rows])
    done = run("impact", table, "--rulebook", draft(), "--on", "2022-10-01", *no_events)
    assert done.code == 3
    assert "1 cannot be scored under either" in done.out
    assert done.out.count("row 3 birth_date 90-05-01: the year of 90-05-01 has two digits") == 1
    assert "`jifen batch` lists all" in done.out


def test_the_text_is_in_both_languages_and_the_picture_beside_the_table(impact, draft, tmp_path):
    done = impact(draft(TAX), "--plot", lang="zh")
    assert "减分" in done.out
    assert "投资纳税" in done.out
    assert "含草案" in done.out
    assert "<svg" in (tmp_path / "in.impact.svg").read_text("utf-8")
    assert "Investment and tax" in impact(draft(TAX)).out


def test_of_two_drafts_none_is_passed_over(impact, draft):
    done = impact(draft(), "--rulebook", draft())
    assert done.code == 3
    assert "--rulebook: several drafts are given. Compare one draft at a time" in done.err


def test_a_draft_that_is_broken_or_of_another_place_is_said(impact, draft, tmp_path):
    (tmp_path / "broken.toml").write_text("format = ")
    assert impact(tmp_path / "broken.toml").code == 4
    assert impact(tmp_path / "gone.toml").code == 3


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_of_two_facts_that_change_their_type_the_first_is_told_in_every_run(order):
    facts = {id_: jifen.FlagFact(id=id_, name=jifen.Text(id_, id_)) for id_ in order}
    changed = {id_: jifen.DateFact(id=id_, name=fact.name) for id_, fact in facts.items()}
    with pytest.raises(jifen.InputError, match=f"declare {order[0]} differently"):
        both_facts(facts, changed, "in.csv")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_help_says_what_the_picture_of_a_table_is_called(
    lang, run, draft, csv_file, no_events, tmp_path
):
    table = csv_file("applicants.csv", [HEAD, ["A", "330225", "1990-05-01"]])
    asked = ["--rulebook", draft(), "--on", "2022-10-01", *no_events]
    assert run("impact", table, *asked, "--plot").code == 0
    (picture,) = tmp_path.glob("*.svg")
    said = run("impact", "--help", lang=lang).out
    assert picture.name in said
    assert "IN.impact.svg" not in said
