"""File locks between processes that vanish with their holder, also when it is killed.

Linux and macOS use flock, Windows LockFileEx (untested there).
"""

import os
import sys
from pathlib import Path
from types import TracebackType


class FileLock:
    """A lock on a file, shared or exclusive. The file stays; only the hold on it comes and goes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    @property
    def is_held(self) -> bool:
        return self._handle is not None

    def hold(self, *, shared: bool = False, wait: bool = True) -> bool:
        """Takes the lock. False: somebody else has it and `wait` is off. Waits without limit otherwise."""
        if self._handle is not None:
            raise RuntimeError(f"{self._path.name} is held already")
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        if not _lock(handle, shared=shared, wait=wait):
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        """Gives the lock back; nothing happens when it is not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def is_free(self) -> bool:
        """Whether nobody holds it exclusively at this moment. Takes it for an instant, shared."""
        return self._could_hold(shared=True)

    def is_free_of_all(self) -> bool:
        """Whether nobody holds it in any way at this moment. Takes it for an instant, exclusively."""
        return self._could_hold(shared=False)

    def _could_hold(self, *, shared: bool) -> bool:
        if not self.hold(shared=shared, wait=False):
            return False
        self.release()
        return True

    def __enter__(self) -> "FileLock":
        self.hold()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.release()


if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    _FAIL_IMMEDIATELY, _EXCLUSIVE = 1, 2

    class _Overlapped(ctypes.Structure):
        _fields_ = (
            ("internal", ctypes.c_void_p),
            ("internal_high", ctypes.c_void_p),
            ("offset", wintypes.DWORD),
            ("offset_high", wintypes.DWORD),
            ("event", wintypes.HANDLE),
        )

    def _lock(handle: int, *, shared: bool, wait: bool) -> bool:
        flags = (0 if shared else _EXCLUSIVE) | (0 if wait else _FAIL_IMMEDIATELY)
        file = wintypes.HANDLE(msvcrt.get_osfhandle(handle))
        return bool(ctypes.windll.kernel32.LockFileEx(file, flags, 0, 1, 0, ctypes.byref(_Overlapped())))

else:
    import fcntl

    def _lock(handle: int, *, shared: bool, wait: bool) -> bool:
        how = (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | (0 if wait else fcntl.LOCK_NB)
        try:
            fcntl.flock(handle, how)
        except BlockingIOError:
            return False
        return True
