"""When a contract ends after notice: the minimum term, the last day for notice, the legal end, the last billed day and
the day by which the things are back. Five days that are not the same.

Source: BILLING.md, lesson 24; RULES.md 3.1.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from domain.contracts.deadlines import end_after_notice, latest_notice, next_working_day
from domain.contracts.early_end import early_end_fee
from domain.contracts.model import Contract
from domain.contracts.parts import EndKind
from domain.contracts.pausing import term_end
from domain.contracts.terms import ContractTerms, LawType, Renewal
from domain.errors import InvalidInput, RuleViolation
from domain.money import Money
from domain.period import ONE_DAY, Interval, Unit

_MONTH: Final = Interval(Unit.MONTH)
_TWO_YEARS: Final = Interval(Unit.YEAR, 2)
_BY_LAW: Final = Interval(Unit.DAY, 3)


class EarlyEndNotAgreed(RuleViolation):
    """The terms know no end before the minimum term against a fee."""

    code = "early_end_not_agreed"


class NoticeFromTheFuture(InvalidInput):
    """Notice cannot have been received on a day that is still to come."""

    code = "notice_from_the_future"


class NoticeBeforeContract(InvalidInput):
    """Notice cannot have been received before the contract was concluded."""

    code = "notice_before_contract"


def check_received(contract: Contract, received_on: date, today: date) -> None:
    """Raises NoticeFromTheFuture, NoticeBeforeContract."""
    if received_on > today:
        raise NoticeFromTheFuture(day=received_on)
    if contract.concluded_on is not None and received_on < contract.concluded_on:
        raise NoticeBeforeContract(day=received_on, concluded_on=contract.concluded_on)


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody declared. `wanted_on` is the last day asked for, None: as soon as possible.

    `is_consumer`: the stricter law binds the terms. `waives_fee`: an early end costs nothing, as an exception.
    """

    kind: EndKind
    received_on: date
    wanted_on: date | None = None
    is_consumer: bool = True
    waives_fee: bool = False


@dataclass(frozen=True, slots=True)
class EndDates:
    """All days are last days. `term_end` None: no minimum term. `latest_notice_on`: on that day notice would still have
    ended the contract with `legal_end`; None where no notice is kept. `fee` None: an end in time, or for a good reason.
    """

    received_on: date
    term_end: date | None
    latest_notice_on: date | None
    legal_end: date
    last_billed_day: date
    goods_back_on: date
    fee: Money | None


def end_dates(contract: Contract, notice: Notice) -> EndDates:
    """Raises EarlyEndNotAgreed, and ValueError for a contract that never started."""
    start_on = contract.start_on
    if start_on is None:
        raise ValueError("a contract that has not started has no end")
    terms = binding_terms(contract.terms, is_consumer=notice.is_consumer, on=notice.received_on)
    bound = replace(contract, terms=terms)
    term_last = term_end(bound)
    ordinary = _bounded(contract, end_after_notice(terms, start_on, notice.received_on, notice.wanted_on, term_last))
    if notice.kind is EndKind.ORDINARY:
        return _dates(notice, term_last, ordinary, latest_notice(ordinary, terms.notice), None)
    if notice.kind is EndKind.EARLY:
        early = _bounded(contract, _without_term(terms, start_on, notice))
        if early >= ordinary:
            return _dates(notice, term_last, ordinary, latest_notice(ordinary, terms.notice), None)
        if terms.early_end is None:
            raise EarlyEndNotAgreed(term_end=term_last or ordinary)
        zero = Money(0, terms.currency)
        fee = zero if notice.waives_fee else early_end_fee(contract, terms.early_end, early, ordinary)
        return _dates(notice, term_last, early, None, fee)
    at_once = _bounded(contract, max(notice.wanted_on or notice.received_on, start_on - ONE_DAY))
    return _dates(notice, term_last, at_once, None, None)


def binding_terms(terms: ContractTerms, *, is_consumer: bool, on: date) -> ContractTerms:
    """The terms as the law lets them stand.

    Consumers, but for plain rental: at most two years, then until notice of at most one month at any time. Rental
    without agreed notice: at the latest on the third day before. Source: sections 309 no. 9, 580a (3) no. 2 BGB.
    """
    if terms.law_type is LawType.RENTAL:
        return terms if terms.notice is not None else replace(terms, notice=_BY_LAW)
    if not is_consumer:
        return terms
    return replace(
        terms,
        notice=_shorter(terms.notice, _MONTH, on),
        min_term=_shorter(terms.min_term, _TWO_YEARS, on),
        renewal=Renewal.OPEN_ENDED if terms.renewal is Renewal.FIXED else terms.renewal,
    )


def _shorter(agreed: Interval | None, most: Interval, on: date) -> Interval | None:
    return most if agreed is not None and agreed.after(on, 1) > most.after(on, 1) else agreed


def _without_term(terms: ContractTerms, start_on: date, notice: Notice) -> date:
    return end_after_notice(replace(terms, min_term=None), start_on, notice.received_on, notice.wanted_on)


def _bounded(contract: Contract, last_day: date) -> date:
    """Never later than an end that is known anyway, never before the day before the start."""
    if contract.end_on is not None:
        last_day = min(last_day, contract.end_on - ONE_DAY)
    return last_day


def _dates(
    notice: Notice, term_last: date | None, last_day: date, latest_on: date | None, fee: Money | None
) -> EndDates:
    return EndDates(notice.received_on, term_last, latest_on, last_day, last_day, next_working_day(last_day), fee)
