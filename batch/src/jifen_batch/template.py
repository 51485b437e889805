"""The empty workbook that a clerk fills in: a column a fact, with drop-downs and notes."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attrs import define, field, frozen
from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from jifen import (
    AmountFact,
    Choice,
    ChoiceFact,
    CountFact,
    DateFact,
    EventsFact,
    Fact,
    FlagFact,
    InputError,
    Lang,
    Problem,
    Registry,
    Scheme,
    Text,
    load_registry,
)
from jifen_batch.events import HEADERS
from jifen_batch.files import ABOUT, SHEET
from jifen_batch.headers import NAMES
from jifen_batch.replacing import replacing
from jifen_batch.workbook_out import workbook
from jifen_batch.writers import XLSX_ROWS

_LAST = XLSX_ROWS - 1
_FORMATS: Mapping[type[Fact], str] = {
    CountFact: "0",
    AmountFact: "0.00",
    DateFact: "yyyy-mm-dd",
}
_YES_NO = ["是", "否"]
_NOTE_COLUMNS = (
    (Text("列名", "Name"), 32),
    (Text("代码", "Column"), 32),
    (Text("填写内容", "What to fill in"), 60),
    (Text("证明材料", "Evidence"), 40),
    (Text("必填", "Required"), 8),
)


def write_template(path: Path, scheme: Scheme, lang: Lang) -> None:
    """Write the empty workbook of a scheme's facts; it appears whole or not at all.

    Args:
        path: The workbook.
        scheme: The scheme.
        lang: The language of the headers: Chinese names, or ids in English.

    Raises:
        InputError: if its ending is not `.xlsx`, or it is there already: it may be filled in.
        OSError: if the system refuses.
    """
    if path.suffix.lower() != ".xlsx":
        raise InputError([_no_workbook(path)])
    if path.exists():
        raise InputError([_already_there(path)])
    with replacing(path) as (part,), workbook(part) as book:
        _Template(book, scheme, lang).fill()


def scheme_for(code: str | None, on: date) -> Scheme:
    """The scheme of a place, or of the one place that no other installed one lies in.

    Raises:
        InputError: if no code is given and there are several.
        PluginError: if a plugin of its chain is missing or broken.
        RulebookError: if no edition is in force.
    """
    registry = load_registry(None if code is None else {code})
    return registry.resolve(code or _only_place(registry), on=on)


def _only_place(registry: Registry) -> str:
    above = {up for code in registry.contributions for up in registry.line(code)[1:]}
    lowest = sorted(set(registry.contributions) - above)
    if len(lowest) == 1:
        return lowest[0]
    has = "、".join(f"{code} {registry.name(code).zh}" for code in lowest) or "—"
    raise InputError(
        [
            Problem(
                "CODE",
                Text("没有说明是哪个地区", "it is not said which place is meant"),
                Text(f"请给出代码：{has}", f"Give a code: {has}"),
            )
        ]
    )


@frozen
class _Template:
    """A workbook that is being filled.

    Attributes:
        book: The workbook.
        scheme: The scheme of its facts.
        lang: The language of the headers.
    """

    book: Any
    scheme: Scheme
    lang: Lang

    def fill(self) -> None:
        applicants = self.book.add_worksheet(SHEET)
        events = [f for f in self.scheme.facts.values() if isinstance(f, EventsFact)]
        tables = {fact: self.book.add_worksheet(_sheet_name(fact)) for fact in events}
        notes = _Notes(self.book, self.book.add_worksheet(ABOUT), self.lang)
        column = 0
        for name, zh in NAMES.items():
            self._head(applicants, column, zh if self.lang == "zh" else name, _ID_NOTES[name])
            self._format(applicants, column, "@")
            column += 1
        for fact in self.scheme.facts.values():
            if isinstance(fact, EventsFact):
                continue
            self._head(applicants, column, self._header(fact), notes.add(fact), fact.required)
            self._format(applicants, column, _FORMATS.get(type(fact), "General"))
            validation = _validation(fact, notes)
            applicants.data_validation(1, column, _LAST, column, validation)
            column += 1
        applicants.freeze_panes(1, 1)
        for fact, sheet in tables.items():
            self._events(sheet, fact, notes)

    def _events(self, sheet: Any, fact: EventsFact, notes: "_Notes") -> None:
        note = notes.add(fact)
        for column, name in enumerate(("applicant_id", *fact.fields())):
            header = HEADERS[name] if self.lang == "zh" else name
            self._head(sheet, column, header, note if name == "date" else _EVENT_NOTES[name])
            self._format(sheet, column, {"date": "yyyy-mm-dd", "amount": "0"}.get(name, "@"))
            if name == "kind":
                listed = {"validate": "list", "source": notes.choices(fact.kinds)}
                sheet.data_validation(1, column, _LAST, column, listed)
        sheet.freeze_panes(1, 0)

    def _header(self, fact: Fact) -> str:
        return fact.name.zh if self.lang == "zh" else fact.id

    def _head(
        self, sheet: Any, column: int, header: str, note: Text, required: bool = True
    ) -> None:
        look = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        look |= {"bg_color": "#dbe9f6" if required else "#eef1f4"}
        sheet.write_string(0, column, header, self.book.add_format(look))
        height = 22 * (3 + len(note[self.lang]) // 18)
        size = {"x_scale": 2, "height": height, "author": "jifen"}
        sheet.write_comment(0, column, note[self.lang], size)

    def _format(self, sheet: Any, column: int, number_format: str) -> None:
        sheet.set_column(column, column, 18, self.book.add_format({"num_format": number_format}))


@define
class _Notes:
    """The sheet that explains the columns, and holds the lists of the drop-downs.

    Attributes:
        book: The workbook.
        sheet: The sheet.
        lang: The language.
    """

    book: Any
    sheet: Any
    lang: Lang
    _row: int = field(default=0, init=False)
    _list: int = field(default=len(_NOTE_COLUMNS) + 1, init=False)

    def __attrs_post_init__(self) -> None:
        bold = self.book.add_format({"bold": True, "bottom": 1})
        for n, (title, width) in enumerate(_NOTE_COLUMNS):
            self.sheet.set_column(n, n, width)
            self.sheet.write_string(0, n, title[self.lang], bold)

    def add(self, fact: Fact) -> Text:
        """Explain a fact on the sheet; the note of its column says the same."""
        self._row += 1
        proof = fact.evidence or Text("", "")
        must = Text("是", "yes") if fact.required else Text("", "")
        cells = (fact.name[self.lang], fact.id, _wanted(fact)[self.lang], proof[self.lang])
        for n, cell in enumerate((*cells, must[self.lang])):
            self.sheet.write_string(self._row, n, cell)
        return _note(fact)

    def choices(self, choices: Iterable[Choice]) -> str:
        """Where the names of choices stand, as the source of a drop-down list."""
        names = [choice.name.zh if self.lang == "zh" else choice.id for choice in choices]
        self._list += 1
        self.sheet.set_column(self._list, self._list, None, None, {"hidden": True})
        for row, name in enumerate(names):
            self.sheet.write_string(row, self._list, name)
        first, last = (xl_rowcol_to_cell(r, self._list, True, True) for r in (0, len(names) - 1))
        return f"={ABOUT}!{first}:{last}"


_ID_NOTES = {
    "applicant_id": Text(
        "每人一个，不重复；按文本填写，不要让表格软件改成数值",
        "One for each applicant, never twice; as text, so that no digit is lost",
    ),
    "lives_in": Text("居住地的行政区划代码，如 330225", "The code of the place, such as 330225"),
    "used_in": Text(
        "使用地的行政区划代码；与居住地相同的留空",
        "The code of the place where the score is used; empty if it is the same",
    ),
}
_EVENT_NOTES = {
    "applicant_id": Text(
        "与“申请人”表中的编号一致；一行一次，没有的不填",
        "As in the table of applicants; a row for each event, none if there are none",
    ),
    "kind": Text("从列表中选择", "Choose from the list"),
    "amount": Text("整数", "A whole number"),
}


def _wanted(fact: Fact) -> Text:
    """What a clerk fills in for a fact."""
    if isinstance(fact, FlagFact):
        return Text("是 或 否", "是 (yes) or 否 (no)")
    if isinstance(fact, ChoiceFact):
        names = "、".join(choice.name.zh for choice in fact.choices)
        return Text(f"从列表中选择：{names}", f"Choose from the list: {names}")
    if isinstance(fact, EventsFact):
        return Text("另表填写，一行一次", "A row for each event, in a sheet of its own")
    wanted = fact.expects()
    unit = getattr(fact, "unit", Text("", "")) if not isinstance(fact, DateFact) else Text("", "")
    if not unit.zh:
        return wanted
    return Text(f"{wanted.zh}（{unit.zh}）", f"{wanted.en} ({unit.en})")


def _note(fact: Fact) -> Text:
    wanted = _wanted(fact)
    zh = [f"{fact.id}{'（必填）' if fact.required else '（没有的留空）'}", wanted.zh]
    en = [
        f"{fact.name.en} ({'required' if fact.required else 'empty if there is none'})",
        wanted.en,
    ]
    if fact.evidence is not None:
        zh.append(f"证明材料：{fact.evidence.zh}")
        en.append(f"Evidence: {fact.evidence.en}")
    return Text("\n".join(zh), "\n".join(en))


def _validation(fact: Fact, notes: _Notes) -> dict[str, Any]:
    """What the spreadsheet program itself accepts in the column of a fact."""
    match fact:
        case FlagFact():
            return {"validate": "list", "source": _YES_NO}
        case ChoiceFact():
            return {"validate": "list", "source": notes.choices(fact.choices)}
        case CountFact():
            return _between("integer", fact.min, fact.max)
        case AmountFact():
            return _between("decimal", float(fact.min), float(fact.max))
        case DateFact():
            return _between("date", fact.min, fact.max)
    return {"validate": "any"}


def _between(kind: str, low: object, high: object) -> dict[str, Any]:
    return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}


def _sheet_name(fact: Fact) -> str:
    """The name of a sheet of events, which a workbook that is read is searched for."""
    name = fact.name.zh
    fits = len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name)
    return name if fits else fact.id[:31]


def _no_workbook(path: Path) -> Problem:
    return Problem(
        path.name,
        Text("模板只能是 .xlsx", "a template is an .xlsx file"),
        Text("请改用 .xlsx 扩展名", "Give it the ending .xlsx"),
    )


def _already_there(path: Path) -> Problem:
    return Problem(
        path.name,
        Text("已有这个文件，其中可能已填写", "it is there already, and may be filled in"),
        Text("请换个文件名，或先移走它", "Give another name, or move it away first"),
    )
