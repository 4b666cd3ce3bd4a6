"""What the program is told on the command line: its commands, and the words that each of them takes."""

from collections.abc import Mapping, Sequence

HELP = """commands:
  (none)                       start the desktop program; without a display, play a day
  day --headless [--out DIR]   play one day on the demo business; pictures and papers go to DIR (out)
  portal [--host H] [--port P] [--behind PROXY]  serve the customers' pages (127.0.0.1, 8400)
  worker                       run background work: consequences, bills, papers, letters
  decode IMAGE…                print the codes in pictures as JSON lines
  simulate DEVICE [--at FILE] [--port P] [--to DIR]  play a device that is none, for training
  preview FILE.json            print what a contract will cause
  doctor                       what is fine on this machine, and what is not
  migrate                      bring a database to this version
  setup [--for-tests]          install what the program needs
"""

_COMMANDS = frozenset({"day", "portal", "worker", "preview", "doctor", "migrate", "setup"})
"""Those whose line above is all there is to say; `decode` says more itself."""

_TAKEN: Mapping[str, Mapping[str, int]] = {
    "desktop": {"--quit-when-usable": 0},
    "day": {"--headless": 0, "--out": 1},
    "portal": {"--host": 1, "--port": 1, "--behind": 1},
    "worker": {"--with-parent": 0},
    "doctor": {},
    "migrate": {},
}
"""Command -> option -> how many words belong to it. The other commands look at their words themselves."""


_HELP_WORDS = frozenset({"--help", "-h"})


def help_for(words: Sequence[str]) -> str:
    """What to print when help was asked for, with or without a command; "" when it was not."""
    first, rest = (words[0], words[1:]) if words else ("", ())
    if first in {"help", *_HELP_WORDS}:
        return HELP
    if first not in _COMMANDS or not _HELP_WORDS.intersection(rest):
        return ""
    return "\n".join(line for line in HELP.splitlines() if line.split()[:1] == [first])


def is_understood(command: str, words: Sequence[str]) -> bool:
    """Whether the command knows all the words that follow it."""
    taken = _TAKEN.get(command)
    if taken is None:
        return True
    left = list(words)
    while left:
        belonging = taken.get(left.pop(0))
        if belonging is None or len(left) < belonging:
            return False
        del left[:belonging]
    return True
