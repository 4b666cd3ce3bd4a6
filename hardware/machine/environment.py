"""The virtual environment, and the way into it. Every start passes here, so it imports next to nothing."""

import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn, TextIO

ROOT = Path(__file__).resolve().parents[2]


def environment_python(root: Path = ROOT) -> Path:
    """The interpreter of the virtual environment, there or not yet."""
    return root / ".venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def enter_environment(script: Path, arguments: Sequence[str], out: TextIO) -> int | None:
    """Goes on in the virtual environment when this interpreter lacks the packages, as after `python main.py`.

    Returns None when this one has them. Elsewhere than on Windows the process is replaced and there is no return; on
    Windows, and when nothing is set up yet, the exit status comes back.
    """
    if find_spec("PySide6") is not None:
        return None
    python = environment_python()
    if not python.exists() or Path(sys.prefix) == python.parents[1]:
        print("Umlauf is not set up here yet. Please run this first:\n\n  python3 main.py setup\n", file=out)
        return 1
    command = [str(python), str(script), *arguments]
    return _ended(command) if sys.platform == "win32" else _become(command)


def _ended(command: Sequence[str]) -> int:
    import subprocess

    return subprocess.run(command, check=False).returncode


def _become(command: Sequence[str]) -> NoReturn:
    os.execv(command[0], list(command))  # noqa: S606 - our own interpreter and script
