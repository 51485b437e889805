"""No false alarm: nothing is found in what this repository ships or shows as sound."""

from pathlib import Path

import pytest

import jifen

ROOT = Path(__file__).parents[1]
SOUND = [*sorted(ROOT.glob("plugins/*")), ROOT / "docs" / "example_county"]
SOUND += [ROOT / "examples" / "third_party_plugin"]


@pytest.mark.parametrize("plugin", SOUND, ids=lambda p: p.name)
def test_nothing_is_found_in_a_sound_plugin(plugin):
    assert jifen.check(plugin) == ()


def test_the_invented_county_is_known_to_nobody_but_itself():
    shipped = [ROOT / "core" / "src", ROOT / "cli" / "src", *ROOT.glob("plugins/*/src")]
    files = (f for folder in shipped for f in folder.rglob("*") if f.suffix in (".py", ".toml"))
    assert [f for f in files if "339999" in f.read_text(encoding="utf-8")] == []
