"""Outputs that appear whole or not at all."""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import EIO, EISDIR
from pathlib import Path

from polars.exceptions import PolarsError


@contextmanager
def replacing(*targets: Path) -> Iterator[tuple[Path, ...]]:
    """Paths to write to, in the folders of the targets; they take their places at the end.

    If anything goes wrong, the targets stay as they were. A run that is killed leaves only files
    whose names begin with a dot and end in `.part`. A path that was never written is left out.

    Raises:
        OSError: if a folder cannot be written to, before anything is computed.
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
            except OSError as error:
                raise _named(error, target) from None
            part.unlink()
        try:
            yield parts
        except (OSError, PolarsError) as error:
            if getattr(error, "errno", None) is None and _POLARS.search(str(error)):
                raise _named(error, targets[0]) from None
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
