"""The code lists of what comes before a penalty: reminders, inspections and price complaints (the notice, third plan, two (一))."""

from __future__ import annotations

from typing import Final

from zibo_port.domain.errors import Text

CLAUSE: Final = "《淄博市口岸领域企业联合监管共治机制实施方案》二（一）"

REMINDERS: Final[dict[str, Text]] = {
    "meeting": Text("价格政策提醒会", "reminder meeting on price policy"),
    "letter": Text("价格政策提醒告诫书", "letter of reminder and warning"),
}

INSPECTIONS: Final[dict[str, Text]] = {
    "patrol": Text("市场巡查", "market patrol"),
    "special": Text("专项检查", "special inspection"),
}

CHECKED: Final[dict[str, Text]] = {
    "guided-price": Text("执行政府指导价", "government-guided prices"),
    "fixed-price": Text("执行政府定价", "government-fixed prices"),
    "marked-price": Text("明码标价", "marked prices"),
    "fee-list": Text("收费目录清单公示", "published list of fees"),
    "other": Text("其他", "other"),
}
"""What is looked at; the notice names the first three, 山东省优化营商环境条例 article 22 the fourth."""

FINDINGS: Final[dict[str, Text]] = {
    "clean": Text("未发现问题", "nothing found"),
    "corrected": Text("发现问题，当场改正", "found and corrected on the spot"),
    "violation": Text("发现涉嫌违法", "suspected violation"),
}

CHANNELS: Final[dict[str, Text]] = {
    "12315": Text("12315平台", "12315 platform"),
    "12345": Text("12345热线转办", "passed on by the 12345 hotline"),
    "phone": Text("电话", "telephone"),
    "letter": Text("信函", "letter"),
    "visit": Text("来访", "in person"),
    "online": Text("网络", "online"),
    "transferred": Text("其他部门移交", "passed on by another department"),
    "other": Text("其他", "other"),
}

ANSWERS: Final[dict[str, Text]] = {
    "violation": Text("查实违法，依法处理", "violation found and dealt with"),
    "settled": Text("已退还或者改正", "refunded or put right"),
    "unfounded": Text("查无实据", "unfounded"),
    "not-competent": Text("不属本部门职责，已告知途径", "not within the remit; told where to turn"),
}
