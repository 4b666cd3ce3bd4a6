"""What follows from an order with a check, and from each step that somebody takes with one. The worker draws it."""

from collections.abc import Callable
from datetime import date

from domain.application import Command, Event
from domain.checks.judge_order import JudgeOrder
from domain.checks.model import Stage
from domain.checks.stepping import CheckStepped
from domain.checks.tell_check import TellCheck
from domain.contracts.activate_contract import ActivateContract
from domain.contracts.beginning import StartFact
from domain.contracts.starting import start
from domain.ids import OrderId

Run = Callable[[str, Command], Event]


def judge(order_id: OrderId, day: date, run: Run) -> CheckStepped | None:
    """Looks, and lets it go where it is green. Nothing starts and nothing is billed before that."""
    done = run("judge", JudgeOrder(order_id))
    if not isinstance(done, CheckStepped):
        return None
    _told(done, run)
    if done.passes:
        go_on(done, day, run)
    return done


def _told(event: CheckStepped, run: Run) -> None:
    if event.stage is not event.before:
        run(f"tell {event.stage}", TellCheck(event.order_id, event.stage))


def follow_check(event: Event, day: date, run: Run) -> bool:
    """Whether the fact was one of a check."""
    if not isinstance(event, CheckStepped):
        return False
    _told(event, run)
    if event.stage is Stage.OPEN:
        judge(event.order_id, day, run)
    if event.passes:
        go_on(event, day, run)
    return True


def go_on(event: CheckStepped, day: date, run: Run) -> None:
    """As if the order had been taken without a check: what starts with the order starts, and gets its first bill."""
    known = StartFact.ORDERED if event.has_goods else StartFact.CARRIES_NOTHING
    start(ActivateContract(event.contract_id, day, known), event.customer_id, day, run)
