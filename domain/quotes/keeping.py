"""Goods that are kept until a quote ends: reserved when it is sent, given back or handed to its order at the end."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from domain.availability.forecast import Fact, Reason
from domain.availability.model import Reservation, ReservationAction, ReservationId, ReservationStatus
from domain.availability.promising import Ask, forecast_for, missing_from
from domain.catalog.model import ProductKind, Variant
from domain.ids import VariantId
from domain.ports import Unit
from domain.quotes.model import Quote


def goods_of(quote: Quote, unit: Unit) -> list[tuple[Variant, int]]:
    """Each kind of single thing that the quote is about, bundles taken apart; always in the same order."""
    counted = Counter[VariantId]()
    for each in quote.items:
        variant = unit.catalog.variant(each.item.variant_id)
        if variant.items:
            counted.update({part.variant_id: part.quantity * each.item.quantity for part in variant.items})
        else:
            counted[variant.id] += each.item.quantity
    found = [(unit.catalog.variant(variant_id), number) for variant_id, number in sorted(counted.items())]
    return [(variant, number) for variant, number in found if variant.product.kind is ProductKind.GOODS]


def kept_for(quote: Quote, unit: Unit, freed: Mapping[VariantId, Sequence[Fact]] = MappingProxyType({})) -> Quote:
    """With what is reserved for it from the wished day on, once its customer is known. `freed`: what this very command
    gave back. Raises NotFreeThen."""
    if not quote.reserves or quote.customer_id is None:
        return quote
    made: list[ReservationId] = []
    from_on = max(quote.start_on or unit.today(), unit.today())
    for variant, quantity in goods_of(quote, unit):
        unit.availability.lock(variant.id, quote.store_id)
        forecast = forecast_for(variant, quote.store_id, unit, freed.get(variant.id, ()))
        missing_from(Ask(variant, quantity, from_on), forecast, unit)
        held = (quote.store_id, quantity, from_on, None, quote.valid_until)
        reservation = Reservation(
            ReservationId(unit.new_id()), quote.customer_id, variant.id, *held, ReservationStatus.HELD, is_told=True
        )
        unit.availability.add_reservation(reservation)
        made.append(reservation.id)
    return replace(quote, reservations=tuple(made))


def given_back(quote: Quote, unit: Unit) -> tuple[VariantId, ...]:
    """Nobody waits for it any more: the kinds of things that are free again."""
    return tuple(each.variant_id for each in _ended(quote, ReservationAction.RELEASE, unit))


def handed_over(
    quote: Quote, unit: Unit, action: ReservationAction = ReservationAction.TAKE
) -> Mapping[VariantId, Sequence[Fact]]:
    """What was held goes into the order, or into the next version: the facts that do not stand in its way."""
    found: dict[VariantId, list[Fact]] = {}
    for each in _ended(quote, action, unit):
        facts = unit.availability.facts(each.variant_id, each.store_id)
        mine = [fact for fact in facts if fact.ref == each.id and fact.reason is Reason.RESERVATION]
        found.setdefault(each.variant_id, []).extend(mine)
    return found


def _ended(quote: Quote, action: ReservationAction, unit: Unit) -> list[Reservation]:
    """Those that are still held; somebody may have given one back by hand."""
    known = [unit.availability.reservation(each) for each in quote.reservations]
    held = [each for each in known if each.status is ReservationStatus.HELD]
    for each in held:
        unit.availability.save_reservation(each.acted(action))
    return held
