"""A city lived through from a seed."""

import pytest

pytest.register_assert_rewrite("tests.simulation.checks", "tests.simulation.life")
