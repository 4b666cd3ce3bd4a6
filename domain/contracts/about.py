"""What a one-off charge is about: what happened, to which thing, and what the customer reads on the invoice."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.errors import InvalidInput
from domain.ids import AssetId

LONGEST_MESSAGE: Final = 300


class ChargeMessageTooLong(InvalidInput):
    """The sentence would not fit under its line on the invoice."""

    code = "charge_message_too_long"


class ChargeCause(StrEnum):
    """What happened; codes for lists, histories and figures. The four of a late payment are written by dunning and by
    returned debits alone: they are damages, outside the scope of VAT. Postage is written by the order; it is taxed as
    what is sent: goods, or a hire."""

    DAMAGE = "damage"
    REPAIR = "repair"
    CLEANING = "cleaning"
    MISSING_PART = "missing_part"
    LATE = "late"
    LOSS = "loss"
    DUNNING_FEE = "dunning_fee"
    DEFAULT_INTEREST = "default_interest"
    DEFAULT_LUMP_SUM = "default_lump_sum"
    RETURN_FEE = "return_fee"
    POSTAGE_OF_GOODS = "postage_of_goods"
    POSTAGE_OF_HIRE = "postage_of_hire"
    OTHER = "other"


LATE_PAYMENT_CAUSES: Final = frozenset(
    {
        ChargeCause.DUNNING_FEE,
        ChargeCause.DEFAULT_INTEREST,
        ChargeCause.DEFAULT_LUMP_SUM,
        ChargeCause.RETURN_FEE,
    }
)
POSTAGE: Final = frozenset({ChargeCause.POSTAGE_OF_GOODS, ChargeCause.POSTAGE_OF_HIRE})


@dataclass(frozen=True, slots=True)
class About:
    """`asset_id` None: it concerns none of the things. `message` is printed under the line of the invoice, "": nothing.

    Raises ChargeMessageTooLong.
    """

    cause: ChargeCause = ChargeCause.OTHER
    asset_id: AssetId | None = None
    message: str = ""

    def __post_init__(self) -> None:
        if len(self.message) > LONGEST_MESSAGE:
            raise ChargeMessageTooLong(longest=LONGEST_MESSAGE)
