"""What is open, what a customer has to their credit, and money in and out, on the real books."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from domain.application import Seat
from domain.billing.bill_customers import BillCustomers
from domain.billing.pay_out_balance import PayOutBalance
from domain.billing.record_payment import RecordPayment
from domain.billing.reverse_payment import ReversePayment
from domain.billing.settlement import (
    AmountNotPositive,
    EntryId,
    MoreThanBalance,
    MoreThanOpen,
    NoPayment,
    NotAnInvoice,
    NothingToUse,
    OpenChangedMeanwhile,
    PaidBy,
    PaidInTheFuture,
    RestWasPaidOut,
    WentBackBefore,
)
from domain.billing.use_balance import UseBalance
from domain.contracts.give_back_money import GiveBackMoney
from domain.contracts.giving_back import Gift
from domain.ids import CommandId, CustomerId, InvoiceId
from domain.money import Money
from domain.period import Period
from domain.refunds.fail_refund import FailRefund
from domain.refunds.model import IllegalRefundTransition, RefundReasonMissing
from domain.refunds.way_back import RefundOtherWay
from domain.settings.business import IbanWrong
from storage.queries.settlements import balances_of
from tests.storage.business import Business
from tests.storage.queries.office import office
from tests.storage.refund_story import IBAN
from tests.storage.test_billing_run import worker
from tests.storage.trade import Rented, bill, check_books, contract_of, rent, today

OPEN = (
    "SELECT i.id, i.number, i.kind, i.gross_minor - coalesce(d.used_minor, 0) AS open FROM umlauf.invoice i"
    " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id ORDER BY i.series, i.series_number"
)


def opens(business: Business) -> dict[str, int]:
    """By number, in cents."""
    return {row["number"]: row["open"] for row in business.rows(OPEN)}


def document(business: Business, number: str) -> InvoiceId:
    return InvoiceId(business.rows("SELECT id FROM umlauf.invoice WHERE number = %(n)s", n=number)[0]["id"])


def pay(business: Business, number: str, amount: str, *, keeps_rest: bool = False) -> EntryId:
    seen = Money(opens(business)[number])
    command = RecordPayment(
        document(business, number), seen, Money.of(amount), today(business), keeps_rest=keeps_rest, reference="Miete"
    )
    entry: EntryId = business.do(Seat.BACKOFFICE, command).entry_id
    return entry


def balance(business: Business) -> int:
    return sum(row["balance_minor"] for row in business.rows("SELECT balance_minor FROM umlauf.customer_balance"))


def entries(business: Business) -> list[tuple[str, int, int, int, int]]:
    """Kind, settled, credited, balance and money of each, in order."""
    rows = business.rows("SELECT * FROM umlauf.settlement ORDER BY n")
    names = ("settled_minor", "credited_minor", "balance_minor", "money_minor")
    return [(row["kind"], *(row[name] for name in names)) for row in rows]


def check_ledger(business: Business) -> None:
    """What came in and was credited is settled or in the balance; the projections say what the entries say."""
    check_books(business)
    [sums] = business.rows(
        "SELECT coalesce(sum(money_minor + credited_minor - settled_minor - balance_minor), 0)::int AS torn"
        " FROM umlauf.settlement"
    )
    assert sums["torn"] == 0
    moved = business.rows(
        "SELECT i.number FROM umlauf.invoice i LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id"
        " LEFT JOIN umlauf.settlement s ON i.id = CASE i.kind WHEN 'invoice' THEN s.invoice_id ELSE s.note_id END"
        " GROUP BY i.number, i.kind, i.gross_minor, d.used_minor HAVING coalesce(d.used_minor, 0) <> coalesce(sum("
        " CASE i.kind WHEN 'invoice' THEN s.settled_minor ELSE s.credited_minor END), 0)"
        " OR coalesce(d.used_minor, 0) NOT BETWEEN 0 AND i.gross_minor"
        " OR (i.kind = 'credit_note' AND coalesce(d.used_minor, 0) <> i.gross_minor)"
    )
    assert moved == [], "a document says something else than its entries, or a credit note is left over"
    balances = business.rows(
        "SELECT FROM umlauf.customer_balance b FULL JOIN (SELECT customer_id, currency, sum(balance_minor) AS minor"
        " FROM umlauf.settlement GROUP BY 1, 2) s USING (customer_id, currency)"
        " WHERE coalesce(b.balance_minor, 0) <> coalesce(s.minor, 0)"
    )
    assert balances == []


def give_back(business: Business, rented: Rented, amount: str, until: date) -> None:
    """Goodwill for days that are billed: a credit note with the next bill."""
    contract = contract_of(business, rented.contract_id)
    period = Period(contract.start_on or today(business), until)
    gift = Gift(str(uuid4()), period, Money.of(amount))
    business.do(Seat.BACKOFFICE, GiveBackMoney(contract.id, contract.version, "Verspätung", gift=gift))


def a_month_paid(business: Business) -> tuple[CustomerId, Rented]:
    """One bike at 79.00 a month; the first invoice is paid."""
    customer = business.customer()
    rented = rent(business, customer, business.product(transit_days=0))
    pay(business, "R-2026-000001", "79.00")
    return customer.customer_id, rented


def test_a_payment_closes_the_invoice_and_half_of_it_leaves_half_open(business: Business) -> None:
    rent(business, business.customer(), business.product(transit_days=0))
    assert opens(business) == {"R-2026-000001": 7900}
    pay(business, "R-2026-000001", "30.00")
    assert opens(business) == {"R-2026-000001": 4900}
    pay(business, "R-2026-000001", "49.00")
    assert opens(business) == {"R-2026-000001": 0}
    assert business.rows("SELECT reference FROM umlauf.settlement_personal") == [{"reference": "Miete"}] * 2
    assert business.rows("SELECT FROM umlauf.command WHERE payload::text LIKE '%%Miete%%'") == []
    check_ledger(business)


def test_what_was_paid_and_is_given_back_pays_the_next_invoices_and_the_rest_goes_home(business: Business) -> None:
    """Months: 79.00 paid, 150.00 given back over two paid months, used by the next two invoices, the rest paid out."""
    customer_id, rented = a_month_paid(business)
    business.pass_days(31)
    bill(business)
    pay(business, "R-2026-000002", "79.00")
    give_back(business, rented, "150.00", today(business) + timedelta(days=20))
    bill(business)
    check_ledger(business)
    credited = sum(row["gross"] for row in business.rows("SELECT gross_minor AS gross FROM umlauf.invoice"
                                                        " WHERE kind = 'credit_note'"))  # fmt: skip
    assert (credited, balance(business)) == (15000, 15000)
    business.pass_days(31)
    bill(business)
    assert (opens(business)["R-2026-000003"], balance(business)) == (0, 7100)
    business.pass_days(31)
    bill(business)
    assert (opens(business)["R-2026-000004"], balance(business)) == (800, 0)
    pay(business, "R-2026-000004", "20.00", keeps_rest=True)
    assert balance(business) == 1200
    out = PayOutBalance(customer_id, Money(1200), Money.of("12.00"), today(business), account=IBAN)
    assert business.do(Seat.BACKOFFICE, out).left == Money(0)
    assert balance(business) == 0
    check_ledger(business)
    kinds = [each[0] for each in entries(business)]
    assert kinds == ["payment", "payment", *["kept"] * (len(kinds) - 7), "used", "used", "used", "payment", "pay_out"]


def test_a_credit_note_first_sets_off_what_is_open_of_its_invoice(business: Business) -> None:
    """Of 79.00 only 50.00 were paid: of 40.00 given back 29.00 are set off, and 11.00 wait for the next invoice."""
    rented = rent(business, business.customer(), business.product(transit_days=0))
    pay(business, "R-2026-000001", "50.00")
    give_back(business, rented, "40.00", today(business) + timedelta(days=20))
    bill(business)
    assert entries(business)[1:] == [("credit", 2900, 2900, 0, 0), ("kept", 0, 1100, 1100, 0)]
    assert (opens(business)["R-2026-000001"], balance(business)) == (0, 1100)
    business.pass_days(31)
    bill(business)
    assert opens(business)["R-2026-000002"] == 7900 - 1100
    check_ledger(business)


def test_a_bounced_payment_opens_the_invoice_again_and_what_its_rest_had_paid(business: Business) -> None:
    rent(business, business.customer(), business.product(transit_days=0))
    entry = pay(business, "R-2026-000001", "100.00", keeps_rest=True)
    business.pass_days(31)
    bill(business)
    assert opens(business) == {"R-2026-000001": 0, "R-2026-000002": 5800}
    business.do(Seat.BACKOFFICE, ReversePayment(entry, today(business)))
    assert opens(business) == {"R-2026-000001": 7900, "R-2026-000002": 7900}
    assert balance(business) == 0
    check_ledger(business)
    with pytest.raises(NoPayment):
        business.do(Seat.BACKOFFICE, ReversePayment(entry, today(business)))


def test_what_was_paid_out_cannot_bounce(business: Business) -> None:
    customer = business.customer()
    rent(business, customer, business.product(transit_days=0))
    entry = pay(business, "R-2026-000001", "100.00", keeps_rest=True)
    all_of_it = Money.of("21.00")
    out = PayOutBalance(customer.customer_id, all_of_it, all_of_it, today(business), PaidBy.CASH)
    with pytest.raises(RefundOtherWay):
        business.do(Seat.OWNER, out)
    business.do(Seat.OWNER, replace(out, other_way_agreed=True))
    with pytest.raises(RestWasPaidOut):
        business.do(Seat.BACKOFFICE, ReversePayment(entry, today(business)))


def three_months_open(business: Business) -> CustomerId:
    """79.00 a month, three months, none of them paid."""
    customer = business.customer()
    rent(business, customer, business.product(transit_days=0))
    for _ in range(2):
        business.pass_days(31)
        bill(business)
    assert opens(business) == {f"R-2026-00000{n}": 7900 for n in (1, 2, 3)}
    return customer.customer_id


def test_a_balance_is_used_at_once_for_the_oldest_that_is_open(business: Business) -> None:
    """200.00 too much: 79.00 of the first, 79.00 of the second and 42.00 of the third month; 37.00 stay open."""
    customer_id = three_months_open(business)
    entry = pay(business, "R-2026-000001", "279.00", keeps_rest=True)
    business.do(Seat.BACKOFFICE, ReversePayment(entry, today(business)))
    pay(business, "R-2026-000003", "79.00")
    pay(business, "R-2026-000003", "50.00", keeps_rest=True)
    pay(business, "R-2026-000003", "70.00", keeps_rest=True)
    assert (opens(business), balance(business)) == (
        {"R-2026-000001": 7900, "R-2026-000002": 7900, "R-2026-000003": 0},
        12000,
    )
    before = entries(business)
    use = UseBalance(customer_id, Money.of("120.00"), Money.of("120.00"))
    done = business.do(Seat.BACKOFFICE, use)
    assert (done.amount, done.invoices, done.left) == (Money.of("120.00"), 2, Money(0))
    assert (opens(business)["R-2026-000001"], opens(business)["R-2026-000002"], balance(business)) == (0, 3800, 0)
    used = [("used", 5000, 0, -5000, 0), ("used", 2900, 0, -2900, 0), ("used", 4100, 0, -4100, 0)]
    assert entries(business) == [*before, *used], "the older part first: 50.00, then 70.00"
    check_ledger(business)
    for again, why in ((use, NothingToUse), (replace(use, amount_seen=Money(0), balance_seen=Money(0)), NothingToUse)):
        with pytest.raises(why):
            business.answer(Seat.BACKOFFICE, again)


def test_what_would_be_used_is_foretold_as_it_is_booked(business: Business) -> None:
    customer_id = three_months_open(business)
    pay(business, "R-2026-000003", "179.00", keeps_rest=True)
    database = business.connection(Seat.BACKOFFICE)
    [foretold] = balances_of(database, customer_id)
    told = [(each.document, each.open.minor, each.used.minor) for each in foretold.uses]
    assert told == [("R-2026-000001", 7900, 7900), ("R-2026-000002", 7900, 2100)]
    with pytest.raises(OpenChangedMeanwhile):
        business.answer(Seat.OWNER, UseBalance(customer_id, foretold.amount, Money.of("99.00")))
    done = business.do(Seat.OWNER, UseBalance(customer_id, foretold.amount, foretold.used))
    assert (done.amount, done.left) == (Money.of("100.00"), Money(0))
    assert [opens(business)[each.document] for each in foretold.uses] == [0, 5800]
    assert balances_of(database, customer_id)[0].uses == ()
    check_ledger(business)


def test_a_use_by_hand_is_taken_back_with_its_payment(business: Business) -> None:
    """The payment whose rest was used bounces: both invoices are open again."""
    customer_id = three_months_open(business)
    entry = pay(business, "R-2026-000003", "100.00", keeps_rest=True)
    business.do(Seat.BACKOFFICE, UseBalance(customer_id, Money.of("21.00"), Money.of("21.00")))
    assert opens(business)["R-2026-000001"] == 5800
    business.do(Seat.BACKOFFICE, ReversePayment(entry, today(business)))
    assert opens(business) == {f"R-2026-00000{n}": 7900 for n in (1, 2, 3)}
    check_ledger(business)


def test_a_pay_out_that_failed_is_balance_again_and_both_rows_stay(business: Business) -> None:
    """21.00 and 9.00 were too much; 25.00 paid out in one go come back in the two parts they were taken from."""
    customer = business.customer()
    rent(business, customer, business.product(transit_days=0))
    entry = pay(business, "R-2026-000001", "100.00", keeps_rest=True)
    pay(business, "R-2026-000001", "9.00", keeps_rest=True)
    day = today(business)
    out = PayOutBalance(customer.customer_id, Money.of("30.00"), Money.of("25.00"), day, account=IBAN)
    paid = business.do(Seat.BACKOFFICE, out)
    before = entries(business)
    assert before[2:] == [("pay_out", 0, 0, -2100, -2100), ("pay_out", 0, 0, -400, -400)]
    with pytest.raises(RestWasPaidOut):
        business.answer(Seat.BACKOFFICE, ReversePayment(entry, day))
    back = FailRefund(paid.refund_id, day, "Konto erloschen")
    for refused, why in (
        (replace(back, reason=" "), RefundReasonMissing),
        (replace(back, on=day + timedelta(days=1)), PaidInTheFuture),
        (replace(back, on=day - timedelta(days=1)), WentBackBefore),
    ):
        with pytest.raises(why):
            business.answer(Seat.BACKOFFICE, refused)
    assert business.do(Seat.BACKOFFICE, back).amount == Money.of("25.00")
    assert entries(business) == [*before, ("reversal", 0, 0, 2100, 2100), ("reversal", 0, 0, 400, 400)]
    assert balance(business) == 3000
    assert {"reference": "Konto erloschen"} in business.rows("SELECT reference FROM umlauf.settlement_personal")
    check_ledger(business)
    with pytest.raises(IllegalRefundTransition):
        business.answer(Seat.BACKOFFICE, back)
    business.do(Seat.BACKOFFICE, ReversePayment(entry, day))
    assert (balance(business), opens(business)) == (900, {"R-2026-000001": 7900})
    check_ledger(business)


def test_what_cannot_be_booked_is_refused_and_leaves_no_trace(business: Business) -> None:
    customer_id, rented = a_month_paid(business)
    give_back(business, rented, "10.00", today(business) + timedelta(days=20))
    bill(business)
    business.pass_days(31)
    bill(business)
    invoice, day = document(business, "R-2026-000002"), today(business)
    good = RecordPayment(invoice, Money.of("69.00"), Money.of("69.00"), day)
    note = document(business, "RK-2026-000001")
    before = entries(business)
    for refused, why in (
        (replace(good, amount=Money.of("70.00")), MoreThanOpen),
        (replace(good, amount=Money(0)), AmountNotPositive),
        (replace(good, open_seen=Money.of("79.00")), OpenChangedMeanwhile),
        (replace(good, paid_on=day + timedelta(days=1)), PaidInTheFuture),
        (replace(good, invoice_id=note), NotAnInvoice),
        (PayOutBalance(customer_id, Money(0), Money.of("1.00"), day, account=IBAN), MoreThanBalance),
        (PayOutBalance(customer_id, Money(0), Money.of("1.00"), day, account="DE03"), IbanWrong),
    ):
        with pytest.raises(why):
            business.answer(Seat.BACKOFFICE, refused)
    assert entries(business) == before
    business.do(Seat.BACKOFFICE, good)


def test_two_who_book_the_same_payment_at_once_book_it_once(business: Business) -> None:
    rent(business, business.customer(), business.product(transit_days=0))
    command = RecordPayment(document(business, "R-2026-000001"), Money.of("79.00"), Money.of("30.00"), today(business))
    for seat in (Seat.BACKOFFICE, Seat.OWNER):
        business.seat(seat)

    def book(seat: Seat) -> str:
        try:
            business.answer(seat, command)
        except OpenChangedMeanwhile as faster:
            return faster.code
        return "booked"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(book, (Seat.BACKOFFICE, Seat.OWNER))) == ["booked", "open_changed_meanwhile"]
    assert opens(business) == {"R-2026-000001": 4900}
    check_ledger(business)


def test_two_contracts_billed_at_once_use_a_balance_once(business: Business) -> None:
    """Two workers, one customer, one balance of 100.00: both invoices together use no more than that."""
    customer = business.customer()
    bike = business.product(transit_days=0)
    rented = [rent(business, customer, bike) for _ in range(2)]
    pay(business, "R-2026-000001", "179.00", keeps_rest=True)
    pay(business, "R-2026-000002", "79.00")
    business.pass_days(31)
    hands = [worker(business) for _ in rented]
    day = today(business)

    def run(number: int) -> None:
        only = (rented[number].contract_id,)
        hands[number](CommandId(uuid4()), BillCustomers((customer.customer_id,), day, contract_ids=only))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, range(2)))
    assert sum(opens(business).values()) == 2 * 7900 - 10000
    assert balance(business) == 0
    check_ledger(business)


@pytest.mark.parametrize(
    "spoilt",
    [
        {},
        {"settled_minor": 1},
        {"money_minor": 0, "settled_minor": 0},
        {"settled_minor": 8000, "money_minor": 8000},
        {"balance_minor": -100, "money_minor": 7800},
        {"customer_id": "other"},
        {"command_id": "other"},
        {"kind": "credit", "money_minor": 0, "credited_minor": 7900},
        {"kind": "anything"},
    ],
)
def test_the_database_itself_keeps_the_ledger(business: Business, spoilt: dict[str, object]) -> None:
    """A wrong entry is stopped, whoever writes it: not balanced, too much, below zero, another's, without a command."""
    customer = business.customer()
    rent(business, customer, business.product(transit_days=0))
    other = business.customer("Andere")
    row = {
        "id": uuid4(), "kind": "payment", "customer_id": customer.customer_id, "booked_on": today(business),
        "currency": "EUR", "settled_minor": 7900, "credited_minor": 0, "balance_minor": 0, "money_minor": 7900,
        "invoice_id": document(business, "R-2026-000001"), "command_id": UUID(int=5),
    }  # fmt: skip
    others = {"customer_id": other.customer_id, "command_id": UUID(int=6)}
    row |= {name: others.get(name, value) if value == "other" else value for name, value in spoilt.items()}
    _, person = business.seat(Seat.BACKOFFICE)
    with psycopg.connect(business.server.seat_dsn(Seat.BACKOFFICE, business.database)) as office:
        office.execute(
            "SELECT umlauf.begin_command(%s, 'RecordPayment', '{}', '', %s, now(), NULL, NULL, NULL)",
            (UUID(int=5), person),
        )
        names = ", ".join(row)
        values = ", ".join(f"%({name})s" for name in row)
        with pytest.raises(psycopg.Error) if spoilt else nullcontext():
            office.execute(f"INSERT INTO umlauf.settlement ({names}) VALUES ({values})", row)
        office.rollback()


