"""Forms for lines that come and go while a contract runs."""

from decimal import Decimal
from typing import Any

from domain.contracts.add_line import AddLine
from domain.contracts.end_line import EndLine
from domain.contracts.model import LineKind
from domain.ids import ContractLineId
from domain.views.plan_options import ThingOption
from ui.backoffice.contracts.changes.kit import Case, ChangeForm, interval_choices, line_field, narrowed
from ui.backoffice.words import shown_rate
from ui.labels import label
from ui.language import _, shown_money
from ui.widgets.forms import ChoiceField, DateField, MoneyField, NumberField, TextField

KINDS = (
    LineKind.SERVICE, LineKind.RENTAL, LineKind.CONSUMABLE, LineKind.DIGITAL, LineKind.SALE, LineKind.FEE,
    LineKind.DEPOSIT,
)  # fmt: skip
RECURRING = frozenset({LineKind.SERVICE, LineKind.RENTAL, LineKind.CONSUMABLE, LineKind.DIGITAL})


def vat_field(case: Case) -> ChoiceField:
    """The VAT category of what is charged; the rate follows from country and day."""
    words = {
        "standard": _("full rate"), "reduced": _("reduced rate"), "zero": _("zero rate"), "exempt": _("exempt"),
    }  # fmt: skip
    words |= {line.vat: words.get(line.vat, line.vat) for line in case.contract.lines}
    return ChoiceField(_("VAT"), list(words.items()))


class AddLineForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self._line_id = ContractLineId(case.new_id())
        quantity = NumberField(_("Quantity"), least=Decimal(0), places=3)
        quantity.set_value(1)
        self.add(thing=_things_field(case))
        self.add(title=TextField(_("Name on the invoice"), required=True, longest=200))
        self.add(kind=ChoiceField(_("Kind"), [(kind, label(kind)) for kind in KINDS]), vat=vat_field(case))
        self.add(price=MoneyField(_("Price of one unit"), currency=case.contract.terms.currency), quantity=quantity)
        self.add(
            start=DateField(_("From"), case.spot.day or case.today),
            interval=ChoiceField(_("Rhythm"), interval_choices(as_before=_("as the contract"))),
        )
        self["thing"].changed.connect(self._on_thing)
        self.settle()

    def settle(self) -> None:
        """What the plan of a thing says is not asked."""
        is_free = self._thing() is None
        self["kind"].setVisible(is_free)
        self["vat"].setVisible(is_free)
        self["interval"].setVisible(is_free and self["kind"].value() in RECURRING)

    def command(self, values: dict[str, Any], reason: str) -> AddLine:
        contract, thing = self.case.contract, values["thing"]
        asked: dict[str, Any] = {
            "line_id": self._line_id, "title": values["title"], "price": values["price"],
            "quantity": values["quantity"], "start_on": values["start"],
        }  # fmt: skip
        if thing is None:
            return AddLine(
                contract.id, contract.version, reason, line_kind=values["kind"], vat=values["vat"],
                interval=values["interval"], **asked,
            )  # fmt: skip
        plan = thing.plan
        return AddLine(
            contract.id, contract.version, reason, line_kind=plan.kind, vat=plan.vat,
            interval=plan.terms.interval if plan.is_recurring else None,
            phases=plan.offer.phases if values["price"] == plan.price else (),
            means_of_transport=plan.means_of_transport, variant_id=thing.variant_id, plan_id=plan.id, **asked,
        )  # fmt: skip

    def _thing(self) -> ThingOption | None:
        chosen = self._value("thing")
        return chosen if isinstance(chosen, ThingOption) else None

    def _on_thing(self) -> None:
        thing, title, price = self._thing(), self["title"], self["price"]
        if thing is not None and isinstance(title, TextField) and isinstance(price, MoneyField):
            title.set_value(thing.title)
            price.set_value(thing.plan.price)
        self.settle()


def _things_field(case: Case) -> ChoiceField:
    """What goes out for the line, and comes back; without one, a line of words and a price."""
    choices: list[tuple[ThingOption | None, str]] = [(None, _("nothing that is carried, or agreed freely"))]
    for each in case.page.things:
        plan = each.plan
        price = shown_rate(plan.price, plan.terms.interval) if plan.is_recurring else shown_money(plan.price)
        choices.append((each, f"{each.title} · {plan.name} · {price}"))
    return narrowed(ChoiceField(_("From the catalogue"), choices))


class EndLineForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.add(line=line_field(case))
        self.add(last_day=DateField(_("Last day that is charged"), case.spot.day or case.today))

    def command(self, values: dict[str, Any], reason: str) -> EndLine:
        contract = self.case.contract
        return EndLine(contract.id, contract.version, reason, line_id=values["line"], last_day=values["last_day"])
