"""Every code of a finding is documented with an example, and every documented code can be found."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "lint.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### (JF\d{3})\n(.*?)(?=^##|\Z)", PAGE, re.M | re.S))


def codes_in_the_source():
    files = (ROOT / "core" / "src" / "jifen").rglob("*.py")
    return {code for f in files for code in re.findall(r"JF\d{3}", f.read_text(encoding="utf-8"))}


def test_exactly_the_codes_of_the_source_are_documented():
    assert set(SECTIONS) == codes_in_the_source()


def test_every_code_has_an_example():
    assert [code for code, text in SECTIONS.items() if "\n```" not in text] == []


def test_almost_every_code_has_a_seeded_fault():
    seeded = {
        code
        for fault in (ROOT / "core" / "tests" / "lint" / "faults").iterdir()
        for code in re.findall(rb"# fault: (JF\d{3})", fault.read_bytes())
    }
    # Those without are tested elsewhere: they need two plugins, Python, or golden cases.
    elsewhere = {"JF008", "JF009", "JF107", "JF411", "JF412", "JF501", "JF502"}
    assert {code.encode() for code in codes_in_the_source() - elsewhere} - seeded == set()
