"""`jifen plugins`: works however broken a plugin is, and nothing resolves through a broken one."""

import json
from importlib.metadata import version

import pytest

BROKEN = {
    "raises on import": ("raise RuntimeError('the wheels came off')", "the wheels came off"),
    "exits on import": ("raise SystemExit(5)", "SystemExit"),
    "has no API_VERSION": ("plugin = object()", "API_VERSION"),
    "has another API_VERSION": ("class plugin:\n    API_VERSION = 99", "99"),
    "misspells a hook": (
        "class plugin:\n    API_VERSION = 1\n    def jifen_fact(self): return []",
        "jifen_facts",
    ),
    "raises in a hook": (
        "import jifen\nclass Plugin:\n    API_VERSION = 1\n    @jifen.hookimpl\n"
        "    def jifen_jurisdictions(self): raise KeyError('lost')\nplugin = Plugin()",
        "lost",
    ),
    "returns the wrong type": (
        "import jifen\nclass Plugin:\n    API_VERSION = 1\n    @jifen.hookimpl\n"
        "    def jifen_jurisdictions(self): return 7\nplugin = Plugin()",
        "int",
    ),
    "lacks its module": (None, "ModuleNotFoundError"),
}


@pytest.fixture
def broken(installed):
    """Folders with a plugin broken in each way, each of a province of its own."""
    codes = ("110000", "120000", "130000", "140000", "150000", "210000", "220000", "230000")
    return [
        installed(f"jifen_sick{code[:2]}", source, jifen=f"{code} = jifen_sick{code[:2]}:plugin")
        for code, (source, _) in zip(codes, BROKEN.values(), strict=True)
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_broken_plugins_are_shown_with_dist_version_and_reason(process, broken, lang):
    result = process("plugins", path=broken, lang=lang)
    assert (result.returncode, result.stderr) == (0, "")
    text = " ".join(result.stdout.split())
    for said in (said for _, said in BROKEN.values()):
        assert said in text
    state = "不可用" if lang == "zh" else "BROKEN"
    rows = [line.split() for line in result.stdout.splitlines() if "jifen_sick" in line][:8]
    assert [row[-1] for row in rows] == [state] * 8
    assert "jifen-xiangshan-county" in result.stdout


def test_json_tells_what_is_wrong_with_each_plugin(process, broken):
    data = json.loads(process("plugins", "--format", "json", path=broken).stdout)
    sick = [p for p in data["plugins"] if p["plugin"].startswith("jifen_sick")]
    for plugin, (_, said) in zip(sick, BROKEN.values(), strict=True):
        (problem,) = plugin["problems"]
        assert plugin["state"] == "broken"
        assert said in f"{problem['what']['en']} {problem['remedy']['en']}"
    assert {p["state"] for p in data["plugins"] if p not in sick} == {"ready"}


def test_a_broken_plugin_elsewhere_disturbs_no_score(process, installed, typical):
    folder = installed("jifen_sick", "raise RuntimeError", jifen="320000 = jifen_sick:plugin")
    args = ("score", typical, "--on", "2022-10-01", "--format", "json")
    with_it, without = process(*args, path=[folder]), process(*args)
    assert with_it.returncode == without.returncode == 0
    assert with_it.stdout == without.stdout


def test_nothing_resolves_through_a_broken_plugin_of_the_chain(process, installed, applicant):
    folder = installed(
        "jifen_sick", "raise RuntimeError('ill')", jifen="330212 = jifen_sick:plugin"
    )
    file = applicant({'lives_in = "330225"': 'lives_in = "330212"'})
    result = process("score", file, "--on", "2022-10-01", path=[folder], lang="zh")
    assert (result.returncode, result.stdout) == (4, "")
    assert result.stderr.startswith("地区插件不可用：\n  jifen_sick 1.0 (330212)：")
    assert "ill" in result.stderr


def test_two_plugins_of_one_place_are_named_both_and_neither_is_used(process, installed, typical):
    twin = installed("jifen_twin", "plugin = 1", jifen="330225 = jifen_twin:plugin")
    result = process("plugins", path=[twin])
    assert result.returncode == 0
    county = f"jifen-xiangshan-county {version('jifen-xiangshan-county')}"
    both = f"{county} (330225), jifen_twin 1.0 (330225)"
    assert " ".join(result.stdout.split()).count(both) == 1
    score = process("score", typical, "--on", "2022-10-01", path=[twin])
    assert (score.returncode, score.stderr.count(both)) == (4, 1)


def test_what_a_plugin_prints_when_it_is_loaded_is_no_result(process, installed):
    folder = installed("jifen_loud", "print('hello')", jifen="320000 = jifen_loud:plugin")
    result = process("plugins", "--format", "json", path=[folder])
    assert json.loads(result.stdout)["schema"] == "jifen.plugins/1"
    assert result.stderr == "hello\n"


def test_freeze_prints_what_pip_can_install_again_and_loads_nothing(process, installed):
    folder = installed("jifen_loud", "print('hello')", jifen="320000 = jifen_loud:plugin")
    result = process("plugins", "--freeze", path=[folder])
    names = ("jifen-ningbo-city", "jifen-xiangshan-county", "jifen-zhejiang-province")
    lines = [f"{name}=={version(name)}" for name in names]
    assert result.stdout.splitlines() == [*lines, "jifen_loud==1.0"]
    assert result.stderr == ""


def test_every_plugin_has_its_place_and_editions(run):
    text = run("plugins", lang="zh").stdout
    row = next(line for line in text.splitlines() if line.startswith("330225"))
    name = "jifen-xiangshan-county"
    assert row.split() == ["330225", "象山县", name, version(name), "2022", "可用"]
