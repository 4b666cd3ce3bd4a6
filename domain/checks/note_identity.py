"""What an identity service tells of its session: opened, verified, or failed. The worker's."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Seat
from domain.checks.book import StepTaken
from domain.checks.identity import IdentityState
from domain.checks.model import TRANSITIONS, Stage, Step
from domain.checks.see_identity import weighed_again
from domain.checks.stepping import CheckStepped, stepped
from domain.checks.telling import tell
from domain.clock import Clock
from domain.ids import OrderId
from domain.messages.contract_letter import LetterKind
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class NoteIdentity(Command):
    """`url` belongs to a session that was just opened: the customer is written to where to go."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    order_id: OrderId
    reference: str
    state: IdentityState
    url: str = ""


def note_identity(command: NoteIdentity, unit: Unit, _clock: Clock) -> CheckStepped:
    """An answer that comes after somebody decided changes nothing. Raises UnknownCheck."""
    check = unit.checks.get(command.order_id)
    if (check.stage, Step.IDENTITY_SAID) not in TRANSITIONS:
        return stepped(check, check)
    why, today = str(command.state), unit.today()
    now = unit.checks.take(check, StepTaken(Step.IDENTITY_SAID, today, why, reference=command.reference))
    if command.url:
        tell(now, LetterKind.ORDER_NEEDS_IDENTITY_ONLINE, unit, link=command.url)
    is_done = command.state in (IdentityState.VERIFIED, IdentityState.FAILED)
    return stepped(check, weighed_again(now, unit) if is_done and now.stage is Stage.REVIEW else now)
