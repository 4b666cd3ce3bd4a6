"""A deposit at the end: what it settles, what goes back, and the one paper and letter that say so."""

from decimal import Decimal
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.billing.settlement import UnknownDocument
from domain.contracts.charge_once import ChargedItem
from domain.contracts.model import ContractLine, LineKind, LineVersion
from domain.contracts.settle_deposit import SettleDeposit
from domain.ids import ContractId, ContractLineId, InvoiceId
from domain.money import Money
from reports.papers import Papers
from storage.queries.final_statements import final_statement
from storage.queries.set_offs import set_offs
from tests.storage.business import Business
from tests.storage.jobs.worker import BUSINESS, Letterbox, chores
from tests.storage.test_settlements import balance, check_ledger, document, opens, pay
from tests.storage.trade import bill, contract_of, edit, rent, today


def with_a_deposit(business: Business, amount: str = "200.00") -> tuple[ContractId, ContractLineId]:
    """One bike at 79.00 a month with a deposit, over after ten days. R-1 is the rent, R-2 the deposit."""
    rented = rent(business, business.customer(), business.product(transit_days=0))
    line_id = ContractLineId(uuid4())
    version = LineVersion(None, Money.of(amount), Decimal(1))
    line = ContractLine(line_id, 9, "Kaution", LineKind.DEPOSIT, "standard", (version,))
    edit(business, rented.contract_id, lambda contract: contract.line_added(line))
    bill(business)
    business.pass_days(27)
    edit(business, rented.contract_id, lambda contract: contract.ended(today(business)))
    return rented.contract_id, line_id


def settle(business: Business, contract_id: ContractId, line_id: ContractLineId, *items: ChargedItem) -> None:
    """What the office does, and what the worker makes of it at once."""
    version = contract_of(business, contract_id).version
    business.do(Seat.BACKOFFICE, SettleDeposit(contract_id, version, line_id=line_id, items=items))


def damage(amount: str) -> ChargedItem:
    return ChargedItem(ContractLineId(uuid4()), "Display gebrochen", Money.of(amount))


def test_a_deposit_settles_the_open_rent_and_the_damage_and_the_rest_goes_back(business: Business) -> None:
    """200.00 paid; 49.00 of the rent and a display for 35.00 are open: 116.00 stand to the customer's credit."""
    contract_id, deposit = with_a_deposit(business)
    pay(business, "R-2026-000002", "200.00")
    pay(business, "R-2026-000001", "30.00")
    settle(business, contract_id, deposit, damage("35.00"))
    assert set(opens(business).values()) == {0}
    assert balance(business) == 11600
    check_ledger(business)
    note = document(business, "RK-2026-000001")
    sheet = final_statement(business.connection(Seat.BACKOFFICE), note)
    assert [(each.number, each.amount) for each in sheet.taken] == [("R-2026-000002", Money.of("200.00"))]
    shown = [(item.number, item.titles, item.before, item.set_off, item.left) for item in sheet.items]
    nothing = Money(0)
    assert shown == [
        ("R-2026-000001", ("E-Bike Kiez 3 · M",), Money.of("30.00"), Money.of("49.00"), nothing),
        ("R-2026-000003", ("Display gebrochen",), nothing, Money.of("35.00"), nothing),
    ]
    assert (sheet.unpaid, sheet.kept, sheet.owed) == (nothing, Money.of("116.00"), nothing)
    pay_back = set_offs(business.connection(Seat.BACKOFFICE), document(business, "R-2026-000003"))
    assert [(each.kind, each.amount, each.document) for each in pay_back] == [
        ("deposit", Money.of("35.00"), "RK-2026-000001")
    ]


def test_a_deposit_that_was_never_paid_gives_nothing_back(business: Business) -> None:
    contract_id, deposit = with_a_deposit(business)
    pay(business, "R-2026-000001", "79.00")
    settle(business, contract_id, deposit, damage("35.00"))
    assert opens(business) == {
        "R-2026-000001": 0, "R-2026-000002": 0, "R-2026-000003": 3500, "RK-2026-000001": 0
    }  # fmt: skip
    assert balance(business) == 0
    sheet = final_statement(business.connection(Seat.OWNER), document(business, "RK-2026-000001"))
    assert (sheet.unpaid, sheet.kept, sheet.owed) == (Money.of("200.00"), Money(0), Money.of("35.00"))
    check_ledger(business)


def test_a_deposit_that_is_not_enough_leaves_the_newest_invoice_open(business: Business) -> None:
    """50.00 paid, 79.00 of rent and 35.00 of damage are open: 64.00 stay to be paid, whatever is paid later."""
    contract_id, deposit = with_a_deposit(business, "50.00")
    pay(business, "R-2026-000002", "50.00")
    settle(business, contract_id, deposit, damage("35.00"))
    assert (opens(business)["R-2026-000001"], opens(business)["R-2026-000003"]) == (2900, 3500)
    note = document(business, "RK-2026-000001")
    sheet = final_statement(business.connection(Seat.BACKOFFICE), note)
    assert (sheet.kept, sheet.owed) == (Money(0), Money.of("64.00"))
    pay(business, "R-2026-000001", "29.00")
    assert final_statement(business.connection(Seat.BACKOFFICE), note) == sheet


def test_the_statement_goes_out_with_the_invoices_of_the_same_day_once(business: Business) -> None:
    contract_id, deposit = with_a_deposit(business)
    pay(business, "R-2026-000002", "200.00")
    pay(business, "R-2026-000001", "79.00")
    settle(business, contract_id, deposit, damage("35.00"))
    [promised] = business.rows("SELECT batch_id FROM umlauf.outbox WHERE kind = 'final_statement'")
    box = Letterbox()
    hands = chores(business.server.seat_dsn("worker", business.database), box, business.clock)
    for _ in range(2):
        hands.make_papers(promised["batch_id"])
        hands.send_letters(promised["batch_id"])
    hands.close()
    subjects = [letter.subject for letter in box.sent]
    assert subjects.count("Schlussabrechnung Ihrer Kaution") == 1
    letter = next(each for each in box.sent if each.subject == "Schlussabrechnung Ihrer Kaution")
    assert "165,00 €" in letter.body.replace("\u00a0", " ")
    assert letter.attachments[0].file_name == "RK-2026-000001-deposit.pdf"
    assert letter.attachments[0].content.startswith(b"%PDF")
    kept = business.rows("SELECT kind, file_name FROM umlauf.document WHERE kind = 'final_statement'")
    assert kept == [{"kind": "final_statement", "file_name": "RK-2026-000001-deposit.pdf"}]


def test_the_paper_is_read_in_both_languages(business: Business) -> None:
    contract_id, deposit = with_a_deposit(business)
    pay(business, "R-2026-000002", "200.00")
    settle(business, contract_id, deposit)
    sheet = final_statement(business.connection(Seat.BACKOFFICE), document(business, "RK-2026-000001"))
    for language in ("de", "en"):
        assert Papers(BUSINESS).final_statement(sheet, language).startswith(b"%PDF")


def test_an_invoice_has_no_final_statement(business: Business) -> None:
    with_a_deposit(business)
    for unknown in (document(business, "R-2026-000002"), InvoiceId(uuid4())):
        with pytest.raises(UnknownDocument):
            final_statement(business.connection(Seat.BACKOFFICE), unknown)
