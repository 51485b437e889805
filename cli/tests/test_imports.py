"""What starting up imports: modules are counted here, never time."""

import sys

import pytest

STANDARD = {*sys.stdlib_module_names, "sitecustomize", "usercustomize", "_sitebuiltins"}
PLUGINS = {"jifen_zhejiang_province", "jifen_ningbo_city", "jifen_xiangshan_county"}


@pytest.fixture
def imported(process):
    """The modules that a command line imports, and the packages they are of."""

    def imported(*args):
        code = (
            "import sys; before = {*sys.modules}; from jifen_cli.__main__ import main\n"
            f"sys.argv = ['jifen', *{[str(arg) for arg in args]!r}]\n"
            "try: main()\n"
            "finally: print(*sorted({*sys.modules} - before), file=sys.stderr)\n"
        )
        result = process(launch=["-c", code])
        assert result.returncode == 0
        modules = result.stderr.split()
        return modules, {module.partition(".")[0] for module in modules} - STANDARD

    return imported


def test_help_imports_click_and_nothing_else(imported):
    for args in (["--help"], ["score", "--help"], ["rules", "--help"], ["--version"]):
        _, packages = imported(*args)
        assert packages <= {"click", "jifen_cli"} | _added()


def test_an_own_command_looks_up_no_command_of_another_package(imported):
    modules, packages = imported("score", "--help")
    assert packages == {"click", "jifen_cli"}
    assert "importlib.metadata" not in modules


def test_a_score_imports_the_sdk_what_it_needs_and_the_plugins(imported, typical):
    _, packages = imported("score", typical, "--on", "2022-10-01")
    assert packages - PLUGINS == {
        "attr", "attrs", "cattrs", "click", "jifen", "jifen_cli", "pluggy",
        "typing_extensions",  # cattrs itself needs it
    }  # fmt: skip
    assert packages >= PLUGINS


def test_only_the_plugins_of_the_chain_are_imported(imported):
    _, packages = imported("rules", "330000", "--on", "2022-10-01")
    assert packages & PLUGINS == {"jifen_zhejiang_province"}


def _added():
    """The packages of other commands that are installed here: `--help` lists those too."""
    from importlib.metadata import entry_points

    return {point.module.partition(".")[0] for point in entry_points(group="jifen.commands")}
