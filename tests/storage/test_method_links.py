"""A customer leaves a payment method by the link of a letter: made by the worker, told to whoever has the secret."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import psycopg
import pytest

from connectors.psp.stripe.notices import StripeReader, StripeSeal
from connectors.psp.stripe.provider import Stripe
from domain.application import Seat
from domain.contracts.payment import PaymentMethod
from domain.payments.attempt import MethodId
from domain.payments.keep_method import KeepMethod
from domain.payments.method_links import LinkStage, MethodLink
from domain.payments.notices import Notice
from domain.payments.provider import Outcome, ProviderName
from domain.payments.reasons import ReasonClass
from domain.settings.change_portal_settings import ChangePortalSettings
from domain.settings.portal import PortalSettings
from storage.method_setups import MethodSetups, opened_method
from storage.notices import put_in, take_notice
from tests.connectors.stripe_desk import KEY
from tests.connectors.stripe_fake.fake import StripeFake
from tests.connectors.test_stripe_news import SECRET, signed
from tests.scenarios.test_stories_of_stripe import BY_STRIPE
from tests.storage.business import Business
from tests.storage.intruder import at_the_seat
from tests.storage.payment_story import answer, billed, collecting, payer, plan, submit

PAGES = "https://kunden.radwerk.example"
CARD = MethodId(UUID(int=7))


class House:
    """A house with customers' pages that collects by Stripe, and one customer who was asked for a method."""

    def __init__(self, business: Business) -> None:
        business.clock.instant = datetime.now(UTC)  # a link counts by the database's own clock
        self.business, self.fake = business, StripeFake(business.clock)
        self.stripe = Stripe(KEY, business.clock, self.fake)
        collecting(business, collectors=BY_STRIPE, retry_days=(1,))
        business.do(Seat.OWNER, ChangePortalSettings(0, PortalSettings(address=PAGES)))
        self.who = payer(business)
        token, payer_id = self.fake.card()
        kept = KeepMethod(CARD, self.who.customer_id, PaymentMethod.CARD, ProviderName.STRIPE, "Visa •••• 0000")
        business.do(Seat.BACKOFFICE, replace(kept, token=token, payer=payer_id))
        self.pages = business.connection(Seat.PORTAL)
        worker = business.connection(Seat.WORKER)
        self.setups = MethodSetups(worker, self.run, {ProviderName.STRIPE: self.stripe}, PAGES)
        self.worker = worker

    def run(self, command_id, command):
        answer = self.business.answer(Seat.WORKER, command, command_id)
        self.business.follow(Seat.WORKER, command_id, command, answer.event)
        return answer.event

    def ask(self) -> str:
        """The secret, as it stands in the letter about a card that is charged no more."""
        invoice = billed(self.business, self.who)
        [attempt] = plan(self.business, invoice)
        submit(self.business, attempt)
        answer(self.business, attempt, Outcome.FAILED, ReasonClass.METHOD_ENDED)
        rows = self.business.rows("SELECT facts::text AS told FROM umlauf.outbox")
        [secret] = [found for row in rows for found in re.findall(rf"{PAGES}/method/(\w+)", row["told"])]
        return secret

    def link(self, secret: str) -> MethodLink:
        return opened_method(self.pages, secret)

    def jobs(self) -> list[UUID]:
        sql = (
            "SELECT args ->> 'ref' AS ref FROM umlauf_jobs.procrastinate_jobs WHERE task_name = 'umlauf:set_up_method'"
        )
        return [UUID(row["ref"]) for row in self.business.rows(sql)]

    def methods(self) -> list[str]:
        sql = "SELECT shown FROM umlauf.payment_method WHERE ended IS NULL AND provider = 'stripe'"
        return [row["shown"] for row in self.business.rows(sql)]


@pytest.fixture
def house(business: Business) -> House:
    return House(business)


def test_from_the_letter_to_the_method_that_pays(house: House) -> None:
    business, secret = house.business, house.ask()
    assert house.link(secret) == MethodLink(LinkStage.WAITING)
    assert house.link(secret) == MethodLink(LinkStage.WAITING)
    [request] = house.jobs()  # however often it is looked at
    house.setups.set_up(request)
    link = house.link(secret)
    page = house.fake.all("checkout.session")[0]
    assert link == MethodLink(LinkStage.OPEN, page["url"])
    assert (page["success_url"], page["metadata"]["umlauf_key"]) == (f"{PAGES}/method-left", str(request))
    assert house.setups.look_after() == 0
    house.fake.fill_in(page["id"])
    assert house.setups.look_after() == 1
    assert house.setups.look_after() == 0
    assert house.methods() == ["Visa •••• 4242"]
    assert house.link(secret) == MethodLink(LinkStage.DONE)
    [row] = business.rows("SELECT id FROM umlauf.invoice")
    assert len(plan(business, row["id"])) == 1  # and what was open is collected by it


def test_a_notice_keeps_the_method_at_once_and_only_once(house: House) -> None:
    secret = house.ask()
    house.link(secret)
    house.setups.set_up(house.jobs()[0])
    house.fake.fill_in(house.fake.all("checkout.session")[0]["id"])
    seal, now = StripeSeal(SECRET), house.business.clock.now()
    headers, body = signed(house.fake.events[-1], now)
    notice = Notice(UUID(int=1), seal.name, seal.look(headers, body, now), now, headers, body)
    assert put_in(house.pages, notice)
    readers = {seal.name: StripeReader(seal, lambda: house.stripe.desk)}
    assert take_notice(notice.id, house.worker, readers, house.run, house.setups.settled) == "told"
    assert house.setups.look_after() == 0
    assert house.methods() == ["Visa •••• 4242"]


def test_a_provider_that_is_away_is_asked_again(house: House) -> None:
    secret = house.ask()
    house.link(secret)
    house.fake.plan = {0: "down"}
    house.setups.set_up(house.jobs()[0])
    assert house.link(secret) == MethodLink(LinkStage.FAILED)
    house.business.rows("UPDATE umlauf.method_setup SET asked_at = asked_at - interval '1 minute' RETURNING ref")
    assert house.link(secret) == MethodLink(LinkStage.WAITING)
    assert len(house.jobs()) == 2
    house.setups.set_up(house.jobs()[1])
    assert house.link(secret).stage is LinkStage.OPEN
    gone = MethodSetups(house.worker, house.run, {}, PAGES)
    gone.set_up(house.jobs()[0])
    assert house.link(secret).stage is LinkStage.FAILED


def test_links_that_are_none_or_old(house: House) -> None:
    assert house.link("made up") == MethodLink(LinkStage.UNKNOWN)
    secret = house.ask()
    house.business.rows("UPDATE umlauf.method_request SET expires_on = current_date - 1 RETURNING id")
    assert house.link(secret) == MethodLink(LinkStage.EXPIRED)
    assert house.jobs() == []


def test_the_pages_login_sees_no_request_and_no_token(house: House) -> None:
    house.ask()
    with at_the_seat(house.business, Seat.PORTAL) as thief:
        for table in ("method_request", "method_setup", "payment_token", "payment_method"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                thief.run(f"SELECT * FROM umlauf.{table}")
            thief.connection.rollback()
        assert thief.run("SELECT stage, link FROM umlauf_own.open_method(%s)", b"guessed") == [
            {"stage": "unknown", "link": ""}
        ]
    for seat in (Seat.WAREHOUSE, Seat.BACKOFFICE):
        with at_the_seat(house.business, seat) as other, pytest.raises(psycopg.errors.InsufficientPrivilege):
            other.run("SELECT link FROM umlauf.method_setup")
