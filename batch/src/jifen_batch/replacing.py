"""Outputs that appear whole or not at all."""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EIO, EISDIR
from pathlib import Path

from polars.exceptions import PolarsError

from jifen import JifenError, Problem, Text
from jifen_cli.failure import EXIT_SYSTEM


class NoFolder(JifenError):
    """The folder of an output is not there, so the system refuses to write the output."""

    headline = Text("系统拒绝：", "The system refused:")
    exit_code = EXIT_SYSTEM


@contextmanager
def replacing(*targets: Path) -> Iterator[tuple[Path, ...]]:
    """Paths to write to, in the folders of the targets; they take their places at the end.

    If anything goes wrong, the targets stay as they were. A run that is killed leaves only files
    whose names begin with a dot and end in `.part`. A path that was never written is left out.

    Raises:
        NoFolder: if a folder is not there, before anything is computed.
        OSError: if a folder cannot be written to, likewise.
    """
    # The ending stays the last, because it says what kind of file it is.
    mark = secrets.token_hex(4)
    parts = tuple(
        target.with_name(f".{target.stem}.{mark}.part{target.suffix}") for target in targets
    )
    try:
        for part, target in zip(parts, targets, strict=True):
            if target.is_dir():
                raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(target))
            try:
                part.touch(exist_ok=False)
            except (FileNotFoundError, NotADirectoryError):
                raise NoFolder([_no_folder(target)]) from None
            except OSError as error:
                raise _named(error, target) from None
            part.unlink()
        try:
            yield parts
        except OSError as error:
            known = dict(zip(map(str, parts), targets, strict=True)).get(str(error.filename))
            if known is not None:
                raise _named(error, known) from None
            raise
        written = [(p, t) for p, t in zip(parts, targets, strict=True) if p.exists()]
        for part, _ in written:
            _flush(part)
        for part, target in written:
            part.replace(target)
        for folder in {target.parent for _, target in written}:
            _flush(folder)
    finally:
        for part in parts:
            with suppress(OSError):
                part.unlink(missing_ok=True)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What the system says inside, and does not say of which file, it says of this one.

    Raises:
        OSError: if the system refuses; Polars has errors of its own for it.
    """
    try:
        yield
    except (OSError, PolarsError) as error:
        is_refusal = isinstance(error, OSError) or _POLARS.search(str(error))
        if is_refusal and getattr(error, "filename", None) is None:
            raise _named(error, path) from None
        raise


def write_text(path: Path, text: str) -> None:
    """Write a file of text in UTF-8.

    Raises:
        OSError: if the system refuses.
    """
    with writing(path):
        path.write_text(text, encoding="utf-8", newline="\n")


def _no_folder(target: Path) -> Problem:
    folder = target.parent
    return Problem(
        str(target),
        Text(
            f"没有文件夹 {folder}，输出无处可写",
            f"there is no folder {folder} to write this output in",
        ),
        Text("请先建立该文件夹，或改正路径", "Make it first, or correct the path"),
    )


def _flush(path: Path) -> None:
    """Have the system put a file, or a folder's list of files, on the disk."""
    if os.name == "nt" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _named(error: Exception, target: Path) -> OSError:
    """What the system said, of the file whose name the user knows."""
    said = _POLARS.search(str(error))
    number = int(said[1]) if said else getattr(error, "errno", None) or EIO
    return OSError(number, os.strerror(number), str(target))


_POLARS = re.compile(r"\(os error ([0-9]+)\)")
"""How an error of Polars says which error of the system it is."""
