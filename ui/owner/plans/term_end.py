"""What a plan says of the end of its term: an early end, the renewal, the reminder; and of days in our repair."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from domain.contracts.agreed import AtRenewal, EarlyEnd, FeeRule, FeeStep
from domain.contracts.terms import ContractTerms
from domain.money import Currency, Money
from domain.views.catalogue import PlanRow
from ui.backoffice.words import shown_rate
from ui.labels import label
from ui.language import _
from ui.owner.fields import ChangingChoiceField, Lines, OptionalWholeField, WholeField
from ui.widgets.base import text
from ui.widgets.card import Card
from ui.widgets.forms import ChoiceField, Field, Form, MoneyField, NumberField, TextField, WrongEntry

_LEAST, _MOST = Decimal("0.01"), Decimal(100)
FEE_FIELDS: Final = ("fee_rule", "fee_percent", "fee_amount")


class TermEndCard(Card):
    """`read` gives the four members of the terms that stand here, or None while a field is wrong."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(_("End of the term and repairs"))
        self.steps = Lines(_step_fields, _("Add step"))
        self._steps_words = text(
            _("By month: an end up to and including that month costs so much."), "small", wrap=True
        )
        self.form = _form(self._steps_words, self.steps)
        self._offers: dict[Any, str] = {}
        self.add(self.form)
        for name in NAMES:
            self.form[name].changed.connect(self._on_changed)
        self.steps.changed.connect(self.changed)
        self._settle()

    def set_offers(self, rows: Sequence[PlanRow]) -> None:
        """The plans that may be offered for the renewal; what is chosen stays chosen."""
        chosen = self._offer_field().value() if self._offers else self._wanted_offer
        self._offers = {
            row.plan.family: f"{row.product.name} · {row.plan.name} · "
            + shown_rate(row.plan.price, row.plan.terms.interval)
            for row in rows
            if row.plan.is_recurring and row.is_offered
        }
        self._show_offers(chosen)

    def set_terms(self, terms: ContractTerms) -> None:
        early, renewal = terms.early_end, terms.at_renewal or AtRenewal()
        self._set("fee_rule", None if early is None else early.rule)
        if early is not None and early.percent is not None:
            self._set("fee_percent", early.percent)
        if early is not None and early.amount is not None:
            self._set("fee_amount", early.amount)
        steps = () if early is None else early.steps
        self.steps.set_lines([{"month": step.until_month, "amount": step.amount} for step in steps])
        self._set("price_percent", renewal.price_percent)
        self._set("bonus_percent", renewal.bonus_percent or Decimal(0))
        self._set("bonus_periods", renewal.bonus_periods)
        self._set("bonus_title", renewal.bonus_title)
        self._set("repair_days", terms.repair_pause_days)
        self._set("reminder_days", terms.reminder_days)
        self._show_offers(renewal.offer_plan_id)
        self._settle()

    def read(self, currency: Currency, *, marks: bool) -> dict[str, Any] | None:
        """Raises EarlyEndNotUnderstood, RenewalNotUnderstood."""
        values = self._values(marks=marks)
        steps = self.steps.read(marks=marks) if self._rule() is FeeRule.SCALE else []
        if values is None or steps is None:
            return None
        return {
            "early_end": _early_end(values, steps, currency),
            "at_renewal": _at_renewal(values),
            "repair_pause_days": values["repair_days"],
            "reminder_days": values["reminder_days"],
        }

    _wanted_offer: Any = None

    def _show_offers(self, chosen: Any) -> None:
        """One that is not offered any more keeps its place, so that saving does not lose it."""
        self._wanted_offer = chosen
        field = self._offer_field()
        known: list[tuple[Any, str]] = [(None, _("no offer")), *self._offers.items()]
        if chosen is not None and chosen not in self._offers:
            known.append((chosen, _("as before")))
        field.set_choices(known)
        field.set_value(chosen)

    def _offer_field(self) -> ChangingChoiceField:
        field = self.form["offer"]
        if not isinstance(field, ChangingChoiceField):
            raise TypeError("the offer is chosen")
        return field

    def _rule(self) -> FeeRule | None:
        rule: FeeRule | None = self.form["fee_rule"].value()
        return rule

    def _values(self, *, marks: bool) -> dict[str, Any] | None:
        found: dict[str, Any] = {}
        for name in NAMES:
            field = self.form[name]
            if field.isHidden():
                found[name] = None
                continue
            try:
                found[name] = field.value()
            except WrongEntry as wrong:
                if marks:
                    field.show_error(str(wrong))
                    field.setFocus()
                return None
        return found

    def _set(self, name: str, value: Any) -> None:
        field: Any = self.form[name]
        field.set_value(value)

    def _on_changed(self) -> None:
        self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        """Only what the rule needs is asked for; the bonus needs words when there is one."""
        rule = self._rule()
        self.form["fee_percent"].setVisible(rule is FeeRule.PERCENT)
        self.form["fee_amount"].setVisible(rule is FeeRule.FIXED)
        for each in (self._steps_words, self.steps):
            each.setVisible(rule is FeeRule.SCALE)
        try:
            has_bonus = bool(self.form["bonus_percent"].value())
        except WrongEntry:
            has_bonus = True
        for name in ("bonus_periods", "bonus_title"):
            self.form[name].setVisible(has_bonus)


