"""Two programs that are started for the first time at once: one loads the demo, the other waits for it."""

import json
import shutil
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import psycopg
import pytest

from domain.application import Seat
from domain.clock import MovableClock
from domain.handlers import HANDLERS
from domain.setup.first_house import FirstHouse, HouseUndecided
from domain.setup.model import SetupStep
from storage.demo import load, once
from storage.demo.first_start import FirstStart
from storage.home import Home, open_home
from storage.queries.setup import SetupDesk
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


def _begin(home: Home, environment: Mapping[str, str] = MappingProxyType({})) -> str:
    data = json.loads((ROOT / "resources" / once.first_house(environment, home.data_root)).read_text(encoding="utf-8"))
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


def test_what_is_begun_with_is_asked_once_and_kept(tmp_path: Path) -> None:
    root, opened = tmp_path / "data", ["open"]
    start = FirstStart({}, root)
    with pytest.raises(HouseUndecided):
        start.before(opened.pop)()
    assert not root.exists(), "nothing is founded before somebody has decided"
    start.choose(FirstHouse.OWN)
    assert start.before(opened.pop)() == "open"
    assert once.first_house({}, root) == "demo/own.json"
    assert once.first_house({"UMLAUF_HOUSE": "demo"}, root) == "demo/radwerk.json"
    (root / "first-house").write_bytes(b"\xff?")
    assert FirstStart({}, root).is_undecided
    for said in ({"UMLAUF_HOUSE": "own"}, {"UMLAUF_DATABASE": "host=db"}):
        assert not FirstStart(said, root).is_undecided
    (root / "server").mkdir()
    assert not start.is_undecided, "a house that is there is not asked about"


def test_a_business_of_ones_own_begins_empty_and_stays_its_own(empty_home: Home) -> None:
    """Its seats have people, nothing is on offer; whoever starts it later without saying so finds the same house."""
    assert _begin(empty_home, {"UMLAUF_HOUSE": "own"}) == "new"
    assert _begin(empty_home) == "new"
    with closing(empty_home.connect(Seat.OWNER)) as database:
        setup = SetupDesk(database)
        state, waiting = setup.state(), setup.waiting()
    assert {each.seat for each in state.people} == {Seat.WAREHOUSE, Seat.BACKOFFICE, Seat.OWNER, Seat.POS}
    assert state.facts.lacking() == tuple(SetupStep)
    assert waiting == len(SetupStep) - 1, "the mail server is the machine's"
    server = empty_home.server
    assert server is not None
    with psycopg.connect(server.admin_dsn()) as connection:
        connection.execute("INSERT INTO umlauf.product (id, name, category, kind)"
                           " VALUES (gen_random_uuid(), 'Rad', 'bike', 'goods')")  # fmt: skip
    assert _begin(empty_home) == "other"
