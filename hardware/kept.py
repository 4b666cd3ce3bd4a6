"""Small files of this workplace, written whole or not at all."""

import json
import os
from contextlib import suppress
from pathlib import Path

from domain.till.devices import DeviceFileUnusable


def keep(file: Path, value: object) -> None:
    """Writes it as JSON. Raises DeviceFileUnusable."""
    beside = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8") as written:
            json.dump(value, written, indent=1, ensure_ascii=False)
            written.flush()
            os.fsync(written.fileno())
        os.replace(beside, file)
        _settle(file.parent)
    except OSError as gone:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise DeviceFileUnusable(why=str(gone)) from gone


def _settle(folder: Path) -> None:
    """So that the new name outlives a power cut; systems that open no folders do it by themselves."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
