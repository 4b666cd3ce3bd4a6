"""Bills that wait: an owner who wants to look first, and a customer whose bills are held back while a claim is open."""

import secrets
from datetime import date, timedelta

import pytest

from domain.application import Seat
from domain.billing.hold_billing import HoldBilling, HoldDayWrong, HoldReasonMissing
from domain.billing.release_billing import BillingNotHeld, ReleaseBilling
from domain.billing.request_billing_run import RequestBillingRun
from domain.contracts.change_payment_terms import ChangePaymentTerms
from domain.contracts.payment import PaymentMethod
from domain.contracts.undo_change import UndoChange
from domain.ids import CommandId, new_uuid
from domain.money import Money
from domain.settings.billing import BillingSettings
from domain.settings.change_billing_settings import ChangeBillingSettings
from domain.views.billing import ReviewRow
from storage.queries.papers import invoice_sheet
from tests.storage.business import Business
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.queries.office import office
from tests.storage.trade import check_books, contract_of, invoices, lines, rent, today


def nights(business: Business, until: date) -> None:
    """The worker's run of each night up to a day."""
    hands = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    while today(business) < until:
        business.pass_days(1)
        hands.bill_today()
    hands.close()


def run_for(business: Business, *contracts: object) -> None:
    """The office's button, done by the worker."""
    known = CommandId(new_uuid(business.clock.now(), secrets.token_bytes))
    business.answer(Seat.BACKOFFICE, RequestBillingRun(today(business), contracts), known)
    hands = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    hands.follow_command(known)
    hands.close()


def issued(business: Business) -> list[tuple[str, str]]:
    """Day of the document and first day that it charges."""
    return [(row["issued_on"], lines(business, row["number"])[0]["first"]) for row in invoices(business)]


def waiting(business: Business) -> tuple[ReviewRow, ...]:
    return office(business).bills_in_review().rows


def test_an_owner_who_looks_first(business: Business) -> None:
    """Three days for review, from January to May: the first invoice goes out with the goods all the same, each further
    one three nights after it is due and with that day's date; what somebody releases is written at once; when the
    owner no longer wants to look, nothing is missing and nothing is double."""
    business.do(Seat.OWNER, ChangeBillingSettings(0, BillingSettings(review_days=3)))
    bike = business.product(transit_days=0)
    rented = rent(business, business.customer(), bike)
    other = rent(business, business.customer("Zweite"), bike)
    assert issued(business) == [("2026-01-31", "2026-01-31")] * 2
    nights(business, date(2026, 2, 28))
    assert len(issued(business)) == 2
    [one, two] = waiting(business)
    assert {one.line.contract_id, two.line.contract_id} == {rented.contract_id, other.contract_id}
    assert (one.due_since, one.issue_on) == (date(2026, 2, 28), date(2026, 3, 3))
    assert one.line.net == Money.of("66.39")
    run_for(business, other.contract_id)
    assert [row.line.contract_id for row in waiting(business)] == [rented.contract_id]
    tonight = office(business).preview_run(date(2026, 3, 1), is_nightly=True)
    assert (tonight.part.lines, tonight.due_until) == ((), date(2026, 2, 26))
    nights(business, date(2026, 3, 2))
    assert len(issued(business)) == 3
    nights(business, date(2026, 3, 3))
    assert issued(business)[2:] == [("2026-02-28", "2026-02-28"), ("2026-03-03", "2026-02-28")]
    nights(business, date(2026, 4, 3))
    assert issued(business)[4:] == [("2026-04-03", "2026-03-31")] * 2
    business.do(Seat.OWNER, ChangeBillingSettings(1, BillingSettings()))
    nights(business, date(2026, 5, 1))
    assert issued(business)[6:] == [("2026-04-30", "2026-04-30")] * 2
    assert waiting(business) == ()
    check_books(business)


