"""Forms at the counter: what was typed becomes a request, or an error that names each field at fault."""

from __future__ import annotations

from zibo_port.domain.forms import form

__all__ = ["form"]
