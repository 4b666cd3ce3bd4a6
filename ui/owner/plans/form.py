"""All that a price plan says, in cards of fields with a word of help each; gives a NewPlan."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from typing import Any, Final, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from domain.catalog.add_product import NewPlan
from domain.catalog.model import ProductKind
from domain.catalog.offer import Audience, Offer, PaidUp
from domain.catalog.plan import PricePlan
from domain.contracts.model import LineKind
from domain.contracts.parts import Phase
from domain.contracts.terms import (
    Align,
    AlignKind,
    Billing,
    ContractTerms,
    LapseRule,
    LawType,
    PricesAre,
    Renewal,
    StartRule,
    StopRule,
)
from domain.money import Money
from domain.period import Interval, Unit
from ui.labels import label
from ui.language import _
from ui.owner.fields import (
    CheckField,
    LengthField,
    Lines,
    OptionalMoneyField,
    OptionalWholeField,
    WholeField,
    quiet_values,
)
from ui.owner.plans.discount_lines import discount, discount_fields, discount_values
from ui.owner.plans.parts import PARTS, free_fields, part_fields
from ui.owner.plans.paying import PAYING, paying_fields
from ui.owner.plans.term_end import TermEndCard
from ui.widgets.base import column, text
from ui.widgets.card import Card
from ui.widgets.forms import ChoiceField, Field, Form, MoneyField, NumberField, TextField

MOST = Decimal(100)
KINDS: Final = (
    LineKind.RENTAL, LineKind.SERVICE, LineKind.CONSUMABLE, LineKind.DIGITAL, LineKind.SALE, LineKind.FEE,
)  # fmt: skip
NEW: Final = NewPlan(
    "",
    LineKind.RENTAL,
    Money(0),
    ContractTerms(min_term=Interval(Unit.MONTH, 3), notice=Interval(Unit.MONTH)),
)
"""What a new plan begins with."""
_USUAL_KINDS: Final = {ProductKind.CONSUMABLE: LineKind.CONSUMABLE, ProductKind.SERVICE: LineKind.SERVICE}


def new_plan(kind: ProductKind) -> NewPlan:
    """What a new plan of such a product begins with."""
    return replace(NEW, kind=_USUAL_KINDS.get(kind, LineKind.RENTAL))


class PlanForm(QWidget):
    """`set_plan` fills it, `read` gives the plan or None; `changed` comes with every key."""

    changed = Signal()

    def __init__(self, vat: Sequence[str] = ("standard",)) -> None:
        super().__init__()
        self._forms = [_basics(vat), _rhythm(), _term(), _extras()]
        self.phases = Lines(_phase_fields, _("Add phase"))
        self.discounts = Lines(discount_fields, _("Add discount"))
        self.paid_up = Lines(_paid_up_fields, _("Add way to pay ahead"))
        titles = (_("Plan and price"), _("Billing"), _("Term and notice"), _("Deposit, start and buyout"))
        cards = [Card(title).add(form) for title, form in zip(titles, self._forms, strict=True)]
        self.term_end = TermEndCard()
        self.setLayout(column(*cards, self.term_end, self._steps(), gap=24))
        for field in self._fields().values():
            field.changed.connect(self.changed)
        for lines in (self.phases, self.discounts, self.paid_up):
            lines.changed.connect(self.changed)
        self.term_end.changed.connect(self.changed)
        self.changed.connect(self._settle)
        self.set_plan(NEW)

    def _steps(self) -> Card:
        phases = _("Phases: the price of the first periods, in order. Leave the last number empty: from then on.")
        discounts = _("Discounts every new contract begins with, or only who names the voucher.")
        ahead = _("Paid ahead: so many periods at once, cheaper by some percent.")
        card = Card(_("Phases and discounts"))
        for words, lines in ((phases, self.phases), (discounts, self.discounts), (ahead, self.paid_up)):
            card.add(text(words, "small", wrap=True), lines)
        return card

    def first(self) -> QWidget:
        """Where typing begins."""
        return self._forms[0]["name"]

    def set_plan(self, plan: NewPlan | PricePlan) -> None:
        """What has no field here stays as it is."""
        terms, offer = plan.terms, plan.offer
        self._terms = terms
        values = {
            **{name: getattr(plan, name) for name in ("name", "kind", "price", "vat", "start_rule", "transit_days")},
            "transport": plan.means_of_transport,
            **{name: getattr(terms, name) for name in _TERMS},
            "align": terms.align.kind,
            "day": terms.align.day,
            **{name: getattr(offer, name) for name in ("deposit", "buyout", "audience")},
            "confirmed": offer.is_rental_confirmed,
        }
        fields = self._fields()
        for name, value in values.items():
            cast(Any, fields[name]).set_value(value)
        self.phases.set_lines([{"periods": each.periods, "price": each.price} for each in offer.phases])
        self.discounts.set_lines([discount_values(each) for each in offer.discounts])
        self.term_end.set_terms(terms)
        self.paid_up.set_lines([{"periods": each.periods, "percent": each.percent} for each in offer.paid_up])
        self._settle()

    def set_name(self, name: str) -> None:
        cast(TextField, self._forms[0]["name"]).set_value(name)

    def lock_kind(self, is_locked: bool) -> None:
        """A version of a plan keeps its kind."""
        self._forms[0]["kind"].setEnabled(not is_locked)

    def read(self, *, marks: bool = True) -> NewPlan | None:
        """None while a field is wrong; `marks`: it then says so and has the cursor.

        Raises AppErrors of what does not go together.
        """
        values = self._marked() if marks else self._quiet()
        rows = [lines.read(marks=marks) for lines in (self.phases, self.discounts, self.paid_up)]
        if values is None or any(each is None for each in rows):
            return None
        term_end = self.term_end.read(values["price"].currency, marks=marks)
        if term_end is None:
            return None
        phases, discounts, paid_up = (each or [] for each in rows)
        return _plan(values, replace(self._terms, **term_end), phases, discounts, paid_up)

    def _marked(self) -> dict[str, Any] | None:
        found: dict[str, Any] = {}
        for form in self._forms:
            values = form.read()
            if values is None:
                return None
            found.update(values)
        return found

    def _quiet(self) -> dict[str, Any] | None:
        return quiet_values(self._fields())

    def _fields(self) -> dict[str, Field[Any]]:
        return {name: form[name] for form in self._forms for name in form.names()}

    def _settle(self) -> None:
        """What means nothing is grey."""
        fields = self._fields()
        fields["day"].setEnabled(fields["align"].value() is AlignKind.DAY_OF_MONTH)
        fields["confirmed"].setEnabled(fields["law_type"].value() is LawType.RENTAL)
        fields["transit_days"].setEnabled(fields["start_rule"].value() is not StartRule.AT_HAND_OVER)


_TERMS: Final = (
    "interval", "billing", "prices_are", "min_term", "notice", "renewal", "stop_rule", "lapse_rule", "law_type",
    *PARTS, *PAYING,
)  # fmt: skip


def vat_word(category: str) -> str:
    """A category of the VAT table in words; one that has none stays as it is."""
    words = {
        "standard": _("standard rate"),
        "reduced": _("reduced rate"),
        "exempt": _("exempt"),
        "zero": _("zero rate"),
    }
    return words.get(category, category)


class _Named(Form):
    """A form that knows its fields' names."""

    def names(self) -> tuple[str, ...]:
        return tuple(self._fields)


