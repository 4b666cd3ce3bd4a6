"""A contract as lanes over time: a lane a line, bars with prices, past and coming invoices as dots, today as a line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from babel.dates import format_date
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from domain.period import Period, add_months
from ui.language import _, locale, shown_date, shown_period
from ui.theme import Tone, theme


class DotKind(StrEnum):
    """PAST: issued, filled; COMING: will be issued when nothing changes, dashed; CREDIT: money back."""

    PAST = "past"
    COMING = "coming"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a lane. An open period runs to the right edge. What is past is grey, what is to come dotted.

    `is_hatched`: nothing is charged meanwhile. `target`: what a click opens, as for a `Dot`.
    """

    period: Period
    text: str
    tone: Tone = Tone.ACCENT
    is_hatched: bool = False
    target: object = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What happened on one day only: sold once, a fee. Its words stand beside it where there is room."""

    on: date
    text: str
    tone: Tone = Tone.NEUTRAL
    target: object = None


@dataclass(frozen=True, slots=True)
class Dot:
    """An invoice on its day. `target` is the caller's own value, given back by `opened`."""

    on: date
    text: str
    kind: DotKind
    target: object = None


@dataclass(frozen=True, slots=True)
class Lane:
    """One row: bars and marks, or dots for the invoices."""

    title: str
    detail: str = ""
    bars: tuple[Bar, ...] = ()
    marks: tuple[Mark, ...] = ()
    dots: tuple[Dot, ...] = ()


@dataclass(frozen=True, slots=True)
class Lanes:
    """What the chart shows. `span` is the stretch of time on screen and has an end."""

    span: Period
    today: date
    lanes: tuple[Lane, ...] = field(default_factory=tuple)


Part = Bar | Mark | Dot

LANE_PX: Final = 68
HEAD_PX: Final = 48
FOOT_PX: Final = 32
NAMES_PX: Final = 184
LEAST_PX: Final = 300


