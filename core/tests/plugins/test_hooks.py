"""Every hook, as a plugin in Python implements it; a plugin in TOML implements all of them."""

from datetime import date

import attrs
import pytest

from jifen import (
    API_VERSION,
    Condition,
    Deduction,
    Edition,
    FlagFact,
    InForce,
    Requirement,
    Rule,
    Scope,
    Service,
    Text,
    Tier,
    hookimpl,
    load_registry,
    quanta,
)
from jifen.formula import Const
from jifen.formula import words as said
from jifen.hookspecs import RETURNS
from jifen.rules.flag import Flag

from ..chain import (
    CHOSEN,
    CITY,
    COUNTY,
    OFFENCES,
    ON,
    PROVINCE,
    TEN_EACH,
    Found,
    book,
    found,
    indicator,
    places_of,
    same,
)

TIER = Tier(
    id="bing.tier",
    layer="personality",
    scope=COUNTY,
    cap=quanta(50),
    name=same("层级"),
    source=CHOSEN,
)
EDITIONS = [
    Edition(
        jurisdiction=COUNTY, id="2022", in_force=InForce(from_=date(2022, 1, 1)), source=CHOSEN
    ),
    Edition(
        jurisdiction=COUNTY,
        id="2021",
        in_force=InForce(from_=date(2021, 1, 1), to=date(2021, 12, 31)),
        source=CHOSEN,
    ),
]
PARTY = FlagFact(id="party", name=Text("流动党员", "Party member"))


@attrs.frozen(kw_only=True)
class Always(Rule):
    """A kind of the plugin's own: the same points for everyone."""

    kind = "always"

    fact: str
    points: int

    @property
    def reads(self):
        return (self.fact,)

    def check(self, facts):
        return ()

    def formula(self, facts):
        return Const(self.points)

    def reason(self, facts, lang):
        return said("人人有份" if lang == "zh" else "for everyone")

    def describe(self, facts, lang):
        return "人人有份" if lang == "zh" else "for everyone"


class County:
    """A plugin in Python with what no hook of it is about left out."""

    API_VERSION = API_VERSION

    @hookimpl
    def jifen_jurisdictions(self):
        return list(places_of(COUNTY))

    @hookimpl
    def jifen_editions(self):
        return EDITIONS[:1]


def installed(county: object) -> list[Found]:
    above = [found(code, book(code)) for code in (PROVINCE, CITY)]
    return [*above, Found.of(COUNTY, county, "jifen-bing", "2.0")]


def resolved(county: object, on: date = ON):
    return load_registry(found=installed(county)).resolve(COUNTY, on=on)


def test_jifen_jurisdictions_says_where_the_place_lies():
    plugins = load_registry(found=installed(County()))
    assert plugins.line(COUNTY) == (COUNTY, CITY, PROVINCE)
    assert plugins.place(COUNTY) == places_of(COUNTY)[-1]


def test_jifen_editions_says_which_rules_are_in_force_when():
    class Plugin(County):
        @hookimpl
        def jifen_editions(self):
            return EDITIONS

    for on, edition in ((ON, "2022"), (date(2021, 5, 1), "2021")):
        assert resolved(Plugin(), on).layers[-1].rulebook.edition.id == edition


def test_jifen_facts_are_those_that_an_applicant_may_give():
    class Plugin(County):
        @hookimpl
        def jifen_facts(self, edition):
            return [PARTY]

    assert resolved(Plugin()).facts == {"party": PARTY}


def test_jifen_tiers_and_jifen_indicators_are_what_is_scored():
    class Plugin(County):
        @hookimpl
        def jifen_facts(self, edition):
            return [PARTY]

        @hookimpl
        def jifen_tiers(self, edition):
            return [TIER]

        @hookimpl
        def jifen_indicators(self, edition):
            return [indicator("bing.party", Flag(fact="party", points=quanta(5)), 5)]

    assert resolved(Plugin()).score({"party": True}).total == 5


test_jifen_tiers = test_jifen_indicators = test_jifen_tiers_and_jifen_indicators_are_what_is_scored


