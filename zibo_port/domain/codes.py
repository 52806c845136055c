"""The code lists of the house: departments, platforms, lines of business, kinds of penalty."""

from __future__ import annotations

from typing import Final

from zibo_port.domain.errors import Text

DEPARTMENTS: Final[dict[str, Text]] = {
    "port-office": Text("市口岸办公室", "Port Office"),
    "customs": Text("淄博海关", "Zibo Customs"),
    "commerce": Text("市商务局", "Bureau of Commerce"),
    "market-supervision": Text("市市场监管局", "Administration for Market Regulation"),
    "tax": Text("市税务局", "Taxation Bureau"),
    "central-bank": Text("人民银行淄博市中心支行", "People's Bank, Zibo Branch"),
    "bonded-zone": Text("淄博综合保税区发展服务中心", "Comprehensive Bonded Zone Service Centre"),
    "port-service-centre": Text("市口岸管理服务中心", "Port Management Service Centre"),
}


def department_name(code: str) -> Text:
    """A department's name; a code that isn't on the list stands for itself."""
    return DEPARTMENTS.get(code, Text(code, code))


PLATFORMS: Final[dict[str, Text]] = {
    "necips": Text("国家企业信用信息公示系统", "National Enterprise Credit Information Publicity System"),
    "credit-china-zibo": Text("“信用中国（山东淄博）”网站", "Credit China (Zibo, Shandong)"),
    "sanction-provincial": Text("省联合奖惩系统", "Provincial joint reward and sanction system"),
    "sanction-national": Text("国家联合奖惩系统", "National joint reward and sanction system"),
    "government-site": Text("市政府网站优化营商环境专栏", "City government website"),
    "wechat": Text("市口岸管理服务中心微信公众号", "WeChat account of the service centre"),
    "media": Text("有关媒体", "Media"),
}

CREDIT_PLATFORMS: Final = ("necips", "credit-china-zibo")
"""Where a publishable decision goes by itself."""

SANCTION_PLATFORMS: Final = ("sanction-provincial", "sanction-national")
"""Where it goes when the consultation says so."""

RESULT_PLATFORMS: Final = ("government-site", "wechat", "media")
"""Where the results of an evaluation are published (the notice, second plan, four (一))."""

LINES: Final[dict[str, Text]] = {
    "freight-forwarding": Text("国际货运代理", "international freight forwarding"),
    "customs-broker": Text("报关报检", "customs brokerage and inspection agency"),
    "warehouse-yard": Text("仓储场站", "warehouse or yard"),
    "other": Text("其他", "other"),
}

KINDS: Final[dict[str, Text]] = {
    "warning": Text("警告", "warning"),
    "criticism": Text("通报批评", "public criticism"),
    "fine": Text("罚款", "fine"),
    "confiscation": Text("没收违法所得、没收非法财物", "confiscation"),
    "licence-downgrade": Text("降低资质等级", "downgrade of qualification"),
    "licence-suspension": Text("暂扣许可证件", "suspension of licence"),
    "licence-revocation": Text("吊销许可证件", "revocation of licence"),
    "business-suspension": Text("责令停产停业", "suspension of business"),
    "restriction": Text("限制开展生产经营活动", "restriction of business"),
    "closure": Text("责令关闭", "closure"),
    "practice-ban": Text("限制从业", "practice ban"),
    "detention": Text("行政拘留", "detention"),
    "other": Text("其他", "other"),
}

SEVERITIES: Final[dict[str, Text]] = {
    "normal": Text("一般", "normal"),
    "heavier": Text("情节较重", "heavier"),
    "serious": Text("情节严重", "serious"),
}
