"""The plots of the key figures: bars that answer to a click and say their number on hovering. Drawn by pyqtgraph.

A plot is a picture of the table beside it: whoever cannot see or click it has all of it there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from ui.language import shown
from ui.theme import theme
from ui.widgets.base import column, row, text

_BAR = 0.62
_HEIGHT = 248
_ROOM = 12
_ABOVE = Decimal(14)
"""So much of the height, in percent, is left for the number above the highest bar."""


_BEHIND = -1000
"""Lines of the scale lie behind the bars."""


class _Numbers(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """A scale that writes its numbers as everything else on the page does."""

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        places = Decimal(1) if spacing * scale >= 1 else Decimal("0.1")
        return [shown((Decimal(value) * Decimal(scale)).quantize(places)) for value in values]


@dataclass(frozen=True, slots=True)
class Series:
    """`values` one for each place; below zero they hang down. `colour`: a token of the theme."""

    name: str
    colour: str
    values: Sequence[Decimal]


class BarPlot(QWidget):
    """Stacked bars. `on_click` gets the number of the place; `told(place)` is what hovering says."""

    def __init__(
        self,
        name: str,
        on_click: Callable[[int], None] | None = None,
        told: Callable[[int], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._on_click, self._told = on_click, told
        self._places: Sequence[str] = ()
        self._series: Sequence[Series] = ()
        self.plot = pg.PlotWidget(background=None, axisItems={"left": _Numbers("left")})
        self.plot.setAccessibleName(name)
        self.plot.setFixedHeight(theme().px(_HEIGHT))
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.setMouseEnabled(x=False, y=False)
        self.plot.viewport().installEventFilter(self)
        self.plot.viewport().setMouseTracking(True)
        self._legend = row(None, gap=16)
        self.setLayout(column(self.plot, self._legend, gap=4))
        theme().changed.connect(self._draw)

    def show_series(self, places: Sequence[str], series: Sequence[Series]) -> None:
        """`places`: the words below the bars, left to right."""
        self._places, self._series = tuple(places), tuple(series)
        self._draw()

    def place_at(self, position: QPointF) -> int | None:
        """The place under a point of the plot, None beside all bars."""
        x = self.plot.getViewBox().mapSceneToView(self.plot.mapToScene(position.toPoint())).x()
        place = round(x)
        return place if 0 <= place < len(self._places) and abs(x - place) <= _BAR / 2 else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonRelease and self._on_click is not None:
            place = self.place_at(event.position())  # type: ignore[attr-defined]  # a mouse event has it
            if place is not None:
                self._on_click(place)
                return True
        if event.type() is QEvent.Type.MouseMove:
            place = self.place_at(event.position())  # type: ignore[attr-defined]  # a mouse event has it
            is_link = place is not None and self._on_click is not None
            self.plot.viewport().setCursor(Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.ArrowCursor)
            self.plot.viewport().setToolTip("" if place is None or self._told is None else self._told(place))
        return False

    def _draw(self) -> None:
        self.plot.clear()
        self.plot.setBackground(theme().colour("surface"))
        up, down = [Decimal(0)] * len(self._places), [Decimal(0)] * len(self._places)
        for series in self._series:
            self._stack(series, up, down)
        self._say_values(up, down)
        muted = theme().colour("muted")
        for side in ("bottom", "left"):
            axis = self.plot.getAxis(side)
            axis.setPen(theme().colour("line"))
            axis.setTextPen(muted)
            axis.setStyle(tickFont=theme().font(12), tickLength=0)
            axis.setZValue(_BEHIND)
        step = self._step
        self.plot.getAxis("bottom").setTicks([[(n, name) for n, name in enumerate(self._places) if n % step == 0]])
        self.plot.showGrid(y=True, alpha=0.5)
        self.plot.setXRange(-0.6, len(self._places) - 0.4, padding=0)
        self._name_colours()

    def _stack(self, series: Series, up: list[Decimal], down: list[Decimal]) -> None:
        starts, heights = [], []
        for place, value in enumerate(series.values):
            around = up if value >= 0 else down
            starts.append(float(around[place]))
            heights.append(float(value))
            around[place] += value
        colour = theme().colour(series.colour)
        places = list(range(len(heights)))
        bars = pg.BarGraphItem(x=places, y0=starts, height=heights, width=_BAR, brush=colour, pen=QColor(0, 0, 0, 0))
        self.plot.addItem(bars)

    @property
    def _step(self) -> int:
        """Every how many places there is room for words."""
        return max(len(self._places) // _ROOM, 1)

    def _say_values(self, up: Sequence[Decimal], down: Sequence[Decimal]) -> None:
        """How high each bar is, above it; what hangs down below it."""
        for place in range(0, len(self._places), self._step):
            for value, anchor in ((up[place], (0.5, 1.0)), (down[place], (0.5, 0.0))):
                if value:
                    said = pg.TextItem(shown(value.quantize(Decimal(1))), color=theme().colour("muted"), anchor=anchor)
                    said.setFont(theme().font(11))
                    said.setPos(place, float(value))
                    self.plot.addItem(said, ignoreBounds=True)
        highest, lowest = max([*up, Decimal(1)]), min([*down, Decimal(0)])
        room = (highest - lowest) * _ABOVE / 100
        self.plot.setYRange(float(lowest - (room if lowest else 0)), float(highest + room), padding=0)

    def _name_colours(self) -> None:
        while self._legend.count() > 1:
            item = self._legend.takeAt(0)
            found = None if item is None else item.widget()
            if found is not None:
                found.deleteLater()
        for number, series in enumerate(self._series):
            sign = text("■", "small")
            sign.setStyleSheet(f"color: {theme().colour(series.colour).name()}")
            around = QWidget()
            around.setLayout(row(sign, text(series.name, "small"), gap=4))
            self._legend.insertWidget(number, around)


def month_word(day: date) -> str:
    """Short enough for below a bar."""
    return f"{day.month:02d}/{day.year % 100:02d}"
