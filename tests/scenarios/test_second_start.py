"""Umlauf is started once more at a station where its window is open: one sentence, and the first goes on."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.embedded.locks import FileLock
from tests.scenarios.house import ROOT, own_home
from tests.storage.embedded.programs import within


def _environment(data_root: Path) -> dict[str, str]:
    known = {key: value for key, value in os.environ.items() if key != "UMLAUF_DATABASE"}
    return known | {"UMLAUF_DATA": str(data_root), "QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture
def open_at() -> Iterator[Path]:
    """The data folder of a program whose window is open."""
    with own_home() as home:
        lock = home.journals / "warehouse.lock"
        (home.data_root / "window.ini").write_text("[look]\nlanguage=en\n", encoding="utf-8")
        with subprocess.Popen([sys.executable, "main.py"], cwd=ROOT, env=_environment(home.data_root)) as first:
            try:
                assert within(60, lambda: lock.exists() and not FileLock(lock).is_free()), "the window does not open"
                yield home.data_root
                assert first.poll() is None, "the first window is gone"
            finally:
                first.terminate()


@pytest.mark.timeout(180)
def test_the_second_says_in_one_sentence_that_it_is_open(open_at: Path) -> None:
    second = subprocess.run(
        [sys.executable, "main.py"],
        cwd=ROOT,
        env=_environment(open_at),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert second.returncode == 1
    assert second.stderr.splitlines()[-1].startswith("Umlauf is open at this station already.")
    assert "Traceback" not in second.stderr
