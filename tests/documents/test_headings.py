from __future__ import annotations

import pytest

from zibo_port.documents.amounts import WAN_YUAN, YUAN
from zibo_port.documents.enterprise_rows import ENTERPRISE_HEADINGS
from zibo_port.documents.headings import reduced
from zibo_port.documents.penalty_headings import PENALTY_HEADINGS
from zibo_port.domain.errors import InvalidData
from zibo_port.domain.payload import COLUMNS

NEEDED = ("CF_WSH", "CF_XDR_SHXYM", "CF_JDRQ")


def meaning(heading: str) -> tuple[str, object] | None:
    found = PENALTY_HEADINGS.meaning(heading)
    return None if found is None else (found.field, found.unit)


@pytest.mark.parametrize(("code", "heading"), COLUMNS.items())
def test_each_column_of_the_layout_means_the_same_by_name_and_by_heading(code: str, heading: str) -> None:
    assert PENALTY_HEADINGS.known(code)
    assert PENALTY_HEADINGS.known(heading)
    if code != "CF_XDR_ZJHM":  # its heading, 证件号码, is that of other tables' representatives too
        assert meaning(code) == meaning(heading)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        *((heading, "document_no") for heading in ("CF_WSH", "cf_wsh", "document-no", "document_no", "Document No", "决定书文号", "文号")),
        *(
            (heading, "document_no")
            for heading in ("*行政处罚决定书文号", "行政处罚决定书文号（必填）", "行政处罚\n决定书文号", "CF_WSH 文号")
        ),
        *(
            (heading, "enterprise")
            for heading in ("统一社会信用代码", "行政相对人代码_1 统一社会信用代码", "行政相对人代码_1", "ENTERPRISE")
        ),
        *((heading, "enterprise") for heading in ("行政相对人代码_1(统一社会信用代码)", "行政相对人代码＿１（统一社会信用代码）")),
        *((heading, "decided_on") for heading in ("CF_JDRQ", "处罚决定日期", "作出处罚决定日期", "decided-on", "处罚日期")),
        *(("处罚机关", "authority"), ("article", "articles"), ("kind", "kinds"), ("处罚类别", "kinds"), ("filed-on", "filed_on")),
        *(("served-on", "served_on"), ("facts", "facts"), ("CF_SY", "facts"), ("CF_YJ", "basis"), ("CF_NR", "wording")),
        *(("procedure", "procedure"), ("severity", "severity"), ("mitigated", "mitigated"), ("departure", "departure")),
    ],
)
def test_synonyms(heading: str, field: str) -> None:
    assert meaning(heading) == (field, None)


@pytest.mark.parametrize(
    ("heading", "field", "unit"),
    [
        *(("CF_NR_FK", "fine", WAN_YUAN), ("罚款金额（万元）", "fine", WAN_YUAN), ("罚款金额(万元)", "fine", WAN_YUAN)),
        *(
            ("罚款金额（单位：万元）", "fine", WAN_YUAN),
            ("罚款金额（元）", "fine", YUAN),
            ("罚款（人民币元）", "fine", YUAN),
            ("fine", "fine", YUAN),
        ),
        *(("CF_NR_FK（元）", "fine", YUAN), ("fine（万元）", "fine", WAN_YUAN), ("CF_NR_WFFF", "confiscated", WAN_YUAN)),
        *(("没收违法所得、没收非法财物的金额（万元）", "confiscated", WAN_YUAN), ("没收违法所得（元）", "confiscated", YUAN)),
        *(("confiscated", "confiscated", YUAN), ("refunded", "refunded", YUAN), ("退还金额（万元）", "refunded", WAN_YUAN)),
        *(("gains", "gains", YUAN), ("违法所得（元）", "gains", YUAN), ("罚款金额", "fine", None), ("没收金额", "confiscated", None)),
    ],
)
def test_the_unit_of_an_amount(heading: str, field: str, unit: object) -> None:
    assert meaning(heading) == (field, unit)


@pytest.mark.parametrize("heading", ["", "序号", "联系电话", "罚款", "备 用", "金额"])
def test_other_headings_settle_nothing(heading: str) -> None:
    found = PENALTY_HEADINGS.meaning(heading)
    assert found is None or found.unit is None


