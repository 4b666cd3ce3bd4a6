"""On the page of a thing: that it is held back, since when and why, and the way into and out of quarantine."""

from functools import partial

from PySide6.QtWidgets import QDialog, QWidget

from domain.assets.status import Kind, Readiness, open_kinds
from domain.views.depot import HeldRow, StockRules
from domain.views.floor_rows import AssetRow
from ui.backoffice.asking import Asker
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_instant
from ui.places.dialogs import hold_things_dialog, lift_things_dialog
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, text
from ui.widgets.buttons import button


class HoldCard(QWidget):
    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk, self._shell = desk, shell
        self._asker = Asker(shell, self)
        self._thing: AssetRow | None = None
        self.dialog: QDialog | None = None
        self.about = text("", tone=Tone.WARN, wrap=True)
        self.hold = button(_("Quarantine …"), self._on_hold, sign="shield-alert-outline", touch=True)
        self.hold.setObjectName("hold_thing")
        self.lift = button(_("Lift the quarantine …"), self._on_lift, sign="shield-check-outline", touch=True)
        self.lift.setObjectName("lift_thing")
        self.setLayout(column(self.about, self.hold, self.lift, gap=8))

    def show_thing(self, thing: AssetRow) -> None:
        self._thing = thing
        is_held = thing.readiness is Readiness.QUARANTINED
        self.setVisible(Kind.QUARANTINED in open_kinds(thing.status))
        self.hold.setVisible(not is_held)
        self.lift.hide()
        self.about.hide()
        if is_held:
            depot = self._desk.floor.depot
            self._asker.ask(lambda: (depot.held_why(thing.id), depot.rules()), partial(self._show_why, thing))
        else:
            self._asker.forget()

    def _show_why(self, thing: AssetRow, found: tuple[HeldRow | None, StockRules]) -> None:
        why, rules = found
        if why is None or thing != self._thing:
            return
        parts = [label(why.reason), why.note, why.place_held, f"{shown_instant(why.since)}, {why.who}"]
        self.about.setText(_("In quarantine: {why}").format(why=" · ".join(each for each in parts if each)))
        self.about.show()
        self.lift.setVisible(rules.may_lift)

    def _on_hold(self) -> None:
        if self._thing is not None:
            self.dialog = hold_things_dialog(self._desk, self._shell, self, (self._thing.id,), self._thing.code)
            self.dialog.open()

    def _on_lift(self) -> None:
        if self._thing is not None:
            self.dialog = lift_things_dialog(self._desk, self._shell, self, (self._thing.id,), self._thing.code)
            self.dialog.open()
