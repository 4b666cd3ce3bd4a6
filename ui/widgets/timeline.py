"""The history of a thing, newest first, under headings of days: sign, time, who, what happened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from domain.clock import legal_day
from ui.language import _, shown_date, shown_time
from ui.theme import Tone, theme
from ui.widgets.icons import paint_icon

_Index = QModelIndex | QPersistentModelIndex
_ROW: Final = Qt.ItemDataRole.UserRole
_NOWHERE: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One thing that happened. `target`: what a click opens (the caller's own value), None: nothing."""

    at: datetime
    sign: str
    title: str
    detail: str = ""
    who: str = ""
    tone: Tone = Tone.NEUTRAL
    target: object = None


@dataclass(frozen=True, slots=True)
class _Day:
    """A heading between events."""

    day: date


class TimelineModel(QAbstractListModel):
    """Events and the headings between them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[TimelineEvent | _Day, ...] = ()

    def replace(self, events: Iterable[TimelineEvent]) -> None:
        """Shows these events in the order given."""
        rows: list[TimelineEvent | _Day] = []
        last: date | None = None
        for event in events:
            day = legal_day(event.at)
            if day != last:
                rows.append(_Day(day))
                last = day
            rows.append(event)
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        found = self._rows[index.row()] if index.isValid() else None
        if isinstance(found, TimelineEvent):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        found = self._rows[index.row()]
        if role == _ROW:
            return found
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return shown_date(found.day) if isinstance(found, _Day) else _spoken(found)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(found, TimelineEvent):
            return f"{found.title}\n{found.detail}".strip()
        return None


class Timeline(QListView):
    """`timeline.set_events(events)`; `opened` brings the target of the event that was clicked or entered."""

    opened = Signal(object)

    def __init__(self, events: Sequence[TimelineEvent] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.events = TimelineModel(self)
        self.setModel(self.events)
        self.setItemDelegate(_Delegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("ring", "true")
        self.setMouseTracking(True)
        self.setAccessibleName(_("History"))
        self.clicked.connect(self._on_opened)
        self.set_events(events)

    def set_events(self, events: Iterable[TimelineEvent]) -> None:
        self.events.replace(events)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_opened(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _on_opened(self, index: QModelIndex) -> None:
        found = index.data(_ROW) if index.isValid() else None
        if isinstance(found, TimelineEvent) and found.target is not None:
            self.opened.emit(found.target)


def _spoken(event: TimelineEvent) -> str:
    return " · ".join(part for part in (shown_time(event.at), event.who, event.title, event.detail) if part)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        found = index.data(_ROW)
        if isinstance(found, _Day):
            return QSize(1, theme().px(40))
        return QSize(1, theme().px(60 if found.detail else 44))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        found = index.data(_ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(found, _Day):
            self._paint_day(painter, option.rect, found)
        else:
            marked = option.state & (QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver)
            if marked and (found.target is not None or option.state & QStyle.StateFlag.State_HasFocus):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme().colour("accentbg"))
                painter.drawRoundedRect(option.rect, theme().px(8), theme().px(8))
            self._paint_event(painter, option.rect, found)
        painter.restore()

    def _paint_day(self, painter: QPainter, area: QRect, found: _Day) -> None:
        skin = theme()
        painter.setFont(skin.font(12, QFont.Weight.DemiBold))
        painter.setPen(skin.colour("muted"))
        inner = area.adjusted(skin.px(8), 0, 0, -skin.px(6))
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, shown_date(found.day))

    def _paint_event(self, painter: QPainter, area: QRect, event: TimelineEvent) -> None:
        skin, middle = theme(), area.top() + theme().px(22)
        rail, side = area.left() + skin.px(24), skin.px(28)
        painter.setPen(skin.colour("line"))
        painter.drawLine(rail, area.top(), rail, area.bottom())
        circle = QRect(rail - side // 2, middle - side // 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(skin.tokens.soft(event.tone)))
        painter.drawEllipse(circle)
        inset = side // 5
        sign = circle.adjusted(inset, inset, -inset, -inset)
        paint_icon(painter, sign, event.sign, QColor(skin.tokens.strong(event.tone)))
        left = rail + skin.px(28)
        left = _words(painter, QRect(left, area.top(), skin.px(52), skin.px(44)), shown_time(event.at), "muted")
        if event.who:
            room = min(skin.px(128), (area.right() - left) // 3)
            left = _words(painter, QRect(left, area.top(), room, skin.px(44)), event.who, "text", bold=True)
        room = area.right() - left - skin.px(8)
        _words(painter, QRect(left, area.top(), room, skin.px(44)), event.title, "text")
        if event.detail:
            _words(painter, QRect(left, area.top() + skin.px(30), room, skin.px(24)), event.detail, "muted", px=13)


def _words(painter: QPainter, area: QRect, words: str, colour: str, *, bold: bool = False, px: int = 14) -> int:
    """Writes one line, cut with an ellipsis; gives the right edge of its area."""
    font = theme().font(px, QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(theme().colour(colour))
    cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width() - theme().px(8))
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
    return area.right()
