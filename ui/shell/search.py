"""The field that finds anything: type or scan, results grouped by kind, opened with Enter."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from ui.background import Background
from ui.language import _
from ui.shell.port import SearchHit, Target
from ui.theme import theme
from ui.widgets.base import column, row, text
from ui.widgets.icons import icon
from ui.widgets.typed import seen

WAIT_MS: Final = 160
SHORTEST: Final = 2
_EDGES_PX: Final = 40
"""Of the field, left and right of its words."""
_HIT: Final = Qt.ItemDataRole.UserRole
Search = Callable[[str], Sequence[SearchHit]]


class SearchField(QLineEdit):
    """Asks `search` in the background a moment after the last key; only the newest question's answer is shown."""

    chosen = Signal(object)
    """The `Target` of the hit that was chosen."""

    entered = Signal(str)
    """Enter was pressed on a text without a hit: it may be a code typed by hand."""

    failed = Signal(object)

    def __init__(self, background: Background, search: Search, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background, self._search = background, search
        self._asked = 0
        self._open_first = False
        self.setProperty("role", "search")
        self.setAccessibleName(_("Search everything"))
        self.setClearButtonEnabled(True)
        self.setMaxLength(200)
        self._keys = text(QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText), "keys")
        inside = row(None, self._keys)
        inside.setContentsMargins(0, 0, theme().px(16), 0)
        self.setLayout(inside)
        self.setToolTip(_("Search assets, serials, customers, orders, contracts and invoices (Ctrl+K)"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._ask)
        self.textEdited.connect(self._on_edited)
        self.textChanged.connect(lambda _typed: self._show_keys())
        self._popup: _Results | None = None

    def results(self) -> "_Results":
        """The list below; made when first needed, a child of the window so that it never takes the focus."""
        if self._popup is None:
            self._popup = _Results(self.window())
            self._popup.list.itemClicked.connect(self._on_clicked)
            self.window().installEventFilter(self)
        return self._popup

    def start(self) -> None:
        """Ctrl+K: the cursor is here and a first key replaces what stands there."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def event(self, event: QEvent) -> bool:
        """Escape leaves the search before it closes anything else."""
        if event.type() is QEvent.Type.ShortcutOverride and _is_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.results().isVisible():
            self.results().move_by(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
        elif key == Qt.Key.Key_Escape:
            self._leave()
            self.clear()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(168), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_keys()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self._popup is not None:
            self._popup.hide()
        return False

    def focusOutEvent(self, event: QEvent) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]  # the same
        if self._popup is not None and not self._popup.underMouse():
            self._popup.hide()

    def _show_keys(self) -> None:
        """The keys stand in the field while it is empty and has room for them beside its own words."""
        words, room = _("Search or scan …"), self.width() - theme().px(_EDGES_PX)
        needed = self.fontMetrics().horizontalAdvance(words)
        self.setPlaceholderText(words if needed <= room else _("Search …"))
        self._keys.setVisible(not self.text() and self._keys.sizeHint().width() + theme().px(16) <= room - needed)

    def _on_edited(self, typed: str) -> None:
        self._open_first = False
        self._asked += 1
        if len(typed.strip()) >= SHORTEST:
            self._timer.start()
        else:
            self._timer.stop()
            self.results().hide()

    def _ask(self) -> None:
        words, number, search = seen(self.text()), self._asked, self._search
        self._background.run(
            lambda: search(words), lambda hits: self._on_hits(number, words, hits), self._on_failed, owner=self
        )

    def _on_hits(self, number: int, words: str, hits: Sequence[SearchHit]) -> None:
        if number != self._asked or not (self.hasFocus() or self._open_first):
            return
        if self._open_first and len(hits) == 1:
            self._choose(hits[0].target)
            return
        if self._open_first and not hits:
            self.entered.emit(words)
        self._open_first = False
        self.results().show_hits(hits, words, self)

    def _on_failed(self, error: Exception) -> None:
        self.results().hide()
        self.failed.emit(error)

    def _on_enter(self) -> None:
        """Opens the marked hit; before the answer is there, asks at once and opens a single one."""
        marked = self.results().marked() if self.results().isVisible() else None
        if marked is not None and not self._timer.isActive():
            self._choose(marked.target)
        elif len(self.text().strip()) >= SHORTEST:
            self._timer.stop()
            self._asked += 1
            self._open_first = True
            self._ask()

    def _on_clicked(self, item: QListWidgetItem) -> None:
        hit = item.data(_HIT)
        if hit is not None:
            self._choose(hit.target)

    def _choose(self, target: Target) -> None:
        self._leave()
        self.clear()
        self.chosen.emit(target)

    def _leave(self) -> None:
        self._open_first = False
        self._asked += 1
        self.results().hide()
        self.clearFocus()


class _Results(QFrame):
    """Hits below the field, a heading for each kind."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("role", "popup")
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(_("Results"))
        self._none = text("", "muted", wrap=True)
        self.setLayout(column(self.list, self._none, margin=8))
        self.hide()

    def show_hits(self, hits: Sequence[SearchHit], words: str, below: QWidget) -> None:
        self.list.clear()
        for kind, same in groupby(sorted(hits, key=_order(hits)), key=lambda hit: hit.kind):
            heading = QListWidgetItem(kind)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            heading.setFont(theme().font(12))
            self.list.addItem(heading)
            for hit in same:
                shown = f"{hit.title}   ·   {hit.detail}" if hit.detail else hit.title
                item = QListWidgetItem(icon(hit.icon, "muted"), shown)
                item.setData(_HIT, hit)
                item.setToolTip(shown)
                self.list.addItem(item)
        self.list.setVisible(bool(hits))
        self._none.setVisible(not hits)
        self._none.setText(_("Nothing found for “{words}”.").format(words=words))
        if hits:
            self.list.setCurrentRow(1)
        self._settle(below)

    def marked(self) -> SearchHit | None:
        item = self.list.currentItem()
        found: SearchHit | None = item.data(_HIT) if item is not None else None
        return found

    def move_by(self, step: int) -> None:
        """To the next hit, over headings."""
        number = self.list.currentRow() + step
        while 0 <= number < self.list.count():
            if self.list.item(number).data(_HIT) is not None:
                self.list.setCurrentRow(number)
                return
            number += step

    def _settle(self, below: QWidget) -> None:
        corner = below.mapTo(self._over, QPoint(0, below.height() + theme().px(4)))
        width = max(below.width(), theme().px(440))
        rows = min(max(self.list.count(), 1), 12)
        left = max(corner.x() + below.width() - width, 0)
        self.setGeometry(left, corner.y(), width, theme().px(40) * rows + theme().px(24))
        self.show()
        self.raise_()


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape


def _order(hits: Sequence[SearchHit]) -> Callable[[SearchHit], int]:
    """Kinds in the order in which they first occur; the order within a kind stays."""
    kinds = list(dict.fromkeys(hit.kind for hit in hits))
    return lambda hit: kinds.index(hit.kind)
