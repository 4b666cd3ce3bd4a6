"""One device in the list: how it does, what it read last, what went wrong, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from domain.devices.model import Device, DeviceKind, DeviceState, kind_of
from ui.devices.words import SIGNS, TONES, is_troubled, reading_words, set_words, state_words, trouble_words
from ui.language import _, shown_instant
from ui.theme import Tone
from ui.widgets.badge import Badge
from ui.widgets.base import column, row, styled, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button, tool
from ui.widgets.empty import Sign

ON_DRAWING_PX = 28


class DeviceRow(QWidget):
    """Emits what was pressed. `is_set_up` False: the scanner that nobody set up. `is_spare`: a camera that is not the
    one which is turned on."""

    tried = Signal()
    carded = Signal()
    changed = Signal()
    removed = Signal()
    preferred = Signal()

    def __init__(self, device: Device, title: str, *, is_set_up: bool, is_spare: bool = False) -> None:
        super().__init__()
        self.device = device
        kind = kind_of(device)
        self.badge = Badge()
        self.about = text("", "muted", wrap=True)
        self.read = text("", "code", wrap=True)
        self.trouble = text("", "small", Tone.WARN, wrap=True)
        self.try_out = button(_("Try out"), self.tried.emit, touch=True)
        deeds = [self.try_out]
        if kind is DeviceKind.WEDGE:
            self.card = button(_("Set-up card"), self.carded.emit, touch=True)
            deeds.append(self.card)
        if is_spare:
            deeds.append(button(_("Use this one"), self.preferred.emit, touch=True))
        tools = []
        if is_set_up:
            tools = [
                tool("pencil-outline", _("Change {name}").format(name=title), self.changed.emit, px=24),
                tool("delete-outline", _("Remove {name}").format(name=title), self.removed.emit, px=24),
            ]
        for made in deeds:
            made.setAccessibleName(f"{made.text()}: {title}")
        head = Bend(text(title, "strong", wrap=True), row(self.badge, None), gap=4)
        words = column(head, self.about, self.read, self.trouble, gap=4)
        told = row(Sign(SIGNS[kind], px=ON_DRAWING_PX), gap=16)
        told.addLayout(words, 1)
        told.addLayout(row(*tools, gap=0))
        first, *others = deeds
        pressed: QWidget | QLayout = Bend(first, row(*others), gap=8) if others else first
        self.setLayout(column(Bend(told, row(None, pressed), gap=16)))
        self.setAccessibleName(title)

    def show_state(self, state: DeviceState, pace_ms: int) -> None:
        self.badge.show_as(state_words(state), TONES[state.health])
        self.about.setText(set_words(self.device, pace_ms))
        read = reading_words(state)
        when = f"   {shown_instant(state.at)}" if state.at is not None and read else ""
        self.read.setText(read + when)
        self.read.setVisible(bool(read))
        trouble = trouble_words(state)
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        styled(self.trouble, tone=Tone.WARN if is_troubled(state) else None)
        self.setAccessibleDescription(" ".join(each for each in (self.badge.text(), read, trouble) if each))
