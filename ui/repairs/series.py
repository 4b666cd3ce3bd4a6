"""What a meter showed, as a small line: the newest reading with its day, the pace seen at a glance."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from domain.clock import legal_day
from domain.maintenance.meters import Meter, Reading
from domain.views.maintenance import ReadingRow
from ui.care_words import UNITS
from ui.labels import label
from ui.language import _, shown, shown_date
from ui.theme import theme
from ui.widgets.base import column, row, text

HIGH = 36


def shown_value(meter: Meter, value: int) -> str:
    """1.950 km, 302 cycles, 97 %."""
    from decimal import Decimal

    return _(UNITS[meter]).format(value=shown(Decimal(value)))


class Series(QWidget):
    """The values over time; a point each, a line between."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        super().__init__()
        self._readings = sorted(readings, key=lambda each: each.n)
        self.setFixedHeight(theme().px(HIGH))
        self.setMinimumWidth(theme().px(96))
        words = [
            f"{shown_date(legal_day(each.read_at))}: {shown_value(each.meter, each.value)}" for each in self._readings
        ]
        self.setToolTip("\n".join(reversed(words)))
        self.setAccessibleName("; ".join(words))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(160), theme().px(HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        points = self._points(QRectF(4, 6, self.width() - 8, self.height() - 12))
        colour = QColor(theme().colour("accent"))
        painter.setPen(QPen(colour, 1.5))
        painter.drawPolyline(QPolygonF(points))
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        for point in points:
            painter.drawEllipse(point, 2.5, 2.5)
        painter.end()

    def _points(self, inside: QRectF) -> list[QPointF]:
        instants = [each.read_at.timestamp() for each in self._readings]
        values = [each.value for each in self._readings]
        if not values:
            return []
        first, span = instants[0], max(instants[-1] - instants[0], 1.0)
        least, room = min(values), max(max(values) - min(values), 1)
        return [
            QPointF(
                inside.left() + inside.width() * (at - first) / span,
                inside.bottom() - inside.height() * (value - least) / room,
            )
            for at, value in zip(instants, values, strict=True)
        ]


class MeterLine(QWidget):
    """One meter: its name, the newest value with its day, and the series."""

    def __init__(self, meter: Meter, readings: Sequence[ReadingRow]) -> None:
        super().__init__()
        newest = readings[0].reading if readings else None
        value = _("never read") if newest is None else shown_value(meter, newest.value)
        known = row(text(label(meter), "muted"), None, text(value, "strong"), gap=12)
        layout = column(known, gap=4)
        if newest is not None:
            last = readings[0]
            parts = (shown_date(legal_day(newest.read_at)), label(newest.occasion), last.person, newest.reason)
            layout.addWidget(text(" · ".join(part for part in parts if part), "small", wrap=True))
        if len(readings) > 1:
            layout.addWidget(Series([each.reading for each in readings]))
        self.setLayout(layout)
