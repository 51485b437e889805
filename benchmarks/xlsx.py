"""A county's spreadsheet: `jifen batch` from xlsx to xlsx against reading and writing alone.

    python benchmarks/xlsx.py [--rows 163000] [--rounds 3]

The peer reads the same sheet with python-calamine and writes the same cells with XlsxWriter, and
does nothing between. Both run in processes of their own, in turn; the whole process counts on our
side, start-up included, and on the peer's only the reading and writing. The bar is 1.5.
"""

import argparse
import os
import pickle
import random
import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

ON = "2022-10-01"
BAR = 1.5


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=163_000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--peer", nargs=3, metavar=("IN", "ROWS", "OUT"))
    args = asked.parse_args()
    if args.peer:
        return peer(*map(Path, args.peer))
    with TemporaryDirectory() as folder:
        compare(Path(folder), args.rows, args.rounds)


def compare(folder: Path, rows: int, rounds: int) -> None:
    table, out = folder / "in.xlsx", folder / "out.xlsx"
    fill(table, rows)
    events = [folder / f"{name}.csv" for name in ("offences", "breaches_of_trust")]
    for each in events:
        each.write_text("applicant_id,date\n" + f"A{rows - 1:07},2021-03-01\n")
    ours = [
        *(sys.executable, "-m", "jifen_cli", "batch", table, out, "--on", ON),
        *(arg for each in events for arg in ("--events", f"{each.stem}={each}")),
    ]
    measured(ours)  # the output that the peer has to write, and everything warm
    cells = folder / "rows.pickle"
    cells.write_bytes(pickle.dumps(cells_of(out)))
    theirs = [sys.executable, __file__, "--peer", table, cells, folder / "peer.xlsx"]
    results = []
    for n in range(rounds):
        mine, peers = measured(ours), tuple(map(float, said(theirs).split()))
        results.append(tuple(a / b for a, b in zip(mine, peers, strict=True)))
        print(
            f"round {n + 1}: jifen {mine[0]:.1f} s ({mine[1]:.1f} s of CPU), "
            f"peer {peers[0]:.1f} s ({peers[1]:.1f} s of CPU)"
        )
    wall, cpu = (sorted(r)[len(r) // 2] for r in zip(*results, strict=True))
    print(f"{rows} rows: {wall:.2f} times the time and {cpu:.2f} times the CPU; the bar is {BAR}")


def measured(command: list[object]) -> tuple[float, float]:
    """The seconds of a command: of the clock, and of its CPU."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    said(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, cpu


def said(command: list[object]) -> str:
    env = os.environ | {"LANG": "en", "PYTHONUTF8": "1"}
    run = subprocess.run([str(part) for part in command], env=env, capture_output=True, check=True)
    return run.stdout.decode()


def peer(table: Path, cells: Path, out: Path) -> None:
    """Read the table and write the cells, and nothing else."""
    import xlsxwriter
    from python_calamine import load_workbook

    rows = pickle.loads(cells.read_bytes())
    began, cpu = time.perf_counter(), time.process_time()
    for _ in load_workbook(table).get_sheet_by_index(0).iter_rows():
        pass
    with xlsxwriter.Workbook(str(out), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        put = {str: sheet.write_string, float: sheet.write_number, bool: sheet.write_boolean}
        for n, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell != "":
                    put[cell.__class__](n, column, cell)
    print(time.perf_counter() - began, time.process_time() - cpu)


def cells_of(out: Path) -> list[list[object]]:
    from python_calamine import load_workbook

    rows = load_workbook(out).get_sheet_by_index(0).to_python()
    return [[str(cell) if isinstance(cell, date) else cell for cell in row] for row in rows]


def fill(table: Path, rows: int) -> None:
    """A county's table: every fact of Xiangshan's chain, some absent."""
    import xlsxwriter

    import jifen

    scheme = jifen.load_registry({"330225"}).resolve("330225", on=date.fromisoformat(ON))
    facts = [f for f in scheme.facts.values() if not isinstance(f, jifen.EventsFact)]
    choose = random.Random(20221001)
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(str(table), options) as book:
        sheet = book.add_worksheet("申请人")
        sheet.write_row(0, 0, ["申请人编号", "居住地", *(fact.name.zh for fact in facts)])
        for n in range(rows):
            cells = [value(fact, choose) for fact in facts]
            sheet.write_row(n + 1, 0, [f"A{n:07}", "330225", *cells])


def value(fact: object, choose: random.Random) -> object:
    import jifen

    if not getattr(fact, "required", False) and choose.random() < 0.15:
        return None
    match fact:
        case jifen.FlagFact():
            return choose.choice(["是", "否"])
        case jifen.CountFact():
            return choose.randrange(fact.min, min(fact.max, 150))
        case jifen.AmountFact():
            return choose.randrange(30_000_000) / 100
        case jifen.ChoiceFact():
            return choose.choice(fact.choices).name.zh
        case jifen.DateFact(required=True):
            return date(choose.randrange(1962, 2004), choose.randrange(1, 13), 28)
    return date(choose.randrange(2021, 2025), choose.randrange(1, 13), 28)


if __name__ == "__main__":
    main()
