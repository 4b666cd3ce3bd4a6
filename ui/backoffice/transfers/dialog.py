"""Somebody else goes on with a contract: who, from when, and what either party is charged or credited by it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import uuid4

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSizePolicy, QWidget

from domain.application import Command
from domain.contracts.model import Contract, LineKind
from domain.errors import AppError
from domain.ids import ContractId, CustomerId
from domain.transfers.agree_transfer import AgreeTransfer
from domain.transfers.model import (
    LONGEST_REASON,
    Agreement,
    DepositWay,
    Hindered,
    Hindrance,
    TransferCause,
    TransferId,
)
from domain.views.office_rows import CustomerRow
from domain.views.transfers import TransferPreview
from ui.backoffice.asking import Asker
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.parts import PickField, link
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_money
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone
from ui.widgets.base import clear, column, row, text
from ui.widgets.forms import ChoiceField, DateField, TextField

_SCREENS: Final = {
    Hindrance.SWAP: "contract",
    Hindrance.RETURN: "one_return",
    Hindrance.REFUND: "refund",
    Hindrance.BUYOUT: "buyouts",
    Hindrance.PARCEL: "order",
    Hindrance.LOSS: "loss",
    Hindrance.REPAIR: "repair",
    Hindrance.LOAN: "asset",
}


class TransferDialog(DeedDialog):
    """The preview below is the same sum that the bills of both will say."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget, contract: Contract, today: date) -> None:
        about = _(
            "The contract ends for one party and goes on for the other: same rhythm, same term, same things. Invoices"
            " of before stay with whoever got them."
        )
        title = _("Transfer contract {number}").format(number=contract.number)
        super().__init__(desk, shell, parent, title=title, detail=about, deed=_("Hand it on"))
        self._contract, self._today = contract, today
        self._ids = (TransferId(uuid4()), contract.id, ContractId(uuid4()))
        self._asker, self._people = Asker(shell, self), Asker(shell, self)
        self.customer_id: CustomerId | None = None
        self.search: PickField[CustomerRow] = PickField(_("Name, number or e-mail"), self._find, _shown)
        self.search.picked.connect(self._pick)
        self.who = text(_("Nobody is chosen yet. Somebody new is entered under Customers first."), "muted", wrap=True)
        self._place_search()
        self.form.add(on=DateField(_("First day of the new party"), today))
        self.form.add(cause=ChoiceField(_("Who takes it over"), [(each, label(each)) for each in TransferCause]))
        goes: list[tuple[Any, str]] = [
            (True, _("go on with what is left of them")),
            (False, _("end with the old party")),
        ]
        ways: dict[str, tuple[str, list[tuple[Any, str]]]] = {
            "deposit": (_("Deposit"), [(each, label(each)) for each in DepositWay]),
            "discounts": (_("Discounts and vouchers"), goes),
            "loyalty": (_("Loyalty"), goes[::-1]),
        }
        for name in self._asked()[1:]:
            words, choices = ways[name]
            self.form.add(**{name: ChoiceField(words, choices)})
        self.form.add(reason=TextField(_("Reason"), longest=LONGEST_REASON, hint=_("Needed for a day that is over.")))
        self.says = text("", wrap=True)
        self.below.addWidget(self.says)
        self.against = column(gap=6)
        self.below.addLayout(self.against)
        self.save.setEnabled(False)
        self.search.line.setFocus()
        for name in self._asked():
            self.form[name].changed.connect(self._look)

    def command(self, values: Mapping[str, Any]) -> Command | None:
        agreed = self.agreement()
        if agreed is None:
            return None
        return AgreeTransfer(*self._ids, self._contract.version, agreed, values["reason"])

    def agreement(self) -> Agreement | None:
        """None: nobody is chosen."""
        if self.customer_id is None:
            return None
        chosen = {name: self.form[name].value() for name in self._asked()}
        return Agreement(
            self.customer_id,
            chosen["on"],
            self.form["cause"].value(),
            chosen.get("deposit", DepositWay.SETTLED),
            chosen.get("discounts", True),
            chosen.get("loyalty", False),
        )

    def _asked(self) -> list[str]:
        """The fields that change what either party pays; what the contract does not have is not asked for."""
        contract = self._contract
        has_deposit = any(line.kind is LineKind.DEPOSIT and line.end_on is None for line in contract.lines)
        asked = {"deposit": has_deposit, "discounts": bool(contract.discounts), "loyalty": contract.loyalty is not None}
        return ["on", *(name for name, is_asked in asked.items() if is_asked)]

    def _place_search(self) -> None:
        layout = self.layout()
        around = QWidget()
        around.setLayout(column(self.search, self.who, gap=6))
        if layout is not None:
            layout.replaceWidget(self.form, around)
            self.below.insertWidget(0, self.form)
            self.form.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _find(self, words: str, done: Callable[[Sequence[CustomerRow]], None]) -> None:
        self._people.ask(lambda: self._desk.office.customers(words).rows, done)

    def _pick(self, chosen: CustomerRow) -> None:
        self.customer_id = chosen.id
        self.who.setText(_("Goes to {name}, {number}").format(name=chosen.name, number=chosen.number))
        self.who.setProperty("role", "strong")
        QTimer.singleShot(0, self, self.adjustSize)
        self._look()

    def _look(self) -> None:
        agreed = self.agreement()
        self.save.setEnabled(False)
        if agreed is None:
            return
        contract_id, day = self._contract.id, self._today
        ask = self._asker.ask
        ask(lambda: self._desk.office.transfers.preview(contract_id, agreed, day), self._show, self._on_refused)

    def _show(self, found: TransferPreview) -> None:
        self.problem.hide()
        self.save.setEnabled(not found.hindered)
        self.says.setText("\n".join(_sentences(found)))
        clear(self.against)
        if found.hindered:
            words = _("This is under way. Bring it to its end or call it off, then the contract can change hands:")
            self.against.addWidget(text(words, tone=Tone.WARN, wrap=True))
            for each in found.hindered:
                go = link(f"{label(each.by)} {each.what}", partial(self._go, each))
                self.against.addLayout(row(go, None))
        QTimer.singleShot(0, self, self.adjustSize)

    def _go(self, each: Hindered) -> None:
        """The form is left: what was chosen is asked again once nothing is in the way."""
        self.reject()
        self._shell.open(_SCREENS[each.by], each.order or each.what)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            self._shell.show_refusal(error)
            return
        self.says.setText("")
        clear(self.against)
        self.problem.setText(refusal(error))
        self.problem.show()


def _sentences(found: TransferPreview) -> list[str]:
    when = _("Today:") if found.is_today else _("On that day:")
    parts = [
        _("{when} {credited} go back to the old party, {charged} are asked of the new one.").format(
            when=when, credited=shown_money(found.credited), charged=shown_money(found.charged)
        )
    ]
    if found.deposit is not None:
        parts.append(_("Of it, the deposit: {amount}.").format(amount=shown_money(found.deposit)))
    if found.things:
        parts.append(_("Goes along: {codes}.").format(codes=", ".join(found.things)))
    parts.append(_("Both get a letter."))
    return parts


def _shown(each: CustomerRow) -> tuple[str, str, str]:
    return each.name, f"{each.number} · {each.city}", "account-outline"
