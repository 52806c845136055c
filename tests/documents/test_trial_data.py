"""Rows as market regulators publish them, with their disorder, from a folder that isn't part of the project."""

from __future__ import annotations

import os
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from zibo_port.documents.penalty_headings import PENALTY_HEADINGS
from zibo_port.documents.penalty_rows import PenaltyRow, ignored_headings, penalty_rows
from zibo_port.documents.tables import read_table
from zibo_port.domain.credit_code import CreditCode
from zibo_port.domain.document_no import checked, comparable

FOLDER = os.environ.get("ZIBO_PORT_TRIAL_DATA")
pytestmark = pytest.mark.skipif(FOLDER is None, reason="ZIBO_PORT_TRIAL_DATA names no folder with trial data")


@pytest.fixture(scope="module")
def rows() -> list[PenaltyRow]:
    with read_table(Path(FOLDER or ".") / "penalties-public-a.csv", known=PENALTY_HEADINGS.known) as table:
        assert table.encoding == "gb18030"
        assert table.row_count == 331
        assert table.notes == []
        assert ignored_headings(table) == ()
        return list(penalty_rows(table))


def test_every_row_has_its_verdict_in_order(rows: list[PenaltyRow]) -> None:
    assert [row.number for row in rows] == list(range(2, 333))


def test_natural_persons_and_no_others_are_rejected(rows: list[PenaltyRow]) -> None:
    rejected = [row for row in rows if row.rejected]
    assert len(rejected) == 124
    assert {message.code for row in rejected for message in row.messages} == {"natural-person"}
    assert all(row.fields == {} and row.party_name == "" and row.document_no for row in rejected)


def test_what_is_recorded_is_fit_for_the_form(rows: list[PenaltyRow]) -> None:
    kept = [row for row in rows if not row.rejected]
    assert len({comparable(checked(row.document_no)) for row in rows}) == 331
    assert len({CreditCode.parse(str(row.fields["enterprise"])).value for row in kept}) == 207


def test_remarks_are_few_in_kind_and_none_is_idle(rows: list[PenaltyRow]) -> None:
    told = Counter(message.code for row in rows for message in row.messages)
    assert set(told) == {"natural-person", "article-missing", "kind-from-wording", "kind-missing", "amount-only-in-text"}
    assert told["article-missing"] == 207
    assert told["kind-from-wording"] + told["kind-missing"] == 207
    assert told["kind-missing"] < 20  # rows whose wording was cut before it says anything


def test_an_amount_column_that_is_filled_never_differs_from_what_the_wording_says(rows: list[PenaltyRow]) -> None:
    assert not [row.number for row in rows if any(message.code == "amount-differs-from-text" for message in row.messages)]
    fines = [row.fields["fine"] for row in rows if "fine" in row.fields]
    assert all(isinstance(fine, Decimal) and 0 < fine < 1_000_000 for fine in fines)
