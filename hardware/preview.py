"""`main.py preview`: a contract described in a file or on standard input, and what it will cause."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

Preview = Callable[[str], tuple[str, int, str]]
"""Text in; what to print, the exit status and the complaint out."""


def run(arguments: Sequence[str], preview: Preview, entered: TextIO, out: TextIO, complaints: TextIO) -> int:
    """The exit status; 2 when there is nothing to read."""
    if len(arguments) != 1:
        print("usage: main.py preview FILE.json   (- reads standard input)", file=complaints)
        return 2
    try:
        text = entered.read() if arguments[0] == "-" else Path(arguments[0]).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        print(f"{arguments[0]}: {error}", file=complaints)
        return 2
    found, status, complaint = preview(text)
    out.write(found)
    complaints.write(complaint)
    return status
