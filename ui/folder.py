"""The folder in which finished papers lie for people."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from domain.errors import Unavailable

_FORBIDDEN: Final = str.maketrans(dict.fromkeys('/\\:*?"<>|', "-"))


class PaperFolderUnusable(Unavailable):
    """The folder for papers is full, missing or read-only. The paper itself is safe in the database."""

    code = "paper_folder_unusable"


class FolderOfPapers:
    """`folder` is made when the first paper comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, file_name: str, content: bytes) -> Path:
        """Writes the file whole or not at all; an older one of this name is replaced. Raises PaperFolderUnusable."""
        path = self.folder / file_name.translate(_FORBIDDEN)
        part = path.with_name(path.name + ".part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        except OSError as error:
            with suppress(OSError):
                part.unlink()
            raise PaperFolderUnusable(folder=str(self.folder), why=error.strerror or str(error)) from error
        return path

    def show(self, path: Path) -> None:
        """With the system's viewer; nobody looks where no window is seen."""
        if QGuiApplication.platformName() == "offscreen":
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
