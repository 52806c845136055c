import pytest

from zibo_port.cli import language
from zibo_port.cli.page import Page, Section
from zibo_port.cli.widths import width


@pytest.fixture
def page() -> Page:
    return Page(width=40)


def test_explanations_stand_in_one_column_across_sections(page: Page) -> None:
    rows = [("--fine 数值", "罚款金额"), ("--decided-on 日期", "作出决定的日期")]
    page.write_sections([Section("选项", rows), Section("通用选项", [("-h, --help", "显示本帮助并退出")])])
    lines = [line for line in page.getvalue().splitlines() if line.startswith("  ")]
    starts = [width(line[: line.index(text)]) for line, text in zip(lines, ["罚款", "作出", "显示"], strict=True)]
    assert starts == [21, 21, 21]


def test_explanations_wrap_within_the_page_and_under_themselves(page: Page) -> None:
    page.write_sections([Section("选项", [("--facts 文本", "违法事实，照决定书的原文写，可以很长很长很长很长")])])
    first, *others = page.getvalue().splitlines()[1:]
    assert first.startswith("  --facts 文本  违法事实")
    assert others
    assert all(line.startswith(" " * 16) and line[16] != " " for line in others)
    assert all(width(line) <= 40 for line in [first, *others])


def test_a_long_term_stands_on_a_line_of_its_own(page: Page) -> None:
    page.write_sections([Section("选项", [("--a-very-long-option-name-indeed 数值", "说明"), ("-h", "帮助")])])
    assert page.getvalue() == "选项：\n  --a-very-long-option-name-indeed 数值\n      说明\n  -h  帮助\n"


def test_a_term_without_explanation_leaves_no_blanks(page: Page) -> None:
    page.write_dl([("FILE", ""), ("LONGER", "文件")])
    assert page.getvalue() == "FILE\nLONGER  文件\n"


def test_usage_continues_under_the_arguments(page: Page) -> None:
    page.write_usage("zibo-port", "[选项] 甲甲甲甲 乙乙乙乙 丙丙丙丙")
    assert page.getvalue() == "用法：zibo-port [选项] 甲甲甲甲 乙乙乙乙\n                丙丙丙丙\n"


def test_usage_of_a_long_program_continues_on_the_next_line(page: Page) -> None:
    page.write_usage("zibo-port price-complaint", "[选项] 文号 …")
    assert page.getvalue() == "用法：zibo-port price-complaint\n    [选项] 文号 …\n"


def test_usage_without_arguments(page: Page) -> None:
    page.write_usage("zibo-port")
    assert page.getvalue() == "用法：zibo-port\n"


def test_usage_speaks_english() -> None:
    language.use("en")
    try:
        page = Page(width=60)
        page.write_usage("zibo-port", "NOUN VERB …")
        page.write_heading("Options")
    finally:
        language.use("zh")
    assert page.getvalue() == "Usage: zibo-port NOUN VERB …\nOptions:\n"


def test_paragraphs_are_wrapped_and_examples_are_not(page: Page) -> None:
    page.write_text(
        "登记一份\n处罚决定，\nas it says.\n\n\n第二段。\n\n\b\nzibo-port penalty log --enterprise 91370303MADEM0011X --fine 50000"
    )
    assert page.getvalue() == (
        "登记一份处罚决定， as it says.\n\n第二段。\n\nzibo-port penalty log --enterprise 91370303MADEM0011X --fine 50000\n"
    )
