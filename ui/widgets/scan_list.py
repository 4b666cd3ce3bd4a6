"""The last scans, newest on top: time, code, what it is, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.language import _, shown_time
from ui.theme import Tone, theme
from ui.widgets.answer import LOOKS, Verdict

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE: Final = QModelIndex()
KEPT: Final = 500
TIME_FROM_PX: Final = 460
"""A list that is narrower leaves the time of day out: code and result matter more."""

_ROW: Final = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class ScanRow:
    """One line of the list. `result`: the word on the badge; empty: the verdict's own word."""

    at: datetime
    code: str
    what: str
    verdict: Verdict
    result: str = ""

    @property
    def word(self) -> str:
        return self.result or _(LOOKS[self.verdict].word)


class ScanRows(QAbstractListModel):
    """The newest `KEPT` scans, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[ScanRow] = []

    def rows(self) -> Sequence[ScanRow]:
        return tuple(self._rows)

    def put(self, scan: ScanRow) -> None:
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._rows.insert(0, scan)
        self.endInsertRows()
        if len(self._rows) > KEPT:
            self.beginRemoveRows(QModelIndex(), KEPT, KEPT)
            del self._rows[KEPT:]
            self.endRemoveRows()

    def replace(self, scans: Sequence[ScanRow]) -> None:
        self.beginResetModel()
        self._rows = list(scans)[:KEPT]
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        scan = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{shown_time(scan.at, seconds=True)}  {scan.code}  {scan.what}  {scan.word}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{scan.what}\n{scan.word}"
        return scan if role == _ROW else None


class ScanList(QListView):
    """`list.put(ScanRow(at, "RB-000214-K", "E-Bike Kiez 3 M", Verdict.ACCEPTED))`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scans = ScanRows(self)
        self.setModel(self.scans)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("ring", "true")
        self.setAccessibleName(_("Last scans"))

    def put(self, scan: ScanRow) -> None:
        self.scans.put(scan)
        self.scrollToTop()

    def replace(self, scans: Sequence[ScanRow]) -> None:
        """All lines at once, newest first."""
        self.scans.replace(scans)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(1, theme().px(52))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        scan: ScanRow = index.data(_ROW)
        skin, area = theme(), option.rect.adjusted(theme().px(8), 0, -theme().px(8), 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(option.rect, QColor(skin.tokens.soft(Tone.NEUTRAL)))
        painter.setPen(skin.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        badge = self._paint_badge(painter, area, scan)
        left = area.left()
        has_time = area.width() >= skin.px(TIME_FROM_PX)
        for shown, font, colour, width in (
            *(((shown_time(scan.at, seconds=True), skin.font(14), "muted", skin.px(88)),) if has_time else ()),
            (scan.code, skin.font(15, QFont.Weight.DemiBold, mono=True), "text", skin.px(184)),
            (scan.what, skin.font(15), "text", 0),
        ):
            room = badge - skin.px(12) - left
            own = min(width or room, room)
            painter.setFont(font)
            painter.setPen(skin.colour(colour))
            clipped = QFontMetrics(font).elidedText(shown, Qt.TextElideMode.ElideRight, own - skin.px(8))
            painter.drawText(QRect(left, area.top(), own, area.height()), Qt.AlignmentFlag.AlignVCenter, clipped)
            left += own
        painter.restore()

    def _paint_badge(self, painter: QPainter, area: QRect, scan: ScanRow) -> int:
        """Paints the result at the right edge; gives the badge's left edge."""
        skin, tone = theme(), LOOKS[scan.verdict].tone
        font = skin.font(12, QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(scan.word, Qt.TextElideMode.ElideRight, area.width() * 2 // 5)
        width, height = metrics.horizontalAdvance(shown) + skin.px(24), skin.px(26)
        left = area.right() - width
        pill = QRectF(left, area.center().y() - height / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(skin.tokens.soft(tone)))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(QColor(skin.tokens.strong(tone)))
        painter.setFont(font)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, shown)
        return left
