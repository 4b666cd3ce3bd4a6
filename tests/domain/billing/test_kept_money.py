"""Money that was paid for one order: its own bills take it first, no other bill before there is one."""

from datetime import date
from uuid import UUID, uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.billing.bill_customers import settle
from domain.billing.set_off import Issued, OpenItem, SetOff
from domain.billing.settlement import EntryId, Source
from domain.ids import ContractId, CustomerId, InvoiceId
from domain.money import Currency, Money
from tests.domain.billing import timelines as tl
from tests.domain.billing.test_settle import account

START, EUR = date(2025, 1, 15), Currency("EUR")
HELD = ContractId(UUID(int=77))
"""A contract that is not billed yet."""
CONTRACT = tl.a_contract(START)
BILL = Issued(InvoiceId(UUID(int=1)), settle(account(CONTRACT), tl.RULES, START).drafts[0])
SOURCES = st.lists(
    st.builds(
        Source,
        st.uuids().map(EntryId),
        st.integers(1, 20_000).map(Money),
        st.booleans(),
        st.booleans(),
        st.sampled_from([None, HELD, CONTRACT.id]),
    ),
    max_size=5,
    unique_by=lambda each: each.entry_id,
)


@given(SOURCES)
@settings(max_examples=60)
def test_a_bill_takes_what_was_paid_for_it_first_and_never_what_another_waits_for(sources: list[Source]) -> None:
    books = SetOff(CustomerId(uuid4()), START, uuid4, (), {EUR: sources})
    entries = books.book([BILL])
    kept_for = {each.entry_id: each.kept_for for each in sources}
    assert all(each.is_balanced for each in entries)
    assert HELD not in {kept_for[each.source_id] for each in entries if each.source_id}
    there = sum(each.left.minor for each in sources)
    assert there == sum(each.settled.minor for each in entries) + sum(each.left.minor for each in books.sources[EUR])
    usable = sum(each.left.minor for each in sources if each.kept_for != HELD)
    assert sum(each.settled.minor for each in entries) == min(usable, BILL.draft.gross.minor)
    own = sum(each.left.minor for each in sources if each.kept_for == CONTRACT.id)
    from_own = [each.settled.minor for each in entries if each.source_id and kept_for[each.source_id] == CONTRACT.id]
    assert sum(from_own) == min(own, BILL.draft.gross.minor)


@given(SOURCES)
@settings(max_examples=30)
def test_what_is_kept_pays_no_earlier_bill(sources: list[Source]) -> None:
    item = OpenItem(InvoiceId(uuid4()), Money(50_000), frozenset())
    entries = SetOff(CustomerId(uuid4()), START, uuid4, [item], {EUR: sources}).use_now()
    free = [each for each in sources if each.kept_for is None]
    assert {each.source_id for each in entries} <= {each.entry_id for each in free}
    assert sum(each.settled.minor for each in entries) == min(50_000, sum(each.left.minor for each in free))
