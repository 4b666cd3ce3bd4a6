"""Where the servers of tests keep their data: in memory where the machine has room for it."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ROOM = 2 * 1024**3
_STALE_S = 24 * 3600
PREFIX = "umlauf-tests-"


def data_folder() -> Path:
    """A new folder for a data root. Whoever makes it takes it away.

    A database is some hundred small files, and nearly every test has one of its own: on a disk making them takes
    longer than the test.
    """
    where = _MEMORY if _is_roomy(_MEMORY) else Path(tempfile.gettempdir())
    _sweep(where.glob(f"{PREFIX}*"))
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=where))
    folder.chmod(0o711)  # the server's account must be able to walk through when root runs the tests
    return folder


def _is_roomy(folder: Path) -> bool:
    """Not in most containers, which give it 64 MB, and not where programs may not be started from."""
    if not hasattr(os, "statvfs") or not os.access(folder, os.W_OK):
        return False
    known = os.statvfs(folder)
    return known.f_bavail * known.f_frsize >= _ROOM and not known.f_flag & os.ST_NOEXEC


def _sweep(folders: Iterable[Path]) -> None:
    """What a killed run left behind would fill the memory."""
    for folder in folders:
        if time.time() - folder.stat().st_mtime > _STALE_S:
            shutil.rmtree(folder, ignore_errors=True)
