"""The customer has a lost thing again: it goes on being rented, or they keep it for what they paid."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.assets.model import Asset
from domain.assets.status import Kind
from domain.clock import Clock
from domain.contracts.charge_once import ChargedItem
from domain.deliveries.keep_up import keep_up
from domain.ids import ContractLineId
from domain.losses.claim_loss import contract_of
from domain.losses.model import Loss, LossDayWrong, LossId, LossOfNobody
from domain.losses.moved import LossMoved, moved
from domain.losses.report_loss import piece_of
from domain.losses.settling import settled
from domain.losses.stages import Step, after
from domain.losses.timeline import rent_again, residual_given_back, sold_instead
from domain.losses.writing_off import WriteOffStatus, WriteOffStep
from domain.money import Money
from domain.ports import Unit


class Recovery(StrEnum):
    """GOES_ON: rent runs again, what was charged goes back. KEEPS: what was charged becomes the price of a sale."""

    GOES_ON = "goes_on"
    KEEPS = "keeps"


STEPS = {Recovery.GOES_ON: Step.GO_ON, Recovery.KEEPS: Step.KEEP}


@dataclass(frozen=True, slots=True)
class RecoverLost(Command):
    """`from_on`: the first day with rent again; for a thing that is kept, it says nothing."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    loss_id: LossId
    recovery: Recovery
    from_on: date


def recover_lost(command: RecoverLost, unit: Unit, clock: Clock) -> LossMoved:
    """Raises UnknownLoss, IllegalLossStep, LossOfNobody, LossDayWrong, CannotGoOn."""
    loss, today = unit.losses.get(command.loss_id), unit.today()
    after(loss.stage, STEPS[command.recovery])
    if not loss.reported_on <= command.from_on <= today:
        raise LossDayWrong(happened_on=loss.reported_on, reported_on=command.from_on)
    if loss.line_id is None:
        raise LossOfNobody(loss=loss.number)
    contract, asset = unit.contracts.get(contract_of(loss)), unit.assets.get(loss.asset_id)
    piece = piece_of(asset, loss.line_id, contract, unit)
    facts: dict[str, str | int] = {"on": command.from_on.isoformat()}
    if command.recovery is Recovery.GOES_ON:
        changed = residual_given_back(rent_again(contract, loss, piece, command.from_on), loss)
        _with_customer_again(asset, loss, loss.line_id, unit, clock)
    else:
        sale = ChargedItem(ContractLineId(unit.new_id()), "", Money(loss.minor, contract.terms.currency))
        changed = sold_instead(contract, loss, piece, sale, today)
        unit.assets.append(*asset.record(Kind.SOLD, unit.context, clock.now(), {"loss": loss.number}))
        facts |= {"sale": str(sale.line_id)}
    if changed != contract:
        unit.contracts.save(changed)
        keep_up(changed, unit, today)
    done = loss.stepped(STEPS[command.recovery], facts)
    unit.losses.save(done)
    settled(done, unit, clock)
    written = unit.losses.live_write_off(asset.id)
    if written is not None and written.status is WriteOffStatus.BOOKED:
        unit.losses.step_write_off(written, WriteOffStep.REVERSE, today)
    return moved(done, changes_bill=changed != contract)


def _with_customer_again(asset: Asset, loss: Loss, line_id: ContractLineId, unit: Unit, clock: Clock) -> None:
    facts = {"holder": str(line_id), "loss": loss.number}
    unit.assets.append(*asset.record(Kind.RECOVERED, unit.context, clock.now(), facts))
    unit.assignments.open(asset.id, line_id, unit.context.effective_at)
