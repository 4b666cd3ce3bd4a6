"""The machine looks at an order: by the owner's rules, by what is known, and by what a bureau and a document say.

The worker's, for the database lets nobody else call an order green.
"""

from dataclasses import dataclass, replace
from typing import ClassVar, Final

from domain.application import Command, Seat
from domain.checks.book import StepTaken
from domain.checks.facts import CheckFacts
from domain.checks.marks import marks_of
from domain.checks.model import Asked, MoneyFor, OrderCheck, Stage, Step
from domain.checks.scoring import BuiltIn
from domain.checks.settings import BureauDown, CheckSettings, YellowAsks
from domain.checks.stepping import CheckStepped, stepped
from domain.checks.telling import tell
from domain.checks.verdict import Colour, Need, Point, Reason, Source, Verdict, together, worst
from domain.clock import Clock
from domain.ids import OrderId
from domain.messages.contract_letter import LetterKind
from domain.ports import Unit

_STEPS: Final = {Colour.GREEN: Step.CLEAR, Colour.YELLOW: Step.DOUBT, Colour.RED: Step.STOP}
_FOR: Final = {YellowAsks.DEPOSIT: MoneyFor.DEPOSIT, YellowAsks.AHEAD: MoneyFor.AHEAD}


@dataclass(frozen=True, slots=True)
class JudgeOrder(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    order_id: OrderId


def judge_order(command: JudgeOrder, unit: Unit, _clock: Clock) -> CheckStepped:
    """Nothing happens while an answer from outside is still to come, or when somebody decided meanwhile.

    Raises UnknownCheck.
    """
    check = unit.checks.get(command.order_id)
    if check.stage is not Stage.OPEN:
        return stepped(check, check)
    settings = unit.settings.checks().value
    facts = unit.checks.facts(check.order_id, unit.today())
    unit.checks.keep_marks(check.order_id, marks_of(facts.person, facts.iban))
    needs = needs_of(facts, settings)
    if not needs:
        nothing = Verdict(Colour.GREEN, 0, Source.EXEMPT)
        return stepped(check, _take(check, nothing, facts, needs, unit))
    said = unit.checks.bureau_said(check.order_id) if Need.BUREAU in needs else None
    if waits_for_bureau(check, needs, settings):
        if check.bureau is Asked.NOT:
            unit.checks.call_outside(check.order_id)
        return stepped(check, check)
    verdict = weighed(BuiltIn(settings).verdict(facts), said, check, needs, settings)
    now = _take(check, verdict, facts, needs, unit)
    if now.stage is not Stage.REVIEW:
        return stepped(check, now)
    if any(each.point is Point.IDENTITY_MISSING for each in verdict.reasons):
        tell(now, LetterKind.ORDER_NEEDS_IDENTITY, unit)
        return stepped(check, now)
    return stepped(check, _ask_money(now, settings, unit))


def needs_of(facts: CheckFacts, settings: CheckSettings) -> frozenset[Need]:
    """What the rules ask for; an earlier green verdict spares what costs money or time, the blocklist nobody."""
    needs = settings.needs(facts.lines, facts.value, is_first=facts.is_first)
    if not needs and facts.blocked:
        return frozenset({Need.SCORE})
    if needs and facts.spared_until is not None and facts.spared_until >= facts.on:
        return frozenset({Need.SCORE})
    return needs


def waits_for_bureau(check: OrderCheck, needs: frozenset[Need], settings: CheckSettings) -> bool:
    if Need.BUREAU not in needs:
        return False
    if check.bureau is Asked.FAILED:
        return settings.bureau_down is BureauDown.WAIT
    return check.bureau is not Asked.SAID


def weighed(
    own: Verdict, said: Verdict | None, check: OrderCheck, needs: frozenset[Need], settings: CheckSettings
) -> Verdict:
    """All that was looked at, as one verdict. Who is not known yet goes no further than yellow."""
    verdict = own if said is None else together(own, said)
    if Need.BUREAU in needs and said is None and settings.bureau_down is BureauDown.YELLOW:
        verdict = _at_least_yellow(verdict, Point.BUREAU_DOWN)
    if check.identity is Asked.FAILED:
        verdict = _at_least_yellow(verdict, Point.IDENTITY_FAILED)
    elif Need.IDENTITY in needs and check.identity is not Asked.SAID:
        verdict = _at_least_yellow(verdict, Point.IDENTITY_MISSING)
    return verdict


def _at_least_yellow(verdict: Verdict, point: Point) -> Verdict:
    colour, reasons = worst(verdict.colour, Colour.YELLOW), (*verdict.reasons, Reason(point))
    return replace(verdict, colour=colour, reasons=reasons)


def _take(check: OrderCheck, verdict: Verdict, facts: CheckFacts, needs: frozenset[Need], unit: Unit) -> OrderCheck:
    if verdict.colour is not Colour.GREEN or verdict.source is Source.EXEMPT:
        verdict = replace(verdict, valid_until=None)
    step = StepTaken(_STEPS[verdict.colour], facts.on, verdict=verdict, needs=needs, value=facts.value)
    return unit.checks.take(check, step)


def _ask_money(check: OrderCheck, settings: CheckSettings, unit: Unit) -> OrderCheck:
    """Where the owner wants that yellow asks by itself."""
    asked_for = _FOR.get(settings.yellow_asks)
    if asked_for is None or check.value is None:
        return check
    amount = settings.deposit(check.value)
    return unit.checks.take(check, StepTaken(Step.ASK_MONEY, unit.today(), amount=amount, asked_for=asked_for))
