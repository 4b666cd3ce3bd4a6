"""Runs of imports, and what is here of the things that their files name."""

from typing import Final

from domain.imports.import_customers import PaysHere
from domain.imports.model import ImportKind, ImportRunId
from domain.imports.shelf import ImportShelf
from domain.views.imports import ImportRunRow
from storage.database import Database
from storage.repositories.imports import ImportReads
from storage.repositories.payment_settings import PAYMENTS, payments_from

_RUNS: Final = """
    SELECT r.id, r.kind, r.source, r.file_name, r.digest, r.rows, r.started_at, p.name AS who,
        coalesce(sum(t.made), 0)::int AS made, coalesce(sum(t.same), 0)::int AS same,
        coalesce(sum(t.changed), 0)::int AS changed, coalesce(sum(t.differs), 0)::int AS differs,
        coalesce(sum(t.refused), 0)::int AS refused
    FROM umlauf.import_run r JOIN umlauf.person p ON p.id = r.started_by
    LEFT JOIN umlauf.import_part t ON t.run_id = r.id
    GROUP BY r.id, p.name ORDER BY r.started_at DESC, r.id DESC LIMIT 200"""
_TEMPLATES: Final = """
    SELECT DISTINCT ON (name) name, columns FROM umlauf.import_template WHERE kind = %(kind)s
    ORDER BY name, n DESC LIMIT 200"""


class Imports:
    """On the thread of its database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.shelf: ImportShelf = ImportReads(database.read)

    def pays(self) -> PaysHere:
        row = self._database.read_one("SELECT value FROM umlauf.setting WHERE name = %(name)s", name=PAYMENTS)
        return PaysHere.of(payments_from(None if row is None else row["value"]))

    def runs(self) -> list[ImportRunRow]:
        return [
            ImportRunRow(**{**row, "id": ImportRunId(row["id"]), "kind": ImportKind(row["kind"])})
            for row in self._database.read(_RUNS)
        ]

    def templates(self, kind: ImportKind) -> dict[str, dict[str, str]]:
        """By name: of each column the heading that it stood under."""
        return {row["name"]: row["columns"] for row in self._database.read(_TEMPLATES, kind=kind)}
