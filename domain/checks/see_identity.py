"""Somebody of us saw the customer's identity document, in the store or at the door."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.checks.book import StepTaken
from domain.checks.identity import DocumentSeen, Shown
from domain.checks.model import OrderCheck, Stage, Step
from domain.checks.stepping import CheckStepped, stepped
from domain.checks.verdict import Need
from domain.clock import Clock
from domain.ids import OrderId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class SeeIdentity(Command):
    """`last_four`: of the document's number; more of it is not kept. Who saw it is who gives the command."""

    seats: ClassVar[frozenset[Seat]] = OFFICE | {Seat.POS}
    has_consequences: ClassVar[bool] = True

    order_id: OrderId
    document: DocumentSeen
    last_four: str


def see_identity(command: SeeIdentity, unit: Unit, _clock: Clock) -> CheckStepped:
    """What waited for it alone is looked at anew. Raises UnknownCheck, IllegalCheckTransition, LastFourWrong."""
    shown = Shown(command.document, command.last_four)
    check = unit.checks.get(command.order_id)
    unit.checks.show(check.order_id, shown)
    now = unit.checks.take(check, StepTaken(Step.SEE, unit.today()))
    return stepped(check, weighed_again(now, unit))


def weighed_again(check: OrderCheck, unit: Unit) -> OrderCheck:
    """Where it waited for the customer's identity, and nobody has called it yellow after the machine said red."""
    if check.stage is Stage.REVIEW and Need.IDENTITY in check.needs and not check.was_red:
        return unit.checks.take(check, StepTaken(Step.WEIGH_AGAIN, unit.today()))
    return check
