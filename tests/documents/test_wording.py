from __future__ import annotations

import time
from decimal import Decimal

import pytest

from zibo_port.documents.citations import cited_articles
from zibo_port.documents.kind_words import read_kinds
from zibo_port.documents.wording import WordedAmounts, worded_amounts, worded_kinds
from zibo_port.domain.codes import KINDS

LAW = "经营者违反明码标价规定的，责令改正，没收违法所得，可以并处五千元以下的罚款"
TIERS = "没有违法所得的，处5万元以上50万元以下的罚款；情节较重的处50万元以上200万元以下的罚款；情节严重的，责令停业整顿，或者吊销营业执照"


def amounts(*, fines: str = "", confiscated: str = "", others: str = "") -> WordedAmounts:
    return WordedAmounts(*(tuple(map(Decimal, texts.split())) for texts in (fines, confiscated, others)))


@pytest.mark.parametrize(
    ("text", "kinds", "said"),
    [
        ("罚款3000元", ("fine",), amounts(fines="3000")),
        ("罚款0.3万元", ("fine",), amounts(fines="3000")),
        ("罚款人民币叁仟元整（￥3000.00元）。", ("fine",), amounts(fines="3000")),
        ("罚款：3,000元；没收违法所得：12.5元。", ("fine", "confiscation"), amounts(fines="3000", confiscated="12.5")),
        ("1、警告；2、罚款１０００元。", ("warning", "fine"), amounts(fines="1000")),
        ("处人民币15000元罚款", ("fine",), amounts(fines="15000")),
        ("对当事人处以3000元的罚款，上缴国库。", ("fine",), amounts(fines="3000")),
        ("处罚款陆佰元整（600.00）", ("fine",), amounts(fines="600")),
        ("并处违法所得600元1倍罚款计660元", ("fine",), amounts(fines="660")),
        ("处违法所得0.5倍（58000元）的罚款。处900元的罚款。", ("fine",), amounts(fines="58000 900")),
        ("对违法所得600元处以罚款300元", ("fine",), amounts(fines="300")),
        ("处违法所得（74.61元）三倍的罚款", ("fine",), amounts()),
        (
            "没收未退还部分的违法所得26000；罚款500元；罚没款合计：26500元",
            ("confiscation", "fine"),
            amounts(fines="500", confiscated="26000"),
        ),
        (
            "罚款金额2,000元；没收违法所得0.08元；行政处罚种类：没收违法所得,罚款；",
            ("confiscation", "fine"),
            amounts(fines="2000", confiscated="0.08"),
        ),
        ("罚款金额400元；行政处罚种类：警告,罚款,没收非法财物；", ("warning", "fine", "confiscation"), amounts(fines="400")),
        ("罚款3.76万元#没收违法所得#法律、行政法规规定的其他行政处罚#", ("fine", "confiscation"), amounts(fines="37600")),
        ("给予行政处罚：叁仟元整（3000.00）", (), amounts(others="3000")),
        ("责令停业整顿三个月，并处罚款10万元", ("business-suspension", "fine"), amounts(fines="100000")),
        ("吊销营业执照", ("licence-revocation",), amounts()),
        ("暂扣许可证6个月；通报批评", ("licence-suspension", "criticism"), amounts()),
        ("不予行政处罚", (), amounts()),
        ("免予处罚，但应退还300元", (), amounts()),
        ("", (), amounts()),
    ],
)
def test_what_a_wording_imposes(text: str, kinds: tuple[str, ...], said: WordedAmounts) -> None:
    assert worded_kinds(text) == kinds
    assert worded_amounts(text) == said


@pytest.mark.parametrize(
    "text",
    [
        LAW,
        f"依据《价格法》第四十二条：{LAW}。",
        f"依据第四十二条“{LAW}。”之规定，责令当事人改正。",
        f"…{TIERS}”的规定",
        f"依据第九条“{TIERS}",
        "依据“没收违法所得，处罚款500元，吊销营业执照”之规定，责令当事人改正",
        "情节严重的，现责令改正，可以并处5000元以下的罚款",
        "处罚款500元”之规定，责令当事人改正，依据“吊销营业执照",
        TIERS,
    ],
)
def test_the_words_of_the_law_impose_nothing(text: str) -> None:
    assert worded_kinds(text) == ()
    assert worded_amounts(text) == amounts()


