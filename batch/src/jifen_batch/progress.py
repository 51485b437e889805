"""A progress bar on stderr, where a person is looking at it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import click

Tick = Callable[[int], None]


@contextmanager
def progress() -> Iterator[Callable[[int], Tick]]:
    """What starts a bar of so many rows, and gives what moves it."""
    with ExitStack() as stack:

        def started(rows: int) -> Tick:
            if not sys.stderr.isatty():
                return lambda _: None
            bar = stack.enter_context(click.progressbar(length=rows, file=sys.stderr))
            return bar.update

        yield started
