"""A door for checkouts: `python cli.py …` is `zibo-port …`."""

from zibo_port.cli import main

if __name__ == "__main__":
    main()
