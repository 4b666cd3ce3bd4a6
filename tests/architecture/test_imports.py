"""The import contracts of pyproject.toml: `make test` checks the house; here each one is shown to bite."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.inspection import REPOSITORY

CONTRACTS = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
    "contracts"
]
PLANTED = {
    "rooms": ("storage", "import ui"),
    "qt": ("hardware", "from PySide6 import QtCore"),
    "sql": ("ui", "import sqlite3"),
    "wire": ("storage", "import requests"),
    "papers": ("ui", "from reportlab.pdfgen import canvas"),
    "templates": ("storage", "import jinja2"),
    "devices": ("reports", "import cv2"),
    "web": ("storage", "from starlette.requests import Request"),
    "pages": ("ui/portal", "from PySide6 import QtCore"),
}


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """Six empty rooms under the contracts of the real house."""
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    for room in ("ui", "storage", "connectors", "reports", "hardware", "domain"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "__init__.py").touch()
    (tmp_path / "ui" / "portal").mkdir()
    (tmp_path / "ui" / "portal" / "__init__.py").touch()
    return tmp_path


def _lint(house: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    environment = os.environ | {"COLUMNS": "200", "NO_COLOR": "1"}
    return subprocess.run(
        [program, "--no-cache"], cwd=house, env=environment, capture_output=True, text=True, check=False
    )


def test_an_empty_house_is_in_order(small_house: Path) -> None:
    assert _lint(small_house).returncode == 0


def test_every_contract_has_a_violation_to_find() -> None:
    assert {contract["id"] for contract in CONTRACTS} == PLANTED.keys()


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract["id"])
def test_the_contract_finds_what_is_planted(contract: dict[str, str], small_house: Path) -> None:
    room, planted = PLANTED[contract["id"]]
    (small_house / room / "planted.py").write_text(planted + "\n")
    answer = _lint(small_house)
    assert answer.returncode == 1
    assert f"{contract['name']} BROKEN" in answer.stdout
