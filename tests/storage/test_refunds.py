"""Money that goes back, on the real database: by the difference, as far as it was paid, and never twice."""

from datetime import date, timedelta
from typing import Any

import psycopg
import pytest

from domain.application import Seat
from domain.billing.bill_customers import BillCustomers
from domain.billing.record_payment import RecordPayment
from domain.billing.settlement import OpenChangedMeanwhile
from domain.contracts.activate_contract import ActivateContract
from domain.contracts.withdraw_contract import WithdrawContract
from domain.ids import ContractId
from domain.money import Money
from domain.period import Period
from domain.refunds.approve_refund import ApproveRefund
from domain.refunds.ask_refund import AskRefund, NotWithdrawn
from domain.refunds.change_refund_rules import ChangeRefundRules
from domain.refunds.credit_refund import CreditRefund, WithdrawalIsPaidBack
from domain.refunds.fail_refund import FailRefund
from domain.refunds.model import (
    GiftAsked,
    IllegalRefundTransition,
    NothingToPayOut,
    RefundBelowGift,
    RefundCause,
    RefundUnderWay,
)
from domain.refunds.refuse_refund import RefuseRefund
from domain.refunds.rules import (
    PersonLimit,
    RefundAboveLimit,
    RefundNeedsSecondPerson,
    RefundSettings,
    RefundWaitsForGoods,
)
from domain.refunds.send_refund import AccountMissing, SendRefund
from domain.refunds.settle_refund import SettleRefund
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from tests.storage.business import Business
from tests.storage.refund_story import asked, paid_month
from tests.storage.trade import contract_of, days, today


def status(business: Business, refund: AskRefund) -> str:
    return str(business.rows("SELECT status FROM umlauf.refund WHERE id = %(id)s", id=refund.refund_id)[0]["status"])


def documents(business: Business) -> list[tuple[str, int]]:
    rows = business.rows("SELECT kind, gross_minor FROM umlauf.invoice ORDER BY issued_on, number")
    return [(row["kind"], row["gross_minor"]) for row in rows]


def balance(business: Business) -> int:
    return int(business.rows("SELECT coalesce(sum(balance_minor), 0) AS b FROM umlauf.customer_balance")[0]["b"])


def tasks(business: Business, kind: str) -> list[dict[str, Any]]:
    return business.rows("SELECT * FROM umlauf.task WHERE kind = %(k)s AND closed_at IS NULL", k=kind)


def letters(business: Business) -> list[str]:
    rows = business.rows("SELECT facts->>'kind' AS kind FROM umlauf.outbox WHERE kind = 'contract'")
    return [row["kind"] for row in rows if str(row["kind"]).startswith("refund")]


def week(day: date, amount: str) -> GiftAsked:
    return GiftAsked(Period(day, day + days(7)), Money.of(amount))


def whole_month(business: Business) -> GiftAsked:
    return GiftAsked(Period(today(business), today(business) + days(28)), None)


def test_part_of_a_period_goes_back_and_arrives(business: Business) -> None:
    contract_id, _customer, _invoice, day = paid_month(business)
    gift = week(day, "20.00")
    refund = asked(contract_id, "20.00", gift)
    assert business.do(Seat.BACKOFFICE, refund).is_approved
    assert documents(business) == [("invoice", 7900), ("credit_note", 2000)]
    assert balance(business) == 2000
    business.do(Seat.BACKOFFICE, SendRefund(refund.refund_id, Money.of("20.00"), day))
    assert (status(business, refund), balance(business)) == ("sent", 0)
    assert letters(business) == ["refund_sent"]
    business.do(Seat.BACKOFFICE, SettleRefund(refund.refund_id, day))
    assert status(business, refund) == "settled"


def test_what_was_never_paid_is_not_paid_out(business: Business) -> None:
    """The credit lowers the open invoice; nothing is there to send, and the refund ends as credited."""
    bike, customer = business.product(), business.customer()
    order = business.order(customer, bike)
    business.do(Seat.WORKER, ActivateContract(order.contract_id, today(business)))
    business.pass_days(2)
    day = today(business)
    refund = asked(order.contract_id, "20.00", week(day, "20.00"))
    business.do(Seat.BACKOFFICE, refund)
    with pytest.raises(NothingToPayOut):
        business.do(Seat.BACKOFFICE, SendRefund(refund.refund_id, Money.of("20.00"), day))
    business.do(Seat.BACKOFFICE, CreditRefund(refund.refund_id, "offene Rechnung gemindert"))
    assert status(business, refund) == "credited"


