"""From the start of the program to its first painted page, against a bare PySide6 window. The database is running.

Both are whole processes on Qt's offscreen platform, timed from their start to the line "usable" on standard output:
the window is painted, ours with the first page of the warehouse, and takes keys and scans. Both find their bytecode
compiled, as after any first start. `ready_seconds`: until the business is open behind it (the line "ready") and scans
that waited are being answered. `peak_mb` is that of the larger one of them.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.house.figure import chosen, in_mb, report
from bench.house.server import founded_server

BUDGET = 2.5
ROOT = Path(__file__).resolve().parent.parent
OURS = [sys.executable, str(ROOT / "main.py"), "desktop", "--quit-when-usable"]
BARE = [sys.executable, str(ROOT / "bench" / "house" / "bare_window.py")]


def seconds_until(words: Sequence[str], command: list[str], environment: dict[str, str]) -> list[float]:
    """From the start of the process to each of its words; returns when it has ended. Complaints are let through."""
    found = []
    began = perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        if process.stdout is None:
            raise RuntimeError("a pipe was asked for")
        for word in words:
            said = process.stdout.readline()
            found.append(perf_counter() - began)
            if said != f"{word}\n":
                raise RuntimeError(f"{command[1]} said {said!r} for {word}")
    if process.returncode != 0:
        raise RuntimeError(f"{command[1]} ended with {process.returncode}")
    return found


def main() -> None:
    rounds = chosen(tiny=1, small=5, full=15)
    with founded_server() as (_, folder):
        own = {"UMLAUF_DATA": str(folder), "HOME": str(folder), "QT_QPA_PLATFORM": "offscreen", "UMLAUF_DATABASE": ""}
        environment = os.environ | own
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if not os.access(ROOT, os.W_OK):
            environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
        seconds_until(["usable"], BARE, environment)  # both once before, so that no figure pays for a cold disk
        seconds_until(["usable", "ready"], OURS, environment)
        ours, ready, floor = [], [], []
        for _ in range(rounds):
            floor += seconds_until(["usable"], BARE, environment)
            usable_after, ready_after = seconds_until(["usable", "ready"], OURS, environment)
            ours.append(usable_after)
            ready.append(ready_after)
    peak = in_mb(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    report("startup", rounds, median(ours), median(floor), BUDGET, peak_mb=peak, ready_seconds=median(ready))


if __name__ == "__main__":
    main()
