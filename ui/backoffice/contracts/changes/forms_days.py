"""Forms for single payments, and for the first and last day of a contract."""

from datetime import timedelta
from typing import Any

from domain.contracts.change_payment import ChangePayment
from domain.contracts.move_end import MoveEnd
from domain.contracts.move_payment import MovePayment
from domain.contracts.move_start import MoveStart
from domain.period import ONE_DAY, add_months
from ui.backoffice.contracts.changes.kit import Case, ChangeForm, payment_field, price_of
from ui.language import _, shown_date
from ui.widgets.forms import ChoiceField, DateField, MoneyField

LATER = timedelta(days=14)


class MovePaymentForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.add(payment=payment_field(case))
        _line, first_day = self["payment"].value()
        self.add(due=DateField(_("Asked for on"), max(first_day, case.today) + LATER))

    def command(self, values: dict[str, Any], reason: str) -> MovePayment:
        contract = self.case.contract
        line_id, first_day = values["payment"]
        return MovePayment(
            contract.id, contract.version, reason, line_id=line_id, first_day=first_day, due_on=values["due"]
        )


class ChangePaymentForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        price = MoneyField(
            _("Price of one unit, this once"), currency=case.contract.terms.currency,
            hint=_("For this one period; afterwards it is as before."),
        )  # fmt: skip
        self.add(payment=payment_field(case)).add(price=price)
        self["payment"].changed.connect(self._on_payment)
        self._on_payment()

    def command(self, values: dict[str, Any], reason: str) -> ChangePayment:
        contract = self.case.contract
        line_id, first_day = values["payment"]
        return ChangePayment(
            contract.id, contract.version, reason, line_id=line_id, first_day=first_day, price=values["price"]
        )

    def _on_payment(self) -> None:
        field = self["price"]
        line_id, first_day = self["payment"].value()
        if isinstance(field, MoneyField):
            field.set_value(price_of(self.case, line_id, first_day))


class MoveStartForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        was = case.contract.start_on or case.today
        hint = _("Until now: {day}. All that follows moves by as many days.").format(day=shown_date(was))
        self.add(start=DateField(_("First day that is charged"), case.spot.day or was, hint=hint))

    def command(self, values: dict[str, Any], reason: str) -> MoveStart:
        contract = self.case.contract
        return MoveStart(contract.id, contract.version, reason, start_on=values["start"])


class MoveEndForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        end_on = case.contract.end_on
        choices = [(True, _("on a day")), (False, _("goes on until notice"))]
        now = _("Until now: {day}").format(day=shown_date(end_on - ONE_DAY)) if end_on else _("Until now: no known end")
        day = end_on - ONE_DAY if end_on else add_months(case.today, 12) - ONE_DAY
        self.add(ends=ChoiceField(_("The contract ends"), choices, hint=now))
        self.add(last_day=DateField(_("Last day that is charged"), case.spot.day or day))
        self.settle()

    def settle(self) -> None:
        self["last_day"].setVisible(bool(self["ends"].value()))

    def command(self, values: dict[str, Any], reason: str) -> MoveEnd:
        contract = self.case.contract
        return MoveEnd(contract.id, contract.version, reason, last_day=values["last_day"])
