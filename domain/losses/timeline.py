"""What a loss does to a contract's timeline: rent stops, the residual is charged once, and all of it can go back.

No edit knows an invoice: what was charged too far is credited by the difference.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from domain.billing.periods import next_period_start
from domain.contracts.about import About, ChargeCause
from domain.contracts.bundle import Bundle
from domain.contracts.charge_once import ChargedItem, ChargeOnce
from domain.contracts.ending import ended_with_last, line_done
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.contracts.parts import Pause
from domain.contracts.parts_back import piece_back
from domain.contracts.status import RUNNING
from domain.ids import AssetId, ContractLineId, VariantId
from domain.losses.model import CannotGoOn, Loss
from domain.losses.settings import StopsOn
from domain.period import ONE_DAY


@dataclass(frozen=True, slots=True)
class Piece:
    """The lost thing on its line, with how many others of the line are out."""

    asset_id: AssetId
    variant_id: VariantId
    line_id: ContractLineId
    others: int = 0


def last_day_with_rent(
    contract: Contract, line_id: ContractLineId, rule: StopsOn, happened_on: date, reported_on: date
) -> date:
    """By the owner's rule; never before the day before the line began."""
    line = contract.line(line_id)
    first = max([day for day in (contract.start_on, line.start_on) if day is not None], default=reported_on)
    if rule is StopsOn.HAPPENED:
        day = happened_on
    elif rule is StopsOn.PERIOD_END and contract.span(line) is not None:
        day = next_period_start(contract, line, max(reported_on, first)) - ONE_DAY
    else:
        day = reported_on
    return max(day, first - ONE_DAY)


def rent_stopped(contract: Contract, piece: Piece, last_day: date) -> Contract:
    """Without the thing from the day after; with its last rented thing the contract ends.

    Raises ContractLineNotFound.
    """
    if contract.start_on is None:
        return contract
    line = contract.line(piece.line_id)
    if not piece.others:
        return ended_with_last(line_done(contract, line.id, last_day), last_day)
    if line.bundle is not None:
        return piece_back(contract, line.id, piece.asset_id, piece.variant_id, last_day)
    day = max(last_day + ONE_DAY, line.start_on or contract.start_on)
    return contract.quantity_changed(line.id, day, Decimal(piece.others))


def rent_again(contract: Contract, loss: Loss, piece: Piece, from_on: date) -> Contract:
    """The customer has the thing again: charged from that day on, not for the days between.

    Raises CannotGoOn: the contract is over, or would end before.
    """
    line = contract.line(piece.line_id)
    if contract.status not in RUNNING or contract.start_on is None:
        raise CannotGoOn(contract=contract.number)
    if loss.last_day is None:
        return contract
    if line.bundle is not None and line.bundle.is_away(piece.asset_id):
        return _with_line(contract, replace(line, bundle=_again(line.bundle, piece.asset_id, from_on)))
    if piece.others:
        return contract.quantity_changed(line.id, from_on, contract.line(line.id).at(from_on)[1] + 1)
    stopped_on = loss.last_day + ONE_DAY
    if line.end_on != stopped_on:
        raise CannotGoOn(contract=contract.number)
    changed = _with_line(contract, replace(line, end_on=None))
    if contract.end_on == stopped_on and contract.ending is None:
        others = tuple(
            replace(each, end_on=None) if each.is_recurring and each.end_on == stopped_on else each
            for each in changed.lines
        )
        changed = replace(changed, end_on=None, lines=others)
    if from_on > stopped_on:
        rest = Pause(stopped_on, from_on, to_the_day=True, line_ids=(line.id,))
        changed = replace(changed, pauses=tuple(sorted((*changed.pauses, rest), key=lambda each: each.from_on)))
    return changed


def residual_charged(contract: Contract, loss: Loss, item: ChargedItem, today: date) -> Contract:
    """One line, charged once, about the thing. Raises TitleMissing, PriceCurrencyDiffers."""
    told = replace(item, about=About(ChargeCause.LOSS, loss.asset_id))
    return ChargeOnce(contract.id, contract.version, items=(told,)).edited(contract, today)


def residual_given_back(contract: Contract, loss: Loss) -> Contract:
    """As if it had never been charged. The same contract when nothing is."""
    line_id = loss.charge_line_id
    if line_id is None:
        return contract
    line = contract.line(line_id)
    return contract if line.start_on is None else contract.line_ended(line.id, line.start_on - ONE_DAY)


def sold_instead(contract: Contract, loss: Loss, piece: Piece, item: ChargedItem, today: date) -> Contract:
    """What was paid as its worth is the price of the thing now. Raises NegativePrice."""
    line = contract.line(piece.line_id)
    sale = ContractLine(
        id=item.line_id,
        position=max(known.position for known in contract.lines) + 1,
        title=line.title_on(today),
        kind=LineKind.BUYOUT,
        vat=line.vat,
        versions=(LineVersion(None, item.amount, item.quantity),),
        means_of_transport=line.means_of_transport,
        variant_id=piece.variant_id,
        start_on=max(today, contract.start_on or today),
        about=About(ChargeCause.OTHER, piece.asset_id),
    )
    return residual_given_back(contract, loss).line_added(sale)


def _again(bundle: Bundle, asset_id: AssetId, from_on: date) -> Bundle:
    back = tuple(
        replace(each, again_on=from_on) if each.asset_id == asset_id and each.again_on is None else each
        for each in bundle.back
    )
    return replace(bundle, back=back)


def _with_line(contract: Contract, changed: ContractLine) -> Contract:
    return replace(contract, lines=tuple(changed if line.id == changed.id else line for line in contract.lines))
