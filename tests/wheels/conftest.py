"""What the tests of wheels share: the folder of wheels, and environments made from it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from .environment import Environment, build
from .foreign import FOREIGN

Make = Callable[..., Environment]


@pytest.fixture(scope="session")
def wheels() -> Path:
    """The folder of every wheel of ours with all that it needs."""
    folder = os.environ.get("JIFEN_WHEELS")
    if not folder:
        pytest.fail("JIFEN_WHEELS names no folder of wheels: run `tox -e wheels`")
    return Path(folder)


@pytest.fixture(scope="session")
def make(tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Makes a new environment from folders of wheels, with some dists."""

    def make(wheels: list[Path], *dists: str) -> Environment:
        return Environment.make(tmp_path_factory.mktemp("environment"), wheels, *dists)

    return make


@pytest.fixture(scope="session")
def shipped(wheels: Path, make: Make) -> Environment:
    """The command line and the three shipped plugins."""
    return make([wheels], "jifen-cli", "jifen-xiangshan-county")


@pytest.fixture(scope="session")
def foreign_wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheels of two invented chains."""
    projects = tmp_path_factory.mktemp("projects")
    return build(
        [project.write(projects) for project in FOREIGN], tmp_path_factory.mktemp("foreign")
    )
