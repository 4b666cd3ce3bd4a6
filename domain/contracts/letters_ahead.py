"""Which letters a change sends, at once and on days to come: by the functions that send them, without writing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from domain.contracts.cancel_contract import CancelContract
from domain.contracts.changing import ContractChange
from domain.contracts.day_facts import Circumstances, next_look, reached
from domain.contracts.model import Contract
from domain.contracts.status import Status
from domain.contracts.terminate_contract import TerminateContract
from domain.contracts.withdraw_contract import WithdrawContract
from domain.customers.model import CustomerKind
from domain.ids import ContractLineId
from domain.messages.contract_letter import LetterKind, Told
from domain.messages.ending_letter import ending_letter

AHEAD: Final = timedelta(days=366)
_MOST_LOOKS: Final = 60


@dataclass(frozen=True, slots=True)
class LetterAhead:
    """A letter that goes out on a day, if nothing else happens. `once_back`: not before all things are here."""

    on: date
    told: Told
    once_back: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """When a change is looked at, and for whom. `out`: how many things of each line are with the customer now."""

    today: date
    kind: CustomerKind
    at: datetime | None = None
    out: Mapping[ContractLineId, int] = field(default_factory=dict)


def letters_of(
    command: ContractChange | None, before: Contract, after: Contract, moment: Moment
) -> tuple[LetterAhead, ...]:
    """Those that go out within a year because of the change, oldest first. `command` None: a change is taken back."""
    known = letters_ahead(before, moment)
    found = [each for each in letters_ahead(after, moment) if each not in known]
    if isinstance(command, CancelContract | TerminateContract | WithdrawContract):
        told = ending_letter(after, moment.today, moment.at)
        found[:0] = [LetterAhead(moment.today, told)] if told is not None else []
    return tuple(found)


def letters_ahead(contract: Contract, moment: Moment) -> list[LetterAhead]:
    """What the nightly look will tell within a year, if what is out now stays out; and the last letter of a contract
    that ends, which waits for its things."""
    is_consumer = moment.kind is CustomerKind.CONSUMER
    known, all_back = Circumstances(moment.out, is_consumer), Circumstances({}, is_consumer)
    day, last = moment.today, moment.today + AHEAD
    found: list[LetterAhead] = []
    for _ in range(_MOST_LOOKS):
        if day > last:
            break
        there = reached(contract, day, known)
        found += [LetterAhead(day, told) for told in there.told]
        if there.contract.status is Status.PENDING_RETURN and contract.status is not Status.PENDING_RETURN:
            then = reached(contract, day, all_back).told
            found += [LetterAhead(day, told, True) for told in then if told.kind is LetterKind.CONTRACT_ENDED]
        contract = there.contract
        day = next_look(contract, day, known)
    return found
