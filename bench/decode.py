"""Camera frame to codes, beside one plain pyzbar pass over the same frame."""

import sys
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pyzbar import pyzbar

from bench.house.figure import chosen, report
from hardware.decoder.decoder import Decoder
from tests.hardware.frames import CONDITIONS, station_frame

BUDGET = 0.5


def main() -> None:
    """Seconds are medians a frame; `read` and `floor_read` count the frames whose label was read."""
    # Four seeds are the least that hold every symbology in the proportion of the whole run.
    seeds = range(chosen(tiny=1, small=4, full=8))
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
    report("decode", len(ours), median(ours), median(floor), BUDGET, read=read, floor_read=floor_read)


if __name__ == "__main__":
    main()
