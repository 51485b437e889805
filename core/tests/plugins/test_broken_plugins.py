"""Plugins that fail: each with one clear error that names its dist and version, and the remedy."""

import sys
from datetime import date

import pytest

from jifen import (
    API_VERSION,
    Failed,
    Found,
    JifenError,
    PluginError,
    hookimpl,
    load_registry,
    quanta,
)
from jifen.hookspecs import RETURNS
from jifen.rules.flag import Flag

from ..chain import CITY, COUNTY, NEXT_COUNTY, ON, PROVINCE, book, chain, found, indicator, plugin

WHO = "jifen-bing 2.0 (900101)"


class Sound:
    """A plugin with nothing wrong, for others to break."""

    API_VERSION = API_VERSION

    @hookimpl
    def jifen_jurisdictions(self):
        return list(plugin(COUNTY).jurisdictions)

    @hookimpl
    def jifen_editions(self):
        return [book(COUNTY).edition]


def failing(load) -> Found:
    """A plugin whose entry point does something when it is loaded."""
    return Found(COUNTY, "jifen-bing", "2.0", "jifen_bing:plugin", load)


def problem(of: object):
    """The one problem of a plugin, which is also the one of every score through it."""
    broken = of if isinstance(of, Found) else failing(lambda: of)
    plugins = load_registry(found=[*(f for f in chain() if f.code != COUNTY), broken])
    (failure,) = plugins.failed[COUNTY]
    assert isinstance(failure, Failed)
    assert failure.found == broken
    with pytest.raises(PluginError) as caught:
        plugins.resolve(COUNTY, on=ON)
    assert caught.value.problems == failure.problems
    (only,) = failure.problems
    assert only.place.startswith(WHO)
    assert only.what.zh
    assert only.remedy.zh
    # Whoever does not live there is not disturbed, wherever the score is used.
    assert plugins.resolve(CITY, COUNTY, ON).score({}).total == 0
    return only


def test_a_plugin_without_a_fault_has_no_problem():
    plugins = load_registry(found=[*chain()[:2], failing(Sound)])
    assert plugins.failed == {}
    assert plugins.resolve(COUNTY, on=ON).layers[-1].plugin.version == "2.0"


# ------------------------------------------------------------------ loading


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ImportError("no module named jifen_bing"), "ImportError: no module named jifen_bing"),
        (RuntimeError("boom"), "RuntimeError: boom"),
        (SystemExit(3), "SystemExit: 3"),
        (SyntaxError("invalid syntax"), "SyntaxError: invalid syntax"),
        (AttributeError("module has no attribute 'plugin'"), "AttributeError: module has no"),
    ],
)
def test_a_plugin_that_raises_on_import(error, said):
    def load():
        raise error

    only = problem(failing(load))
    assert only.what.en.startswith(f"it raised in import: {said}")
    assert only.remedy.en == "Ask its author, or install another version"


def test_whoever_interrupts_a_plugin_interrupts_all():
    def load():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_registry(found=[failing(load)])


@pytest.mark.parametrize("version", [0, 2, "1", 1.0, True, None])
def test_a_plugin_of_another_api_version_is_not_called(version):
    class Plugin(Sound):
        API_VERSION = version

        @hookimpl
        def jifen_jurisdictions(self):
            raise AssertionError("it was called")

    only = problem(Plugin())
    assert only.what.en == f"its API_VERSION is {version!r}, this jifen has {API_VERSION}"
    assert only.remedy.en == "Install a version of the plugin made for this jifen"


@pytest.mark.parametrize("nothing", [None, object(), 7, "plugin"])
def test_a_plugin_that_declares_no_api_version_is_not_called(nothing):
    assert problem(nothing).what.en == f"its API_VERSION is None, this jifen has {API_VERSION}"


def test_a_plugin_whose_attributes_raise():
    class Plugin(Sound):
        @property
        def jifen_facts(self):
            raise RuntimeError("not today")

    assert "RuntimeError: not today" in problem(Plugin()).what.en

    class Worse:
        @property
        def API_VERSION(self):  # noqa: N802
            raise RuntimeError("no version")

    assert "RuntimeError: no version" in problem(Worse()).what.en


