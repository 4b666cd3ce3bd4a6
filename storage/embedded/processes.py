"""Starting, watching and ending the server's process. Differences between operating systems stand here.

Linux is tested. macOS has no way to let a child die with its parent: there the next keeper ends the orphan. Windows
(untested) uses a job object.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import psutil

from storage.embedded.account import Account

TICK = timedelta(milliseconds=50)
_PR_SET_PDEATHSIG = 1
_FAST, _IMMEDIATE = signal.SIGINT, getattr(signal, "SIGQUIT", signal.SIGTERM)
"""Postgres: SIGINT cuts the clients off and shuts down cleanly, SIGQUIT leaves the rest to recovery."""
_ORPHAN_PATIENCE = timedelta(seconds=15)


def clean_environment() -> dict[str, str]:
    """What server programs get: no PG* settings of the caller, English messages, no surprises from his locale."""
    kept = ("SYSTEMROOT", "TEMP", "TMP") if sys.platform == "win32" else ()
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"} | {name: os.environ[name] for name in kept}


def start_server(command: list[str], log: Path, account: Account | None, folder: Path) -> subprocess.Popen[bytes]:
    """Starts Postgres so that it ends when this process ends, however it ends."""
    with log.open("ab") as out:
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=clean_environment(),
            user=None if account is None else account.uid,
            group=None if account is None else account.gid,
            extra_groups=None if account is None else [],
            preexec_fn=_dies_with(os.getpid()) if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads here
        )
    _tie_to_this_process(server)
    return server


def run_program(command: list[str], account: Account | None, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs a server program to its end under the account; its output is kept, its exit status not judged."""
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        cwd=folder,
        env=clean_environment(),
        user=None if account is None else account.uid,
        group=None if account is None else account.gid,
        extra_groups=None if account is None else [],
    )


def stop_server(server: subprocess.Popen[bytes], pg_ctl: Path, cluster: Path, patience: timedelta) -> None:
    """Fast shutdown; an immediate one when that takes longer than `patience`."""
    _signal(server, _FAST, pg_ctl, cluster, "fast")
    try:
        server.wait(patience.total_seconds())
    except subprocess.TimeoutExpired:
        _signal(server, _IMMEDIATE, pg_ctl, cluster, "immediate")
        server.wait()


def end_orphan(cluster: Path) -> None:
    """Ends a server that an earlier, killed keeper left behind, and removes a lock file that names nobody.

    The lock file alone proves nothing: its number may belong to another process by now, or to a dead one that nobody
    has reaped (containers without an init).
    """
    lock_file = cluster / "postmaster.pid"
    orphan = _server_named_in(lock_file, cluster)
    if orphan is not None:
        orphan.send_signal(_FAST)
        if not _gone(orphan, _ORPHAN_PATIENCE):
            orphan.send_signal(_IMMEDIATE)
            _gone(orphan, _ORPHAN_PATIENCE)
    lock_file.unlink(missing_ok=True)


def lock_file_says(cluster: Path) -> Mapping[str, str]:
    """Process id and state from the server's lock file; empty while there is none or it is half written."""
    try:
        lines = (cluster / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    if len(lines) < 8:
        return {}
    return {"pid": lines[0].strip(), "state": lines[7].strip()}


def _server_named_in(lock_file: Path, cluster: Path) -> psutil.Process | None:
    try:
        first = lock_file.read_text(encoding="utf-8", errors="replace").split("\n", 1)[0]
        process = psutil.Process(int(first))
        if process.status() == psutil.STATUS_ZOMBIE or not _works_in(process, cluster):
            return None
    except (OSError, ValueError, OverflowError, psutil.Error):
        return None
    return process


def _works_in(process: psutil.Process, cluster: Path) -> bool:
    return "postgres" in process.name() and Path(process.cwd()) == cluster.resolve()


def _gone(process: psutil.Process, patience: timedelta) -> bool:
    end = time.monotonic_ns() + int(patience.total_seconds() * 10**9)
    while time.monotonic_ns() < end:
        try:
            if process.status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(TICK.total_seconds())
    return False


def _dies_with(keeper: int) -> Callable[[], None]:
    """For the child between fork and exec: the kernel sends it a fast shutdown when the keeper is gone."""
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def ask_the_kernel() -> None:
        prctl(_PR_SET_PDEATHSIG, int(_FAST))
        if os.getppid() != keeper:  # it died before we asked
            os._exit(1)

    return ask_the_kernel


if sys.platform == "win32":
    from ctypes import wintypes

    _KILL_ON_JOB_CLOSE, _EXTENDED_LIMITS = 0x2000, 9

    class _BasicLimits(ctypes.Structure):
        _fields_ = (
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", wintypes.DWORD),
            ("minimum_working_set", ctypes.c_size_t),
            ("maximum_working_set", ctypes.c_size_t),
            ("active_processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class _ExtendedLimits(ctypes.Structure):
        _fields_ = (
            ("basic", _BasicLimits),
            ("io_counters", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    def _tie_to_this_process(server: subprocess.Popen[bytes]) -> None:
        """The job's handle is never closed by us, so Windows ends its processes with this one."""
        kernel = ctypes.windll.kernel32
        job = kernel.CreateJobObjectW(None, None)
        limits = _ExtendedLimits()
        limits.basic.flags = _KILL_ON_JOB_CLOSE
        kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
        process = kernel.OpenProcess(0x1F0FFF, False, server.pid)
        kernel.AssignProcessToJobObject(job, process)
        kernel.CloseHandle(process)

    def _signal(server: subprocess.Popen[bytes], number: int, pg_ctl: Path, cluster: Path, mode: str) -> None:
        """Postgres on Windows hears pg_ctl only."""
        subprocess.run([pg_ctl, "stop", "--no-wait", "-m", mode, "-D", cluster], check=False)

else:

    def _tie_to_this_process(server: subprocess.Popen[bytes]) -> None:
        """Linux asked the kernel before exec; macOS cannot ask."""

    def _signal(server: subprocess.Popen[bytes], number: int, pg_ctl: Path, cluster: Path, mode: str) -> None:
        server.send_signal(number)
