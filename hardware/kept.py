"""Small files of this workplace, written whole or not at all."""

import json
import os
from pathlib import Path

from domain.till.devices import DeviceFileUnusable


def keep(file: Path, value: object) -> None:
    """Writes it as JSON. Raises DeviceFileUnusable."""
    beside = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(value, indent=1, ensure_ascii=False), encoding="utf-8")
        os.replace(beside, file)
    except OSError as gone:
        raise DeviceFileUnusable(why=str(gone)) from gone
