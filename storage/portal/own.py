"""The portal's connection: everything it asks goes to the views of the schema `umlauf_own`, for one session at a time.

The questions are the office's own, spelled for the tables; here each table's name leads to the view of the same name.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Final

from storage.database import Database, Row
from storage.repositories.swaps import FREE

_TABLES: Final = re.compile(r"\bumlauf\.")
_COUNTED: Final = {FREE: "SELECT * FROM umlauf_own.free_of(%(id)s, %(by)s, %(today)s)"}
"""Questions about what is not the customer's: the database answers with numbers alone."""


@lru_cache(maxsize=512)
def own(sql: str) -> str:
    """The same question, asked of what belongs to the signed-in customer."""
    return _COUNTED.get(sql) or _TABLES.sub("umlauf_own.", sql)


class OwnDatabase(Database):
    """For one thread at a time. Outside of `session` nobody is signed in."""

    @classmethod
    def beside(cls, database: Database) -> "OwnDatabase":
        """A connection more for the same login."""
        return cls(database._conninfo, database._revive)

    def another(self) -> "OwnDatabase":
        return OwnDatabase(self._conninfo, self._revive)

    @contextmanager
    def session(self, token: str) -> Iterator[None]:
        """One transaction in which the secret of a session counts; it is gone with its end."""
        with self.translating() as connection, connection.transaction():
            connection.execute("SELECT set_config('umlauf.session', %s, true)", [token])
            yield

    def read(self, sql: str, **values: object) -> list[Row]:
        """All rows of one question. It is not asked again on another connection: there nobody would be signed in."""
        with self.translating() as connection:
            return connection.execute(own(sql), values).fetchall()
