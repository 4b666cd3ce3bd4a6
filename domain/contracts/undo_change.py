"""The last change of a contract is taken back, while no invoice knows of it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from domain.application import Command
from domain.clock import Clock
from domain.contracts.changing import ContractChanged, ContractChangedMeanwhile, LastChange
from domain.contracts.model import Contract
from domain.deliveries.keep_up import keep_up
from domain.errors import RuleViolation
from domain.ids import ContractId
from domain.ports import Unit
from domain.shipping.handing_out import hand_out


class NothingToUndo(RuleViolation):
    """The last thing that happened to the contract was no change that a person made."""

    code = "nothing_to_undo"


class ChangeIsBilled(RuleViolation):
    """An invoice was written since: another change puts it right, and the next run credits what is too much."""

    code = "change_is_billed"


@dataclass(frozen=True, slots=True)
class UndoChange(Command):
    """`version` is that of the contract the person saw."""

    has_consequences: ClassVar[bool] = True

    contract_id: ContractId
    version: int


def taken_back(command: UndoChange, contract: Contract, last: LastChange | None, today: date) -> Contract:
    """The timeline as it was before. Lines that the change added end before they begin: other things may hang on them.

    Raises ContractChangedMeanwhile, NothingToUndo, ChangeIsBilled.
    """
    if contract.version != command.version:
        raise ContractChangedMeanwhile(contract=contract.number)
    if last is None or not last.can_undo:
        raise NothingToUndo(contract=contract.number)
    if last.is_billed:
        raise ChangeIsBilled(contract=contract.number)
    known = {line.id for line in last.before.lines}
    first = last.before.start_on or today
    added = tuple(replace(line, end_on=(line.start_on or first)) for line in contract.lines if line.id not in known)
    return replace(last.before, lines=last.before.lines + added, version=contract.version)


def undo_change(command: UndoChange, unit: Unit, clock: Clock) -> ContractChanged:
    """Raises what `taken_back` does."""
    contract = unit.contracts.get(command.contract_id)
    restored = taken_back(command, contract, unit.contracts.last_change(contract.id), unit.today())
    unit.contracts.save(restored)
    kept_up, sent = keep_up(restored, unit, unit.today()), hand_out(restored, unit, clock, unit.today())
    return ContractChanged(contract.id, contract.version + 1, kept_up.is_changed or sent.is_changed)
