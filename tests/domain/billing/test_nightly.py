"""The night's run goes from one foretold day to the next and reads only what is open; nothing may be lost by that."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.billing.charges import next_due_on, open_since
from domain.contracts.edits import billing_day_changed
from domain.contracts.model import Contract, LineKind
from domain.contracts.parts import Cycle, Discount, DueMove, Pause
from domain.contracts.terms import Align, AlignKind, Billing, Proration
from domain.period import Interval, Unit
from tests.domain.billing import timelines as tl
from tests.domain.billing.timelines import Books, a_contract, a_line, billed_per_line, euro, owed_per_line

NEW_YEAR = date(2026, 1, 1)
THREE_WEEKS = Interval(Unit.WEEK, 3)


def nightly(contract: Contract, last: date, books: Books | None = None, due_on: date | None = None) -> Books:
    """Every night until `last`; nights on which nothing is foretold are passed over, as the run's query does."""
    books = books or Books()
    due_on = due_on or next_due_on(contract, None)
    while due_on is not None and due_on <= last:
        books.run(contract, due_on, open_since(contract, due_on))
        due_on = next_due_on(contract, due_on)
    return books


def test_a_bike_that_came_back_is_not_credited_by_the_beans_delivery() -> None:
    """The bike's last, short period (1 to 9 March) is settled when the beans are due on 26 March."""
    beans = a_line(2, LineKind.CONSUMABLE, "20.00")
    contract = a_contract(NEW_YEAR, a_line(1), beans)
    contract = replace(contract, cycles=(Cycle(None, THREE_WEEKS, line_id=beans.id),))
    contract = contract.line_ended(contract.lines[0].id, date(2026, 3, 9))
    books = nightly(contract, date(2026, 6, 1))
    assert billed_per_line(books.rows) == owed_per_line(contract, date(2026, 6, 1))
    assert {draft.kind for draft in books.documents} == {"invoice"}


def test_the_stretch_before_another_billing_day_stays_billed() -> None:
    """5 to 14 March is billed on its own; the period of the new day, the 1st, began before it on paper."""
    contract = billing_day_changed(a_contract(date(2026, 1, 5)), date(2026, 3, 15), 1)
    books = nightly(contract, date(2026, 6, 1))
    assert billed_per_line(books.rows) == owed_per_line(contract, date(2026, 6, 1))
    assert {draft.kind for draft in books.documents} == {"invoice"}


def test_a_settled_short_period_is_left_alone_when_another_follows_within_it() -> None:
    """1 to 4 June belongs to the month until the 30th, 5 to 29 June to one from the 31st: each is billed once, though
    the month that the first was cut from ends after the second. A pause long ago has every period counted."""
    contract = a_contract(date(2025, 1, 1), proration=Proration.NONE)
    last_day_of_month = Cycle(date(2025, 6, 5), Interval(Unit.MONTH), Align(AlignKind.DAY_OF_MONTH, 31))
    rest = Pause(date(2025, 2, 1), date(2025, 3, 1))
    contract = replace(contract, cycles=(last_day_of_month,), pauses=(rest,))
    books = nightly(contract, date(2025, 8, 1))
    assert billed_per_line(books.rows) == owed_per_line(contract, date(2025, 8, 1))
    assert {draft.kind for draft in books.documents} == {"invoice"}


def test_free_days_give_way_to_a_period_that_is_not_due_yet() -> None:
    """A free line by two months in arrears, billed until 12 June; then all began six days earlier. The days from 7 June
    belong to the next period now: they are given free, for nothing, or its charge could never be written."""
    line = a_line(1, price="0.00")
    terms = {"billing": Billing.IN_ARREARS, "interval": Interval(Unit.MONTH, 2)}
    contract = a_contract(date(2024, 1, 13), line, **terms).price_changed(line.id, date(2024, 6, 13), euro("20"))
    books = nightly(contract, date(2024, 7, 12))
    moved = contract.start_moved(date(2024, 1, 7))
    books.run(moved, date(2024, 7, 12))
    nightly(moved, date(2024, 12, 1), books, next_due_on(moved, date(2024, 7, 12)))
    assert billed_per_line(books.rows) == owed_per_line(moved, date(2024, 12, 1))


