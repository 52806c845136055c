"""All of them: python -m benchmarks."""

from __future__ import annotations

import subprocess
import sys

BENCHMARKS = ("single_penalty", "importing", "rebuild", "startup")

for name in BENCHMARKS:
    # Each in a process of its own, so that none measures what another has loaded.
    subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=True)
