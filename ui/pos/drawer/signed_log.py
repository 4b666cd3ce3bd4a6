"""What the signing device sealed, as a table: one line a step, as the device wrote it."""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Final

COLUMNS: Final = ("counter", "step", "transaction", "till", "started", "at", "process", "value")


def signed_csv(rows: Iterable[Mapping[str, object]]) -> str:
    """The names of the columns are the device's own, in every language: programs read them."""
    written = StringIO()
    lines = csv.writer(written, delimiter=";", lineterminator="\r\n")
    lines.writerow(COLUMNS)
    lines.writerows([row.get(name, "") for name in COLUMNS] for row in rows)
    return written.getvalue()
