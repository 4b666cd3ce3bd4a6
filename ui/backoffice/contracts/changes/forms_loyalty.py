"""The form for what staying is worth to one contract."""

from decimal import Decimal
from typing import Any

from domain.loyalty.agree_loyalty import AgreeLoyalty
from domain.loyalty.scheme import MOST_MONTHS, LoyaltyRule, Step
from ui.backoffice.contracts.changes.kit import Case, ChangeForm
from ui.language import _
from ui.owner.fields import OptionalWholeField
from ui.widgets.forms import ChoiceField, NumberField, TextField


class LoyaltyForm(ChangeForm):
    """One step and a free month; what a programme of the owner's has beyond that stays with its programme."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        known = case.contract.loyalty
        title = TextField(_("Name on the invoice"), required=True, longest=100)
        title.set_value(_("Loyalty") if known is None else known.title)
        gives = [(True, _("something")), (False, _("nothing any more"))] if known else [(True, _("something"))]
        self.add(gives=ChoiceField(_("Staying brings"), gives), title=title)
        percent = NumberField(_("Percent less"), least=Decimal("0.01"), most=Decimal(100))
        percent.set_value(10)
        month = OptionalWholeField(
            _("From paid month"), least=2, most=MOST_MONTHS, hint=_("Left empty: no lower price.")
        )
        hint = _("For example 12: twelve paid, one free. Left empty: none is.")
        free = OptionalWholeField(_("A free month after paid months"), most=MOST_MONTHS, hint=hint)
        month.set_value(13)
        self.add(month=month, percent=percent)
        self.add(free_every=free)
        self.settle()

    def settle(self) -> None:
        for name in ("title", "month", "percent", "free_every"):
            self[name].setVisible(bool(self["gives"].value()))

    def command(self, values: dict[str, Any], reason: str) -> AgreeLoyalty:
        contract = self.case.contract
        if not values["gives"]:
            return AgreeLoyalty(contract.id, contract.version, reason, title="", rule=None)
        steps = () if values["month"] is None else (Step(values["month"], values["percent"]),)
        rule = LoyaltyRule(steps, values["free_every"])
        return AgreeLoyalty(contract.id, contract.version, reason, title=values["title"], rule=rule)
