"""The command line as a person uses it: in this process where that is enough, else in its own."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from jifen_cli.group import jifen

ROOT = Path(__file__).parents[2]
APPLICANTS = ROOT / "examples" / "applicants"
GOLDEN = ROOT / "tests" / "golden"


@pytest.fixture
def run():
    """Run a command line in this process: `run("score", path, lang="zh", columns=100)`."""

    def run(*args, lang="en", columns=100):
        env = {"COLUMNS": str(columns), "LC_ALL": None, "LC_MESSAGES": None, "JIFEN_DEBUG": None}
        env["LANG"] = "zh_CN.UTF-8" if lang == "zh" else "en_GB.UTF-8"
        result = CliRunner().invoke(jifen, [str(arg) for arg in args], env=env)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert "Traceback" not in result.output
        return result

    return run


@pytest.fixture
def process():
    """Run a command line in a process of its own, with some folders in front of its path."""

    def process(*args, path=(), lang="en", launch=("-m", "jifen_cli"), **options):
        keep = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON"))}
        paths = [*map(str, path), *filter(None, [os.environ.get("PYTHONPATH")])]
        env = keep | {"LANG": "zh_CN.UTF-8" if lang == "zh" else "en", "PYTHONUTF8": "1"}
        env |= {"COLUMNS": "100", "PYTHONPATH": os.pathsep.join(paths)} | options.pop("env", {})
        command = [sys.executable, *launch, *map(str, args)]
        options = {"capture_output": True, "encoding": "utf-8", "timeout": 60} | options
        return subprocess.run(command, env=env, **options)

    return process


@pytest.fixture
def installed(tmp_path):
    """Install a package for a process: its module's source and its entry points."""

    def installed(name, source, version="1.0", **groups):
        folder = tmp_path / f"{name}-{version}"
        info = folder / f"{name}-{version}.dist-info"
        info.mkdir(parents=True)
        info.joinpath("METADATA").write_text(f"Name: {name}\nVersion: {version}\n")
        lines = [f"[{group.replace('_', '.')}]\n{points}\n" for group, points in groups.items()]
        info.joinpath("entry_points.txt").write_text("\n".join(lines))
        if source is not None:
            folder.joinpath(f"{name}.py").write_text(source, encoding="utf-8")
        return folder

    return installed


@pytest.fixture
def typical():
    """The file of a typical applicant."""
    return APPLICANTS / "typical.toml"


@pytest.fixture
def applicant(tmp_path, typical):
    """Write an applicant's file that differs from the typical one: `applicant(education="x")`."""

    def applicant(replace=None, **facts):
        text = typical.read_text(encoding="utf-8")
        for name, value in facts.items():
            lines = [line for line in text.splitlines() if not line.startswith(f"{name} = ")]
            text = "\n".join([*lines, *([] if value is None else [f"{name} = {value}"])]) + "\n"
        for old, new in (replace or {}).items():
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "someone.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return applicant


def goldens():
    """The scores a lawyer would expect, by name."""
    files = sorted(GOLDEN.glob("*.toml"))
    return {file.stem: tomllib.loads(file.read_text(encoding="utf-8")) for file in files}


@pytest.fixture(params=goldens().items(), ids=lambda item: item[0])
def golden(request):
    """Every such score, with the path of the applicant's file."""
    name, expected = request.param
    return expected | {"name": name, "file": APPLICANTS / expected["applicant"]}
