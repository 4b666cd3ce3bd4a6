"""A thing is gone: it was lost or stolen at a customer's, or is missing from our own shelf.

Rent stops by the owner's rule, or goes on when another thing takes its place. What it costs is settled later.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, PERSONAL, Command, Seat
from domain.assets.model import Asset
from domain.assets.status import OUT, Status
from domain.clock import Clock
from domain.contracts.changing import ContractIsOver
from domain.contracts.model import Contract
from domain.deliveries.keep_up import keep_up
from domain.ids import AssetId, ContractLineId
from domain.losses.model import (
    LEDGER,
    LONGEST_REFERENCE,
    LONGEST_WORDS,
    PREFIX,
    Loss,
    LossDayWrong,
    LossId,
    LossKind,
    LossKnown,
    NotToBeLost,
)
from domain.losses.moved import LossMoved, moved
from domain.losses.timeline import Piece, last_day_with_rent, rent_stopped
from domain.ports import Unit
from domain.returns.overtaken import expect_no_more
from domain.shipping.sending_again import goes_on, opened_again
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class ReportLoss(Command):
    """`reported_on`: the day on which we were told. `replaces`: another one of its kind is sent, and rent goes on.

    `words`: what happened, as the customer says it.
    """

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    loss_id: LossId
    asset_id: AssetId
    loss_kind: LossKind
    happened_on: date
    reported_on: date
    police: str = ""
    replaces: bool = False
    words: str = field(default="", metadata=PERSONAL)


def report_loss(command: ReportLoss, unit: Unit, clock: Clock) -> LossMoved:
    """Raises:
    UnknownAsset, LossDayWrong: what was entered.
    LossKnown: it is reported already.
    NotToBeLost: the thing is neither with a customer nor on a shelf.
    ContractIsOver: another one is to take its place, and the customer is to have nothing any more.
    UnknownOrder: nothing was ever sent under this contract, so nothing can be sent again.
    """
    if not command.happened_on <= command.reported_on <= unit.today():
        raise LossDayWrong(happened_on=command.happened_on, reported_on=command.reported_on)
    asset = unit.assets.get(command.asset_id)
    if unit.losses.live(asset.id) is not None:
        raise LossKnown(asset=asset.code)
    number = unit.numbers.next_code(PREFIX)
    police = " ".join(command.police.split())[:LONGEST_REFERENCE]
    days = (command.happened_on, command.reported_on, police)
    loss = Loss(command.loss_id, number, command.loss_kind, asset.id, *days)
    if asset.state.status is Status.IN_STOCK:
        _gone(asset, loss, unit, clock)
        unit.losses.add(loss, command.words.strip()[:LONGEST_WORDS])
        return moved(loss)
    if asset.state.status in (Status.LOST, Status.STOLEN):
        return _afterwards(asset, loss, command, unit)
    if asset.state.status not in OUT:
        raise NotToBeLost(asset=asset.code, status=asset.state.status)
    return _from_customer(asset, loss, command, unit, clock)


def _afterwards(asset: Asset, loss: Loss, command: ReportLoss, unit: Unit) -> LossMoved:
    """Gone in the books already: it was replaced, swapped or counted out. Its rent is no matter of this report."""
    holding = unit.losses.last_holding(asset.id)
    loss = replace(loss, kind=LossKind(asset.state.status.value))
    if holding is not None:
        loss = replace(
            loss, contract_id=holding.contract_id, line_id=holding.contract_line_id, customer_id=holding.customer_id
        )
        unit.tasks.open(TaskKind.LOSS_TO_SETTLE, loss.number, {"asset": asset.code})
    unit.losses.add(loss, command.words.strip()[:LONGEST_WORDS])
    return moved(loss)


def _from_customer(asset: Asset, loss: Loss, command: ReportLoss, unit: Unit, clock: Clock) -> LossMoved:
    holding = unit.assignments.holding(asset.id)
    expect_no_more(asset.id, holding.contract_id, unit, clock)
    contract = unit.contracts.get(holding.contract_id)
    piece = piece_of(asset, holding.contract_line_id, contract, unit)
    rule = unit.settings.losses().value.stops
    last_day = last_day_with_rent(contract, piece.line_id, rule, loss.happened_on, loss.reported_on)
    loss = Loss(
        *(loss.id, loss.number, loss.kind, loss.asset_id, loss.happened_on, loss.reported_on, loss.police),
        contract_id=contract.id,
        line_id=piece.line_id,
        customer_id=contract.customer_id,
        last_day=None if command.replaces else last_day,
    )
    _gone(unit.assets.get(asset.id), loss, unit, clock)
    unit.assignments.close(asset.id, unit.context.effective_at)
    sent = ""
    changed = contract
    if command.replaces and not goes_on(contract, contract.line(piece.line_id), unit.today()):
        raise ContractIsOver(contract=contract.number, status=contract.status)
    if command.replaces:
        sent = opened_again(contract, piece.line_id, asset, None, unit).number
    else:
        changed = rent_stopped(contract, piece, last_day)
    if changed != contract:
        unit.contracts.save(changed)
        keep_up(changed, unit, unit.today())
    unit.losses.add(loss, command.words.strip()[:LONGEST_WORDS])
    unit.tasks.open(TaskKind.LOSS_TO_SETTLE, loss.number, {"asset": asset.code})
    return moved(loss, changes_bill=changed != contract, shipment=sent)


def piece_of(asset: Asset, line_id: ContractLineId, contract: Contract, unit: Unit) -> Piece:
    """The thing on its line, and how many others of that line are with the customer."""
    out = unit.assignments.assets_of(contract.id)
    others = sum(line == line_id and each != asset.id for each, line in out)
    return Piece(asset.id, asset.variant_id, line_id, others)


def _gone(asset: Asset, loss: Loss, unit: Unit, clock: Clock) -> None:
    unit.assets.append(*asset.record(LEDGER[loss.kind], unit.context, clock.now(), {"loss": loss.number}))
