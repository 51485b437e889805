"""Outputs that appear whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


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
                raise IsADirectoryError(21, os.strerror(21), str(target))
            try:
                part.touch(exist_ok=False)
            except OSError as error:
                error.filename = str(target)  # the name that the user knows
                raise
            part.unlink()
        yield parts
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
