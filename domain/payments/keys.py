"""The keys by which providers know us. They stand in a file of the station, never in the database."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from domain.errors import Unavailable


class KeysNotKept(Unavailable):
    """The file could not be written."""

    code = "keys_not_kept"


class KeyName(StrEnum):
    """NOTICES: what notices of that provider are signed with. ACCOUNT: whose they are there (no secret)."""

    STRIPE_KEY = "stripe_key"
    STRIPE_NOTICES = "stripe_notices"
    MOLLIE_KEY = "mollie_key"
    ADYEN_KEY = "adyen_key"
    ADYEN_NOTICES = "adyen_notices"
    ADYEN_ACCOUNT = "adyen_account"
    STRIPE_IDENTITY_KEY = "stripe_identity_key"
    STRIPE_IDENTITY_NOTICES = "stripe_identity_notices"


class PaymentKeys(Protocol):
    """Read anew each time."""

    def shown(self) -> Mapping[KeyName, str]:
        """Of those that are kept what may be shown: the last four characters."""
        ...

    def is_test(self, name: KeyName) -> bool:
        """Whether no real money moves by it."""
        ...

    def keep(self, name: KeyName, key: str) -> None:
        """ "" forgets it. Raises KeysNotKept."""
        ...
