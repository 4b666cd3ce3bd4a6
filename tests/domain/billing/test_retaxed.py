"""A customer who moves or gets a VAT id while a contract runs: credit and new charge, and every cent adds up."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.billing.difference import due_postings
from domain.billing.invoice import DraftInvoice, InvoiceKind
from domain.billing.model import ChargeKind, Reason
from domain.billing.retaxed import tax_fits
from domain.billing.tax import BillingParty
from domain.contracts.model import Contract, LineKind
from domain.contracts.terms import PricesAre
from domain.customers.model import CustomerKind, StatusChange
from tests.domain.billing import timelines as tl
from tests.domain.billing.timelines import CONSUMER, CUSTOMER, RULES, Books, a_contract, a_line

START = date(2026, 1, 15)
MOVE = StatusChange(date(2026, 2, 20), country="AT")
BIKE = a_line(1, means_of_transport=True)


def run(books: Books, contract: Contract, day: date, party: BillingParty) -> tuple[DraftInvoice, ...]:
    books.party = party
    return books.post(contract, due_postings(contract, books.rows, day, fits=tax_fits(contract, party, RULES)))


def moved(*changes: StatusChange) -> BillingParty:
    return replace(CONSUMER, changes=changes)


def test_a_backdated_move_is_one_credit_and_one_charge_for_each_period_that_ends_after_it() -> None:
    """79.00 gross: 12.61 of German VAT go back, 13.17 of Austrian VAT come instead; the table keeps its tax."""
    books, contract = Books(), a_contract(START, BIKE, a_line(2, price="20.00"))
    run(books, contract, date(2026, 3, 15), CONSUMER)
    drafts = run(books, contract, date(2026, 3, 20), moved(MOVE))
    assert sorted((draft.kind, draft.country, draft.gross.minor) for draft in drafts) == [
        (InvoiceKind.CREDIT_NOTE, "DE", 15800),
        (InvoiceKind.INVOICE, "AT", 15800),
    ]
    reasons = {line.posting.reason for draft in drafts for line in draft.lines}
    assert reasons == {Reason.CHANGE_CREDIT, Reason.CHANGE_CHARGE}
    firsts = sorted({line.posting.period.start for draft in drafts for line in draft.lines})
    assert firsts == [date(2026, 2, 15), date(2026, 3, 15)]
    assert run(books, contract, date(2026, 3, 20), moved(MOVE)) == ()


def test_an_early_end_before_the_move_leaves_the_kept_days_german() -> None:
    """The period ended after the move when it was billed; ended on 18 February it lies before it."""
    books, contract = Books(), a_contract(START, BIKE)
    run(books, contract, date(2026, 2, 15), moved(MOVE))
    assert {row.tax.country for row in books.rows} == {"DE", "AT"}
    ended = contract.ended(date(2026, 2, 18))
    run(books, ended, date(2026, 2, 25), moved(MOVE))
    assert {row.tax.country for row in books.rows} == {"DE"}
    assert sum(row.amount.minor for row in books.rows) == 7900 + 1129, "79.00 and 4 of 28 days"
    assert run(books, ended, date(2026, 2, 26), moved(MOVE)) == ()


def test_a_company_whose_id_comes_later_is_reverse_charged_from_then_on() -> None:
    books, contract = Books(), a_contract(START, BIKE, prices_are=PricesAre.NET)
    party = BillingParty(CUSTOMER, CustomerKind.COMPANY, "NL")
    run(books, contract, START, party)
    later = replace(party, changes=(StatusChange(date(2026, 2, 1), vat_id="NL123456789B01"),))
    drafts = run(books, contract, date(2026, 2, 15), later)
    assert {(draft.kind.value, draft.net.minor, draft.vat_total.minor) for draft in drafts} == {
        ("credit_note", 7900, 1659),
        ("invoice", 15800, 0),
    }


def test_a_one_off_and_a_deposit_follow_the_same_rule() -> None:
    lock, deposit = a_line(2, LineKind.SALE, "49.00"), a_line(3, LineKind.DEPOSIT, "100.00")
    books, contract = Books(), a_contract(START, BIKE, lock, deposit)
    run(books, contract, START, CONSUMER)
    run(books, contract, START, moved(StatusChange(START, country="AT")))
    countries = {row.line_id.int: row.tax.country for row in books.rows}
    assert countries == {1: "AT", 2: "AT", 3: "DE"}


changes = st.lists(
    st.builds(
        StatusChange,
        tl.days,
        st.sampled_from([None, CustomerKind.COMPANY, CustomerKind.CONSUMER]),
        st.sampled_from([None, "AT", "NL", "CH", "DE"]),
        st.sampled_from([None, "", "NL123456789B01"]),
    ),
    min_size=1,
    max_size=3,
).map(lambda found: tuple(sorted(found, key=lambda change: change.from_on)))


def given_out(documents: list[DraftInvoice]) -> dict[tuple[str, str, Decimal], list[int]]:
    """What each line of each invoice was billed and what went back, as sums of net and VAT by category and rate."""
    sums: dict[tuple[str, str, Decimal], list[int]] = defaultdict(lambda: [0, 0, 0])
    for draft in documents:
        sign = -1 if draft.kind is InvoiceKind.CREDIT_NOTE else 1
        for group in draft.vat:
            entry = sums[draft.country, group.category, group.rate]
            entry[0] += sign * group.net.minor
            entry[1] += sign * group.vat.minor
    return sums


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_totals_add_up_whatever_changes_when(data: st.DataObject) -> None:
    """Billed less credited is what is owed, and its net and VAT are exactly what the rows still carry; none goes below.

    When all is credited in the end, nothing is left of any rate, not one cent.
    """
    lines = tuple(
        replace(data.draw(tl.random_lines(number)), means_of_transport=data.draw(st.booleans()), vat="standard")
        for number in (1, 2)
    )
    contract = replace(data.draw(tl.contracts()), lines=lines)
    books, party, day = Books(), CONSUMER, data.draw(tl.days)
    for _ in range(3):
        run(books, contract, day, party)
        party = replace(party, changes=data.draw(changes))
        contract = data.draw(tl.edits(contract)) if data.draw(st.booleans()) else contract
        day += timedelta(days=data.draw(st.integers(0, 60)))
    run(books, contract, day, party)
    until = max([day, *(row.period.start for row in books.rows)])
    run(books, contract, until, party)
    assert tl.billed_per_line(books.rows) == tl.owed_per_line(contract, until)
    assert due_postings(contract, books.rows, until, fits=tax_fits(contract, party, RULES)) == ()
    fits = tax_fits(contract, party, RULES)
    assert fits is None or all(fits(row, row) or not row.amount for row in books.rows)
    _carried(books, contract.terms.prices_are)
    books.post(contract, due_postings(contract.ended(contract.start_on - timedelta(days=1)), books.rows, until))
    left = [row for row in books.rows if row.amount]
    _carried(books, contract.terms.prices_are)
    assert {row.kind for row in left} <= {ChargeKind.ONCE}


def _carried(books: Books, prices_are: PricesAre) -> None:
    """What the documents say by country, category and rate is what the rows carry, to the cent."""
    carried: dict[tuple[str, str, Decimal], list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in books.rows:
        assert 0 <= row.vat.minor <= max(row.amount.minor, 0)
        entry = carried[row.tax.country, row.tax.category, row.tax.rate]
        entry[0] += row.amount.minor - (row.vat.minor if prices_are is PricesAre.GROSS else 0)
        entry[1] += row.vat.minor
    documents = given_out(books.documents)
    for key in documents.keys() | carried.keys():
        assert documents[key] == carried[key], key