NAMES: Final = (
    *FEE_FIELDS, "price_percent", "bonus_percent", "bonus_periods", "bonus_title", "offer", "repair_days",
    "reminder_days",
)  # fmt: skip


class _Form(Form):
    def put(self, *widgets: QWidget) -> None:
        """Below the fields that are there."""
        for each in widgets:
            self._layout.addWidget(each)


def _form(*steps: QWidget) -> Form:
    """`steps` stand below the rule that they belong to."""
    form = _Form()
    rules: list[tuple[FeeRule | None, str]] = [(None, _("not possible")), *((rule, label(rule)) for rule in FeeRule)]
    hint = _("What it costs; never more than what would still be to pay.")
    form.add(
        fee_rule=ChoiceField(_("End before the minimum term"), rules, hint=hint),
        fee_percent=NumberField(_("Per cent of the rest"), least=_LEAST, most=_MOST),
        fee_amount=MoneyField(_("Amount")),
    )
    form.put(*steps)
    price = NumberField(
        _("Price at renewal, per cent"), least=Decimal(-99), most=Decimal(1000), hint=_("Above zero: dearer. 0: stays.")
    )
    price.set_value(0)
    bonus = NumberField(_("Bonus at renewal, per cent"), least=Decimal(0), most=_MOST, hint=_("A thank-you. 0: none."))
    bonus.set_value(0)
    form.add(price_percent=price, bonus_percent=bonus)
    form.add(
        bonus_periods=WholeField(_("Bonus for periods"), most=120),
        bonus_title=TextField(_("Bonus on the invoice"), required=True, longest=80),
    )
    offer_hint = _("The reminder names it; the customer may change to it on the day after the term.")
    offer = ChangingChoiceField(_("Offer at renewal"), [(None, _("no offer"))], hint=offer_hint)
    if isinstance(offer.editor, QComboBox):
        offer.editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    form.add(offer=offer)
    form.add(
        reminder_days=WholeField(_("Reminder, days before the end"), least=1, most=365),
        repair_days=OptionalWholeField(
            _("Rests in our repair after days"), least=0, most=365, hint=_("Longer costs nothing. Empty: goes on.")
        ),
    )
    return form


def _step_fields() -> Mapping[str, Field[Any]]:
    return {"month": WholeField(_("Up to month"), most=120), "amount": MoneyField(_("Amount"))}


def _early_end(values: dict[str, Any], steps: list[dict[str, Any]], currency: Currency) -> EarlyEnd | None:
    rule = values["fee_rule"]
    if rule is None:
        return None
    amount = None if values["fee_amount"] is None else Money(values["fee_amount"].minor, currency)
    made = tuple(FeeStep(step["month"], Money(step["amount"].minor, currency)) for step in steps)
    return EarlyEnd(rule, values["fee_percent"], amount, made)


def _at_renewal(values: dict[str, Any]) -> AtRenewal | None:
    """None: nothing changes with the term."""
    bonus = values["bonus_percent"] or None
    if not values["price_percent"] and bonus is None and values["offer"] is None:
        return None
    if bonus is None:
        return AtRenewal(values["price_percent"], offer_plan_id=values["offer"])
    return AtRenewal(values["price_percent"], bonus, values["bonus_periods"], values["bonus_title"], values["offer"])
