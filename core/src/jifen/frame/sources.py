"""What a run from Parquet to Parquet reads, and that it writes over none of it."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import partial
from glob import iglob
from itertools import combinations
from os.path import expanduser
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from jifen.errors import InputError, Problem
from jifen.text import Text

if TYPE_CHECKING:
    import polars

Source: TypeAlias = "str | Path | polars.LazyFrame"
"""A Parquet file, a folder or pattern of such files, or Polars' plan of reading some."""


def opened(sources: Mapping[str, Source]) -> "dict[str, polars.LazyFrame]":
    """The plan of reading each source, by what it is for.

    Raises:
        InputError: with each source that is none, and each that Polars cannot make out.
        OSError: if there is no such file, or the system does not let it be read.
    """
    import polars as pl

    plans: dict[str, pl.LazyFrame] = {}
    problems = []
    for use, source in sources.items():
        told = partial(_bad_plan, use)
        if isinstance(source, str | Path):
            plans[use], told = pl.scan_parquet(source), partial(_bad_file, f"{use} ({source})")
        elif isinstance(source, pl.LazyFrame):
            plans[use] = source
        else:
            problems.append(_no_source(use, source))
            continue
        try:
            plans[use].collect_schema()
        except pl.exceptions.PolarsError as error:
            problems.append(told(str(error).splitlines()[0].removesuffix(".")))
    if problems:
        raise InputError(problems)
    return plans


def require_apart(outputs: Mapping[str, str | Path], sources: Mapping[str, Source]) -> None:
    """Check that no output is read, and that the outputs are not one file.

    A plan is asked for its files, of which Polars names some: of a folder or a pattern the first.

    Args:
        outputs: The files to be written, by what they are for.
        sources: What is read, by what it is for; every plan of it can be resolved.

    Raises:
        InputError: with each output that is a source, or lies in a folder that is one.
    """
    paths = {use: Path(output).resolve() for use, output in outputs.items()}
    problems = [
        _is_read(use, outputs[use], source)
        for use, path in paths.items()
        for source, of in sources.items()
        if _reads(of, path)
    ]
    if len({*paths.values()}) < len(paths):
        problems.append(_one_output(Path(next(iter(outputs.values()))).name))
    if problems:
        raise InputError(problems)


def require_folders_apart(outputs: Mapping[str, str], sources: Mapping[str, str]) -> None:
    """Check the same of the paths of a cluster, by their names alone.

    Each is a folder, and what lies in it goes when it is overwritten. So no output may hold a
    source or another output either.

    Raises:
        InputError: with each output that is a source, lies in one or holds one.
    """
    paths = {use: _plain(output) for use, output in outputs.items()}
    problems = [
        _is_read(use, outputs[use], source)
        for use, path in paths.items()
        for source, of in sources.items()
        if _overlap(path, _plain(of))
    ]
    one, other = paths.values()
    if _overlap(one, other):
        problems.append(_one_output(next(iter(outputs.values()))))
    if problems:
        raise InputError(problems)


def _reads(source: Source, output: Path) -> bool:
    if isinstance(source, str | Path):
        given = _local(source)
        files = map(_resolved, iglob(given, recursive=True))  # noqa: PTH207 (it may be absolute)
        return _resolved(given) in (output, *output.parents) or output in files
    return output in map(_resolved, _named_by(source))


def _named_by(plan: "polars.LazyFrame") -> Iterator[str]:
    """The files that the text of a plan names; a comma may be between two or within a name."""
    for scanned in _SCAN.findall(plan.explain(optimized=False)):
        words = scanned.split(", ")
        for first, last in combinations(range(len(words) + 1), 2):
            yield _local(", ".join(words[first:last]))


_SCAN = re.compile(r"SCAN \[(.+)\]")


def _local(name: str | Path) -> str:
    """The name of a file as the system has it: Polars knows the home folder and `file:` too."""
    return expanduser(str(name).removeprefix("file://"))  # noqa: PTH111 (`~x` may be a file)


def _resolved(name: str) -> Path:
    return Path(name).resolve()


def _plain(path: str) -> PurePosixPath:
    return PurePosixPath(posixpath.normpath(re.sub("^file:/+", "/", path)))


def _overlap(one: PurePosixPath, other: PurePosixPath) -> bool:
    return one in (other, *other.parents) or other in one.parents


def _no_source(use: str, source: object) -> Problem:
    what = type(source).__name__
    return Problem(
        use,
        Text(f"{what} 不是 Parquet 文件", f"a {what} is no Parquet file"),
        Text(
            "请给出文件路径，或 Polars 的 LazyFrame：Polars 的表加 .lazy()，pandas 的表用 "
            "pl.from_pandas(…).lazy()，多个文件用 pl.scan_parquet([…])",
            "Give the path of one, or a LazyFrame of Polars: .lazy() of a frame of Polars, "
            "pl.from_pandas(…).lazy() of one of pandas, pl.scan_parquet([…]) of several files",
        ),
    )


def _bad_file(place: str, said: str) -> Problem:
    return Problem(
        place,
        Text(f"不是可读的 Parquet 文件：{said}", f"it is no Parquet file that can be read: {said}"),
        Text(
            "请给出一个 Parquet 文件，或一批列相同的此类文件的文件夹或通配符；如已损坏，请重新生成",
            "Give a Parquet file, or a folder or a pattern of such files of the same columns; if "
            "it is damaged, make it again",
        ),
    )


def _bad_plan(use: str, said: str) -> Problem:
    return Problem(
        use,
        Text(
            f"Polars 无法执行此 LazyFrame：{said}", f"Polars cannot follow this LazyFrame: {said}"
        ),
        Text("请改正，直到 .collect_schema() 可用", "Correct it until its .collect_schema() works"),
    )


def _is_read(use: str, output: str | Path, source: str) -> Problem:
    return Problem(
        f"{use} ({output})",
        Text(
            f"写入此处会毁掉输入 {source}",
            f"to write there would destroy what is read as {source}",
        ),
        Text("请换一个不在输入之中的路径", "Give a path that is none of the input's, nor in it"),
    )


def _one_output(name: str) -> Problem:
    return Problem(
        name,
        Text("得分和退回的行不能写入同一文件", "scores and rejected rows cannot be one file"),
        Text("请给出两个文件名", "Give two names"),
    )
