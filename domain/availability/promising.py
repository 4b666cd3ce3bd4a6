"""The one check of every promise: is it free, or did somebody say why it is promised all the same?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from domain.availability.forecast import Fact, Forecast, Reason, forecast_of, with_padding
from domain.availability.model import (
    DaysWrong,
    NotFreeThen,
    NotInSight,
    OrderPromise,
    Overbooking,
    OverbookingNotAllowed,
    PromiseOfAnother,
    ReservationAction,
    WaitingAction,
)
from domain.catalog.model import Variant
from domain.ids import StoreId, VariantId
from domain.orders.model import Order
from domain.ports import Unit
from domain.settings.availability import AvailabilitySettings
from domain.tasks.model import TaskKind

_MOST_NAMED: Final = 5


def forecast_for(variant: Variant, store_id: StoreId, unit: Unit, without: Sequence[Fact] = ()) -> Forecast:
    """As it is now. `without` leaves out what this very command is about to serve."""
    facts = [fact for fact in unit.availability.facts(variant.id, store_id) if fact not in without]
    return forecast_of(facts, variant.product.category, unit.settings.availability().value, unit.today())


def check_days(from_on: date, until_on: date | None, today: date) -> None:
    """Raises DaysWrong."""
    if from_on < today or (until_on is not None and until_on <= from_on):
        raise DaysWrong(day=from_on)


def missing_of(forecast: Forecast, quantity: int, from_on: date, length: timedelta | None) -> int:
    """How many of them would be promised beyond what is free, 0 for none. `length` with its padding, None: for good."""
    free = forecast.free(from_on, None if length is None else from_on + length)
    return max(0, quantity - max(0, free))


@dataclass(frozen=True, slots=True)
class Ask:
    """So many of one kind from a day until the day before `until_on` (None: for good). `because` as in a promise."""

    variant: Variant
    quantity: int
    from_on: date
    until_on: date | None = None
    because: str = ""


def checked(ask: Ask, forecast: Forecast, settings: AvailabilitySettings) -> int:
    """How many are missing; above 0 only with a reason. Raises NotFreeThen."""
    quantity, from_on, until_on = ask.quantity, ask.from_on, ask.until_on
    length = with_padding(None if until_on is None else until_on - from_on, settings)
    missing = missing_of(forecast, quantity, from_on, length)
    if missing and not ask.because.strip():
        raise not_free(ask, missing, forecast.first_day(quantity, from_on, length))
    return missing


def missing_from(ask: Ask, forecast: Forecast, unit: Unit) -> int:
    """As `checked`, by whom the owner lets. Raises NotFreeThen, OverbookingNotAllowed."""
    settings = unit.settings.availability().value
    missing = checked(ask, forecast, settings)
    if missing and not settings.may_overbook(unit.availability.seat()):
        raise OverbookingNotAllowed(title=ask.variant.title, day=ask.from_on, missing=missing)
    return missing


def not_free(ask: Ask, missing: int, first: date | None) -> NotFreeThen:
    """`first`: the first day with enough, None: not in sight."""
    if first is None:
        return NotInSight(title=ask.variant.title, day=ask.from_on, missing=missing)
    return NotFreeThen(title=ask.variant.title, day=ask.from_on, missing=missing, first=first)


def note_missing(overbooking: Overbooking, subject: str, unit: Unit) -> None:
    """Never silent: a row that says why, and a task for a person."""
    unit.availability.note_overbooking(overbooking)
    day, why = overbooking.from_on.isoformat(), overbooking.because
    facts: dict[str, str | int] = {"missing": overbooking.missing, "on": day, "why": why}
    unit.tasks.open(TaskKind.OVERBOOKED, subject, facts)


def keep_promise(promise: OrderPromise, order: Order, goods: Sequence[tuple[Variant, int]], unit: Unit) -> None:
    """Writes the day that an order is promised. `goods`: each kind of thing once, with how many.

    Raises NotFreeThen, OverbookingNotAllowed, DaysWrong, PromiseOfAnother, IllegalReservationStep, IllegalWaitingStep.
    """
    check_days(promise.promised_on, None, unit.today())
    _lock(order, goods, unit)
    served = _served(promise, order, {variant.id for variant, _ in goods}, unit)
    for variant, quantity in goods:
        mine = served.get(variant.id, [])
        kept = [fact for fact in mine if fact.until is None and (fact.on is None or fact.on <= promise.promised_on)]
        asked = quantity - sum(fact.count for fact in kept)
        if asked <= 0:
            continue
        forecast = forecast_for(variant, order.store_id, unit, [fact for fact in mine if fact not in kept])
        ask = Ask(variant, asked, promise.promised_on, because=promise.because)
        missing = missing_from(ask, forecast, unit)
        if missing:
            known = (variant.id, order.store_id, missing, promise.promised_on, promise.because.strip())
            note_missing(Overbooking(*known, order_id=order.id), order.number, unit)
    unit.availability.promise(order.id, [variant.id for variant, _ in goods], promise.promised_on)


def promise_earliest(
    wanted_on: date,
    order: Order,
    goods: Sequence[tuple[Variant, int]],
    unit: Unit,
    kept: Mapping[VariantId, Sequence[Fact]] = MappingProxyType({}),
) -> date | None:
    """The first day from `wanted_on` on from which all of it is free for good; it is promised and held. What was `kept`
    for this very order takes nothing from it.

    None: no day is in sight. Where the owner lets such orders be taken nothing is promised, a task tells of it, and
    the day is named as soon as it is known. Raises NotInSight.
    """
    _lock(order, goods, unit)
    found: date | None = wanted_on
    missing: list[Ask] = []
    for variant, quantity in goods:
        forecast = forecast_for(variant, order.store_id, unit, kept.get(variant.id, ()))
        day = forecast.first_day(quantity, wanted_on)
        if day is None:
            missing.append(Ask(variant, missing_of(forecast, quantity, wanted_on, None), wanted_on))
        found = None if found is None or day is None else max(found, day)
    if missing:
        if not unit.settings.availability().value.backorders:
            raise NotInSight(title=missing[0].variant.title, day=wanted_on, missing=missing[0].quantity)
        things = ", ".join(f"{each.quantity} × {each.variant.title}" for each in missing[:_MOST_NAMED])
        unit.tasks.open(TaskKind.ORDER_WITHOUT_DAY, order.number, {"things": things})
    unit.availability.promise(order.id, [variant.id for variant, _ in goods], found)
    return found


def _lock(order: Order, goods: Sequence[tuple[Variant, int]], unit: Unit) -> None:
    """Always in the same order, so that two orders never wait for each other."""
    for variant, _ in sorted(goods, key=lambda each: each[0].id):
        unit.availability.lock(variant.id, order.store_id)


def _served(promise: OrderPromise, order: Order, ordered: set[VariantId], unit: Unit) -> dict[VariantId, list[Fact]]:
    """What the order takes the place of. As far as it was kept for good, it is not asked again whether it is free."""
    served: dict[VariantId, list[Fact]] = {}
    if promise.reservation_id is not None:
        kept = unit.availability.reservation(promise.reservation_id)
        if kept.customer_id != order.customer_id or kept.variant_id not in ordered:
            raise PromiseOfAnother
        unit.availability.save_reservation(kept.acted(ReservationAction.TAKE))
        served[kept.variant_id] = _facts_of(kept.variant_id, order.store_id, kept.id, Reason.RESERVATION, unit)
    if promise.waiting_id is not None:
        place = unit.availability.waiting(promise.waiting_id)
        if place.customer_id != order.customer_id or place.variant_id not in ordered:
            raise PromiseOfAnother
        unit.availability.save_waiting(place.acted(WaitingAction.TAKE))
        facts = _facts_of(place.variant_id, order.store_id, place.id, Reason.OFFER, unit)
        served.setdefault(place.variant_id, []).extend(facts)
    return served


def _facts_of(variant_id: VariantId, store_id: StoreId, ref: object, reason: Reason, unit: Unit) -> list[Fact]:
    facts = unit.availability.facts(variant_id, store_id)
    return [fact for fact in facts if fact.ref == ref and fact.reason is reason]
