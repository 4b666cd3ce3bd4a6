"""What became of promises: what ran out, who is next on the waiting list, which orders come later. The worker's.

After every fact that changes what is free, and once a day. Told twice, nothing more happens.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

from domain.application import Command, Event, Seat
from domain.availability.forecast import Fact, Reason, forecast_of
from domain.availability.keeping import kept_days
from domain.availability.model import (
    KindAt,
    Promised,
    Reservation,
    ReservationAction,
    Waiting,
    WaitingAction,
    WaitingStatus,
)
from domain.catalog.model import Variant
from domain.clock import Clock
from domain.ids import AssetId, ContractId, CustomerId, StoreId
from domain.messages.contract_letter import LetterKind, Told
from domain.ports import Unit
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class LookAtAvailability(Command):
    """By kinds, or by things and contracts whose kinds are meant. `arrived`: so many of those things came in from a
    supplier."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    kinds: tuple[KindAt, ...] = ()
    asset_ids: tuple[AssetId, ...] = ()
    arrived: int = 0
    contract_ids: tuple[ContractId, ...] = ()


@dataclass(frozen=True, slots=True)
class AvailabilitySeen(Event):
    """`changed`: how many promises, places and reservations something became true of."""

    changed: int

    def touched(self) -> Iterable[str]:
        return ("availability", "tasks", "orders") if self.changed else ()


@dataclass(slots=True)
class _Look:
    """One kind of thing while it is looked at; `gone` are wishes that do not count any more."""

    variant: Variant
    store_id: StoreId
    today: date
    facts: list[Fact]
    gone: set[UUID] = field(default_factory=set)
    changed: int = 0

    @property
    def present(self) -> list[Fact]:
        return [fact for fact in self.facts if fact.ref not in self.gone]


def look_at_availability(command: LookAtAvailability, unit: Unit, clock: Clock) -> AvailabilitySeen:
    """Raises UnknownVariant, UnknownAsset."""
    things = unit.assets.get_all(command.asset_ids) if command.asset_ids else []
    kinds = {*command.kinds, *(KindAt(asset.variant_id, asset.store_id) for asset in things)}
    if command.contract_ids:
        kinds.update(unit.availability.kinds_of(command.contract_ids))
    changed = 0
    for kind in sorted(kinds, key=lambda each: (each.variant_id, each.store_id)):
        unit.availability.lock(kind.variant_id, kind.store_id)
        if command.arrived:
            _take_in(kind, command.arrived, unit)
        changed += _look_at(kind, unit, clock)
    for task_id in unit.availability.tasks_over():
        unit.tasks.clear(task_id, unit.context.effective_at)
        changed += 1
    return AvailabilitySeen(changed)


def _take_in(kind: KindAt, arrived: int, unit: Unit) -> None:
    for expectation in unit.availability.expected(kind.variant_id, kind.store_id):
        came = min(arrived, expectation.quantity)
        if came:
            unit.availability.save_expectation(replace(expectation, quantity=expectation.quantity - came))
        arrived -= came


def _look_at(kind: KindAt, unit: Unit, clock: Clock) -> int:
    book = unit.availability
    held, places = book.held(kind.variant_id, kind.store_id), book.waiting_list(kind.variant_id, kind.store_id)
    promised = book.promised(kind.variant_id, kind.store_id)
    if not (held or places or promised):
        return 0
    variant = unit.catalog.variant(kind.variant_id)
    look = _Look(variant, kind.store_id, unit.today(), book.facts(kind.variant_id, kind.store_id))
    for reservation in held:
        _reservation(look, reservation, unit)
    places = [_expired(look, place, unit) for place in places]
    _offers(look, places, unit, clock)
    _orders(look, promised, unit)
    return look.changed


def _reservation(look: _Look, reservation: Reservation, unit: Unit) -> None:
    """Who reserved hears of it once, and of its end."""
    if reservation.hold_until < look.today:
        look.gone.add(reservation.id)
        unit.availability.save_reservation(reservation.acted(ReservationAction.EXPIRE))
        kind = LetterKind.RESERVATION_EXPIRED
    elif not reservation.is_told:
        unit.availability.save_reservation(replace(reservation, is_told=True))
        kind = LetterKind.RESERVATION_MADE
    else:
        return
    look.changed += 1
    days = {"from": reservation.from_on, "until": reservation.hold_until}
    texts = {"quantity": str(reservation.quantity)}
    _tell(look, _News(kind, reservation.customer_id, reservation.id, days, texts), unit)


def _expired(look: _Look, place: Waiting, unit: Unit) -> Waiting:
    if place.status is not WaitingStatus.OFFERED or place.offer_until is None or place.offer_until >= look.today:
        return place
    look.gone.add(place.id)
    look.changed += 1
    place = replace(place.acted(WaitingAction.EXPIRE), told=WaitingStatus.EXPIRED)
    unit.availability.save_waiting(place)
    _tell(look, _News(LetterKind.WAITING_EXPIRED, place.customer_id, place.id), unit)
    return place


