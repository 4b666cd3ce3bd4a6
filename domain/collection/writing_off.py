"""A claim that nobody will pay any more: how much of which VAT goes back to us.

The claim stays one in law, so the customer gets no document, and nothing is credited to them. What changes is the base
of the tax: it is corrected while the debt cannot be collected, and again when money comes after all.

Source: section 17 (2) no. 1 UStG.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from domain.billing.model import TaxCategory
from domain.errors import InvalidInput, RuleViolation
from domain.money import Money, half_up_exact


class WriteOffCause(StrEnum):
    """Why it will not be paid."""

    INSOLVENT = "insolvent"
    UNKNOWN_ADDRESS = "unknown_address"
    NOT_WORTH_IT = "not_worth_it"
    STATUTE_BARRED = "statute_barred"
    GOODWILL = "goodwill"
    COLLECTION_FAILED = "collection_failed"


class NothingToWriteOff(RuleViolation):
    """Nothing of the invoice is open."""

    code = "nothing_to_write_off"


class WriteOffNeedsOwner(RuleViolation):
    """Above the owner's amount only the owner's seat writes a claim off."""

    code = "claim_write_off_needs_owner"


class WriteOffNoteMissing(InvalidInput):
    """Why has to be said: the tax office asks."""

    code = "claim_write_off_note_missing"


class NotWrittenOff(RuleViolation):
    """The entry is no write-off, or was taken back before."""

    code = "claim_not_written_off"


@dataclass(frozen=True, slots=True)
class VatPart:
    """One category and rate of an invoice, or the part of it that is written off."""

    category: TaxCategory
    rate: Decimal
    net: Money
    vat: Money

    @property
    def gross(self) -> Money:
        return self.net + self.vat


def parts_of(groups: Sequence[VatPart], amount: Money) -> tuple[VatPart, ...]:
    """`amount` (with VAT) shared out among the groups of its invoice; the parts add up to it."""
    whole = amount.split([each.gross.minor for each in groups])
    found = []
    for group, part in zip(groups, whole, strict=True):
        share = Fraction(group.vat.minor * part.minor, group.gross.minor) if group.gross else Fraction(0)
        vat = Money(half_up_exact(share), part.currency)
        found.append(VatPart(group.category, group.rate, part - vat, vat))
    return tuple(each for each in found if each.gross)
