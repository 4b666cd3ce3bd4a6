"""A letter as its reader sees it: nothing is loaded from outside, no link leads anywhere."""

from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser, QWidget

from ui.language import _
from ui.theme import theme


class SafePage(QTextBrowser):
    """`show_letter(body, html)`; the HTML where there is some. White as paper in both looks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setAccessibleName(_("The letter"))
        self.setMinimumHeight(theme().px(280))
        self.setStyleSheet("QTextBrowser { background: #ffffff; color: #1c1c1a; }")

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Nothing: neither files of this machine nor addresses of others."""
        return None

    def show_letter(self, body: str, html: str) -> None:
        if html:
            self.setHtml(html)
        else:
            self.setPlainText(body)
