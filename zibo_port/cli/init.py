"""`zibo-port init`: makes the store, or brings it up to this release; safe to repeat."""

from __future__ import annotations

import getpass
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zibo_port.cli.counter import Counter
from zibo_port.cli.frame import Verb
from zibo_port.cli.language import t
from zibo_port.cli.output import emit
from zibo_port.cli.session import clock_of, open_session, opened, shown_url
from zibo_port.cli.values import INPUT_FILE, read_input
from zibo_port.domain.errors import InvalidData, Text

if TYPE_CHECKING:
    from zibo_port.domain.profile import Profile
    from zibo_port.office.office import Office


@click.command(
    "init",
    cls=Verb,
    example="zibo-port init --rehearsal",
    help=t(
        "建立库，或升级已有的库；可以重复运行。\n\n操作本机的人（或 --as 指定的人）登记为经办人员，可代表各部门办理。"
        "机构信息文件（TOML）有 authority、authority_code、source、source_code 四项，可另有 authorities（其他署名）；"
        "正式库可以以后再补，补之前公示表的机关代码列为空。",
        "Make the store, or bring one up to this release; safe to repeat.\n\nThe person at the keyboard (or --as) becomes an "
        "officer who may act for every department. The profile (TOML) has authority, authority_code, source, source_code, and "
        "may have authorities (further names); a real store may get it later, until then the columns of the codes stay empty.",
    ),
)
@click.option(
    "--rehearsal", is_flag=True, help=t("建演练库：用虚构机构，可用 --now 设定时钟", "a rehearsal store: fictional office, honours --now")
)
@click.option("--profile", type=INPUT_FILE, help=t("本机关的机构信息（TOML 文件）", "the office's particulars (a TOML file)"))
@click.pass_obj
def command(counter: Counter, rehearsal: bool, profile: str | None) -> None:
    """Found the office."""
    from zibo_port.office.catching_up import catch_up
    from zibo_port.office.founding import found

    if counter.now is not None and not rehearsal:
        raise click.UsageError(
            t(
                "--now 只用于演练库，请同时加 --rehearsal，或去掉 --now。",
                "--now is for rehearsal stores alone: add --rehearsal or drop --now.",
            )
        )
    particulars = _profile(profile)
    store = opened(counter)
    new = found(store, counter.officer or _person(), rehearsal=rehearsal, profile=particulars, clock=clock_of(counter))
    store.close()
    office = open_session(counter).office
    if not new:
        catch_up(office)  # a new release may ask for more than the old one did
    emit(counter, _outcome(office, new=new), text=_text)


def _person() -> str:
    """The person at the keyboard."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name, as in a container
        return "officer"


def _profile(path: str | None) -> Profile | None:
    """The particulars in a file.

    Raises:
        InvalidData: no TOML, a field that is missing or unknown, a credit code that is none.
    """
    if path is None:
        return None
    from zibo_port.cli.forms import form
    from zibo_port.domain.credit_code import CreditCode
    from zibo_port.domain.profile import Profile

    try:
        said = tomllib.loads(read_input(path).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        name = Path(path).name
        raise InvalidData.of(
            "profile",
            f'“{name}”不是 UTF-8 编码的 TOML 文件（{error}）。每行一项，如 authority = "淄博市市场监督管理局"。',
            f'“{name}” is no TOML in UTF-8 ({error}). One entry a line, as authority = "…".',
        ) from None
    for field in ("authority_code", "source_code"):
        if said.get(field):
            said[field] = CreditCode.parse(str(said[field]), field).value
    return form(Profile, **said)


def _outcome(office: Office, *, new: bool) -> dict[str, Any]:
    profile = office.book.profile
    years = [year.year for year in office.books.calendar.adopted]
    empty = profile.empty_columns if profile is not None else ()
    return {
        "store": shown_url(office.store.url),
        "kind": "rehearsal" if office.rehearsal else "real",
        "new": new,
        "position": office.store.head().position,
        "officers": list(office.book.officers),
        "authority": profile.authority if profile is not None else None,
        "calendar": {"from": min(years, default=None), "to": max(years, default=None)},
        "warnings": [{"code": "profile-incomplete", "message": _incomplete(empty)}] if empty else [],
    }


def _incomplete(columns: tuple[str, ...]) -> Text:
    return Text(
        f"机构代码未填，公示表的 {'、'.join(columns)} 列将为空。请用 zibo-port init --profile 文件 补上。",
        f"The office's codes aren't given; the columns {', '.join(columns)} stay empty. Give them with zibo-port init --profile FILE.",
    )


def _text(said: dict[str, Any]) -> str:
    kind = t("演练库", "rehearsal store") if said["kind"] == "rehearsal" else t("正式库", "real store")
    done = t("已建立", "made") if said["new"] else t("已就绪（此前已建立）", "ready (made before)")
    years = said["calendar"]
    lines = [
        t(f"{kind}{done}：{said['store']}", f"The {kind} is {done}: {said['store']}"),
        t(f"机关：{said['authority']}", f"Authority: {said['authority']}"),
        t(f"人员：{'、'.join(said['officers'])}", f"Officers: {', '.join(said['officers'])}"),
        t(f"工作日历：{years['from']}–{years['to']} 年", f"Working calendar: {years['from']} to {years['to']}"),
        *(t("注意：", "Note: ") + t(*warning["message"]) for warning in said["warnings"]),
        t("下一步：zibo-port enterprise register 信用代码 名称 --line …", "Next: zibo-port enterprise register USCC NAME --line …"),
    ]
    return "\n".join(lines)
