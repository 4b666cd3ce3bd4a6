"""Billed plus difference is what is owed, whatever changes and in whatever order the runs come."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billing.charges import charges, next_due_on
from domain.billing.difference import due_postings
from domain.billing.model import Reason
from domain.contracts.model import Contract, ContractLineNotFound, LineKind
from domain.contracts.parts import GiveBack
from domain.contracts.terms import Billing, Proration
from domain.money import Money
from domain.period import Period
from tests.domain.billing import timelines as tl
from tests.domain.billing.timelines import Books, a_contract, a_line, euro

JAN_31 = date(2026, 1, 31)


def shown(draft) -> list[tuple[str, str, str, str]]:
    return [
        (
            line.posting.reason.value,
            str(line.posting.period.first_day),
            str(line.posting.period.last_day),
            str(line.amount.decimal()),
        )
        for line in draft.lines
    ]


def test_a_second_run_of_the_day_bills_nothing() -> None:
    books, contract = Books(), a_contract(JAN_31)
    assert len(books.run(contract, JAN_31)) == 1
    assert books.run(contract, JAN_31) == ()


def test_a_run_after_months_of_silence_bills_one_line_a_period_oldest_first() -> None:
    [invoice] = Books().run(a_contract(JAN_31), date(2026, 4, 30))
    assert [line.posting.period.first_day for line in invoice.lines] == [
        JAN_31,
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


def test_a_dearer_price_in_mid_period_is_a_credit_and_a_charge_on_one_invoice() -> None:
    books, contract = Books(), a_contract(JAN_31)
    books.run(contract, date(2026, 2, 28))
    [invoice] = books.run(
        contract.price_changed(contract.lines[0].id, date(2026, 3, 10), euro("89")), date(2026, 3, 10)
    )
    assert shown(invoice) == [
        ("change_credit", "2026-03-10", "2026-03-30", "-53.52"),
        ("change_charge", "2026-03-10", "2026-03-30", "60.29"),
    ]
    assert invoice.gross == euro("6.77")


def test_an_early_end_credits_the_days_after_the_last_day_and_names_the_invoice() -> None:
    books, contract = Books(), a_contract(JAN_31)
    books.run(contract, date(2026, 2, 28))
    [note] = books.run(contract.ended(date(2026, 3, 20)), date(2026, 3, 12))
    assert note.kind == "credit_note"
    assert note.corrects == books.rows[-1].invoice_id
    assert shown(note) == [("end_credit", "2026-03-21", "2026-03-30", "25.48")]


def test_an_end_that_is_taken_back_bills_exactly_what_was_credited() -> None:
    books, contract = Books(), a_contract(JAN_31, a_line(price="79.01"))
    books.run(contract, JAN_31)
    books.run(contract.ended(date(2026, 2, 13)), JAN_31)
    [invoice] = books.run(contract, date(2026, 2, 14))
    assert shown(invoice) == [("part_period", "2026-02-14", "2026-02-27", "39.50")]
    assert books.posted() == 7901


def test_a_backdated_change_corrects_every_period_since() -> None:
    books, contract = Books(), a_contract(date(2026, 1, 1))
    books.run(contract, date(2026, 3, 1))
    [note] = books.run(contract.price_changed(contract.lines[0].id, date(2026, 1, 16), euro("69")), date(2026, 3, 5))[
        1:
    ]
    assert note.kind == "credit_note"
    assert (
        books.posted()
        == tl.owed_per_line(
            contract.price_changed(contract.lines[0].id, date(2026, 1, 16), euro("69")), date(2026, 3, 5)
        )[contract.lines[0].id]
    )


def test_what_was_billed_early_is_not_credited_by_a_run_for_an_earlier_day() -> None:
    books, contract = Books(), a_contract(JAN_31)
    books.run(contract, date(2026, 6, 1))
    assert books.run(contract, date(2026, 2, 1)) == ()


def test_a_part_billed_in_arrears_waits_for_the_rest_of_its_period() -> None:
    books, contract = Books(), a_contract(date(2026, 1, 1), billing=Billing.IN_ARREARS)
    books.run(contract.ended(date(2026, 1, 10)), date(2026, 1, 11))
    assert books.run(contract, date(2026, 1, 15)) == ()
    [invoice] = books.run(contract, date(2026, 2, 1))
    assert shown(invoice) == [("part_period", "2026-01-11", "2026-01-31", "53.52")]
    assert books.posted() == 7900


def test_a_moved_start_neither_doubles_nor_loses_the_sale() -> None:
    books, contract = Books(), a_contract(date(2026, 1, 1), a_line(), a_line(2, LineKind.SALE, "49.00"))
    books.run(contract, date(2026, 1, 1))
    later = contract.start_moved(date(2026, 1, 5))
    books.run(later, date(2026, 1, 5))
    assert tl.billed_per_line(books.rows) == tl.owed_per_line(later, date(2026, 1, 5))
    assert [line for draft in books.documents[1:] for line in draft.lines if line.posting.reason is Reason.SALE] == []


def test_zero_prices_are_ordinary() -> None:
    books, contract = Books(), a_contract(JAN_31, a_line(price="0.00"))
    [invoice] = books.run(contract, JAN_31)
    assert invoice.gross == euro("0")
    assert books.run(contract, JAN_31) == ()
    dearer = contract.price_changed(contract.lines[0].id, date(2026, 2, 14), euro("28.00"))
    [invoice] = books.run(dearer, date(2026, 2, 14))
    assert invoice.gross == euro("14.00")


def test_without_proration_a_change_waits_for_the_next_period() -> None:
    books, contract = Books(), a_contract(date(2026, 1, 1), proration=Proration.NONE)
    books.run(contract, date(2026, 1, 1))
    dearer = contract.price_changed(contract.lines[0].id, date(2026, 1, 10), euro("99"))
    assert books.run(dearer, date(2026, 1, 10)) == ()
    [invoice] = books.run(dearer, date(2026, 2, 1))
    assert invoice.gross == euro("99")
    assert books.run(dearer.ended(date(2026, 2, 10)), date(2026, 2, 3)) == ()


def test_a_quantity_change_back_to_the_old_quantity_is_no_change() -> None:
    books, contract = Books(), a_contract(date(2026, 1, 1))
    books.run(contract, date(2026, 1, 1))
    line_id = contract.lines[0].id
    twice = contract.quantity_changed(line_id, date(2026, 1, 11), Decimal(2))
    back = twice.quantity_changed(line_id, date(2026, 1, 11), Decimal(1))
    books.run(twice, date(2026, 1, 11))
    books.run(back, date(2026, 1, 12))
    assert tl.billed_per_line(books.rows) == tl.owed_per_line(back, date(2026, 1, 12))


@given(st.data())
def test_billed_plus_difference_is_what_is_owed(data: st.DataObject) -> None:
    """Random timelines, random edits, random run days: after a run up to the last day all is as it should be.

    The contract ends by then: a part billed in arrears waits for the rest of its period, which may take years.
    """
    contract: Contract = data.draw(tl.contracts())
    books = Books()
    for _ in range(data.draw(st.integers(1, 5))):
        books.run(contract, data.draw(tl.days))
        contract = data.draw(tl.edits(contract))
    last_run = tl.LAST + timedelta(days=1)
    if contract.end_on is None or contract.end_on > last_run:
        contract = contract.ended(max(tl.LAST, contract.start_on - timedelta(days=1)))
    books.run(contract, last_run)
    assert tl.billed_per_line(books.rows) == tl.owed_per_line(contract, last_run)
    assert books.posted() == sum(tl.owed_per_line(contract, last_run).values())
    assert due_postings(contract, books.rows, last_run) == ()
    for draft in books.documents:
        assert draft.gross.minor >= 0
        assert all(group.net.minor >= 0 for group in draft.vat)


@given(st.data())
def test_the_order_of_runs_does_not_change_what_is_billed(data: st.DataObject) -> None:
    contract: Contract = data.draw(tl.contracts())
    run_days = data.draw(st.lists(tl.days, min_size=1, max_size=6))
    books, straight = Books(), Books()
    for day in run_days:
        books.run(contract, day)
    straight.run(contract, max(run_days))
    assert sorted((row.line_id, row.period.start, row.amount.minor) for row in books.rows) == sorted(
        (row.line_id, row.period.start, row.amount.minor) for row in straight.rows
    )


@given(st.data())
def test_a_run_that_knows_what_is_settled_writes_the_same(data: st.DataObject) -> None:
    contract: Contract = data.draw(tl.contracts())
    books = Books()
    since = data.draw(tl.days)
    books.run(contract, since)
    day = data.draw(st.dates(since, tl.LAST))
    assert due_postings(contract, books.rows, day, since) == due_postings(contract, books.rows, day)


@given(st.data())
def test_days_on_which_something_is_due_are_foretold(data: st.DataObject) -> None:
    """Running on each foretold day bills the same as one run, and between two of them nothing is due."""
    contract: Contract = data.draw(tl.contracts())
    day = next_due_on(contract, None)
    due_days = {charge.due_on for charge in charges(contract, tl.LAST)}
    foretold = set()
    while day is not None and day <= tl.LAST:
        foretold.add(day)
        following = next_due_on(contract, day)
        assert following is None or following > day
        day = following
    assert foretold == due_days


@given(st.data())
def test_parts_of_a_period_add_up_to_its_price(data: st.DataObject) -> None:
    """However often a line is ended and reopened within a month, all parts together cost the month."""
    price = data.draw(tl.prices)
    contract = a_contract(date(2026, 1, 31), a_line(price=str(price.decimal())))
    books = Books()
    for _ in range(data.draw(st.integers(1, 4))):
        books.run(contract.ended(JAN_31 + timedelta(days=data.draw(st.integers(0, 27)))), date(2026, 2, 10))
    books.run(contract, date(2026, 2, 27))
    assert books.posted() == price.minor


def test_a_credit_in_a_period_billed_early_comes_with_its_new_charge() -> None:
    books, contract = Books(), a_contract(date(2026, 1, 1))
    books.run(contract, date(2026, 3, 1))
    dearer = contract.price_changed(contract.lines[0].id, date(2026, 3, 11), euro("99"))
    [invoice] = books.run(dearer, date(2026, 2, 15))
    assert [line.posting.reason.value for line in invoice.lines] == ["change_credit", "change_charge"]


def test_a_row_of_a_line_that_the_contract_does_not_have_is_refused() -> None:
    books, contract = Books(), a_contract(JAN_31)
    books.run(contract, JAN_31)
    with pytest.raises(ContractLineNotFound):
        due_postings(a_contract(JAN_31, a_line(9)), books.rows, JAN_31)


@given(st.data())
def test_gift_after_gift_only_what_is_new_goes_back(data: st.DataObject) -> None:
    """Goodwill for a month, and again for the same month after the night: each cent goes back once."""
    books, contract = Books(), a_contract(date(2026, 1, 1))
    books.run(contract, date(2026, 1, 1))
    january = Period(date(2026, 1, 1), date(2026, 2, 1))
    given_minor = 0
    for number in range(data.draw(st.integers(2, 4))):
        minor = data.draw(st.integers(1, 3000))
        gift = GiveBack(str(number), contract.lines[0].id, january, Money(minor))
        contract = replace(contract, given_back=(*contract.given_back, gift))
        notes = books.run(contract, date(2026, 1, 10 + number))
        new = min(minor, 7900 - given_minor)
        given_minor += new
        assert [note.gross.minor for note in notes] == ([new] if new else [])
    assert (books.posted(), books.rows[0].given.minor) == (7900 - given_minor, given_minor)


def test_a_moved_start_gives_back_because_of_a_change_and_not_of_an_end() -> None:
    """Billed from the 17th for a month. Begun on the 1st of March instead: the days until the 16th of December come
    back, for the whole of December is charged on its first. Begun a week later: the first week comes back."""
    contract = a_contract(date(2026, 11, 17), a_line(price="6.90"))
    for start, today in ((date(2026, 3, 1), date(2026, 11, 23)), (date(2026, 11, 24), date(2026, 11, 24))):
        books = Books()
        books.run(contract, date(2026, 11, 17))
        documents = books.run(replace(contract, start_on=start), today)
        reasons = {line.posting.reason for draft in documents for line in draft.lines if line.posting.is_credit}
        assert reasons == {Reason.CHANGE_CREDIT}
