"""One customer's contracts settled together: what is settled stays unread, one bad contract stops no other."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from hypothesis import assume, given
from hypothesis import strategies as st

from domain.billing.bill_customers import settle
from domain.billing.charges import next_due_on, open_since
from domain.billing.difference import due_postings, unsettled_rows
from domain.billing.run import Account, DueContract
from domain.business import Recipient
from domain.contracts.model import Contract
from domain.contracts.terms import Billing
from domain.customers.model import Address
from domain.ids import ContractId
from tests.domain.billing import timelines as tl

START = date(2025, 1, 15)


def account(*contracts: Contract) -> Account:
    recipient = Recipient("Jonas Brückner", "", Address("Kastanienallee 12", "10435", "Berlin"))
    return Account(tl.CONSUMER, "de", recipient, tuple(DueContract(contract, ()) for contract in contracts))


@given(st.data())
def test_a_run_from_the_first_open_day_on_writes_what_a_run_over_everything_writes(data: st.DataObject) -> None:
    contract: Contract = data.draw(tl.contracts())
    ran_on = data.draw(tl.days)
    books = tl.Books()
    books.run(contract, ran_on)
    due_on = next_due_on(contract, ran_on)
    assume(due_on is not None and due_on <= tl.LAST)
    since = open_since(contract, due_on)
    day = data.draw(st.dates(due_on, tl.LAST))
    rows = books.rows if since is None else unsettled_rows(contract, books.rows, since)
    assert due_postings(contract, rows, day, since) == due_postings(contract, books.rows, day)


@given(st.data())
def test_a_changed_timeline_is_compared_from_its_start(data: st.DataObject) -> None:
    contract: Contract = data.draw(tl.contracts())
    today = data.draw(tl.days)
    assert open_since(contract, min(today, contract.start_on)) is None


def test_months_that_are_billed_are_left_alone() -> None:
    contract = tl.a_contract(START)
    assert open_since(contract, START) is None
    assert open_since(contract, date(2025, 6, 15)) == date(2025, 6, 15)
    in_arrears = tl.a_contract(START, billing=Billing.IN_ARREARS)
    assert open_since(in_arrears, date(2025, 6, 15)) == date(2025, 6, 14)


def test_a_contract_without_a_rate_is_left_out_and_the_others_of_the_customer_are_invoiced() -> None:
    good = tl.a_contract(START)
    unknown = tl.a_line(2, vat="of_another_world")
    bad = replace(tl.a_contract(START, unknown), id=ContractId(UUID(int=2)), number="CT-000002")
    done = settle(account(good, bad), tl.RULES, START)
    assert [line.contract_id for draft in done.drafts for line in draft.lines] == [good.id]
    assert list(done.left_out) == [bad.id]
    assert done.next_due == {good.id: START + timedelta(days=31)}
