"""A person lets a yellow order go; above the owner's amount, or once it was red, another one has to agree."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.checks.book import StepTaken
from domain.checks.model import Step, needs_second, said_why
from domain.checks.stepping import CheckStepped, stepped
from domain.clock import Clock
from domain.ids import OrderId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ReleaseOrder(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    order_id: OrderId
    why: str


def release_order(command: ReleaseOrder, unit: Unit, _clock: Clock) -> CheckStepped:
    """Raises UnknownCheck, IllegalCheckTransition, CheckReasonMissing."""
    check, why = unit.checks.get(command.order_id), said_why(command.why)
    is_for_two = needs_second(check, unit.settings.checks().value.two_person_above)
    step = Step.PROPOSE if is_for_two else Step.RELEASE
    now = unit.checks.take(check, StepTaken(step, unit.today(), why))
    return stepped(check, now)
