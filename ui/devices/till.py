"""What stands beside the till, and whether the receipt printer takes a slip."""

from functools import partial

from domain.till.devices import PrinterKind, TerminalKind
from domain.till.slip import Bars, Line, Qr, Rule, Side, Slip
from ui.labels import label
from ui.language import _
from ui.pos.devices import CounterDevices
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone
from ui.widgets.base import row, styled, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card


class TillCard(Card):
    """It is set up where the drawer is; here it is tried."""

    def __init__(self, devices: CounterDevices, shell: Shell) -> None:
        super().__init__(_("At the till"))
        self._devices, self._shell = devices, shell
        setup = devices.setup
        self.terminal = text(_("Card terminal: {kind}").format(kind=label(setup.terminal)), "", wrap=True)
        where = {
            PrinterKind.NETWORK: f"{setup.printer_host}:{setup.printer_port}",
            PrinterKind.DEVICE: setup.printer_path,
        }.get(setup.printer, "")
        words = _("Receipt printer: {kind}").format(kind=label(setup.printer))
        self.printer = text(f"{words} {where}".strip(), "", wrap=True)
        self.says = text("", "small", wrap=True)
        self.says.hide()
        self.print = button(_("Print a test slip"), partial(self._send, opens_drawer=False), touch=True)
        self.open = button(_("Open the drawer"), partial(self._send, opens_drawer=True), touch=True)
        has_printer = setup.printer is not PrinterKind.NONE
        for each in (self.print, self.open):
            each.setEnabled(has_printer)
        about = text(_("Set up on the page “Drawer” of the point of sale."), "muted", wrap=True)
        if setup.terminal is not TerminalKind.NONE or has_printer:
            about.hide()
        self.add(about, self.terminal, self.printer, self.says, Bend(row(self.print, None), row(self.open, None)))

    def _send(self, *, opens_drawer: bool) -> None:
        printer = self._devices.printer
        if printer is None:
            return
        work = printer.open_drawer if opens_drawer else partial(printer.print, trial_slip())
        self._say(_("Sending …"), Tone.NEUTRAL)
        self._shell.services.background.run_other(
            work,
            lambda _none: self._say(_("The printer took it."), Tone.OK),
            lambda error: self._say(refusal(error), Tone.BAD),  # type: ignore[arg-type]  # printers raise AppErrors
            owner=self,
        )

    def _say(self, words: str, tone: Tone) -> None:
        self.says.setText(words)
        styled(self.says, tone=tone)
        self.says.show()


def trial_slip() -> Slip:
    """All that a receipt may have: large and small, signs of the language, both kinds of code."""
    return Slip(
        (
            Line(_("Test slip"), Side.CENTRE, is_bold=True, is_big=True),
            Rule(),
            Line("ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789"),
            Line("ÄÖÜäöüß € éèç"),
            Qr("UMLAUF-TEST"),
            Bars("UMLAUF-TEST"),
        )
    )
