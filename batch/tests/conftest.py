"""Tables as a clerk makes them, and the command line that reads them."""

import csv
import os
import random
import subprocess
import sys
from datetime import date
from typing import NamedTuple

import pytest
import xlsxwriter
from click.testing import CliRunner

import jifen
from jifen_cli.group import jifen as command_line

ON = date(2022, 10, 1)


class Result(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def run():
    """Run a command line in this process: `run("batch", path, out, lang="zh")`."""

    def run(*args, lang="en"):
        env = {"COLUMNS": "100", "LC_ALL": None, "LC_MESSAGES": None, "JIFEN_DEBUG": None}
        env["LANG"] = "zh_CN.UTF-8" if lang == "zh" else "en_GB.UTF-8"
        done = CliRunner().invoke(command_line, [str(arg) for arg in args], env=env)
        assert done.exception is None or isinstance(done.exception, SystemExit)
        return Result(done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture
def batch(run, no_events):
    """Run `jifen batch` on 2022-10-01, where nobody has any events."""
    return lambda *args, **more: run("batch", *args, "--on", ON, *no_events, **more)


@pytest.fixture
def rank(run, no_events, tmp_path):
    """Run `jifen rank` on 2022-10-01, by default where nobody has any events."""

    def rank(table, out, *args, events=no_events, **more):
        return run("rank", table, tmp_path / out, "--on", "2022-10-01", *events, *args, **more)

    return rank


@pytest.fixture
def start():
    """Start a command line in a process of its own."""

    def start(*args, **options):
        env = os.environ | {"LANG": "en", "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "jifen_cli", *map(str, args)]
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
        return subprocess.Popen(command, env=env, encoding="utf-8", **options)

    return start


@pytest.fixture
def no_events(csv_file):
    """The options that say that nobody has any events."""
    none = csv_file("none.csv", [["applicant_id", "date"]])
    return ["--events", f"offences={none}", "--events", f"breaches_of_trust={none}"]


@pytest.fixture
def csv_file(tmp_path):
    """Write a CSV file: `csv_file("in.csv", rows)`."""

    def write(name, rows, encoding="utf-8"):
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    return write


@pytest.fixture
def xlsx_file(tmp_path):
    """Write a workbook whose cells have the types of the values; a dict has several sheets."""

    def write(name, rows, tamper=None):
        path = tmp_path / name
        sheets = rows if isinstance(rows, dict) else {"Sheet1": rows}
        with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
            for title, cells in sheets.items():
                sheet = book.add_worksheet(title)
                for n, row in enumerate(cells):
                    for column, cell in enumerate(row):
                        if isinstance(cell, str):
                            sheet.write_string(n, column, cell)
                        elif cell is not None:
                            sheet.write(n, column, cell)
                if tamper is not None:
                    tamper(book, sheet)
        return path

    return write


@pytest.fixture
def rows_of():
    """The rows of a CSV file, as mappings."""

    def rows_of(path):
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    return rows_of


@pytest.fixture(scope="session")
def scheme():
    return jifen.load_registry({"330225"}).resolve("330225", on=ON)


@pytest.fixture(scope="session")
def people(scheme):
    """Invented applicants, by id: every fact is sometimes absent, sometimes at its bounds."""

    def people(count, seed=1):
        choose = random.Random(seed)
        return {f"A{n:06}": _facts(scheme, choose) for n in range(count)}

    return people


def _facts(scheme, choose):
    return {
        fact.id: _value(fact, choose)
        for fact in scheme.facts.values()
        if fact.required or choose.random() < 0.8
    }


def _value(fact, choose):
    match fact:
        case jifen.FlagFact():
            return choose.random() < 0.5
        case jifen.CountFact():
            return choose.choice([fact.min, fact.max, choose.randrange(fact.min, 150)])
        case jifen.AmountFact():
            return jifen.points(choose.randrange(0, 30_000_000))
        case jifen.ChoiceFact():
            return choose.choice(fact.ids())
        case jifen.EventsFact():
            years = [choose.randrange(2014, 2024) for _ in range(choose.choice([0, 0, 1, 3]))]
            return [{"date": date(year, 3, 1)} for year in years]
        case jifen.DateFact(required=True):
            return date(choose.randrange(1950, 2009), choose.randrange(1, 13), 28)
    return date(choose.randrange(2021, 2025), choose.randrange(1, 13), 28)


@pytest.fixture(scope="session")
def table_of(scheme):
    """The table of applicants, with its headers; every other one is a Chinese name."""
    facts = [f for f in scheme.facts.values() if not isinstance(f, jifen.EventsFact)]

    def table_of(population, place="330225"):
        headers = [f.name.zh if n % 2 else f.id for n, f in enumerate(facts)]
        rows = [
            [name, place, *(given.get(f.id) for f in facts)] for name, given in population.items()
        ]
        return [["applicant_id", "居住地", *headers], *rows]

    return table_of


@pytest.fixture(scope="session")
def events_table():
    """The table of a population's events of one fact, with its headers."""

    def events_table(population, fact):
        rows = [[name, e["date"]] for name, given in population.items() for e in given[fact]]
        return [["申请人编号", "日期"], *rows]

    return events_table


@pytest.fixture(scope="session")
def people_400(people):
    return people(400)


@pytest.fixture
def events(people_400, csv_file, events_table):
    """The options that give the events of those four hundred."""
    named = {
        fact: csv_file(f"{fact}.csv", events_table(people_400, fact))
        for fact in ("offences", "breaches_of_trust")
    }
    return [arg for fact, path in named.items() for arg in ("--events", f"{fact}={path}")]
