"""A contract that is far behind waits for a person; a bug in one contract stops no other."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from domain.billing import bill_customers
from domain.billing.backlog import missing_periods
from domain.billing.bill_customers import settle
from domain.billing.difference import due_postings
from domain.billing.preview_run import LastBill, Oddity, odd_first, preview_accounts
from domain.contracts.model import Contract
from domain.ids import ContractId
from domain.money import Money
from domain.settings.billing import AS_SHIPPED
from tests.domain.billing import timelines as tl
from tests.domain.billing.test_settle import account

START = date(2025, 1, 15)


@pytest.mark.parametrize(
    ("as_of", "missing"), [(date(2025, 3, 15), 3), (date(2025, 4, 15), 4), (date(2025, 12, 31), 12)]
)
def test_more_than_three_missing_periods_are_held_back_until_a_person_agrees(as_of: date, missing: int) -> None:
    contract = tl.a_contract(START)
    assert missing_periods(due_postings(contract, (), as_of)) == missing
    held = settle(account(contract), tl.RULES, as_of, holds_back=True)
    if missing <= AS_SHIPPED.settings.most_missing:
        assert not held.left_out
        return
    refused = held.left_out[contract.id]
    assert refused.code == "billing_backlog"
    assert refused.facts == {"contract": contract.number, "periods": missing, "since": START}
    assert (held.drafts, dict(held.next_due)) == ((), {})
    agreed = settle(account(contract), tl.RULES, as_of)
    assert len(agreed.drafts[0].lines) == missing


def test_the_parts_of_one_period_count_once() -> None:
    line = tl.a_contract(START).lines[0]
    contract = tl.a_contract(START)
    for day in (2, 4, 6, 8):
        contract = contract.price_changed(line.id, START.replace(day=START.day + day), Money(1000 + day))
    assert missing_periods(due_postings(contract, (), START)) == 1


def test_a_bug_in_one_timeline_is_named_and_the_other_contract_is_billed(monkeypatch: pytest.MonkeyPatch) -> None:
    good = tl.a_contract(START)
    odd = replace(good, id=ContractId(UUID(int=2)), number="CT-000002")

    def fails_for_one(contract: Contract, *rest: object) -> object:
        return due_postings(contract, *rest) if contract is good else {}["a timeline nobody thought of"]  # type: ignore[arg-type]  # as given

    monkeypatch.setattr(bill_customers, "due_postings", fails_for_one)
    done = settle(account(good, odd), tl.RULES, START)
    assert [line.contract_id for draft in done.drafts for line in draft.lines] == [good.id]
    assert done.left_out[odd.id].code == "contract_not_billable"
    assert odd.id not in done.next_due


def test_the_preview_bills_what_the_run_bills_and_names_what_is_odd_first() -> None:
    contract = tl.a_contract(START)
    net = settle(account(contract), tl.RULES, START).drafts[0].net
    usual = {contract.id: LastBill(date(2024, 12, 15), net)}
    dearer = {contract.id: LastBill(date(2024, 12, 15), Money(net.minor // 2, net.currency))}
    parts = [preview_accounts([account(contract)], last, tl.RULES, START) for last in (usual, dearer, {})]
    assert [part.lines[0].oddity for part in parts] == [Oddity.USUAL, Oddity.BIG_CHANGE, Oddity.FIRST]
    assert [part.lines[0].difference for part in parts] == [Money(0), net - Money(net.minor // 2), None]
    assert all(part.sums[0].net == net and part.sums[0].invoices == 1 for part in parts)
    held = preview_accounts([account(contract)], {}, tl.RULES, date(2026, 1, 15))
    assert held.sums == ()
    assert [line.oddity for line in held.lines] == [Oddity.BACKLOG]
    ordered = odd_first([part.lines[0] for part in (*parts, held)])
    assert [line.oddity for line in ordered] == [Oddity.BACKLOG, Oddity.FIRST, Oddity.BIG_CHANGE, Oddity.USUAL]
