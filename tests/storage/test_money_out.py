"""All money that leaves the house leaves by an approved refund, whatever way somebody tries, SQL of their own too."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from domain.application import Seat
from domain.billing.pay_out_balance import PayOutBalance
from domain.billing.record_payment import RecordPayment
from domain.billing.settlement import PaidBy, RewardIsNotPaidOut
from domain.ids import CustomerId
from domain.money import Money
from domain.period import Period
from domain.refunds.approve_refund import ApproveRefund
from domain.refunds.fail_refund import FailRefund
from domain.refunds.model import GiftAsked, RefundId, RefundUnderWay
from domain.refunds.rules import RefundNeedsSecondPerson
from domain.refunds.send_refund import RefundAccountBound, SendRefund
from domain.refunds.settle_refund import SettleRefund
from domain.views.lifecycle import LifeOf
from storage.queries.lifecycle import Lifecycle
from tests.storage.business import Business
from tests.storage.life_of_all import whole_life
from tests.storage.refund_story import IBAN, OTHER_IBAN, asked, paid_month
from tests.storage.trade import days, today

PAY_OUT = (
    "INSERT INTO umlauf.settlement (id, kind, customer_id, booked_on, currency, settled_minor, credited_minor,"
    " balance_minor, money_minor, source_id, paid_by, command_id) VALUES (gen_random_uuid(), 'pay_out', %(customer)s,"
    " %(day)s, 'EUR', 0, 0, -%(minor)s::bigint, -%(minor)s::bigint, %(source)s, 'transfer', %(command)s)"
)
STEP = (
    "INSERT INTO umlauf.refund_step (refund_id, n, step, on_day, amount_minor, entry_id, taken_by, command_id)"
    " SELECT %(refund)s, 1 + (SELECT count(*) FROM umlauf.refund_step WHERE refund_id = %(refund)s), %(step)s,"
    " %(day)s, %(minor)s, CASE %(step)s WHEN 'send' THEN (SELECT id FROM umlauf.settlement"
    " WHERE command_id = %(command)s LIMIT 1) END, %(actor)s, %(command)s"
)
ASK = (
    "INSERT INTO umlauf.refund (id, number, customer_id, cause, currency, amount_minor, asked_on, reason, status,"
    " asked_by, command_id) VALUES (%(refund)s, %(refund)s::text, %(customer)s, 'balance', 'EUR', %(minor)s,"
    " %(day)s, 'von Hand', 'approved', %(actor)s, %(command)s)"
)
BACK = (
    "INSERT INTO umlauf.settlement (id, kind, customer_id, booked_on, currency, settled_minor, credited_minor,"
    " balance_minor, money_minor, source_id, reverses_id, command_id) SELECT gen_random_uuid(), 'reversal',"
    " customer_id, %(day)s, currency, 0, 0, -balance_minor, -money_minor, source_id, id, %(command)s"
    " FROM umlauf.settlement WHERE kind = 'pay_out'"
)


def to_credit(business: Business, amount: str) -> CustomerId:
    """A month is paid, and so much more."""
    _contract, customer_id, invoice_id, day = paid_month(business)
    business.do(Seat.BACKOFFICE, RecordPayment(invoice_id, Money(0), Money.of(amount), day, keeps_rest=True))
    return customer_id


def out(business: Business, customer_id: CustomerId, amount: str, account: str = IBAN) -> PayOutBalance:
    [row] = business.rows("SELECT balance_minor AS b FROM umlauf.customer_balance WHERE customer_id = %(id)s",
                          id=customer_id)  # fmt: skip
    return PayOutBalance(customer_id, Money(row["b"]), Money.of(amount), today(business), account=account)


def gone(business: Business) -> int:
    """All that went out and did not come back."""
    [row] = business.rows(
        "SELECT coalesce(-sum(e.money_minor), 0) AS m FROM umlauf.settlement e LEFT JOIN umlauf.settlement b"
        " ON b.id = e.reverses_id WHERE e.kind = 'pay_out' OR b.kind = 'pay_out'"
    )
    return int(row["m"])


def statuses(business: Business) -> list[str]:
    return [row["status"] for row in business.rows("SELECT status FROM umlauf.refund ORDER BY asked_at")]


def by_hand(business: Business, statements: list[tuple[str, dict[str, Any]]], actor: UUID) -> str | None:
    """One command of the office's login with SQL of its own: the SQLSTATE that turns it away, None: it went through."""
    connection = business.connection(Seat.BACKOFFICE).connection()
    command = uuid4()
    try:
        with connection.transaction():
            connection.execute(
                "SELECT umlauf.begin_command(%s, 'PayOutBalance', '{}', '\\x00', %s, clock_timestamp(), NULL, NULL,"
                " NULL)",
                [command, actor],
            )
            for sql, values in statements:
                connection.execute(sql, {"command": command, "actor": actor, "day": today(business), **values})
            connection.execute("SELECT umlauf.end_command(%s, 'applied', '{}', '{}')", [command])
    except psycopg.Error as error:
        return error.sqlstate
    return None


