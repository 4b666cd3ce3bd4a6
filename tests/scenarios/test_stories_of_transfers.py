"""A contract goes on with another person: whole documents of both parties against figures computed by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from domain.application import Command, Seat
from domain.contracts.changing import BackdatingNeedsReason
from domain.contracts.model import ContractLine, LineKind, LineVersion
from domain.contracts.parts import Discount, Duration, DurationKind, Pause
from domain.contracts.pause_contract import PauseContract
from domain.customers.register_customer import CustomerRegistered
from domain.ids import CommandId, ContractId, ContractLineId
from domain.money import Money
from domain.returns.announce_return import AnnounceReturn
from domain.returns.call_off_return import CallOffReturn
from domain.returns.model import Purpose
from domain.transfers.agree_transfer import AgreeTransfer, TransferMoved
from domain.transfers.call_off_transfer import CallOffTransfer
from domain.transfers.model import (
    Agreement,
    DepositCannotMove,
    DepositWay,
    IllegalTransferStep,
    TransferCause,
    TransferDayWrong,
    TransferId,
    TransferToSamePerson,
    TransferUnderWay,
)
from domain.transfers.move_deposit import MoveDeposit
from storage.jobs.loss_days import reach_transfers
from tests.scenarios.test_stories_of_refunds import pay_all
from tests.storage.business import Business
from tests.storage.trade import Rented, bill, check_books, contract_of, days, differences, edit, rent, today

DEPOSIT = Money.of("100.00")


def wish(business: Business, contract_id: ContractId, to: CustomerRegistered, on: date, **more: Any) -> AgreeTransfer:
    agreed = Agreement(to.customer_id, on, TransferCause.FLATMATE, **more)
    version = contract_of(business, contract_id).version
    return AgreeTransfer(TransferId(uuid4()), contract_id, ContractId(uuid4()), version, agreed, "so besprochen")


def papers(business: Business) -> dict[str, list[tuple[str, int]]]:
    """By family name: kind and gross, in the order in which they were written."""
    rows = business.rows(
        "SELECT p.family_name AS who, i.kind, i.gross_minor FROM umlauf.invoice i JOIN umlauf.customer_personal p"
        " ON p.customer_id = i.customer_id ORDER BY i.issued_on, i.ctid"
    )
    return {
        name: [(row["kind"], row["gross_minor"]) for row in rows if row["who"] == name]
        for name in dict.fromkeys(row["who"] for row in rows)
    }


def letters(business: Business) -> list[str]:
    rows = business.rows("SELECT facts ->> 'kind' AS kind FROM umlauf.outbox WHERE kind IN ('contract', 'customer')")
    return sorted(row["kind"] for row in rows if row["kind"].startswith("transfer"))


def holder(business: Business) -> str:
    [row] = business.rows("SELECT customer_name FROM umlauf.asset_holder WHERE upper_inf(during)")
    return str(row["customer_name"])


def third_of_a_discount(business: Business, rented: Rented) -> None:
    """31.00 a month from 3 February; three months with 10 % less; a deposit of 100.00."""
    line = ContractLine(
        ContractLineId(uuid4()), 9, "Kaution", LineKind.DEPOSIT, "standard", (LineVersion(None, DEPOSIT, Decimal(1)),)
    )
    less = Discount("d1", "Willkommen", Decimal(10), duration=Duration(DurationKind.PERIODS, 3))

    edit(business, rented.contract_id, lambda contract: replace(contract.line_added(line), discounts=(less,)))


def test_a_flatmate_takes_over_in_the_middle_of_a_month(business: Business) -> None:
    """From 2 February 31.00 a month, 10 % less for three months, and 100.00 deposit.

    March (from the 2nd, 31 days at 0.90) is paid when Mira takes over on the 12th: ten days stay Jonas's, 18.90 of
    27.90 go back. Mira pays 18.90 for the rest of March, 27.90 for April, the third month, and 31.00 from May on.
    Jonas's deposit is his again; hers is asked for, and the two have settled it among themselves.
    """
    jonas, mira = business.customer("Brückner"), business.customer("Adler", language="en")
    rented = rent(business, jonas, business.product(price="31.00"))
    third_of_a_discount(business, rented)
    business.pass_days(30)
    bill(business)
    pay_all(business, jonas.customer_id)
    business.pass_days(10)
    start = contract_of(business, rented.contract_id).start_on
    done: TransferMoved = business.do(
        Seat.BACKOFFICE, wish(business, rented.contract_id, mira, today(business), deposit=DepositWay.MOVES)
    )
    successor = contract_of(business, done.transfer.successor_id)
    assert (successor.start_on, successor.status) == (start, "active")
    assert contract_of(business, rented.contract_id).status == "ended"
    found = papers(business)
    assert sorted(found["Brückner"][-2:]) == [("credit_note", 1890), ("credit_note", 10000)]
    assert sorted(found["Adler"]) == [("invoice", 1890), ("invoice", 10000)]
    assert holder(business) == "Jonas Adler"
    assert letters(business) == ["transfer_done_new_deposit", "transfer_done_old_deposit"]

    moved = business.do(Seat.BACKOFFICE, MoveDeposit(done.transfer.id))
    assert (moved.amount, moved.left) == (DEPOSIT, Money(0))
    with pytest.raises(DepositCannotMove):
        business.do(Seat.BACKOFFICE, MoveDeposit(done.transfer.id))
    [left] = business.rows("SELECT balance_minor FROM umlauf.customer_balance WHERE customer_id = %(id)s",
                           id=jonas.customer_id)  # fmt: skip
    assert left["balance_minor"] == 1890, "the rest of March is what Jonas still gets"
    business.pass_days(21)
    bill(business)
    business.pass_days(30)
    bill(business)
    hers = contract_of(business, done.transfer.successor_id)
    told = PauseContract(hers.id, hers.version, "Urlaub", pause=Pause(date(2027, 3, 2), date(2027, 4, 2)))
    assert not business.do(Seat.BACKOFFICE, told).moves_parcels, "she has the thing; a change sends no second one"
    assert papers(business)["Adler"][2:] == [("invoice", 2790), ("invoice", 3100)]
    assert len(papers(business)["Brückner"]) == len(found["Brückner"])
    for each in (rented.contract_id, done.transfer.successor_id):
        assert not differences(business, each, today(business))
    check_books(business)


def test_what_was_agreed_for_a_day_waits_and_what_is_half_done_stands_against_it(business: Business) -> None:
    """A day to come changes nothing yet; on it a return is under way, a person clears it, the next night carries on.

    Backdated it needs a reason; a second agreement, the same person and a day of before are refused.
    """
    jonas, mira = business.customer("Brückner"), business.customer("Adler")
    rented = rent(business, jonas, business.product(price="31.00"))
    business.pass_days(10)
    contract_id = rented.contract_id
    with pytest.raises(TransferToSamePerson):
        business.do(Seat.BACKOFFICE, wish(business, contract_id, jonas, today(business)))
    with pytest.raises(TransferDayWrong):
        business.do(Seat.BACKOFFICE, wish(business, contract_id, mira, today(business) - days(60)))
    late = wish(business, contract_id, mira, today(business) - days(3))
    with pytest.raises(BackdatingNeedsReason):
        business.do(Seat.BACKOFFICE, replace(late, reason=" "))

    agreed = wish(business, contract_id, mira, today(business) + days(5))
    assert not business.do(Seat.BACKOFFICE, agreed).is_done
    assert letters(business) == ["transfer_agreed_new", "transfer_agreed_old"]
    with pytest.raises(TransferUnderWay):
        business.do(Seat.BACKOFFICE, wish(business, contract_id, mira, today(business)))
    business.do(Seat.BACKOFFICE, CallOffTransfer(agreed.transfer_id, "doch nicht"))
    with pytest.raises(IllegalTransferStep):
        business.do(Seat.BACKOFFICE, CallOffTransfer(agreed.transfer_id))

    again = wish(business, contract_id, mira, today(business) + days(5))
    business.do(Seat.BACKOFFICE, again)
    back = AnnounceReturn(contract_id, today(business) + days(20), purpose=Purpose.REPAIR)
    announced = business.do(Seat.BACKOFFICE, back)
    business.pass_days(5)
    night(business)
    [task] = business.rows("SELECT facts FROM umlauf.task WHERE kind = 'transfer_stuck' AND closed_at IS NULL")
    assert task["facts"] == {"why": "transfer_hindered"}
    assert holder(business) == "Jonas Brückner"
    business.do(Seat.BACKOFFICE, CallOffReturn(contract_id, announced.return_id))
    business.pass_days(1)
    night(business)
    assert holder(business) == "Jonas Adler"
    assert not business.rows("SELECT FROM umlauf.task WHERE kind = 'transfer_stuck' AND closed_at IS NULL")
    # 2 February to 1 March are 28 days at 1.1071: thirteen are Jonas's, fifteen Mira's.
    found = papers(business)
    assert (found["Brückner"][-1], found["Adler"]) == (("credit_note", 1661), [("invoice", 1661)])
    check_books(business)


def night(business: Business) -> None:
    """What the worker does with agreed transfers, with all that follows."""

    def run(_known: CommandId, command: Command) -> Any:
        return business.do(Seat.WORKER, command)

    reach_transfers(today(business), business.connection(Seat.WORKER), run)
