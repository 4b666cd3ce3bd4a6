"""Camera frame to codes, beside one plain pyzbar pass over the same frame."""

import json
import os
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pyzbar import pyzbar

from hardware.decoder.decoder import Decoder
from tests.hardware.frames import CONDITIONS, station_frame


def main() -> None:
    """Prints one JSON line; seconds are medians a frame."""
    # Four seeds are the least that hold every symbology in the proportion of the whole run.
    seeds = range(4 if os.environ.get("SCALE") == "small" else 8)
    decoder, ours, floor, read, floor_read = Decoder(), [], [], 0, 0
    for frame in (station_frame(seed, condition) for condition in CONDITIONS for seed in seeds):
        began = perf_counter()
        plain = pyzbar.decode(frame.picture)
        between = perf_counter()
        readings = decoder.read(frame.picture)
        ours.append(perf_counter() - between)
        floor.append(between - began)
        text = frame.codes[0][1]
        read += text in {reading.text for reading in readings}
        floor_read += text in {found.data.decode("utf-8", "replace") for found in plain}
    seconds, floor_seconds = median(ours), median(floor)
    line = {
        "figure": "decode",
        "n": len(ours),
        "seconds": round(seconds, 5),
        "floor_seconds": round(floor_seconds, 5),
        "ratio": round(seconds / floor_seconds, 3),
        "budget": 0.5,
        "read": read,
        "floor_read": floor_read,
    }
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