def test_small_pieces_on_one_day_are_one_amount(business: Business) -> None:
    """100.00 is what one person lets go: 60.00 go at once, the next 60.00 wait for somebody else."""
    customer_id = to_credit(business, "170.00")
    first = business.do(Seat.BACKOFFICE, out(business, customer_id, "60.00"))
    assert (first.is_sent, first.left) == (True, Money.of("110.00"))
    with pytest.raises(RefundUnderWay):
        business.do(Seat.BACKOFFICE, out(business, customer_id, "60.00"))
    business.do(Seat.BACKOFFICE, SettleRefund(first.refund_id, today(business)))
    second = business.do(Seat.BACKOFFICE, out(business, customer_id, "60.00", OTHER_IBAN))
    assert (second.is_sent, second.left, gone(business)) == (False, Money.of("110.00"), 6000)
    with pytest.raises(RefundNeedsSecondPerson):
        business.do(Seat.BACKOFFICE, ApproveRefund(second.refund_id))
    business.do(Seat.OWNER, ApproveRefund(second.refund_id))
    sixty, day = Money.of("60.00"), today(business)
    with pytest.raises(RefundAccountBound):
        business.do(Seat.BACKOFFICE, SendRefund(second.refund_id, sixty, day, account=IBAN))
    with pytest.raises(psycopg.Error, match="does not change the account"):
        business.connection(Seat.BACKOFFICE).connection().execute("UPDATE umlauf.refund_personal SET account = 'DE03'")
    business.do(Seat.BACKOFFICE, SendRefund(second.refund_id, sixty, day))
    assert (statuses(business), gone(business)) == (["settled", "sent"], 12000)
    with business.connection().connection() as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("UPDATE umlauf.refund_step SET taken_at = taken_at - interval '25 hours'")
        admin.execute("SET session_replication_role = origin")
    business.do(Seat.BACKOFFICE, SettleRefund(second.refund_id, today(business)))
    assert business.do(Seat.BACKOFFICE, out(business, customer_id, "50.00")).is_sent, "a day later it is another sum"
    office = Lifecycle(business.connection(Seat.BACKOFFICE))
    life = [(row.name, row.number) for row in whole_life(office, LifeOf.CUSTOMER, customer_id)]
    assert {("refund.approve", second.number), ("refund.send", second.number)} <= set(life), (
        "seen on the customer's page"
    )
    letters = business.rows("SELECT facts->>'kind' AS kind FROM umlauf.outbox WHERE kind = 'customer'")
    assert [row["kind"] for row in letters] == ["pay_out_sent"] * 3


def test_two_who_let_money_go_at_once_meet_at_the_customer(business: Business) -> None:
    """60.00 out of the balance and 60.00 from a contract, at two seats in the same moment: one of them waits."""
    contract_id, customer_id, invoice_id, day = paid_month(business, "179.00")
    business.do(Seat.BACKOFFICE, RecordPayment(invoice_id, Money(0), Money.of("60.00"), day, keeps_rest=True))
    gift = GiftAsked(Period(day, day + days(7)), Money.of("60.00"))
    wishes = {Seat.OWNER: out(business, customer_id, "60.00"), Seat.BACKOFFICE: asked(contract_id, "60.00", gift)}
    for seat in wishes:
        business.seat(seat)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda seat: business.answer(seat, wishes[seat]), wishes))
    assert sorted(statuses(business)) in (["asked", "sent"], ["approved", "asked"])