def test_only_the_paid_part_goes_out(business: Business) -> None:
    """59 of 79 were paid, all of the month goes back: 20 set off what is open, 59 are money."""
    bike, customer = business.product(), business.customer()
    order = business.order(customer, bike)
    business.do(Seat.WORKER, ActivateContract(order.contract_id, today(business)))
    business.pass_days(2)
    day = today(business)
    business.do(Seat.WORKER, BillCustomers((customer.customer_id,), day))
    [row] = business.rows("SELECT id FROM umlauf.invoice")
    business.do(Seat.BACKOFFICE, RecordPayment(row["id"], Money.of("79.00"), Money.of("59.00"), day))
    refund = asked(order.contract_id, "79.00", whole_month(business))
    business.do(Seat.BACKOFFICE, refund)
    with pytest.raises(OpenChangedMeanwhile):
        business.do(Seat.BACKOFFICE, SendRefund(refund.refund_id, Money.of("79.00"), day))
    sent = business.do(Seat.BACKOFFICE, SendRefund(refund.refund_id, Money.of("59.00"), day))
    assert (sent.amount, balance(business)) == (Money.of("59.00"), 0)


def test_a_failed_refund_is_seen_and_sent_again(business: Business) -> None:
    contract_id, _customer, _invoice, day = paid_month(business)
    refund = asked(contract_id, "20.00", week(day, "20.00"))
    business.do(Seat.BACKOFFICE, refund)
    business.do(Seat.BACKOFFICE, SendRefund(refund.refund_id, Money.of("20.00"), day))
    with pytest.raises(IllegalRefundTransition):
        business.do(Seat.BACKOFFICE, SendRefund(refund.refund_id, Money.of("20.00"), day))
    business.pass_days(3)
    business.do(Seat.BACKOFFICE, FailRefund(refund.refund_id, today(business), "Konto erloschen"))
    assert (status(business, refund), balance(business)) == ("failed", 2000)
    assert [each["subject"] for each in tasks(business, "refund_failed")] == ["RF-001001-" + _check(business)]
    business.do(
        Seat.BACKOFFICE,
        SendRefund(refund.refund_id, Money.of("20.00"), today(business), account="DE89370400440532013000"),
    )
    assert (status(business, refund), balance(business)) == ("sent", 0)
    assert not tasks(business, "refund_failed")
    [money] = business.rows("SELECT sum(money_minor) AS m FROM umlauf.settlement")
    assert money["m"] == 7900 - 2000
    assert letters(business) == ["refund_sent", "refund_failed", "refund_sent"]


def _check(business: Business) -> str:
    return str(business.rows("SELECT number FROM umlauf.refund")[0]["number"])[-1]


def test_the_same_command_twice_sends_once(business: Business) -> None:
    contract_id, _customer, _invoice, day = paid_month(business)
    refund = asked(contract_id, "20.00", week(day, "20.00"))
    business.do(Seat.BACKOFFICE, refund)
    send = SendRefund(refund.refund_id, Money.of("20.00"), day)
    first = business.answer(Seat.BACKOFFICE, send)
    assert business.answer(Seat.BACKOFFICE, send, first.command_id).replay
    assert len(business.rows("SELECT FROM umlauf.settlement WHERE kind = 'pay_out'")) == 1


def test_above_an_amount_another_person_approves(business: Business) -> None:
    contract_id, _customer, _invoice, _day = paid_month(business, "179.00")
    refund = asked(contract_id, "179.00", whole_month(business))
    assert not business.do(Seat.BACKOFFICE, refund).is_approved
    assert [kind for kind, _ in documents(business)] == ["invoice"]
    with pytest.raises(RefundNeedsSecondPerson):
        business.do(Seat.BACKOFFICE, ApproveRefund(refund.refund_id))
    business.do(Seat.OWNER, ApproveRefund(refund.refund_id))
    assert (status(business, refund), balance(business)) == ("approved", 17900)


def test_a_person_approves_up_to_the_limit(business: Business) -> None:
    _, anna = business.seat(Seat.BACKOFFICE)
    rules = RefundSettings(Money.of("500.00"), Money.of("100.00"), (PersonLimit(anna, Money.of("50.00")),))
    business.do(Seat.OWNER, ChangeRefundRules(0, rules))
    contract_id, _customer, _invoice, _day = paid_month(business)
    refund = asked(contract_id, "79.00", whole_month(business))
    assert not business.do(Seat.BACKOFFICE, refund).is_approved
    with pytest.raises(RefundAboveLimit):
        business.do(Seat.BACKOFFICE, ApproveRefund(refund.refund_id))
    business.do(Seat.BACKOFFICE, RefuseRefund(refund.refund_id, "erst mit Lena reden"))
    assert status(business, refund) == "refused"
    assert [kind for kind, _ in documents(business)] == ["invoice"]


def test_one_refund_of_a_contract_at_a_time(business: Business) -> None:
    contract_id, _customer, _invoice, day = paid_month(business)
    business.do(Seat.BACKOFFICE, asked(contract_id, "20.00", week(day, "20.00")))
    with pytest.raises(RefundUnderWay):
        business.do(Seat.BACKOFFICE, asked(contract_id, "5.00"))


