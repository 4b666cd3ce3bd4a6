"""What shares an invoice: terms of payment, the store's own series, and what the customer asked for."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billing.difference import due_postings
from domain.billing.grouping import Grouping
from domain.billing.invoice import DraftInvoice, draft_invoices
from domain.contracts.change_payment_terms import ChangePaymentTerms
from domain.contracts.changing import BackdatingNeedsReason, applied
from domain.contracts.effective import NEXT_PERIOD, Timing, When
from domain.contracts.model import Contract
from domain.contracts.payment import USUAL, Payment, PaymentDaysWrong, PaymentMethod, PaymentTerms
from domain.ids import ContractId, OrderId, StoreId
from domain.settings.billing import AS_SHIPPED, BillingHouse, BillingSettings, Collective
from tests.domain.billing import timelines as tl

START = date(2026, 1, 1)
NORTH, SOUTH = StoreId(UUID(int=1)), StoreId(UUID(int=2))
DEBIT = Payment(PaymentMethod.DIRECT_DEBIT, 7)


def contract(number: int, **values: object) -> Contract:
    made = tl.a_contract(START, tl.a_line(number), **values.pop("terms", {}))
    return replace(made, id=ContractId(UUID(int=number)), **values)


def drafts(
    *contracts: Contract,
    collective: Collective | None = None,
    on: date = START,
    **house: object,
) -> tuple[DraftInvoice, ...]:
    batches = [(each, due_postings(each, [], on)) for each in contracts]
    prefixes = house.pop("prefixes", {})
    grouping = Grouping(on, BillingHouse(BillingSettings(**house), prefixes), collective)
    return draft_invoices(batches, tl.CONSUMER, tl.RULES, grouping)


def test_contracts_that_are_paid_alike_share_an_invoice() -> None:
    assert len(drafts(contract(1), contract(2))) == 1


def test_other_ways_and_times_to_pay_stand_apart() -> None:
    three = drafts(
        contract(1),
        contract(2, terms={"pay_by": PaymentMethod.DIRECT_DEBIT}),
        contract(3, terms={"pay_within": 30}),
    )
    assert [draft.payment for draft in three] == [USUAL, Payment(PaymentMethod.DIRECT_DEBIT), Payment(days=30)]


def test_what_was_agreed_wins_over_the_house() -> None:
    [draft] = drafts(contract(1, terms={"pay_by": DEBIT.method, "pay_within": 7}), payment=Payment(PaymentMethod.CASH))
    assert draft.payment == DEBIT
    [draft] = drafts(contract(1), payment=DEBIT)
    assert draft.payment == DEBIT


@pytest.mark.parametrize(("collective", "documents"), list(zip(Collective, (1, 2, 3), strict=True)))
def test_collective_invoices(collective: Collective, documents: int) -> None:
    """Two contracts of one order and one of another; the customer's wish wins over the house's."""
    one, other = OrderId(UUID(int=11)), OrderId(UUID(int=12))
    three = (contract(1, order_id=one), contract(2, order_id=one), contract(3, order_id=other))
    assert len(drafts(*three, collective=collective)) == documents


def test_the_house_decides_where_the_customer_does_not() -> None:
    house = BillingHouse(BillingSettings(collective=Collective.CONTRACT))
    batches = [(each, due_postings(each, [], START)) for each in (contract(1), contract(2))]
    assert len(draft_invoices(batches, tl.CONSUMER, tl.RULES, Grouping(START, house))) == 2
    assert len(draft_invoices(batches, tl.CONSUMER, tl.RULES, Grouping(START, house, Collective.CUSTOMER))) == 1


def test_a_store_with_a_series_of_its_own_stands_apart() -> None:
    two = contract(1, store_id=NORTH), contract(2, store_id=SOUTH)
    assert [draft.prefix for draft in drafts(*two)] == [""]
    assert [draft.prefix for draft in drafts(*two, prefixes={NORTH: "N"})] == ["N", ""]


@st.composite
def customers(draw: st.DrawFn) -> list[Contract]:
    found = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        values = {
            "order_id": draw(st.sampled_from([None, OrderId(UUID(int=11)), OrderId(UUID(int=12))])),
            "store_id": draw(st.sampled_from([None, NORTH, SOUTH])),
        }
        made = draw(tl.contracts())
        lines = tuple(replace(line, id=UUID(int=100 * number + place)) for place, line in enumerate(made.lines))
        changes = draw(st.lists(st.sampled_from(PaymentMethod), max_size=2))
        terms = tuple(PaymentTerms(date(2025, 1 + place, 1), method, 10) for place, method in enumerate(changes))
        plain = {"discounts": (), "given_back": (), "due_moves": (), "pauses": (), "cycles": (), "kept": ()}
        found.append(
            replace(made, id=ContractId(UUID(int=number)), lines=lines, payment_terms=terms, **values, **plain)
        )
    return found


@given(customers(), st.sampled_from(Collective), st.booleans(), tl.days)
def test_grouping_changes_no_amount_but_by_one_rounding_a_document(
    contracts: list[Contract], collective: Collective, has_series: bool, day: date
) -> None:
    """Every posting stands on exactly one document; the sums of what is on the lines stay what they are; the VAT of a
    category and rate differs by at most a cent a document."""
    batches = [(each, due_postings(each, [], day)) for each in contracts]
    house = BillingHouse(BillingSettings(collective=collective), {NORTH: "N"} if has_series else {})
    together = draft_invoices(batches, tl.CONSUMER, tl.RULES, Grouping(day, AS_SHIPPED))
    apart = draft_invoices(batches, tl.CONSUMER, tl.RULES, Grouping(day, house))
    posted = sorted(id(posting) for _, postings in batches for posting in postings)
    for found in (together, apart):
        assert sorted(id(line.posting) for draft in found for line in draft.lines) == posted
    for draft in apart:
        assert len({house.prefixes.get(_of(contracts, line.contract_id).store_id, "") for line in draft.lines}) == 1
        assert {_of(contracts, line.contract_id).payment_on(day, USUAL) for line in draft.lines} == {draft.payment}
    assert _amounts(together) == _amounts(apart)
    documents = len(together) + len(apart)
    one, other = _vat(together), _vat(apart)
    assert one.keys() == other.keys()
    assert all(abs(one[key] - other[key]) <= documents for key in one)


def _of(contracts: list[Contract], contract_id: ContractId) -> Contract:
    return next(each for each in contracts if each.id == contract_id)


def _amounts(found: tuple[DraftInvoice, ...]) -> dict[tuple[object, ...], int]:
    sums: dict[tuple[object, ...], int] = {}
    for draft in found:
        for line in draft.lines:
            key = (draft.currency, draft.prices_are, line.tax.category, line.tax.rate)
            sums[key] = sums.get(key, 0) + line.amount.minor
    return sums


def _vat(found: tuple[DraftInvoice, ...]) -> dict[tuple[object, ...], int]:
    sums: dict[tuple[object, ...], int] = {}
    for draft in found:
        for group in draft.vat:
            key = (draft.currency, draft.prices_are, group.category, group.rate)
            sums[key] = sums.get(key, 0) + group.vat.minor
    return sums


def test_other_terms_count_from_their_day_on() -> None:
    known = contract(1, status="active")
    changed = applied(
        ChangePaymentTerms(known.id, 0, method=DEBIT.method, days=7, timing=NEXT_PERIOD), known, date(2026, 1, 10)
    )
    assert changed.payment_on(date(2026, 1, 31), USUAL) == USUAL
    assert changed.payment_on(date(2026, 2, 1), USUAL) == DEBIT


def test_a_later_word_takes_the_place_of_one_that_was_still_to_come() -> None:
    known = contract(1, status="active")
    later = ChangePaymentTerms(
        known.id, 0, method=PaymentMethod.CARD, days=3, timing=Timing(When.ON_DATE, date(2026, 6, 1))
    )
    sooner = ChangePaymentTerms(known.id, 0, method=DEBIT.method, days=7)
    changed = applied(sooner, applied(later, known, date(2026, 1, 10)), date(2026, 1, 11))
    assert changed.payment_terms == (PaymentTerms(date(2026, 1, 11), DEBIT.method, 7),)


def test_backdated_terms_need_a_reason_and_days_have_bounds() -> None:
    known = contract(1, status="active")
    past = {"timing": Timing(When.ON_DATE, date(2026, 1, 5)), "asked_on": date(2026, 1, 5)}
    with pytest.raises(BackdatingNeedsReason):
        applied(ChangePaymentTerms(known.id, 0, method=DEBIT.method, days=7, **past), known, date(2026, 1, 10))
    with pytest.raises(PaymentDaysWrong):
        applied(ChangePaymentTerms(known.id, 0, method=DEBIT.method, days=-1), known, date(2026, 1, 10))
