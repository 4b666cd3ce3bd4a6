"""Forms for what is charged once: damage, cleaning, a missing part; and for the deposit at the end."""

from datetime import date
from enum import StrEnum
from typing import Any

from domain.contracts.charge_once import ChargeOnce
from domain.contracts.model import Contract, ContractLine, LineKind
from domain.contracts.settle_deposit import SettleDeposit
from domain.money import Money
from ui.backoffice.contracts.changes.items import ItemsField
from ui.backoffice.contracts.changes.kit import Case, ChangeForm
from ui.language import _, shown_date, shown_money
from ui.widgets.base import row, text
from ui.widgets.forms import ChoiceField, DateField


class ChargeWhen(StrEnum):
    """With which invoice a one-off goes."""

    NOW = "now"
    NEXT_INVOICE = "next_invoice"
    ON_DATE = "on_date"


class ChargeForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self._next = next_invoice_day(case)
        whens: list[tuple[ChargeWhen, str]] = [(ChargeWhen.NOW, _("today"))]
        if self._next is not None:
            words = _("with the next invoice, on {day}").format(day=shown_date(self._next))
            whens.append((ChargeWhen.NEXT_INVOICE, words))
        whens.append((ChargeWhen.ON_DATE, _("on a day")))
        self.add(items=ItemsField(_("What is charged"), case))
        self.add(when=ChoiceField(_("Charged"), whens))
        self.add(on=DateField(_("Charged on"), max(case.spot.day or case.today, case.today)))
        if case.spot.day is not None and case.spot.day > case.today:
            self.select(ChargeWhen.ON_DATE)
        self.settle()

    def select(self, when: ChargeWhen) -> None:
        field = self["when"]
        if isinstance(field, ChoiceField):
            field.set_value(when)

    def settle(self) -> None:
        self["on"].setVisible(self["when"].value() is ChargeWhen.ON_DATE)

    def begin(self) -> None:
        items = self["items"]
        if isinstance(items, ItemsField):
            items.begin()

    def command(self, values: dict[str, Any], reason: str) -> ChargeOnce:
        contract = self.case.contract
        items = tuple(each.charged() for each in values["items"])
        days: dict[ChargeWhen, date | None] = {ChargeWhen.NEXT_INVOICE: self._next, ChargeWhen.ON_DATE: values["on"]}
        return ChargeOnce(contract.id, contract.version, reason, items=items, on=days.get(values["when"]))


def next_invoice_day(case: Case) -> date | None:
    """The first day after today on which the contract is billed anyway; None: it is not known."""
    return min((each.on for each in case.page.upcoming if each.on > case.today), default=None)


class SettleForm(ChangeForm):
    """The whole deposit goes back; what is charged beside it is set off. What is left is said at once."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        held = deposits(case.contract)
        choices = [(line.id, f"{line.title} · {shown_money(_amount(line))}") for line in held]
        self.add(line=ChoiceField(_("Deposit"), choices))
        self.add(items=ItemsField(_("Set off against it"), case, optional=True))
        self.add(on=DateField(_("Settled on"), case.today))
        self._left = text("", "strong", wrap=True)
        self._left.setAccessibleName(_("What is left of the deposit"))
        self._layout.addLayout(row(self._left))
        self.settle()

    def settle(self) -> None:
        items, line_id = self["items"], self["line"].value()
        held = next((_amount(line) for line in deposits(self.case.contract) if line.id == line_id), None)
        if held is None or not isinstance(items, ItemsField):
            return
        left = held - items.total()
        words = _("{amount} is left for the customer. What is still open of invoices is set off first.")
        if left.minor < 0:
            words = _("{amount} is still owed: the deposit does not cover it.")
        self._left.setText(words.format(amount=shown_money(Money(abs(left.minor), left.currency))))

    def begin(self) -> None:
        items = self["items"]
        if isinstance(items, ItemsField):
            items.begin()

    def no_letter(self) -> str:
        return _("With the run that settles it the customer gets the final statement of the deposit.")

    def command(self, values: dict[str, Any], reason: str) -> SettleDeposit:
        contract = self.case.contract
        items = tuple(each.charged() for each in values["items"])
        return SettleDeposit(
            contract.id, contract.version, reason, line_id=values["line"], items=items, on=values["on"]
        )


def deposits(contract: Contract) -> list[ContractLine]:
    """Those that are held still."""
    return [line for line in contract.lines if line.kind is LineKind.DEPOSIT and line.end_on is None]


def _amount(line: ContractLine) -> Money:
    price, quantity = line.at(line.start_on or date.min)
    return price.times(quantity)