def test_bills_held_back_while_a_claim_is_open(business: Business) -> None:
    """Held from February until 10 April: no run writes them, also not one that is asked for; a task says so. Then all
    that is due comes at once. The other contract is billed as ever. Held again, they are released by hand."""
    bike, customer = business.product(transit_days=0), business.customer()
    held, other = rent(business, customer, bike), rent(business, customer, bike)
    for until, reason, error in (
        (date(2026, 1, 31), "Klärung", HoldDayWrong), (date(2027, 3, 1), "Klärung", HoldDayWrong),
        (date(2026, 4, 10), " ", HoldReasonMissing),
    ):  # fmt: skip
        with pytest.raises(error):
            business.do(Seat.BACKOFFICE, HoldBilling(held.contract_id, until, reason))
    business.do(Seat.BACKOFFICE, HoldBilling(held.contract_id, date(2026, 4, 10), "Schaden ungeklärt"))
    [task] = business.rows("SELECT kind, subject, closed_at FROM umlauf.task")
    assert (task["kind"], task["subject"]) == ("billing_held", held.order.contract_number)
    nights(business, date(2026, 3, 1))
    run_for(business, held.contract_id)
    assert len(issued(business)) == 3
    [row] = waiting(business)
    assert row.held is not None
    assert (row.held.until, row.held.reason, row.held.who) == (date(2026, 4, 10), "Schaden ungeklärt", "Anna")
    assert row.issue_on == date(2026, 4, 10)
    nights(business, date(2026, 4, 9))
    assert len(issued(business)) == 4
    nights(business, date(2026, 4, 10))
    assert issued(business)[4:] == [("2026-04-10", "2026-02-28")]
    assert waiting(business) == ()
    with pytest.raises(BillingNotHeld):
        business.do(Seat.BACKOFFICE, ReleaseBilling(held.contract_id))
    business.do(Seat.BACKOFFICE, HoldBilling(other.contract_id, today(business) + timedelta(days=60), "Irrtum"))
    business.do(Seat.BACKOFFICE, ReleaseBilling(other.contract_id))
    [task] = business.rows("SELECT closed_at FROM umlauf.task WHERE subject = %(s)s", s=other.order.contract_number)
    assert task["closed_at"] is not None
    nights(business, date(2026, 4, 30))
    assert len(issued(business)) == 6
    check_books(business)


def test_a_customer_changes_how_they_pay(business: Business) -> None:
    """Transfer within 14 days, from March by direct debit within 5: two contracts share an invoice until one of them is
    paid otherwise, and again when the change is taken back. No paper says that we collect: there is no mandate."""
    bike, customer = business.product(transit_days=0), business.customer()
    one, other = rent(business, customer, bike), rent(business, customer, bike)
    nights(business, date(2026, 2, 28))
    assert len(invoices(business)) == 3
    business.pass_days(1)
    known = contract_of(business, one.contract_id)
    business.do(Seat.BACKOFFICE, ChangePaymentTerms(known.id, known.version, method=PaymentMethod.DIRECT_DEBIT, days=5))
    nights(business, date(2026, 3, 31))
    assert len(invoices(business)) == 5
    found = business.rows(
        "SELECT id, payment_method, due_on FROM umlauf.invoice WHERE issued_on = '2026-03-31' ORDER BY payment_method"
    )
    # Easter: 3 April is Good Friday, 6 April Easter Monday
    assert [(row["payment_method"], row["due_on"]) for row in found] == [
        ("direct_debit", date(2026, 4, 7)), ("transfer", date(2026, 4, 14)),
    ]  # fmt: skip
    sheet = invoice_sheet(business.connection(Seat.BACKOFFICE), found[0]["id"])
    assert sheet.payment == "debit_agreed"
    assert contract_of(business, other.contract_id).payment_terms == ()
    known = contract_of(business, one.contract_id)
    with pytest.raises(Exception, match="change_is_billed"):
        business.do(Seat.BACKOFFICE, UndoChange(known.id, known.version))
    back = ChangePaymentTerms(known.id, known.version, method=PaymentMethod.TRANSFER, days=14)
    business.do(Seat.BACKOFFICE, back)
    nights(business, date(2026, 4, 30))
    assert len(invoices(business)) == 6
    check_books(business)
