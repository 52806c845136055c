"""Processor time of a whole process: the help, and one logged penalty."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.city import credit_code

ROUNDS = 11
PROGRAM = Path(sys.executable).parent / "zibo-port"


def processor_seconds(words: list[str], environment: dict[str, str]) -> float:
    """User and system time of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([PROGRAM, *words], env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def told(name: str, seconds: list[float], goal: float) -> None:
    middle = median(seconds)
    verdict = "reached" if middle <= goal else "NOT reached"
    print(f"{name}: {middle:.3f} s [{min(seconds):.3f}-{max(seconds):.3f}], goal {goal:.2f} s {verdict} ({len(seconds)} rounds)")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "ZIBO_PORT_STORE": f"sqlite:///{folder}/s.db", "ZIBO_PORT_NOW": "2026-09-25T09:00:00+08:00"}
        run = lambda *words: processor_seconds(list(words), environment)  # noqa: E731
        run("init", "--rehearsal")
        run("enterprise", "register", credit_code(1), "示例货运代理有限公司", "--line", "freight-forwarding")
        told("--help", [run("--help") for _ in range(ROUNDS)], 0.12)
        logged = [
            run(
                *(
                    "penalty",
                    "log",
                    "--enterprise",
                    credit_code(1),
                    "--document-no",
                    f"淄市监罚〔2026〕{n}号",
                    "--decided-on",
                    "2026-09-24",
                ),
                *("--authority", "淄博市市场监督管理局", "--article", "price-regulation.9.5", "--kind", "fine", "--gains", "none"),
                *("--fine", "60000"),
            )
            for n in range(ROUNDS)
        ]
        told("penalty log", logged, 0.30)


if __name__ == "__main__":
    main()
