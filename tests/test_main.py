"""The program's commands as other people call them: words, exit statuses, what goes where."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import segno

ROOT = Path(__file__).resolve().parents[1]
CONTRACT = {
    "seller": {"country": "DE"},
    "customer": {"kind": "consumer", "country": "DE"},
    "currency": "EUR",
    "contract": {
        "start": "2026-01-31",
        "interval": {"unit": "month", "count": 1},
        "prices_are": "gross",
        "lines": [
            {"id": "bike", "title": "E-bike", "kind": "rental", "quantity": "1", "price": "79.00", "vat": "standard"}
        ],
    },
    "until": "2026-03-31",
}


def umlauf(*arguments: str, entered: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "main.py", *arguments]
    return subprocess.run(command, cwd=ROOT, input=entered, capture_output=True, text=True, timeout=100, check=False)


def test_an_unknown_command_gets_the_list_of_commands() -> None:
    done = umlauf("sell-everything")
    assert done.returncode == 2
    assert "preview FILE.json" in done.stderr


def test_codes_in_pictures_are_printed_as_json_lines(tmp_path: Path) -> None:
    picture, broken = tmp_path / "label.png", tmp_path / "broken.png"
    segno.make("RB-000214-F", error="m").save(str(picture), scale=6, border=4)
    broken.write_bytes(b"no picture at all")
    done = umlauf("decode", str(picture), str(broken))
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert [(code["symbology"], code["text"]) for code in first["codes"]] == [("QRCODE", "RB-000214-F")]
    assert len(first["codes"][0]["polygon"]) == 4
    assert second["file"] == str(broken)
    assert second["error"]
    assert done.returncode == 1


def test_file_names_may_come_on_standard_input(tmp_path: Path) -> None:
    picture = tmp_path / "empty.png"
    blank = io.BytesIO()
    segno.make("x").save(blank, kind="png", scale=1, border=60)
    picture.write_bytes(blank.getvalue())
    done = umlauf("decode", "-", entered=f"{picture}\n")
    assert json.loads(done.stdout)["file"] == str(picture)
    assert done.returncode == 0


def test_a_contract_can_be_previewed_from_a_file_and_from_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "contract.json"
    file.write_text(json.dumps(CONTRACT), encoding="utf-8")
    from_file, from_input = umlauf("preview", str(file)), umlauf("preview", "-", entered=json.dumps(CONTRACT))
    assert from_file.returncode == from_input.returncode == 0
    assert from_file.stdout == from_input.stdout
    days = [invoice["lines"][0]["first_day"] for invoice in json.loads(from_file.stdout)["invoices"]]
    assert days == ["2026-01-31", "2026-02-28", "2026-03-31"]


@pytest.mark.parametrize(
    ("entered", "complaint"),
    [
        ("{", "line 1"),
        (json.dumps(CONTRACT | {"colour": "red"}), "colour"),
        (json.dumps(CONTRACT | {"until": "2026-02-30"}), "until"),
    ],
)
def test_what_cannot_be_previewed_is_refused_in_one_line(entered: str, complaint: str) -> None:
    done = umlauf("preview", "-", entered=entered)
    assert done.returncode == 2
    assert complaint in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""


def test_a_file_that_is_not_there_is_said() -> None:
    done = umlauf("preview", "nowhere.json")
    assert done.returncode == 2
    assert "nowhere.json" in done.stderr
