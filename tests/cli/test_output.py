import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.frame_runner import run
from zibo_port.cli import terminal
from zibo_port.cli.counter import Counter
from zibo_port.cli.output import Column, emit, said
from zibo_port.cli.plain import document, plain, words
from zibo_port.cli.sheet import cell, guarded
from zibo_port.domain.errors import Text

COLUMNS = (Column("no", "文号", "Document"), Column("fine", "罚款（元）", "Fine (yuan)", "right"))
ROWS = [{"no": "1号", "fine": Decimal("50000.00"), "more": [1]}, {"no": "2号", "fine": None, "more": []}]


class Colour(Enum):
    RED = "red"


class Kind(str, Enum):  # noqa: UP042
    FINE = "fine"


@pytest.mark.parametrize(
    ("value", "json_form"),
    [
        (None, "null"),
        (True, "true"),
        (7, "7"),
        ("淄博", '"淄博"'),
        (Decimal("50000.00"), '"50000.00"'),
        (Decimal("5E+4"), '"50000"'),
        (Decimal("-0.10"), '"-0.10"'),
        (date(2026, 3, 5), '"2026-03-05"'),
        (datetime(2026, 3, 5, 1, 30, tzinfo=UTC), '"2026-03-05T09:30:00+08:00"'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        (Colour.RED, '"red"'),
        (Kind.FINE, '"fine"'),
        (Text("好", "good"), '"好"'),
        ((1, Decimal(2)), '[1, "2"]'),
        (frozenset({"b", "a"}), '["a", "b"]'),
        ({"a": {"b": [date(2026, 1, 1)]}}, '{"a": {"b": ["2026-01-01"]}}'),
        ("甲\u202e\n", '"甲\u202e\\n"'),
    ],
)
def test_json_form(value: object, json_form: str) -> None:
    assert document(value) == json_form


@pytest.mark.parametrize("value", [1.5, float("nan"), Decimal("NaN"), datetime(2026, 3, 5), b"bytes", object()])  # noqa: DTZ001
def test_json_has_no_form_for_what_is_not_exact(value: object) -> None:
    with pytest.raises(TypeError, match="no exact form"):
        plain({"a": [value]})


@pytest.mark.parametrize(
    ("value", "said_as"),
    [
        (None, "-"),
        ("", "-"),
        ([], "-"),
        (True, "是"),
        (False, "否"),
        (0, "0"),
        (Decimal("5E+4"), "50000"),
        (date(2026, 3, 5), "2026-03-05"),
        (datetime(2026, 3, 5, 1, 30, tzinfo=UTC), "2026-03-05 09:30:00"),
        (["a", None, date(2026, 3, 5)], "a、-、2026-03-05"),
        ("甲\x1b[2J\n", r"甲\x1b[2J\n"),
        (["甲\u202e"], r"甲\u202e"),
        ({"a": "甲\u202e"}, '{"a": "甲\\u202e"}'),
        (Text("好\u200b", "good"), r"好\u200b"),
        (Kind.FINE, "fine"),
    ],
)
def test_words(value: object, said_as: str) -> None:
    assert words(value) == said_as


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text() | st.decimals(allow_nan=False, allow_infinity=False) | st.dates(),
                    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))  # fmt: skip
def test_any_data_has_both_forms(value: object) -> None:
    json.loads(document(value))
    shown = words(value)
    assert shown.isprintable() or not any(char < " " for char in shown)


