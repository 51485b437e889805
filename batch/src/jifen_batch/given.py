"""The files that a command is given: one that is not there, and which may be meant."""

from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from jifen import InputError, Problem, Text


def require_file(path: Path) -> None:
    """Check that a path is a file that can be read more than once.

    Raises:
        InputError: if it does not exist, or is a folder, a pipe or a device.
        OSError: if the system refuses it.
    """
    if path.exists() and not path.is_file():
        raise InputError([_no_regular_file(path)])
    try:
        with path.open("rb"):
            pass
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError([_not_there(path)]) from error


def _no_regular_file(path: Path) -> Problem:
    is_folder = path.is_dir()
    return Problem(
        str(path),
        Text("是文件夹", "it is a folder")
        if is_folder
        else Text("不是普通文件", "it is no regular file"),
        Text("请给出 .xlsx、.csv 或 .parquet 文件", "Give a .xlsx, .csv or .parquet file"),
    )


def _not_there(path: Path) -> Problem:
    near = _meant(path)
    check = Text("请核对文件名及所在文件夹", "Check its name, and the folder that it is in")
    return Problem(
        str(path),
        Text("没有这个文件", "there is no such file"),
        check
        if near is None
        else Text(f"是否为 {near}？{check.zh}", f"Did you mean {near}? {check.en}"),
    )


def _meant(path: Path) -> Path | None:
    """The table in the same folder whose name is nearest; the endings are all alike."""
    tables: list[Path] = []
    with suppress(OSError):  # a folder that is not there, or may not be read, has none
        tables = [each for each in path.parent.iterdir() if each.suffix.lower() in _TABLES]
    # Of two that differ in their endings, the one with the ending that was given.
    tables.sort(key=lambda each: (each.suffix == path.suffix, each.name))
    by_stem = {each.stem: each for each in tables}
    near = get_close_matches(path.stem, by_stem, n=1)
    return by_stem[near[0]] if near else None


_TABLES = (".xlsx", ".csv", ".parquet")