def _offers(look: _Look, places: Sequence[Waiting], unit: Unit, clock: Clock) -> None:
    """As many offers as are free for good from today on, in turn; the others hear their place once."""
    settings = unit.settings.availability().value
    free = forecast_of(look.present, look.variant.product.category, settings, look.today).free(look.today)
    waiting = [place for place in places if place.status is WaitingStatus.WAITING]
    for turn, place in enumerate(waiting):
        if turn < free:
            until = look.today + timedelta(days=settings.offer_days)
            offered = replace(place.acted(WaitingAction.OFFER), offer_until=until, told=WaitingStatus.OFFERED)
            unit.availability.save_waiting(offered)
            offer = Fact(Reason.OFFER, 1, subject=look.variant.sku, ref=place.id, made_at=clock.now())
            look.facts.append(offer)
            _tell(look, _News(LetterKind.WAITING_OFFER, place.customer_id, place.id, {"until": until}), unit)
        elif place.told is None:
            unit.availability.save_waiting(replace(place, told=WaitingStatus.WAITING))
            position = {"position": str(turn - max(free, 0) + 1)}
            news = _News(LetterKind.WAITING_JOINED, place.customer_id, place.id, texts=position)
            _tell(look, news, unit)
        else:
            continue
        look.changed += 1


def _orders(look: _Look, promised: Sequence[Promised], unit: Unit) -> None:
    """A promise that cannot be kept is told with its new day, again only when that day moves back once more."""
    settings = unit.settings.availability().value
    days = kept_days(look.present, look.variant.product.category, settings, look.today)
    for each in promised:
        if each.order_id not in days:
            continue
        day = days[each.order_id]
        if each.promised_on is None:
            after = _named(look, each, day, unit)
        else:
            after = _kept(look, each, each.promised_on, day, unit)
        if each.is_asked and after.promised_on is not None and not each.others_wait:
            _clear(TaskKind.ORDER_WITHOUT_DAY, each, unit)
        if after != each:
            look.changed += 1
            unit.availability.save_promised(after)


def _named(look: _Look, promised: Promised, day: date | None, unit: Unit) -> Promised:
    """Who ordered without a day hears it once one is in sight; what is there already simply comes."""
    if day is None:
        return promised
    if day > look.today:
        texts = {"thing": look.variant.title, "order": promised.number}
        told = Told(LetterKind.ORDER_DAY, {"expected": day}, texts=texts)
        unit.letters.promise(unit.availability.contract_of(promised.order_id), told)
    return replace(promised, promised_on=day)


def _kept(look: _Look, promised: Promised, promised_on: date, day: date | None, unit: Unit) -> Promised:
    is_late = day is None or day > max(promised_on, look.today)
    if not is_late and promised.is_late:
        _clear(TaskKind.ORDER_LATE, promised, unit)
    elif is_late and _is_later(promised, day):
        _tell_later(look, promised, promised_on, day, unit)
    elif is_late:
        return promised
    return replace(promised, is_late=is_late, expected_on=day if is_late else None)


def _is_later(before: Promised, day: date | None) -> bool:
    if not before.is_late:
        return True
    return before.expected_on is not None and (day is None or day > before.expected_on)


def _tell_later(look: _Look, promised: Promised, promised_on: date, day: date | None, unit: Unit) -> None:
    contract_id = unit.availability.contract_of(promised.order_id)
    kind = LetterKind.ORDER_LATER_UNKNOWN if day is None else LetterKind.ORDER_LATER
    days = {"promised": promised_on, "expected": day or promised_on}
    unit.letters.promise(contract_id, Told(kind, days, texts={"thing": look.variant.title, "order": promised.number}))
    _clear(TaskKind.ORDER_LATE, promised, unit)
    facts = {"promised": promised_on.isoformat(), "expected": "" if day is None else day.isoformat()}
    unit.tasks.open(TaskKind.ORDER_LATE, promised.number, {**facts, "thing": look.variant.title})


def _clear(kind: TaskKind, promised: Promised, unit: Unit) -> None:
    for task in unit.tasks.waiting(kind, promised.number):
        unit.tasks.clear(task.id, unit.context.effective_at)


@dataclass(frozen=True, slots=True)
class _News:
    """One letter to a customer about one wish."""

    kind: LetterKind
    customer_id: CustomerId
    about: UUID
    days: dict[str, date] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


def _tell(look: _Look, news: _News, unit: Unit) -> None:
    told = Told(news.kind, news.days, texts={"thing": look.variant.title, **news.texts})
    unit.letters.tell(news.customer_id, told, news.about)