def test_jifen_scopes_give_the_wording_of_the_law():
    class Plugin(County):
        @hookimpl
        def jifen_tiers(self, edition):
            return [TIER]

        @hookimpl
        def jifen_scopes(self, edition):
            return [Scope(code=COUNTY, wording=Text("仅限丙县", "in Bing only"))]

    assert resolved(Plugin()).score({}).tiers[-1].reason.zh == "计入（仅限丙县）"


def test_jifen_deductions_subtract():
    class Plugin(County):
        @hookimpl
        def jifen_facts(self, edition):
            return [OFFENCES]

        @hookimpl
        def jifen_tiers(self, edition):
            return [TIER]

        @hookimpl
        def jifen_deductions(self, edition):
            return [
                Deduction(
                    id="bing.offences", tier="bing.tier", name=same("扣分"), rule=TEN_EACH,
                    source=CHOSEN, department="公安",
                )
            ]  # fmt: skip

    assert resolved(Plugin()).score({"offences": [{"date": "2022-01-01"}]}).total == -10


def test_jifen_requirements_decide_who_is_eligible():
    class Plugin(County):
        @hookimpl
        def jifen_facts(self, edition):
            return [PARTY]

        @hookimpl
        def jifen_requirements(self, edition):
            asked = Condition(fact="party", is_=True)
            return [Requirement(id="bing.party", name=same("党员"), condition=asked, source=CHOSEN)]

    assert resolved(Plugin()).score({"party": True}).eligible
    assert not resolved(Plugin()).score({"party": False}).eligible


def test_jifen_services_are_kept_with_the_edition():
    service = Service(id="bing.school", name=same("入学"), offered_in=COUNTY, source=CHOSEN)

    class Plugin(County):
        @hookimpl
        def jifen_services(self, edition):
            return [service]

    assert resolved(Plugin()).layers[-1].rulebook.services == (service,)


def test_jifen_rule_kinds_may_be_the_plugins_own():
    class Plugin(County):
        @hookimpl
        def jifen_rule_kinds(self):
            return [Always]

        @hookimpl
        def jifen_facts(self, edition):
            return [PARTY]

        @hookimpl
        def jifen_tiers(self, edition):
            return [TIER]

        @hookimpl
        def jifen_indicators(self, edition):
            return [indicator("bing.all", Always(fact="party", points=quanta(3)), 3)]

    plugins = load_registry(found=installed(Plugin()))
    assert plugins.contributions[COUNTY].kinds == (Always,)
    score = plugins.resolve(COUNTY, on=ON).score({"party": False})
    assert score.total == 3
    assert score.tiers[-1].indicators[0].reason == Text("人人有份", "for everyone")


def test_a_hook_of_an_edition_is_asked_for_each_edition_by_its_id():
    class Plugin(County):
        @hookimpl
        def jifen_editions(self):
            return EDITIONS

        @hookimpl
        def jifen_facts(self, edition):
            return [FlagFact(id=f"party_{edition}", name=same(f"党员{edition}"))]

    assert list(resolved(Plugin()).facts) == ["party_2022"]
    assert list(resolved(Plugin(), date(2021, 5, 1)).facts) == ["party_2021"]


def test_an_implementation_that_has_one_edition_may_leave_the_argument_out():
    class Plugin(County):
        @hookimpl
        def jifen_facts(self):
            return [PARTY]

    assert list(resolved(Plugin()).facts) == ["party"]


def test_a_plugin_may_be_a_module_or_any_object():
    from types import ModuleType

    module = ModuleType("jifen_bing")
    module.API_VERSION = API_VERSION

    @hookimpl
    def jifen_jurisdictions():
        return list(places_of(COUNTY))

    @hookimpl
    def jifen_editions():
        return EDITIONS

    module.jifen_jurisdictions, module.jifen_editions = jifen_jurisdictions, jifen_editions
    assert resolved(module).layers[-1].plugin.dist == "jifen-bing"


@pytest.mark.parametrize("hook", sorted(RETURNS))
def test_every_hook_has_a_test_here(hook):
    assert [name for name in globals() if name.startswith(f"test_{hook}")]


def test_every_hook_is_specified_and_says_what_it_returns():
    from jifen import hookspecs

    specified = {name for name in vars(hookspecs) if name.startswith("jifen_")}
    assert specified == set(RETURNS)
    assert all(vars(hookspecs)[name].__doc__ for name in specified)