@pytest.mark.parametrize(
    ("value", "in_cell"),
    [
        (None, ""),
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-5", "'-5"),
        ("@a", "'@a"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠a", "'＠a"),
        ("a=1", "a=1"),
        ("'=1", "'=1"),
        (Decimal("-5.00"), "-5.00"),
        (-5, "-5"),
        (True, "true"),
        ([1, "=2"], '[1, "=2"]'),
        (date(2026, 3, 5), "2026-03-05"),
    ],
)
def test_a_cell_is_never_a_formula_and_a_number_keeps_its_sign(value: object, in_cell: str) -> None:
    assert cell(value) == in_cell


@given(st.text())
def test_guarding_adds_at_most_one_apostrophe(text: str) -> None:
    assert guarded(text) in {text, f"'{text}"}
    assert not guarded(text).startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def emitted(capsys: pytest.CaptureFixture[str], kind: str, *args: object, **options: object) -> str:
    emit(Counter(output=kind), *args, **options)  # type: ignore[arg-type]
    captured = capsys.readouterr()
    assert captured.err == ""
    return captured.out


def test_json_gives_all_keys_of_a_list_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    out = emitted(capsys, "json", iter(ROWS), COLUMNS)
    assert out.count("\n") == 1
    assert json.loads(out) == [{"no": "1号", "fine": "50000.00", "more": [1]}, {"no": "2号", "fine": None, "more": []}]


@pytest.mark.parametrize(
    ("kind", "nothing"), [("json", "[]\n"), ("ndjson", ""), ("csv", "no,fine\n"), ("tsv", "no\tfine\n"), ("table", "没有记录。\n")]
)
def test_an_empty_list(capsys: pytest.CaptureFixture[str], kind: str, nothing: str) -> None:
    assert emitted(capsys, kind, [], COLUMNS) == nothing
    assert emitted(capsys, kind, iter(()), COLUMNS) == nothing


def test_ndjson_is_a_document_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    lines = emitted(capsys, "ndjson", ROWS).splitlines()
    assert [json.loads(line)["no"] for line in lines] == ["1号", "2号"]
    assert emitted(capsys, "ndjson", {"a": "一\n二"}) == '{"a": "一\\n二"}\n'


def test_ndjson_is_written_as_rows_come(capsys: pytest.CaptureFixture[str]) -> None:
    def rows() -> Iterator[dict[str, int]]:
        yield {"a": 1}
        assert capsys.readouterr().out == '{"a": 1}\n'
        yield {"a": 2}

    assert emitted(capsys, "ndjson", rows()) == '{"a": 2}\n'


@pytest.mark.parametrize(("kind", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_sheets_can_be_read_back(capsys: pytest.CaptureFixture[str], kind: str, delimiter: str) -> None:
    rows = [{"no": '引"号,\t逗\n号', "fine": Decimal("1.50")}, {"no": "=1", "fine": None}]
    out = emitted(capsys, kind, iter(rows), COLUMNS)
    assert list(csv.reader(io.StringIO(out), delimiter=delimiter)) == [["no", "fine"], ['引"号,\t逗\n号', "1.50"], ["'=1", ""]]


def test_sheets_without_columns_take_the_keys_of_the_first_row(capsys: pytest.CaptureFixture[str]) -> None:
    assert emitted(capsys, "csv", iter([{"a": 1, "b": [2]}, {"b": 3}])) == "a,b\n1,[2]\n,3\n"
    assert emitted(capsys, "csv", {"a": 1}) == "a\n1\n"


def test_a_table_shows_the_columns_in_the_language_in_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert emitted(capsys, "table", ROWS, COLUMNS) == "文号  罚款（元）\n----  ----------\n1号     50000.00\n2号            -\n"
    assert emitted(capsys, "table", [{"b": 1}, {"c": 2}]) == "b  c\n-  -\n1  -\n-  2\n"


def test_a_document_is_a_line_an_entry_with_lists_below(capsys: pytest.CaptureFixture[str]) -> None:
    told = {"no": "1号", "fine": Decimal(5), "duties": [{"step": "publish-necips"}], "hidden": 1}
    columns = (*COLUMNS, Column("duties", "待办", "Duties", columns=(Column("step", "步骤", "Step"),)))
    assert emitted(capsys, "table", told, columns) == "文号        1号\n罚款（元）  5\n\n待办：\n步骤\n--------------\npublish-necips\n"
    assert emitted(capsys, "table", {"a": [], "b": "甲\u202e"}) == "a  -\nb  甲\\u202e\n"


def test_a_renderer_speaks_for_people_alone_and_cannot_garble_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    def text(rows: list[dict[str, str]]) -> str:
        return f"共 {len(rows)} 条\n" + rows[0]["name"]

    rows = iter([{"name": "改\u202e名\x1b[2J"}])
    assert emitted(capsys, "table", rows, text=text) == "共 1 条\n改\\u202e名\\x1b[2J\n"
    assert emitted(capsys, "json", [{"name": "甲"}], text=text) == '[{"name": "甲"}]\n'


def test_a_renderer_with_nothing_to_say_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert emitted(capsys, "table", {}, text=lambda _: "") == ""


def test_said_is_for_people_alone(capsys: pytest.CaptureFixture[str]) -> None:
    for kind in ("json", "ndjson", "csv", "tsv"):
        said(Counter(output=kind), "已登记。")
    assert capsys.readouterr().out == ""
    said(Counter(), "已登记：甲\u202e\n下一步")
    assert capsys.readouterr().out == "已登记：甲\\u202e\n下一步\n"


def test_on_a_terminal_long_values_of_a_document_wrap_under_themselves(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "columns", lambda: 20)
    assert emitted(capsys, "table", {"facts": "口岸经营单位未按规定明码标价"}) == "facts  口岸经营单位\n       未按规定明码\n       标价\n"


def test_the_same_data_in_every_format_of_a_command() -> None:
    assert [row["fine"] for row in run("sample", "list", "--json").document] == ["50000.00", None, "-5"]
    assert run("sample", "list", "--json").document[2]["name"] == "改\u202e名\x1b[2J公司"
    assert "\\u202e" in run("sample", "list").out
    assert "\x1b" not in run("sample", "list").out
    assert run("sample", "list", "-o", "csv").out.splitlines()[2] == "淄演监罚〔2026〕2号,'=cmd|' /C calc'!A0,"
    assert run("sample", "list", "--none", "--json").out == "[]\n"
    assert run("sample", "list", "--none").out == "没有记录。\n"
    assert run("sample", "list", "--none", "--lang", "en").out == "No records.\n"
    assert run("sample", "list", "--lang", "en").out.splitlines()[0].split() == ["Document", "Enterprise", "Fine", "(yuan)"]


def test_lang_changes_no_keys() -> None:
    keys = [list(run("sample", "list", "--json", "--lang", lang).document[0]) for lang in ("zh", "en")]
    assert keys[0] == keys[1]
    headers = [run("sample", "list", "-o", "csv", "--lang", lang).out.splitlines()[0] for lang in ("zh", "en")]
    assert headers == ["document_no,name,fine"] * 2


def test_nothing_else_stands_beside_a_document() -> None:
    done = run("sample", "log", "--decided-on", "2026-03-05", "--json")
    assert json.loads(done.out)["decided_on"] == "2026-03-05"
    assert done.out.count("\n") == 1
    assert "下一步" in run("sample", "log", "--decided-on", "2026-03-05").out
