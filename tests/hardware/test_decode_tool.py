"""`main.py decode` says for every picture what it carries, or that it is none."""

import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from domain.assets.codes import format_code
from domain.clock import MovableClock
from hardware import decode, doctor
from hardware.scanners.picture import PictureScanner, PictureUnreadable
from tests.hardware.frames import linear, matrix

CODE = format_code("RB", 214)


def told(*arguments: str, stdin: str = "") -> tuple[int, list[dict[str, object]]]:
    """Exit status and the lines."""
    out = io.StringIO()
    status = decode.run(list(arguments), out, io.StringIO(stdin))
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def texts(line: dict[str, object]) -> list[tuple[str, str]]:
    codes = line["codes"]
    assert isinstance(codes, list)
    return [(code["symbology"], code["text"]) for code in codes]


def label() -> np.ndarray:
    small = cv2.resize(matrix(CODE), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return np.pad(small, 60, constant_values=255)


@pytest.mark.parametrize("kind", ["png", "jpg", "bmp", "pgm", "webp"])
def test_every_promised_format_is_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"label.{kind}"
    cv2.imwrite(str(path), label())
    status, (line,) = told(str(path))
    assert status == 0
    assert line["file"] == str(path)
    assert texts(line) == [("QRCODE", CODE)]
    (code,) = line["codes"]  # type: ignore[misc]  # checked by texts()
    assert len(code["polygon"]) == 4
    assert np.allclose(np.mean(code["polygon"], axis=0), np.array(label().shape[::-1]) / 2, atol=12)
    assert line["ms"] > 0  # type: ignore[operator]  # a number of the JSON line


def test_sixteen_bits_alpha_palette_and_one_bit_are_pictures_too(tmp_path: Path) -> None:
    grey = label()
    clear = np.dstack([np.zeros_like(grey)] * 3 + [255 - grey])
    cv2.imwrite(str(tmp_path / "16.png"), grey.astype(np.uint16) * 257)
    cv2.imwrite(str(tmp_path / "12.png"), grey.astype(np.uint16) * 16)
    cv2.imwrite(str(tmp_path / "alpha.png"), clear)
    Image.fromarray(grey).convert("P").save(tmp_path / "palette.png")
    Image.fromarray(grey).convert("1").save(tmp_path / "bit.png")
    status, lines = told(*map(str, sorted(tmp_path.iterdir())))
    assert status == 0
    assert [texts(line) for line in lines] == [[("QRCODE", CODE)]] * 5


def test_what_is_no_picture_is_named_and_the_rest_still_runs(tmp_path: Path) -> None:
    good, empty, note, torn = (tmp_path / name for name in ("good.png", "empty.png", "note.png", "torn.png"))
    cv2.imwrite(str(good), label())
    empty.write_bytes(b"")
    note.write_text("no picture")
    torn.write_bytes(good.read_bytes()[:60])
    status, lines = told(
        str(empty), str(note), str(torn), str(tmp_path), str(tmp_path / "none.png"), "-", stdin=f"{good}\n"
    )
    assert status == 1
    assert [line.get("error") is not None for line in lines] == [True] * 5 + [False]
    assert texts(lines[-1]) == [("QRCODE", CODE)]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.pgm"
    path.write_bytes(b"P5 60000 60000 255\n" + b"\0" * 100)
    status, (line,) = told(str(path))
    assert status == 1
    assert "large" in str(line["error"])


def test_a_huge_scan_is_read_and_placed_in_its_own_pixels(tmp_path: Path) -> None:
    sheet = np.full((7000, 5000), 255, np.uint8)
    bars = linear("code128", CODE)
    sheet[5000 : 5000 + bars.shape[0], 2000 : 2000 + bars.shape[1]] = bars
    path = tmp_path / "sheet.png"
    cv2.imwrite(str(path), sheet, [cv2.IMWRITE_PNG_COMPRESSION, 1])
    _, (line,) = told(str(path))
    assert texts(line) == [("CODE128", CODE)]
    middle = np.mean(line["codes"][0]["polygon"], axis=0)  # type: ignore[index]  # checked by texts()
    assert 2000 < middle[0] < 2000 + bars.shape[1]
    assert 5000 < middle[1] < 5000 + bars.shape[0]


def test_nothing_found_is_no_failure_and_no_argument_is_one(tmp_path: Path) -> None:
    path = tmp_path / "blank.png"
    cv2.imwrite(str(path), np.full((200, 300), 200, np.uint8))
    status, (line,) = told(str(path))
    assert (status, line["codes"]) == (0, [])
    assert told() == (2, [])


def test_help_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    out = io.StringIO()
    assert decode.run(["--help"], out, io.StringIO()) == 0
    assert "usage: main.py decode IMAGE" in out.getvalue()
    assert capsys.readouterr().err == ""


def test_an_option_is_no_picture(tmp_path: Path) -> None:
    path = tmp_path / "good.png"
    cv2.imwrite(str(path), label())
    assert told("--fast", str(path)) == (2, [])


def test_without_zbar_it_says_so_and_reads_what_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "good.png"
    cv2.imwrite(str(path), label())
    assert told(str(path))[0] == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setitem(sys.modules, "pyzbar", None)  # what an import of it meets without the library
    status, (line,) = told(str(path))
    assert (status, texts(line)) == (0, [("QRCODE", CODE)])
    assert "libzbar0" in capsys.readouterr().err


def test_a_dropped_picture_becomes_scans() -> None:
    content = cv2.imencode(".png", label())[1].tobytes()
    scanner = PictureScanner(MovableClock(datetime(2026, 3, 2, tzinfo=UTC)))
    (scan,) = scanner.scan(content, "drop")
    assert (scan.text, scan.symbology, scan.device) == (CODE, "QRCODE", "picture:drop")
    with pytest.raises(PictureUnreadable):
        scanner.scan(b"")


def test_the_doctor_finds_the_libraries_this_program_needs() -> None:
    found = {check.name: check for check in doctor.checks()}
    assert found["zbar"].ok, "install libzbar0"
    assert found["zxing-cpp"].detail
    assert all(check.what_to_do for check in found.values() if not check.ok)
