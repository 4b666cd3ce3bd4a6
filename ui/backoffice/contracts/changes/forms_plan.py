"""The form for another plan: those that the seller allows first, then all others by agreement, then free words."""

from typing import Any

from domain.catalog.plan import PricePlan
from domain.contracts.change_plan import ChangePlan
from domain.contracts.effective import When
from domain.contracts.renewals import running_term_end
from domain.customers.model import CustomerKind
from domain.ids import ContractLineId
from domain.period import ONE_DAY
from domain.views.plan_options import PlanOption
from ui.backoffice.contracts.changes.forms_price import ANY_WHEN
from ui.backoffice.contracts.changes.kit import (
    Case,
    ChangeForm,
    asked_on,
    interval_choices,
    line_field,
    narrowed,
    price_of,
    settle_timing,
    timing_fields,
    timing_of,
)
from ui.backoffice.words import shown_rate
from ui.labels import label
from ui.language import _, shown_date
from ui.owner.fields import ChangingChoiceField
from ui.widgets.base import row, text
from ui.widgets.forms import ChoiceField, DateField, MoneyField, TextField


class PlanForm(ChangeForm):
    """`plan` None: agreed freely, with a name, a price and a rhythm of its own."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self._note = text("", "muted", wrap=True)
        self.plan = ChangingChoiceField(_("New plan"), [])
        narrowed(self.plan)
        self.add(line=narrowed(line_field(case))).add(plan=self.plan)
        self._layout.addLayout(row(self._note))
        self.add(title=TextField(_("Name on the invoice"), required=True, longest=200))
        price = MoneyField(_("New price of one unit"), currency=case.contract.terms.currency)
        interval = ChoiceField(_("Rhythm"), interval_choices(as_before=_("as before")))
        self.add(price=price, interval=interval)
        self.add(**timing_fields(case, *ANY_WHEN))
        self["line"].changed.connect(self._on_line)
        self.plan.changed.connect(self._on_plan)
        self._on_line()

    def settle(self) -> None:
        settle_timing(self)
        option = self._option()
        self["title"].setVisible(option is None)
        self["interval"].setVisible(option is None)
        self._note.setText(self._said(option))

    def command(self, values: dict[str, Any], reason: str) -> ChangePlan:
        contract, option = self.case.contract, values["plan"]
        price = values["price"]
        if option is not None and price == option.plan.price:
            price = None
        return ChangePlan(
            contract.id, contract.version, reason, line_id=values["line"],
            plan_id=None if option is None else option.plan.id, title=values["title"] or "", price=price,
            interval=values["interval"], timing=timing_of(values), asked_on=asked_on(values, self.case.today),
        )  # fmt: skip

    def _on_line(self) -> None:
        line_id: ContractLineId = self["line"].value()
        choices: list[tuple[PlanOption | None, str]] = [(each, self._word(each)) for each in self._options(line_id)]
        self.plan.set_choices([*choices, (None, _("agreed freely, without a plan"))])
        title = self["title"]
        if isinstance(title, TextField):
            title.set_value(self.case.contract.line(line_id).title_on(self.case.today))
        self._on_plan()

    def _on_plan(self) -> None:
        """The plan's price and, for what a renewal offers, the day after the term."""
        option, price, when, day = self._option(), self["price"], self["when"], self["day"]
        if not isinstance(price, MoneyField) or not isinstance(when, ChoiceField) or not isinstance(day, DateField):
            return
        price.set_value(price_of(self.case, self["line"].value()) if option is None else option.plan.price)
        renewal_on = self._renewal_on()
        if option is not None and self._is_renewal_offer(option) and renewal_on is not None:
            day.set_value(renewal_on)
            when.set_value(When.ON_DATE)
        elif day.value() == renewal_on:
            when.set_value(When.DEFAULT)
        self.settle()

    def _options(self, line_id: ContractLineId) -> list[PlanOption]:
        """First what the table allows, then what the renewal offers; for a line without a plan each plan once. What is
        billed or taxed otherwise could not follow, nor another thing than a bundle."""
        line, terms = self.case.contract.line(line_id), self.case.contract.terms
        own = line.plan_on(max(self.case.today, self.case.contract.start_on or self.case.today))
        like = (line.kind, line.vat, line.means_of_transport, terms.prices_are, terms.billing)
        fitting = [each for each in self.case.page.plans if _likeness(each.plan) == like]
        found = [each for each in fitting if each.from_plan == own and own is not None]
        if line.bundle is not None:
            found = [each for each in found if not each.is_other_thing]
        elif not found:
            found = list({each.plan.id: each for each in fitting}.values())
        return sorted(found, key=lambda each: (each.change is None or own is None, not self._is_renewal_offer(each)))

    def _option(self) -> PlanOption | None:
        chosen = self._value("plan")
        return chosen if isinstance(chosen, PlanOption) else None

    def _word(self, option: PlanOption) -> str:
        plan = option.plan
        rate = shown_rate(plan.price, plan.terms.interval)
        if self._is_renewal_offer(option):
            kind = _("offered for the renewal")
        else:
            kind = label(option.change.direction) if option.change is not None else _("by agreement")
        return f"{option.product} · {plan.name} · {rate} ({kind})"

    def _said(self, option: PlanOption | None) -> str:
        if option is None:
            return _("Free words need a reason: say below what was agreed.")
        renewal_on = self._renewal_on()
        if self._is_renewal_offer(option) and renewal_on is not None:
            return _("The contract's terms offer this plan for {day}, the day after the term.").format(
                day=shown_date(renewal_on)
            )
        words = [self._said_when(option)]
        if option.plan.offer.phases:
            first = option.plan.offer.phases[0]
            words.append(
                _("The plan begins with {price}.").format(price=shown_rate(first.price, option.plan.terms.interval))
            )
        return " ".join(words)

    def _said_when(self, option: PlanOption) -> str:
        if option.change is None:
            return _("The table of allowed changes does not lead there: it needs a reason below.")
        if self._value("when") is When.DEFAULT:
            return _("By the table: {direction}, {when}.").format(
                direction=label(option.change.direction), when=label(option.change.when)
            )
        return _("By the table: {direction}.").format(direction=label(option.change.direction))

    def _is_renewal_offer(self, option: PlanOption) -> bool:
        agreed = self.case.contract.terms.at_renewal
        return agreed is not None and agreed.offer_plan_id == option.plan.family

    def _renewal_on(self) -> Any:
        is_consumer = self.case.page.customer.kind is CustomerKind.CONSUMER
        last = running_term_end(self.case.contract, is_consumer=is_consumer)
        return None if last is None else last + ONE_DAY


def _likeness(plan: PricePlan) -> tuple[object, ...]:
    return (plan.kind, plan.vat, plan.means_of_transport, plan.terms.prices_are, plan.terms.billing)
