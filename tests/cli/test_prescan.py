import pytest

from zibo_port.cli.prescan import prescan


@pytest.mark.parametrize(
    ("argv", "environ", "lang", "output"),
    [
        ([], {}, "zh", "table"),
        (["--lang", "en", "penalty", "list"], {}, "en", "table"),
        (["penalty", "list", "--lang=en", "--json"], {}, "en", "json"),
        (["--lang", "en", "penalty", "--lang", "zh"], {}, "zh", "table"),
        (["--json", "penalty", "list", "-o", "csv"], {}, "zh", "csv"),
        (["-ojson"], {}, "zh", "json"),
        (["--output=ndjson"], {}, "zh", "ndjson"),
        (["--output", "tsv", "--json"], {}, "zh", "json"),
        ([], {"ZIBO_PORT_LANG": "en", "ZIBO_PORT_OUTPUT": "json"}, "en", "json"),
        (["--lang", "zh", "-o", "table"], {"ZIBO_PORT_LANG": "en", "ZIBO_PORT_OUTPUT": "json"}, "zh", "table"),
        (["--lang", "fr", "-o", "xml"], {}, "zh", "table"),
        (["--lang"], {}, "zh", "table"),
        (["--lang", "en", "--json", "--lang", "fr", "-o", "xml"], {}, "en", "json"),
        (["--", "--lang", "en", "--json"], {}, "zh", "table"),
        ([], {"ZIBO_PORT_LANG": "", "ZIBO_PORT_OUTPUT": "xml"}, "zh", "table"),
    ],
)
def test_the_last_valid_wish_counts(argv: list[str], environ: dict[str, str], lang: str, output: str) -> None:
    asked = prescan(argv, environ)
    assert asked == (lang, output)
    assert asked.machine == (output != "table")
    assert asked.json_errors == (output in {"json", "ndjson"})
