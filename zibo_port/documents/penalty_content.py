"""Reads articles, kinds, procedure and severity of a penalty row, and says what was inferred and from what."""

from __future__ import annotations

from typing import Final

from zibo_port.documents.citations import cited_articles
from zibo_port.documents.kind_words import Kinds, read_kinds
from zibo_port.documents.row_messages import Remarks
from zibo_port.documents.visible import quoted
from zibo_port.documents.wording import worded_kinds
from zibo_port.domain.codes import KINDS

_PROCEDURES: Final = {
    **dict.fromkeys(("ordinary", "普通程序", "一般程序", "普通", "一般", "听证程序"), "ordinary"),
    **dict.fromkeys(("summary", "简易程序", "简易", "当场处罚"), "summary"),
}
_SEVERITIES: Final = {
    **dict.fromkeys(("normal", "一般", "情节一般"), "normal"),
    **dict.fromkeys(("heavier", "情节较重", "较重"), "heavier"),
    **dict.fromkeys(("serious", "情节严重", "严重"), "serious"),
}
_UNSETTLED: Final = frozenset(
    {"licence-suspension", "licence-revocation", "licence-downgrade", "restriction", "business-suspension", "closure", "practice-ban"}
)


def read_articles(listed: str, basis: str, fields: dict[str, object], remarks: Remarks) -> None:
    """The articles from their own column, else from the legal basis, where it cites them clearly."""
    if listed and (codes := cited_articles(listed)):
        fields["articles"] = codes
        return
    if basis and (codes := cited_articles(basis)):
        fields["articles"] = codes
        shown = "、".join(codes)
        remarks.flag(
            "article-from-wording",
            "articles",
            f"适用条款按处罚依据的引文认定为{shown}，请核对。",
            f"The articles were taken from the legal basis as cited: {shown}; please check.",
        )
        return
    remarks.flag(
        "article-missing",
        "articles",
        "没有可识别的适用条款，未核对罚款幅度；请用 penalty correct 补上条款（provision list 列有全部条款）。",
        "No article could be read, so the lawful range wasn't checked: add it with `penalty correct` (`provision list` names them).",
    )


def read_kinds_of(listed: str, wording: str, fields: dict[str, object], remarks: Remarks) -> None:
    """The kinds from their own column, else from the amounts and the wording."""
    found = read_kinds(listed) if listed else Kinds((), (), ())
    for word in found.unknown:
        remarks.flag(
            "kind-unknown",
            "kinds",
            f"处罚类别“{quoted(word)}”不是法定种类名称，没有登记；请用 penalty correct 补正。",
            f"“{quoted(word)}” is no statutory kind of penalty and wasn't recorded: add the kind with `penalty correct`.",
        )
    codes = list(found.codes)
    codes += [_decided(words, wording, remarks) for words in found.undecided]
    if codes:
        fields["kinds"] = tuple(dict.fromkeys(codes))
    else:
        _infer_kinds(wording, fields, remarks)


def read_degree(procedure: str, severity: str, fields: dict[str, object], remarks: Remarks) -> None:
    """Procedure and severity, where the table has columns for them."""
    for field, words, known, zh in (("procedure", procedure, _PROCEDURES, "处罚程序"), ("severity", severity, _SEVERITIES, "情节")):
        key = "".join(words.split()).lower()
        if key in known:
            fields[field] = known[key]
        elif key:
            remarks.flag(
                f"{field}-unknown",
                field,
                f"{zh}“{quoted(words)}”不能识别，已按通常情形登记（普通程序、一般情节）；请核对。",
                f"The {field} “{quoted(words)}” isn't known; the usual one was taken (ordinary, normal): please check.",
            )


def _infer_kinds(wording: str, fields: dict[str, object], remarks: Remarks) -> None:
    by_amount = [kind for field, kind in (("fine", "fine"), ("confiscated", "confiscation")) if field in fields]
    in_words = worded_kinds(wording) if wording else ()
    kinds = tuple(dict.fromkeys([*in_words, *by_amount]))
    if not kinds:
        remarks.flag(
            "kind-missing",
            "kinds",
            "没有处罚类别，处罚内容也看不出种类，暂不能判断应否公示；请用 penalty correct 补上。",
            "No kind of penalty is given and the wording shows none, so it is open whether it is published: add it with `penalty correct`.",
        )
        return
    fields["kinds"] = kinds
    zh, en = "、".join(KINDS[kind].zh for kind in kinds), ", ".join(KINDS[kind].en for kind in kinds)
    code, source_zh, source_en = "kind-from-amounts", "金额列", "the amounts"
    if in_words:
        code, source_zh, source_en = "kind-from-wording", "处罚内容和金额列", "the wording and the amounts"
    remarks.flag(
        code,
        "kinds",
        f"没有处罚类别，按{source_zh}认定为{zh}，请核对。",
        f"No kind of penalty is given; from {source_en} it was taken as {en}: please check.",
    )


def _decided(words: str, wording: str, remarks: Remarks) -> str:
    """A category that names two kinds, settled by the wording; 其他 if that doesn't settle it."""
    said = [kind for kind in worded_kinds(wording) if kind in _UNSETTLED] if wording else []
    kind = said[0] if len(said) == 1 else "other"
    remarks.flag(
        "kind-undecided",
        "kinds",
        f"处罚类别“{words}”没有说明是哪一种，已按{KINDS[kind].zh}登记；请核对，必要时用 penalty correct 补正。",
        f"“{words}” leaves open which kind it was; it was recorded as {KINDS[kind].en}: check it, `penalty correct` mends it.",
    )
    return kind
