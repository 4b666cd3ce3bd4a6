"""The station's journal: every act of a station is written down here before anything else happens to it.

SQLite, one file a station, one process a file, every line on the disk before the beep. Source: RELIABILITY.md 1;
DECISIONS 4. This is the small form: append, deliver, mark. Uploader and handshake build on the same columns.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4

from domain.errors import Unavailable
from storage.embedded.locks import FileLock

_TABLES: Final = """
create table if not exists meta(epoch text not null) strict;
create table if not exists outbox(
    seq integer primary key autoincrement,
    command_id text unique not null,
    name text not null,
    payload text not null,
    personal text not null,
    schema_version integer not null,
    actor text not null,
    effective_at text not null,
    station_time text not null,
    state text not null default 'pending' check (state in ('pending', 'acked', 'attention')),
    attempts integer not null default 0,
    last_error text,
    answer text,
    acked_at text) strict;
create index if not exists outbox_open on outbox(state) where state <> 'acked';
"""
_SCHEMA_VERSION: Final = 1
_READ_PENDING: Final = (
    "select seq, command_id, name, payload, personal, actor, effective_at, station_time from outbox"
    " where state <> 'acked' and state = 'pending' order by seq"
)
"""In the words of the index `outbox_open`: otherwise SQLite goes through everything the station ever did."""
_COUNT_PENDING: Final = "select count(*) from outbox where state <> 'acked' and state = 'pending'"


class JournalUnusable(Unavailable):
    """Nothing can be written down: the disk is full, or the file is broken or read-only. Nothing was booked."""

    code = "journal_unusable"


class JournalInUse(Unavailable):
    """Another window of this station has the journal open."""

    code = "journal_in_use"


class EntryState(StrEnum):
    """ATTENTION: the server refused it; it stays until a person has seen it."""

    PENDING = "pending"
    ACKED = "acked"
    ATTENTION = "attention"


@dataclass(frozen=True, slots=True)
class Entry:
    """One act of this station. `seq` is dense within the journal's epoch and never used twice."""

    seq: int
    command_id: UUID
    name: str
    payload: dict[str, Any]
    personal: dict[str, Any]
    actor: UUID
    effective_at: datetime
    station_time: datetime


class Journal:
    """An open journal. `epoch` is the identity of this file: a new file is a new epoch, numbers are never reused."""

    def __init__(self, path: Path) -> None:
        """Raises JournalInUse, JournalUnusable."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = FileLock(path.with_suffix(".lock"))
        if not self._lock.hold(wait=False):
            raise JournalInUse(path=path.name)
        try:
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            with _writing():
                self._db.execute("pragma locking_mode=exclusive")  # nobody else may open it: no locks to take each time
                self._db.execute("pragma journal_mode=wal")
                self._db.execute("pragma synchronous=full")
                self._db.executescript(_TABLES)
                self.epoch = self._found_or_made_epoch()
                self._waiting = self._count_waiting()
        except BaseException:
            self._lock.release()
            raise

    def append(self, entry: Entry) -> Entry:
        """Writes it to the disk and gives it its number. Raises JournalUnusable: then nothing has happened at all."""
        with _writing():
            cursor = self._db.execute(
                "insert into outbox(command_id, name, payload, personal, schema_version, actor, effective_at,"
                " station_time) values (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    str(entry.command_id),
                    entry.name,
                    json.dumps(entry.payload),
                    json.dumps(entry.personal),
                    _SCHEMA_VERSION,
                    str(entry.actor),
                    entry.effective_at.isoformat(),
                    entry.station_time.isoformat(),
                ),
            )
        self._waiting += 1
        return _numbered(entry, int(cursor.lastrowid or 0))

    def pending(self) -> list[Entry]:
        """What the server has not answered, oldest first."""
        rows = self._db.execute(_READ_PENDING).fetchall()
        return [_entry(row) for row in rows]

    def mark(self, seq: int, state: EntryState, answer: dict[str, Any], at: datetime) -> None:
        """Keeps the server's answer beside the entry.

        Not waited for until it is on the disk: an answer that a power cut takes is asked for again, and a replay
        changes nothing. The next act's line takes it along.
        """
        with _writing(), self._unhurried():
            self._db.execute(
                "update outbox set state = ?, answer = ?, acked_at = ?, attempts = attempts + 1 where seq = ?",
                (state, json.dumps(answer), at.isoformat(), seq),
            )
            self._waiting = self._count_waiting()

    def failed(self, seq: int, why: str) -> None:
        """Delivery did not succeed; it stays pending."""
        with _writing():
            self._db.execute(
                "update outbox set attempts = attempts + 1, last_error = ? where seq = ?", (why[:500], seq)
            )

    def waiting(self) -> int:
        """How many entries the server has not answered. Nobody else writes to this file, so it need not be read."""
        return self._waiting

    def close(self) -> None:
        """Harmless when repeated."""
        self._db.close()
        self._lock.release()

    @contextmanager
    def _unhurried(self) -> Iterator[None]:
        """What is written inside reaches the disk with the next line that is waited for."""
        self._db.execute("pragma synchronous=normal")
        try:
            yield
        finally:
            self._db.execute("pragma synchronous=full")

    def _count_waiting(self) -> int:
        count: int = self._db.execute(_COUNT_PENDING).fetchone()[0]
        return count

    def _found_or_made_epoch(self) -> UUID:
        row = self._db.execute("select epoch from meta").fetchone()
        if row is not None:
            return UUID(row[0])
        epoch = uuid4()
        self._db.execute("insert into meta(epoch) values (?)", (str(epoch),))
        return epoch


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise JournalUnusable(why=str(error)) from error


def _numbered(entry: Entry, seq: int) -> Entry:
    return Entry(
        seq,
        entry.command_id,
        entry.name,
        entry.payload,
        entry.personal,
        entry.actor,
        entry.effective_at,
        entry.station_time,
    )


def _entry(row: tuple[Any, ...]) -> Entry:
    seq, command_id, name, payload, personal, actor, effective_at, station_time = row
    return Entry(
        seq,
        UUID(command_id),
        name,
        json.loads(payload),
        json.loads(personal),
        UUID(actor),
        datetime.fromisoformat(effective_at),
        datetime.fromisoformat(station_time),
    )
