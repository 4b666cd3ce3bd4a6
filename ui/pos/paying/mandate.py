"""Direct debit at the counter: the account, checked while one types, a signature, and the mandate kept at once."""

import secrets
from collections.abc import Callable
from typing import Final
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from domain.clock import today
from domain.customers.model import Customer
from domain.errors import AppError
from domain.ids import new_uuid
from domain.money import Money
from domain.payments.add_mandate import AddMandate
from domain.payments.attempt import MethodId
from domain.payments.methods import Evidence, MandateId
from domain.settings.business import IbanWrong, iban_from
from domain.till.model import Way
from domain.views.portal import Outcome
from domain.views.serving import Served, ServingDesk
from ui.backoffice.asking import Asker
from ui.backoffice.payments.mandate_dialog import IbanField, bank_of
from ui.desk import Desk
from ui.language import _, shown_money
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone
from ui.widgets.base import column, styled, text
from ui.widgets.buttons import button
from ui.widgets.forms import Form, TextField

AGAIN_MS: Final = 600
_COMPLETE: Final = 15
WORDS: Final = "Unterschrift am Tresen"
"""How the mandate was signed; kept beside it."""


class Mandates:
    """Keeps a mandate of one customer as the worker does it, and waits for its answer. `served` again as it needs."""

    def __init__(self, desk: Desk, shell: Shell, owner: QWidget, customer: Customer) -> None:
        if desk.serving is None:
            raise RuntimeError("nobody is served here")
        self.desk, self.customer = desk, customer
        self._serving: ServingDesk = desk.serving
        self._asker = Asker(shell, owner)
        self._timer = QTimer(owner)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AGAIN_MS)
        self._timer.timeout.connect(self._look)
        self._filed: tuple[Served, UUID] | None = None
        self._done: Callable[[], object] = lambda: None
        self._failed: Callable[[Exception], None] = lambda _error: None

    def keep(self, iban: str, holder: str, done: Callable[[], object], failed: Callable[[Exception], None]) -> None:
        self._done, self._failed = done, failed
        command = AddMandate(
            MethodId(self._new_id()),
            MandateId(self._new_id()),
            self.customer.id,
            today(self.desk.clock),
            Evidence.COUNTER,
            iban=iban,
            holder=holder,
            words=WORDS,
        )
        self._asker.ask(lambda: self._file(command), self._on_filed, failed)

    def _file(self, command: AddMandate) -> tuple[Served, UUID]:
        served = self._serving.serve(self.customer.id)
        return served, self._serving.file(served, command).wish_id

    def _on_filed(self, filed: tuple[Served, UUID]) -> None:
        self._filed = filed
        self._look()

    def _look(self) -> None:
        if self._filed is not None:
            served, wish_id = self._filed
            self._asker.ask(lambda: self._serving.outcome(served, wish_id), self._on_outcome, self._failed)

    def _on_outcome(self, outcome: Outcome) -> None:
        if outcome.refusal is not None:
            self._failed(outcome.refusal)
        elif outcome.is_done:
            self._done()
        else:
            self._timer.start()

    def _new_id(self) -> UUID:
        return new_uuid(self.desk.clock.now(), secrets.token_bytes)


class MandatePanel(QWidget):
    """`promised` once the mandate is kept; until then everything that was typed stays."""

    promised = Signal(object, object)

    def __init__(self, mandates: Mandates, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mandates = mandates
        self._rest = Money(0)
        self.is_waiting = False
        self.iban = IbanField(_("IBAN"), required=True, longest=42)
        self.holder = TextField(_("Account holder"), required=True, longest=70)
        self.holder.set_value(mandates.customer.personal.name)
        self.form = Form().add(iban=self.iban).add(holder=self.holder)
        self.bank = text("", "small", wrap=True)
        self.agreed = QCheckBox(_("The customer has signed the direct debit mandate"))
        self.problem = text("", tone=Tone.BAD, wrap=True)
        self.take = button("", self.give, kind="primary", sign="check", touch=True)
        styled(self, touch="true")
        self.setLayout(column(self.form, self.bank, self.agreed, self.take, self.problem, None, gap=12))
        self.iban.changed.connect(self._look)
        self.problem.hide()

    def begin(self, rest: Money) -> None:
        self._rest = rest
        self.take.setText(_("{amount} by direct debit").format(amount=shown_money(rest)))
        self.iban.setFocus()

    def give(self) -> None:
        values = self.form.read()
        if values is None or self.is_waiting:
            return
        if not self.agreed.isChecked():
            self._say(_("Without a signed mandate nothing may be debited. Have it signed, and tick that."))
            return
        self._say(_("The mandate is being kept …"), Tone.NEUTRAL)
        self.is_waiting = True
        self.take.setEnabled(False)
        self._mandates.keep(values["iban"], values["holder"], self._on_kept, self._on_refused)

    def _on_kept(self) -> None:
        self._ended("")
        self.promised.emit(Way.MANDATE, self._rest)

    def _on_refused(self, error: Exception) -> None:
        self._ended(refusal(error) if isinstance(error, AppError) else _("That went wrong. Try it again."))

    def _ended(self, sentence: str) -> None:
        self.is_waiting = False
        self.take.setEnabled(True)
        self._say(sentence)

    def _look(self) -> None:
        typed = "".join(self.iban.editor.property("text").split())
        words, tone = "", Tone.NEUTRAL
        if len(typed) >= _COMPLETE:
            try:
                words, tone = bank_of(self._mandates.desk, iban_from(typed))
            except IbanWrong:
                words, tone = _("The check digits do not fit yet."), Tone.WARN
        self.bank.setText(words)
        styled(self.bank, tone=tone.value if tone is not Tone.NEUTRAL else None)

    def _say(self, sentence: str, tone: Tone = Tone.BAD) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
        styled(self.problem, tone=tone)
