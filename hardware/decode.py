"""`main.py decode IMAGE…`: what the station would read. The format stands in docs as formats/decode.md."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import TextIO

from hardware.decoder.decoder import Decoder
from hardware.scanners.picture import PictureUnreadable, load, read_codes

_REASONS = {
    "missing": "no such file, or it cannot be read",
    "empty": "the file is empty",
    "damaged": "not a picture, or a damaged one",
    "too_large": "the picture is too large",
}


def run(arguments: list[str], out: TextIO, stdin: TextIO) -> int:
    """Prints one JSON object a picture. "-" takes file names from `stdin`, a line each.

    Returns:
        0; 1 when a file was no picture; 2 without any argument.
    """
    if not arguments:
        sys.stderr.write("usage: main.py decode IMAGE… (or - for names on standard input)\n")
        return 2
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
