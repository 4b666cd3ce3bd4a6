"""What the owner decided about collecting money, as it is kept."""

from collections.abc import Mapping
from typing import Any, Final

from domain.settings.payments import PaymentSettings
from storage.codec import make_converter

PAYMENTS: Final = "payments"


def payments_from(stored: Mapping[str, Any] | None) -> PaymentSettings:
    """What a row from before does not hold is as the program has it."""
    return make_converter().structure({**payments_to(PaymentSettings()), **(stored or {})}, PaymentSettings)


def payments_to(settings: PaymentSettings) -> dict[str, Any]:
    written: dict[str, Any] = make_converter().unstructure(settings)
    return written
