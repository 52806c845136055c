"""What the program offers: the nouns and the commands of its root, in the order in which help lists them."""

from __future__ import annotations

from typing import Final

from zibo_port.cli.root import Entry

NOUNS: Final[dict[str, Entry]] = {
    "enterprise": Entry("zibo_port.cli.enterprise", "企业：登记、导入、更名、注销、查看", "enterprises: the register"),
    "penalty": Entry("zibo_port.cli.penalty", "处罚决定：登记、导入、更正、查看", "penalty decisions: log, import, correct, show"),
    "objection": Entry("zibo_port.cli.objection", "异议：复议、诉讼、公示异议", "objections: reconsideration, litigation, publication"),
    "deadline": Entry("zibo_port.cli.deadline", "期限：中止、恢复、延长", "deadlines: paused, resumed, extended"),
    "reminder": Entry("zibo_port.cli.reminder", "提醒告诫：价格政策提醒会、告诫书", "reminders of the price policy"),
    "inspection": Entry("zibo_port.cli.inspection", "检查：市场巡查、专项检查", "patrols and special inspections"),
    "price-complaint": Entry(
        "zibo_port.cli.price_complaint", "价格举报：受理、交办、答复（不计入评价）", "price complaints: received, assigned, answered"
    ),
    "consultation": Entry("zibo_port.cli.consultation", "部门会商：议程、召集、结论和纪要", "consultations: agenda, calls, conclusions"),
    "obligation": Entry("zibo_port.cli.obligation", "会议交办事项：办结和延期", "what meetings asked of units"),
    "measure": Entry("zibo_port.cli.measure", "联合监管措施：进展、延期、落实", "joint measures: reports, extensions, completion"),
    "publication": Entry("zibo_port.cli.publication", "公示任务：报送和回执", "publications: sendings and receipts"),
    "evaluation": Entry(
        "zibo_port.cli.evaluation", "口岸服务评价：评价、投诉、评分、封账、发布", "service evaluation: inputs, close, publish"
    ),
    "monitoring": Entry("zibo_port.cli.monitoring", "运行监测：月报、审核、催报、趋势", "monitoring: monthly reports, trends"),
    "score": Entry("zibo_port.cli.score", "评价得分和它的由来", "scores, and how they came about"),
    "workflow": Entry("zibo_port.cli.workflow", "流程：画图、案件走到哪一步、迁移", "workflows: drawn, a case on them, migrated"),
    "calendar": Entry("zibo_port.cli.calendar", "工作日历：已采用的年度，采用新年度", "the working calendar: years adopted, adopted anew"),
    "unit": Entry("zibo_port.cli.unit", "单位：名称、联系人、评分资格", "units: names, contacts, who may score"),
    "visit": Entry("zibo_port.cli.visit", "调研：走访企业的记录", "visits to enterprises"),
    "bottleneck": Entry("zibo_port.cli.bottleneck", "堵点问题：提出、进展、解决", "bottlenecks: raised, reported on, resolved"),
    "circular": Entry("zibo_port.cli.circular", "通报：发送和签收", "circulars: sent, acknowledged"),
    "suggestion": Entry("zibo_port.cli.suggestion", "意见建议：报送市领导和批示", "suggestions to the city's leadership"),
    "provision": Entry("zibo_port.cli.provision", "规定：条款、措施、期限的代码和依据", "provisions: codes and clauses"),
    "audit": Entry("zibo_port.cli.audit", "审计：轨迹、重放、核验", "audit: trail, replay, verification"),
    "projection": Entry("zibo_port.cli.projection", "查询用表：进度与重建", "read models: how far they are, and rebuilding"),
    "officer": Entry("zibo_port.cli.officer", "人员：增加、列出可代表的部门", "officers: add, list"),
    "report": Entry("zibo_port.cli.report", "报告和公文：季度报告、通报、纪要等", "reports and papers: quarterly, notice, minutes"),
}
"""Each module offers `group`, a `zibo_port.cli.frame.Noun`."""

COMMANDS: Final[dict[str, Entry]] = {
    "init": Entry("zibo_port.cli.init", "建立或升级库", "make or upgrade the store"),
    "demo": Entry("zibo_port.cli.demo", "用虚构数据演示全流程", "show the whole job on fictional data"),
    "doctor": Entry("zibo_port.cli.doctor", "检查程序和库是否完好", "check the program and its store"),
    "tick": Entry("zibo_port.cli.tick", "办理当天应自动办理的事项", "do what the engine owes today"),
    "duties": Entry("zibo_port.cli.duties", "列出各部门应办事项", "list what departments owe"),
    "supervision": Entry("zibo_port.cli.supervision", "工作督导：各单位谁逾期、逾期在哪里", "which units are late, and with what"),
    "watch-list": Entry("zibo_port.cli.watch_list", "列出重点关注企业", "list the enterprises under special attention"),
    "completion": Entry("zibo_port.cli.completion", "打印命令行补全脚本", "print a shell completion script"),
}
"""Each module offers `command`, a `zibo_port.cli.frame.Verb`."""

EXAMPLES: Final = (
    "zibo-port init --rehearsal",
    "zibo-port duties --overdue",
    "zibo-port penalty list --json",
)
"""The command lines that end the root's help."""
