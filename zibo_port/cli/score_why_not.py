"""`zibo-port score why-not`: the smallest set of facts that would have given another grade."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.options import reads
from zibo_port.cli.output import emit
from zibo_port.cli.quarter_kind import QUARTER
from zibo_port.cli.session import open_session
from zibo_port.domain.credit_code import CreditCode
from zibo_port.domain.errors import InvalidData
from zibo_port.domain.periods import Quarter

if TYPE_CHECKING:
    from zibo_port.domain.counterfactual import Counterfactual, WhyNot

SHOWN: Final = 5
"""Sets that are shown; further ones of the same size are counted."""

_QUARTER_LIKE: Final = re.compile(r"\d{4}[^0-9]*[Qq季].*|\d{4}-\d")
_NAMES: Final = {"code": ("信用代码", "credit code"), "quarter": ("季度", "quarter"), "grade": ("等次", "grade")}


@click.command(
    "why-not",
    cls=Verb,
    example="zibo-port score why-not 91370303MADEM0011X 2026Q3 excellent",
    help=t(
        "为什么不是另一等次：最少要有哪些事实与记录不同，才会得到该等次。\n\n"
        "信用代码、季度、等次可按任意次序写；等次为 优秀、良好、一般、较差，或 excellent、good、fair、poor。"
        "可变的事实：扣分没有作出、投诉没有发生或已主动化解、部门评分为另一数值、好评率在另一档、已公示、补上缺少的数据；"
        "不虚构投诉和扣分。已封账的季度按封账时的事实和解读。搜索的组合数有上限，达到上限时会说明。",
        "Why not another grade: the fewest facts that would have to be otherwise for it.\n\n"
        "Credit code, quarter and grade in any order; a grade is excellent, good, fair or poor, or the Chinese word. "
        "What may be otherwise: a deduction not taken, a complaint absent or settled on the operator's initiative, a "
        "department's score, the rating's band, publicised, missing data supplied; no complaint and no deduction is invented. "
        "A closed quarter goes by the facts and readings of its close. The combinations tried are capped, and it is said when "
        "that stopped the search.",
    ),
)
@click.argument(
    "words",
    nargs=-1,
    metavar=t("[信用代码 季度 等次]…", "[USCC QUARTER GRADE]…"),
    help=t("三者各一次，次序不限", "each once, in any order"),
)
@click.option("--quarter", type=QUARTER, help=t("季度，如 2026Q3", "the quarter, as 2026Q3"))
@click.option("--grade", metavar=t("等次", "GRADE"), help=t("想要的等次", "the grade that is asked about"))
@reads
@click.pass_obj
def why_not(
    counter: Counter,
    words: tuple[str, ...],
    quarter: Quarter | None,
    grade: str | None,
    known_at: datetime | None,
    effective_at: date | None,
) -> None:
    """Print the smallest sets of facts."""
    from zibo_port.cli.score_rows import figure, interval, recomputed
    from zibo_port.domain import counterfactual
    from zibo_port.office.scores import basis_of, score_of

    code, quarter, wanted = _understood(words, quarter, grade)
    session = open_session(counter)
    view = session.view(known_at, effective_at)
    file = session.archive.file(code, view)
    scored = score_of(session.archive, file, quarter, view)
    document = figure(scored) | {"recomputed": recomputed(scored), "interval": interval(scored)}
    document |= {"evaluated": scored.evaluated, "reason": scored.reason, "wanted": wanted}
    if scored.evaluated:
        basis = basis_of(session.archive, file, quarter, view)
        answer = counterfactual.why_not(basis.evidence, quarter, basis.books.scoring, basis.books.readings, wanted)
        document |= _answered(answer)
    else:
        document |= {"stands": False, "sets": [], "more": 0, "search": None}
    emit(counter, document, text=lambda said: "\n".join(_text(said)))


# --- what was typed -----------------------------------------------------------------------------------------------


def _understood(words: Sequence[str], quarter: Quarter | None, grade: str | None) -> tuple[str, Quarter, str]:
    """Code, quarter and grade, in whatever order they were typed.

    Raises:
        UsageError: one is missing, or there twice.
        InvalidData: no such quarter, grade or code.
    """
    found: dict[str, str] = {}
    for kind, word in [(_kind(word), word) for word in words] + ([("grade", grade)] if grade is not None else []):
        if kind in found or (kind == "quarter" and quarter is not None):
            name = t(*_NAMES[kind])
            raise click.UsageError(t(f"{name}写了两次：{word}。只写一次。", f"The {name} is given twice: {word}. Give it once."))
        found[kind] = word
    missing = [kind for kind in _NAMES if kind not in found and not (kind == "quarter" and quarter)]
    if missing:
        names = t("、", ", ").join(t(*_NAMES[kind]) for kind in missing)
        example = "zibo-port score why-not 91370303MADEM0011X 2026Q3 excellent"
        raise click.UsageError(t(f"还缺{names}。例如：{example}", f"Missing: {names}. For example: {example}"))
    wanted = _grade(found["grade"])
    return CreditCode.parse(found["code"]).value, quarter or Quarter.parse(found["quarter"]), wanted


def _kind(word: str) -> str:
    """Whether a word is a code, a quarter or a grade, by its looks."""
    plain = unicodedata.normalize("NFKC", word).strip()
    if _QUARTER_LIKE.fullmatch(plain):
        return "quarter"
    return "code" if any(character.isdigit() for character in plain) else "grade"


def _grade(word: str) -> str:
    from zibo_port.domain.telling.evaluation import GRADES

    by_word = {said: grade for grade, english in GRADES.items() for said in (grade, english)}
    known = by_word.get(unicodedata.normalize("NFKC", word).strip().lower())
    if known is None:
        raise InvalidData.of(
            "grade",
            f"没有“{word}”这个等次，可选：{'、'.join(GRADES)}。",
            f"There is no grade “{word}”; choose {', '.join(GRADES.values())}.",
        )
    return known


# --- what is answered ---------------------------------------------------------------------------------------------


def _answered(answer: WhyNot) -> dict[str, Any]:
    return {
        "stands": answer.stands,
        "sets": [_set(found) for found in answer.sets[:SHOWN]],
        "more": len(answer.sets[SHOWN:]),
        "search": {"tried": answer.tried, "cap": answer.cap, "capped": answer.capped, "sizes_searched": answer.searched},
    }


def _set(found: Counterfactual) -> dict[str, Any]:
    from zibo_port.domain.derivation import shown

    return {
        "total": found.total,
        "grade": found.grade,
        "points_moved": shown(found.moved),
        "changes": [
            {
                "code": change.code,
                "text": change.text,
                "position": change.fact.position if change.fact else None,
                "event": change.fact.event if change.fact else None,
            }
            for change in found.changes
        ],
    }


def _text(said: dict[str, Any]) -> Iterator[str]:
    from zibo_port.cli.score_rows import grade_words, headline, remarks

    yield headline(said)
    yield from remarks(said)
    wanted = grade_words(said["wanted"])
    if said["search"] is None:
        return
    if said["stands"]:
        yield t(f"等次已经是{wanted}。", f"It is {wanted} already.")
        return
    yield from _sets(said, wanted)
    yield ""
    yield _search(said)


def _sets(said: dict[str, Any], wanted: str) -> Iterator[str]:
    from zibo_port.cli.score_rows import grade_words

    if not said["sets"]:
        yield t(f"没有找到能得到{wanted}的事实组合。", f"No set of facts was found that gives {wanted}.")
        return
    size, all_ = len(said["sets"][0]["changes"]), len(said["sets"]) + said["more"]
    yield t(
        f"最少要有 {size} 项事实与记录不同，才是{wanted}；这样的组合有 {all_} 组：",
        f"For {wanted} at least {_facts(size)} would have to be otherwise; such sets: {all_}.",
    )
    for number, found in enumerate(said["sets"], 1):
        grade, moved = grade_words(found["grade"]), found["points_moved"]
        yield ""
        yield t(
            f"{number}. 得 {found['total']} 分，{grade}（变动 {moved} 分）", f"{number}. {found['total']}, {grade} ({moved} points moved)"
        )
        yield from (f"   · {t(*change['text'])}{_event(change)}" for change in found["changes"])
    if said["more"]:
        yield t(f"另有 {said['more']} 组，变动的分数不少于以上各组。", f"{said['more']} more move as many points or more.")


def _facts(number: int) -> str:
    return "1 fact" if number == 1 else f"{number} facts"


def _event(change: dict[str, Any]) -> str:
    if change["position"] is None:
        return t("（没有记录）", " (not on record)")
    return t(f"（第 {change['position']} 号 {change['event']}）", f" (position {change['position']}, {change['event']})")


def _search(said: dict[str, Any]) -> str:
    tried, cap, sizes = said["search"]["tried"], said["search"]["cap"], said["search"]["sizes_searched"]
    if said["search"]["capped"]:
        return t(
            f"搜索到上限 {cap} 种组合即止：{sizes} 项以内的组合已全部试过，更大的没有试完，可能还有变动更小的组合。",
            f"The search stopped at its cap of {cap} combinations: all sets of up to {_facts(sizes)} were tried, larger ones not all, "
            "so a nearer one may exist.",
        )
    return t(
        f"试过 {tried} 种组合（上限 {cap}），{sizes} 项以内的组合已全部试过；作用相同的事实只试一次。",
        f"{tried} combinations were tried (cap {cap}), all sets of up to {_facts(sizes)}; facts that make no difference between them once.",
    )
