"""What comes next is what the runs will write: same days, same sums, nothing invented."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.billing.invoice import InvoiceKind
from domain.billing.model import Reason
from domain.billing.next_invoices import MOST, KnownLater, next_invoices, with_lines_back
from domain.contracts.model import Contract, LineKind
from tests.domain.billing.timelines import CONSUMER, RULES, Books, a_contract, a_line, contracts, euro

START = date(2026, 1, 31)


def upcoming(contract: Contract, books: Books, today: date, **more: object) -> list[tuple[date, int]]:
    found = next_invoices(contract, books.rows, CONSUMER, RULES, today=today, **more)
    return [(one.on, one.draft.gross.minor) for one in found]


def test_a_contract_from_the_31st_comes_back_to_the_31st() -> None:
    books = Books()
    contract = a_contract(START)
    books.run(contract, START)
    days = [day for day, _ in upcoming(contract, books, date(2026, 2, 1), count=4)]
    assert days == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]


def test_what_waited_is_named_for_today_and_a_draft_owes_nothing() -> None:
    contract = a_contract(START)
    assert upcoming(contract, Books(), date(2026, 4, 2), count=1) == [(date(2026, 4, 2), 3 * 7900)]
    unsigned = Contract(contract.id, contract.number, contract.customer_id, None, contract.terms, contract.lines)
    assert upcoming(unsigned, Books(), START) == []


def test_the_last_part_of_a_period_says_how_many_days() -> None:
    books = Books()
    contract = a_contract(date(2026, 3, 1)).ended(date(2026, 4, 12))
    books.run(contract, date(2026, 3, 1))
    (last,) = next_invoices(contract, books.rows, CONSUMER, RULES, today=date(2026, 3, 2))
    (line,) = last.draft.lines
    assert (line.posting.days, line.posting.of_days, line.posting.reason) == (12, 30, Reason.PART_PERIOD)


def test_a_return_known_for_later_is_credited_when_its_day_comes() -> None:
    books = Books()
    insurance = a_line(2, LineKind.SERVICE, "6.90")
    contract = a_contract(START, a_line(), insurance)
    books.run(contract, START)
    back = date(2026, 2, 9)
    ended = with_lines_back(contract, [contract.lines[0].id], back)
    assert ended.end_on == back + timedelta(days=1), "with the last rented line the contract ends"
    (credit,) = next_invoices(
        contract, books.rows, CONSUMER, RULES, today=date(2026, 2, 1), later=KnownLater(back, ended)
    )
    assert (credit.on, credit.draft.kind) == (back, InvoiceKind.CREDIT_NOTE)
    assert {line.posting.line.id for line in credit.draft.lines} == {line.id for line in contract.lines}
    assert credit.draft.gross == euro("85.90") - euro("79.00").share(10, 28) - euro("6.90").share(10, 28)


def test_one_of_two_things_back_lets_the_contract_go_on() -> None:
    contract = a_contract(START, a_line(1), a_line(2))
    changed = with_lines_back(contract, [contract.lines[0].id], date(2026, 2, 9))
    assert changed.end_on is None
    assert changed.lines[0].end_on == date(2026, 2, 10)


@given(contract=contracts(), days=st.integers(0, 400))
def test_every_document_is_the_one_that_a_run_on_its_day_writes(contract: Contract, days: int) -> None:
    assert contract.start_on is not None
    today = contract.start_on + timedelta(days=days)
    books = Books()
    books.run(contract, contract.start_on)
    expected = upcoming(contract, books, today, count=5)
    written = []
    for day in dict.fromkeys(day for day, _ in expected):
        written += [(day, draft.gross.minor) for draft in books.run(contract, day)]
    assert written[: len(expected)] == expected
    assert len(expected) <= MOST
