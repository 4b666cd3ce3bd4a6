"""What each provider can collect, and which of it again and again without the payer: asked before anything depends on
it. The connectors say the same of themselves, for they take it from here."""

from collections.abc import Mapping
from typing import Final

from domain.contracts.payment import PaymentMethod
from domain.payments.provider import Abilities, ProviderName

_BOTH: Final = frozenset({PaymentMethod.CARD, PaymentMethod.DIRECT_DEBIT})
_ALL: Final = _BOTH | {PaymentMethod.WALLET}
_ACCOUNTS: Final = frozenset({PaymentMethod.DIRECT_DEBIT})

ABILITIES: Final[Mapping[ProviderName, Abilities]] = {
    ProviderName.TRAINING: Abilities(kinds=_ALL, recurring=_ALL),
    ProviderName.SEPA_FILES: Abilities(
        kinds=_ACCOUNTS, recurring=_ACCOUNTS, pays_back=False, tells=False, together=20_000
    ),
    ProviderName.STRIPE: Abilities(kinds=_BOTH, recurring=_BOTH),
    ProviderName.MOLLIE: Abilities(kinds=_BOTH, recurring=_BOTH),
    ProviderName.ADYEN: Abilities(kinds=_BOTH, recurring=_BOTH, looks_up=False, tells=False),
}