@pytest.mark.parametrize(
    "text",
    [
        f"依据《价格法》第四十二条：{LAW}。现责令你店改正，并处罚如下：罚款2000元",
        f"依据第四十二条“{LAW}。”之规定，决定处罚如下：罚款2000元",
        f"{LAW}”的规定进行处罚。处罚如下：罚款 2000 元",
        f"“{LAW}”、“{TIERS}”之规定，决定对当事人处罚款2000元",
        f"{TIERS}：（三）擅自制定价格的规定，现责令当事人改正，并给予罚款2000元的行政处罚",
    ],
)
def test_what_follows_the_words_of_the_law_is_read(text: str) -> None:
    assert worded_kinds(text) == ("fine",)
    assert worded_amounts(text) == amounts(fines="2000")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        *((kind.zh, (code,)) for code, kind in KINDS.items()),
        *((code, (code,)) for code in KINDS),
        ("罚款;没收违法所得、没收非法财物", ("fine", "confiscation")),
        ("警告，罚款", ("warning", "fine")),
        ("fine confiscation", ("fine", "confiscation")),
        ("责令停业整顿", ("business-suspension",)),
        ("罚款,法律、行政法规规定的其他行政处罚", ("fine", "other")),
        ("其他-责令限期拆除；罚款", ("other", "fine")),
        ("责令改正、罚款", ("fine",)),
        ("责令改正", ()),
        ("", ()),
    ],
)
def test_kinds_by_their_statutory_names(text: str, codes: tuple[str, ...]) -> None:
    assert read_kinds(text) == (codes, (), ())


def test_a_category_that_names_two_kinds_is_left_open_and_an_unknown_one_is_named() -> None:
    assert read_kinds("暂扣或者吊销许可证/执照").undecided == ("暂扣或者吊销许可证/执照",)
    assert read_kinds("暂扣许可证件、降低资质等级、吊销许可证件").undecided == ("暂扣许可证件、降低资质等级、吊销许可证件",)
    assert read_kinds("罚款；约谈；02") == (("fine",), (), ("约谈", "02"))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("《价格违法行为行政处罚规定》第九条第（五）项", ("price-regulation.9.5",)),
        ("《价格违法行为行政处罚规定》第九条第五项", ("price-regulation.9.5",)),
        ("价格违法行为行政处罚规定第9条第5项", ("price-regulation.9.5",)),
        ("《价格违法行为行政处罚规定》（国务院令第585号）第九条第（十一）项", ("price-regulation.9.11",)),
        ("《价格违法行为行政处罚规定》第九条第（三）、（五）项", ("price-regulation.9.3", "price-regulation.9.5")),
        (
            "《价格违法行为行政处罚规定》第九条第（三）项、第（五）项和第十三条",
            ("price-regulation.9.3", "price-regulation.9.5", "price-regulation.13"),
        ),
        ("《价格违法行为行政处罚规定》第九条第（十二）项", ("price-regulation.9",)),
        ("《价格违法行为行政处罚规定》第九条第一款第（五）项", ("price-regulation.9.5",)),
        ("《价格违法行为行政处罚规定》第十三条第二款", ("price-regulation.13",)),
        ("《价格违法行为行政处罚规定》第五条第一款", ("price-regulation.5-1",)),
        ("《价格违法行为行政处罚规定》第六条第一款第（二）项", ("price-regulation.6-1",)),
        ("《价格违法行为行政处罚规定》第五条", ()),
        ("《价格违法行为行政处罚规定》第六条第三款", ()),
        ("《价格违法行为行政处罚规定》第四条第（二）项、第十一条、第十六条", ("price-regulation.4",)),
        ("《价格违法行为行政处罚规定》第十三条：“违反第九条的”", ("price-regulation.13",)),
        ("《中华人民共和国价格法》第三十九条", ("price-law.39",)),
        ("《价格法》第十三条、第四十二条", ("price-law.42",)),
        ("《价格法》第四十二条、《价格违法行为行政处罚规定》第十三条第（一）项", ("price-regulation.13.1",)),
        ("《明码标价和禁止价格欺诈规定》第二十三条、《价格违法行为行政处罚规定》第七条", ("price-regulation.7",)),
        ("《中华人民共和国食品安全法》第四十二条", ()),
        ("《价格法》第十三条", ()),
        ("price-regulation.9.5; price-regulation.13", ("price-regulation.9.5", "price-regulation.13")),
        ("PRICE-LAW.42", ("price-law.42",)),
        ("price-regulation.5-1", ("price-regulation.5-1",)),
        ("违反明码标价规定", ()),
        ("", ()),
    ],
)
def test_articles_that_are_clearly_cited(text: str, codes: tuple[str, ...]) -> None:
    assert cited_articles(text) == codes


@pytest.mark.parametrize("piece", ["一", "9", "“", "没收", "罚款1", "第一条", "《价格法》", "1,", "（", "处罚", "9,999", "违法所得("])
def test_a_text_made_to_be_slow_is_read_at_once(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    since = time.process_time()
    worded_kinds(text)
    worded_amounts(text)
    cited_articles(text)
    read_kinds(text)
    assert time.process_time() - since < 5
