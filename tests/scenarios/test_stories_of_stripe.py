"""Months with Stripe: a card that fails, a new method by link, a debit that settles and comes back, a reminder.

Stripe is our fake, judged by Stripe's own description; the books are a real Postgres. What Stripe has and what the
books say is the same in the end, wherever anything broke.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.psp.stripe.notices import StripeReader, StripeSeal
from connectors.psp.stripe.provider import Stripe
from domain.application import Command, Event, Seat
from domain.billing.settlement import EntryId
from domain.contracts.payment import PaymentMethod
from domain.ids import CommandId, CustomerId, new_uuid
from domain.money import Money
from domain.payments.attempt import MethodId
from domain.payments.collecting import Collector as Collecting
from domain.payments.keep_method import KeepMethod
from domain.payments.notices import Notice
from domain.payments.provider import AttemptId, Outcome, PayBackOrder, ProviderName, SetupAnswer, SetupOrder
from domain.payments.retry_payment import RetryPayment
from domain.settings.payments import Collector
from storage.collecting import PostgresCollectionBook
from storage.embedded import EmbeddedServer
from storage.jobs.payment_hands import PaymentHands
from storage.notices import put_in, take_notice
from tests.connectors.stripe_desk import HOME, KEY
from tests.connectors.stripe_fake.fake import FAULTS, StripeFake
from tests.connectors.test_stripe_news import SECRET, signed
from tests.storage.business import Business, open_business
from tests.storage.dunning_story import dun, letters
from tests.storage.payment_story import Payer, billed, collecting, money_in, payer, plan, still_open
from tests.storage.trade import check_books

BY_STRIPE = tuple(Collector(kind, ProviderName.STRIPE) for kind in (PaymentMethod.CARD, PaymentMethod.DIRECT_DEBIT))


class Crash(Exception):
    """The worker dies here."""


class House:
    """A business that collects by Stripe. `dies`: at which of the worker's next commands it dies, before or after."""

    def __init__(self, business: Business) -> None:
        self.business = business
        self.fake = StripeFake(business.clock)
        self.stripe = Stripe(KEY, business.clock, self.fake, HOME)
        self.book = PostgresCollectionBook(business.connection(Seat.WORKER))
        self.dies: dict[int, str] = {}
        self.commands = 0
        collecting(business, collectors=BY_STRIPE, retry_days=(3, 5), prenotice_days=2)

    def run(self, command: Command) -> Event:
        self.commands += 1
        dies = self.dies.pop(self.commands, "")
        if dies == "before":
            raise Crash
        done: Event = self.business.do(Seat.WORKER, command)
        if dies == "after":
            raise Crash
        return done

    def go(self) -> None:
        """One go of the worker, every five minutes."""
        self.business.clock.advance(timedelta(minutes=5))
        with suppress(Crash):
            worker = Collecting(self.stripe, self.book, self.run, self.business.clock)
            worker.listen()
            worker.collect()

    def hands(self) -> PaymentHands:
        """The worker's, for what is done at night."""
        worker = self.business.connection(Seat.WORKER)

        def run(_command_id: CommandId, command: Command) -> Event:
            return self.run(command)

        return PaymentHands(worker, run, {ProviderName.STRIPE: self.stripe}, self.business.clock, self.business.entropy)

    def days(self, days: int) -> None:
        for _ in range(days):
            self.business.pass_days(1)
            self.go()

    def keep(self, customer_id: CustomerId, kind: PaymentMethod, token: str, payer_id: str, shown: str) -> MethodId:
        method_id = MethodId(uuid4())
        kept = KeepMethod(method_id, customer_id, kind, ProviderName.STRIPE, shown, token=token, payer=payer_id)
        self.business.do(Seat.BACKOFFICE, kept)
        return method_id

    def card_of(self, who: Payer, *script: str) -> str:
        token, payer_id = self.fake.card(*script)
        self.keep(who.customer_id, PaymentMethod.CARD, token, payer_id, "Visa •••• 4242")
        return payer_id

    def tries(self, who: Payer) -> list[tuple[str, str]]:
        sql = (
            "SELECT status, coalesce(reason_code, '') AS why FROM umlauf.payment_attempt"
            " WHERE customer_id = %(id)s AND status <> 'withdrawn' ORDER BY planned_at"
        )
        return [(row["status"], row["why"]) for row in self.business.rows(sql, id=who.customer_id)]


@pytest.fixture
def house(business: Business) -> House:
    return House(business)


