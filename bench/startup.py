"""From the start of the program to its first painted window, against a bare PySide6 window. The database is running.

Both are whole processes on Qt's offscreen platform, timed from their start to the line "usable" on standard output.
Both find their bytecode compiled, as after any first start. `peak_mb` is that of the larger one of them.
"""

import os
import resource
import subprocess
import sys
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


def seconds_until_usable(command: list[str], environment: dict[str, str]) -> float:
    """From the start of the process to its word; returns when it has ended. What it complains of is let through."""
    began = perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        if process.stdout is None:
            raise RuntimeError("a pipe was asked for")
        said = process.stdout.readline()
        seconds = perf_counter() - began
    if said != "usable\n" or process.returncode != 0:
        raise RuntimeError(f"{command[1]} ended with {process.returncode} and said {said!r}")
    return seconds


def main() -> None:
    rounds = chosen(tiny=1, small=5, full=15)
    with founded_server() as (_, folder):
        own = {"UMLAUF_DATA": str(folder), "HOME": str(folder), "QT_QPA_PLATFORM": "offscreen", "UMLAUF_DATABASE": ""}
        environment = os.environ | own | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        seconds_until_usable(BARE, environment)  # both once before, so that no figure pays for a cold disk
        seconds_until_usable(OURS, environment)
        ours, floor = [], []
        for _ in range(rounds):
            floor.append(seconds_until_usable(BARE, environment))
            ours.append(seconds_until_usable(OURS, environment))
    peak = in_mb(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    report("startup", rounds, median(ours), median(floor), BUDGET, peak_mb=peak)


if __name__ == "__main__":
    main()
