"""The register of one series as a file, whole, for those who check the books."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from domain.views.billing import RegisterRow
from ui.labels import label
from ui.language import _
from ui.widgets.files import write_csv
from ui.widgets.table import Align, Column
from ui.widgets.table.columns import csv_text

PORTION: Final = 2_000
Ask = Callable[[str, int | None, int], Sequence[RegisterRow]]


def whole_series(ask: Ask, series: str) -> list[RegisterRow]:
    """Every number, the newest first; asked for in portions. Meant for the background."""
    found: list[RegisterRow] = []
    before: int | None = None
    while before is None or before > 1:
        part = ask(series, before, PORTION)
        if not part:
            break
        found.extend(part)
        before = part[-1].series_number
    return found


def write_register(path: Path, rows: Sequence[RegisterRow]) -> None:
    """With byte order mark and semicolons, as a spreadsheet of the house opens it. Raises FileNotReadable."""
    write_csv(path, csv_text(_columns(), rows))


def _columns() -> list[Column[RegisterRow]]:
    return [
        Column("number", _("Number"), lambda row: row.number),
        Column("series", _("Series of numbers"), lambda row: row.series),
        Column("state", _("Status"), lambda row: row.state, show=label),
        Column("kind", _("Document"), lambda row: row.kind, show=label),
        Column("on", _("Date"), lambda row: row.on),
        Column("customer", _("Customer"), lambda row: row.customer),
        Column("net", _("Net"), lambda row: row.net, align=Align.RIGHT),
        Column("vat", _("VAT"), lambda row: row.vat, align=Align.RIGHT),
        Column("gross", _("Gross"), lambda row: row.gross, align=Align.RIGHT),
        Column("reason", _("Why void"), lambda row: row.reason),
        Column("who", _("Made void by"), lambda row: row.who),
    ]
