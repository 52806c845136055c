"""The scripts that shells get, and what they ask the program for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.frame_runner import PROGRAM, process_environment, run, run_process


@pytest.mark.parametrize(
    ("shell", "sign"),
    [
        ("bash", "complete -o nosort -F _zibo_port_completion zibo-port"),
        ("zsh", "#compdef zibo-port"),
        ("fish", "complete --no-files --command zibo-port"),
        ("powershell", "Register-ArgumentCompleter -Native -CommandName zibo-port"),
    ],
)
def test_every_shell_gets_its_script_and_nothing_else(shell: str, sign: str) -> None:
    done = run("completion", shell)
    assert (done.status, done.err) == (0, "")
    assert sign in done.out
    assert "_ZIBO_PORT_COMPLETE" in done.out


def complete(*words: str, shell: str = "bash", lang: str = "zh") -> list[str]:
    """What the program offers for the last of `words`."""
    env = {"_ZIBO_PORT_COMPLETE": f"{shell}_complete", "COMP_WORDS": " ".join(("zibo-port", *words)), "COMP_CWORD": str(len(words)),
           "ZIBO_PORT_LANG": lang}  # fmt: skip
    done = run(env=env)
    assert (done.status, done.err) == (0, "")
    return done.out.splitlines()


def test_names_options_and_values_are_offered() -> None:
    assert complete("sam") == ["plain,sample"]
    assert complete("sample", "l") == ["plain,log", "plain,list"]
    assert complete("--la") == ["plain,--lang"]
    assert complete("--lang", "") == ["plain,zh", "plain,en"]
    assert set(complete("sample", "list", "--eff")) == {"plain,--effective-at"}
    assert complete("sample", "log", "--kind", "f") == ["plain,fine"]
    assert complete("completion", "po") == ["plain,powershell"]
    assert complete("sample", "list", "-o", "n") == ["plain,ndjson"]


def test_names_are_explained_in_the_language_in_use() -> None:
    assert complete("sam", shell="zsh") == ["plain", "sample", "演示用的对象"]
    assert complete("sam", shell="zsh", lang="en") == ["plain", "sample", "a noun for demonstration"]
    assert complete("sample", "lo", shell="zsh") == ["plain", "log", "登记一份决定"]


def test_names_are_offered_without_loading_them() -> None:
    env = {"_ZIBO_PORT_COMPLETE": "bash_complete", "COMP_WORDS": "zibo-port ", "COMP_CWORD": "1"}
    code = PROGRAM.replace(
        "main()", "import atexit; atexit.register(lambda: sys.stderr.write(str('tests.cli.frame_sample' in sys.modules)))\nmain()"
    )
    done = subprocess.run([sys.executable, "-c", code], env=process_environment(env), capture_output=True, check=True, timeout=60)
    assert "plain,sample" in done.stdout.decode().splitlines()
    assert done.stderr == b"False"


def test_an_unknown_request_of_a_shell_fails() -> None:
    assert run_process(env={"_ZIBO_PORT_COMPLETE": "tcsh_complete"}).status == 1


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes_with_the_script(tmp_path: Path) -> None:
    door = tmp_path / "zibo-port"
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    door.write_text(f'#!/bin/sh\nexec {sys.executable} {program} "$@"\n')
    door.chmod(0o755)
    script = """
eval "$(zibo-port completion bash)"
COMP_WORDS=(zibo-port sample li) COMP_CWORD=2
_zibo_port_completion zibo-port
echo "${COMPREPLY[@]}"
"""
    env = process_environment({"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"})
    done = subprocess.run(["bash", "--norc", "-c", script], env=env, capture_output=True, check=True, timeout=60)
    assert done.stdout.decode() == "list\n"
    assert done.stderr == b""
