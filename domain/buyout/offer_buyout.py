"""The house offers a customer to keep what is rented: a document with a number, a price and a last day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.assets.status import Condition
from domain.buyout.asking import check_out, touched_by
from domain.buyout.formula import FormulaKind
from domain.buyout.offer import (
    PREFIX,
    BuyoutPending,
    Offer,
    OfferAction,
    OfferId,
    OfferItem,
    OfferStatus,
)
from domain.buyout.quote import BuyoutFacts, quoted
from domain.buyout.rules import MOST_DAYS, USUAL_DAYS
from domain.clock import Clock
from domain.contracts.changing import ContractIsOver
from domain.contracts.deadlines import last_day_to_declare
from domain.contracts.ending import NotRented
from domain.contracts.model import Contract, LineKind, NegativePrice, PriceCurrencyDiffers
from domain.contracts.status import OVER
from domain.errors import Conflict, InvalidInput
from domain.ids import AssetId, ContractId
from domain.money import Money
from domain.ports import Unit


class NothingOffered(InvalidInput):
    """The offer names no thing, or one twice."""

    code = "nothing_offered"


class OfferDaysWrong(InvalidInput):
    """The last day lies before today or more than a year ahead."""

    code = "offer_days_wrong"


class QuoteChangedMeanwhile(Conflict):
    """A payment came in, or the rules changed, since this person looked: the formula gives another price now."""

    code = "quote_changed_meanwhile"


@dataclass(frozen=True, slots=True)
class OfferedThing:
    """`price` as the person saw or said it. `is_custom`: a person said it, and no formula has to agree.

    `condition` None: as the ledger knows it.
    """

    asset_id: AssetId
    price: Money
    is_custom: bool = False
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class OfferBuyout(Command):
    """`valid_until` None: as long as the plan's rules say, moved from days at rest.

    What was offered of the same things before is replaced.
    """

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    contract_id: ContractId
    things: tuple[OfferedThing, ...]
    valid_until: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BuyoutOffered(Event):
    offer_id: OfferId
    number: str
    contract_id: ContractId
    price: Money
    valid_until: date

    def touched(self) -> Iterable[str]:
        return touched_by(self.contract_id)


def offer_buyout(command: OfferBuyout, unit: Unit, _clock: Clock) -> BuyoutOffered:
    """Nothing changes for the contract; the letter follows.

    Raises UnknownContract, ContractIsOver, NothingOffered, OfferDaysWrong, NotOut, BuyoutPending,
    QuoteChangedMeanwhile, NegativePrice, and what `quoted` does.
    """
    contract, today = unit.contracts.get(command.contract_id), unit.today()
    if contract.status in OVER or contract.start_on is None:
        raise ContractIsOver(contract=contract.number, status=contract.status)
    wanted = [each.asset_id for each in command.things]
    if not wanted or len(set(wanted)) != len(wanted):
        raise NothingOffered(contract=contract.number)
    check_out(wanted, contract, unit)
    facts = unit.buyouts.facts(contract, unit.billing.rules)
    items = tuple(_item(each, contract, facts, today) for each in command.things)
    days = _valid_days(contract, items, facts, today)
    until = command.valid_until or last_day_to_declare(today + timedelta(days=days))
    if not today <= until <= today + timedelta(days=MOST_DAYS):
        raise OfferDaysWrong(day=until)
    _replaced(contract, frozenset(wanted), unit)
    offer = Offer(
        OfferId(unit.new_id()),
        unit.numbers.next_code(PREFIX),
        contract.id,
        items,
        today,
        until,
        on_credit=_is_on_credit(contract, items, facts, today),
        reason=command.reason.strip(),
    )
    unit.buyouts.add(offer)
    return BuyoutOffered(offer.id, offer.number, contract.id, offer.price, until)


def _item(thing: OfferedThing, contract: Contract, facts: BuyoutFacts, today: date) -> OfferItem:
    held = facts.thing(thing.asset_id)
    line = contract.line(held.line_id)
    if line.kind is not LineKind.RENTAL:
        raise NotRented(line=line.title)
    if thing.price.minor < 0:
        raise NegativePrice(price=thing.price)
    if thing.price.currency != contract.terms.currency:
        raise PriceCurrencyDiffers(line=line.title, currency=contract.terms.currency)
    if thing.is_custom:
        return OfferItem(thing.asset_id, line.id, thing.price, FormulaKind.CUSTOM)
    found = quoted(contract, held, facts, today, thing.condition)
    if found.price != thing.price:
        raise QuoteChangedMeanwhile(seen=thing.price, price=found.price)
    return OfferItem(thing.asset_id, line.id, thing.price, found.kind)


def _valid_days(contract: Contract, items: tuple[OfferItem, ...], facts: BuyoutFacts, today: date) -> int:
    found = [facts.rules_for(contract.line(each.line_id), today) for each in items]
    return min((each.valid_days for each in found if each is not None), default=USUAL_DAYS)


def _is_on_credit(contract: Contract, items: tuple[OfferItem, ...], facts: BuyoutFacts, today: date) -> bool:
    """Only when the rules of all things say so."""
    found = [facts.rules_for(contract.line(each.line_id), today) for each in items]
    return all(each is not None and each.on_credit for each in found)


def _replaced(contract: Contract, assets: frozenset[AssetId], unit: Unit) -> None:
    """One thing has one offer. Raises BuyoutPending: one was accepted."""
    for known in unit.buyouts.live(contract.id):
        if not known.assets & assets:
            continue
        if known.status is OfferStatus.ACCEPTED:
            raise BuyoutPending(number=known.number)
        unit.buyouts.save(replace(known.closed(OfferAction.WITHDRAW, unit.today()), reason="replaced"))
