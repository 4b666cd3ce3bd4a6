"""One label printer of this workplace: how it is reached, and what lies in it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from domain.errors import AppError
from domain.labels.printers import RESOLUTIONS, LabelPrinter, WayOut
from ui.labels import label
from ui.language import _
from ui.owner.fields import WholeField
from ui.printing.media import MediumField
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.forms import ChoiceField, Form, TextField, WrongEntry

_MOST_PORT = 65_535


class PrinterDialog(QDialog):
    """`give` gets the printer as it is to be; what it raises is shown here."""

    def __init__(self, parent: QWidget, known: LabelPrinter | None, give: Callable[[LabelPrinter], object]) -> None:
        super().__init__(parent)
        self._give = give
        shown = known or LabelPrinter("", WayOut.ZPL_NETWORK)
        title = _("New label printer") if known is None else _("Label printer")
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(560))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = Form()
        self.form.add(name=TextField(_("Name"), required=True, longest=40))
        self.form.add(way=ChoiceField(_("How it is reached"), [(each, label(each)) for each in WayOut]))
        self.form.add(
            host=TextField(_("Address of the printer"), longest=253), port=WholeField(_("Port"), most=_MOST_PORT)
        )
        self.form.add(
            queue=TextField(_("Name of the system printer"), longest=127, hint=_("As the system lists it.")),
            path=TextField(_("Device file"), longest=200, hint=_("Such as /dev/usb/lp0.")),
        )
        words = [(each, _("{dpi} dots to the inch").format(dpi=each)) for each in RESOLUTIONS]
        self.form.add(dpi=ChoiceField(_("Resolution"), words))
        self.medium = MediumField(_("What lies in it"))
        for name in ("name", "way", "host", "port", "queue", "path", "dpi"):
            self.form[name].set_value(getattr(shown, name))  # type: ignore[attr-defined]  # every field of use has it
        self.medium.set_value(shown.medium)
        self.wrong = text("", "", Tone.BAD, wrap=True)
        self.wrong.hide()
        self.save = button(_("Save"), self.on_save, kind="primary", sign="check", touch=True)
        self.save.setDefault(True)
        about = text(_("Kept on this computer: addresses mean nothing elsewhere."), "muted", wrap=True)
        buttons = row(None, button(_("Cancel"), self.reject, touch=True), self.save)
        parts = (text(title, "title", wrap=True), about, self.form, self.medium, self.wrong, buttons)
        self.setLayout(column(*parts, gap=16, margin=24))
        self.form["way"].changed.connect(self._settle)
        self._settle()
        self.form.begin()

    def on_save(self) -> None:
        values = self.form.read()
        if values is None:
            return
        try:
            self._give(LabelPrinter(medium=self.medium.value(), **values))
        except WrongEntry as wrong:
            self._show(str(wrong))
        except AppError as wrong:
            self._show(refusal(wrong))
            name = str(wrong.facts.get("field", ""))
            if name in self.form:
                self.form[name].setFocus()
        else:
            self.accept()

    def _show(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.show()

    def _settle(self) -> None:
        """Only what the chosen way needs."""
        way: WayOut = self.form["way"].value()
        needs = {
            "host": way is WayOut.ZPL_NETWORK,
            "port": way is WayOut.ZPL_NETWORK,
            "queue": way in {WayOut.ZPL_QUEUE, WayOut.PDF_QUEUE},
            "path": way is WayOut.ZPL_DEVICE,
            "dpi": way is not WayOut.PDF_QUEUE,
        }
        for name, is_needed in needs.items():
            self.form[name].setVisible(is_needed)
