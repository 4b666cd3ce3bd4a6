"""Attempts on a real Postgres: each answer, in whatever order it comes, leaves the books right."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from connectors.psp.training.bank import TrainingBank
from connectors.psp.training.behaviour import Behaviour, card_token
from connectors.psp.training.ledger import BankFile
from domain.application import Seat
from domain.contracts.payment import PaymentMethod
from domain.money import Money
from domain.payments.collecting import Collector
from domain.payments.end_method import EndMethod
from domain.payments.methods import EndReason
from domain.payments.provider import Answer, News, Outcome, ProviderName
from domain.payments.reasons import ReasonClass
from domain.payments.record_answer import RecordAnswer
from domain.payments.take_news import TakeNews
from storage.collecting import PostgresCollectionBook
from storage.repositories.swaps import SwapReader
from tests.storage.business import Business
from tests.storage.payment_story import (
    answer,
    balance,
    billed,
    collecting,
    money_in,
    payer,
    plan,
    status,
    still_open,
    submit,
    with_card,
)
from tests.storage.trade import today

EUR79 = Money.of("79.00")


def told(business: Business, event: str, outcome: Outcome, seconds: int = 0, **about: Any) -> TakeNews:
    at = business.clock.now() + timedelta(seconds=seconds)
    return TakeNews.of(News(ProviderName.TRAINING, event, at, Answer(outcome), **about))


def test_what_is_open_is_collected_once(business: Business) -> None:
    collecting(business)
    who = payer(business)
    invoice = billed(business, who)
    [attempt] = plan(business, invoice)
    assert plan(business, invoice) == ()
    assert submit(business, attempt) == (attempt,)
    assert submit(business, attempt) == ()
    moved = answer(business, attempt, Outcome.SETTLED, ref="ch_1")
    assert (moved.status, still_open(business, invoice), money_in(business)) == ("settled", Money(0), 7900)
    assert answer(business, attempt, Outcome.SETTLED).step == "note"
    assert plan(business, invoice) == ()
    assert money_in(business) == 7900
    [entry] = business.rows("SELECT paid_by, booked_on FROM umlauf.settlement")
    assert entry["paid_by"] == "card"


def test_news_may_come_doubled_late_and_out_of_order(business: Business) -> None:
    """Returned is heard before settled; before both, under an id that we do not know yet."""
    collecting(business)
    who = payer(business)
    invoice = billed(business, who)
    [attempt] = plan(business, invoice)
    submit(business, attempt)
    back = told(business, "e2", Outcome.RETURNED, 9, ref="ch_1")
    assert business.do(Seat.WORKER, back).moved is None
    assert not business.do(Seat.BACKOFFICE, back).is_new
    moved = answer(business, attempt, Outcome.PENDING, ref="ch_1")
    assert moved.waiting == ("e2",)
    assert (status(business, attempt), money_in(business)) == ("returned", 0)
    assert business.do(Seat.WORKER, told(business, "e1", Outcome.SETTLED, 5, key=attempt)).moved.step == "note"
    assert (status(business, attempt), money_in(business), still_open(business, invoice)) == ("returned", 0, EUR79)
    won = business.do(Seat.WORKER, told(business, "e3", Outcome.SETTLED, 20, key=attempt))
    assert (won.moved.status, money_in(business), still_open(business, invoice)) == ("settled", 7900, Money(0))


def test_a_failure_has_its_retry_and_a_late_success_takes_it_back(business: Business) -> None:
    collecting(business, retry_days=(3, 5))
    who = payer(business)
    invoice = billed(business, who)
    [first] = plan(business, invoice)
    submit(business, first)
    second = answer(business, first, Outcome.FAILED, ReasonClass.NO_FUNDS).next_id
    assert second is not None
    [row] = business.rows(
        "SELECT collect_on - planned_on AS d FROM umlauf.payment_attempt WHERE id = %(id)s", id=second
    )
    assert row["d"] == 3
    business.do(Seat.WORKER, told(business, "late", Outcome.SETTLED, key=first))
    assert (status(business, first), status(business, second)) == ("settled", "withdrawn")
    assert submit(business, second) == ()
    assert money_in(business) == 7900


def test_what_comes_twice_all_the_same_becomes_balance_and_goes_back_as_it_came(business: Business) -> None:
    collecting(business)
    who = payer(business)
    invoice = billed(business, who)
    [first] = plan(business, invoice)
    submit(business, first)
    second = answer(business, first, Outcome.FAILED, ReasonClass.NO_FUNDS).next_id
    assert second is not None
    business.pass_days(8)
    submit(business, second)
    business.do(Seat.WORKER, told(business, "late", Outcome.SETTLED, key=first))
    answer(business, second, Outcome.SETTLED)
    assert (balance(business, who.customer_id), money_in(business)) == (EUR79, 15800)
    business.do(Seat.WORKER, told(business, "back", Outcome.RETURNED, 9, key=second))
    assert (balance(business, who.customer_id), money_in(business)) == (Money(0), 7900)
    assert still_open(business, invoice) == Money(0)


def test_of_a_return_of_a_part_the_rest_stays(business: Business) -> None:
    collecting(business)
    who = payer(business)
    invoice = billed(business, who)
    [attempt] = plan(business, invoice)
    submit(business, attempt)
    answer(business, attempt, Outcome.SETTLED)
    business.pass_days(3)
    part = TakeNews(
        ProviderName.TRAINING, "d", business.clock.now(), Answer(Outcome.RETURNED, amount=Money.of("30.00")), attempt
    )
    business.do(Seat.WORKER, part)
    assert (still_open(business, invoice), money_in(business)) == (Money.of("30.00"), 4900)


def test_unknown_blocks_every_further_charge_of_the_contract(business: Business) -> None:
    collecting(business)
    who = payer(business)
    first = billed(business, who)
    [attempt] = plan(business, first)
    submit(business, attempt)
    answer(business, attempt, Outcome.UNKNOWN)
    business.pass_days(31)
    second = billed(business, who)
    assert second != first
    assert plan(business, second) == ()
    business.do(Seat.WORKER, RecordAnswer(attempt, None, business.clock.now()))
    assert status(business, attempt) == "planned"
    [other] = plan(business, second)
    assert set(submit(business, attempt, other)) == {attempt, other}


def test_a_method_that_ended_is_not_charged_and_a_new_one_is(business: Business) -> None:
    collecting(business)
    who = payer(business)
    invoice = billed(business, who)
    [attempt] = plan(business, invoice)
    submit(business, attempt)
    assert answer(business, attempt, Outcome.FAILED, ReasonClass.METHOD_ENDED).next_id is None
    assert plan(business, invoice) == ()
    with_card(business, who.customer_id)
    [again] = plan(business, invoice)
    submit(business, again)
    answer(business, again, Outcome.SETTLED)
    assert still_open(business, invoice) == Money(0)


def test_a_direct_debit_waits_for_its_announcement(business: Business) -> None:
    collecting(business, prenotice_days=14)
    who = payer(business, PaymentMethod.DIRECT_DEBIT)
    invoice = billed(business, who)
    [attempt] = plan(business, invoice)
    [row] = business.rows(
        "SELECT a.collect_on - i.issued_on AS d FROM umlauf.payment_attempt a"
        " JOIN umlauf.invoice i ON i.id = a.invoice_id"
    )
    assert row["d"] >= 14
    assert submit(business, attempt)
    [entry] = business.rows("SELECT t.token FROM umlauf.payment_token t")
    assert entry["token"].startswith("DE02")
    assert business.rows("SELECT reference FROM umlauf.mandate")[0]["reference"].startswith("MD-")


@pytest.mark.parametrize("seat", [Seat.BACKOFFICE, Seat.OWNER, Seat.WORKER])
def test_money_of_nothing_known_is_kept_for_later(business: Business, seat: Seat) -> None:
    kept = business.do(seat, told(business, str(uuid4()), Outcome.SETTLED, ref="foreign"))
    assert (kept.is_new, kept.moved, money_in(business)) == (True, None, 0)


def test_what_the_bank_takes_is_charged_on_where_the_owner_wants_it(business: Business) -> None:
    """Outside the scope of VAT, on the next bill; the house bears it otherwise."""
    collecting(business)
    who = payer(business, PaymentMethod.DIRECT_DEBIT)
    for wanted, expected in ((False, []), (True, [450])):
        if wanted:
            collecting(business, charges_return_fee=True)
        invoice = billed(business, who)
        [attempt] = plan(business, invoice)
        submit(business, attempt)
        answer(business, attempt, Outcome.SETTLED)
        back = Answer(Outcome.RETURNED, reason=None, fee=Money.of("4.50"))
        at = business.clock.now() + timedelta(hours=1)
        business.do(Seat.WORKER, TakeNews(ProviderName.TRAINING, f"back {wanted}", at, back, attempt))
        business.pass_days(31)
        billed(business, who)
        rows = business.rows("SELECT amount_minor, vat_minor FROM umlauf.invoice_line WHERE title LIKE 'Bankkosten%%'")
        assert [row["amount_minor"] for row in rows] == expected
        assert all(row["vat_minor"] == 0 for row in rows)


def test_what_nobody_confirms_is_given_up_after_the_owners_days(business: Business) -> None:
    collecting(business, confirm_days=7)
    who = payer(business)
    with_card(business, who.customer_id, card_token(Behaviour.CONFIRM))
    invoice = billed(business, who)
    plan(business, invoice)
    bank = TrainingBank(BankFile(), business.clock)
    book = PostgresCollectionBook(business.connection(Seat.WORKER))
    work = Collector(bank, book, lambda given: business.do(Seat.WORKER, given), business.clock)
    business.pass_days(3)
    work.collect()
    [row] = business.rows("SELECT id FROM umlauf.payment_attempt")
    for days, expected in ((6, "needs_customer"), (3, "failed")):
        business.pass_days(days)
        day = business.clock.now().date() - timedelta(days=7)
        work.give_up(book.unconfirmed(ProviderName.TRAINING, day))
        assert status(business, row["id"]) == expected
    bank.confirm(row["id"])
    work.listen()
    assert (status(business, row["id"]), still_open(business, invoice)) == ("settled", Money(0))


def test_an_account_is_erased_fourteen_months_after_it_was_of_use(business: Business) -> None:
    """So long a payer may object to a debit; who signed what is kept without it."""
    collecting(business)
    who = payer(business, PaymentMethod.DIRECT_DEBIT)
    kept = with_card(business, who.customer_id)
    business.do(Seat.BACKOFFICE, EndMethod(who.method_id, EndReason.REVOKED))
    book, day = PostgresCollectionBook(business.connection(Seat.WORKER)), business.clock.now().date()
    assert book.erase_old(day + timedelta(days=423)) == 0
    assert book.erase_old(day + timedelta(days=426)) == 1
    rows = business.rows("SELECT payment_method_id FROM umlauf.payment_token")
    assert [row["payment_method_id"] for row in rows] == [kept]
    assert business.rows("SELECT FROM umlauf.mandate_personal") == []
    assert len(business.rows("SELECT FROM umlauf.mandate")) == 1


def test_who_could_not_be_charged_swaps_nothing_until_it_is_paid(business: Business) -> None:
    collecting(business)
    who = payer(business)
    invoice = billed(business, who)
    [attempt] = plan(business, invoice)
    submit(business, attempt)
    swaps = SwapReader(business.connection(Seat.BACKOFFICE).read, lambda: today(business))
    assert swaps.bounced_on(who.customer_id) is None
    following = answer(business, attempt, Outcome.FAILED, ReasonClass.NO_FUNDS).next_id
    assert swaps.bounced_on(who.customer_id) == today(business)
    assert following is not None
    business.pass_days(8)
    submit(business, following)
    answer(business, following, Outcome.SETTLED)
    assert swaps.bounced_on(who.customer_id) is None
