"""Many statements in one packet, their answers in one: what a transaction that is waited for costs least.

psycopg's own pipeline sends each statement as it comes and keeps a cursor for each; for a scan of ten statements that
took longer than the statements. Nothing else of the driver is replaced: values, rows and errors are its own.
"""

import re
from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import psycopg
from psycopg import pq
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.waiting import Ready, Wait

from storage.database import Row

Statement = tuple[str, dict[str, Any]]

_PLACE: Final = re.compile(r"%(?:\((\w+)\)s|%)")
_OFTEN: Final = 3
"""From this use on a statement is prepared: what is asked once or twice is not worth a plan that is kept."""
_KEPT: Final = 200
_Key = tuple[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Question:
    """A statement as the server reads it, and the names of its values in the order of their numbers."""

    sql: bytes
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Ready:
    """A statement with its values as they go out."""

    key: _Key
    sql: bytes
    values: Sequence[Any]
    types: tuple[int, ...]
    formats: list[pq.Format]


class Exchange:
    """One connection's packets. Belongs to its connection and to its thread."""

    def __init__(self, connection: psycopg.Connection[Row]) -> None:
        self.connection = connection
        self._adapt = Transformer(connection)
        self._uses: Counter[_Key] = Counter()
        self._prepared: dict[_Key, bytes] = {}
        self._last_name = 0

    def ask(self, statements: Sequence[Statement]) -> list[list[Row]]:
        """The rows of each statement, in order. What follows a refused statement is not done.

        Raises psycopg.Error: the first refusal; a transaction is then lost and has to be rolled back.
        """
        ready = [self._ready(sql, values) for sql, values in statements]
        pgconn, fresh, is_answer = self.connection.pgconn, [], []
        pgconn.enter_pipeline_mode()
        for each in ready:
            if self._is_to_be_prepared(each.key):
                self._last_name += 1
                self._prepared[each.key] = name = f"umlauf_{self._last_name}".encode()
                fresh.append(each.key)
                is_answer.append(False)
                pgconn.send_prepare(name, each.sql, each.types)
            is_answer.append(True)
            _send(pgconn, each, self._prepared.get(each.key))
        pgconn.pipeline_sync()
        try:
            results = self._received()
        except BaseException:
            self._forget(fresh)
            raise
        answers = [result for result, counts in zip(results, is_answer, strict=True) if counts]
        return [self._rows(answer) for answer in answers]

    def roll_back(self) -> None:
        """Raises psycopg.Error: there is no server to tell; it rolls back by itself."""
        if self.connection.pgconn.transaction_status != pq.TransactionStatus.IDLE:
            self.ask([("ROLLBACK", {})])

    def forget(self) -> None:
        """Someone else took the prepared statements away; others are made when they are needed."""
        self._prepared.clear()

    def _forget(self, fresh: Sequence[_Key]) -> None:
        """Those of a broken-off packet may never have been prepared."""
        for key in fresh:
            self._prepared.pop(key, None)

    def _is_to_be_prepared(self, key: _Key) -> bool:
        if key in self._prepared or len(self._prepared) >= _KEPT:
            return False
        self._uses[key] += 1
        return self._uses[key] >= _OFTEN

    def _ready(self, sql: str, values: dict[str, Any]) -> _Ready:
        """Raises psycopg.DataError: a value that cannot be sent at all. Nothing was sent then."""
        question = _question(sql)
        if not question.names:
            return _Ready((sql, ()), question.sql, (), (), [])
        adapt, count = self._adapt, len(question.names)
        given = adapt.dump_sequence([values[name] for name in question.names], [PyFormat.AUTO] * count)
        types = tuple(adapt.types or ())
        return _Ready((sql, types), question.sql, given, types, list(adapt.formats or ()))

    def _received(self) -> list[pq.abc.PGresult]:
        """All answers of one packet. Raises psycopg.Error: the first refusal."""
        pgconn = self.connection.pgconn
        results = self.connection.wait(_fetched(pgconn))
        if pgconn.status == pq.ConnStatus.OK:
            pgconn.exit_pipeline_mode()
        for result in results:
            if result.status == pq.ExecStatus.FATAL_ERROR:
                raise error_from_result(result)
        if pgconn.status != pq.ConnStatus.OK:
            raise psycopg.OperationalError("the connection is lost")
        return results

    def _rows(self, result: pq.abc.PGresult) -> list[Row]:
        if not result.ntuples:
            return []
        names = [(result.fname(column) or b"").decode() for column in range(result.nfields)]
        self._adapt.set_pgresult(result)
        return self._adapt.load_rows(0, result.ntuples, lambda values: dict(zip(names, values, strict=True)))


@cache
def _question(sql: str) -> _Question:
    """Names become numbers; the same name is the same number."""
    names: dict[str, int] = {}

    def numbered(place: re.Match[str]) -> str:
        return f"${names.setdefault(place[1], len(names) + 1)}" if place[1] else "%"

    return _Question(_PLACE.sub(numbered, sql).encode(), tuple(names))


def _send(pgconn: pq.abc.PGconn, ready: _Ready, name: bytes | None) -> None:
    if name is None:
        pgconn.send_query_params(ready.sql, ready.values, param_types=ready.types, param_formats=ready.formats)
    else:
        pgconn.send_query_prepared(name, ready.values, param_formats=ready.formats)


def _fetched(pgconn: pq.abc.PGconn) -> Generator[Wait, Ready | int, list[pq.abc.PGresult]]:
    """Takes in while it sends, so that neither side waits for the other; ends with the packet or the connection."""
    while pgconn.flush():
        if (yield Wait.RW) & Ready.R:
            pgconn.consume_input()
    results = []
    while pgconn.status == pq.ConnStatus.OK:
        while pgconn.is_busy():
            yield Wait.R
            pgconn.consume_input()
        result = pgconn.get_result()
        if result is None:
            continue
        if result.status == pq.ExecStatus.PIPELINE_SYNC:
            break
        results.append(result)
    return results
