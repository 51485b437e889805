"""What a page shows is run: Python, the command line, and TOML."""

import doctest
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import jifen

from .pages import DOCS, ROOT, Fence, Page, pages, readmes

RUN = {"python", "pycon", "console", "toml"}
SHOWN = {"text", "sh", "ini", "{literalinclude}", "{toctree}", "{eval-rst}"}
"""What is not run. `sh` is for what would change a reader's machine, such as an installation."""

DOCTEST = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def with_fences(*langs: str) -> list[object]:
    shown = [*pages(), *readmes()]
    return [pytest.param(page, id=page.name) for page in shown if page.fences(*langs)]


@pytest.mark.parametrize("page", with_fences())
def test_every_block_of_a_page_is_of_a_language_that_is_run_or_only_shown(page: Page) -> None:
    assert {fence.lang for fence in page.fences()} <= RUN | SHOWN


@pytest.mark.parametrize("page", with_fences("python", "pycon"))
def test_the_python_of_a_page_runs(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {"__name__": "__main__"}
    for fence in [*fences_before(page), *page.fences("python", "pycon")]:
        if fence.lang == "pycon":
            run_prompts(page, fence, names)
        else:
            # Blank lines above, so that a traceback names the line of the page.
            source = "\n" * (fence.line - 1) + fence.text
            exec(compile(source, str(page.path), "exec"), names)


def fences_before(page: Page) -> list[Fence]:
    """The Python that a page of `docs/hooks` goes on from: that of their index."""
    index = Page(DOCS / "hooks" / "index.md")
    return index.fences("python") if page.path.parent.name == "hooks" and page != index else []


def run_prompts(page: Page, fence: Fence, names: dict[str, object]) -> None:
    test = doctest.DocTestParser().get_doctest(
        fence.text, names, page.name, str(page.path), fence.line - 1
    )
    assert test.examples, f"{page.name}:{fence.line} shows no prompt"
    said: list[str] = []
    result = doctest.DocTestRunner(optionflags=DOCTEST).run(
        test, out=said.append, clear_globs=False
    )
    names.update(test.globs)
    assert not result.failed, "".join(said)


@pytest.mark.parametrize("page", with_fences("console"))
def test_the_command_line_of_a_page_says_what_the_page_shows(page: Page) -> None:
    bin_folder = Path(sys.executable).parent
    env = os.environ | {
        "PATH": f"{bin_folder}{os.pathsep}{os.environ.get('PATH', '')}",
        "COLUMNS": "100",
        "LANG": "C.UTF-8",
        "PYTHONIOENCODING": "utf-8",
    }
    for fence in page.fences("console"):
        status = 0
        for command, shown in commands(fence.text):
            # The exit code of the command before, so that `echo $?` says it as in a terminal.
            shell = ["bash", "-c", f"(exit {status}); {command}"]
            done = subprocess.run(
                shell, cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8"
            )
            status = done.returncode
            said = done.stdout + done.stderr
            assert is_like(said, shown), f"{page.name}:{fence.line}: $ {command}\n{said}"


def commands(text: str) -> list[tuple[str, list[str]]]:
    """Each command after a prompt, with the lines shown below it."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            assert found, f"a console block begins with a prompt, not with {line!r}"
            found[-1][1].append(line)
    return found


def is_like(said: str, shown: list[str]) -> bool:
    """Whether output is as a page shows it; a line of only `…` stands for any lines."""
    pattern = "\n".join("..." if line.strip() == "…" else line.rstrip() for line in shown)
    told = "\n".join(line.rstrip() for line in said.splitlines())
    if not pattern:
        return not told
    return doctest.OutputChecker().check_output(f"{pattern}\n", f"{told}\n", doctest.ELLIPSIS)


@pytest.mark.parametrize("page", with_fences("toml"))
def test_the_toml_of_a_page_is_what_it_claims_to_be(page: Page, tmp_path: Path) -> None:
    for fence in page.fences("toml"):
        document = tomllib.loads(fence.text)
        file = tmp_path / "file.toml"
        file.write_text(fence.text, encoding="utf-8")
        if "format" in document:
            jifen.RulebookReader().read(fence.text.encode(), page.name)
        elif "lives_in" in document:
            jifen.read_applicant(file)
