"""The day that `main.py day --headless` plays: the whole program as a newcomer starts it, on the demo business."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QImage

from tests import scratch

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def data_folder() -> Iterator[Path]:
    folder = scratch.data_folder()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def play(data_folder: Path, out: Path) -> subprocess.CompletedProcess[str]:
    known = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "main.py", "day", "--headless", "--out", str(out)],
        cwd=ROOT,
        env=known | {"UMLAUF_DATA": str(data_folder)},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


@pytest.mark.timeout(300)
def test_the_day_is_played_to_its_end_and_leaves_pictures_and_papers(data_folder: Path, tmp_path: Path) -> None:
    done = play(data_folder, tmp_path / "out")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The day is done." in done.stdout

    pictures = sorted((tmp_path / "out").glob("*.png"))
    assert len(pictures) >= 20
    for picture in pictures:
        image = QImage(str(picture))
        colours = {image.pixel(x, y) for x in range(0, image.width(), 40) for y in range(0, image.height(), 40)}
        assert len(colours) > 4, f"{picture.name} shows next to nothing"

    papers = {path.name: path for path in (tmp_path / "out" / "papers").glob("*.pdf")}
    assert {"labels-roll.pdf", "labels-sheet.pdf"} <= papers.keys()
    invoice = next(path for name, path in papers.items() if name.startswith("R-"))
    text = PdfReader(invoice).pages[0].extract_text()
    assert "146,90" in text
    assert "Kindersitz Maxi" in text
    letters = list((data_folder / "letters").glob("*.eml")) or list(data_folder.rglob("*.eml"))
    assert any(letter.stem == invoice.stem for letter in letters)


@pytest.mark.timeout(300)
def test_a_folder_that_cannot_be_written_stops_it_with_a_sentence(data_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where the folder should be")
    done = play(data_folder, tmp_path / "out")
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1].startswith(f"The day stopped: {tmp_path / 'out'} cannot be written")
    assert "Traceback" not in done.stderr
    assert ".png" not in done.stdout
