"""The export for an audit as one ZIP: tables, the index that describes them, and the standard it is written by."""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from domain.bookkeeping.audit import DTD_NAME, INDEX_NAME, TABLES, AuditTable, csv_head, csv_line, index_xml
from domain.business import Business
from ui.background import Cancelled
from ui.widgets.files import FileNotReadable

_DTD: Final = Path(__file__).resolve().parents[3] / "resources" / "gobd" / DTD_NAME
_PORTION: Final = 1_000
Told = Callable[[int, int, str], None]
"""Done, of how many, what; raises Cancelled."""


def write_audit(
    path: Path,
    tables: Iterable[tuple[AuditTable, Iterator[Sequence[object]]]],
    seller: Business,
    span: tuple[date, date],
    told: Told,
) -> int:
    """The number of rows. Whole or not at all: what was begun and not ended goes. Raises FileNotReadable, Cancelled."""
    part = path.with_name(path.name + ".part")
    rows = 0
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, (table, found) in enumerate(tables):
                still = partial(told, number, len(TABLES), table.name)
                still()
                rows += _write_table(archive, table, found, still)
            archive.writestr(INDEX_NAME, index_xml(seller.name, seller.address.city, *span))
            archive.write(_DTD, DTD_NAME)
        part.replace(path)
    except OSError as error:
        _drop(part)
        raise FileNotReadable.because(error) from error
    except Cancelled:
        _drop(part)
        raise
    return rows


def _write_table(
    archive: zipfile.ZipFile, table: AuditTable, found: Iterator[Sequence[object]], still: Callable[[], None]
) -> int:
    rows = 0
    with archive.open(table.file_name, "w", force_zip64=True) as file:
        file.write(csv_head(table).encode())
        for row in found:
            file.write(csv_line(table, row).encode())
            rows += 1
            if rows % _PORTION == 0:
                still()
    return rows


def _drop(part: Path) -> None:
    with suppress(OSError):
        part.unlink()
