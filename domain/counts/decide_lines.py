"""What becomes of what a count found: a decision for each line that is not in order."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.application import FLOOR, OFFICE, Command, Seat
from domain.clock import Clock
from domain.counts.errors import DecisionWrong, IllegalCountStep, UnknownCountLine
from domain.counts.model import LONGEST_NOTE, CountId, CountLine, CountStage, CountStep, Decided, Decision, ways_of
from domain.counts.moved import CountMoved
from domain.ports import Unit
from domain.supplies.model import CountNeedsReason


@dataclass(frozen=True, slots=True)
class DecideLines(Command):
    """A line may be decided anew until the count is booked; then whoever agreed has to agree again."""

    seats: ClassVar[frozenset[Seat]] = FLOOR | OFFICE

    count_id: CountId
    decided: tuple[Decided, ...]


def decide_lines(command: DecideLines, unit: Unit, _clock: Clock) -> CountMoved:
    """Raises UnknownCount, IllegalCountStep, UnknownCountLine, DecisionWrong, CountNeedsReason."""
    count = unit.counts.get(command.count_id)
    if count.stage is not CountStage.REVIEW:
        raise IllegalCountStep(count=count.number, stage=count.stage, step=CountStep.BOOK)
    lines = {line.n: line for line in unit.counts.lines(count)}
    if not command.decided or any(each.n not in lines for each in command.decided):
        raise UnknownCountLine
    for each in command.decided:
        tidy = replace(each, note=each.note.strip()[:LONGEST_NOTE])
        _check(unit, lines[each.n], tidy)
        unit.counts.decide(count, tidy)
    return CountMoved(count.id, count.number, count.stage, sum(line.is_difference for line in lines.values()))


def _check(unit: Unit, line: CountLine, decided: Decided) -> None:
    state = None if line.asset_id is None else unit.assets.get(line.asset_id).state
    if decided.decision not in ways_of(line, state):
        raise DecisionWrong(line=line.text, decision=decided.decision)
    if decided.decision is Decision.BOOK and not decided.note:
        raise CountNeedsReason(before=line.books or 0, counted=line.counted or 0)
