"""What stands beside the till of this workplace: card terminal and receipt printer, kept on this computer."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from domain.till.devices import DeviceSetup, DeviceSetupWrong, PrinterKind, TerminalKind
from ui.labels import label
from ui.language import _
from ui.owner.fields import WholeField
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.forms import ChoiceField, Form, TextField

_MOST_PORT = 65535


class DevicesDialog(QDialog):
    """`changed` gets the whole setup. `tills` are the codes of those that may be worked here."""

    def __init__(
        self, parent: QWidget, setup: DeviceSetup, tills: Sequence[str], changed: Callable[[DeviceSetup], object]
    ) -> None:
        super().__init__(parent)
        self._changed = changed
        title = _("Devices of this workplace")
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(560))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = Form()
        self.form.add(
            till=ChoiceField(_("Till"), [("", _("the first of this store")), *((each, each) for each in tills)])
        )
        self.form.add(terminal=ChoiceField(_("Card terminal"), [(each, label(each)) for each in TerminalKind]))
        self.form.add(
            terminal_host=TextField(_("Address of the terminal"), longest=253),
            terminal_port=WholeField(_("Port"), most=_MOST_PORT),
            terminal_password=TextField(_("Password"), longest=6),
        )
        self.form.add(printer=ChoiceField(_("Receipt printer"), [(each, label(each)) for each in PrinterKind]))
        self.form.add(
            printer_host=TextField(_("Address of the printer"), longest=253),
            printer_port=WholeField(_("Port"), most=_MOST_PORT),
            printer_path=TextField(_("Device file"), longest=200),
        )
        for name, value in (
            ("till", setup.till if setup.till in tills else ""),
            ("terminal", setup.terminal),
            ("terminal_host", setup.terminal_host),
            ("terminal_port", setup.terminal_port),
            ("terminal_password", setup.terminal_password),
            ("printer", setup.printer),
            ("printer_host", setup.printer_host),
            ("printer_port", setup.printer_port),
            ("printer_path", setup.printer_path),
        ):
            self.form[name].set_value(value)  # type: ignore[attr-defined]  # every field of use has it
        self.wrong = text("", "", Tone.BAD, wrap=True)
        self.wrong.hide()
        self.save = button(_("Save"), self.give, kind="primary", sign="check", touch=True)
        self.save.setDefault(True)
        for name in ("terminal", "printer"):
            self.form[name].editor.activated.connect(lambda _index: self._look())  # type: ignore[attr-defined]  # a box
        about = text(_("Kept on this computer: addresses mean nothing elsewhere."), "muted", wrap=True)
        buttons = row(None, button(_("Cancel"), self.reject, touch=True), self.save)
        self.setLayout(
            column(text(title, "title", wrap=True), about, self.form, self.wrong, buttons, gap=16, margin=24)
        )
        self._look()

    def give(self) -> None:
        values = self.form.read()
        if values is None:
            return
        try:
            setup = DeviceSetup(**values).checked()
        except DeviceSetupWrong as wrong:
            self.wrong.setText(refusal(wrong))
            self.wrong.show()
            return
        self.accept()
        self._changed(setup)

    def _look(self) -> None:
        """Only what the chosen device needs."""
        terminal, printer = self.form["terminal"].value(), self.form["printer"].value()
        for name in ("terminal_host", "terminal_port", "terminal_password"):
            self.form[name].setVisible(terminal is TerminalKind.ZVT)
        for name in ("printer_host", "printer_port"):
            self.form[name].setVisible(printer is PrinterKind.NETWORK)
        self.form["printer_path"].setVisible(printer is PrinterKind.DEVICE)
