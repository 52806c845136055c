"""A run in this process forgets the modules it loaded; what can't be loaded twice in one process is loaded here, once."""

from __future__ import annotations

import sqlalchemy  # noqa: F401