@pytest.mark.parametrize(
    "heading",
    [
        "罚款金额",
        "没收金额",
        "没收违法所得、没收非法财物的金额",
        "违法所得",
        "罚没金额",
        "罚款",
        "处罚金额",
        "退还金额",
    ],
)
def test_an_amount_without_a_unit_is_an_error_that_names_the_cure(heading: str) -> None:
    with pytest.raises(InvalidData) as refused:
        PENALTY_HEADINGS.columns([*NEEDED, heading])
    assert f"“{heading}（元）”" in refused.value.message.zh
    assert f"“{heading}（万元）”" in refused.value.message.en


@pytest.mark.parametrize("heading", ["罚款金额（千元）", "罚款金额（美元）", "罚没金额（亿元）"])
def test_an_amount_in_another_unit_is_not_converted(heading: str) -> None:
    with pytest.raises(InvalidData) as refused:
        PENALTY_HEADINGS.columns([*NEEDED, heading])
    assert f"“{heading}”的单位不是元或万元" in refused.value.message.zh
    assert "换算成元或万元" in refused.value.message.zh
    assert f"{heading}（元）" not in refused.value.message.zh


@pytest.mark.parametrize("headings", [("处罚金额（万元）", "罚款金额（元）"), ("罚款金额（元）", "处罚金额（万元）")])
def test_a_loose_heading_gives_way_to_a_strict_one(headings: tuple[str, str]) -> None:
    columns = PENALTY_HEADINGS.columns([*NEEDED, *headings])
    assert columns.at["fine"] == len(NEEDED) + headings.index("罚款金额（元）")
    assert columns.units == {"fine": YUAN}
    assert columns.ignored == ("处罚金额（万元）",)


def test_a_loose_heading_alone_is_the_fine() -> None:
    assert PENALTY_HEADINGS.columns([*NEEDED, "处罚金额（万元）"]).units == {"fine": WAN_YUAN}
    with pytest.raises(InvalidData, match="两列都是罚款金额"):
        PENALTY_HEADINGS.columns([*NEEDED, "处罚金额（万元）", "行政处罚金额（元）"])


@pytest.mark.parametrize("missing", range(3))
def test_a_missing_column_is_named_with_its_field(missing: int) -> None:
    headings = [heading for i, heading in enumerate(NEEDED) if i != missing]
    with pytest.raises(InvalidData) as refused:
        PENALTY_HEADINGS.columns(headings)
    assert refused.value.exit_status == 3
    assert [fault.field for fault in refused.value.fields] == [("document_no", "enterprise", "decided_on")[missing]]
    assert NEEDED[missing] in refused.value.message.zh
    assert headings[0] in refused.value.message.zh


def test_two_columns_for_one_field_are_refused() -> None:
    with pytest.raises(InvalidData, match="“CF_WSH”和“文号”两列都是"):
        PENALTY_HEADINGS.columns([*NEEDED, "文号"])
    with pytest.raises(InvalidData, match="两列都是罚款金额"):
        PENALTY_HEADINGS.columns([*NEEDED, "CF_NR_FK", "罚款金额（元）"])


def test_columns_say_where_and_in_which_unit_and_what_is_ignored() -> None:
    columns = PENALTY_HEADINGS.columns(["序号", *NEEDED, "罚款金额（元）", "CF_FRDB", "", "联系电话", "罚没金额（元）"])
    assert columns.at == {"document_no": 1, "enterprise": 2, "decided_on": 3, "fine": 4}
    assert columns.units == {"fine": YUAN}
    assert columns.ignored == ("序号", "联系电话", "罚没金额（元）")


def test_the_authoritys_own_code_is_not_taken_for_the_partys() -> None:
    columns = PENALTY_HEADINGS.columns(["处罚机关统一社会信用代码", *NEEDED, "数据来源单位统一社会信用代码"])
    assert columns.at["enterprise"] == 2


def test_personal_columns_are_recognised_and_never_read() -> None:
    for heading in ("CF_FRDB", "CF_FR_ZJLX", "CF_FR_ZJHM", "CF_XDR_ZJLX", "法定代表人", "法定代表人证件号码"):
        assert meaning(heading) == ("", None)


def test_headings_of_enterprises() -> None:
    for headings in (("credit-code", "name", "line", "branch-of", "seat"), ("统一社会信用代码", "企业名称", "业务类型", "上级", "所在地")):
        assert dict(ENTERPRISE_HEADINGS.columns(headings).at) == {"enterprise": 0, "name": 1, "lines": 2, "branch_of": 3, "seat": 4}


def test_reduced() -> None:
    assert reduced(" ＣＦ_Wsh（必填）*") == "cfwsh"