class LaneChart(QWidget):
    """`chart.show_lanes(Lanes(span, today, lanes))`. Arrow keys walk over bars, marks and dots, Enter opens."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Timeline of the contract"))
        self._shown: Lanes | None = None
        self._at: tuple[int, int] = (0, 0)
        self._pointed: QPointF | None = None

    def show_lanes(self, lanes: Lanes) -> None:
        """Raises ValueError when the span has no end."""
        if lanes.span.end is None:
            raise ValueError("the span of a lane chart needs an end")
        self._shown, self._at = lanes, (0, 0)
        self.updateGeometry()
        self._tell()

    def sizeHint(self) -> QSize:
        lanes = len(self._shown.lanes) if self._shown else 0
        return QSize(theme().px(720), theme().px(HEAD_PX + LANE_PX * lanes + FOOT_PX))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(LEAST_PX), self.sizeHint().height())

    def current(self) -> Part | None:
        """What the keyboard stands on."""
        parts = self._parts(self._at[0])
        return parts[self._at[1]] if self._at[1] < len(parts) else None

    def pointed_day(self) -> date | None:
        """The day on which the last part was opened by mouse; None: it was opened by key."""
        if self._pointed is None or self._shown is None:
            return None
        span, left = self._shown.span, self._names()
        share = (self._pointed.x() - left) / max(self.width() - left - theme().px(12), 1)
        return span.start + timedelta(days=min(max(int(share * span.days), 0), span.days - 1))

    def pointed_place(self) -> QPoint:
        """Where the last opened part lies on the screen: below the mouse, or below the part."""
        found = self.current()
        if self._pointed is not None:
            return self.mapToGlobal(self._pointed.toPoint())
        place = self._area(self._at[0], found).bottomLeft() if found else QPointF(0, 0)
        return self.mapToGlobal(place.toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
        }  # fmt: skip
        if event.key() in steps:
            self._move(*steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.current(), None)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            found = self._under(event.position())
            self._stand_on(found)
            self._open(found, event.position())
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._under(event.position())
        target = found is not None and found.target is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if target else Qt.CursorShape.ArrowCursor)
        QToolTip.showText(event.globalPosition().toPoint(), _said(found) if found else "", self)

    def _parts(self, lane: int) -> Sequence[Part]:
        lanes = self._shown.lanes if self._shown else ()
        return (*lanes[lane].bars, *lanes[lane].marks, *lanes[lane].dots) if lane < len(lanes) else ()

    def _move(self, lanes: int, parts: int) -> None:
        count = len(self._shown.lanes) if self._shown else 0
        lane = min(max(self._at[0] + lanes, 0), max(count - 1, 0))
        part = min(max(self._at[1] + parts, 0), max(len(self._parts(lane)) - 1, 0))
        self._at = (lane, part)
        self._tell()

    def _stand_on(self, part: Part | None) -> None:
        """The keyboard goes on from what was clicked."""
        for lane in range(len(self._shown.lanes) if self._shown else 0):
            parts = list(self._parts(lane))
            if part is not None and part in parts:
                self._at = (lane, parts.index(part))
                self._tell()
                return

    def _tell(self) -> None:
        found = self.current()
        if self._shown and found:
            self.setAccessibleDescription(f"{self._shown.lanes[self._at[0]].title}: {_said(found)}")
        self.update()

    def _open(self, found: Part | None, place: QPointF | None) -> None:
        if found is not None and found.target is not None:
            self._pointed = place
            self.opened.emit(found.target)

    def _under(self, place: QPointF) -> Part | None:
        for lane in range(len(self._shown.lanes) if self._shown else 0):
            for part in reversed(self._parts(lane)):
                if self._area(lane, part).contains(place):
                    return part
        return None

    def _names(self) -> int:
        """Width of the names at the left; a third of a narrow chart."""
        return min(theme().px(NAMES_PX), self.width() // 3)

    def _x(self, day: date) -> float:
        """Left edge of a day; days outside the span lie at its ends."""
        assert self._shown is not None  # noqa: S101 - painted and asked only while lanes are shown
        span = self._shown.span
        left, room = self._names(), self.width() - self._names() - theme().px(12)
        part = min(max((day - span.start).days, 0), span.days)
        return left + room * part / span.days

    def _area(self, lane: int, part: Part) -> QRectF:
        skin = theme()
        top = skin.px(HEAD_PX + LANE_PX * lane)
        if not isinstance(part, Bar):
            side = skin.px(20)
            return QRectF(self._x(part.on) - side / 2, top + (skin.px(LANE_PX) - side) / 2, side, side)
        end = part.period.end
        right = self._x(end) if end else self.width() - theme().px(12)
        left = self._x(part.period.start)
        return QRectF(left + 1, top + skin.px(17), max(right - left - 2, 3), skin.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grid(painter, self._shown)
        for number, lane in enumerate(self._shown.lanes):
            self._paint_lane(painter, number, lane)
        self._paint_today(painter, self._shown)
        found = self.current()
        if self.hasFocus() and found:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().colour("accent"), 2))
            painter.drawRoundedRect(self._area(self._at[0], found).adjusted(-4, -4, 4, 4), 10, 10)
        painter.end()

    def _paint_grid(self, painter: QPainter, shown: Lanes) -> None:
        skin, bottom = theme(), self.height() - theme().px(FOOT_PX)
        months = max(shown.span.days // 30, 1)
        step = max(1, -(-skin.px(44) * months // max(self.width() - self._names(), 1)))
        month = shown.span.start.replace(day=1)
        painter.setFont(skin.font(12))
        while month < (shown.span.end or month):
            following = add_months(month, step)
            left, right = self._x(month), self._x(following)
            painter.setPen(skin.colour("line"))
            painter.drawLine(QPointF(left, skin.px(HEAD_PX) - skin.px(8)), QPointF(left, bottom))
            if right - left > skin.px(28):
                painter.setPen(skin.colour("muted"))
                name = format_date(month, "LLL yy" if month.month == 1 and step == 1 else "LLL", locale=locale())
                area = QRectF(left, 0, right - left, skin.px(HEAD_PX - 8))
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, name)
            month = following

    def _paint_lane(self, painter: QPainter, number: int, lane: Lane) -> None:
        skin, top = theme(), theme().px(HEAD_PX + LANE_PX * number)
        height, width = skin.px(LANE_PX), self._names() - skin.px(12)
        painter.setPen(skin.colour("line"))
        painter.drawLine(0, top + height, self.width(), top + height)
        half = height // 2
        title = QRect(0, top, width, height if not lane.detail else half + skin.px(4))
        down = Qt.AlignmentFlag.AlignBottom if lane.detail else Qt.AlignmentFlag.AlignVCenter
        _write(painter, title, lane.title, ("text", QFont.Weight.DemiBold, 15), down)
        if lane.detail:
            below = QRect(0, top + half + skin.px(4), width, half)
            _write(painter, below, lane.detail, ("muted", QFont.Weight.Normal, 12), Qt.AlignmentFlag.AlignTop)
        for bar in lane.bars:
            self._paint_bar(painter, self._area(number, bar), bar)
        for mark in lane.marks:
            self._paint_mark(painter, self._area(number, mark), mark)
        for dot in lane.dots:
            self._paint_dot(painter, self._area(number, dot), dot)

    def _paint_bar(self, painter: QPainter, area: QRectF, bar: Bar) -> None:
        """Grey as far as it is past, in its tone and with a dotted edge where it is to come."""
        skin = theme()
        now = self._x(self._shown.today) if self._shown else area.left()
        past, coming = area.adjusted(-1, -1, 1, 1), area.adjusted(-1, -1, 1, 1)
        past.setRight(min(now, past.right()))
        coming.setLeft(max(now, coming.left()))
        for part, tone, is_coming in ((past, Tone.NEUTRAL, False), (coming, bar.tone, True)):
            if part.width() > 0:
                painter.save()
                painter.setClipRect(part)
                self._paint_stretch(painter, area, (tone, bar.is_hatched), is_coming=is_coming)
                painter.restore()
        font = skin.font(13, QFont.Weight.DemiBold)
        painter.setFont(font)
        inner = area.adjusted(skin.px(10), 0, -skin.px(6), 0)
        cut = QFontMetrics(font).elidedText(bar.text, Qt.TextElideMode.ElideRight, max(int(inner.width()), 0))
        painter.setPen(QColor(skin.tokens.strong(bar.tone)) if area.right() > now else skin.colour("muted"))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)

    @staticmethod
    def _paint_stretch(painter: QPainter, area: QRectF, look: tuple[Tone, bool], *, is_coming: bool) -> None:
        """`look`: tone, and whether it is hatched."""
        skin, (tone, is_hatched) = theme(), look
        strong, radius = QColor(skin.tokens.strong(tone)), skin.px(8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(skin.tokens.soft(tone)))
        painter.drawRoundedRect(area, radius, radius)
        if is_hatched:
            faint = QColor(strong)
            faint.setAlpha(90)
            painter.setBrush(QBrush(faint, Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(area, radius, radius)
        pen = QPen(strong, 1)
        if is_coming:
            pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, radius, radius)

    def _paint_mark(self, painter: QPainter, area: QRectF, mark: Mark) -> None:
        """A diamond on its day; its words to the right, or to the left where the chart ends."""
        skin, middle = theme(), area.center()
        strong = QColor(skin.tokens.strong(mark.tone))
        painter.setPen(QPen(strong, 2))
        painter.setBrush(QColor(skin.tokens.soft(mark.tone)))
        half = area.width() / 2 - 2
        corners = [QPointF(middle.x() + x * half, middle.y() + y * half) for x, y in ((0, -1), (1, 0), (0, 1), (-1, 0))]
        painter.drawPolygon(corners)
        font, gap = skin.font(13, QFont.Weight.DemiBold), skin.px(8)
        painter.setFont(font)
        painter.setPen(strong)
        left, right = area.left() - gap - self._names(), self.width() - skin.px(12) - area.right() - gap
        wanted = QFontMetrics(font).horizontalAdvance(mark.text) + 2
        is_right = wanted <= right or right >= left
        room = min(max(right if is_right else left, 0), wanted)
        words = QRectF(area.right() + gap if is_right else area.left() - gap - room, area.top(), room, area.height())
        cut = QFontMetrics(font).elidedText(mark.text, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)

    def _paint_dot(self, painter: QPainter, area: QRectF, dot: Dot) -> None:
        skin = theme()
        if dot.kind is DotKind.COMING:
            pen = QPen(skin.colour("accent"), 2)
            pen.setDashPattern([2, 2])
            painter.setPen(pen)
            painter.setBrush(skin.colour("surface"))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(skin.colour("muted" if dot.kind is DotKind.PAST else "ok"))
        painter.drawEllipse(area.adjusted(1, 1, -1, -1))
        if dot.kind is DotKind.CREDIT:
            painter.setPen(QPen(QColor(skin.tokens.on_strong), 2))
            inset = area.width() / 3.5
            painter.drawLine(
                QPointF(area.left() + inset, area.center().y()), QPointF(area.right() - inset, area.center().y())
            )

    def _paint_today(self, painter: QPainter, shown: Lanes) -> None:
        if shown.today not in shown.span:
            return
        skin, x = theme(), self._x(shown.today)
        bottom = self.height() - skin.px(FOOT_PX)
        painter.setPen(QPen(skin.colour("bad"), 2))
        painter.drawLine(QPointF(x, skin.px(HEAD_PX - 8)), QPointF(x, bottom))
        font = skin.font(12, QFont.Weight.DemiBold)
        width = QFontMetrics(font).horizontalAdvance(_("today")) + skin.px(20)
        pill = QRectF(min(x - width / 2, self.width() - width), bottom, width, skin.px(22))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(skin.colour("bad"))
        painter.drawRoundedRect(pill, skin.px(11), skin.px(11))
        painter.setFont(font)
        painter.setPen(QColor(skin.tokens.on_strong))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, _("today"))


def _said(part: Part) -> str:
    day = shown_period(part.period) if isinstance(part, Bar) else shown_date(part.on)
    return f"{part.text} · {day}"


def _write(
    painter: QPainter, area: QRect, words: str, look: tuple[str, QFont.Weight, int], down: Qt.AlignmentFlag
) -> None:
    """One line, cut with an ellipsis; `look`: colour, weight, size in px."""
    colour, weight, px = look
    font = theme().font(px, weight)
    painter.setFont(font)
    painter.setPen(theme().colour(colour))
    cut = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | down, cut)
