"""Qt's own words (dialog buttons, calendars) in the language of the screen."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

from ui.language import current_language


class QtTexts(QObject):
    """Call `follow` after every change of language."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._installed: QTranslator | None = None

    def follow(self) -> None:
        """English is what Qt says by itself; a language Qt has no catalogue for stays English."""
        if self._installed is not None:
            QCoreApplication.removeTranslator(self._installed)
        self._installed = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._installed.load(f"qtbase_{current_language()}", folder):
            QCoreApplication.installTranslator(self._installed)
