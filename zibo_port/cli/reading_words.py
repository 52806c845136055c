"""Readings of what notice or law leave open, in the words of the register of ambiguities."""

from __future__ import annotations

from zibo_port.cli.language import current
from zibo_port.domain.errors import ZiboPortError


def reading_words(ambiguity: str, reading: str) -> str:
    """What a reading says, without its full stop; one that the register doesn't have stands for itself."""
    from zibo_port.office import rulebook

    entry = next((a for a in rulebook.readings().register.ambiguity if a.key == ambiguity), None)
    try:
        return reading if entry is None else entry.admissible(reading).text.to(current()).rstrip("。.")
    except ZiboPortError:
        return reading
