"""What the decoder reads, condition by condition and kind by kind: rates, false reads, CPU beside pyzbar.

`python bench/decode_table.py [first seed]`; SCALE=tiny, small or full. Seeds that nothing was tuned on are a blind
test.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from pyzbar import pyzbar

from bench.house.figure import chosen
from domain.assets.codes import format_code
from hardware.decoder.decoder import Decoder
from tests.hardware.frames import (
    CONDITIONS,
    HEIGHT,
    WIDTH,
    Frame,
    Picture,
    background,
    crowded_frame,
    linear,
    matrix,
    place,
    spoil,
    station_frame,
)

KINDS = ("CODE128", "EAN13", "QRCODE")
GIAI = "800440471130AB12345678901234567890"
MODULES = (1.25, 1.35, 1.5, 1.75, 2.0)


@dataclass
class Table:
    """`read` and `of` by (condition, kind); milliseconds of CPU a frame."""

    read: Counter[tuple[str, str]] = field(default_factory=Counter)
    of: Counter[tuple[str, str]] = field(default_factory=Counter)
    floor_read: int = 0
    false_reads: int = 0
    ours: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)


def single_labels(decoder: Decoder, seeds: Sequence[int], conditions: Sequence[str] = CONDITIONS) -> Table:
    """One label a frame, every condition with every seed."""
    table = Table()
    for condition in conditions:
        for seed in seeds:
            frame = station_frame(seed, condition)
            found, plain = _both(decoder, frame, table)
            key = (condition, frame.codes[0][0])
            table.of[key] += 1
            table.read[key] += frame.codes[0] in found
            table.floor_read += frame.codes[0][1] in plain
            table.false_reads += bool(found - set(frame.codes))
    return table


def crowded(decoder: Decoder, seeds: Sequence[int]) -> Table:
    """Three to nine labels; `read` counts frames with every code."""
    table = Table()
    for seed in seeds:
        for count in (3, 5, 7, 9):
            frame = crowded_frame(seed, count)
            found, plain = _both(decoder, frame, table)
            table.of["crowded", ""] += 1
            table.read["crowded", ""] += set(frame.codes) <= found
            table.floor_read += {text for _, text in frame.codes} <= plain
            table.false_reads += bool(found - set(frame.codes))
    return table


def smallest(decoder: Decoder, label: Picture, text: str, tries: int) -> dict[float, int]:
    """Size of a module in pixels → how many of `tries` were read, each at another place and tilt."""
    found: dict[float, int] = {}
    for module in MODULES:
        for number in range(tries):
            chance = np.random.default_rng([number, int(module * 1000)])
            at = (640 + float(chance.uniform(-3, 3)), 360 + float(chance.uniform(-3, 3)))
            plain = np.full((HEIGHT, WIDTH), 120, np.uint8)
            scene = place(plain, label, at, module, float(chance.uniform(-3, 3)), 0.0)
            readings = decoder.read(spoil(scene, "clean", at, chance))
            found[module] = found.get(module, 0) + (text in {reading.text for reading in readings})
    return found


def without_labels(decoder: Decoder, seeds: Sequence[int]) -> int:
    """In how many frames of a bench without any label something was read."""
    told = 0
    for seed in seeds:
        chance = np.random.default_rng([seed, 5])
        condition = str(chance.choice(["clean", "noise", "blur", "motion", "dark", "jpeg"]))
        told += bool(decoder.read(spoil(background(chance), condition, (640.0, 360.0), chance)))
    return told


def _both(decoder: Decoder, frame: Frame, table: Table) -> tuple[set[tuple[str, str]], set[str]]:
    began = process_time()
    plain = pyzbar.decode(frame.picture)
    between = process_time()
    readings = decoder.read(frame.picture)
    table.ours.append(1000 * (process_time() - between))
    table.floor.append(1000 * (between - began))
    texts = {found.data.decode("utf-8", "replace") for found in plain}
    return {(reading.symbology.value, reading.text) for reading in readings}, texts


def show(table: Table, conditions: Sequence[str]) -> None:
    """As a table of Markdown, with the sums below it."""
    print("| condition | " + " | ".join(KINDS) + " | all |\n| --- |" + " --- |" * (len(KINDS) + 1))
    for condition in conditions:
        parts = [(table.read[condition, kind], table.of[condition, kind]) for kind in KINDS]
        parts.append((sum(read for read, _ in parts), sum(of for _, of in parts)))
        print(f"| {condition} | " + " | ".join(f"{read} of {of}" for read, of in parts) + " |")
    told(table)


def told(table: Table) -> None:
    slow, floor = quantiles(table.ours, n=20)[-1], quantiles(table.floor, n=20)[-1]
    ratio = median(table.ours) / median(table.floor)
    print(
        f"read {table.read.total()} of {table.of.total()} (pyzbar {table.floor_read}), false reads {table.false_reads};"
        f" CPU median {ratio:.2f} of pyzbar's, p95 {slow:.0f} ms (pyzbar {floor:.0f})"
    )


def main() -> None:
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    decoder = Decoder()
    show(single_labels(decoder, range(first, first + chosen(tiny=4, small=8, full=24))), CONDITIONS)
    print("three to nine labels:", end=" ")
    told(crowded(decoder, range(first, first + chosen(tiny=1, small=3, full=6))))
    empty = chosen(tiny=10, small=100, full=200)
    print(f"frames without a label: {without_labels(decoder, range(first, first + empty))} of {empty} with a reading")
    own, tries = format_code("RB", 214), chosen(tiny=4, small=10, full=20)
    for name, text in (("own code", own), ("GIAI", GIAI)):
        print(
            f"smallest module, Code 128, {name}: {smallest(decoder, linear('code128', text), text, tries)} of {tries}"
        )
        print(f"smallest module, QR, {name}: {smallest(decoder, matrix(text), text, tries)} of {tries}")


if __name__ == "__main__":
    main()