def test_from_a_declined_card_to_a_disputed_debit_and_the_first_reminder(house: House) -> None:
    business, fake = house.business, house.fake
    who = payer(business)
    payer_id = house.card_of(who, "insufficient_funds", "expired_card")
    invoice = billed(business, who)
    plan(business, invoice)
    house.go()
    assert house.tries(who) == [("failed", "insufficient_funds"), ("planned", "")]
    house.days(2)
    assert len(house.tries(who)) == 2
    house.days(1)  # three days after the first, as the owner wants it
    assert house.tries(who) == [("failed", "insufficient_funds"), ("failed", "expired_card")]
    assert (fake.charged, still_open(business, invoice)) == ([], Money.of("79.00"))

    done = _left_by_link(house, payer_id)
    assert done.method is not None
    house.keep(who.customer_id, PaymentMethod.DIRECT_DEBIT, done.method.token, done.method.payer, done.shown)
    business.do(Seat.BACKOFFICE, RetryPayment(invoice))
    house.days(4)
    assert house.tries(who)[-1][0] == "pending"
    debit = fake.all("payment_intent")[-1]
    fake.clear(debit["id"])
    house.go()
    assert (house.tries(who)[-1][0], still_open(business, invoice), money_in(business)) == ("settled", Money(0), 7900)

    house.days(30)
    fake.dispute(debit["id"], "debit_not_authorized")
    house.go()
    assert house.tries(who)[-1] == ("returned", "debit_not_authorized")
    assert (still_open(business, invoice), money_in(business)) == (Money.of("79.00"), 0)
    house.days(8)
    assert fake.charged == [(debit["id"], 7900), (debit["id"], -7900)]  # without a mandate nothing is tried again
    dun(business)
    assert [letter.debt for letter in letters(business, who.customer_id)] == [7900]
    check_books(business)


def _left_by_link(house: House, payer_id: str) -> SetupAnswer:
    """The customer follows the link and leaves an account on Stripe's page."""
    key = new_uuid(house.business.clock.now(), house.business.entropy)
    asked = SetupOrder(key, PaymentMethod.DIRECT_DEBIT, "Jonas Brückner", "jonas@example.org", payer_id)
    page = house.stripe.set_up(asked)
    assert (page.outcome, page.link.startswith("https://checkout.stripe.com/")) == (Outcome.NEEDS_CUSTOMER, True)
    house.fake.fill_in(page.ref)
    done = house.stripe.look_up_setup(key, page.ref)
    assert done is not None
    return done


def test_the_bank_wants_to_see_its_customer_and_the_customer_comes(house: House) -> None:
    who = payer(house.business)
    house.card_of(who, "authentication_required")
    invoice = billed(house.business, who)
    plan(house.business, invoice)
    house.go()
    [row] = house.business.rows("SELECT status, link FROM umlauf.payment_attempt")
    assert (row["status"], row["link"].startswith("https://hooks.stripe.com/")) == ("needs_customer", True)
    house.fake.confirm_by_payer(house.fake.all("payment_intent")[0]["id"])
    house.go()
    assert (house.tries(who), still_open(house.business, invoice)) == ([("settled", "")], Money(0))


def test_nobody_confirms_and_then_it_is_too_late_to(house: House) -> None:
    """After the days that the owner gives, the payment is taken back at Stripe before anything else is tried."""
    business, who = house.business, payer(house.business)
    house.card_of(who, "authentication_required")
    invoice = billed(business, who)
    plan(business, invoice)
    house.go()
    hands = house.hands()
    house.days(6)
    assert (hands.clear_waiting(), house.tries(who)) == (0, [("needs_customer", "")])
    house.days(2)
    house.fake.plan = {len(house.fake.asked): "down"}
    assert hands.clear_waiting() == 0
    assert hands.clear_waiting() == 1
    intent = house.fake.all("payment_intent")[0]
    assert (intent["status"], house.tries(who)) == ("canceled", [("failed", "canceled_abandoned")])
    assert plan(business, invoice) == ()  # the customer is asked for another method
    house.card_of(who)
    business.do(Seat.BACKOFFICE, RetryPayment(invoice))
    house.go()
    assert (house.fake.charged[-1][1], still_open(business, invoice)) == (7900, Money(0))


def test_an_answer_that_nobody_heard_is_asked_for(house: House) -> None:
    business, who = house.business, payer(house.business)
    token, payer_id = house.fake.account()
    house.keep(who.customer_id, PaymentMethod.DIRECT_DEBIT, token, payer_id, "DE •••• 3000")
    invoice = billed(business, who)
    plan(business, invoice)
    house.days(5)
    house.fake.clear(house.fake.all("payment_intent")[0]["id"])
    house.fake.events.clear()
    for each in house.fake.all("event"):
        del house.fake.stored[each["id"]]  # neither told nor remembered
    house.days(3)
    assert (house.hands().clear_waiting(), house.tries(who)[-1][0]) == (0, "pending")
    house.days(9)
    assert (house.hands().clear_waiting(), still_open(business, invoice)) == (1, Money(0))


