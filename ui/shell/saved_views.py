"""Views of lists that a person saved under a name: what was searched for, the filter, the columns and their order."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSettings

MOST: Final = 30
LONGEST_NAME: Final = 40


@dataclass(frozen=True, slots=True)
class View:
    """`choice`: the filter's value as text, so that a filter that is gone is simply not chosen. `sorted_by` "": as the
    list comes; `hidden`: keys of columns."""

    name: str
    words: str = ""
    choice: str = ""
    sorted_by: str = ""
    is_descending: bool = False
    hidden: tuple[str, ...] = ()


class SavedViews:
    """By list. Without a file they last as long as the program; what cannot be read counts as never saved."""

    def __init__(self, path: Path | None = None) -> None:
        self._file = None if path is None else QSettings(str(path), QSettings.Format.IniFormat)
        self._kept: dict[str, str] = {}

    def of(self, listed: str) -> Sequence[View]:
        """In the order of their names."""
        try:
            found = [_view(each) for each in json.loads(self._read(listed) or "[]")]
        except (ValueError, TypeError, KeyError, AttributeError):
            return ()
        return tuple(sorted(found, key=lambda view: view.name.casefold()))

    def save(self, listed: str, view: View) -> None:
        """One of the same name gives way; of too many the last by name."""
        others = [each for each in self.of(listed) if each.name.casefold() != view.name.casefold()]
        self._write(listed, [view, *others][:MOST])

    def remove(self, listed: str, name: str) -> None:
        self._write(listed, [each for each in self.of(listed) if each.name != name])

    def _read(self, listed: str) -> str:
        if self._file is None:
            return self._kept.get(listed, "")
        return str(self._file.value(f"views/{listed}", "") or "")

    def _write(self, listed: str, views: Sequence[View]) -> None:
        words = json.dumps([asdict(each) for each in views])
        if self._file is None:
            self._kept[listed] = words
        else:
            self._file.setValue(f"views/{listed}", words)
            self._file.sync()


def _view(stored: dict[str, Any]) -> View:
    return View(
        str(stored["name"])[:LONGEST_NAME],
        str(stored.get("words", "")),
        str(stored.get("choice", "")),
        str(stored.get("sorted_by", "")),
        bool(stored.get("is_descending", False)),
        tuple(str(key) for key in stored.get("hidden", ())),
    )