# ------------------------------------------------------------------ hooks


@pytest.mark.parametrize("name", ["jifen_indicator", "jifen_tier", "jifen_facs", "jifen_editons"])
@pytest.mark.parametrize("marked", [True, False])
def test_a_plugin_that_misspells_a_hook_marked_or_not(name, marked):
    def hook(self):
        return []

    kind = type("Plugin", (Sound,), {name: hookimpl(hook) if marked else hook})
    only = problem(kind())
    assert only.what.en == f"there is no hook named {name}"
    meant = {"jifen_facs": "jifen_facts", "jifen_editons": "jifen_editions"}.get(name, f"{name}s")
    assert only.remedy.en == f"Did you mean {meant}?"


def test_a_hook_that_is_like_none_is_told_which_there_are():
    class Plugin(Sound):
        @hookimpl
        def jifen_register(self):
            return []

    remedy = problem(Plugin()).remedy
    assert remedy.en.startswith("The hooks are jifen_deductions, jifen_editions, jifen_facts")
    assert remedy.zh.startswith("可用：jifen_deductions")


def test_a_plugin_that_misspells_the_prefix_of_a_hook():
    class Plugin(Sound):
        @hookimpl
        def jiffen_tiers(self, edition):
            return []

    assert "jiffen_tiers" in problem(Plugin()).what.en


def test_a_plugin_that_forgets_the_marker():
    class Plugin(Sound):
        def jifen_tiers(self, edition):
            return []

    only = problem(Plugin())
    assert only.what.en == "jifen_tiers is not marked @jifen.hookimpl"
    assert only.remedy.en == "Put the marker above it"


def test_a_plugin_whose_hook_asks_for_what_there_is_not():
    class Plugin(Sound):
        @hookimpl
        def jifen_tiers(self, edition, on):
            return []

    only = problem(Plugin())
    assert only.what.en.startswith("its hooks do not match the specifications: ")
    assert "on" in only.what.en


@pytest.mark.parametrize("hook", sorted(RETURNS))
@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (lambda: 1 / 0, "ZeroDivisionError: division by zero"),
        (lambda: sys.exit(1), "SystemExit: 1"),
        (lambda: {}["tiers"], "KeyError: 'tiers'"),
    ],
)
def test_a_plugin_that_raises_in_a_hook(hook, fault, said):
    kind = type("Plugin", (Sound,), {hook: hookimpl(lambda self: fault())})
    only = problem(kind())
    assert only.place == WHO
    assert only.what.en == f"it raised in {hook}: {said}"


@pytest.mark.parametrize("hook", sorted(RETURNS))
def test_a_plugin_whose_hook_finds_its_own_rules_wrong_says_so_in_its_own_words(hook):
    kind = type("Plugin", (Sound,), {hook: hookimpl(lambda self: quanta("0.001"))})
    only = problem(kind())
    assert only.place == WHO
    assert only.what.en == "'0.001' points is finer than 0.01"


@pytest.mark.parametrize("hook", sorted(RETURNS))
@pytest.mark.parametrize(
    ("returned", "said"),
    [
        (None, "NoneType"),
        ({}, "dict"),
        ("", "str"),
        (7, "int"),
        ([object()], "object"),
        (["jifen"], "str"),
        ([None], "NoneType"),
        ([int], "type"),
    ],
)
def test_a_plugin_whose_hook_returns_the_wrong_type(hook, returned, said):
    kind = type("Plugin", (Sound,), {hook: hookimpl(lambda self: returned)})
    only = problem(kind())
    assert only.place == WHO
    assert only.what.en == f"{hook} returned a {said}"
    assert only.remedy.en == f"It must return a list of {RETURNS[hook].__name__}"


