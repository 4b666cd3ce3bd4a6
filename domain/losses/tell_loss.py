"""The letters about a loss, as the worker writes them after each step."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import ContractId
from domain.losses.model import Loss, LossId
from domain.losses.stages import Stage
from domain.messages.contract_letter import LetterKind, Told
from domain.money import Money
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class TellLoss(Command):
    """`stage` is the one that was reached; `was_told`: of a waiver, whether the customer knew of a claim."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    loss_id: LossId
    stage: Stage
    was_told: bool = False


@dataclass(frozen=True, slots=True)
class LossTold(Event):
    contract_id: ContractId | None

    def touched(self) -> Iterable[str]:
        return () if self.contract_id is None else (f"contract:{self.contract_id}",)


def tell_loss(command: TellLoss, unit: Unit, _clock: Clock) -> LossTold:
    """Nothing where nobody has to hear. Raises UnknownLoss."""
    loss = unit.losses.get(command.loss_id)
    kind = _letter(loss, command)
    if loss.contract_id is None or kind is None:
        return LossTold(None)
    contract = unit.contracts.get(loss.contract_id)
    days = {"reported_on": loss.reported_on, "happened_on": loss.happened_on}
    if loss.last_day is not None:
        days["last_day"] = loss.last_day
    if loss.object_until is not None:
        days["object_until"] = loss.object_until
    amounts = {"amount": Money(loss.minor, contract.terms.currency)}
    title = contract.line(loss.line_id).title_on(loss.reported_on) if loss.line_id is not None else ""
    texts = {"loss": loss.number, "thing": title, "code": unit.assets.get(loss.asset_id).code}
    unit.letters.promise(contract.id, Told(kind, days, amounts, texts=texts))
    return LossTold(contract.id)


def _letter(loss: Loss, command: TellLoss) -> LetterKind | None:
    if command.stage is Stage.REPORTED:
        return LetterKind.LOSS_REPLACED if loss.last_day is None else LetterKind.LOSS_REPORTED
    if command.stage is Stage.COVERED:
        return LetterKind.LOSS_COVERED_PART if loss.charge_line_id is not None else LetterKind.LOSS_COVERED
    if command.stage is Stage.WAIVED:
        return LetterKind.LOSS_WAIVED if command.was_told else None
    if command.stage is Stage.RETURNED:
        return LetterKind.LOSS_GIVEN_BACK if command.was_told else LetterKind.LOSS_FOUND
    return {
        Stage.CLAIMED: LetterKind.LOSS_CLAIMED,
        Stage.GOES_ON: LetterKind.LOSS_GOES_ON,
        Stage.KEPT: LetterKind.LOSS_KEPT,
    }.get(command.stage)
