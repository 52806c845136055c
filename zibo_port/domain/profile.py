"""Which office this is: the names and codes that stand in what it publishes, and the authorities it speaks for."""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict

_ZIBO_REGULATOR = re.compile(r"(^|山东省)淄博市?.*市场监督管理(局|所)|^(张店|淄川|博山|临淄|周村|桓台|高青|沂源).{0,3}市场监督管理局")


class Profile(BaseModel):
    """The office's own particulars (columns CF_CFJG to CF_SJLYDM of the 双公示 layout)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    authority: str
    authority_code: str
    source: str
    source_code: str
    authorities: tuple[str, ...] = ()
    """Further names under which decisions of this office are written."""

    def speaks_for(self, authority: str) -> bool:
        """Whether a decision of that authority is published by this office rather than by its own."""
        name = authority.strip()
        return name == self.authority or name in self.authorities or _ZIBO_REGULATOR.search(name) is not None

    @property
    def empty_columns(self) -> tuple[str, ...]:
        """The columns of the 双公示 layout that stay empty as long as a code isn't given."""
        codes = (("CF_CFJGDM", self.authority_code), ("CF_SJLYDM", self.source_code))
        return tuple(column for column, code in codes if not code)


REHEARSAL = Profile(
    authority="淄博市市场监督管理局",
    authority_code="11370300MADEM00030",
    source="淄博市市场监督管理局",
    source_code="11370300MADEM00030",
)
"""The fictional office of a rehearsal store."""

UNCODED = Profile(authority="淄博市市场监督管理局", authority_code="", source="淄博市市场监督管理局", source_code="")
"""The office of a real store until its own particulars are given: a code is never made up."""
