"""Forms for lines that come and go while a contract runs."""

from decimal import Decimal
from typing import Any

from domain.contracts.add_line import AddLine
from domain.contracts.end_line import EndLine
from domain.contracts.model import LineKind
from domain.ids import ContractLineId
from ui.backoffice.contracts.changes.kit import Case, ChangeForm, interval_choices, line_field
from ui.labels import label
from ui.language import _
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
        self.add(title=TextField(_("Name on the invoice"), required=True, longest=200))
        self.add(kind=ChoiceField(_("Kind"), [(kind, label(kind)) for kind in KINDS]), vat=vat_field(case))
        self.add(price=MoneyField(_("Price of one unit"), currency=case.contract.terms.currency), quantity=quantity)
        self.add(
            start=DateField(_("From"), case.spot.day or case.today),
            interval=ChoiceField(_("Rhythm"), interval_choices(as_before=_("as the contract"))),
        )
        self.settle()

    def settle(self) -> None:
        self["interval"].setVisible(self["kind"].value() in RECURRING)

    def command(self, values: dict[str, Any], reason: str) -> AddLine:
        contract = self.case.contract
        return AddLine(
            contract.id, contract.version, reason, line_id=self._line_id, title=values["title"],
            line_kind=values["kind"], price=values["price"], vat=values["vat"], quantity=values["quantity"],
            start_on=values["start"], interval=values["interval"],
        )  # fmt: skip


class EndLineForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.add(line=line_field(case))
        self.add(last_day=DateField(_("Last day that is charged"), case.spot.day or case.today))

    def command(self, values: dict[str, Any], reason: str) -> EndLine:
        contract = self.case.contract
        return EndLine(contract.id, contract.version, reason, line_id=values["line"], last_day=values["last_day"])
