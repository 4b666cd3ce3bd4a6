"""A deposit is taken with the first invoice, held without VAT, and given back at the end beside what was damaged."""

from decimal import Decimal
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.assets.status import Condition
from domain.billing.invoice_sheet import DocumentKind, Note
from domain.billing.model import TaxCategory
from domain.contracts.charge_once import ChargedItem
from domain.contracts.model import ContractLine, LineKind, LineVersion
from domain.contracts.settle_deposit import DepositIsSettled, DepositStillNeeded, NotADeposit, SettleDeposit
from domain.ids import ContractId, ContractLineId
from domain.money import Money
from domain.returns.take_back_asset import TakeBackAsset
from storage.queries.papers import invoice_sheet
from tests.storage.business import Business
from tests.storage.trade import bill, check_books, contract_of, edit, invoices, rent, today


def with_a_deposit(business: Business, quantity: int = 1) -> tuple[ContractId, ContractLineId]:
    rented = rent(business, business.customer(), business.product(transit_days=0), quantity=quantity)
    line_id = ContractLineId(uuid4())
    version = LineVersion(None, Money.of("200.00"), Decimal(1))
    line = ContractLine(line_id, 9, "Kaution", LineKind.DEPOSIT, "standard", (version,))
    edit(business, rented.contract_id, lambda contract: contract.line_added(line))
    bill(business)
    return rented.contract_id, line_id


def settle(business: Business, contract_id: ContractId, line_id: ContractLineId, *items: ChargedItem) -> None:
    version = contract_of(business, contract_id).version
    business.do(Seat.BACKOFFICE, SettleDeposit(contract_id, version, line_id=line_id, items=items))


def test_a_deposit_goes_back_and_damage_is_charged_beside_it(business: Business) -> None:
    """200.00 come back without VAT; a display for 35.00 is charged with 19 %: 165.00 are paid out."""
    contract_id, deposit = with_a_deposit(business)
    assert [(each["net"], each["vat"]) for each in invoices(business)] == [(6639, 1261), (20000, 0)]
    taken = [row["id"] for row in business.rows("SELECT id FROM umlauf.invoice ORDER BY id")]
    notes = {invoice_sheet(business.connection(Seat.BACKOFFICE), each).notes for each in taken}
    assert notes == {(Note.FIRST_INVOICE,), (Note.DEPOSIT_TAKEN,)}, "one of them is the first, the other the deposit"
    with pytest.raises(DepositStillNeeded):
        settle(business, contract_id, deposit)
    business.pass_days(10)
    edit(business, contract_id, lambda contract: contract.ended(today(business)))
    display = ChargedItem(ContractLineId(uuid4()), "Display gebrochen", Money.of("35.00"))
    settle(business, contract_id, deposit, display)
    bill(business)
    found = business.rows("SELECT id FROM umlauf.invoice ORDER BY series, series_number")
    sheets = [invoice_sheet(business.connection(Seat.BACKOFFICE), row["id"]) for row in found]
    back = [sheet for sheet in sheets if sheet.vat_groups[0].category is TaxCategory.OUTSIDE]
    assert [(sheet.kind, sheet.gross.minor, sheet.notes) for sheet in back if sheet.corrects] == [
        (DocumentKind.CREDIT_NOTE, 20000, (Note.DEPOSIT_RETURNED,))
    ]
    charged = [line for sheet in sheets for line in sheet.lines if line.title == "Display gebrochen"]
    assert [(line.gross.minor, line.tax.rate) for line in charged] == [(3500, 19)]
    assert business.rows("SELECT FROM umlauf.billed_period WHERE contract_line_id = %(id)s", id=deposit) == []
    check_books(business)
    with pytest.raises(DepositIsSettled):
        settle(business, contract_id, deposit)
    bill(business)
    assert len(business.rows("SELECT id FROM umlauf.invoice")) == len(found)


def test_another_line_is_no_deposit(business: Business) -> None:
    contract_id, _ = with_a_deposit(business)
    rental = contract_of(business, contract_id).lines[0].id
    with pytest.raises(NotADeposit):
        settle(business, contract_id, rental)


def test_when_all_is_back_somebody_is_asked_to_settle_the_deposit(business: Business) -> None:
    """Two bikes under one deposit: the first one's return asks for nothing yet."""
    contract_id, _ = with_a_deposit(business, quantity=2)
    business.pass_days(10)
    held = [row["asset_id"] for row in business.rows("SELECT asset_id FROM umlauf.assignment")]
    for number, asset_id in enumerate(held, start=1):
        business.do(Seat.WAREHOUSE, TakeBackAsset(asset_id, Condition.USED))
        asked = business.rows("SELECT kind, subject FROM umlauf.task WHERE kind LIKE 'deposit%%'")
        wanted = {"kind": "deposit_to_settle", "subject": contract_of(business, contract_id).number}
        assert asked == ([wanted] if number == len(held) == 2 else [])
