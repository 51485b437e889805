"""Python source under construction: how a formula is read for one applicant."""

import linecache
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from jifen.facts import Fact
from jifen.quantity import PointsTexts

_NAME = re.compile("[a-z][a-z0-9_]*")


def listed(terms: Iterable[str]) -> str:
    """Python source of a tuple."""
    return f"({''.join(f'{term}, ' for term in terms)})"


class Code:
    """The body of one generated function over admitted values.

    Attributes:
        facts: The declared facts, by id.
        on: The date of the score, where it is known.
        lines: The statements so far, without indentation.
    """

    def __init__(self, facts: Mapping[str, Fact], on: date = date.max) -> None:
        self.facts = facts
        self.on = on
        self.lines: list[str] = []
        self._scope: dict[str, Any] = {"on": on}
        self._names: dict[str, str] = {}
        self._spared = 0
        self._texts = PointsTexts()

    def bind(self, item: object) -> str:
        """A name for an object that the source cannot write down."""
        for name, known in self._scope.items():
            # Days are reckoned anew for each use; of other things equal ones may differ (1, True).
            if known is item or (type(known) is date is type(item) and known == item):
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
        """The local name of the value of a fact; None where it is absent."""
        # No other name ends so, and none of the language's words does. What is no name is never
        # written down as it is: a linter reads rules before the form of their ids is right.
        return f"{fact if _NAME.fullmatch(fact) else f'_{fact.encode().hex()}'}_"

    def points(self, quanta: str) -> str:
        """Source of the text of some quanta, as `points_text` gives it."""
        return f"{self.bind(self._texts)}[{quanta}]"

    def row(self) -> str:
        """Source of the values of all facts, in their order, each by its local name."""
        return listed(map(self.fact, self.facts))

    def spare(self) -> str:
        """A local name for use inside one expression: `(a if (a := …) < … else …)`."""
        self._spared += 1
        return f"y{self._spared}"

    def of_row(self, name: str, result: str, *parameters: str) -> Any:
        """The function of a row, and perhaps of more, that returns `result`."""
        self.lines.insert(0, f"{self.row()} = row")
        return self.function(name, ("row", *parameters), result)

    def function(self, name: str, parameters: Sequence[str], result: str) -> Any:
        """The function with these statements that returns `result`."""
        body = "".join(f"    {line}\n" for line in (*self.lines, f"return {result}"))
        source = f"def {name}({', '.join(parameters)}):\n{body}"
        # The name carries the text's hash, so a traceback shows the lines of this very function.
        file = f"<jifen {name} {hash(source):x}>"
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        exec(compile(source, file, "exec"), self._scope)
        return self._scope[name]