def _choice(title: str, values: Sequence[Enum] | type[Enum], hint: str = "") -> ChoiceField:
    return ChoiceField(title, [(value, label(value)) for value in values], hint=hint)


def _basics(vat: Sequence[str]) -> _Named:
    form = _Named()
    form.add(
        name=TextField(_("Name"), required=True, longest=80, hint=_("What customers read, for example Monthly.")),
        kind=_choice(_("Kind"), KINDS, _("Rental comes back, sales and fees are charged once.")),
    )
    form.add(
        price=MoneyField(_("Price"), hint=_("For one piece and one period; sales: once.")),
        prices_are=_choice(_("Prices are"), PricesAre, _("Gross for consumers, net for companies.")),
    )
    form.add(
        vat=ChoiceField(_("VAT"), [(each, vat_word(each)) for each in vat], hint=_("Category of the VAT table.")),
        audience=_choice(_("Who may order"), Audience, _("The rules for consumers bind all but companies' plans.")),
    )
    form.add(
        transport=CheckField(
            _("Means of transport"),
            _("bicycle, e-bike or vehicle"),
            hint=_("Above 30 days taxed where the consumer lives."),
        )
    )
    return form


def _rhythm() -> _Named:
    form = _Named()
    form.add(
        interval=LengthField(_("Every"), hint=_("How long one billing period is.")),
        billing=_choice(_("Billed"), Billing, _("In advance: on the first day of the period.")),
    )
    form.add(
        align=_choice(
            _("Periods begin"), AlignKind, _("From the start day, on one day of the month, or by the calendar.")
        ),
        day=OptionalWholeField(_("Day of the month"), least=1, most=31, hint=_("1 to 31; short months end earlier.")),
    )
    form.add(**part_fields()).add(**free_fields()).add(**paying_fields())
    return form


