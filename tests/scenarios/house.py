"""A home of its own for scenarios in which the server is killed or several programs meet: founded, otherwise empty."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from domain.handlers import HANDLERS
from domain.ids import PersonId, StoreId
from storage.embedded.locks import FileLock
from storage.founding import Foundation, Founder
from storage.home import Home, found_home, logins, open_home
from tests.scratch import data_folder
from tests.storage.business import NAMES
from tests.storage.embedded.programs import within

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def own_home() -> Iterator[Home]:
    """The embedded server in a folder of its own that goes afterwards, when nobody uses it any more."""
    folder = data_folder()
    home = open_home(folder, "", frozenset(HANDLERS), lambda _step: None)
    try:
        found_small_business(home)
        yield home
    finally:
        home.close()
        assert home.server is not None
        assert within(30, FileLock(home.server.layout.keeper_lock).is_free), "a keeper stayed"
        shutil.rmtree(folder)


def found_small_business(home: Home) -> None:
    """One store, a person on each seat, the demo's settings."""
    people = tuple(Founder(PersonId(uuid4()), NAMES[seat], seat, logins()[seat]) for seat in NAMES)
    demo = json.loads((ROOT / "resources/demo/radwerk.json").read_text(encoding="utf-8"))
    settings = {name: demo[name] for name in ("business", "hourly_rate")}
    found_home(home, Foundation(StoreId(uuid4()), "Prüfstand", "RB", people, settings), uuid4())
