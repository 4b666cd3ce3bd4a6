"""How often one invoice was reminded of, what holds letters about it back, and the way to write it off."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from domain.ids import InvoiceId
from domain.views.dunning import CaseItemRow, InvoiceDunning, InvoiceStepRow
from ui.backoffice.asking import Asker
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.dunning import dialogs
from ui.backoffice.dunning.words import next_words
from ui.backoffice.parts import SmallTable
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date, shown_money
from ui.shell.port import Shell
from ui.widgets.base import row
from ui.widgets.card import Card
from ui.widgets.deeds import Deed, fill_deeds
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.table import Column


class InvoiceDunningCard(Card):
    """It asks for what it shows itself. Hidden where nothing was ever overdue."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Overdue and reminders"), parent=parent)
        self._desk, self._shell, self._asker = desk, shell, Asker(shell, self)
        self.dialog: DeedDialog | None = None
        self.facts = KeyValues()
        self.steps = SmallTable(_columns(), _("No reminder went out yet."), name=_("Overdue and reminders"), most=5)
        self._deeds = row(gap=8)
        self.buttons: dict[str, QPushButton] = {}
        self.add(self.facts, self.steps)
        self.body.addLayout(self._deeds)
        self.hide()

    def show_invoice(self, invoice_id: InvoiceId, number: str) -> None:
        self._asker.ask(lambda: self._desk.office.dunning.invoice(invoice_id), partial(self._show, invoice_id, number))

    def _show(self, invoice_id: InvoiceId, number: str, found: InvoiceDunning) -> None:
        self.setVisible(bool(found.row or found.steps or found.written_off))
        self.facts.set_facts(_facts(found))
        self.steps.set_rows(found.steps)
        self.steps.setVisible(bool(found.steps))
        deeds: list[Deed] = []
        whom = (self._desk, self._shell, self)
        if found.row is not None:
            item = found.row.item
            claim = CaseItemRow(invoice_id, number, item.due_on, item.gross, item.open, item.is_claim)
            off = partial(dialogs.write_off_dialog, whom, claim)
            deeds.append(("write_off", _("Write off …"), partial(self._ask, off), False))
        if found.written_off is not None:
            back = partial(dialogs.revive_dialog, whom, found.written_off, number)
            deeds.append(("revive", _("Take the write-off back …"), partial(self._ask, back), False))
        self.buttons = fill_deeds(self._deeds, deeds)

    def _ask(self, make: Callable[[], DeedDialog]) -> None:
        self.dialog = make()
        self.dialog.open()


def _facts(found: InvoiceDunning) -> list[Fact]:
    facts = [Fact(label(hold.kind), hold.reason or "–") for hold in found.holds]
    if found.row is None:
        return facts
    item = found.row.item
    level = f"{item.level} · {label(item.stage)}" if item.level else label(item.stage)
    return [
        Fact(_("Level"), level),
        Fact(_("Days overdue"), str(found.row.days)),
        Fact(_("Interest so far"), shown_money(found.row.interest)),
        Fact(_("Next letter"), next_words(found.row.why, found.row.next_on)),
        *facts,
    ]


def _columns() -> list[Column[InvoiceStepRow]]:
    return [
        Column("on", _("Day"), lambda r: r.on, show=shown_date, width=104),
        Column("step", _("What happened"), lambda r: r.step, show=label, fills=True),
        Column("level", _("Level"), lambda r: r.level or None, width=72),
        Column("notice", _("Reminder"), lambda r: r.notice or None, code=True, width=136, yields=1),
        Column("who", _("Who"), lambda r: r.who, width=120, yields=2),
    ]
