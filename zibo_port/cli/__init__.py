"""The counter: parses, asks, prints; decides nothing."""

from __future__ import annotations

import sys
import warnings
from typing import NoReturn


def main() -> NoReturn:
    """Serve the command line of this process and exit with its status (see `zibo_port.cli.door`)."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # stderr carries errors alone
    try:
        from zibo_port.cli.door import serve

        status = serve(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)
