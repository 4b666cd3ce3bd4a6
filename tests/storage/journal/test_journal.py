"""The journal keeps what a station did, on the disk, in order, one program at a time."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from storage.journal.journal import Entry, EntryState, Journal, JournalInUse, JournalUnusable
from tests.storage.business import ROOT

NOW = datetime(2026, 1, 31, 9, 0, tzinfo=UTC)


def an_act(name: str = "PickAsset") -> Entry:
    return Entry(0, uuid4(), name, {"a": 1}, {"name": "Zoë"}, uuid4(), NOW, NOW)


def test_numbers_are_dense_and_what_waits_comes_back_after_a_restart(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "warehouse.sqlite")
    written = [journal.append(an_act()) for _ in range(3)]
    assert [entry.seq for entry in written] == [1, 2, 3]
    journal.mark(1, EntryState.ACKED, {"event": "x"}, NOW)
    journal.mark(2, EntryState.ATTENTION, {"code": "y"}, NOW)
    epoch = journal.epoch
    journal.close()

    again = Journal(tmp_path / "warehouse.sqlite")
    assert again.epoch == epoch
    assert again.pending() == [written[2]]
    assert again.waiting() == 1
    again.close()


def test_another_user_of_the_machine_reads_no_journal(tmp_path: Path) -> None:
    Journal(tmp_path / "stations" / "warehouse.sqlite").close()
    assert (tmp_path / "stations").stat().st_mode & 0o077 == 0


def test_a_new_file_is_a_new_epoch(tmp_path: Path) -> None:
    first, second = Journal(tmp_path / "a.sqlite"), Journal(tmp_path / "b.sqlite")
    assert isinstance(first.epoch, UUID)
    assert first.epoch != second.epoch
    first.close()
    second.close()


def test_a_second_window_on_the_same_journal_is_refused(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "warehouse.sqlite")
    with pytest.raises(JournalInUse):
        Journal(tmp_path / "warehouse.sqlite")
    journal.close()
    Journal(tmp_path / "warehouse.sqlite").close()


def test_what_was_written_down_survives_a_killed_station(tmp_path: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from tests.storage.journal.test_journal import an_act
from storage.journal.journal import Journal
journal = Journal(Path({str(tmp_path)!r}) / "warehouse.sqlite")
while True:
    print(journal.append(an_act()).seq, flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as station:
        assert station.stdout is not None
        beeped = [int(station.stdout.readline()) for _ in range(50)]
        station.kill()
        beeped += [int(line) for line in station.stdout if line.endswith("\n")]
    journal = Journal(tmp_path / "warehouse.sqlite")
    kept = [entry.seq for entry in journal.pending()]
    assert kept[: len(beeped)] == beeped
    assert kept == list(range(1, len(kept) + 1))
    journal.close()


def test_a_journal_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.sqlite"
    path.write_text("this is no database, and it is long enough to be looked at as one" * 40, encoding="utf-8")
    with pytest.raises(JournalUnusable):
        Journal(path)


def test_a_long_past_makes_the_next_act_no_slower(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "warehouse.sqlite")
    steps: list[int] = []

    def looked_up() -> int:
        """How much work the database did, in its own steps: the clock of a shared machine says nothing."""
        steps.clear()
        journal._db.set_progress_handler(lambda: steps.append(1), 1)
        journal.pending()
        journal.waiting()
        journal._db.set_progress_handler(None, 1)
        return len(steps)

    for _ in range(3):
        journal.mark(journal.append(an_act()).seq, EntryState.ACKED, {}, NOW)
    young = looked_up()
    for _ in range(100):
        journal.mark(journal.append(an_act()).seq, EntryState.ACKED, {}, NOW)
    assert looked_up() <= young + 5
    journal.close()
