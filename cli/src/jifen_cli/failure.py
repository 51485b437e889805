"""The one place where what went wrong becomes text for a person, and an exit code."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import IO

import click

from jifen_cli import EXIT_INTERRUPTED
from jifen_cli.lang import Lang, speaker
from jifen_cli.usage import usage_text

EXIT_INPUT = 3
EXIT_RULES = 4
EXIT_SYSTEM = 6
EXIT_UNEXPECTED = 70
EXIT_PIPE_CLOSED = 141

_NOT_THERE = (FileNotFoundError, NotADirectoryError, IsADirectoryError)
"""What the operating system says of a file that is not the right one: input, not its refusal."""


def run(action: Callable[[], int], lang: Lang) -> int:
    """Do something and give the exit code; every error is told on stderr, none is raised.

    A traceback is shown only if JIFEN_DEBUG=1.
    """
    _never_fail_to_encode()
    try:
        code = action()
        sys.stdout.flush()
    except BrokenPipeError:
        _close_stdout()
        return EXIT_PIPE_CLOSED
    except (KeyboardInterrupt, click.Abort):
        _tell(speaker(lang)("已中断", "Interrupted"))
        return EXIT_INTERRUPTED
    except Exception as error:
        if os.environ.get("JIFEN_DEBUG") == "1":
            sys.excepthook(type(error), error, error.__traceback__)
        text, code = _told(error, lang)
        _tell(text)
    return code


def _told(error: Exception, lang: Lang) -> tuple[str, int]:
    """What to say of an error, and the exit code it means."""
    if isinstance(error, click.ClickException):
        return usage_text(error, lang), error.exit_code
    if told := _told_by_the_sdk(error, lang):
        return told
    say = speaker(lang)
    if isinstance(error, OSError):
        _close_stdout()
        at = f"{error.filename}: " if error.filename else ""
        return say("系统拒绝：", "The system refused: ") + at + _said(error, lang), EXIT_SYSTEM
    at = f"{type(error).__name__}, {_where(error)}"
    zh = f"jifen 出现意外错误（{at}），请报告；设 JIFEN_DEBUG=1 重新运行可见详情"
    en = f"jifen failed in a way nobody foresaw ({at}). Please report it; JIFEN_DEBUG=1 shows more"
    return say(zh, en), EXIT_UNEXPECTED


def _told_by_the_sdk(error: Exception, lang: Lang) -> tuple[str, int] | None:
    """The same of an error that the SDK raised, which says itself what is wrong."""
    try:
        from jifen import InputError, JifenError
    except Exception:
        return None  # the SDK cannot be imported, which may be the very error
    if not isinstance(error, JifenError):
        return None
    cause = error.__cause__
    if isinstance(cause, OSError):  # of a draft too: its name is mistyped, not its rules
        return error.explain(lang), EXIT_INPUT if isinstance(cause, _NOT_THERE) else EXIT_SYSTEM
    code = EXIT_INPUT if isinstance(error, InputError) else EXIT_RULES
    # A package with commands of its own says in its errors what they exit with.
    return error.explain(lang), getattr(error, "exit_code", code)


def _said(error: OSError, lang: Lang) -> str:
    """Why the system refuses."""
    try:
        from jifen import system_said
    except Exception:
        return error.strerror or str(error)
    return system_said(error)[lang]


def _where(error: Exception) -> str:
    """The file and line where an error arose; its message may hold what is nobody's business."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"


def _tell(text: str) -> None:
    with suppress(OSError):  # then there is nowhere left to say it
        click.echo(text, err=True)


def _never_fail_to_encode() -> None:
    """Let a console that lacks a character show a stand-in: better than no result at all."""
    streams: tuple[IO[str], ...] = (sys.stdout, sys.stderr)
    for stream in streams:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _close_stdout() -> None:
    """Write what is left to nowhere, so that Python does not complain of it at exit."""
    with suppress(OSError, ValueError):  # a stream without a file has nothing to write at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
