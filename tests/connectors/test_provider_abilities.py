"""What a provider cannot charge without the payer, no contract comes to depend on."""

import pytest

from connectors.psp.adyen import reading as adyen
from connectors.psp.mollie import reading as mollie
from connectors.psp.stripe import reading as stripe
from domain.contracts.payment import PaymentMethod
from domain.payments.abilities import ABILITIES
from domain.payments.methods import MethodNotCharged, check_recurring
from domain.payments.provider import ProviderName


def test_every_provider_says_what_it_can() -> None:
    assert set(ABILITIES) == set(ProviderName)
    assert all(each.recurring <= each.kinds for each in ABILITIES.values())
    known = {ProviderName.ADYEN: adyen.METHODS, ProviderName.MOLLIE: mollie.METHODS, ProviderName.STRIPE: stripe.KINDS}
    for provider, kinds in known.items():
        assert ABILITIES[provider].kinds == set(kinds), provider


@pytest.mark.parametrize(
    ("kind", "provider"),
    [
        (PaymentMethod.CARD, ProviderName.SEPA_FILES),
        (PaymentMethod.WALLET, ProviderName.STRIPE),
        (PaymentMethod.CASH, ProviderName.TRAINING),
        (PaymentMethod.TRANSFER, ProviderName.MOLLIE),
    ],
)
def test_what_is_not_charged_again_and_again_is_refused(kind: PaymentMethod, provider: ProviderName) -> None:
    with pytest.raises(MethodNotCharged):
        check_recurring(kind, provider)
    check_recurring(PaymentMethod.DIRECT_DEBIT, provider)
