"""The language people are spoken to in: one per process, Chinese unless English is asked for."""

from __future__ import annotations

from typing import Final

CHINESE: Final = "zh"
ENGLISH: Final = "en"
LANGUAGES: Final = (CHINESE, ENGLISH)


class _Spoken:
    """The process's language; it stands in a class so that `use` needs no global statement."""

    lang: str = CHINESE


def use(lang: str) -> None:
    """Speak `lang` ("zh" or "en") from now on; text that was built before stays as it was.

    Raises:
        ValueError: `lang` is neither.
    """
    if lang not in LANGUAGES:
        msg = f"unknown language: {lang!r}"
        raise ValueError(msg)
    _Spoken.lang = lang


def current() -> str:
    """The language in use, "zh" or "en"."""
    return _Spoken.lang


def t(zh: str, en: str) -> str:
    """One of two sentences, by the language in use at the moment of the call."""
    return en if _Spoken.lang == ENGLISH else zh
