"""Widgets that only the back office needs: two columns that stack, small tables, a field that picks from hits."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QWidget,
)

from ui.language import _
from ui.theme import theme
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.empty import EmptyState
from ui.widgets.icons import icon
from ui.widgets.table import Column, DataTable
from ui.widgets.typed import seen

Item = TypeVar("Item")
STACK_BELOW = 980
SIDE = 372
WAIT_MS = 220
_ITEM = Qt.ItemDataRole.UserRole


class Sides(QWidget):
    """A wide main column and a narrow one beside it; where there is no room for both, the narrow one comes below."""

    def __init__(self, main: QWidget, side: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._main, self._side = main, side
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme().px(24))
        self._layout.addWidget(main, 1)
        self._layout.addWidget(side, 0)
        self.setLayout(self._layout)
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def minimumSizeHint(self) -> QSize:
        """Of one column: whatever stands in them, the page is not pushed sideways before they stack."""
        widest = max(part.minimumSizeHint().width() for part in (self._main, self._side))
        return QSize(widest, self._layout.minimumSize().height())

    def event(self, event: QEvent) -> bool:
        """A column that was filled may need the other direction without a new size."""
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._settle()
        return handled

    def _settle(self) -> None:
        needed = self._main.minimumSizeHint().width() + self._layout.spacing() + theme().px(SIDE)
        is_stacked = self.width() < max(theme().px(STACK_BELOW), needed)
        wanted = QBoxLayout.Direction.TopToBottom if is_stacked else QBoxLayout.Direction.LeftToRight
        if self._layout.direction() is not wanted:
            self._layout.setDirection(wanted)
        self._side.setMinimumWidth(0 if is_stacked else theme().px(SIDE))
        self._side.setMaximumWidth(16_777_215 if is_stacked else theme().px(SIDE))


class SmallTable(DataTable[Any]):
    """A table inside a card: no filter of its own, as high as its rows up to `most`, then it scrolls."""

    def __init__(self, columns: Sequence[Column[Any]], nothing: str, *, name: str, most: int = 8) -> None:
        super().__init__(columns, empty=_nothing(nothing), bar=False, name=name)
        self._most = most
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(0)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def set_rows(self, rows: Sequence[Any]) -> None:
        super().set_rows(rows)
        shown = max(min(len(rows), self._most), 1)
        self.setFixedHeight(theme().px(40 * shown + 46) if rows else theme().px(64))


def _nothing(words: str) -> QWidget:
    made = QWidget()
    made.setLayout(row(text(words, "muted", wrap=True)))
    return made


class PickField(QWidget, Generic[Item]):
    """A field that asks while one types and lists hits below; arrow keys move, Enter picks, Escape closes.

    `ask(words, done)` finds items; `shown(item)` gives title, detail and the name of a sign.
    """

    picked = Signal(object)

    def __init__(
        self,
        placeholder: str,
        ask: Callable[[str, Callable[[Sequence[Item]], None]], None],
        shown: Callable[[Item], tuple[str, str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ask_for, self._shown = ask, shown
        self._pick_first = False
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(placeholder)
        self.line.setClearButtonEnabled(True)
        self.line.setMaxLength(100)
        self.line.installEventFilter(self)
        self.hits = QListWidget()
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.setAccessibleName(_("Results"))
        self.hits.hide()
        self._none = text("", "muted")
        self._none.hide()
        self.setLayout(column(self.line, self.hits, self._none, gap=4))
        guide_focus(self, self.line)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.search)
        self.line.textEdited.connect(lambda _typed: self._timer.start())
        self.hits.itemClicked.connect(self._on_clicked)

    def search(self) -> None:
        """Asks now for what stands in the field."""
        self._timer.stop()
        words = seen(self.line.text())
        if not words:
            self.close_hits()
            return
        self._ask_for(words, lambda items: self._on_hits(words, items))

    def close_hits(self) -> None:
        self._pick_first = False
        self.hits.hide()
        self._none.hide()

    def items(self) -> list[Item]:
        return [self.hits.item(n).data(_ITEM) for n in range(self.hits.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._on_key(event.key())
        return False

    def _on_key(self, key: int) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.hits.isVisible():
            step = 1 if key == Qt.Key.Key_Down else -1
            self.hits.setCurrentRow(min(max(self.hits.currentRow() + step, 0), self.hits.count() - 1))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
            return True
        if key == Qt.Key.Key_Escape and self.hits.isVisible():
            self.close_hits()
            return True
        return False

    def _on_enter(self) -> None:
        current = self.hits.currentItem()
        if self.hits.isVisible() and current is not None and not self._timer.isActive():
            self._pick(current.data(_ITEM))
        else:
            self._pick_first = True
            self.search()

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._pick(item.data(_ITEM))

    def _pick(self, item: Item) -> None:
        self.line.clear()
        self.close_hits()
        self.picked.emit(item)

    def _on_hits(self, words: str, items: Sequence[Item]) -> None:
        if words != seen(self.line.text()):
            return
        if self._pick_first and len(items) == 1:
            self._pick(items[0])
            return
        self._pick_first = False
        self.hits.clear()
        for item in items:
            title, detail, sign = self._shown(item)
            line = QListWidgetItem(icon(sign, "muted"), f"{title}   ·   {detail}" if detail else title)
            line.setToolTip(line.text())
            line.setData(_ITEM, item)
            self.hits.addItem(line)
        self.hits.setFixedHeight(theme().px(40 * min(len(items), 6) + 8))
        self.hits.setVisible(bool(items))
        self._none.setText(_("Nothing found for “{words}”.").format(words=words))
        self._none.setVisible(not items)
        if items:
            self.hits.setCurrentRow(0)


class Link(QLabel):
    """A word that leads to another page; by click, or with Tab and Enter."""

    clicked = Signal()

    def __init__(self, shown: str, parent: QWidget | None = None) -> None:
        super().__init__(shown, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "strong")
        self.setProperty("tone", "accent")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(shown)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._underline(True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._underline(self.hasFocus())
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._underline(True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._underline(False)
        super().focusOutEvent(event)

    def _underline(self, is_marked: bool) -> None:
        font = self.font()
        font.setUnderline(is_marked)
        self.setFont(font)


def link(shown: str, on_click: Callable[[], object]) -> Link:
    """A word that leads to another page."""
    made = Link(shown)
    made.clicked.connect(on_click)
    return made


def bring_into_view(wanted: QWidget) -> None:
    """Scrolls the page to it, once the layout has settled: on a small screen it may lie below."""

    def scroll() -> None:
        above = wanted.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(wanted, 0, theme().px(24))

    QTimer.singleShot(0, wanted, scroll)


class Loading(EmptyState):
    """What a page shows until its thing is there, or when there is no such thing."""

    def __init__(self) -> None:
        super().__init__("timer-sand", _("Loading …"))
