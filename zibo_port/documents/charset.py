"""Finds the character encoding of a text file: a byte-order mark, else strict UTF-8, else GB18030; never a guess by likelihood."""

from __future__ import annotations

import codecs
from typing import IO

from zibo_port.domain.errors import InvalidData

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 20
_SURELY_UTF8 = 10  # GB18030 text whose first ten Chinese characters all happen to be valid UTF-8 doesn't occur


def encoding_of(file: IO[bytes], *, name: str) -> str:
    """The codec in which the whole of `file` can be read: "utf-8", "utf-8-sig", "utf-16" or "gb18030".

    Raises InvalidData if it is none of these, is damaged, or holds NUL bytes; the file is left at its beginning.
    """
    file.seek(0)
    start = file.read(4)
    marked = next((codec for mark, codec in _MARKS if start.startswith(mark)), None)
    if marked != "utf-16" and _holds_nul(file):
        raise _unreadable(name, "内含空字节（NUL），不是文本表格", "it holds NUL bytes, so it is no text table")
    fault = _fault(file, marked or "utf-8")
    if fault is not None and marked is None and fault.characters < _SURELY_UTF8:
        marked, fault = "gb18030", _fault(file, "gb18030")
    file.seek(0)
    if fault is not None:
        raise _unreadable(
            name,
            f"第{fault.line}行附近有不属于 {fault.codec} 编码的字节（文件可能被截断或损坏）",
            f"near line {fault.line} there are bytes that aren't {fault.codec} (it may be cut short or damaged)",
        )
    return marked or "utf-8"


class _Fault:
    """Where decoding stopped: the line, and how many characters beyond ASCII had been read until then."""

    def __init__(self, codec: str, line: int, characters: int) -> None:
        self.codec = "UTF-8、GB18030" if codec == "gb18030" else codec.removesuffix("-sig").upper()
        self.line = line
        self.characters = characters


def _fault(file: IO[bytes], codec: str) -> _Fault | None:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(codec)("strict")
    line, characters = 1, 0
    while True:
        chunk = file.read(_CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as stop:
            readable = stop.object[: stop.start].decode(codec, "ignore")
            return _Fault(codec, line + readable.count("\n"), characters + _beyond_ascii(readable))
        if not chunk:
            return None
        line += text.count("\n")
        if characters < _SURELY_UTF8:
            characters += _beyond_ascii(text)


def _beyond_ascii(text: str) -> int:
    return 0 if text.isascii() else len(text) - len(text.encode("ascii", "ignore"))


def _holds_nul(file: IO[bytes]) -> bool:
    file.seek(0)
    return any(b"\0" in chunk for chunk in iter(lambda: file.read(_CHUNK), b""))


def _unreadable(name: str, zh: str, en: str) -> InvalidData:
    return InvalidData.of(
        "file",
        f"读不了“{name}”：{zh}。请用 WPS 或 Excel 打开核对后另存为“CSV UTF-8”或 xlsx 再导入。",
        f"“{name}” can't be read: {en}. Open it in WPS or Excel, check it, save it as “CSV UTF-8” or xlsx and import that.",
    )
