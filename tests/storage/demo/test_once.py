"""Two programs that are started for the first time at once: one loads the demo, the other waits for it."""

import json
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from domain.clock import MovableClock
from domain.handlers import HANDLERS
from storage.demo import load, once
from storage.home import Home, open_home
from tests.scratch import data_folder
from tests.storage.business import tax_rules

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def empty_home() -> Iterator[Home]:
    folder = data_folder()
    home = open_home(folder, "", frozenset(HANDLERS), lambda _step: None)
    yield home
    home.close()
    shutil.rmtree(folder, ignore_errors=True)


def _begin(home: Home) -> str:
    data = json.loads((ROOT / "resources/demo/radwerk.json").read_text(encoding="utf-8"))
    clock = MovableClock(datetime(2026, 3, 2, tzinfo=UTC))
    return once.load_once(home, data, tax_rules().table, clock=clock, entropy=_entropy, told=lambda *_: None)


def _entropy(count: int) -> bytes:
    return bytes(count)


def test_who_comes_while_another_loads_waits_and_finds_it_loaded(
    empty_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads: list[str] = []

    def short_year(admin: str, *_positional: object, **_named: object) -> None:
        loads.append(admin)
        time.sleep(0.5)  # the other one comes meanwhile
        with psycopg.connect(admin) as connection:
            connection.execute("UPDATE umlauf.setting SET value = '{\"state\": \"loaded\"}' WHERE name = 'demo'")

    monkeypatch.setattr(load, "load_demo", short_year)
    with ThreadPoolExecutor(2) as programs:
        found = list(programs.map(_begin, [empty_home, empty_home]))
    assert found == ["loaded", "loaded"]
    assert len(loads) == 1
