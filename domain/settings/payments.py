"""What the owner decided about collecting money: by whom, when it is announced and fetched, and what follows a failure.

Source: RULES.md 1.7 (retries), 3.6 (pre-notification, lead time, creditor identifier).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.contracts.payment import PaymentMethod
from domain.errors import InvalidInput
from domain.payments.provider import ProviderName

MOST_DAYS: Final = 90
MOST_RETRIES: Final = 10
_CREDITOR: Final = re.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{3}[A-Z0-9]{1,28}")


class Informs(StrEnum):
    """Which failures a customer hears of: each, or only the one after which nothing more is tried. Both: also that
    a later attempt is planned."""

    EACH = "each"
    LAST = "last"


class PaymentSettingsWrong(InvalidInput):
    """Days are 0 to 90 and at most ten retries; a method is collected by one provider alone."""

    code = "payment_settings_wrong"


class CreditorIdWrong(InvalidInput):
    """Not the form of a creditor identifier, or its check digits do not fit. Source: EPC262-08."""

    code = "creditor_id_wrong"


@dataclass(frozen=True, slots=True)
class Collector:
    """Who collects what."""

    kind: PaymentMethod
    provider: ProviderName


@dataclass(frozen=True, slots=True)
class PaymentSettings:
    """Without a collector of its kind nothing is collected.

    `prenotice_days`: a direct debit is announced so many days before. `lead_days`: so many days before it is due the
    bank wants to have it. `retry_days`: days from each failure to the next attempt; as many retries as there are.
    `technical_tries`: what failed for technical reasons is tried again after 5, 10, 20 … minutes, so often.
    `lookback_days`: how old an invoice may be that nobody has tried to collect. `confirm_days`: how long a customer has
    to confirm. `before_dunning`: what the schedule has used up is tried once more on the day before each level of
    dunning that would follow. `failed_cycles`: after so many invoices whose attempts are used up the things of a
    contract are asked back (0: never). `link_days`: how long a link to a new method counts.

    Raises PaymentSettingsWrong, CreditorIdWrong.
    """

    collectors: tuple[Collector, ...] = ()
    creditor_id: str = ""
    prenotice_days: int = 14
    lead_days: int = 1
    retry_days: tuple[int, ...] = (8, 8)
    technical_tries: int = 8
    lookback_days: int = 15
    confirm_days: int = 7
    informs: Informs = Informs.EACH
    failed_cycles: int = 0
    charges_return_fee: bool = False
    link_days: int = 14
    before_dunning: bool = True

    def __post_init__(self) -> None:
        days = (self.prenotice_days, self.lead_days, self.lookback_days, self.confirm_days, self.link_days)
        kinds = [each.kind for each in self.collectors]
        if (
            not all(0 <= each <= MOST_DAYS for each in (*days, self.failed_cycles, self.technical_tries))
            or not all(1 <= each <= MOST_DAYS for each in self.retry_days)
            or len(self.retry_days) > MOST_RETRIES
            or len(set(kinds)) < len(kinds)
        ):
            raise PaymentSettingsWrong(most=MOST_DAYS)
        if self.creditor_id and not is_creditor_id(self.creditor_id):
            raise CreditorIdWrong(value=self.creditor_id)

    def provider(self, kind: PaymentMethod) -> ProviderName | None:
        """Who collects it; None: nobody."""
        return self._by_kind().get(kind)

    def _by_kind(self) -> Mapping[PaymentMethod, ProviderName]:
        return {each.kind: each.provider for each in self.collectors}


def is_creditor_id(text: str) -> bool:
    """Country, two check digits, three letters of the business, national number; without blanks. The letters of the
    business (ZZZ) do not count for the check digits."""
    if not _CREDITOR.fullmatch(text):
        return False
    digits = "".join(str(int(letter, 36)) for letter in text[7:] + text[:4])
    return int(digits) % 97 == 1