def test_what_is_asked_has_to_fit(business: Business) -> None:
    contract_id, _customer, _invoice, day = paid_month(business)
    with pytest.raises(RefundBelowGift):
        business.do(Seat.BACKOFFICE, asked(contract_id, "5.00", week(day, "20.00")))
    with pytest.raises(NotWithdrawn):
        business.do(Seat.BACKOFFICE, asked(contract_id, "5.00", cause=RefundCause.WITHDRAWAL))
    no_account = asked(contract_id, "5.00", GiftAsked(Period(day, day + days(7)), Money.of("5.00")), account="")
    business.do(Seat.BACKOFFICE, no_account)
    with pytest.raises(AccountMissing):
        business.do(Seat.BACKOFFICE, SendRefund(no_account.refund_id, Money.of("5.00"), day))


def withdrawn(business: Business) -> tuple[ContractId, AskRefund]:
    """Declared on the third day; the month was paid, the bike is with the customer."""
    bike, customer = business.product(), business.customer()
    [asset_id] = business.receive(bike).asset_ids
    order = business.order(customer, bike)
    for step in (PickAsset(order.shipment_id, asset_id), FinishPacking(order.shipment_id)):
        business.do(Seat.WAREHOUSE, step)
    business.do(Seat.WAREHOUSE, DispatchShipment(order.shipment_id))
    [row] = business.rows("SELECT id FROM umlauf.invoice")
    gross = Money.of("79.00")
    business.do(Seat.BACKOFFICE, RecordPayment(row["id"], gross, gross, today(business)))
    business.pass_days(3)
    version = contract_of(business, order.contract_id).version
    business.do(Seat.BACKOFFICE, WithdrawContract(order.contract_id, version, received_on=today(business)))
    refund = asked(order.contract_id, "79.00", cause=RefundCause.WITHDRAWAL)
    return order.contract_id, refund


def test_a_withdrawal_has_its_fourteen_days_and_may_wait_for_the_goods(business: Business) -> None:
    _contract_id, refund = withdrawn(business)
    declared = today(business)
    [task] = tasks(business, "refund_due")
    assert task["facts"]["until"] == (declared + timedelta(days=14)).isoformat()
    business.do(Seat.BACKOFFICE, refund)
    [row] = business.rows("SELECT due_on, status FROM umlauf.refund")
    assert (row["due_on"], row["status"]) == (declared + timedelta(days=14), "approved")
    gross = Money.of("79.00")
    with pytest.raises(RefundWaitsForGoods):
        business.do(Seat.BACKOFFICE, SendRefund(refund.refund_id, gross, declared))
    with pytest.raises(WithdrawalIsPaidBack):
        business.do(Seat.BACKOFFICE, CreditRefund(refund.refund_id))
    business.pass_days(2)
    business.do(Seat.BACKOFFICE, SendRefund(refund.refund_id, gross, today(business), goods_sent_on=today(business)))
    assert not tasks(business, "refund_due")
    [money] = business.rows("SELECT sum(money_minor) AS m FROM umlauf.settlement")
    assert money["m"] == 0


def test_a_client_of_ones_own_does_not_get_round_the_second_person(business: Business) -> None:
    """Straight SQL under the office's login: as oneself, as somebody else, and with a status that is not there."""
    contract_id, _customer, _invoice, _day = paid_month(business, "179.00")
    refund = asked(contract_id, "179.00", whole_month(business))
    business.do(Seat.BACKOFFICE, refund)
    _, anna = business.seat(Seat.BACKOFFICE)
    _, lena = business.seat(Seat.OWNER)
    for who in (anna, lena):
        assert _refused(business, who, refund, "approve") == "UM403"
    assert _refused(business, anna, refund, "send") == "UM409"
    assert _refused(business, anna, refund, "settle") == "UM409"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        business.connection(Seat.BACKOFFICE).connection().execute("UPDATE umlauf.refund SET status = 'approved'")
    assert status(business, refund) == "asked"


def _refused(business: Business, actor: Any, refund: AskRefund, step: str) -> str | None:
    """The SQLSTATE with which the database turns a hand-written step away."""
    connection = business.connection(Seat.BACKOFFICE).connection()
    try:
        with connection.transaction():
            connection.execute(
                "SELECT umlauf.begin_command(i.id, 'ApproveRefund', '{}', '\\x00', %s, clock_timestamp(), NULL, NULL,"
                " NULL), set_config('test.command', i.id::text, true) FROM (SELECT gen_random_uuid() AS id) i",
                [actor],
            )
            connection.execute(
                "INSERT INTO umlauf.refund_step (refund_id, n, step, on_day, amount_minor, taken_by, command_id)"
                " VALUES (%s, 1, %s, current_date, 17900, %s, current_setting('test.command')::uuid)",
                [refund.refund_id, step, actor],
            )
            connection.execute(
                "SELECT umlauf.end_command(current_setting('test.command')::uuid, 'applied', '{}', '{}')"
            )
    except psycopg.Error as error:
        return error.sqlstate
    return None
