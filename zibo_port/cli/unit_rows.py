"""Units, their contacts and who may score, as the counter shows them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from zibo_port.cli.language import t
from zibo_port.cli.output import Column
from zibo_port.domain.errors import Text
from zibo_port.domain.periods import Quarter
from zibo_port.domain.purposes import PURPOSES
from zibo_port.domain.unit_book import missing

if TYPE_CHECKING:
    from zibo_port.domain.unit_book import Contact, UnitBook
    from zibo_port.domain.units import UnitEntry, Units

ROLES: Final = {
    "office": Text("联席会议办公室", "office of the conference"),
    "member": Text("成员单位", "member"),
    "secretariat": Text("配合单位", "secretariat"),
    "district": Text("区县部门", "district"),
}

LIST: Final = (
    Column("unit", "代码", "Code"),
    Column("name", "名称", "Name"),
    Column("role", "职责", "Role"),
    Column("may_score", "可评分", "May score"),
    Column("contacts_text", "联系人", "Contacts"),
    Column("missing_text", "尚缺联系人", "No contact for"),
    Column("assumed", "推定", "Assumed"),
)

ROW: Final = tuple(
    Column(key, key, key) for key in ("unit", "name", "role", "parent", "reports", "may_score", "missing", "clause", "assumed", "note")
)
"""The entries of a unit for a spreadsheet."""

_PERSON: Final = (Column("name", "姓名", "Name"), Column("post", "职务", "Post"), Column("phone", "电话", "Phone"))

SHOW: Final = (
    Column("unit", "代码", "Code"),
    Column("name", "名称", "Name"),
    Column("role", "职责", "Role"),
    Column("parent", "上级部门", "Above it"),
    Column("reports", "每月提报", "Reports"),
    Column("may_score", "可评分", "May score"),
    Column("scorers_named_by", "评分单位依据", "Scorers named by"),
    Column("missing_text", "尚缺联系人", "No contact for"),
    Column("clause", "依据", "Clause"),
    Column("assumed", "推定", "Assumed"),
    Column("note", "说明", "Note"),
    Column(
        "names",
        "各时期名称",
        "Names",
        columns=(
            Column("name", "名称", "Name"),
            Column("since", "自", "From"),
            Column("until", "至", "To"),
            Column("assumed", "推定", "Assumed"),
        ),
    ),
    Column(
        "history",
        "联系人",
        "Contacts",
        columns=(Column("purpose_text", "事项", "For"), *_PERSON, Column("since", "自", "From"), Column("until", "至", "Until")),
    ),
)


def unit_row(unit: UnitEntry, book: UnitBook, units: Units, on: date) -> dict[str, Any]:
    """A unit as it is called on a day, with its contacts of that day."""
    contacts = [row for code in PURPOSES for row in _contacts(book, unit.code, code) if _current(row, on)]
    lacks = [code for entry, code in missing(book, units, on) if entry.code == unit.code]
    return {
        "unit": unit.code,
        "name": t(*unit.name),
        "role": unit.role,
        "parent": unit.parent,
        "reports": t(unit.reports, unit.reports_en or unit.reports) if unit.reports else None,
        "may_score": _may_score(unit, book, on),
        "contacts": contacts,
        "missing": lacks,
        "clause": unit.clause,
        "assumed": unit.assumed,
        "note": t(unit.note_zh, unit.note_en or unit.note_zh) if unit.note_zh else None,
    }


def unit_page(unit: UnitEntry, book: UnitBook, units: Units, on: date) -> dict[str, Any]:
    """The same with every name it had and every contact."""
    named = book.scoring(Quarter.of(on))
    return unit_row(unit, book, units, on) | {
        "source": unit.source,
        "scorers_named_by": named.minutes if named is not None else None,
        "names": [
            {"name": t(*known.name), "since": known.since, "until": known.until, "assumed": known.assumed}
            for known in units.versions(unit.code)
        ],
        "history": [row for code in PURPOSES for row in _contacts(book, unit.code, code)],
    }


def unit_words(row: dict[str, Any]) -> dict[str, Any]:
    """The same for people."""
    return row | {
        "role": t(*ROLES[row["role"]]),
        "contacts_text": [t(f"{c['purpose_text']} {c['name']}", f"{c['purpose_text']}: {c['name']}") for c in row["contacts"]],
        "missing_text": [t(*PURPOSES[code].name) for code in row["missing"]],
    }


def _may_score(unit: UnitEntry, book: UnitBook, on: date) -> bool:
    named = book.scoring(Quarter.of(on))
    return unit.role != "district" if named is None else unit.code in named.departments


def _contacts(book: UnitBook, unit: str, purpose: str) -> list[dict[str, Any]]:
    return [_contact(contact, purpose) for contact in book.history(unit, purpose)]


def _contact(contact: Contact, purpose: str) -> dict[str, Any]:
    """`until` is the day on which the next one took over."""
    fact = contact.fact
    return {
        "purpose": purpose,
        "purpose_text": t(*PURPOSES[purpose].name),
        "name": fact.name,
        "post": fact.post,
        "phone": fact.phone,
        "since": fact.effective_on,
        "until": contact.until,
    }


def _current(row: dict[str, Any], on: date) -> bool:
    return bool(row["since"] <= on and (row["until"] is None or on < row["until"]))
