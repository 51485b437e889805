"""What a CSV file rests on, in a file beside it, because the table itself has no place for it."""

import json
from hashlib import file_digest
from pathlib import Path

from jifen_batch.replacing import write_text
from jifen_batch.writers import About, require_ending


def editions_beside(out: Path) -> Path | None:
    """The file for the editions of a result; None for one that has them in itself."""
    return out.with_suffix(".editions.json") if require_ending(out) == ".csv" else None


def write_editions(path: Path, out: Path, written: Path, about: About) -> None:
    """Write what a CSV file rests on.

    Args:
        path: The file to write.
        out: The CSV file, as it will be named.
        written: The CSV file as it has been written; its digest tells whether the two belong
            together, whatever became of either.
        about: The date, the editions, and what is provisional.
    """
    with written.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    said = {"schema": "jifen.editions/1", "file": out.name, "sha256": digest, **about}
    text = json.dumps(said, ensure_ascii=False, indent=2)
    write_text(path, text + "\n")
