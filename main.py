"""Umlauf's one program. This file alone knows every room; each command imports what it needs when it is called."""

import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must get a sentence, not a syntax error
    sys.exit("Umlauf needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])  # noqa: UP031 - as above


def main(arguments: list[str]) -> int:
    """Runs the command named first and returns the exit status."""
    from hardware.machine import setup

    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command == "setup":
        return setup.run(rest, sys.stdout)
    ended = setup.enter_environment(Path(__file__).resolve(), arguments, sys.stderr)
    if ended is not None:
        return ended
    print("commands: setup", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