def test_a_payment_that_waits_does_not_hold_up_the_next_ones() -> None:
    contract = a_contract(NEW_YEAR)
    waits = DueMove(contract.lines[0].id, date(2026, 3, 1), date(2026, 6, 20))
    contract = replace(contract, due_moves=(waits,))
    assert next_due_on(contract, date(2026, 2, 1)) == date(2026, 4, 1)
    books = nightly(contract, date(2026, 7, 1))
    assert [draft.lines[0].posting.period.start.month for draft in books.documents] == [1, 2, 4, 5, 6, 3, 7]


def test_a_pause_to_the_day_in_arrears_is_settled_with_its_last_paid_day() -> None:
    pause = Pause(date(2026, 2, 10), date(2026, 3, 5), to_the_day=True)
    contract = replace(a_contract(NEW_YEAR, billing=Billing.IN_ARREARS), pauses=(pause,))
    assert next_due_on(contract, date(2026, 2, 1)) == date(2026, 2, 10)
    books = nightly(contract, date(2026, 4, 1))
    assert billed_per_line(books.rows) == owed_per_line(contract, date(2026, 4, 1))


@st.composite
def mixed(draw: st.DrawFn) -> Contract:
    """Lines with rhythms of their own, rests, moved payments, discounts, all on one timeline."""
    contract: Contract = draw(tl.contracts())
    if draw(st.booleans()):
        contract = replace(contract, cycles=tuple(draw(st.lists(tl.cycles(contract), max_size=2))))
    first = Cycle(None, draw(st.sampled_from([THREE_WEEKS, Interval(Unit.MONTH, 2)])), line_id=contract.lines[-1].id)
    if draw(st.booleans()):
        contract = replace(contract, cycles=(*contract.cycles, first))
    if draw(st.booleans()):
        contract = replace(contract, pauses=(draw(tl.pauses(contract)),))
    if draw(st.integers(0, 3)) == 0:
        contract = replace(contract, discounts=(draw(tl.discounts(contract)),))
    if draw(st.integers(0, 3)) == 0:
        contract = replace(contract, due_moves=draw(tl.due_moves(contract)))
    if draw(st.integers(0, 3)) == 0:
        contract = replace(contract, given_back=draw(tl.given_back(contract)))
    return contract


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_night_by_night_all_that_is_owed_is_billed(data: st.DataObject) -> None:
    contract = data.draw(mixed())
    last = data.draw(tl.days)
    books = nightly(contract, last)
    assert billed_per_line(books.rows) == owed_per_line(contract, last)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_after_a_change_the_night_compares_from_the_start_and_goes_on_from_there(data: st.DataObject) -> None:
    contract, changed_on = data.draw(mixed()), data.draw(tl.days)
    books = nightly(contract, changed_on)
    changed: Contract = data.draw(tl.edits(contract))
    books.run(changed, changed_on)
    due_on = next_due_on(changed, changed_on)
    last = changed_on + timedelta(days=200)
    if due_on is not None:
        nightly(changed, last, books, due_on)
    books_again = Books()
    books_again.rows, books_again.documents = list(books.rows), []
    early = max([last, *(row.period.start for row in books.rows)])
    assert not [draft for draft in books_again.run(changed, last) if early == last]


def test_a_discount_of_ten_percent_holds_for_both_rhythms() -> None:
    """90 % of 79.00 each month, 90 % of 20.00 every three weeks."""
    beans = a_line(2, LineKind.CONSUMABLE, "20.00")
    contract = a_contract(NEW_YEAR, a_line(1), beans)
    off = Discount("d", "Zehn", percent=Decimal(10))
    contract = replace(contract, cycles=(Cycle(None, THREE_WEEKS, line_id=beans.id),), discounts=(off,))
    books = nightly(contract, date(2026, 2, 12))
    assert [row.amount for row in books.rows] == [euro(x) for x in ("71.10", "18.00", "18.00", "71.10", "18.00")]


def test_calendar_months_after_a_free_trial_begin_with_a_part() -> None:
    """Fourteen free days, then 15 to 31 January: 79.00 · 17/31 = 43.32."""
    align = Align(AlignKind.CALENDAR)
    contract = a_contract(NEW_YEAR, align=align, trial=Interval(Unit.DAY, 14))
    books = nightly(contract, date(2026, 2, 1))
    assert [row.amount for row in books.rows] == [euro(x) for x in ("43.32", "79.00")]
