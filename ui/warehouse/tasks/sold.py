"""A sale at the counter that could not be booked: what was agreed and paid, what stands against it, and its two ways
out."""

from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QWidget

from domain.counter.honour_sale import HonourSale
from domain.counter.model import SaleId
from domain.counter.take_back_sale import TakeBackSale
from domain.money import Currency, Money
from domain.tasks.model import TaskKind
from domain.views.floor_rows import TaskRow
from ui.desk import Desk
from ui.language import N_, _, shown_money
from ui.shell.port import Shell
from ui.warehouse.tasks.deeds import ReasonDialog, TaskDeeds
from ui.widgets.buttons import button

SOLD: Final = frozenset({TaskKind.SALE_STUCK, TaskKind.SALE_GOODS_HELD, TaskKind.SALE_THING_ELSEWHERE})
_WHY: Final = {
    "sale_price_not_valid": N_("price not valid on that day"),
    "no_price_plan": N_("no plan for it"),
    "customer_blocked": N_("the customer is blocked"),
    "dunning_blocks": N_("the customer owes too much"),
    "customer_without_address": N_("the customer has no address"),
    "voucher_unknown": N_("voucher unknown"),
    "voucher_used_up": N_("voucher used up"),
    "plans_do_not_fit": N_("the plans do not fit together"),
    "asset_not_in_stock": N_("the thing is somewhere else"),
    "asset_not_ready": N_("the thing is not fit to go out"),
    "care_overdue": N_("its maintenance is overdue"),
    "wrong_product": N_("not what was sold"),
    "goods_missing": N_("something was not scanned"),
    "order_in_check": N_("its check is not done"),
}


def sold_words(task: TaskRow) -> str:
    """Both sides: what was paid for it, and what stands against it."""
    why = str(task.facts.get("why", ""))
    parts = [_(_WHY[why]) if why in _WHY else why, str(task.facts.get("what", ""))]
    if "minor" in task.facts:
        paid = Money(int(task.facts["minor"]), Currency(str(task.facts["currency"])))
        parts.append(_("{amount} paid").format(amount=shown_money(paid)))
    if "receipt" in task.facts:
        parts.append(_("receipt {number}").format(number=task.facts["receipt"]))
    return " · ".join(filter(None, parts))


class SoldDeeds(TaskDeeds):
    kind = TaskKind.SALE_STUCK

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(desk, shell, parent)
        self.dialog: ReasonDialog | None = None
        self.honour = button(_("Carry out as agreed …"), self._honour, kind="primary", sign="check-bold", touch=True)
        self.back = button(_("Nothing comes of it …"), self._take_back, sign="cash-refund", touch=True)
        self.set_buttons(self.honour, self.back)

    def _honour(self) -> None:
        title = _("Carry this sale out as it was agreed?")
        detail = _("Order, contract and first bill are made at the agreed price, and what was paid pays them.")
        self._decide(title, detail, _("Carry out"), HonourSale)

    def _take_back(self) -> None:
        title = _("Shall nothing come of this sale?")
        detail = _(
            "No order is made. What was paid stands to the customer's credit: pay it out on the customer's page."
        )
        self._decide(title, detail, _("Nothing comes of it"), TakeBackSale)

    def _decide(self, title: str, detail: str, deed: str, command: type[HonourSale | TakeBackSale]) -> None:
        if self.task is None:
            return
        sale_id = SaleId(UUID(str(self.task.facts["sale"])))
        self.dialog = ReasonDialog(self, title, f"{sold_words(self.task)}\n{detail}", deed)
        self.dialog.agreed.connect(lambda why: self.give(command(sale_id, why), _("Decided.")))
        self.dialog.open()
