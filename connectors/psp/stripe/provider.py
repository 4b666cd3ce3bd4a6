"""Stripe as a provider: cards and SEPA direct debits, of one account, by one key."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from connectors.psp.http import AnswerLost, Http, Secret, Wire
from connectors.psp.stripe.charging import Charging
from connectors.psp.stripe.news import NewsDesk
from connectors.psp.stripe.setups import Setups
from connectors.psp.stripe.wire import ADDRESS, Refusal, StripeWire
from domain.clock import Clock
from domain.payments.abilities import ABILITIES
from domain.payments.provider import (
    Answer,
    AttemptId,
    ChargeOrder,
    Collected,
    Heard,
    PayBackOrder,
    ProviderDown,
    ProviderName,
    ProviderRefusesUs,
    SetupAnswer,
    SetupOrder,
)

CAN: Final = ABILITIES[ProviderName.STRIPE]


class Stripe:
    """A Provider. `return_to`: the house's own page where payers come back to ("": none)."""

    name = ProviderName.STRIPE
    can = CAN

    def __init__(self, key: Secret, clock: Clock, http: Http | None = None, return_to: str = "") -> None:
        """Raises ProviderRefusesUs when `key` is no secret key of Stripe's."""
        self._wire = StripeWire(http or Wire(ADDRESS), key)
        self._charging = Charging(self._wire, clock, return_to)
        self._setups = Setups(self._wire, clock, return_to)
        self.desk = NewsDesk(self._wire, clock)

    @property
    def is_test(self) -> bool:
        """No money moves."""
        return self._wire.is_test

    def collect(self, orders: Sequence[ChargeOrder]) -> Collected:
        return self._charging.collect(orders)

    def look_up(self, key: AttemptId, ref: str) -> Answer | None:
        return self._charging.look_up(key, ref)

    def pay_back(self, order: PayBackOrder) -> Answer:
        return self._charging.pay_back(order)

    def cancel(self, ref: str) -> Answer | None:
        """Beyond the port: so that a payment that waits for its payer cannot be confirmed any more."""
        return self._charging.cancel(ref)

    def set_up(self, order: SetupOrder) -> SetupAnswer:
        return self._setups.set_up(order)

    def look_up_setup(self, key: UUID, ref: str) -> SetupAnswer | None:
        return self._setups.look_up(key, ref)

    def listen(self, cursor: str) -> Heard:
        return self.desk.listen(cursor)

    def greet(self) -> None:
        """Whether Stripe can be reached and takes our key. Raises ProviderDown, ProviderRefusesUs."""
        try:
            told = self._wire.get("balance")
        except AnswerLost as lost:
            raise ProviderDown(why=lost.why) from None
        if isinstance(told, Refusal):
            raise ProviderRefusesUs(why=told.code or told.kind)
