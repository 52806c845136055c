"""The words of ratings, complaints and department scores: the three kinds of table, and how offices name their columns.

How the single window and the hotline head their exports isn't published; what isn't listed here is to be renamed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zibo_port.domain.errors import Text

RATINGS: Final = "ratings"
COMPLAINTS: Final = "complaints"
SCORES: Final = "department-scores"

KINDS: Final[Mapping[str, Text]] = {
    RATINGS: Text("“单一窗口”评价", "single-window ratings"),
    COMPLAINTS: Text("12345 投诉", "complaints"),
    SCORES: Text("部门评分", "department scores"),
}

SHARED: Final = {
    "enterprise": (
        *("统一社会信用代码", "credit-code", "USCC", "enterprise", "社会信用代码", "信用代码", "统一信用代码", "企业统一社会信用代码"),
        *("单位统一社会信用代码", "被投诉单位统一社会信用代码", "被投诉企业统一社会信用代码", "被评价企业统一社会信用代码"),
    ),
    "party_name": (
        *(
            "企业名称",
            "name",
            "名称",
            "单位名称",
            "公司名称",
            "主体名称",
            "市场主体名称",
            "经营主体名称",
            "经营服务主体名称",
            "经营服务主体",
        ),
        *("口岸经营服务主体", "被评价企业", "被评价企业名称", "被评价单位", "被评价单位名称", "评价对象", "服务企业", "服务企业名称"),
        *("中介服务企业", "中介服务企业名称", "外贸中介服务企业", "外贸中介服务企业名称", "被投诉单位", "被投诉单位名称", "被投诉企业"),
        *("被投诉企业名称", "被投诉主体", "被投诉对象", "投诉对象", "被反映单位", "被反映单位名称", "企业"),
    ),
    "remark": ("备注", "remark", "说明"),
}
_YEAR: Final = {"year": ("年度", "year", "年份", "评价年度", "统计年度", "所属年度", "考核年度", "业务年度")}

# 评价总数 isn't among the totals: the notice divides by all business (总业务量), not by the ratings given.
OWN: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    RATINGS: {
        **_YEAR,
        "favourable": (
            *("好评数", "favourable", "好评量", "好评数量", "好评件数", "好评笔数", "好评单数", "好评票数", "好评次数", "好评业务量"),
            *("好评业务数", "好评"),
        ),
        "total": (
            *("总业务量", "total", "业务总量", "业务量", "总量", "总业务数", "业务总数", "业务总笔数", "总业务笔数", "总单量", "业务单量"),
            *("总票数", "业务票数", "业务笔数", "业务件数", "总件数", "业务量合计"),
        ),
        "rate": (
            *("好评率", "rate", "好评占比", "好评比例", "好评占总业务量", "好评占总业务量比例", "好评占总业务量的比例", "上年度好评率"),
            *("年度好评率",),
        ),
        "publicised": (
            *("是否公示", "publicised", "是否按要求公示", "是否已公示", "是否在单一窗口公示", "是否按要求在单一窗口公示", "公示情况"),
            *("公示状态", "按要求公示"),
        ),
        "not_publicised": ("未按要求公示", "not-publicised", "未公示", "未按要求在单一窗口公示"),
    },
    COMPLAINTS: {
        "reference": (
            *("投诉编号", "reference", "工单编号", "工单号", "投诉工单编号", "投诉工单号", "热线工单编号", "12345工单编号", "投诉单号"),
            *("诉求编号", "受理编号", "受理单号", "来电编号", "投诉件编号", "流水号", "编号"),
        ),
        "received_on": (
            *("收到日期", "received-on", "收到时间", "收到投诉日期", "投诉日期", "投诉时间", "受理日期", "受理时间", "来电日期"),
            *("来电时间", "诉求日期", "诉求时间", "收件日期", "反映日期", "反映时间", "工单受理时间"),
        ),
        "resolved_on": (
            *(
                "化解日期",
                "resolved-on",
                "化解时间",
                "矛盾化解日期",
                "矛盾化解时间",
                "投诉化解日期",
                "投诉化解时间",
                "解决日期",
                "解决时间",
            ),
        ),
        "closed_on": ("办结日期", "closed-on", "办结时间", "工单办结日期", "工单办结时间", "结案日期", "结案时间"),
        "resolved": ("是否化解", "resolved", "是否已化解", "矛盾是否化解", "是否化解矛盾", "化解状态"),
        "on_initiative": ("是否主动化解", "on-initiative", "主动化解", "是否主动化解矛盾"),
        "not_on_initiative": ("非主动化解", "not-on-initiative", "未主动化解"),
    },
    SCORES: {
        **_YEAR,
        "quarter": ("季度", "quarter", "评价季度", "评分季度", "所属季度", "考核季度", "评价期", "评价周期"),
        "department": (
            "评分部门",
            "department",
            "部门",
            "部门名称",
            "评价部门",
            "打分部门",
            "评分单位",
            "打分单位",
            "填报部门",
            "填报单位",
        ),
        "points": (
            *("分数", "points", "评分", "得分", "部门评分", "部门得分", "部门评价得分", "评价得分", "评价分数", "打分", "分值"),
            *("季度得分", "季度评分"),
        ),
    },
}
NAMES: Final = {field: Text(words[0], words[1]) for words_of in (SHARED, *OWN.values()) for field, words in words_of.items()}
