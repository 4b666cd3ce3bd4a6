"""What a bureau said of an order, or that it did not. The worker's."""

from dataclasses import dataclass, field
from typing import ClassVar

from domain.application import BESIDE, Command, Seat
from domain.checks.book import StepTaken
from domain.checks.model import Stage, Step
from domain.checks.stepping import CheckStepped, stepped
from domain.checks.verdict import BureauFault, Colour, Point, Reason, Source, Verdict
from domain.clock import Clock
from domain.ids import OrderId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class NoteBureau(Command):
    """`colour` None: no answer, because of `fault`. `codes` are the bureau's own reasons; the log has none of them."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    order_id: OrderId
    colour: Colour | None
    score: int = 0
    fault: BureauFault | None = None
    codes: tuple[str, ...] = field(default=(), compare=False, repr=False, metadata=BESIDE)


def note_bureau(command: NoteBureau, unit: Unit, _clock: Clock) -> CheckStepped:
    """An answer that comes after somebody decided changes nothing. Raises UnknownCheck."""
    check = unit.checks.get(command.order_id)
    if check.stage is not Stage.OPEN:
        return stepped(check, check)
    if command.colour is None:
        fault = command.fault or BureauFault.UNKNOWN
        return stepped(check, unit.checks.take(check, StepTaken(Step.BUREAU_FAILED, unit.today(), str(fault))))
    codes = command.codes or ("",)
    reasons = tuple(Reason(Point.BUREAU_SAID, 1, detail=each) for each in codes)
    verdict = Verdict(command.colour, command.score, Source.BUREAU, reasons)
    return stepped(check, unit.checks.take(check, StepTaken(Step.BUREAU_SAID, unit.today(), verdict=verdict)))
