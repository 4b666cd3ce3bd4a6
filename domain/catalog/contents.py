"""What a bundle may be made of: single things and services, each once, and never another bundle."""

from collections.abc import Iterable, Sequence
from typing import Final

from domain.catalog.model import BundleItem, ProductKind, Variant
from domain.catalog.plan import PricePlan
from domain.catalog.shelf import Catalog
from domain.errors import InvalidInput, RuleViolation

MOST_PIECES: Final = 99


class BundleContentsWrong(InvalidInput):
    """Each part stands once in a bundle, with 1 to 99 pieces."""

    code = "bundle_contents_wrong"


class BundleInBundle(RuleViolation):
    """A part of a bundle is a bundle itself, or a bundle is a part of another one: each is made of single things."""

    code = "bundle_in_bundle"


class BundleOfGoods(RuleViolation):
    """Only goods can be bundles: a service or a counted thing is made of nothing that goes out and comes back."""

    code = "bundle_of_goods"


def check_contents(variant: Variant, catalog: Catalog, *, is_new: bool) -> None:
    """Raises BundleContentsWrong, BundleInBundle, BundleOfGoods, UnknownVariant."""
    items: Sequence[BundleItem] = variant.items
    if not items:
        return
    if variant.product.kind is not ProductKind.GOODS:
        raise BundleOfGoods(title=variant.title)
    counts = [item.quantity for item in items]
    if len({item.variant_id for item in items}) != len(items) or not all(1 <= n <= MOST_PIECES for n in counts):
        raise BundleContentsWrong(title=variant.title)
    if not is_new and catalog.is_part(variant.id):
        raise BundleInBundle(title=variant.title)
    for item in items:
        part = catalog.variant(item.variant_id)
        if part.items or part.id == variant.id:
            raise BundleInBundle(title=part.title)


def check_tables(plans: Iterable[PricePlan], variants: Sequence[Variant]) -> None:
    """The bundle's table of each plan against what the product's bundles are made of.

    Raises BundleTableIncomplete, BundleSharesWrong.
    """
    for plan in plans:
        if plan.offer.bundle is not None:
            plan.offer.bundle.check(variants)
