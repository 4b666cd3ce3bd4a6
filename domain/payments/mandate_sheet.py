"""Everything that a direct debit mandate says on paper, as facts. Source: EPC016-06, annex I."""

from dataclasses import dataclass
from datetime import date

from domain.payments.provider import Scheme


@dataclass(frozen=True, slots=True)
class MandateSheet:
    """`account` masked, as it is shown everywhere; `address` the payer's lines, where they are known."""

    reference: str
    creditor_id: str
    scheme: Scheme
    signed_on: date
    holder: str
    account: str
    language: str
    address: tuple[str, ...] = ()