def _term() -> _Named:
    form = _Named()
    form.add(
        min_term=LengthField(_("Minimum term"), none=_("none"), hint=_("At most 24 months for consumers.")),
        notice=LengthField(_("Notice"), none=_("none"), hint=_("At most one month for consumers.")),
    )
    form.add(
        renewal=_choice(
            _("After the minimum term"), Renewal, _("Consumers: open-ended, unless plain rental is confirmed.")
        ),
        law_type=_choice(_("Law"), LawType, _("Rental with service and insurance is a mixed contract.")),
    )
    form.add(
        confirmed=CheckField(
            _("Plain rental"),
            _("I have checked it"),
            hint=_("Only then may a consumer's contract renew for a fixed term."),
        ),
        stop_rule=_choice(_("End of billing"), StopRule, _("The day from which a returned thing costs nothing.")),
    )
    form.add(
        lapse_rule=_choice(
            _("Not sent back in time"), LapseRule, _("After the days of grace in the settings for returns.")
        ),
    )
    return form


def _extras() -> _Named:
    form = _Named()
    form.add(
        deposit=OptionalMoneyField(
            _("Deposit"), hint=_("For one piece, without VAT; given back at the end. Empty: none.")
        ),
        buyout=OptionalMoneyField(
            _("Buyout price"), hint=_("Better offered later: promised at signing, it may be credit.")
        ),
    )
    form.add(
        start_rule=_choice(_("Start"), StartRule, _("The first paid day.")),
        transit_days=WholeField(_("Days in transit"), least=0, most=60, hint=_("Added to the day of dispatch.")),
    )
    return form


def _phase_fields() -> Mapping[str, Field[Any]]:
    return {"periods": OptionalWholeField(_("Periods"), most=1200), "price": MoneyField(_("Price"))}


def _paid_up_fields() -> Mapping[str, Field[Any]]:
    return {
        "periods": WholeField(_("Periods"), least=2, most=120),
        "percent": NumberField(_("Percent cheaper"), least=Decimal(0), most=MOST),
    }


def _plan(
    values: dict[str, Any],
    terms: ContractTerms,
    phases: list[dict[str, Any]],
    discounts: list[dict[str, Any]],
    paid_up: list[dict[str, Any]],
) -> NewPlan:
    align = values["align"]
    day = values["day"] if align is AlignKind.DAY_OF_MONTH else None
    return NewPlan(
        name=values["name"],
        kind=values["kind"],
        price=values["price"],
        terms=replace(terms, **{name: values[name] for name in _TERMS}, align=Align(align, day)),
        vat=values["vat"],
        means_of_transport=values["transport"],
        transit_days=values["transit_days"],
        start_rule=values["start_rule"],
        offer=Offer(
            phases=tuple(Phase(line["periods"], line["price"]) for line in phases),
            deposit=values["deposit"],
            discounts=tuple(discount(line, values["price"].currency) for line in discounts),
            paid_up=tuple(PaidUp(line["periods"], line["percent"]) for line in paid_up),
            buyout=values["buyout"],
            audience=values["audience"],
            is_rental_confirmed=values["confirmed"] and values["law_type"] is LawType.RENTAL,
        ),
    )
