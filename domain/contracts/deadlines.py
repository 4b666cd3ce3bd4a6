"""The days on which terms end and declarations have to arrive. Notice days do not move; payment and withdrawal do."""

from datetime import date, timedelta
from typing import Final

from domain.contracts.holidays import german_holidays, state_holidays
from domain.contracts.terms import ContractTerms, Renewal
from domain.period import ONE_DAY, Interval

WITHDRAWAL_DAYS: Final = 14


def min_term_end(terms: ContractTerms, start_on: date) -> date | None:
    """Last day of the minimum term; None when there is none."""
    return None if terms.min_term is None else terms.min_term.after(start_on, 1) - ONE_DAY


def fixed_end(terms: ContractTerms, start_on: date) -> date | None:
    """Last day of a contract that ends by itself with its minimum term; None when it goes on."""
    return min_term_end(terms, start_on) if terms.renewal is Renewal.NONE else None


def latest_notice(last_day: date, notice: Interval | None) -> date:
    """The last day on which notice may arrive so that the contract ends with `last_day`.

    Counted as the law counts forward: a month from 31 January ends on 28 February, so notice may arrive on the 31st.
    Source: sections 187, 188 BGB; not moved by weekends (BGH III ZR 172/04).
    """
    if notice is None:
        return last_day
    day = notice.after(last_day, -1)
    while notice.after(day + ONE_DAY, 1) <= last_day:
        day += ONE_DAY
    return day


def end_after_notice(
    terms: ContractTerms,
    start_on: date,
    received_on: date,
    wanted: date | None = None,
    term_last_day: date | None = None,
) -> date:
    """The last day of a contract when notice arrives on `received_on`: the first possible one, or `wanted` if later.

    Never before the end of the minimum term (`term_last_day` where pauses moved it); with renewal for the same term
    again only at the end of a term.
    """
    earliest = received_on if terms.notice is None else terms.notice.after(received_on, 1)
    if wanted is not None:
        earliest = max(earliest, wanted)
    earliest = max(earliest, start_on - ONE_DAY)
    if terms.min_term is None:
        return earliest
    first_end = term_last_day or terms.min_term.after(start_on, 1) - ONE_DAY
    if terms.renewal is not Renewal.FIXED or first_end >= earliest:
        return max(earliest, first_end)
    is_moved = first_end != terms.min_term.after(start_on, 1) - ONE_DAY
    anchor, n = (first_end + ONE_DAY, 0) if is_moved else (start_on, 1)
    while terms.min_term.after(anchor, n) - ONE_DAY < earliest:
        n += 1
    return terms.min_term.after(anchor, n) - ONE_DAY


def withdrawal_until(concluded_on: date) -> date:
    """The last day for a consumer to withdraw: 14 days, moved as a customer's days are.

    Source: sections 355, 356, 188, 193 BGB.
    """
    return last_day_to_declare(concluded_on + timedelta(days=WITHDRAWAL_DAYS))


def last_day_to_declare(day: date) -> date:
    """For what a customer has to say or send by `day`: moved on from Saturdays, Sundays and holidays of any state.

    Which state counts is where they are; nobody is refused for a day on which theirs was at rest. Source: section 193
    BGB.
    """
    while not is_working_day(day) or day in state_holidays(day.year):
        day += ONE_DAY
    return day


def next_working_day(day: date) -> date:
    """The day, or the first working day after it: for things to be done or paid by then. Source: section 193 BGB.

    What the house owes is never late by that, wherever the customer lives: only holidays of all states count.
    """
    while not is_working_day(day):
        day += ONE_DAY
    return day


def is_working_day(day: date) -> bool:
    """Neither Saturday, Sunday nor a holiday in all of Germany."""
    return day.weekday() < 5 and day not in german_holidays(day.year)
