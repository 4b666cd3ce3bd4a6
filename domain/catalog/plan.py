"""A price plan: what a product costs, how often, and under which rules a contract made from it runs."""

from dataclasses import dataclass, replace
from decimal import Decimal

from domain.catalog.offer import NO_EXTRAS, Offer
from domain.contracts.model import RECURRING, ContractLine, LineKind, LineVersion, NegativePrice
from domain.contracts.terms import ContractTerms, StartRule
from domain.errors import InvalidInput
from domain.ids import ContractLineId, PlanId, ProductId, VariantId
from domain.money import Money


class TransitDaysNegative(InvalidInput):
    """Goods do not arrive before they are dispatched."""

    code = "transit_days_negative"


class PlanCurrencyDiffers(InvalidInput):
    """The price, the terms, a phase, the deposit or a discount name two currencies."""

    code = "plan_currency_differs"


@dataclass(frozen=True, slots=True)
class PricePlan:
    """One version of a plan; contracts keep the values of theirs, so a newer version changes no running contract.

    `price` is that of one unit for one interval (once for sale, fee and deposit), net or gross as the terms say.
    `transit_days` are added to the dispatch day when the plan starts at arrival. `family_id` is the first version's id;
    None: this is the first.

    Raises NegativePrice, TransitDaysNegative, PlanCurrencyDiffers, PhasesWrong, DepositWrong, PaidUpWrong.
    """

    id: PlanId
    product_id: ProductId
    name: str
    kind: LineKind
    vat: str
    price: Money
    terms: ContractTerms
    means_of_transport: bool = False
    start_rule: StartRule = StartRule.AT_ARRIVAL
    transit_days: int = 2
    version: int = 1
    offer: Offer = NO_EXTRAS
    family_id: PlanId | None = None

    def __post_init__(self) -> None:
        if self.price.minor < 0:
            raise NegativePrice(price=self.price)
        if self.transit_days < 0:
            raise TransitDaysNegative(days=self.transit_days)
        self.offer.check(is_recurring=self.is_recurring, is_rental=self.kind is LineKind.RENTAL)
        if {self.price.currency, *self.offer.currencies} != {self.terms.currency}:
            raise PlanCurrencyDiffers(price=self.price, currency=self.terms.currency)

    @property
    def is_recurring(self) -> bool:
        return self.kind in RECURRING

    @property
    def family(self) -> PlanId:
        """What all versions of the plan share."""
        return self.family_id or self.id

    def repriced(self, price: Money) -> "PricePlan":
        """The next version with another price, for contracts made from now on."""
        return replace(self, price=price, version=self.version + 1)

    def line(
        self, line_id: ContractLineId, position: int, title: str, quantity: Decimal, variant_id: VariantId | None
    ) -> ContractLine:
        """The contract line this plan agrees to. Raises QuantityNotPositive."""
        return ContractLine(
            id=line_id,
            position=position,
            title=title,
            kind=self.kind,
            vat=self.vat,
            versions=(LineVersion(None, self.price, quantity),),
            means_of_transport=self.means_of_transport,
            variant_id=variant_id,
            phases=self.offer.phases,
            plan_id=self.id,
        )
