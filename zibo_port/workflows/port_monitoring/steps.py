"""The steps of monitoring and consultation as data: what is owed, by whom, since and until which event, on which clause."""

from __future__ import annotations

from typing import Final

from zibo_port.domain.bottleneck import CLAUSE as CLAUSE_BOTTLENECK
from zibo_port.domain.circular import CLAUSE_SHARING
from zibo_port.domain.consultation import CLAUSE_OBLIGATION
from zibo_port.domain.errors import Text
from zibo_port.domain.monitoring import CLAUSE_APPROVAL
from zibo_port.domain.periods import MEETING_CLAUSE, REPORT_CLAUSE
from zibo_port.domain.purposes import CLAUSE_PERSONS, CLAUSE_REPORTER
from zibo_port.domain.steps import AS_ORDERED, Fixed, Step, Within

_SET: Final = Fixed(Text("交办时确定的日期", "the day set when it was handed over"))

STEPS: Final[tuple[Step, ...]] = (
    Step(
        "monthly-report",
        Text("报送月度数据", "the monthly report"),
        AS_ORDERED,
        ("OfficeFounded",),
        ("ReportSubmitted",),
        REPORT_CLAUSE,
        Fixed(Text("次月10日前", "by the 10th of the next month")),
    ),
    Step(
        "approve-report",
        Text("分管负责人审核", "approval by the responsible officer"),
        AS_ORDERED,
        ("ReportSubmitted", "ReportCorrected"),
        ("ReportApproved", "ReportReturned"),
        CLAUSE_APPROVAL,
        Fixed(Text("次月10日前（推定）", "by the 10th (assumed)")),
    ),
    Step(
        "resubmit-report",
        Text("改正被退回的月报", "put a returned report right"),
        AS_ORDERED,
        ("ReportReturned",),
        ("ReportCorrected",),
        CLAUSE_APPROVAL,
        Fixed(Text("次月10日前，退回在后的为退回当日（推定）", "by the 10th, or on the day of a later return (assumed)")),
    ),
    Step(
        "regular-meeting",
        Text("召开季度例会", "the regular meeting"),
        "port-office",
        ("OfficeFounded",),
        ("ConsultationConcluded", "ConsultationMinuted"),
        MEETING_CLAUSE,
        Fixed(Text("每季度首月中旬（20日前）", "in the middle of each quarter's first month, by the 20th")),
    ),
    Step(
        "obligation",
        Text("落实会议议定事项", "what a meeting asked"),
        AS_ORDERED,
        ("ObligationImposed",),
        ("ObligationFulfilled",),
        CLAUSE_OBLIGATION,
        _SET,
    ),
    Step(
        "acknowledge",
        Text("签收通报", "acknowledge a circular"),
        AS_ORDERED,
        ("CircularSent",),
        ("CircularAcknowledged",),
        CLAUSE_SHARING,
        Within("acknowledge"),
    ),
    Step(
        "bottleneck",
        Text("解决堵点问题", "resolve a bottleneck"),
        AS_ORDERED,
        ("BottleneckRaised",),
        ("BottleneckResolved",),
        CLAUSE_BOTTLENECK,
        Fixed(Text("提出时确定的日期，没有确定的为下次例会（推定）", "the day it was given, else the next regular meeting (assumed)")),
    ),
    Step(
        "name-contact",
        Text("明确联系人", "name a contact"),
        AS_ORDERED,
        ("OfficeFounded",),
        ("ContactNamed",),
        f"{CLAUSE_REPORTER}、{CLAUSE_PERSONS}",
        Fixed(Text("第一份月报到期前（推定）", "by the day the first report is due (assumed)")),
    ),
)
"""The mechanism as data; a test sees that every duty is one of these."""

VERSIONS: Final[dict[int, tuple[Step, ...]]] = {1: STEPS}
