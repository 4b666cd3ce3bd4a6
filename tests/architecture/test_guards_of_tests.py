"""What fails a test although its assertions hold: a warning, a thread left running, a line in Qt's log."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.inspection import REPOSITORY

_WARNING = "import warnings\ndef test(): warnings.warn('old')"
_THREAD = "import threading\ndef test(): threading.Thread(target=threading.Event().wait, daemon=True).start()"
_QT_LINE = "from PySide6.QtCore import qWarning\ndef test(): qWarning(b'a layout has a parent already')"
_SOUND = "def test(): pass"


def _pytest(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    planted = folder / "test_planted.py"
    planted.write_text(text)
    config = ["-c", str(REPOSITORY / "pyproject.toml"), "--rootdir", str(folder), "-p", "tests.conftest"]
    command = [sys.executable, "-m", "pytest", *config, "-p", "no:cacheprovider", str(planted)]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("text", "reason"),
    [(_WARNING, "UserWarning: old"), (_THREAD, "left running"), (_QT_LINE, "a layout has a parent already")],
    ids=["warning", "thread", "qt"],
)
def test_it_fails_and_says_why(text: str, reason: str, tmp_path: Path) -> None:
    done = _pytest(tmp_path, text)
    assert done.returncode == 1, done.stdout
    assert reason in done.stdout


def test_a_sound_test_passes(tmp_path: Path) -> None:
    assert _pytest(tmp_path, _SOUND).returncode == 0
