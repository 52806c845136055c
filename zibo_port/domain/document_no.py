"""Numbers and names that people type: when two of them are the same one, and what none of them may contain."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from zibo_port.domain.errors import InvalidData

LONGEST_NUMBER: Final = 128
"""Characters of a document number, as the 双公示 layout holds them (column CF_WSH)."""

LONGEST_NAME: Final = 200
"""Characters of a name, as the 双公示 layout holds them (column CF_XDR_MC)."""

_BRACKETS: Final = str.maketrans("〔【〖〘〚[{<〈《⟨〕】〗〙〛]}>〉》⟩", "(" * 11 + ")" * 11)
_BIDI: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_ENDS: Final = frozenset("\n\r\v\f\x85\u2028\u2029")
_REPLACEMENT: Final = "\ufffd"


@lru_cache(maxsize=16_384)
def comparable(text: str) -> str:
    """The form in which two numbers or names are compared: NFKC, without white space, every bracket round.

    淄市监处罚〔2026〕12号, 淄市监处罚[2026]12号 and 淄市监处罚（２０２６） 12 号 are one number.
    """
    closed_up = "".join(unicodedata.normalize("NFKC", text).split())
    if not closed_up.isprintable():
        closed_up = "".join(c for c in closed_up if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFC", closed_up).translate(_BRACKETS)  # marks that met when a space went may combine


def checked(text: str) -> str:
    """A document number fit to be stored: trimmed, otherwise as it was written.

    Raises:
        InvalidData: field `document_no`; nothing left, more than 128 characters, a control character or a bidi mark.
    """
    return _fit(text, "document_no", LONGEST_NUMBER)


def safe_name(text: str, field: str) -> str:
    """A name fit to be stored: trimmed, 1 to 200 characters; how it is escaped is a matter of where it is shown.

    Raises:
        InvalidData: `field`; nothing left, too long, a line break, a control character or a bidi mark.
    """
    return _fit(text, field, LONGEST_NAME)


def hidden_character(text: str) -> str | None:
    """The first character that can't be seen and may mislead: control, line break, bidi mark, broken encoding."""
    if text.isprintable() and _REPLACEMENT not in text:
        return None
    return next((c for c in text if _misleads(c)), None)


def refuse_hidden(text: str, field: str) -> None:
    """Refuse a text in which a character hides.

    Raises:
        InvalidData: `field`; the character is named by its code point, and what to do about it.
    """
    found = hidden_character(text)
    if found is None:
        return
    zh, en = _named(found)
    raise InvalidData.of(
        field,
        f"含有{zh}（U+{ord(found):04X}）。请删去后重新键入，不要从网页或表格直接粘贴。",
        f"It contains {en} (U+{ord(found):04X}). Remove it and type the text anew instead of pasting it from a page or a sheet.",
    )


def _fit(text: str, field: str, longest: int) -> str:
    if text.isprintable() and text == text.strip() and 0 < len(text) <= longest and _REPLACEMENT not in text:
        return text  # what nearly every text is
    trimmed = _trimmed(text)
    refuse_hidden(trimmed, field)
    visible = "".join(c for c in trimmed if unicodedata.category(c) != "Cf")
    if not visible:
        raise InvalidData.of(field, "内容为空，请填写。", "It is empty; fill it in.")
    if len(visible) > longest:
        raise InvalidData.of(
            field,
            f"共 {len(visible)} 个字符，超过上限 {longest} 个。请核对是否误填了其他内容。",
            f"It has {len(visible)} characters, more than the {longest} allowed. Check that nothing else was filled in here.",
        )
    return visible


def _trimmed(text: str) -> str:
    """Without white space and zero-width characters at either end; bidi marks stay, to be refused."""
    kept = [i for i, c in enumerate(text) if not (c.isspace() or (unicodedata.category(c) == "Cf" and c not in _BIDI))]
    return text[kept[0] : kept[-1] + 1] if kept else ""


def _misleads(c: str) -> bool:
    return c in _BIDI or c in _LINE_ENDS or c == _REPLACEMENT or unicodedata.category(c) in {"Cc", "Cs"}


def _named(c: str) -> tuple[str, str]:
    if c in _LINE_ENDS:
        return "换行符", "a line break"
    if c in _BIDI:
        return "改变文字方向的隐藏标记", "a hidden mark that changes the direction of the text"
    if c == _REPLACEMENT or unicodedata.category(c) == "Cs":
        return "无法识别的字符，文字编码已损坏", "a character that can't be read, as the text's encoding is damaged"
    return "看不见的控制字符", "an invisible control character"
