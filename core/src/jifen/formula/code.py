"""Python source under construction: how a formula is read for one applicant."""

import linecache
from collections.abc import Mapping, Sequence
from typing import Any

from jifen.facts import Fact


class Code:
    """The body of one generated function over admitted values.

    Attributes:
        facts: The declared facts, by id.
        lines: The statements so far, without indentation.
    """

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self.facts = facts
        self.lines: list[str] = []
        self._scope: dict[str, Any] = {}
        self._names: dict[str, str] = {}

    def name(self, name: str, item: object) -> None:
        """Give an object a name of one's own choice."""
        self._scope[name] = item

    def bind(self, item: object) -> str:
        """A name for an object that the source cannot write down."""
        for name, known in self._scope.items():
            if known is item:
                return name
        name = f"k{len(self._scope)}"
        self._scope[name] = item
        return name

    def let(self, source: str) -> str:
        """A local name for an expression; the same expression is computed once."""
        if source not in self._names:
            self._names[source] = f"x{len(self._names)}"
            self.lines.append(f"{self._names[source]} = {source}")
        return self._names[source]

    def fact(self, fact: str) -> str:
        """A local name for the value of a fact; None where it is absent."""
        return self.let(f"values[{fact!r}]")

    def function(self, name: str, parameters: Sequence[str], result: str) -> Any:
        """The function with these statements that returns `result`."""
        body = "".join(f"    {line}\n" for line in (*self.lines, f"return {result}"))
        source = f"def {name}({', '.join(parameters)}):\n{body}"
        # The name carries the text's hash, so a traceback shows the lines of this very function.
        file = f"<jifen {name} {hash(source):x}>"
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        exec(compile(source, file, "exec"), self._scope)
        return self._scope[name]
