"""Every seeded fault is found, at its line, and nothing else is.

Each file of faults/ differs from a sound one in one place. The comment `# fault: JF301` stands on
the line at which the finding is expected.
"""

import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest

import jifen

HERE = Path(__file__).parent
FAULTS = sorted((HERE / "faults").iterdir())
SOUND = ("choices", "dates", "groups", "numbers")

MARK = re.compile(rb" *# fault: (JF\d{3})")


@pytest.fixture(scope="module")
def registry():
    above = jifen.read_plugin(HERE / "above")
    return jifen.load_registry(found=[jifen.Found.of("330000", above)])


def plugin_with(folder, name, data):
    """A county's plugin whose edition of 2023, or whose file of places, is the one given."""
    (folder / "rulebooks").mkdir()
    sound = {
        "jurisdictions.toml": HERE / "sound" / "jurisdictions.toml",
        "rulebooks/2022.toml": HERE / "sound" / "2022.toml",
        "rulebooks/2023.toml": HERE / "sound" / "choices.toml",
    }
    for path, source in sound.items():
        (folder / path).write_bytes(source.read_bytes())
    (folder / name).write_bytes(data)
    return folder


def sound_of(fault):
    """The sound file that a fault differs from: the first word of its name says which."""
    return HERE / "sound" / f"{fault.stem.partition('-')[0]}.toml"


def place_of(fault):
    is_places = sound_of(fault).stem == "jurisdictions"
    return "jurisdictions.toml" if is_places else "rulebooks/2023.toml"


def found_in(folder, registry):
    return {
        (Path(p.place).relative_to(folder).as_posix(), p.line, p.code)
        for p in jifen.check(folder, registry)
        if p.severity != "note"
    }


def is_refused(folder, registry):
    """Whether whoever loads the plugin, or resolves through it, refuses it."""
    try:
        plugin = jifen.read_plugin(folder)
        (code,) = {book.edition.jurisdiction for book in plugin.rulebooks.values()} & {"330999"}
        loaded = jifen.load_registry(found=[*registry.found, jifen.Found.of(code, plugin)])
        for book in plugin.rulebooks.values():
            loaded.resolve(code, on=book.edition.in_force.from_)
    except jifen.JifenError:
        return True
    return False


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.stem)
def test_a_seeded_fault_is_found_at_its_line_and_nothing_else_is(fault, registry, tmp_path):
    data = fault.read_bytes()
    folder = plugin_with(tmp_path, place_of(fault), data)
    expected = {
        (place_of(fault), n, found[1].decode())
        for n, line in enumerate(data.splitlines(), 1)
        for found in MARK.finditer(line)
    }
    assert expected, "no line of the fixture is marked"
    assert found_in(folder, registry) == expected


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.stem)
def test_an_error_is_exactly_what_keeps_a_plugin_from_being_used(fault, registry, tmp_path):
    folder = plugin_with(tmp_path, place_of(fault), fault.read_bytes())
    severities = {problem.severity for problem in jifen.check(folder, registry)}
    assert ("error" in severities) == is_refused(folder, registry)


@pytest.mark.parametrize("sound", SOUND)
def test_nothing_is_found_in_a_sound_rulebook(sound, registry, tmp_path):
    data = (HERE / "sound" / f"{sound}.toml").read_bytes()
    assert jifen.check(plugin_with(tmp_path, "rulebooks/2023.toml", data), registry) == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.stem)
def test_a_fault_differs_from_a_sound_file_in_one_place(fault):
    sound = sound_of(fault).read_bytes().splitlines()
    lines = [MARK.sub(b"", line) for line in fault.read_bytes().splitlines()]
    changes = [c for c in SequenceMatcher(None, sound, lines).get_opcodes() if c[0] != "equal"]
    assert len(changes) == 1


def test_there_are_at_least_forty_seeded_faults():
    assert len(FAULTS) >= 40
