"""Virtual environments of their own that install from our wheels and reach nothing else."""

import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

from attrs import frozen


@frozen
class Environment:
    """A virtual environment.

    Attributes:
        folder: Where it is.
        wheels: The folders of wheels it installs from.
    """

    folder: Path
    wheels: tuple[Path, ...]

    @classmethod
    def make(cls, folder: Path, wheels: Sequence[Path], *dists: str) -> "Environment":
        """A new one, with some dists installed one after another, in this order."""
        venv.create(folder, with_pip=False)
        environment = cls(folder, tuple(wheels))
        for dist in dists:
            done = environment.install(dist)
            assert done.returncode == 0, done.stdout + done.stderr
        return environment

    def install(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Install with pip, from the wheels alone."""
        command = [sys.executable, "-m", "pip", "--python", str(self.folder), "install", "-q"]
        from_wheels = [option for folder in self.wheels for option in ("-f", str(folder))]
        return _run([*command, "--no-index", *from_wheels, *arguments])

    def jifen(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run the command line."""
        return _run([str(self._bin / "jifen"), *map(str, arguments)])

    def python(self, code: str, *arguments: object) -> str:
        """What a piece of Python prints."""
        done = _run([str(self._bin / "python"), "-I", "-c", code, *map(str, arguments)])
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def _bin(self) -> Path:
        return self.folder / ("Scripts" if os.name == "nt" else "bin")


def build(projects: Sequence[Path], into: Path) -> Path:
    """The folder of the wheels that some projects are built into."""
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
    done = _run([*command, "--no-index", "-w", str(into), *map(str, projects)])
    assert done.returncode == 0, done.stdout + done.stderr
    return into


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON"))}
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_CONFIG_FILE": os.devnull}
    return subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        env=keep | quiet | {"LANG": "en", "PYTHONUTF8": "1"},
        check=False,
    )
