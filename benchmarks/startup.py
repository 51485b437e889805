"""What starting costs: CPU milliseconds of the command line, against bare Python and bare click.

python benchmarks/startup.py
"""

import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import process_time

import jifen

ROUNDS = 15
TYPICAL = Path(__file__).parents[1] / "examples" / "applicants" / "typical.toml"
JIFEN = str(Path(sys.executable).with_name("jifen"))
COMMANDS: dict[str, Sequence[str]] = {
    "bare Python": (sys.executable, "-c", "pass"),
    "import click": (sys.executable, "-c", "import click"),
    "import jifen": (sys.executable, "-c", "import jifen"),
    "jifen --help": (JIFEN, "--help"),
    "jifen plugins": (JIFEN, "plugins"),
    "jifen rules 330225": (JIFEN, "rules", "330225", "--on", "2022-10-01"),
    "jifen score": (JIFEN, "score", str(TYPICAL), "--on", "2022-10-01"),
    "jifen score --format json": (
        JIFEN, "score", str(TYPICAL), "--on", "2022-10-01", "--format", "json",
    ),
}  # fmt: skip


def cpu(command: Sequence[str]) -> float:
    """The CPU milliseconds of a command, user and system."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = getrusage(RUSAGE_CHILDREN)
    spent = after.ru_utime - before.ru_utime
    return (spent + after.ru_stime - before.ru_stime) * 1000


def inside(rounds: int = 15) -> dict[str, float]:
    """The CPU milliseconds of each step of a first score, inside a process that has begun."""
    person = jifen.read_applicant(TYPICAL)
    steps: dict[str, list[float]] = {}
    for _ in range(rounds):
        at = process_time()

        def lap(name: str) -> None:
            nonlocal at
            steps.setdefault(name, []).append((process_time() - at) * 1000)
            at = process_time()

        registry = jifen.load_registry({"330225"})
        lap("load_registry of one chain")
        scheme = registry.resolve("330225", on=date(2022, 10, 1))
        lap("resolve")
        score = scheme.score(person.facts)
        lap("score")
        score.explain("zh")
        lap("first explain")
        score.to_json()
        lap("first to_json")
    return {name: median(times) for name, times in steps.items()}


def main() -> None:
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, command in COMMANDS.items():
            times[name].append(cpu(command))
    for name, each in times.items():
        print(f"{median(each):7.0f} ms CPU  {name}")
    for name, each in inside().items():
        print(f"{each:7.1f} ms CPU  {name}")


if __name__ == "__main__":
    main()
