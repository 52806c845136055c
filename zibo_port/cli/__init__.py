"""The counter: parses, asks, prints; decides nothing."""

from __future__ import annotations

import gc
import sys
import warnings
from typing import Final, NoReturn

SEARCH_AFTER: Final = 100_000
"""After how many new objects cyclic garbage is searched for: loading a command makes half as many, and next to no garbage."""


def main() -> NoReturn:
    """Serve the command line of this process and exit with its status (see `zibo_port.cli.door`)."""
    gc.set_threshold(SEARCH_AFTER)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # stderr carries errors alone
    try:
        from zibo_port.cli.door import serve

        status = serve(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    gc.freeze()  # what is open was closed; the end of the process needn't search all that was loaded for garbage
    sys.exit(status)
