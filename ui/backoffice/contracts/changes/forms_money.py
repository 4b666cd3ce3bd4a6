"""Forms for money beside the price: discounts, goodwill and refunds."""

from decimal import Decimal
from typing import Any

from domain.contracts.give_back_money import GiveBackMoney
from domain.contracts.giving_back import Gift
from domain.contracts.grant_discount import GrantDiscount
from domain.contracts.parts import Discount, Duration, DurationKind, GiveBackReason
from domain.period import Period
from ui.backoffice.contracts.changes.kit import Case, ChangeForm, FreeMoneyField, line_field
from ui.backoffice.contracts.changes.periods import charged_days
from ui.labels import label
from ui.language import _
from ui.widgets.forms import ChoiceField, DateField, MoneyField, NumberField, TextField

HUNDRED = Decimal(100)


class DiscountForm(ChangeForm):
    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self._id = str(case.new_id())
        counted = [(each, label(each)) for each in DurationKind]
        percent = NumberField(_("Percent"), least=Decimal("0.01"), most=HUNDRED)
        percent.set_value(10)
        amount = MoneyField(_("Amount per period"), currency=case.contract.terms.currency, zero=False)
        how_many = NumberField(_("How many"), least=Decimal(1), most=Decimal(999), places=0)
        how_many.set_value(3)
        self.add(title=TextField(_("Name on the invoice"), required=True, longest=200))
        self.add(
            kind=ChoiceField(_("Off"), [(True, _("a percentage")), (False, _("an amount"))]),
            percent=percent,
            amount=amount,
        )
        self.add(lasts=ChoiceField(_("How long"), counted), how_many=how_many)
        self.add(line=line_field(case, with_all=True))
        self.add(
            begin=DateField(_("For periods from"), case.spot.day or case.today),
            code=TextField(_("Voucher"), longest=60),
        )
        self.settle()

    def settle(self) -> None:
        is_percent = bool(self["kind"].value())
        self["percent"].setVisible(is_percent)
        self["amount"].setVisible(not is_percent)
        self["how_many"].setVisible(self["lasts"].value() in (DurationKind.PERIODS, DurationKind.MONTHS))

    def command(self, values: dict[str, Any], reason: str) -> GrantDiscount:
        contract = self.case.contract
        how_many = values["how_many"]
        discount = Discount(
            self._id, values["title"], values["percent"], values["amount"],
            Duration(values["lasts"], None if how_many is None else int(how_many)),
            () if values["line"] is None else (values["line"],), values["begin"], values["code"],
        )  # fmt: skip
        return GrantDiscount(contract.id, contract.version, reason, discount=discount)


class GiveBackForm(ChangeForm):
    """For the period a person pointed at, else the one of today."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self._key = str(case.new_id())
        period = charged_days(case)
        self.add(why=ChoiceField(_("Why"), [(each, label(each)) for each in GiveBackReason]))
        self.add(line=line_field(case, with_all=True))
        self.add(first=DateField(_("First day"), period.first_day), last=DateField(_("Last day"), period.last_day))
        amount = FreeMoneyField(
            _("Amount"), currency=case.contract.terms.currency, zero=False,
            hint=_("Left empty, all that these days cost goes back. The days stay charged; a credit is written."),
        )  # fmt: skip
        self.add(amount=amount)
        self["first"].changed.connect(self._follow)

    def begin(self) -> None:
        self["amount"].editor.setFocus()

    def command(self, values: dict[str, Any], reason: str) -> GiveBackMoney:
        contract = self.case.contract
        lines = () if values["line"] is None else (values["line"],)
        period = Period.through(values["first"], values["last"])
        gift = Gift(self._key, period, values["amount"], values["why"], lines)
        return GiveBackMoney(contract.id, contract.version, reason, gift=gift)

    def _follow(self) -> None:
        """The last day does not lie before the first."""
        first, last = self["first"], self["last"]
        if isinstance(last, DateField) and last.value() < first.value():
            last.set_value(first.value())
