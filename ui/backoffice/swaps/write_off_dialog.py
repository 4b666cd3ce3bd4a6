"""The old thing of a swap does not come: what the customer pays for it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from domain.application import Command
from domain.money import Money
from domain.swaps.model import Swap
from domain.swaps.write_off_old import WriteOffOld
from ui.backoffice.invoices.money_dialog import MoneyDialog
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell
from ui.widgets.forms import MoneyField, TextField


class WriteOffDialog(MoneyDialog):
    """`by_rule` None: nobody knows what the thing cost, so the amount has to be written down."""

    def __init__(self, swap: Swap, by_rule: Money | None, desk: Desk, shell: Shell, parent: QWidget) -> None:
        super().__init__(
            desk,
            shell,
            parent,
            title=_("The old thing does not come"),
            detail=_("{old} is written off as lost and not expected any more. The customer keeps {new}.").format(
                old=swap.old_title, new=swap.title
            ),
            deed=_("Write off and charge"),
        )
        self._swap, self._by_rule = swap, by_rule
        hint = _("Nobody entered what it was bought for.")
        if by_rule is not None:
            hint = _("What it is worth today by the rule of the exchange group. 0: nothing is charged.")
        self.form.add(amount=MoneyField(_("Amount"), currency=swap.price.currency, hint=hint))
        self.form.add(title=TextField(_("Words on the invoice"), required=True, longest=100))
        if by_rule is not None:
            self.form["amount"].set_value(by_rule)  # type: ignore[attr-defined]  # a MoneyField
        words = _("{thing}, not returned").format(thing=swap.old_title)
        self.form["title"].set_value(words)  # type: ignore[attr-defined]  # a TextField
        self.done_with = lambda _event: shell.toast(_("Written off; the customer is told by letter."))

    def command(self, values: Mapping[str, Any]) -> Command:
        amount = values["amount"]
        return WriteOffOld(self._swap.id, values["title"], None if amount == self._by_rule else amount)