def test_no_sql_of_ones_own_lets_money_go(business: Business) -> None:
    """As the office's login: without a refund, with one nobody approved, in pieces, as somebody else, twice."""
    customer_id = to_credit(business, "170.00")
    _, anna = business.seat(Seat.BACKOFFICE)
    _, lena = business.seat(Seat.OWNER)
    [source] = business.rows("SELECT id FROM umlauf.settlement WHERE balance_minor > 0")
    big, small = ({"customer": customer_id, "minor": minor, "source": source["id"]} for minor in (15000, 6000))
    assert by_hand(business, [(PAY_OUT, small)], anna) == "UM403"
    one, two = uuid4(), uuid4()
    wish = {**big, "refund": one}
    assert by_hand(business, [(ASK, wish)], anna) is None
    assert statuses(business) == ["asked"], "whatever a client says"
    send, approve, fail = ({"step": step} for step in ("send", "approve", "fail"))
    for who in (anna, lena):
        assert by_hand(business, [(STEP, {**wish, **approve})], who) == "UM403"
    assert by_hand(business, [(PAY_OUT, big), (STEP, {**wish, **send})], anna) == "UM409"
    business.do(Seat.OWNER, ApproveRefund(RefundId(one)))
    assert by_hand(business, [(PAY_OUT, {**big, "minor": 17000}), (STEP, {**wish, **send, "minor": 17000})], anna) == (
        "UM010"
    ), "more than was approved"
    twice = [(PAY_OUT, small), (STEP, {**wish, **send, "minor": 6000}), (PAY_OUT, small)]
    assert by_hand(business, twice, anna) == "UM403", "more than the step says"
    assert by_hand(business, [(PAY_OUT, small), (STEP, {**wish, **send, "minor": 6000})], anna) is None
    assert gone(business) == 6000
    assert by_hand(business, [(STEP, {**wish, **fail, "minor": 6000})], anna) == "UM010", "it is not booked back"
    assert by_hand(business, [(BACK, {})], anna) == "UM403", "its refund does not know of it"
    business.do(Seat.BACKOFFICE, FailRefund(RefundId(one), today(business), "Konto erloschen"))
    assert (gone(business), statuses(business)) == (0, ["failed"])
    account = [("INSERT INTO umlauf.refund_personal VALUES (%(refund)s, 'DE03')", wish)]
    assert by_hand(business, account, anna) == "UM403", "it was approved without one"
    whole = SendRefund(RefundId(one), Money.of("150.00"), today(business), account=IBAN)
    with pytest.raises(RefundAccountBound):
        business.do(Seat.BACKOFFICE, whole)
    business.do(Seat.OWNER, whole)
    business.do(Seat.BACKOFFICE, SettleRefund(RefundId(one), today(business)))
    piece = {**small, "refund": two, "minor": 100}
    assert by_hand(business, [(ASK, piece), (STEP, {**piece, **approve})], anna) == "UM403", "150.00 went today"
    business.do(Seat.BACKOFFICE, FailRefund(RefundId(one), today(business), "doch noch zurück"))
    assert (gone(business), statuses(business)) == (0, ["failed"])


def test_a_reward_and_what_was_never_paid_stay_in_the_house(business: Business) -> None:
    customer_id = to_credit(business, "30.00")
    _, anna = business.seat(Seat.BACKOFFICE)
    reward = uuid4()
    with business.connection().connection() as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute(
            "INSERT INTO umlauf.settlement (id, kind, customer_id, booked_on, currency, settled_minor, credited_minor,"
            " balance_minor, money_minor, granted_minor, command_id) VALUES (%s, 'reward', %s, current_date, 'EUR', 0,"
            " 0, 2000, 0, 2000, gen_random_uuid())",
            [reward, customer_id],
        )
        admin.execute("UPDATE umlauf.customer_balance SET balance_minor = 5000")
        admin.execute("SET session_replication_role = origin")
    with pytest.raises(RewardIsNotPaidOut) as refused:
        business.do(Seat.BACKOFFICE, out(business, customer_id, "50.00"))
    assert refused.value.facts["payable"] == Money.of("30.00")
    refund = {"refund": uuid4(), "customer": customer_id, "minor": 2000, "source": reward}
    steps = [
        (ASK, refund),
        (STEP, {**refund, "step": "approve"}),
        (PAY_OUT, refund),
        (STEP, {**refund, "step": "send"}),
    ]
    assert by_hand(business, steps, anna) == "UM403"
    assert by_hand(business, [*steps[:2]], anna) is None, "that much may be approved"
    with business.connection().connection() as admin:
        admin.execute("SET session_replication_role = replica")
        admin.execute("UPDATE umlauf.refund SET status = 'refused'")
        admin.execute("SET session_replication_role = origin")
    cash = PayOutBalance(customer_id, Money.of("50.00"), Money.of("30.00"), today(business), PaidBy.CASH,
                         other_way_agreed=True)  # fmt: skip
    assert business.do(Seat.BACKOFFICE, cash).is_sent
    assert statuses(business)[-1] == "settled", "cash is there"
