"""The customer pays in rates: while they are kept no letters go out, and one that is missed lets dunning go on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.application import OFFICE, Command, Event, Seat
from domain.billing.settlement import OpenChangedMeanwhile
from domain.clock import Clock
from domain.dunning.instalments import (
    PLAN_PREFIX,
    InstalmentPlan,
    PlanId,
    PlanKnown,
    PlanStatus,
    Rate,
    RatesWrong,
    check_rates,
)
from domain.dunning.model import Account
from domain.dunning.stages import IllegalDunningStep, Stage
from domain.dunning.touching import touched_by
from domain.errors import RuleViolation
from domain.ids import CustomerId, InvoiceId
from domain.losses.blocked import check_not_blocked
from domain.money import Money, total
from domain.ports import Unit


class NothingToSpread(RuleViolation):
    """None of these invoices is open."""

    code = "nothing_to_spread"


@dataclass(frozen=True, slots=True)
class AgreeInstalments(Command):
    """Over all that is open of these invoices; the rates add up to it. `open_seen`: what the person saw."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    plan_id: PlanId
    customer_id: CustomerId
    invoice_ids: tuple[InvoiceId, ...]
    rates: tuple[Rate, ...]
    open_seen: Money


@dataclass(frozen=True, slots=True)
class PlanMoved(Event):
    customer_id: CustomerId
    number: str
    status: PlanStatus
    until: date | None = None

    def touched(self) -> Iterable[str]:
        return touched_by(self.customer_id)


def agree_instalments(command: AgreeInstalments, unit: Unit, _clock: Clock) -> PlanMoved:
    """Raises UnknownCustomer, CustomerBlocked, NothingToSpread, PlanKnown, OpenChangedMeanwhile, RatesWrong,
    IllegalDunningStep (a collection partner has it)."""
    account = unit.dunning.account(command.customer_id)
    check_not_blocked(command.customer_id, unit)
    whole = _whole(account, command)
    check_rates(command.rates, whole, unit.today())
    number = unit.numbers.next_code(PLAN_PREFIX)
    ids = (command.plan_id, number, command.customer_id, command.invoice_ids)
    plan = InstalmentPlan(*ids, whole, command.rates, unit.today())
    unit.dunning.add_plan(plan)
    return PlanMoved(command.customer_id, number, plan.status, plan.rates[-1].due_on)


def _whole(account: Account, command: AgreeInstalments) -> Money:
    items = [each for each in account.items if each.invoice_id in command.invoice_ids]
    if not items or len(items) < len(set(command.invoice_ids)):
        raise NothingToSpread
    if len({each.open.currency for each in items}) > 1:
        raise RatesWrong(total=items[0].open, most=1)
    if any(each.invoice_id in account.in_instalments for each in items):
        raise PlanKnown
    if any(each.stage is Stage.HANDED_OVER for each in items):
        raise IllegalDunningStep(stage=Stage.HANDED_OVER, step="instalments")
    whole = total((each.open for each in items), items[0].open.currency)
    if whole != command.open_seen:
        raise OpenChangedMeanwhile(open=whole)
    return whole
