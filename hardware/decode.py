"""`main.py decode IMAGE…`: what the station would read, one JSON object a line for each picture.

`file`, and either `error` (why it is no picture) or `codes` (`symbology`, `text`, `polygon` of four corners in pixels)
with `ms`, the time it took.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import TextIO

from hardware.decoder.decoder import Decoder
from hardware.decoder.engines import load_zbar
from hardware.decoder.reading import Symbology
from hardware.scanners.picture import PictureUnreadable, load, read_codes

_USAGE = "usage: main.py decode IMAGE… (- reads names from standard input; ./-name for -name)\n"
_NO_ZBAR = "The library libzbar0 is missing: fewer bar codes are read. To install it: python3 main.py setup\n"
_REASONS = {
    "missing": "no such file, or it cannot be read",
    "empty": "the file is empty",
    "damaged": "not a picture, or a damaged one",
    "too_large": "the picture is too large",
}


def run(arguments: list[str], out: TextIO, stdin: TextIO) -> int:
    """Prints one JSON object a picture. "-" takes file names from `stdin`, a line each.

    Returns:
        0; 1 when a file was no picture; 2 without any argument, or with an option (there are none).
    """
    if len(arguments) == 1 and arguments[0] in ("--help", "-h"):
        out.write(_USAGE)
        return 0
    if not arguments or any(argument.startswith("-") and argument != "-" for argument in arguments):
        sys.stderr.write(_USAGE)
        return 2
    if load_zbar({Symbology.CODE128}) is None:
        sys.stderr.write(_NO_ZBAR)
    decoder, status = Decoder(), 0
    for name in _names(arguments, stdin):
        line = _line(name, decoder)
        status = 1 if "error" in line else status
        out.write(json.dumps(line) + "\n")
        out.flush()
    return status


def _names(arguments: list[str], stdin: TextIO) -> Iterator[str]:
    for argument in arguments:
        if argument == "-":
            yield from (line.rstrip("\r\n") for line in stdin if line.strip())
        else:
            yield argument


def _line(name: str, decoder: Decoder) -> dict[str, object]:
    try:
        picture = load(Path(name))
        began = perf_counter()
        readings = read_codes(picture, decoder)
    except PictureUnreadable as refusal:
        return {"file": name, "error": _REASONS[str(refusal.facts["reason"])]}
    taken = round((perf_counter() - began) * 1000, 1)
    codes = [
        {"symbology": reading.symbology.value, "text": reading.text, "polygon": [list(p) for p in reading.polygon]}
        for reading in readings
    ]
    return {"file": name, "codes": codes, "ms": taken}
