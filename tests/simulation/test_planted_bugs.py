"""The simulation finds what a hurried hand could plant in the house, within the seeds that are lived with every change."""

from __future__ import annotations

import pytest

from tests.simulation.bugs import BUGS, planted
from tests.simulation.life import Found, live
from tests.simulation.test_simulation import SEEDS


@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_found(bug: str) -> None:
    with planted(bug):
        assert any(is_found(seed) for seed in range(SEEDS))


def is_found(seed: int) -> bool:
    """Whether a seed shows that something is wrong."""
    try:
        live(seed)
    except Found:
        return True
    return False
