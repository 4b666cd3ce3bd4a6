"""How large a figure is measured, how two things are measured side by side, and the line it prints."""

import json
import os
import resource
import sys
from collections.abc import Callable
from enum import StrEnum
from statistics import median
from time import perf_counter


class Scale(StrEnum):
    """TINY only shows that a figure runs; SMALL is for a look between two changes; FULL gives the figures we print."""

    TINY = "tiny"
    SMALL = "small"
    FULL = "full"


def chosen(tiny: int, small: int, full: int) -> int:
    """The size for the scale named by SCALE (full by default)."""
    sizes = {Scale.TINY: tiny, Scale.SMALL: small, Scale.FULL: full}
    return sizes[Scale(os.environ.get("SCALE", Scale.FULL))]


def timed(work: Callable[[], object]) -> float:
    """Seconds of wall time that `work` takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def side_by_side(count: int, ours: Callable[[int], object], floor: Callable[[int], object]) -> tuple[float, float]:
    """Median seconds of each, taken in turns, so that a busy machine slows both alike."""
    of_ours, of_floor = [], []
    for number in range(count):
        of_floor.append(timed(lambda number=number: floor(number)))
        of_ours.append(timed(lambda number=number: ours(number)))
    return median(of_ours), median(of_floor)


def report(figure: str, n: int, seconds: float, floor_seconds: float, budget: float, **more: float) -> None:
    """Prints the figure as one JSON line. `more` are figures beside it, without a budget of their own."""
    line = {
        "figure": figure,
        "n": n,
        "seconds": round(seconds, 6),
        "floor_seconds": round(floor_seconds, 6),
        "ratio": round(seconds / floor_seconds, 2),
        "budget": budget,
        "peak_mb": peak_mb(),
    }
    beside = {name: round(value, 6) for name, value in more.items()}
    print(json.dumps(line | beside), flush=True)


def peak_mb() -> int:
    """The most memory this process has held."""
    return in_mb(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def in_mb(peak: int) -> int:
    """The system's measure of a peak: Linux counts in KiB, macOS in bytes."""
    return peak >> (20 if sys.platform == "darwin" else 10)
