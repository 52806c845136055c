import click
import pytest

from tests.cli.frame_runner import run
from zibo_port.cli import language
from zibo_port.cli.failures import Failure, of_error, of_usage, report
from zibo_port.domain.errors import (
    FieldFault,
    InvalidData,
    NotAllowed,
    NotFound,
    Refused,
    Text,
    Unreachable,
    VerificationFailed,
    ZiboPortError,
)


@pytest.mark.parametrize(
    ("kind", "code", "status"),
    [
        (InvalidData, "invalid", 3),
        (Refused, "refused", 4),
        (NotFound, "not-found", 5),
        (NotAllowed, "not-allowed", 6),
        (Unreachable, "unreachable", 7),
        (VerificationFailed, "verification-failed", 8),
    ],
)
def test_each_kind_of_failure_has_its_code_and_status(kind: type[ZiboPortError], code: str, status: int) -> None:
    failure = of_error(kind("不行。", "No."))
    assert (failure.code, failure.exit_status, failure.message) == (code, status, "不行。")


def test_a_refusal_for_people() -> None:
    told = (
        "错误：罚款超出法定幅度。\n"
        "  fine  应在 50000 元以上。\n"
        "依据：《价格违法行为行政处罚规定》第九条\n"
        "提示：如有减轻理由，请用 --mitigated 说明。\n"
    )
    assert run("sample", "fail", "refused") == (4, "", told)


def test_a_refusal_in_english() -> None:
    assert run("sample", "fail", "refused", "--lang", "en").err == (
        "Error: The fine is outside the lawful range.\n"
        "  fine  50000 yuan at least.\n"
        "Clause: 《价格违法行为行政处罚规定》第九条\n"
        "Hint: Give the reason with --mitigated.\n"
    )


@pytest.mark.parametrize("argv", [["--json"], ["-o", "json"], ["-o", "ndjson"]])
def test_a_refusal_for_machines(argv: list[str]) -> None:
    done = run("sample", "fail", "refused", *argv)
    assert done.status == 4
    assert done.error == {
        "code": "refused",
        "message": "罚款超出法定幅度。",
        "clause": "《价格违法行为行政处罚规定》第九条",
        "hint": "如有减轻理由，请用 --mitigated 说明。",
        "fields": [{"field": "fine", "message": "应在 50000 元以上。"}],
    }


def test_lang_changes_the_sentences_and_nothing_else() -> None:
    zh, en = (run("sample", "fail", "refused", "--json", "--lang", lang).error for lang in ("zh", "en"))
    assert list(zh) == list(en)
    assert (zh["code"], zh["clause"], zh["fields"][0]["field"]) == (en["code"], en["clause"], en["fields"][0]["field"])
    assert en["message"] == "The fine is outside the lawful range."


def test_wrong_data_names_its_field_and_cannot_garble_the_terminal() -> None:
    done = run("sample", "fail", "invalid")
    assert done.status == 3
    assert done.err == "错误：信用代码\\u202e第十八位不对。\n"
    error = run("sample", "fail", "invalid", "--json").error
    assert error["fields"] == [{"field": "credit_code", "message": "信用代码\u202e第十八位不对。"}]
    assert error["clause"] is None
    assert error["hint"] is None


def test_fields_stand_in_line(capsys: pytest.CaptureFixture[str]) -> None:
    faults = (FieldFault("罚款", Text("不是数。", "")), FieldFault("decided_on", Text("不是日期。", "")))
    report(of_error(InvalidData("这一行不对。", "", fields=faults)), as_json=False)
    assert capsys.readouterr().err == "错误：这一行不对。\n  罚款        不是数。\n  decided_on  不是日期。\n"


@pytest.mark.parametrize(
    ("how", "status", "code", "message"),
    [
        ("abort", 130, "cancelled", "已取消。"),
        ("file", 2, "usage", "打不开文件“名单.csv”：没有这个文件"),
        ("usage", 2, "usage", "两个选项不能同时用。"),
    ],
)
def test_other_ends(how: str, status: int, code: str, message: str) -> None:
    done = run("sample", "fail", how)
    assert (done.status, done.out) == (status, "")
    assert done.err.splitlines()[0] == f"错误：{message}"
    told = run("sample", "fail", how, "--json")
    assert told.status == status
    assert (told.error["code"], told.error["message"]) == (code, message)


@pytest.mark.parametrize(("how", "status"), [("exit", 3), ("interrupt", 130)])
@pytest.mark.parametrize("argv", [[], ["--json"]])
def test_quiet_ends(how: str, status: int, argv: list[str]) -> None:
    assert run("sample", "fail", how, *argv) == (status, "", "")


def test_an_impossible_day_is_wrong_data_of_its_option() -> None:
    done = run("sample", "log", "--decided-on", "2026-02-30", "--json")
    assert done.status == 3
    assert (done.error["code"], done.error["fields"][0]["field"]) == ("invalid", "decided_on")


def test_complaints_without_a_parameter() -> None:
    assert of_usage(click.BadParameter("太长", param_hint="名称")).message == "名称 的值不对：太长"
    assert of_usage(click.ClickException("不行")) == Failure("usage", 2, "不行")


def test_english_is_spoken_where_english_is_in_use() -> None:
    language.use("en")
    try:
        assert of_error(Refused("不行。", "No.", hint=Text("改。", "Change it."))).hint == "Change it."
    finally:
        language.use("zh")
