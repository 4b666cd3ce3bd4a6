"""Programs of one user that share a server, as processes of their own that can be killed."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

_PROGRAM = """
import sys
from pathlib import Path
from storage.embedded import ensure_running
server = ensure_running(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
"""
_REPOSITORY = Path(__file__).parents[3]


@dataclass
class Program:
    """Another program that holds the server of `root` until it ends."""

    process: subprocess.Popen[str]

    def wait_until_ready(self) -> None:
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"

    def kill(self) -> None:
        self.process.kill()
        self._finish()

    def leave(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self._finish()

    def _finish(self) -> None:
        with self.process:
            pass


def started(root: Path) -> Program:
    command = [sys.executable, "-c", _PROGRAM, str(root)]
    pipe = subprocess.PIPE
    return Program(subprocess.Popen(command, cwd=_REPOSITORY, stdin=pipe, stdout=pipe, text=True))


def server_processes(root: Path) -> list[psutil.Process]:
    """Every living process that works in the cluster of `root`; the postmaster comes first."""
    cluster = (root / "server" / "cluster").resolve()
    return sorted((p for p in psutil.process_iter() if _works_in(p, cluster)), key=lambda p: p.create_time())


def keeper_of(root: Path) -> psutil.Process:
    (keeper,) = [
        p for p in psutil.process_iter() if "storage.embedded.keeper" in (line := _command(p)) and str(root) in line
    ]
    return keeper


def within(seconds: int, wanted: Callable[[], bool]) -> bool:
    """Whether `wanted` comes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if wanted():
            return True
        time.sleep(0.02)
    return False


def _works_in(process: psutil.Process, cluster: Path) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE and process.cwd() == str(cluster)
    except psutil.Error:
        return False


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""
