"""The bank: what came in, what it is asked to collect, and the files on both ways."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QTabWidget, QWidget

from ui.backoffice.bank.debits import DebitsTab
from ui.backoffice.bank.files import FilesTab
from ui.backoffice.bank.reading import KINDS, ReadDialog
from ui.backoffice.bank.transfers import TransfersTab
from ui.desk import Desk
from ui.language import _
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.widgets.base import column, guide_focus
from ui.widgets.buttons import button
from ui.widgets.files import ask_open_several

TRANSFERS, DEBITS, FILES = range(3)
_ENDINGS: Final = (".xml", ".zip", ".camt", ".c52", ".c53", ".c54")


class BankPage(Page):
    """Files of the bank may be dropped anywhere on it. Opened with "debits" or "files" it shows that tab."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Bank"))
        self._desk = desk
        self.dialog: ReadDialog | None = None
        self.read = button(_("Read files …"), self._choose, kind="primary", sign="tray-arrow-down", shortcut="Ctrl+O")
        self.read.setToolTip(
            _("camt.052, 053, 054, pain.002 and pacs.004 of your bank, also several or a ZIP (Ctrl+O)")
        )
        self.transfers, self.debits = TransfersTab(desk, shell), DebitsTab(desk, shell)
        self.files = FilesTab(desk, shell)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName(_("Parts of the bank"))
        titles = (_("Transfers"), _("Direct debits"), _("Files and statements"))
        for part, words in zip((self.transfers, self.debits, self.files), titles, strict=True):
            self.tabs.addTab(_scrolled(part), words)
        self.tabs.setCornerWidget(self.read)
        self.tabs.currentChanged.connect(lambda _index: self._load())
        layout = column()
        layout.addWidget(self.tabs, 1)
        self.setLayout(layout)
        guide_focus(self, self.tabs.tabBar())
        self.setAcceptDrops(True)

    def show_target(self, argument: str) -> None:
        wanted = {"debits": DEBITS, "files": FILES}.get(argument)
        if wanted is not None:
            self.tabs.setCurrentIndex(wanted)
        self._load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if kinds & {"bank", "invoices", "payments"}:
            self._load()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take(_dropped(event.mimeData()))

    def take(self, paths: Sequence[Path]) -> None:
        """Shows what these files contain, before anything is kept."""
        if not paths:
            return
        self.dialog = ReadDialog(self._desk, self.shell, self)
        self.dialog.open()
        self.dialog.look_at(paths)

    def _choose(self) -> None:
        self.take(ask_open_several(self, _("Read files of the bank"), KINDS))

    def _load(self) -> None:
        (self.transfers, self.debits, self.files)[self.tabs.currentIndex()].load()


def _scrolled(part: QWidget) -> QScrollArea:
    """A part that needs more height than the others does not stretch them."""
    around = QWidget()
    around.setLayout(column(16, part, gap=0))
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setWidget(around)
    return area


def _dropped(found: QMimeData) -> list[Path]:
    paths = [Path(each.toLocalFile()) for each in found.urls() if each.isLocalFile()]
    return [each for each in paths if each.suffix.lower() in _ENDINGS]
