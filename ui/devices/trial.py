"""A device is tried: what comes from it next is shown large, with the sound of a scan."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from domain.assets.scan import Scan
from domain.devices.model import Device, DeviceState, Health, Meter
from ui.devices.port import Lab
from ui.devices.words import TONES, measured_words, state_words, trouble_words
from ui.language import _
from ui.shell.port import Shell
from ui.sounds import Sound
from ui.theme import Tone, theme
from ui.widgets.badge import Badge
from ui.widgets.base import column, row, styled, text
from ui.widgets.buttons import button

LOOK_EVERY_MS = 200


class TrialDialog(QDialog):
    """Scans that come meanwhile are shown and do nothing else."""

    def __init__(self, shell: Shell, parent: QWidget, lab: Lab, device: Device) -> None:
        super().__init__(parent)
        self._shell, self._lab, self._device = shell, lab, device
        title = _("Try out: {name}").format(name=device.name)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(480))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.badge = Badge()
        self.shown = text("–", "header", wrap=True)
        self.shown.setMinimumHeight(theme().px(56))
        self.says = text(self._wish(), "muted", wrap=True)
        self.trouble = text("", "", Tone.WARN, wrap=True)
        leave = button(_("Done"), self.accept, kind="primary", touch=True)
        heading = text(title, "title", wrap=True)
        head = row(gap=12)
        head.addWidget(heading, 1)
        head.addWidget(self.badge)
        self.setLayout(column(head, self.says, self.shown, self.trouble, row(None, leave), gap=16, margin=24))
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def on_scan(self, scan: Scan) -> bool:
        is_ours = scan.device == self._device.name
        self._shell.play(Sound.ACCEPTED if is_ours else Sound.NOTE)
        self._show(scan.text[:128])
        if is_ours:
            self.says.setText(_("It came from this device, as it should."))
        else:
            words = _("This came from “{device}”, not from this device.")
            self.says.setText(words.format(device=scan.device))
        styled(self.says, tone=Tone.OK if is_ours else Tone.WARN)
        return True

    def look(self) -> None:
        state = self._lab.state(self._device.name)
        self.badge.show_as(state_words(state), TONES[state.health])
        trouble = trouble_words(state) if state.health is not Health.READY else ""
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))
        if isinstance(self._device, Meter):
            self._show(_value(state))

    def _show(self, words: str) -> None:
        """Nothing that comes from a device is markup, and nothing unseen is shown as it is."""
        seen = "".join(sign if sign.isprintable() else "�" for sign in words)
        if seen != self.shown.text():
            self.shown.setText(seen)
            self.shown.setAccessibleName(seen)

    def _wish(self) -> str:
        if isinstance(self._device, Meter):
            return _("Put something on it: the value follows.")
        return _("Scan any code with it now.")


def _value(state: DeviceState) -> str:
    return measured_words(state.measured) if state.measured is not None and state.health is Health.READY else "–"
