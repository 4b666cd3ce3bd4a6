"""How many periods a contract is behind, and when a person has to be asked first. Source: BILLING.md, lesson 5."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from domain.billing.model import ChargeKind, Posting, Reason
from domain.contracts.model import Contract
from domain.errors import RuleViolation

_ANEW: Final = frozenset({Reason.CHANGE_CHARGE, Reason.DISCOUNT})


class Backlog(RuleViolation):
    """So much of a contract was never billed that a person should look at it first. The run holds it back."""

    code = "billing_backlog"


class NotBillable(RuleViolation):
    """The difference of a contract cannot be computed, for a reason that nobody foresaw. The others are billed."""

    code = "contract_not_billable"


def missing_periods(postings: Iterable[Posting]) -> int:
    """The periods that were never billed, of the line that is furthest behind. Parts of one period count once."""
    open_periods = {
        (posting.line.id, posting.due_on)
        for posting in postings
        if posting.kind is ChargeKind.PERIOD and not posting.is_credit and posting.reason not in _ANEW
    }
    return max(Counter(line_id for line_id, _ in open_periods).values(), default=0)


def refuse_backlog(contract: Contract, postings: tuple[Posting, ...], most: int) -> None:
    """`most` missing periods of one line are billed without asking. Raises Backlog."""
    if len(postings) <= most:
        return
    missing = missing_periods(postings)
    if missing > most:
        first = min(posting.period.start for posting in postings if not posting.is_credit)
        raise Backlog(contract=contract.number, periods=missing, since=first)