def test_tonights_preview_shows_the_balance_that_the_run_will_use(business: Business) -> None:
    """Two contracts on one invoice of 158.00 and a balance of 100.01: each bears its half, to the cent."""
    customer = business.customer()
    bike = business.product(transit_days=0)
    for _ in range(2):
        rent(business, customer, bike)
    pay(business, "R-2026-000001", "179.01", keeps_rest=True)
    pay(business, "R-2026-000002", "79.00")
    other = business.customer("Andere")
    rent(business, other, bike)
    business.pass_days(31)
    part = office(business).preview_run(today(business)).part
    assert part.used == (Money.of("100.01"),)
    lines = sorted(part.lines, key=lambda line: line.number)
    assert [line.used for line in lines] == [Money.of("50.01"), Money.of("50.00"), None]
    assert [(bill.gross, bill.used, bill.left) for bill in lines[0].bills] == [
        (Money.of("158.00"), Money.of("100.01"), Money.of("57.99"))
    ]
    before = entries(business)
    bill(business)
    assert entries(business) == [*before, ("used", 10001, 0, -10001, 0)]
    assert sorted(opens(business).values()) == [0, 0, 5799, 7900, 7900]
    check_ledger(business)


def test_the_preview_counts_what_tonights_credit_notes_leave_over(business: Business) -> None:
    """150.00 are given back over two paid months as the third is due: the run's own credit notes pay its 79.00."""
    _, rented = a_month_paid(business)
    business.pass_days(31)
    bill(business)
    pay(business, "R-2026-000002", "79.00")
    business.pass_days(31)
    give_back(business, rented, "150.00", today(business) - timedelta(days=5))
    part = office(business).preview_run(today(business)).part
    bill(business)
    used = sum(-each[3] for each in entries(business) if each[0] == "used")
    assert (part.used, used) == ((Money.of("79.00"),), 7900)
    assert balance(business) == 7100
    check_ledger(business)
