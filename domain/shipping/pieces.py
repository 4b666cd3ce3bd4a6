"""What has to be carried for a contract line: its thing, or the things that a bundle is made of."""

from domain.catalog.model import ProductKind, Variant
from domain.contracts.model import ContractLine
from domain.ids import ShipmentLineId
from domain.orders.model import Treatment
from domain.ports import Unit
from domain.shipping.model import ShipmentLine


def carried(
    variant: Variant, quantity: int, treatment: Treatment, line: ContractLine, unit: Unit
) -> list[ShipmentLine]:
    """Lines of a shipment, without places yet; services go in no parcel."""
    if not variant.items:
        return _pieces(variant, quantity, treatment, line, unit)
    found: list[ShipmentLine] = []
    for item in variant.items:
        part = unit.catalog.variant(item.variant_id)
        found += _pieces(part, item.quantity * quantity, treatment, line, unit)
    return found


def _pieces(
    variant: Variant, quantity: int, treatment: Treatment, line: ContractLine, unit: Unit
) -> list[ShipmentLine]:
    """One line a tracked thing; one line for all pieces of a counted one."""
    if variant.product.kind is ProductKind.SERVICE:
        return []
    is_tracked = variant.product.kind is ProductKind.GOODS
    count, each = (quantity, 1) if is_tracked else (1, quantity)
    return [
        ShipmentLine(ShipmentLineId(unit.new_id()), 0, variant.id, variant.title, treatment, each, is_tracked, line.id)
        for _ in range(count)
    ]
