"""A rented thing came back: its contract line ends by the plan's rule. The worker's consequence of the receipt."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.assets.status import Status as AssetStatus
from domain.clock import Clock
from domain.contracts.beginning import AS_USUAL
from domain.contracts.day_facts import thing_back
from domain.contracts.ending import ended_with_last, is_anything_rented, line_done
from domain.contracts.model import Contract
from domain.contracts.parts_back import piece_back
from domain.contracts.settle_deposit import holds_deposit
from domain.contracts.status import Action, Status, open_actions
from domain.contracts.terms import StopRule
from domain.contracts.tidy_goods import call_off_unwanted
from domain.deliveries.keep_up import keep_up
from domain.errors import Unavailable
from domain.ids import AssetId, ContractId, ContractLineId
from domain.messages.contract_letter import LetterKind, Told
from domain.period import ONE_DAY
from domain.ports import Unit
from domain.returns.overtaken import drop_overtaken
from domain.shipping.sending_again import awaited
from domain.tasks.model import TaskKind


class ContractNotStarted(Unavailable):
    """The fact that starts the contract is not followed yet; this one comes after it and is tried again."""

    code = "contract_not_started"


@dataclass(frozen=True, slots=True)
class EndReturnedLine(Command):
    """`received_on` is the day of the receipt scan; a day before the contract's start: nothing of it is charged.

    `asset_id` None: a fact of before bundles were billed by pieces.
    """

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    contract_id: ContractId
    contract_line_id: ContractLineId
    received_on: date
    asset_id: AssetId | None = None


@dataclass(frozen=True, slots=True)
class ReturnedLineEnded(Event):
    """`last_day` is the last day that is charged for the line, or for the piece where the line goes on."""

    contract_id: ContractId
    contract_line_id: ContractLineId
    last_day: date
    status: Status

    def touched(self) -> Iterable[str]:
        return ("contracts", "shipments", f"contract:{self.contract_id}")


def end_returned_line(command: EndReturnedLine, unit: Unit, clock: Clock) -> ReturnedLineEnded:
    """The day of receipt is the last one charged, unless the line ended earlier (stop at request).

    A line of several things goes on while one of them is still out or goes out again; a bundle without the piece, for
    what the rest costs. What only a person ends, or what another quantity may be agreed for, opens a task. With its
    last rented line the contract ends.
    Source: BILLING.md, "Last day of service"; RULES.md 1.3.

    Raises:
        ContractNotStarted: the goods' leaving is not followed yet (several workers); tried again later.
    """
    before = unit.contracts.get(command.contract_id)
    drop_overtaken(before.id, unit)
    if before.start_on is None:
        return _back_before_the_start(before, command, unit)
    command = replace(command, received_on=max(command.received_on, before.start_on - ONE_DAY))
    line_id, last_day = command.contract_line_id, command.received_on
    others = [each_line for _, each_line in unit.assignments.assets_of(before.id)]
    others += awaited(before, command.received_on, unit)
    contract = thing_back(before, line_id, command.received_on)
    is_part = line_id in others and contract.line(line_id).bundle is not None and command.asset_id is not None
    if contract.terms.stop_rule is StopRule.BY_HAND and contract.line(line_id).end_on is None:
        if is_part or line_id not in others:
            unit.tasks.open(TaskKind.LINE_TO_END, before.number, {"line": contract.line(line_id).title_on(last_day)})
    elif line_id in others:
        contract = _without_piece(contract, command, unit)
        if contract.line(line_id).bundle is None and _keeps_another(contract, line_id, unit):
            unit.tasks.open(TaskKind.PART_BACK, before.number, {"line": contract.line(line_id).title_on(last_day)})
    else:
        contract = line_done(contract, line_id, last_day)
        last_day = (contract.line(line_id).end_on or last_day) - ONE_DAY
        if not others and not is_anything_rented(contract):
            contract = ended_with_last(contract, last_day)
            contract = contract.acted(Action.END) if Action.END in open_actions(contract.status) else contract
    if contract != before:
        unit.contracts.save(contract)
        keep_up(contract, unit, unit.today())
    if contract.status is Status.ENDED and before.status is not Status.ENDED:
        call_off_unwanted(contract, command.received_on, unit, clock)
        ended = last_day if contract.end_on is None else contract.end_on - ONE_DAY
        unit.letters.promise(contract.id, Told(LetterKind.CONTRACT_ENDED, {"last_day": ended}))
    if contract.status is Status.ENDED and not others and holds_deposit(contract):
        unit.tasks.open(TaskKind.DEPOSIT_TO_SETTLE, contract.number, {})
    return ReturnedLineEnded(contract.id, line_id, last_day, contract.status)


def _back_before_the_start(contract: Contract, command: EndReturnedLine, unit: Unit) -> ReturnedLineEnded:
    """A parcel that was not taken in, under a contract that never began: a person says what becomes of it."""
    if not (contract.beginning or AS_USUAL).waits_for_no_parcel:
        raise ContractNotStarted(contract=contract.number)
    unit.tasks.open(TaskKind.LINE_TO_END, contract.number, {"line": contract.line(command.contract_line_id).title})
    return ReturnedLineEnded(contract.id, command.contract_line_id, command.received_on, contract.status)


def _keeps_another(contract: Contract, line_id: ContractLineId, unit: Unit) -> bool:
    """Whether the customer keeps a thing of the line that nobody expects back."""
    held = [asset_id for asset_id, of_line in unit.assignments.assets_of(contract.id) if of_line == line_id]
    return any(asset.state.status is AssetStatus.RENTED for asset in unit.assets.get_all(held))


def _without_piece(contract: Contract, command: EndReturnedLine, unit: Unit) -> Contract:
    """A bundle's piece is noted as back; of what is no bundle the line just goes on."""
    line_id, asset_id = command.contract_line_id, command.asset_id
    if asset_id is None or contract.line(line_id).bundle is None:
        return contract
    return piece_back(contract, line_id, asset_id, unit.assets.get(asset_id).variant_id, command.received_on)
