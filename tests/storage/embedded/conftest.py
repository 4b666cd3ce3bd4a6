import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.embedded.layout import Layout
from storage.embedded.locks import FileLock
from tests.scratch import data_folder
from tests.storage.embedded.programs import server_processes, within


@pytest.fixture
def root() -> Iterator[Path]:
    """An empty data folder. At the end nothing may run in it any more."""
    folder = data_folder()
    yield folder
    locks = (*folder.glob("server/keeper.lock"), *folder.glob("*/server/keeper.lock"))  # what goes meanwhile is not met
    for layout in [Layout(lock.parents[1]) for lock in locks]:
        assert within(20, FileLock(layout.keeper_lock).is_free), "a keeper stayed"
        assert within(5, lambda where=layout.data_root: not server_processes(where)), "a server stayed"
    shutil.rmtree(folder)
