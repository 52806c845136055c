"""The headings under which ratings, complaints and department scores arrive, and which of the three a table holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from zibo_port.documents.department_words import department
from zibo_port.documents.evaluation_words import COMPLAINTS, KINDS, NAMES, OWN, RATINGS, SCORES, SHARED
from zibo_port.documents.heading_row import NoHeadings
from zibo_port.documents.headings import Columns, Vocabulary
from zibo_port.documents.tables import Table, read_table
from zibo_port.documents.visible import quoted
from zibo_port.domain.errors import FieldFault, InvalidData, Text

_TELLING: Final = {kind: frozenset(words) - frozenset({"year"} if kind == SCORES else ()) for kind, words in OWN.items()}
"""The fields by which a kind is known; a year may also stand beside a quarter."""

HEADINGS: Final[Mapping[str, Vocabulary]] = {
    kind: Vocabulary(NAMES, {**SHARED, **words}, required=(), unread=("序号", "no")) for kind, words in OWN.items()
}

PER_CENT: Final = Decimal("0.01")

_REMARK_BEHIND: Final = re.compile(r"[（(【\[](?!.*(?:百分制|100\s*分))[^）)】\]]*[）)】\]]\s*$")
"""A remark in brackets at a heading's end: a unit, a hint. One that speaks of a hundred points changes what the column means."""


class Given(NamedTuple):
    """What holds for every row where the file doesn't say."""

    year: int | None = None
    quarter: str | None = None
    department: str | None = None


NOTHING_GIVEN: Final = Given()


def open_table(source: str, kind: str | None) -> Table:
    """Open a table of a kind, or of any of the three.

    Raises InvalidData as `read_table` does; where no heading is known, the sentence names those that are.
    """
    kinds = (kind,) if kind else tuple(KINDS)

    def known(heading: str) -> bool:
        return any(HEADINGS[one].meaning(_plain(heading)) is not None for one in kinds)

    try:
        return read_table(source, known=known)
    except NoHeadings as fault:
        raise _with_headings(fault, kinds) from None


def kind_of(headings: Sequence[str]) -> str:
    """Which of the three a table holds, by the headings that only one of them has.

    Raises InvalidData if none, or more than one, is told by them.
    """
    found = {kind: len(_fields(kind, headings) & telling) for kind, telling in _TELLING.items()}
    found[SCORES] += _a_column_each(headings)
    best = max(found.values())
    kinds = [kind for kind, count in found.items() if count == best]
    if best and len(kinds) == 1:
        return kinds[0]
    zh = f"从表头看不出是哪一种表（{'、'.join(name.zh for name in KINDS.values())}）。请用 --kind 写明（{'、'.join(KINDS)}）。"
    en = f"The headings don't tell which kind of table this is: name it with --kind ({', '.join(KINDS)})."
    raise _with_headings(InvalidData(zh, en, fields=(FieldFault("kind", Text(zh, en)),)), tuple(KINDS))


def columns_of(kind: str, headings: Sequence[str], given: Given = NOTHING_GIVEN) -> Columns:
    """Which column is what in a table of a kind; a rate whose heading says per cent has that for its unit.

    Raises InvalidData if two columns mean the same, or if one is missing that is neither given otherwise nor dispensable.
    """
    columns = HEADINGS[kind].columns([_plain(heading) for heading in headings])
    missing = list(_missing(kind, columns.at, given))
    if missing:
        raise _lacking(kind, missing, headings)
    in_per_cent = "rate" in columns.at and "%" in headings[columns.at["rate"]].replace("％", "%")
    return columns._replace(units={"rate": PER_CENT}) if in_per_cent else columns


def _a_column_each(headings: Sequence[str]) -> bool:
    """Whether departments stand beside each other, a column each."""
    return any(department(heading) is not None for heading in headings)


def _fields(kind: str, headings: Sequence[str]) -> set[str]:
    meanings = (HEADINGS[kind].meaning(_plain(heading)) for heading in headings)
    return {meaning.field for meaning in meanings if meaning is not None}


def _plain(heading: str) -> str:
    """A heading without the remark in brackets behind it."""
    return _REMARK_BEHIND.sub("", heading[:100]) or heading


# --- what is missing ----------------------------------------------------------------------------------------------

_NEEDED: Final[Mapping[str, Mapping[str, Callable[[Mapping[str, int], Given], object]]]] = {
    RATINGS: {
        "year": lambda at, given: "year" in at or given.year,
        "total": lambda at, _: "total" in at or at.keys() & {"publicised", "not_publicised"},
        "favourable": lambda at, _: at.keys() & {"favourable", "rate", "publicised", "not_publicised"},
    },
    COMPLAINTS: {"reference": lambda at, _: "reference" in at, "received_on": lambda at, _: "received_on" in at},
    SCORES: {
        "quarter": lambda at, given: "quarter" in at or given.quarter,
        "department": lambda at, given: "department" in at or given.department,
        "points": lambda at, _: "points" in at,
    },
}
_OPTIONS: Final = ("year", "quarter", "department")


def _missing(kind: str, at: Mapping[str, int], given: Given) -> Iterator[str]:
    """The columns that a table of a kind lacks."""
    if not at.keys() & {"enterprise", "party_name"}:
        yield "enterprise"
    yield from (field for field, there in _NEEDED[kind].items() if not there(at, given))


def _lacking(kind: str, missing: Sequence[str], headings: Sequence[str]) -> InvalidData:
    present = "、".join(quoted(heading, limit=20) for heading in headings[:40] if heading)
    zh = f"{KINDS[kind].zh}表缺少必需的列：{'、'.join(NAMES[field].zh for field in missing)}。现有表头：{present}。"
    en = f"The table of {KINDS[kind].en} lacks a required column: {', '.join(NAMES[field].en for field in missing)}. It has: {present}."
    options = [f"--{field}" for field in missing if field in _OPTIONS]
    if options:
        zh += f"表里没有写的，可用 {'、'.join(options)} 写明。"
        en += f" What the file doesn't say can be given with {', '.join(options)}."
    if kind == SCORES and _a_column_each(headings):
        zh += "一个部门占一列的汇总表，请改成一个部门一行：企业、部门、分数。"
        en += " Departments beside each other are to be put below each other, a row for each enterprise and department."
    faults = tuple(FieldFault(f, Text(f"缺少“{NAMES[f].zh}”一列。", f"There is no column {NAMES[f].en}.")) for f in missing)
    return _with_headings(InvalidData(zh, en, fields=faults), (kind,))


def _with_headings(fault: InvalidData, kinds: Sequence[str]) -> InvalidData:
    """The fault, with the headings that are known, and the way that always works."""
    zh, en = fault.message
    names = 3 if len(kinds) == 1 else 1
    for kind in kinds:
        words = {**SHARED, **OWN[kind]}.values()
        zh += f"{KINDS[kind].zh}表可识别的表头：{'；'.join(_some(its_words, names) for its_words in words)}。"
        en += f" Headings of {KINDS[kind].en}: {', '.join(its_words[1] for its_words in words)}."
    template = f"zibo-port evaluation import --template {kinds[0]}.xlsx --kind {kinds[0]}"
    hint = Text(f"请改表头后再导入，或用模板填写：{template}", f"Rename the headings, or fill in a template: {template}")
    return InvalidData(zh, en, hint=hint, fields=fault.fields)


def _some(words: Sequence[str], names: int) -> str:
    return "、".join([word for word in words if not word.isascii()][:names])
