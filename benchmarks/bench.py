"""How the benchmarks speak: medians of rounds, and ratios within one run, since shared machines are noisy."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter


def per_second(work: Callable[[], int]) -> float:
    """How many things a piece of work does in a second."""
    start = perf_counter()
    done = work()
    return done / (perf_counter() - start)


def ratio(name: str, ours: Callable[[], int], yardstick: Callable[[], int], *, goal: float, rounds: int = 5) -> float:
    """Measure both in turn, round by round; print and return the median ratio of ours to the yardstick."""
    ratios, own, other = [], [], []
    for _ in range(rounds):
        other.append(per_second(yardstick))
        own.append(per_second(ours))
        ratios.append(own[-1] / other[-1])
    middle = median(ratios)
    verdict = "reached" if middle >= goal else "NOT reached"
    print(
        f"{name}: {middle:.2f} [{min(ratios):.2f}-{max(ratios):.2f}] of the yardstick, goal {goal:.2f} {verdict}"
        f" ({median(own):,.0f}/s against {median(other):,.0f}/s, {rounds} rounds)"
    )
    return middle
