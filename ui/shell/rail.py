"""The dark rail on the left: the seats this session may use, the station's lamp, who is working."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QWidget

from ui.language import N_, _, ngettext
from ui.shell.port import Link, Seat, Session, StationState
from ui.theme import theme
from ui.widgets.base import column, text
from ui.widgets.icons import icon

WIDTH_PX: Final = 96
_LAMPS: Final = {
    Link.CONNECTING: ("#8EA2FA", N_("Connecting")),
    Link.CONNECTED: ("#4CC27A", N_("Connected")),
    Link.WAITING: ("#8EA2FA", N_("Sending")),
    Link.SLOW: ("#F0B04C", N_("Slow")),
    Link.STOPPED: ("#F47C72", N_("Not connected")),
}


class Rail(QFrame):
    """Emits `seat_chosen` with a seat's key; `menu_wanted` when the person at the bottom is pressed."""

    seat_chosen = Signal(str)
    menu_wanted = Signal()

    def __init__(self, seats: Sequence[Seat], session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setFixedWidth(theme().px(WIDTH_PX))
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        mark = text("U", "mark")
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = column(mark, 16, gap=8, margin=8)
        for number, seat in enumerate(seats, 1):
            layout.addWidget(self._seat_button(number, seat))
        layout.addStretch(1)
        self.lamp = StationLamp()
        layout.addWidget(self.lamp)
        self._person = _rail_button("", "account-circle-outline", self.menu_wanted.emit)
        layout.addWidget(self._person)
        self.setLayout(layout)
        self.show_person(session)

    def mark_seat(self, key: str) -> None:
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def person_button(self) -> QToolButton:
        return self._person

    def show_person(self, session: Session) -> None:
        """The first name below the sign, as far as it fits; the whole name and the station in the tip."""
        room = theme().px(WIDTH_PX - 24)
        shown = self._person.fontMetrics().elidedText(given_name(session.person), Qt.TextElideMode.ElideRight, room)
        self._person.setText(shown)
        self._person.setToolTip(f"{session.station} · {session.person}")
        self._person.setAccessibleName(_("{person} at {station}: menu").format(**_names(session)))

    def _seat_button(self, number: int, seat: Seat) -> QToolButton:
        made = _rail_button(_(seat.title), seat.icon, lambda: self.seat_chosen.emit(seat.key))
        made.setCheckable(True)
        made.setShortcut(f"Alt+{number}")
        made.setToolTip(f"{_(seat.title)} (Alt+{number})")
        self._group.addButton(made)
        self._buttons[seat.key] = made
        return made


class StationLamp(QWidget):
    """Green, blue, yellow, red, with the word below: colour never alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dot = _Dot()
        self._word = text("", wrap=True)
        self._word.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = column(self._dot, self._word, gap=4)
        layout.setAlignment(self._dot, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(layout)
        self.show_state(StationState())

    def show_state(self, state: StationState) -> None:
        colour, word = _LAMPS[state.link]
        shown = _(word)
        if state.waiting:
            waiting = ngettext("{count} waiting", "{count} waiting", state.waiting).format(count=state.waiting)
            shown = waiting if state.link is Link.WAITING else f"{shown}\n{waiting}"
        self._dot.show_colour(colour)
        self._word.setText(shown)
        self.setAccessibleName(shown.replace("\n", ", "))
        self.setToolTip(self.accessibleName())


class _Dot(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._colour = QColor()
        side = theme().px(20)
        self.setFixedSize(side, side)

    def show_colour(self, colour: str) -> None:
        self._colour = QColor(colour)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()


def _rail_button(shown: str, sign: str, on_click: Callable[[], object]) -> QToolButton:
    made = QToolButton()
    made.setText(shown)
    made.setIcon(icon(sign, "railtext", on="#FFFFFF"))
    made.setIconSize(QSize(theme().px(26), theme().px(26)))
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.setFixedHeight(theme().px(68))
    made.clicked.connect(lambda _checked=False: on_click())
    return made


def given_name(person: str) -> str:
    """The first word of a name that is no title ("Dr."); the whole name when there is none."""
    return next((word for word in person.split() if not word.endswith(".")), person)


def _names(session: Session) -> dict[str, str]:
    return {"person": session.person, "station": session.station}
