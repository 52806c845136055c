"""Faults of ours: a reference number for the officer, the traceback for whoever repairs it, in a file only the officer reads."""

from __future__ import annotations

import os
import platform
import re
import secrets
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from zibo_port import __version__
from zibo_port.cli.failures import Failure
from zibo_port.cli.language import t
from zibo_port.cli.messages import why

_PASSWORD: Final = re.compile(r"(://[^\s:/@]*:)[^\s@]*@")


def of_fault(fault: BaseException) -> Failure:
    """A failure with a reference number, its traceback written to the log of that number."""
    reference = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2).upper()}"
    message = t(
        f"程序出了故障，编号 {reference}；请把这个编号告诉维护人员。",
        f"This is a fault of ours, reference {reference}; please pass the number on to those who maintain the program.",
    )
    try:
        path = _write_log(reference, fault)
    except OSError as error:
        hint = t(f"详情没能写入日志：{why(error)}。", f"The details could not be logged: {why(error)}.")
    else:
        hint = t(f"详情已写入 {path}", f"The details are in {path}")
    return Failure("fault", 1, message, hint=hint, reference=reference)


def log_folder() -> Path:
    """Where logs of faults lie: `faults` in the user's state directory."""
    from platformdirs import user_state_path

    return user_state_path("zibo-port", appauthor=False) / "faults"


def _write_log(reference: str, fault: BaseException) -> Path:
    folder = log_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{reference}.log"
    head = f"zibo-port {__version__}\nPython {platform.python_version()}\n{platform.platform()}\n\n"
    # The command line isn't written: it may carry names of people and passwords.
    told = head + "".join(traceback.format_exception(fault))
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as log:
        log.write(_PASSWORD.sub(r"\1***@", told))
    return path