def test_a_plugin_whose_hook_returns_records_of_another_hook():
    class Plugin(Sound):
        @hookimpl
        def jifen_tiers(self, edition):
            return [indicator("bing.x", Flag(fact="x", points=quanta(1)))]

    assert problem(Plugin()).what.en == "jifen_tiers returned a Indicator"


def test_all_the_faults_of_several_hooks_are_reported_of_several_editions():
    class Plugin(Sound):
        @hookimpl
        def jifen_editions(self):
            return [
                book(COUNTY, edition="2021", to=date(2021, 12, 31)).edition,
                book(COUNTY, from_=date(2022, 1, 1)).edition,
            ]

        @hookimpl
        def jifen_facts(self, edition):
            raise ValueError(edition)

    plugins = load_registry(found=[failing(Plugin)])
    (failure,) = plugins.failed[COUNTY]
    assert [p.what.en for p in failure.problems] == [
        "it raised in jifen_facts: ValueError: 2021",
        "it raised in jifen_facts: ValueError: 2022",
    ]


@pytest.mark.parametrize(
    "part",
    [
        {"jifen_editions": lambda self: [book(COUNTY).edition.__class__(
            jurisdiction=COUNTY, id=2022, in_force=None, source=None)]},
        {"jifen_facts": lambda self: [Sound_fact()]},
    ],
    ids=["an edition without its dates", "a fact without a name"],
)  # fmt: skip
def test_a_plugin_whose_records_are_filled_with_the_wrong_things(part):
    kind = type("Plugin", (Sound,), {name: hookimpl(hook) for name, hook in part.items()})
    assert problem(kind()).remedy.en == "Ask its author, or install another version"


def Sound_fact():  # noqa: N802
    from jifen import FlagFact

    return FlagFact(id=None, name=None)


# ------------------------------------------------------------------ others


@pytest.mark.parametrize("broken", [PROVINCE, CITY, COUNTY])
def test_resolving_through_a_broken_plugin_never_works_and_through_others_always(broken):
    def load():
        raise RuntimeError("boom")

    bad = Found(broken, "jifen-broken", "0.1", "broken:plugin", load)
    sound = [f for f in chain(book(NEXT_COUNTY)) if f.code != broken]
    plugins = load_registry(found=[*sound, bad])
    chain_of = {"900000": {PROVINCE}, CITY: {PROVINCE, CITY}, NEXT_COUNTY: {PROVINCE, CITY}}
    for lives_in in (PROVINCE, CITY, COUNTY, NEXT_COUNTY):
        passes_through = broken in chain_of.get(lives_in, {PROVINCE, CITY, COUNTY})
        if passes_through:
            with pytest.raises(JifenError, match=r"jifen-broken 0\.1"):
                plugins.resolve(lives_in, on=ON)
        else:
            assert plugins.resolve(lives_in, on=ON).score({}).total == 0


def test_a_broken_plugin_of_another_chain_disturbs_nobody():
    def load():
        raise RuntimeError("boom")

    alone = load_registry(found=chain()).resolve(COUNTY, on=ON)
    with_it = load_registry(
        found=[Found("310000", "jifen-shanghai", "0", "x:y", load), *chain(), found(NEXT_COUNTY)]
    )
    assert with_it.resolve(COUNTY, on=ON) == alone


def test_only_the_plugins_of_the_chain_are_loaded_when_asked_so():
    loaded = []

    def load_of(each: Found) -> Found:
        def load():
            loaded.append(each.code)
            return each._load()

        return Found(each.code, each.dist, each.version, each.value, load)

    plugins = [load_of(f) for f in [*chain(book(NEXT_COUNTY)), found("900200", book("900200"))]]
    narrow = load_registry([COUNTY], found=plugins)
    assert sorted(loaded) == [PROVINCE, CITY, COUNTY]
    assert narrow.resolve(COUNTY, on=ON) == load_registry(found=chain()).resolve(COUNTY, on=ON)
    with pytest.raises(PluginError) as caught:
        narrow.resolve(NEXT_COUNTY, on=ON)
    (only,) = caught.value.problems
    assert only.remedy.en == "Name it in load_registry(places=…)"
