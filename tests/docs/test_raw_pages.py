"""Pages read as they are, on a forge: what only Sphinx puts in can be followed by a link."""

import re

from .pages import DOCS

INCLUDED = re.compile(r"(?P<before>.*)\n\n```\{literalinclude\} (?P<path>\S+)")


def test_before_each_file_that_is_included_stands_a_link_to_it():
    unlinked, seen = [], 0
    for page in sorted(DOCS.rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        found = [*INCLUDED.finditer(text)] if "_build" not in page.parts else []
        for block in found:
            assert (page.parent / block["path"]).is_file()
            if not block["before"].endswith(f"]({block['path']})"):
                unlinked.append(f"{page.name}: {block['path']}")
        seen += len(found)
        if found:
            assert len(found) == text.count("{literalinclude}")
    assert not unlinked
    assert seen
