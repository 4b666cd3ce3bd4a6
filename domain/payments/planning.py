"""When what is open of an invoice is collected, and by which method; what follows a failure. Pure.

Source: RULES.md 1.7, 3.6.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from domain.contracts.holidays import easter_sunday
from domain.contracts.payment import PaymentMethod
from domain.ids import ContractId, CustomerId, InvoiceId
from domain.money import Money
from domain.payments.attempt import LIVE, AttemptStatus, MethodId, Tried
from domain.payments.methods import COLLECTED, Method
from domain.payments.reasons import FOLLOWS, NextStep, ReasonClass
from domain.settings.payments import PaymentSettings

FIRST_TECHNICAL_S: Final = 300
_WEEKEND: Final = 5
_DAY: Final = timedelta(days=1)
BAD: Final = frozenset({AttemptStatus.FAILED, AttemptStatus.RETURNED})


class NotPlanned(StrEnum):
    """Why nothing is planned for an open invoice."""

    PAID_OTHERWISE = "paid_otherwise"
    NOTHING_OPEN = "nothing_open"
    BLOCKED = "blocked"
    NO_METHOD = "no_method"
    TOO_OLD = "too_old"
    UNDER_WAY = "under_way"
    USED_UP = "used_up"
    NEEDS_METHOD = "needs_method"
    NEEDS_PERSON = "needs_person"


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An issued invoice as planning looks at it. `is_blocked`: a death, an insolvency, or a payment of the same
    contracts of which nobody knows what became. `tries`: oldest first."""

    invoice_id: InvoiceId
    customer_id: CustomerId
    terms: PaymentMethod
    open: Money
    issued_on: date
    due_on: date
    contract_ids: tuple[ContractId, ...] = ()
    is_blocked: bool = False
    tries: tuple[Tried, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Which method pays: by contract, else the customer's. `methods` are all of the customer, by id."""

    by_contract: Mapping[ContractId, MethodId]
    default: MethodId | None
    methods: Mapping[MethodId, Method]

    def method(self, contracts: Sequence[ContractId], on: date) -> Method | None:
        """One for all contracts of an invoice; where they differ, the customer's own default, else the first."""
        chosen = list(dict.fromkeys(self.by_contract[each] for each in contracts if each in self.by_contract))
        order = chosen if len(chosen) == 1 else [each for each in (self.default, *chosen) if each is not None]
        if self.default is not None and self.default not in order:
            order.append(self.default)
        usable = (self.methods[each] for each in order if each in self.methods)
        return next((each for each in usable if each.is_usable(on)), None)


@dataclass(frozen=True, slots=True)
class Planned:
    """`not_before` None: as soon as it is time."""

    method: Method
    amount: Money
    collect_on: date
    not_before: datetime | None = None


def planned(
    item: OpenItem, choices: Choices, settings: PaymentSettings, today: date, *, by_person: bool = False
) -> Planned | NotPlanned:
    """The next attempt of an invoice as things are. `by_person`: somebody wants it whatever became of earlier ones."""
    hindered = _hindered(item)
    if hindered is not None:
        return hindered
    method = choices.method(item.contract_ids, today)
    if method is None or settings.provider(method.kind) is not method.provider:
        return NotPlanned.NO_METHOD
    if by_person:
        return Planned(method, item.open, _earliest(method.kind, settings, today))
    return _by_itself(item, method, settings, today)


def wanted(item: OpenItem, method: Method, settings: PaymentSettings, today: date) -> Planned | NotPlanned:
    """What the payer asks for themselves, also of an invoice that they were to transfer."""
    hindered = _hindered(replace(item, terms=method.kind))
    if hindered is not None:
        return hindered
    if settings.provider(method.kind) is not method.provider:
        return NotPlanned.NO_METHOD
    return Planned(method, item.open, _earliest(method.kind, settings, today))


def before_step(
    item: OpenItem, choices: Choices, settings: PaymentSettings, today: date, step_on: date | None
) -> Planned | NotPlanned:
    """Once more, on the day before the next level of dunning, for an invoice whose attempts are used up; used up it
    stays where it was tried since, or where that day has gone by. `step_on` None: no level follows."""
    method = choices.method(item.contract_ids, today)
    failures = [each for each in item.tries if each.status in BAD]
    if method is None or step_on is None or not settings.before_dunning or not failures:
        return NotPlanned.USED_UP
    wanted = step_on - _DAY
    if method.kind is PaymentMethod.DIRECT_DEBIT:
        while target_day(wanted) != wanted:
            wanted -= _DAY
    tried_on = failures[-1].failed_on or today
    if tried_on >= wanted or wanted < _earliest(method.kind, settings, today):
        return NotPlanned.USED_UP
    return Planned(method, item.open, wanted)


def _hindered(item: OpenItem) -> NotPlanned | None:
    if item.terms not in COLLECTED:
        return NotPlanned.PAID_OTHERWISE
    if item.open.minor <= 0:
        return NotPlanned.NOTHING_OPEN
    if item.is_blocked:
        return NotPlanned.BLOCKED
    return NotPlanned.UNDER_WAY if any(each.status in LIVE for each in item.tries) else None


def _by_itself(item: OpenItem, method: Method, settings: PaymentSettings, today: date) -> Planned | NotPlanned:
    if item.tries and item.tries[-1].status is AttemptStatus.WITHDRAWN and item.tries[-1].reason is not None:
        return NotPlanned.NEEDS_PERSON
    failures = [each for each in item.tries if each.status in BAD]
    settled = [each for each in item.tries if each.status is AttemptStatus.SETTLED]
    if not failures:
        too_old = not settled and item.issued_on < today - timedelta(days=settings.lookback_days)
        return NotPlanned.TOO_OLD if too_old else Planned(method, item.open, first_day(item, method, settings, today))
    last = failures[-1]
    if last.method_id != method.id:
        return Planned(method, item.open, _earliest(method.kind, settings, today))
    why = _stopped(failures, settings)
    if why is not None:
        return why
    wanted = (last.failed_on or today) + timedelta(days=_pause(failures, settings))
    return Planned(method, item.open, max(wanted, _earliest(method.kind, settings, today)))


def _stopped(failures: Sequence[Tried], settings: PaymentSettings) -> NotPlanned | None:
    """Why nothing more is tried with this method."""
    follows = next_step(failures)
    if follows in (NextStep.NEW_METHOD, NextStep.CONFIRM):
        return NotPlanned.NEEDS_METHOD
    if follows is NextStep.PERSON:
        return NotPlanned.NEEDS_PERSON
    return NotPlanned.USED_UP if is_used_up(failures, settings) else None


def next_step(failures: Sequence[Tried]) -> NextStep:
    """What the newest failure asks for. What was said to be tried once more is not tried a third time."""
    last = failures[-1].reason or ReasonClass.NOT_SAID
    follows = FOLLOWS[last]
    same = [each for each in failures if each.reason is last]
    return NextStep.PERSON if follows is NextStep.RETRY_ONCE and len(same) > 1 else follows


def is_used_up(failures: Sequence[Tried], settings: PaymentSettings) -> bool:
    """Whether all attempts by the schedule were made. Technical ones count apart."""
    technical = [each for each in failures if each.reason is ReasonClass.TECHNICAL]
    if failures and failures[-1].reason is ReasonClass.TECHNICAL:
        return len(_tail(failures)) > settings.technical_tries
    return len(failures) - len(technical) > len(settings.retry_days)


def soon(failures: Sequence[Tried], at: datetime) -> datetime:
    """When what failed for technical reasons is tried again: after 5, 10, 20 … minutes."""
    return at + timedelta(seconds=FIRST_TECHNICAL_S * 2 ** max(len(_tail(failures)) - 1, 0))


def _tail(failures: Sequence[Tried]) -> list[Tried]:
    """The technical ones in a row at the end."""
    found: list[Tried] = []
    for each in reversed(failures):
        if each.reason is not ReasonClass.TECHNICAL:
            break
        found.append(each)
    return found


def _pause(failures: Sequence[Tried], settings: PaymentSettings) -> int:
    counted = [each for each in failures if each.reason is not ReasonClass.TECHNICAL]
    if failures[-1].reason is ReasonClass.TECHNICAL or not settings.retry_days:
        return 0
    return settings.retry_days[min(len(counted), len(settings.retry_days)) - 1]


def first_day(item: OpenItem, method: Method, settings: PaymentSettings, today: date) -> date:
    """The day on which the payer's account is debited for the first time: when it is due, and announced long enough."""
    earliest = _earliest(method.kind, settings, today)
    if method.kind is not PaymentMethod.DIRECT_DEBIT:
        return max(item.due_on, earliest)
    announced = item.issued_on + timedelta(days=settings.prenotice_days)
    return target_day(max(item.due_on, announced, earliest))


def _earliest(kind: PaymentMethod, settings: PaymentSettings, today: date) -> date:
    if kind is not PaymentMethod.DIRECT_DEBIT:
        return today
    day = today
    for _ in range(settings.lead_days):
        day = target_day(day + _DAY)
    return target_day(day)


def hand_over_until(kind: PaymentMethod, settings: PaymentSettings, today: date) -> date:
    """What is to be collected up to this day is handed over today."""
    return _earliest(kind, settings, today)


def target_day(day: date) -> date:
    """The day itself, or the next one on which banks move euros. Source: ECB, calendar of TARGET."""
    while day.weekday() >= _WEEKEND or is_target_holiday(day):
        day += _DAY
    return day


def is_target_holiday(day: date) -> bool:
    easter = easter_sunday(day.year)
    fixed = {(1, 1), (5, 1), (12, 25), (12, 26)}
    return (day.month, day.day) in fixed or day in (easter - 2 * _DAY, easter + _DAY)
