"""Workbooks out, on a disk that may be full."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import RawIOBase
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import IO, Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

from jifen_batch.replacing import writing


class _Sink(RawIOBase):
    """A file that takes everything, and keeps what the system said against it for the end.

    XlsxWriter closes its archive when it is collected, where nobody can catch what that raises.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._is_needed = True
        self.error: OSError | None = None

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self._is_needed and self.error is None:
            try:
                # What has no buffer may take a part only, where there is no room for the rest.
                left = memoryview(data)
                while left:
                    left = left[self._file.write(left) :]
            except OSError as error:
                self.error = error
        return len(data)

    def discard(self) -> None:
        """Take everything from now on, and keep nothing of it."""
        self._is_needed = False


@contextmanager
def workbook(path: Path, *, in_rows: bool = False) -> Iterator[Any]:
    """A workbook of XlsxWriter that is in the file at the end.

    Args:
        path: The file; what is there is overwritten.
        in_rows: Whether cells come row by row, so that no more than a row is in memory.

    Raises:
        OSError: if the system refuses.
    """
    with TemporaryDirectory(prefix="jifen-") as folder, path.open("wb", buffering=0) as file:
        sink = _Sink(file)
        book = xlsxwriter.Workbook(sink, {"constant_memory": in_rows, "tmpdir": folder})
        book.use_zip64()
        try:
            yield book
            book.close()
        except FileCreateError as error:
            # The disk of the temporary files may be full too.
            sink.discard()
            with writing(Path(gettempdir())):
                raise error.args[0] from None
        except BaseException:
            sink.discard()
            with suppress(FileCreateError):
                book.close()
            raise
        if sink.error is not None:
            with writing(path):
                raise sink.error
