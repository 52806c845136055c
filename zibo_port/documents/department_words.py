"""Reads the name of a member unit as offices write it: 市商务局, 淄博市市场监督管理局, 综保区."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from zibo_port.documents.headings import reduced
from zibo_port.domain.codes import DEPARTMENTS

_BEFORE: Final = ("中华人民共和国", "国家税务总局", "中国", "淄博市", "淄博", "市")
"""What stands before the name proper; a district's name isn't among them, nor another city's."""

_ALSO_CALLED: Final[Mapping[str, tuple[str, ...]]] = {
    "port-office": ("口岸办", "人民政府口岸办公室"),
    "customs": ("海关",),
    "commerce": (),
    "market-supervision": ("市场监督管理局", "市监局"),
    "tax": (),
    "central-bank": ("人民银行", "人行", "人民银行淄博市分行"),
    "bonded-zone": ("综合保税区", "综保区", "综保区发展服务中心", "综合保税区管委会"),
    "port-service-centre": ("口岸服务中心",),
}


def department(words: str) -> str | None:
    """The code of the unit that is meant, None if it is none of the member units."""
    return _known().get(_bare(words))


def _bare(words: str) -> str:
    """A name without width, case, spaces and what stands before the name proper."""
    word = reduced(words)
    for start in _BEFORE:
        word = word.removeprefix(start)
    return word


@lru_cache(1)
def _known() -> dict[str, str]:
    names = {code: (code, name.zh, name.en, *_ALSO_CALLED[code]) for code, name in DEPARTMENTS.items()}
    return {_bare(name): code for code, its_names in names.items() for name in its_names}
