"""What a customer is asked to pay for damage: a line for each that was found, with the price of the owner's list."""

import secrets
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from domain.application import Command
from domain.contracts.about import About, ChargeCause
from domain.contracts.charge_once import ChargedItem
from domain.ids import ContractId, ContractLineId, new_uuid
from domain.money import EUR, Money, total
from domain.returns.claim_damage import ClaimDamage, NothingClaimed
from domain.returns.claims import FoundDamage
from domain.settings.returns import DamagePrice
from domain.views.returns import OfficeReturnLine, OfficeReturnPage
from ui.backoffice.deed_dialog import DeedDialog
from ui.desk import Desk
from ui.language import _, shown_money
from ui.shell.port import Shell
from ui.widgets.base import column, row, text
from ui.widgets.forms import MoneyField, TextField, WrongEntry


class ClaimLine(QWidget):
    """One damage: ticked it is claimed. `found` None: a line that the office adds by hand."""

    def __init__(self, thing: OfficeReturnLine, found: FoundDamage | None, price: DamagePrice | None) -> None:
        super().__init__()
        self.thing, self.vat = thing, "standard" if price is None else price.vat
        self.tick = QCheckBox()
        self.tick.setChecked(found is not None)
        self.words = TextField(_("Damage at {code}").format(code=thing.code), longest=80)
        self.amount = MoneyField(_("Amount"))
        self.tick.setAccessibleName(_("Claim it"))
        if found is not None:
            times = f"{found.quantity} × " if found.quantity > 1 else ""
            self.words.set_value(f"{times}{found.title}")
        if price is not None and found is not None:
            self.amount.set_value(price.amount.times(Decimal(found.quantity)))
        layout = row(self.tick, self.words, self.amount, gap=12)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.words.changed.connect(self._on_typed)
        self.amount.changed.connect(self._on_typed)

    def money(self) -> Money:
        """Nothing, where it is not ticked or cannot be read."""
        try:
            return self.amount.value() if self.tick.isChecked() else Money(0, EUR)
        except WrongEntry:
            return Money(0, EUR)

    def _on_typed(self) -> None:
        self.tick.setChecked(True)


class ClaimDialog(DeedDialog):
    """The things of one contract at a time; what is told is what will be charged."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget, page: OfficeReturnPage, contract: ContractId) -> None:
        about = _(
            "The customer gets a letter with the sum and the day until which they may object. Unless they do, it is"
            " charged by itself after that."
        )
        deed = _("Tell the customer")
        super().__init__(desk, shell, parent, title=_("Claim damage"), detail=about, deed=deed)
        self._page, self._contract = page, contract
        self.lines = [*_found_lines(page, contract), ClaimLine(_things(page, contract)[0], None, None)]
        self.sum = text("", "strong")
        self.below.addLayout(column(*self.lines, row(None, self.sum), gap=12))
        for line in self.lines:
            line.tick.toggled.connect(self._show_sum)
            line.amount.changed.connect(self._show_sum)
        self._show_sum()

    def command(self, values: Mapping[str, Any]) -> Command | None:
        items = []
        for line in (each for each in self.lines if each.tick.isChecked()):
            try:
                items.append(self._item(line))
            except WrongEntry as wrong:
                line.amount.show_error(str(wrong))
                return None
        if not items:
            self.show_problem(NothingClaimed())
            return None
        return ClaimDamage(self._page.row.id, self._contract, tuple(items))

    def _item(self, line: ClaimLine) -> ChargedItem:
        line_id = ContractLineId(new_uuid(self._desk.clock.now(), secrets.token_bytes))
        about = About(ChargeCause.DAMAGE, line.thing.asset_id)
        title = f"{line.words.value()} ({line.thing.code})" if line.words.value() else ""
        return ChargedItem(line_id, title, line.amount.value(), line.vat, about=about)

    def _show_sum(self) -> None:
        amount = shown_money(total(line.money() for line in self.lines))
        self.sum.setText(_("Together {amount}").format(amount=amount))


def _things(page: OfficeReturnPage, contract: ContractId) -> list[OfficeReturnLine]:
    return [line for line in page.lines if line.contract_id == contract]


def _found_lines(page: OfficeReturnPage, contract: ContractId) -> Sequence[ClaimLine]:
    prices = {price.code: price for price in page.prices}
    things = {line.asset_id: line for line in _things(page, contract)}
    return [
        ClaimLine(things[found.asset_id], found, prices.get(found.damage))
        for found in page.damages
        if found.asset_id in things
    ]
