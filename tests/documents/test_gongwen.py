"""The layout of official papers: page, grid, styles, head, signature, imprint; and bytes that depend on the content alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from docx.shared import Mm, Pt

from tests.documents.word import W, opened, paragraphs, part, parts, texts, whole_text
from zibo_port.documents.gongwen import Paper
from zibo_port.documents.gongwen_package import packed, sheet
from zibo_port.documents.gongwen_tables import Column
from zibo_port.documents.letterhead import circled, numbered, ordinal, sentence

AT = datetime(2026, 10, 20, 1, 2, 3, 456, tzinfo=UTC)
DAY = date(2026, 10, 20)


def paper(*, rehearsal: bool = False, name: str = "示例有限公司") -> bytes:
    made = Paper("关于示例的通报", "淄博市口岸办公室", AT, rehearsal=rehearsal)
    made.masthead("淄博市口岸办公室文件")
    made.number("淄口〔2026〕5号")
    made.title("淄博市口岸办公室", "关于示例的通报")
    made.addressee("各有关单位")
    made.heading("一、总体情况")
    made.subheading("（一）名单")
    made.body(f"{name}。", "意见：")
    made.table((Column("序号", 20), Column("名称", 136, "left")), [("1", (name, "91370303MADEM0011X"))], "表", notes=["一", "二"])
    made.enclosures("名单", "说明")
    made.signature("淄博市口岸办公室", DAY)
    made.roll("出席", ["甲局", "乙局"])
    made.enclosure("附件1", "名单")
    made.imprint("各成员单位", "淄博市口岸办公室", DAY)
    return made.content()


# --- page and styles ----------------------------------------------------------------------------------------------


def test_the_page_is_a4_with_the_margins_of_the_standard() -> None:
    section = opened(paper()).sections[0]
    found = {
        "width": section.page_width,
        "height": section.page_height,
        "top": section.top_margin,
        "bottom": section.bottom_margin,
        "left": section.left_margin,
        "right": section.right_margin,
    }
    asked = {"width": 210, "height": 297, "top": 37, "bottom": 35, "left": 28, "right": 26}
    assert {side: round(length.mm, 1) for side, length in found.items()} == asked


def test_the_text_holds_22_lines_of_28_characters() -> None:
    section = opened(paper()).sections[0]
    grid = next(part(paper(), "document").iter(f"{W}docGrid")).attrib
    high = section.page_height - section.top_margin - section.bottom_margin
    wide = section.page_width - section.left_margin - section.right_margin
    assert grid[f"{W}type"] == "linesAndChars"
    assert high // Pt(int(grid[f"{W}linePitch"]) / 20) == 22
    assert wide // Pt(16 + int(grid[f"{W}charSpace"]) / 4096) == 28
    styles = opened(paper()).styles
    spacing = next(part(paper(), "styles").find(f"{W}docDefaults").iter(f"{W}spacing")).attrib[f"{W}val"]
    assert styles["Normal"].paragraph_format.line_spacing == Pt(28.95)
    assert wide // Pt(16 + int(spacing) / 20) == 28


FONTS = {
    "Normal": ("仿宋_GB2312", 16),
    "Title": ("方正小标宋简体", 22),
    "发文机关标志": ("方正小标宋简体", 16),
    "Heading 1": ("黑体", 16),
    "Heading 2": ("楷体_GB2312", 16),
    "版头标注": ("黑体", 16),
    "附件序号": ("黑体", 16),
    "印发机关和印发日期": ("仿宋_GB2312", 14),
    "footer": ("宋体", 14),
}


@pytest.mark.parametrize("name", FONTS)
def test_each_part_has_the_font_and_the_size_of_the_standard(name: str) -> None:
    content = paper()
    default = part(content, "styles").find(f"{W}docDefaults")
    style = opened(content).styles[name]
    chain = [style]
    while chain[-1].base_style is not None:
        chain.append(chain[-1].base_style)
    fonts = [f for s in chain for f in s.element.iter(f"{W}rFonts")] + list(default.iter(f"{W}rFonts"))
    sizes = [s.font.size for s in chain if s.font.size is not None]
    font, size = FONTS[name]
    assert {fonts[0].get(f"{W}{script}") for script in ("eastAsia", "ascii", "hAnsi", "cs")} == {font}
    assert sizes[0] == Pt(size)


def test_the_language_of_the_text_is_chinese_of_the_mainland() -> None:
    content = paper()
    assert next(part(content, "styles").iter(f"{W}lang")).get(f"{W}eastAsia") == "zh-CN"
    assert next(part(content, "settings").iter(f"{W}themeFontLang")).get(f"{W}eastAsia") == "zh-CN"
    assert opened(content).core_properties.language == "zh-CN"


def test_every_font_named_is_declared_with_a_substitute_and_none_is_shipped() -> None:
    content = paper()
    declared = {f.get(f"{W}name"): f.find(f"{W}altName") for f in part(content, "fonts").iter(f"{W}font")}
    named = {f.get(f"{W}eastAsia") for name in ("styles", "document") for f in part(content, name).iter(f"{W}rFonts")}
    assert named <= set(declared)
    assert all(other is not None for other in declared.values())
    assert not [name for name in parts(content) if name.startswith("word/fonts/") or "media" in name]


def test_page_numbers_stand_at_the_outer_side_of_odd_and_even_pages() -> None:
    content = paper()
    assert part(content, "settings").find(f"{W}evenAndOddHeaders") is not None
    for side, align in (("odd", "right"), ("even", "left")):
        footer = part(content, f"footer-{side}")
        assert next(footer.iter(f"{W}jc")).get(f"{W}val") == align
        assert next(footer.iter(f"{W}ind")).get(f"{W}{align}Chars") == "100"
        assert next(footer.iter(f"{W}fldSimple")).get(f"{W}instr") == " PAGE "
        assert "".join(t.text or "" for t in footer.iter(f"{W}t")) == "— 1 —"
    section = opened(content).sections[0]
    middle_of_the_dash = section.bottom_margin - section.footer_distance - Pt(14) + Pt(14 * 0.48)
    assert abs(middle_of_the_dash - Mm(7)) < Mm(0.5)


# --- head, signature, imprint -------------------------------------------------------------------------------------


def test_the_masthead_is_red_and_its_upper_edge_35_mm_below_that_of_the_text() -> None:
    for rehearsal, marks in ((False, 0), (True, 1)):
        content = paper(rehearsal=rehearsal)
        (masthead,) = [p for p in opened(content).paragraphs if p.style.name == "发文机关标志"]
        assert str(masthead.style.font.color.rgb) == "FF0000"
        size = masthead.runs[0].font.size
        edge = masthead.paragraph_format.space_before + (masthead.paragraph_format.line_spacing - size) / 2
        assert abs(edge + marks * Pt(28.95) - Mm(35)) < Mm(0.5)
        assert size.pt * len(masthead.text) <= 442


def test_a_long_masthead_is_set_smaller() -> None:
    made = Paper("x", "y", AT, rehearsal=False)
    made.masthead("淄博市口岸运行监测联席会议纪要")
    (masthead,) = opened(made.content()).paragraphs
    assert 26 <= masthead.runs[0].font.size.pt <= 442 / 15


def test_a_red_rule_as_wide_as_the_text_stands_below_the_number() -> None:
    content = paper()
    rule = next(s for s in part(content, "styles").iter(f"{W}style") if s.get(f"{W}styleId") == "RedRule")
    assert next(rule.iter(f"{W}bottom")).get(f"{W}color") == "FF0000"
    assert rule.find(f"{W}pPr/{W}ind") is None
    order = [style for style, _ in paragraphs(content)]
    assert order.index("红色分隔线") == order.index("发文字号") + 1
    assert texts(content, "发文字号") == ["淄口〔2026〕5号"]


def test_a_paper_to_superiors_names_who_signs() -> None:
    made = Paper("x", "y", AT, rehearsal=False)
    made.number("淄口〔2026〕6号", signer="示例人")
    (line,) = [p for p in opened(made.content()).paragraphs if p.style.name == "上行文字号"]
    assert line.text == "淄口〔2026〕6号\t签发人：示例人"
    assert line.runs[-1].style.name == "签发人"


def test_the_signature_is_centred_on_the_day_which_ends_four_characters_from_the_right() -> None:
    signed = [p for p in opened(paper()).paragraphs if p.style.name == "发文机关署名"]
    assert [p.text for p in signed] == ["淄博市口岸办公室", "2026年10月20日"]
    name, day = (p.paragraph_format.right_indent.pt for p in signed)
    assert round(day / 15.8) == 4
    assert name + 8 * 15.8 / 2 == pytest.approx(day + 7 * 15.8 / 2, abs=1)
    assert signed[0].paragraph_format.space_before >= Pt(2 * 28.9)


def test_a_name_longer_than_the_day_moves_the_day_and_stays_within_the_text() -> None:
    made = Paper("x", "y", AT, rehearsal=False)
    made.body("文")
    made.signature("淄博市口岸运行监测联席会议办公室（示例单位）", DAY)
    name, day = (p.paragraph_format.right_indent for p in opened(made.content()).paragraphs if p.style.name == "发文机关署名")
    assert name >= 0
    assert day > name


def test_a_paper_that_is_not_issued_leaves_the_day_blank() -> None:
    made = Paper("x", "y", AT, rehearsal=False)
    made.body("文")
    made.signature("办公室", None)
    assert texts(made.content(), "发文机关署名")[1].replace("　", "") == "年月日"


def test_the_last_line_of_the_text_stays_with_the_signature() -> None:
    body = opened(paper()).paragraphs
    signed = next(i for i, p in enumerate(body) if p.style.name == "发文机关署名")
    assert body[signed - 1].paragraph_format.keep_with_next


def test_the_imprint_is_anchored_to_the_foot_of_the_last_page() -> None:
    content = paper()
    anchors = [e for e in part(content, "document").iter() if e.tag.endswith("}anchor")]
    assert len(anchors) == 1
    place = {e.tag.rpartition("}")[2]: e for e in anchors[0].iter()}
    assert place["positionV"].attrib == {"relativeFrom": "margin"}
    assert [e.text for e in place["positionV"]] == ["bottom"]
    assert int(place["extent"].attrib["cx"]) == Mm(156)
    assert int(place["extent"].attrib["cy"]) >= Pt(48)
    lines = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in place["txbxContent"]]
    assert lines == ["", "抄送：各成员单位。", "", "淄博市口岸办公室2026年10月20日印发", ""]


def test_a_long_list_of_copies_makes_the_imprint_higher() -> None:
    heights = []
    for copies in ("甲", "甲局、" * 40):
        made = Paper("x", "y", AT, rehearsal=False)
        made.imprint(copies, "办公室", DAY)
        heights.append(next(int(e.get("cy", "0")) for e in part(made.content(), "document").iter() if e.tag.endswith("}extent")))
    assert heights[1] - heights[0] >= 4 * Pt(24)


def test_enclosures_are_listed_below_the_text_and_begin_on_a_page_of_their_own() -> None:
    content = paper()
    assert texts(content, "附件说明") == ["附件：1. 名单", "2. 说明"]
    assert opened(content).styles["附件序号"].paragraph_format.page_break_before
    assert (texts(content, "附件序号"), texts(content, "附件标题")) == (["附件1"], ["名单"])


def test_a_single_enclosure_has_no_number() -> None:
    made = Paper("x", "y", AT, rehearsal=False)
    made.enclosures("名单")
    assert texts(made.content(), "附件说明") == ["附件：名单"]


def test_a_roll_has_its_label_in_heiti_and_a_unit_a_line() -> None:
    (roll,) = [p for p in opened(paper()).paragraphs if p.style.name == "出席名单"]
    assert roll.text == "出席：甲局\n乙局"
    assert (roll.runs[0].text, roll.runs[0].style.name) == ("出席：", "引题")


# --- tables -------------------------------------------------------------------------------------------------------


def test_a_tables_head_is_repeated_its_rows_are_not_parted_and_its_width_is_that_of_the_text() -> None:
    content = paper()
    table = opened(content).tables[0]
    properties = [{child.tag.removeprefix(W) for child in row._tr.trPr} for row in table.rows]
    assert properties == [{"cantSplit", "tblHeader"}, {"cantSplit"}]
    assert sum(int(c.get(f"{W}w")) for c in table._tbl.iter(f"{W}gridCol")) == pytest.approx(156 * 56.69, abs=3)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["序号", "名称"], ["1", "示例有限公司\n91370303MADEM0011X"]]


def test_the_last_rows_stay_with_the_notes() -> None:
    table = opened(paper()).tables[0]
    assert all(p.paragraph_format.keep_with_next for cell in table.rows[1].cells for p in cell.paragraphs)
    assert texts(paper(), "注") == ["注：一", "　　二"]


# --- what may stand in it -----------------------------------------------------------------------------------------


def test_markup_in_a_name_is_text_and_what_cannot_be_seen_is_shown() -> None:
    name = "<w:p/>&甲\u202e乙\x00\ufffe丙]]>"
    content = paper(name=name)
    shown = "<w:p/>&甲\\u202e乙\\u0000\\ufffe丙]]>"
    assert whole_text(content).count(shown) == 2
    assert f"意见：{shown}。" in texts(content, "公文正文")


def test_a_rehearsal_says_on_every_page_that_it_is_one() -> None:
    for rehearsal in (True, False):
        content = paper(rehearsal=rehearsal)
        said = ["".join(t.text or "" for t in part(content, f"header-{side}").iter(f"{W}t")) for side in ("odd", "even")]
        assert [("【演练】" in line and "不作公文使用" in line) for line in said] == [rehearsal, rehearsal]
        assert ("演练" in texts(content, "版头标注")) is rehearsal


# --- the file -----------------------------------------------------------------------------------------------------


def test_the_same_content_gives_the_same_bytes_and_other_content_others() -> None:
    assert paper() == paper()
    assert paper() != paper(name="另一有限公司")


def test_no_clock_of_the_machine_is_in_the_file() -> None:
    content = paper()
    properties = opened(content).core_properties
    assert (properties.created, properties.modified) == (AT.replace(microsecond=0),) * 2
    assert (properties.title, properties.author, properties.last_modified_by) == ("关于示例的通报", "淄博市口岸办公室", "淄博市口岸办公室")
    with ZipFile(BytesIO(content)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.testzip() is None


def test_a_file_made_by_the_library_alone_would_not_pass() -> None:
    written = BytesIO()
    document = sheet()
    document.save(written)
    with ZipFile(written) as package:
        assert {info.date_time for info in package.infolist()} != {(1980, 1, 1, 0, 0, 0)}
    assert packed(document) != written.getvalue()


ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs autoSpaceDE autoSpaceDN snapToGrid "
    "spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b i snapToGrid color spacing w kern position sz szCs lang",
    "style": "name basedOn next link uiPriority semiHidden qFormat pPr rPr tblPr",
    "tblPr": "tblStyle tblpPr tblW jc tblInd tblBorders tblLayout tblCellMar",
    "sectPr": "headerReference footerReference pgSz pgMar cols docGrid",
    "tcPr": "tcW vAlign",
    "trPr": "cantSplit tblHeader",
    "tbl": "tblPr tblGrid tr",
    "settings": "zoom bordersDoNotSurroundHeader bordersDoNotSurroundFooter defaultTabStop evenAndOddHeaders drawingGridVerticalSpacing "
    "characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
    "font": "altName panose1 charset family pitch sig",
}
"""The order in which the schema of the format (ECMA-376) has the children of these elements; Word refuses another."""


def disorder(root: ET.Element) -> Iterable[str]:
    for element in root.iter():
        asked = ORDER.get(element.tag.removeprefix(W))
        if asked is not None:
            found = [child.tag.removeprefix(W) for child in element]
            known = asked.split()
            if [name for name in found if name not in known] or found != sorted(found, key=known.index):
                yield f"{element.tag.removeprefix(W)}: {found}"


def test_elements_stand_in_the_order_of_the_schema() -> None:
    content = paper(rehearsal=True)
    for name in ("document", "styles", "settings", "fonts", "header-odd", "footer-even"):
        assert list(disorder(part(content, name))) == []


def test_disorder_is_found() -> None:
    wrong = ET.fromstring(f'<r xmlns:w="{W[1:-1]}"><w:pPr><w:jc/><w:pStyle/></w:pPr></r>')
    assert list(disorder(wrong)) == ["pPr: ['jc', 'pStyle']"]


def test_every_style_in_use_is_defined() -> None:
    content = paper(rehearsal=True)
    defined = {s.get(f"{W}styleId") for s in part(content, "styles").iter(f"{W}style")}
    for name in ("document", "header-odd", "header-even", "footer-odd", "footer-even"):
        used = {e.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for e in part(content, name).iter(f"{W}{tag}")}
        assert used <= defined


# --- words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九"), (100, "100")])
def test_headings_count_in_chinese(n: int, said: str) -> None:
    assert ordinal(n) == said


def test_small_words() -> None:
    assert [circled(n) for n in (1, 20, 21)] == ["①", "⑳", "（21）"]
    assert [sentence(text) for text in ("好", "好。", "好；", "好！", " 如下：", "好.")] == [
        "好。",
        "好。",
        "好。",
        "好！",
        "如下：",
        "好。",
    ]
    assert numbered("淄口〔2026〕1号", 2026) == "淄口〔2026〕1号"
    assert numbered(None, 2026).replace("　", "") == "〔2026〕号"
