"""Forms for what a line costs: price and quantity."""

from decimal import Decimal
from typing import Any, Final

from domain.contracts.change_price import ChangePrice
from domain.contracts.change_quantity import ChangeQuantity
from domain.contracts.effective import When
from ui.backoffice.contracts.changes.kit import (
    Case,
    ChangeForm,
    asked_on,
    line_field,
    price_of,
    settle_timing,
    timing_fields,
    timing_of,
)
from ui.language import _
from ui.widgets.forms import MoneyField, NumberField

ANY_WHEN: Final = (When.DEFAULT, When.NOW, When.NEXT_PERIOD, When.ON_DATE)


class PriceForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        price = MoneyField(_("New price of one unit"), currency=case.contract.terms.currency)
        price.set_value(price_of(case, case.line().id))
        self.add(line=line_field(case)).add(price=price)
        self.add(**timing_fields(case, *ANY_WHEN))
        self["line"].changed.connect(self._on_line)
        self.settle()

    def settle(self) -> None:
        settle_timing(self)

    def command(self, values: dict[str, Any], reason: str) -> ChangePrice:
        contract = self.case.contract
        return ChangePrice(
            contract.id, contract.version, reason, line_id=values["line"], price=values["price"],
            timing=timing_of(values), asked_on=asked_on(values, self.case.today),
        )  # fmt: skip

    def _on_line(self) -> None:
        field = self["price"]
        if isinstance(field, MoneyField):
            field.set_value(price_of(self.case, self["line"].value()))


class QuantityForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        quantity = NumberField(_("New quantity"), least=Decimal(0), places=3)
        quantity.set_value(case.line().at(case.today)[1])
        self.add(line=line_field(case)).add(quantity=quantity)
        self.add(**timing_fields(case, *ANY_WHEN))
        self["line"].changed.connect(self._on_line)
        self.settle()

    def settle(self) -> None:
        settle_timing(self)

    def command(self, values: dict[str, Any], reason: str) -> ChangeQuantity:
        contract = self.case.contract
        return ChangeQuantity(
            contract.id, contract.version, reason, line_id=values["line"], quantity=values["quantity"],
            timing=timing_of(values), asked_on=asked_on(values, self.case.today),
        )  # fmt: skip

    def _on_line(self) -> None:
        field = self["quantity"]
        if isinstance(field, NumberField):
            field.set_value(self.case.contract.line(self["line"].value()).at(self.case.today)[1])
