"""Help in both languages, what a definition must bring along, and how names are found."""

import re
import sys

import click
import pytest

from tests.cli.frame_runner import offering_sample, run
from zibo_port.cli import nouns
from zibo_port.cli.frame import Noun, Verb
from zibo_port.cli.widths import width

PAGES = [["-h"], ["sample", "-h"], ["sample", "log", "-h"], ["sample", "list", "--help"], ["completion", "--help"], ["greet", "-h"]]


def sections(page: str) -> dict[str, list[str]]:
    """The indented lines of each section of a help page."""
    found: dict[str, list[str]] = {}
    for line in page.splitlines():
        if line and not line.startswith(" "):
            title = line.rstrip("：:")
            found[title] = []
        elif line:
            found[title].append(line)
    return found


@pytest.mark.parametrize("argv", PAGES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_explanations_of_a_page_start_in_one_column(argv: list[str], lang: str) -> None:
    done = run("--lang", lang, *argv)
    assert (done.status, done.err) == (0, "")
    lists = [title for title in sections(done.out) if title.split("（")[0].split(" (")[0] in LISTS[lang]]
    assert lists
    starts = set()
    for title in lists:
        for line in sections(done.out)[title]:
            term = re.match(r"  \S.*?  +(?=\S)", line)
            starts.add(width(term[0]) if term else len(line) - len(line.lstrip()))
    assert len(starts) == 1, (starts, done.out)


LISTS = {
    "zh": {"对象", "命令", "操作", "参数", "选项", "通用选项", "环境变量"},
    "en": {"Nouns", "Commands", "Verbs", "Arguments", "Options", "Shared options", "Environment"},
}


@pytest.mark.parametrize("argv", PAGES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_fits_and_ends_with_an_example(argv: list[str], lang: str) -> None:
    page = run("--lang", lang, *argv, env={"COLUMNS": "80"}).out
    titles = list(sections(page))
    assert titles[-1] in {"zh": {"示例"}, "en": {"Example", "Examples"}}[lang]
    assert "zibo-port" in page.splitlines()[-1]
    assert all(width(line) <= 78 and line == line.rstrip() for line in page.splitlines())


@pytest.mark.parametrize("argv", PAGES)
def test_chinese_help_says_nothing_in_english(argv: list[str]) -> None:
    page = run(*argv).out
    assert page.startswith("用法：zibo-port ")
    for english in ("Usage", "Option", "OPTIONS", "Show", "required", "TEXT", "default", "COMMAND", "Example", "env var"):
        assert english not in page


@pytest.mark.parametrize("argv", PAGES)
@pytest.mark.parametrize("before", [True, False])
def test_english_help_says_nothing_in_chinese(argv: list[str], before: bool) -> None:
    page = run(*(["--lang", "en", *argv] if before else [*argv, "--lang", "en"])).out if argv != ["-h"] else run("--lang", "en", "-h").out
    assert page.startswith("Usage: zibo-port ")
    assert page.isascii() or not re.search(r"[\u2e80-\uffef]", page)


def test_lang_counts_even_behind_help_and_in_the_environment() -> None:
    assert run("--help", "--lang", "en").out.startswith("Usage:")
    assert run("--help", env={"ZIBO_PORT_LANG": "en"}).out.startswith("Usage:")


def test_the_page_of_a_verb() -> None:
    page = sections(run("sample", "log", "-h").out)
    assert page["参数"] == ["  [经办人]            经办人的代号"]
    assert page["选项"][1:3] == ["  --decided-on 日期   作出决定的日期  [必填]", "  --kind 种类         处罚种类  [可重复]"]
    assert page["选项"][-2:] == [
        "  --dry-run           只检查，说明会记录什么，但不记录",
        "  --command-id 编号   命令编号，用于识别重复提交；默认由内容得出",
    ]
    assert page["通用选项"][-1] == "  -h, --help          显示本帮助并退出"
    assert page["示例"] == ["  zibo-port sample log --fine 50000 --decided-on 2026-03-05"]


def test_the_page_of_a_noun_lists_verbs_in_the_order_of_their_definition() -> None:
    rows = sections(run("sample", "-h").out)["操作"]
    assert [row.split()[0] for row in rows] == ["log", "list", "fail", "flood", "wait", "work"]
    assert rows[0] == "  log    登记一份决定"


def test_root_help_loads_no_noun() -> None:
    with offering_sample():
        assert run("-h").status == 0
        loaded = "tests.cli.frame_sample" in sys.modules
    assert not loaded


@pytest.mark.parametrize(
    ("attributes", "complaint"),
    [
        ({"help": "登记。"}, "needs an example"),
        ({"help": "登记。", "example": "  "}, "needs an example"),
        ({"example": "zibo-port x"}, "needs help in both languages"),
        ({"example": "zibo-port x", "help": ""}, "needs help in both languages"),
    ],
)
def test_a_verb_without_example_or_help_is_refused_at_definition(attributes: dict[str, str], complaint: str) -> None:
    def log() -> None:
        """Log a decision."""

    with pytest.raises(TypeError, match=complaint):
        click.command("log", cls=Verb, **attributes)(log)


@pytest.mark.parametrize("flag", ["--json", "--as", "-o", "--now"])
def test_a_verb_may_not_take_the_name_of_a_shared_option(flag: str) -> None:
    with pytest.raises(TypeError, match="is a shared option"):
        Verb("log", example="zibo-port x", help="登记。", params=[click.Option([flag, "own"])])


def test_a_verb_may_have_a_version_of_its_own() -> None:
    verb = Verb("log", example="zibo-port x", help="登记。", params=[click.Option(["--version"])])
    assert sum("--version" in param.opts for param in verb.params) == 1


def test_long_choices_are_told_in_the_explanation() -> None:
    kinds = ["warning", "criticism", "confiscation", "fine"]
    verb = Verb("log", example="zibo-port x", help="登记。", params=[click.Option(["--kind"], type=click.Choice(kinds), help="种类")])
    page = verb.get_help(verb.make_context("log", []))
    assert re.search(r"--kind 取值 +种类：warning、criticism、confiscation、fine", page)


@pytest.mark.parametrize(
    ("attributes", "shown"),
    [
        ({"metavar": "文号"}, "文号"),
        ({"metavar": "文号", "required": False}, "[文号]"),
        ({"metavar": "文号", "nargs": -1}, "[文号]…"),
        ({"metavar": "文号", "nargs": -1, "required": True}, "文号…"),
        ({"metavar": "[文号]…", "nargs": -1}, "[文号]…"),
        ({}, "DOCUMENT_NO"),
    ],
)
def test_arguments_show_that_they_may_be_left_out_or_repeated(attributes: dict[str, object], shown: str) -> None:
    verb = Verb("show", example="zibo-port x", help="查看。", params=[click.Argument(["document_no"], **attributes)])  # type: ignore[arg-type]
    context = click.Context(verb, info_name="show")
    assert verb.get_usage(context).endswith(f"show [选项] {shown}")


def test_hidden_verbs_stay_hidden() -> None:
    noun = Noun("x", help="对象。")
    noun.command("a", example="zibo-port x a", help="甲。")(lambda: None)
    noun.command("b", example="zibo-port x b", help="乙。", hidden=True)(lambda: None)
    page = noun.get_help(noun.context_class(noun, info_name="x"))
    assert "甲" in page
    assert "乙" not in page


@pytest.mark.parametrize(
    ("argv", "lang", "sentence"),
    [
        (["smaple"], "zh", "没有“smaple”这个命令。您是不是要输入“sample”？"),
        (["smaple"], "en", "No such command 'smaple'. Did you mean 'sample'?"),
        (["sample", "lsit"], "zh", "没有“lsit”这个命令。您是不是要输入“list”？"),
        (["sample", "xyz"], "zh", "没有“xyz”这个命令。"),
        (["sample", "list", "--jsn"], "zh", "没有“--jsn”这个选项。您是不是要输入“--json”？"),
        (["sample", "list", "--jsn"], "en", "No such option '--jsn'. Did you mean '--json'?"),
        (["sample", "log"], "zh", "缺少必填的 --decided-on。"),
        (["completion"], "zh", "缺少必填的 SHELL。可用的值：bash、zsh、fish、powershell"),
        (["completion"], "en", "Missing SHELL. Choose from: bash, zsh, fish, powershell"),
        (["completion", "tcsh"], "zh", "SHELL 的值不对：“tcsh”不可用，只能是 bash、zsh、fish、powershell。"),
        (["completion", "bash", "zsh"], "zh", "多出了参数：zsh。"),
        (["sample", "log", "--decided-on"], "zh", "选项“--decided-on”后面要跟 1 个值。"),
        (["sample", "list", "--none=1"], "zh", "选项“--none”不带值。"),
        (["sample", "--lang", "zh"], "zh", "缺少命令。"),
    ],
)
def test_wrong_usage_says_what_is_wrong_and_where_to_read_on(argv: list[str], lang: str, sentence: str) -> None:
    done = run("--lang", lang, *argv)
    assert (done.status, done.out) == (2, "")
    first, usage, hint = done.err.splitlines()
    assert first == {"zh": "错误：", "en": "Error: "}[lang] + sentence
    assert usage.startswith({"zh": "用法：zibo-port ", "en": "Usage: zibo-port "}[lang])
    assert "--help" in hint
    error = run("--lang", lang, *argv, "--json").error if argv[-1] != "--decided-on" else run("--json", *argv).error
    assert (error["code"], error["message"], error["clause"]) == ("usage", sentence, None)
    assert "--help" in error["hint"]


@pytest.mark.parametrize("argv", [[], ["sample"]])
def test_nothing_asked_shows_help_but_is_wrong_usage(argv: list[str]) -> None:
    done = run(*argv)
    assert (done.status, done.out) == (2, "")
    assert done.err == run(*argv, "-h").out
    told = run(*argv, env={"ZIBO_PORT_OUTPUT": "json"})
    assert told.status == 2
    assert told.error["code"] == "usage"


def test_every_entry_of_the_table_can_be_loaded_and_has_a_line_of_help_in_both_languages() -> None:
    with offering_sample():
        for name, entry in {**nouns.NOUNS, **nouns.COMMANDS}.items():
            for lang in ("zh", "en"):
                done = run(name, "-h", "--lang", lang)
                assert done.status == 0, (name, done.err)
            assert entry.zh
            assert entry.en.isascii()
    assert run("-h").out.splitlines()[-1].strip() == nouns.EXAMPLES[-1]
