from __future__ import annotations

from decimal import Decimal

import pytest

from tests.facts import NUMBER, penalty, registered
from tests.scenario import books, on
from zibo_port.domain.enterprise.penalties import UNSTATED
from zibo_port.domain.notices import notices


def logged(**content):
    """The fact of a decision with this content, logged strictly or as from a file."""
    (fact,) = registered().when(lambda e: e.log_penalty(penalty(NUMBER, **content), on(), books())).happened
    return fact


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ({}, {}),
        ({"gains": None}, {"gains-unknown": False}),
        ({"kinds": ("warning",), "fine": None}, {"warning-only": False}),
        ({"procedure": "summary", "kinds": ("fine",), "fine": Decimal(3000), "departure": "当场"}, {"summary-procedure": False}),
        ({"authority": "济南市市场监督管理局"}, {"other-authority": False}),
        ({"source": "import", "fine": Decimal(1)}, {"fine-outside-range": True}),
        ({"source": "import", "authority": UNSTATED}, {"authority-missing": True}),
        ({"source": "import", "kinds": ()}, {"kind-missing": True}),
        ({"fine": Decimal(1), "mitigated": "主动消除危害后果"}, {}),
        (
            {"gains": Decimal(10000), "confiscated": Decimal(10000), "kinds": ("fine", "confiscation"), "fine": Decimal(50000)},
            {"refund-first": False},
        ),
    ],
)
def test_a_record_tells_the_same_warnings_whenever_it_is_asked(content, codes):
    fact = logged(**content)
    told = {w.code: w.fault for w in notices(fact, books())}
    assert {code: told.get(code) for code in codes} == codes
    assert set(told) - set(codes) <= {"fine-kind-missing"}
    assert set(fact.warnings) <= set(told)


def test_gains_that_were_recorded_as_a_number_are_checked_as_one():
    fact = logged(gains=Decimal(20000), fine=Decimal(100000))
    assert fact.gains == "20000"
    assert (fact.range_min, fact.range_max) != (None, None)
    assert [w.code for w in notices(fact, books())] == []
