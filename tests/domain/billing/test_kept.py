"""Rent after the end, until the thing is here. Source: section 546a BGB; BILLING.md, lesson 24."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billing.charges import charges, next_due_on
from domain.billing.difference import due_postings, still_billed
from domain.billing.invoice import billed_period, draft_invoices
from domain.billing.model import BilledPeriod, ChargeKind, Reason
from domain.billing.tax import BillingParty, DatedRates, TaxRules, TaxSeller, TaxTable
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.contracts.parts import Kept
from domain.contracts.status import Status
from domain.contracts.terms import Billing, ContractTerms, Proration
from domain.customers.model import CustomerKind
from domain.ids import ContractId, ContractLineId, CustomerId, InvoiceId, InvoiceLineId
from domain.money import Money
from domain.period import ONE_DAY, Period

LINE = ContractLineId(UUID(int=1))
CUSTOMER = CustomerId(UUID(int=8))
END = date(2026, 3, 11)
"""The first day without: the contract ran from 1 January to 10 March."""


def contract(*kept: Kept, quantity: int = 1, terms: ContractTerms | None = None) -> Contract:
    versions = (LineVersion(None, Money.of("62"), Decimal(quantity)),)
    line = ContractLine(LINE, 1, "Rad", LineKind.RENTAL, "standard", versions)
    ids = (ContractId(UUID(int=7)), "CT-1", CUSTOMER, None)
    agreed = terms or ContractTerms()
    return Contract(*ids, agreed, (line,), Status.PENDING_RETURN, None, date(2026, 1, 1), END, kept=tuple(kept))


def after_end(what: Contract, until: date) -> list[tuple[Period, int, Money, date]]:
    found = [each for each in charges(what, until) if each.kind is ChargeKind.USE_AFTER_END]
    assert all(each.reason is Reason.USE_AFTER_END for each in found)
    return [(each.period, each.days, each.amount, each.due_on) for each in found]


def test_ten_days_of_march_are_ten_thirty_firsts_of_the_last_rent() -> None:
    """11 to 20 March: 62.00 × 10 / 31 = 20.00, due on the day after the receipt."""
    back = contract(Kept(LINE, 1, date(2026, 3, 20)))
    expected = (Period(END, date(2026, 3, 21)), 10, Money.of("20"), date(2026, 3, 21))
    assert after_end(back, date(2026, 3, 20)) == []
    assert after_end(back, date(2026, 3, 21)) == [expected]
    assert after_end(back, date(2026, 12, 31)) == [expected]


def test_what_is_still_out_is_asked_for_month_by_month_afterwards() -> None:
    out = contract(Kept(LINE, 1))
    assert [each[1:3] for each in after_end(out, date(2026, 5, 1))] == [(21, Money.of("42")), (30, Money.of("62"))]
    assert next_due_on(out, date(2026, 3, 11)) == date(2026, 4, 1)
    assert next_due_on(out, date(2026, 4, 1)) == date(2026, 5, 1)


def test_of_three_things_each_costs_its_own_days() -> None:
    """Two came on 15 March, one on 25 March: 3 × 5 days, then 1 × 10 days, at 2.00 a day."""
    what = contract(Kept(LINE, 2, date(2026, 3, 15)), Kept(LINE, 1, date(2026, 3, 25)), quantity=3)
    assert [each[1:3] for each in after_end(what, date(2026, 4, 1))] == [(5, Money.of("30")), (10, Money.of("20"))]


@pytest.mark.parametrize("proration", list(Proration))
def test_the_daily_share_is_owed_however_parts_of_a_period_were_agreed(proration: Proration) -> None:
    what = contract(Kept(LINE, 1, date(2026, 3, 20)), terms=ContractTerms(proration=proration))
    assert after_end(what, date(2026, 4, 1))[0][2] == Money.of("20")


def test_a_contract_that_goes_on_after_all_owes_rent_and_nothing_else() -> None:
    kept = replace(contract(Kept(LINE, 1)), end_on=None)
    assert after_end(kept, date(2026, 6, 1)) == []


def test_the_last_price_counts() -> None:
    what = contract(Kept(LINE, 1, date(2026, 3, 20))).price_changed(LINE, date(2026, 3, 5), Money.of("93"))
    assert after_end(what, date(2026, 4, 1))[0][2] == Money.of("30")


RULES = TaxRules(TaxTable({"DE": (DatedRates(None, {"standard": Decimal(19)}),)}), TaxSeller("DE"))
PARTY = BillingParty(CUSTOMER, CustomerKind.CONSUMER, "DE")


def run(what: Contract, rows: Sequence[BilledPeriod], day: date, number: int) -> list[BilledPeriod]:
    postings = due_postings(what, list(rows), day)
    left = still_billed(rows, postings)
    for place, draft in enumerate(draft_invoices([(what, postings)], PARTY, RULES)):
        for count, line in enumerate(draft.lines):
            if line.covers:
                ids = number * 10_000 + place * 100 + count
                left.append(billed_period(line, InvoiceId(UUID(int=ids)), InvoiceLineId(UUID(int=ids))))
    return left


@given(st.integers(0, 120), st.lists(st.integers(0, 200), min_size=1, max_size=5), st.sampled_from(list(Billing)))
def test_whenever_the_receipt_is_entered_the_books_come_out_right(
    kept_days: int, runs: list[int], billing: Billing
) -> None:
    """Runs on any days while the thing is out; the receipt is entered late; afterwards all is as if it was known."""
    back_on = END + timedelta(days=kept_days)
    out = contract(Kept(LINE, 1), terms=ContractTerms(billing=billing))
    rows: list[BilledPeriod] = []
    for number, days in enumerate(sorted(runs), start=1):
        rows = run(out, rows, END + timedelta(days=days), number)
    back = replace(out, kept=(Kept(LINE, 1, back_on),))
    late = END + timedelta(days=400)
    rows = run(back, rows, late, 99)
    assert due_postings(back, rows, late) == ()
    owed = [each for each in charges(back, late) if each.kind is ChargeKind.USE_AFTER_END]
    billed = [row for row in rows if row.kind is ChargeKind.USE_AFTER_END]
    assert sum(row.amount.minor for row in billed) == sum(each.amount.minor for each in owed)
    assert sum(row.period.days for row in billed) == (back_on - END).days + 1
    assert max(row.period.end or END for row in billed) == back_on + ONE_DAY
