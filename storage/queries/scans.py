"""Scans of no use, for the owner."""

from datetime import datetime
from typing import Final

from domain.scans.model import WrongKind
from domain.views.scans import MOST_ROWS, WrongFigure, WrongScanRow, WrongScans
from storage.database import Database

_ROWS: Final = """
    SELECT w.at, p.name AS who, w.station, s.name AS store, w.page, w.device, w.symbology, w.kind, w.refusal, w.shown,
        w.digest
    FROM umlauf.wrong_scan w JOIN umlauf.person p ON p.id = w.actor_id JOIN umlauf.store s ON s.id = w.store_id
    WHERE w.at >= %(since)s ORDER BY w.at DESC, w.command_id DESC LIMIT %(most)s"""
_FIGURES: Final = """
    SELECT w.station, s.name AS store, w.kind, count(*) AS scans, count(DISTINCT w.actor_id) AS people
    FROM umlauf.wrong_scan w JOIN umlauf.store s ON s.id = w.store_id WHERE w.at >= %(since)s
    GROUP BY w.station, s.name, w.kind ORDER BY scans DESC, w.station, w.kind"""


class ScanShelf:
    """`ScanShelf(database)`; on the thread of its database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def wrong(self, since: datetime) -> WrongScans:
        rows = self._database.read(_ROWS, since=since, most=MOST_ROWS)
        figures = self._database.read(_FIGURES, since=since)
        return WrongScans(
            tuple(WrongFigure(**{**row, "kind": WrongKind(row["kind"])}) for row in figures),
            tuple(WrongScanRow(**{**row, "kind": WrongKind(row["kind"])}) for row in rows),
        )
