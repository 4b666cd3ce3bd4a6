"""What a purchase does to a contract's timeline: accepted it is charged, settled the rent ends, taken back it is gone.

The customer owes the price from the day of acceptance and no rent from that day on; but only what is settled ends the
rent. So nothing has to be put right when a purchase is taken back, and one day never has two prices.
Source: RULES.md 1.3; BILLING.md, "One day has one price".
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from domain.contracts.about import About, ChargeCause
from domain.contracts.ending import NotRented, ended_with_last, is_anything_rented, line_done
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.contracts.parts_back import piece_back
from domain.contracts.settle_deposit import DepositStillNeeded
from domain.contracts.status import OVER, Action, IllegalContractTransition, Status, open_actions
from domain.ids import AssetId, ContractLineId, VariantId
from domain.money import Money
from domain.period import ONE_DAY


@dataclass(frozen=True, slots=True)
class Bought:
    """One thing of an offer, with the line that charges it."""

    asset_id: AssetId
    variant_id: VariantId
    line_id: ContractLineId
    sale_line_id: ContractLineId
    price: Money


def sale_line(
    line: ContractLine,
    on: date,
    price: Money,
    position: int,
    bought: Bought | None = None,
) -> ContractLine:
    """The line that charges a rented thing's sale, once, on the day of acceptance."""
    return ContractLine(
        id=line.id if bought is None else bought.sale_line_id,
        position=position,
        title=line.title_on(on),
        kind=LineKind.BUYOUT,
        vat=line.vat,
        versions=(LineVersion(None, price, Decimal(1)),),
        means_of_transport=line.means_of_transport,
        variant_id=line.variant_id if bought is None else bought.variant_id,
        start_on=on,
        about=None if bought is None else About(ChargeCause.OTHER, bought.asset_id),
    )


def is_whole(contract: Contract, sold: Collection[ContractLineId], stays: Collection[ContractLineId]) -> bool:
    """Whether nothing that is rented stays with the customer when things of these lines are bought."""
    others = [line for line in contract.lines if line.kind is LineKind.RENTAL and line.end_on is None]
    return not stays and all(line.id in sold for line in others)


def accepted(
    contract: Contract, things: Sequence[Bought], on: date, *, whole: bool, uses_deposit: bool = False
) -> Contract:
    """The price is charged on that day. The contract waits for the purchase only when nothing else is rented.

    Raises IllegalContractTransition, NotRented, DepositStillNeeded, NegativePrice, ContractLineTwice.
    """
    if contract.status in OVER or contract.start_on is None:
        raise IllegalContractTransition(status=contract.status, action=Action.START_BUYOUT)
    if uses_deposit and not whole:
        raise DepositStillNeeded(contract=contract.number)
    day = max(on, contract.start_on)
    for thing in things:
        line = contract.line(thing.line_id)
        if line.kind is not LineKind.RENTAL:
            raise NotRented(line=line.title)
        position = max(known.position for known in contract.lines) + 1
        contract = contract.line_added(sale_line(line, day, thing.price, position, thing))
    if uses_deposit:
        contract = _with_deposits(contract, given_back=True)
    return contract.acted(Action.START_BUYOUT) if whole else contract


def completed(contract: Contract, things: Sequence[Bought], on: date, left: Mapping[ContractLineId, int]) -> Contract:
    """The rent of what was bought ends with the day before the purchase. `left`: how many other things each line has.

    Rent that was charged for later days goes back by the difference. With the last rented thing the contract ends.
    """
    day = on if contract.start_on is None else max(on, contract.start_on)
    for line_id in dict.fromkeys(each.line_id for each in things):
        mine = [each for each in things if each.line_id == line_id]
        contract = _without(contract, line_id, mine, day, left.get(line_id, 0))
    if is_anything_rented(contract) or any(left.values()):
        return contract
    contract = ended_with_last(contract, day - ONE_DAY)
    can = Action.COMPLETE_BUYOUT in open_actions(contract.status)
    return contract.acted(Action.COMPLETE_BUYOUT) if can else contract


def _without(contract: Contract, line_id: ContractLineId, things: Sequence[Bought], on: date, left: int) -> Contract:
    kept = (replace(each, back_on=on - ONE_DAY) if _is_kept(each.line_id, each.back_on, line_id) else each
            for each in contract.kept)  # fmt: skip
    contract = replace(contract, kept=tuple(kept))
    line = contract.line(line_id)
    if not left:
        return line_done(contract, line_id, on - ONE_DAY)
    if line.bundle is not None:
        for each in things:
            contract = piece_back(contract, line_id, each.asset_id, each.variant_id, on - ONE_DAY)
        return contract
    return contract.quantity_changed(line_id, max(on, line.start_on or on), Decimal(left))


def _is_kept(kept_line: ContractLineId, back_on: date | None, line_id: ContractLineId) -> bool:
    """Rent after the end, of a thing that was never brought back, ends with the purchase too."""
    return kept_line == line_id and back_on is None


def taken_back(contract: Contract, sale_lines: Collection[ContractLineId], *, used_deposit: bool = False) -> Contract:
    """As if nothing had been bought: what was charged is credited, and a deposit is asked for again."""
    for line_id in sale_lines:
        first = contract.line(line_id).start_on
        if first is not None:
            contract = contract.line_ended(line_id, first - ONE_DAY)
    if used_deposit:
        contract = _with_deposits(contract, given_back=False)
    if contract.status is not Status.PENDING_BUYOUT:
        return contract
    contract = contract.acted(Action.REACTIVATE)
    return contract if contract.ending is None else contract.acted(Action.REQUEST_CANCELLATION)


def _with_deposits(contract: Contract, *, given_back: bool) -> Contract:
    """All deposits that are held end before their first day; or those that ended so are there again."""
    lines = []
    for line in contract.lines:
        first = line.start_on or contract.start_on
        if line.kind is LineKind.DEPOSIT and line.end_on == (None if given_back else first):
            lines.append(replace(line, end_on=first if given_back else None))
        else:
            lines.append(line)
    return replace(contract, lines=tuple(lines))
