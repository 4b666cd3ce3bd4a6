"""Why money did not come or went back, in classes that decide what follows. Providers map their codes onto these.

Source: RULES.md 1.7 (retries by class) and 3.6 (return codes to actions).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ReasonClass(StrEnum):
    """NO_FUNDS, LIMIT: later it may work. TECHNICAL: soon again, it counts as no attempt of the payer.

    NOT_SAID: the bank gives no reason. METHOD_WRONG, METHOD_ENDED, NO_MANDATE: only with another method or a new
    mandate. REFUSED_BY_PAYER, PAID_BACK_BY_BANK, DISPUTED: the payer does not want it; a person talks to them.
    NEEDS_CONFIRMATION: the payer has to be there. BLOCKED_BY_BANK: the payer's bank has to let it through.
    DECEASED: a person. OUR_DATA: we asked wrongly; mend it and ask again. DUPLICATE: stop, look at our own file.
    """

    NO_FUNDS = "no_funds"
    LIMIT = "limit"
    TECHNICAL = "technical"
    NOT_SAID = "not_said"
    METHOD_WRONG = "method_wrong"
    METHOD_ENDED = "method_ended"
    NO_MANDATE = "no_mandate"
    REFUSED_BY_PAYER = "refused_by_payer"
    PAID_BACK_BY_BANK = "paid_back_by_bank"
    DISPUTED = "disputed"
    NEEDS_CONFIRMATION = "needs_confirmation"
    BLOCKED_BY_BANK = "blocked_by_bank"
    DECEASED = "deceased"
    OUR_DATA = "our_data"
    DUPLICATE = "duplicate"


class NextStep(StrEnum):
    """RETRY: by the schedule. RETRY_ONCE: at most once more. RETRY_SOON: minutes, and it does not count.

    NEW_METHOD: the customer gets a link. CONFIRM: the customer gets a link to confirm this payment. PERSON: nothing
    happens by itself but a task.
    """

    RETRY = "retry"
    RETRY_ONCE = "retry_once"
    RETRY_SOON = "retry_soon"
    NEW_METHOD = "new_method"
    CONFIRM = "confirm"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Reason:
    """`code` as the provider or the bank says it ("AM04", "insufficient_funds"); `text` in its words, or ""."""

    of: ReasonClass
    code: str
    text: str = ""


FOLLOWS: Final[Mapping[ReasonClass, NextStep]] = {
    ReasonClass.NO_FUNDS: NextStep.RETRY,
    ReasonClass.LIMIT: NextStep.RETRY,
    ReasonClass.TECHNICAL: NextStep.RETRY_SOON,
    ReasonClass.NOT_SAID: NextStep.RETRY_ONCE,
    ReasonClass.METHOD_WRONG: NextStep.NEW_METHOD,
    ReasonClass.METHOD_ENDED: NextStep.NEW_METHOD,
    ReasonClass.NO_MANDATE: NextStep.NEW_METHOD,
    ReasonClass.REFUSED_BY_PAYER: NextStep.PERSON,
    ReasonClass.PAID_BACK_BY_BANK: NextStep.PERSON,
    ReasonClass.DISPUTED: NextStep.PERSON,
    ReasonClass.NEEDS_CONFIRMATION: NextStep.CONFIRM,
    ReasonClass.BLOCKED_BY_BANK: NextStep.NEW_METHOD,
    ReasonClass.DECEASED: NextStep.PERSON,
    ReasonClass.OUR_DATA: NextStep.PERSON,
    ReasonClass.DUPLICATE: NextStep.PERSON,
}
"""What a class asks for. MD06 (refund asked by the payer) and disputes are claimed by hand or by dunning."""

SEPA_REASONS: Final[Mapping[str, ReasonClass]] = {
    "AC01": ReasonClass.METHOD_WRONG,
    "AC04": ReasonClass.METHOD_ENDED,
    "AC06": ReasonClass.METHOD_ENDED,
    "AC13": ReasonClass.OUR_DATA,
    "AG01": ReasonClass.METHOD_WRONG,
    "AG02": ReasonClass.OUR_DATA,
    "AM04": ReasonClass.NO_FUNDS,
    "AM05": ReasonClass.DUPLICATE,
    "BE05": ReasonClass.OUR_DATA,
    "MD01": ReasonClass.NO_MANDATE,
    "MD02": ReasonClass.OUR_DATA,
    "MD06": ReasonClass.PAID_BACK_BY_BANK,
    "MD07": ReasonClass.DECEASED,
    "MS02": ReasonClass.REFUSED_BY_PAYER,
    "MS03": ReasonClass.NOT_SAID,
    "SL01": ReasonClass.BLOCKED_BY_BANK,
}
"""Source: RULES.md 3.6. In Germany AM04 and MD07 are mostly reported as MS03 (data protection)."""


def sepa_reason(code: str, text: str = "") -> Reason:
    """A code that we do not know is one whose reason is not said."""
    return Reason(SEPA_REASONS.get(code, ReasonClass.NOT_SAID), code, text)
