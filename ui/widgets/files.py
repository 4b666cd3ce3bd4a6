"""Where people open and save files: asked for in the folder used last, first in their documents; written or refused."""

from itertools import chain, count
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from domain.errors import Unavailable
from ui.language import _

CSV: Final = "CSV (*.csv)"
XLSX: Final = "Excel (*.xlsx)"
_NOT_IN_NAMES: Final = str.maketrans(dict.fromkeys('/\\:*?"<>|', "-"))
_LAST: Final = "last_folder"


class FileNotReadable(Unavailable):
    """The chosen file cannot be read, or the place cannot be written to."""

    code = "file_not_readable"

    @classmethod
    def because(cls, error: OSError) -> "FileNotReadable":
        return cls(why=error.strerror or str(error))


def ask_open(parent: QWidget, title: str, kinds: str) -> Path | None:
    """None: nothing was chosen."""
    path, _kind = QFileDialog.getOpenFileName(parent, title, str(_folder()), kinds)
    return _remembered(path)


def ask_open_several(parent: QWidget, title: str, kinds: str) -> list[Path]:
    """Empty: nothing was chosen."""
    paths, _kind = QFileDialog.getOpenFileNames(parent, title, str(_folder()), kinds)
    return [found for each in paths if (found := _remembered(each)) is not None]


def ask_save(parent: QWidget, title: str, name: str, kinds: str = "") -> Path | None:
    """`name` is offered; None: nothing was chosen."""
    path, _kind = QFileDialog.getSaveFileName(parent, title, str(_folder() / name), kinds)
    return _remembered(path)


def ask_save_csv(parent: QWidget, name: str) -> Path | None:
    """`name` without an ending; the file gets one also where it was typed without, and then a name that is free: only
    of the name typed it was asked whether it may be replaced."""
    return _with_ending(ask_save(parent, _("Save as CSV"), f"{name.translate(_NOT_IN_NAMES)}.csv", CSV), "csv")


def ask_save_xlsx(parent: QWidget, name: str) -> Path | None:
    """As `ask_save_csv`, for a workbook."""
    path = ask_save(parent, _("Save as Excel file"), f"{name.translate(_NOT_IN_NAMES)}.xlsx", XLSX)
    return _with_ending(path, "xlsx")


def _with_ending(path: Path | None, ending: str) -> Path | None:
    if path is None or path.suffix:
        return path
    numbers = chain(("",), (f" ({number})" for number in count(2)))
    names = (path.with_name(f"{path.name}{number}.{ending}") for number in numbers)
    return next(each for each in names if not each.exists())


def write_csv(path: Path, words: str) -> None:
    """As spreadsheets know that it is UTF-8. Raises FileNotReadable."""
    write_bytes(path, words.encode("utf-8-sig"))


def write_bytes(path: Path, content: bytes) -> None:
    """Raises FileNotReadable."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise FileNotReadable.because(error) from error


def _folder() -> Path:
    app = QCoreApplication.instance()
    last = app.property(_LAST) if app is not None else None
    places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.DocumentsLocation)
    found = (Path(each) for each in (last, *places) if each)
    return next((each for each in found if each.is_dir()), Path.home())


def _remembered(path: str) -> Path | None:
    app = QCoreApplication.instance()
    if path and app is not None:
        app.setProperty(_LAST, str(Path(path).parent))
    return Path(path) if path else None
