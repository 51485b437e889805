"""The pages of the documentation: their fenced blocks and their tables, in the order of the page."""

import re
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
_FENCE = re.compile(r"(?P<ticks>`{3,})(?P<info>.*)")
_CELL = re.compile(r"(?<!\\)\|")


@frozen
class Fence:
    """A fenced block.

    Attributes:
        lang: The first word after the ticks, such as `python` or `{literalinclude}`.
        text: What is inside, without the fences.
        line: The line of its first line inside, from 1.
    """

    lang: str
    text: str
    line: int


@frozen
class Table:
    """A table: the text of its cells, row by row, without the line under the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    line: int


@frozen
class Page:
    """One page, read from its Markdown."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(DOCS if DOCS in self.path.parents else ROOT).as_posix()

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    def parts(self) -> Iterator[Fence | Table]:
        """The fences and tables of the page."""
        lines = self.text.splitlines()
        at = 0
        while at < len(lines):
            if fence := _FENCE.match(lines[at]):
                end = lines.index(fence["ticks"], at + 1)
                inside = "".join(f"{line}\n" for line in lines[at + 1 : end])
                yield Fence(fence["info"].split(" ")[0], inside, at + 2)
                at = end
            elif lines[at].startswith("|"):
                end = next((n for n in range(at, len(lines)) if lines[n][:1] != "|"), len(lines))
                header, _, *rows = map(_cells, lines[at:end])
                yield Table(header, tuple(rows), at + 1)
                at = end - 1
            at += 1

    def fences(self, *langs: str) -> list[Fence]:
        """The fences of some languages, or all."""
        fences = [part for part in self.parts() if isinstance(part, Fence)]
        return [fence for fence in fences if not langs or fence.lang in langs]

    def tables(self) -> list[Table]:
        """The tables of the page."""
        return [part for part in self.parts() if isinstance(part, Table)]

    def section(self, heading: str) -> str:
        """The text under the heading that contains a text, up to the next heading of its level."""
        found = re.search(
            rf"^(?P<marks>#+) [^\n]*{re.escape(heading)}[^\n]*\n(?P<body>.*?)(?=^(?P=marks) |\Z)",
            self.text,
            re.MULTILINE | re.DOTALL,
        )
        assert found, f"{self.name} has no heading with {heading}"
        return found["body"]


def pages(folder: str = "") -> list[Page]:
    """The pages of the documentation, or of one of its folders."""
    files = sorted((DOCS / folder).rglob("*.md"))
    return [Page(file) for file in files if "_build" not in file.parts]


def readmes() -> list[Page]:
    """What each package says of itself."""
    return [
        Page(file)
        for file in sorted([*ROOT.glob("*/README.md"), *ROOT.glob("plugins/*/README.md")])
    ]


def table_in(text: str) -> list[tuple[str, ...]]:
    """The rows of the first table in a text, without its header."""
    lines = text.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("|"))
    end = next((n for n in range(start, len(lines)) if lines[n][:1] != "|"), len(lines))
    return [_cells(line) for line in lines[start + 2 : end]]


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip().replace("\\|", "|") for cell in _CELL.split(line)[1:-1])
