"""Take a product into the catalogue, with its variants and price plans."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from domain.application import Command, Event, Seat
from domain.assets.codes import is_gtin
from domain.catalog.contents import check_contents, check_tables
from domain.catalog.model import BundleItem, Product, ProductKind, Variant
from domain.catalog.offer import NO_EXTRAS, Offer
from domain.catalog.plan import PricePlan
from domain.catalog.plan_rules import check_plan
from domain.clock import Clock
from domain.contracts.model import LineKind
from domain.contracts.terms import ContractTerms, StartRule
from domain.errors import Conflict, InvalidInput
from domain.ids import PlanId, ProductId, VariantId
from domain.money import Money
from domain.ports import Unit

_USUAL: Final = ContractTerms()


class ProductNameMissing(InvalidInput):
    """A product needs a name and at least one variant."""

    code = "product_name_missing"


class PlanNameMissing(InvalidInput):
    """A price plan needs a name."""

    code = "plan_name_missing"


class GtinWrong(InvalidInput):
    """The number is no GTIN: its length or its check digit is wrong."""

    code = "gtin_wrong"


class ProductNumberTaken(Conflict):
    """Another product carries this article number or GTIN already, or two variants share one."""

    code = "product_number_taken"


@dataclass(frozen=True, slots=True)
class NewVariant:
    """`gtin` "" when the maker printed none; `cost` is what one piece costs us, None: unknown."""

    sku: str
    name: str = ""
    gtin: str = ""
    cost: Money | None = None
    items: tuple[BundleItem, ...] = ()

    def variant(self, variant_id: VariantId, product: Product) -> Variant:
        """Raises GtinWrong."""
        if self.gtin and not is_gtin(self.gtin):
            raise GtinWrong(value=self.gtin)
        gtin = self.gtin.rjust(14, "0") if self.gtin else None
        return Variant(variant_id, product, self.sku, self.name, gtin, self.items)


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A price plan to be. `vat` is a category of the VAT table."""

    name: str
    kind: LineKind
    price: Money
    terms: ContractTerms = _USUAL
    vat: str = "standard"
    means_of_transport: bool = False
    transit_days: int = 2
    start_rule: StartRule = StartRule.AT_ARRIVAL
    offer: Offer = NO_EXTRAS

    def plan(self, plan_id: PlanId, product_id: ProductId) -> PricePlan:
        """As it will be offered. Raises what the price plan refuses, and what consumers may not be asked."""
        made = PricePlan(
            id=plan_id,
            product_id=product_id,
            name=self.name.strip(),
            kind=self.kind,
            vat=self.vat,
            price=self.price,
            terms=self.terms,
            means_of_transport=self.means_of_transport,
            start_rule=self.start_rule,
            transit_days=self.transit_days,
            offer=self.offer,
        )
        if not made.name:
            raise PlanNameMissing
        check_plan(made)
        return made


@dataclass(frozen=True, slots=True)
class AddProduct(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    name: str
    category: str
    product_kind: ProductKind
    variants: tuple[NewVariant, ...]
    plans: tuple[NewPlan, ...] = ()


@dataclass(frozen=True, slots=True)
class ProductAdded(Event):
    """Ids in the order of the command's variants and plans."""

    product_id: ProductId
    variant_ids: tuple[VariantId, ...]
    plan_ids: tuple[PlanId, ...]

    def touched(self) -> Iterable[str]:
        return ("catalog",)


def add_product(command: AddProduct, unit: Unit, _clock: Clock) -> ProductAdded:
    """The product can be ordered and received from now on.

    Raises:
        ProductNameMissing: no name, or no variant.
        GtinWrong: a product number is none.
        PlanNameMissing, RenewalNotForConsumers, TermTooLongForConsumers, NoticeTooLongForConsumers: about its plans.
        BundleContentsWrong, BundleInBundle, BundleOfGoods, BundleTableIncomplete, BundleSharesWrong: about bundles.
        ProductNumberTaken: another product has it (at the latest when the unit ends).
    """
    if not command.name.strip() or not command.variants:
        raise ProductNameMissing
    product = Product(ProductId(unit.new_id()), command.name.strip(), command.category, command.product_kind)
    variants = [new.variant(VariantId(unit.new_id()), product) for new in command.variants]
    for variant in variants:
        check_contents(variant, unit.catalog, is_new=True)
    plans = [new.plan(PlanId(unit.new_id()), product.id) for new in command.plans]
    check_tables(plans, variants)
    costs = {variant.id: new.cost for variant, new in zip(variants, command.variants, strict=True) if new.cost}
    unit.catalog.add(product, variants, plans, costs)
    return ProductAdded(product.id, tuple(variant.id for variant in variants), tuple(plan.id for plan in plans))