def test_notice_and_poller_together_count_once(house: House) -> None:
    """A debit settles; Stripe posts it twice and the poller hears it too, before and after."""
    business, who = house.business, payer(house.business)
    token, payer_id = house.fake.account()
    house.keep(who.customer_id, PaymentMethod.DIRECT_DEBIT, token, payer_id, "DE •••• 3000")
    invoice = billed(business, who)
    plan(business, invoice)
    house.days(5)
    house.fake.clear(house.fake.all("payment_intent")[0]["id"])
    _posted(house)
    assert money_in(business) == 7900
    house.go()
    assert _posted(house) == []
    rows = business.rows("SELECT event_id FROM umlauf.provider_news WHERE provider = 'stripe'")
    assert len(rows) == len({row["event_id"] for row in rows}) == 2  # on its way, settled
    assert (money_in(business), still_open(business, invoice)) == (7900, Money(0))
    check_books(business)


def _posted(house: House) -> list[str]:
    """Stripe posts its newest event twice; the outcomes of what was kept."""
    business, seal = house.business, StripeSeal(SECRET)
    pages, now = business.connection(Seat.PORTAL), house.business.clock.now()
    headers, body = signed(house.fake.events[-1], now)
    made = [Notice(uuid4(), seal.name, seal.look(headers, body, now), now, headers, body) for _ in range(2)]
    kept = [each.id for each in made if put_in(pages, each)]
    readers = {seal.name: StripeReader(seal, lambda: house.stripe.desk)}
    worker = business.connection(Seat.WORKER)
    return [take_notice(each, worker, readers, lambda _id, command: house.run(command)) for each in kept]


def test_money_back_through_the_card(house: House) -> None:
    who = payer(house.business)
    house.card_of(who)
    invoice = billed(house.business, who)
    plan(house.business, invoice)
    house.go()
    [row] = house.business.rows("SELECT id, ref FROM umlauf.payment_attempt")
    entry = EntryId(new_uuid(house.business.clock.now(), house.business.entropy))
    order = PayBackOrder(entry, AttemptId(row["id"]), row["ref"], Money.of("9.00"), "Erstattung")
    assert [house.stripe.pay_back(order).outcome for _ in range(2)] == [Outcome.PAID_BACK] * 2
    assert [amount for _, amount in house.fake.charged] == [7900, -900]


@pytest.fixture(scope="module")
def long_house(server: EmbeddedServer, template: str) -> Iterator[House]:
    with open_business(server) as opened:
        yield House(opened)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    faults=st.dictionaries(st.integers(0, 12), st.sampled_from(FAULTS), max_size=6),
    deaths=st.dictionaries(st.integers(1, 8), st.sampled_from(["before", "after"]), max_size=3),
    script=st.lists(st.sampled_from(["ok", "insufficient_funds", "authentication_required"]), max_size=2),
    waits=st.lists(st.sampled_from([5, 200, 1600]), min_size=6, max_size=6),
)
def test_whatever_breaks_the_books_say_what_stripe_has(
    long_house: House, faults: dict[int, str], deaths: dict[int, str], script: list[str], waits: list[int]
) -> None:
    """Faults at every question to Stripe, deaths of the worker at every command, minutes or days between."""
    house, business, fake = long_house, long_house.business, long_house.fake
    who, before = payer(business), len(fake.charged)
    house.card_of(who, *script)
    invoice = billed(business, who)
    plan(business, invoice)
    fake.plan = {len(fake.asked) + nth: fault for nth, fault in faults.items()}
    house.dies = {house.commands + nth: when for nth, when in deaths.items()}
    for minutes in waits:
        house.go()
        business.clock.advance(timedelta(minutes=minutes))
    fake.plan, house.dies = {}, {}
    for _ in range(14):
        house.go()
        for intent in fake.all("payment_intent"):
            if intent["status"] == "requires_action":
                fake.confirm_by_payer(intent["id"])
        business.clock.advance(timedelta(hours=26))
    house.go()
    charged = [amount for _, amount in fake.charged[before:]]
    if house.tries(who)[-1] == ("failed", "authentication_required"):  # seen by the look-up: the customer is asked anew
        assert (charged, still_open(business, invoice)) == ([], Money.of("79.00"))
    else:
        assert (charged, still_open(business, invoice), house.tries(who)[-1][0]) == ([7900], Money(0), "settled")
    assert sum(amount for _, amount in fake.charged) == money_in(business)
