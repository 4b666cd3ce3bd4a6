"""Forms for how often and on which day a contract is billed."""

from decimal import Decimal
from typing import Any, Final

from domain.contracts.change_billing_day import ChangeBillingDay
from domain.contracts.change_interval import ChangeInterval, LinePrice
from domain.contracts.effective import When
from domain.contracts.terms import MONTHLY
from domain.period import Interval, Unit
from ui.backoffice.contracts.changes.kit import (
    Case,
    ChangeForm,
    FreeMoneyField,
    asked_on,
    interval_choices,
    settle_timing,
    timing_fields,
    timing_of,
)
from ui.backoffice.words import shown_interval
from ui.language import _
from ui.widgets.forms import ChoiceField, NumberField

YEARLY: Final = Interval(Unit.YEAR)


class IntervalForm(ChangeForm):
    """The prices of the new rhythm may stay empty: they follow in proportion where that is possible."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        now = case.interval(case.line())
        choices = [(each, words) for each, words in interval_choices() if each != now]
        rhythm = ChoiceField(_("New rhythm"), choices, hint=_("Now: {rhythm}").format(rhythm=shown_interval(now)))
        rhythm.set_value(MONTHLY if now != MONTHLY else YEARLY)
        self.add(interval=rhythm)
        self.add(**timing_fields(case, When.NEXT_PERIOD, When.NOW, When.ON_DATE))
        self.explain(_("What one unit costs in the new rhythm. Left empty, the price follows in proportion."))
        self._priced = {f"price_{number}": line for number, line in enumerate(self._following(case))}
        currency = case.contract.terms.currency
        for name, line in self._priced.items():
            hint = _("Now: {rate}").format(rate=case.rate(line))
            self.add(**{name: FreeMoneyField(line.title_on(case.today), currency=currency, hint=hint)})
        self.settle()

    def settle(self) -> None:
        settle_timing(self)

    def begin(self) -> None:
        self["interval"].editor.setFocus()

    def command(self, values: dict[str, Any], reason: str) -> ChangeInterval:
        contract = self.case.contract
        prices = tuple(
            LinePrice(line.id, values[name]) for name, line in self._priced.items() if values[name] is not None
        )
        return ChangeInterval(
            contract.id, contract.version, reason, interval=values["interval"], timing=timing_of(values),
            prices=prices, asked_on=asked_on(values, self.case.today),
        )  # fmt: skip

    @staticmethod
    def _following(case: Case) -> list[Any]:
        own = {each.line_id for each in case.contract.cycles if each.line_id is not None}
        return [line for line in case.running if line.id not in own]


class BillingDayForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        day = NumberField(
            _("Day of the month"), least=Decimal(1), most=Decimal(31), places=0,
            hint=_("1 to 31; in shorter months the last day stands for it."),
        )  # fmt: skip
        self.add(day_of_month=day)
        self.add(**timing_fields(case, When.NEXT_PERIOD, When.NOW, When.ON_DATE))
        self.settle()

    def settle(self) -> None:
        settle_timing(self)

    def command(self, values: dict[str, Any], reason: str) -> ChangeBillingDay:
        contract = self.case.contract
        return ChangeBillingDay(
            contract.id, contract.version, reason, day=int(values["day_of_month"]), timing=timing_of(values)
        )
