"""What tests of Stripe begin with: the fake, our client before it, and orders."""

from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import UUID

from connectors.psp.http import Secret
from connectors.psp.stripe.provider import Stripe
from domain.billing.settlement import EntryId
from domain.clock import MovableClock
from domain.contracts.payment import PaymentMethod
from domain.ids import new_uuid
from domain.money import Money
from domain.payments.provider import AttemptId, ChargeOrder, MethodToken, PayBackOrder
from tests.connectors.stripe_fake.fake import StripeFake

KEY = Secret("sk_test_51Umlauf")
HOME = "https://radwerk.example/zahlung"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def desk(plan=None, return_to=HOME):
    """The fake and our client; the clock is the fake's."""
    clock = MovableClock(START)
    fake = StripeFake(clock, plan or {})
    return fake, Stripe(KEY, clock, fake, return_to)


def key_of(fake, seed):
    """A key born now."""
    return new_uuid(fake.clock.now(), lambda size: sha256(str(seed).encode()).digest()[:size])


def order(fake, method, seed=1, amount="29.90", kind=PaymentMethod.CARD, key: UUID | None = None, recurring=True):
    token, payer = method
    return ChargeOrder(
        key=AttemptId(key or key_of(fake, seed)),
        method=MethodToken(kind, token, payer, "Erika Muster"),
        amount=Money.of(amount),
        purpose="Radwerk Rechnung 2026-0042 für März",
        collect_on=date(2026, 3, 2),
        is_recurring=recurring,
    )


def debit(fake, method, **more):
    return order(fake, method, kind=PaymentMethod.DIRECT_DEBIT, **more)


def pay_back(fake, charged, answer, amount, seed="back"):
    key = EntryId(key_of(fake, seed))
    return PayBackOrder(key, charged.key, answer.ref, Money.of(amount), "Radwerk Erstattung")


def heard_of(stripe):
    """All that the poller hears until it is up to date, in order; nothing of it twice."""
    cursor, news = "", []
    while (heard := stripe.listen(cursor)).cursor != cursor:
        news += heard.news
        cursor = heard.cursor
    assert len({each.event_id for each in news}) == len(news)
    return news
