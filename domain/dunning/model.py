"""An open item in dunning, what holds its letters back, and the letters: facts of the storage and of the run alike."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.customers.model import CustomerKind
from domain.dunning.interest import Interest, Owed
from domain.dunning.settings import LetterText
from domain.dunning.stages import Stage
from domain.errors import Conflict, InvalidInput, NotFound, RuleViolation
from domain.ids import ContractId, CustomerId, InvoiceId
from domain.money import Currency, Money, total

NoticeId = NewType("NoticeId", UUID)
HoldId = NewType("HoldId", UUID)

PREFIX: Final = "MA"
LONGEST_REASON: Final = 300


class UnknownNotice(NotFound):
    """No dunning letter of this id, or this role may not see it."""

    code = "unknown_notice"


class UnknownHold(NotFound):
    """Nothing of this id holds dunning back, or this role may not see it."""

    code = "unknown_hold"


class NoticeSent(Conflict):
    """The letter was sent already, or dropped."""

    code = "notice_sent"


class HoldOver(Conflict):
    """It holds nothing back any more."""

    code = "hold_over"


class DunningReasonMissing(InvalidInput):
    """Why has to be said: whoever looks next wants to know."""

    code = "dunning_reason_missing"


class DunningDayWrong(InvalidInput):
    """A promise names a day to come; a day until which something holds has not passed."""

    code = "dunning_day_wrong"


class HoldNeedsItem(InvalidInput):
    """An objection is about one invoice; an exemption about the customer."""

    code = "hold_needs_item"


class DunningBlocks(RuleViolation):
    """The customer owes money, and the letter of a level that stops changes was sent."""

    code = "dunning_blocks"


class HoldKind(StrEnum):
    """BLOCK: a person stops it. DISPUTE: the customer objects. EXEMPTION: never for this customer. PROMISE: the
    customer said until when they pay."""

    BLOCK = "block"
    DISPUTE = "dispute"
    EXEMPTION = "exemption"
    PROMISE = "promise"


class Spared(StrEnum):
    """Why no letter is written about an item."""

    BLOCKED = "blocked"
    DISPUTED = "disputed"
    EXEMPT = "exempt"
    PROMISED = "promised"
    CASE = "case"
    INSTALMENTS = "instalments"
    PAYMENT_PENDING = "payment_pending"
    LETTER_WAITS = "letter_waits"
    NOT_YET = "not_yet"
    BELOW_LEAST = "below_least"
    ALL_SENT = "all_sent"
    HANDED_OVER = "handed_over"
    ONLY_COSTS = "only_costs"


@dataclass(frozen=True, slots=True)
class Hold:
    """`invoice_id` None: for the whole customer. `until` None: until somebody lifts it; else with that day."""

    id: HoldId
    customer_id: CustomerId
    kind: HoldKind
    reason: str
    invoice_id: InvoiceId | None = None
    until: date | None = None

    def holds(self, invoice_id: InvoiceId, day: date) -> bool:
        is_about = self.invoice_id is None or self.invoice_id == invoice_id
        return is_about and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Item:
    """One invoice with something open. `owed`: what was open from which day on, in order. `level`: of the newest
    letter, 0: none. `sent_on`: when that was sent. `default_on`: the first day of a default by reminder. `claimed`:
    interest that stands on the books already. `is_claim`: it asks for costs and interest alone, so no letter of its own
    is written about it and it bears none."""

    invoice_id: InvoiceId
    number: str
    issued_on: date
    due_on: date
    gross: Money
    open: Money
    owed: tuple[Owed, ...] = ()
    contract_id: ContractId | None = None
    stage: Stage = Stage.NEW
    level: int = 0
    sent_on: date | None = None
    default_on: date | None = None
    claimed: Money = Money(0)  # noqa: RUF009 - frozen and made once
    has_lump_sum: bool = False
    is_claim: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """All open items of one customer, and what stands against letters about them.

    `pending`: a payment of them is planned, on its way, or nobody knows what became of it. `in_instalments`: a plan
    that is kept covers them. `has_case`: death or insolvency.
    """

    customer_id: CustomerId
    kind: CustomerKind
    items: tuple[Item, ...]
    holds: tuple[Hold, ...] = ()
    pending: frozenset[InvoiceId] = frozenset()
    in_instalments: frozenset[InvoiceId] = frozenset()
    has_case: bool = False


@dataclass(frozen=True, slots=True)
class ItemNotice:
    """What a letter says about one item: `level` is the one that it reaches. `interest` is what is claimed anew;
    `account` how all of it so far came about (None: none is claimed). `is_last`: no level follows."""

    item: Item
    level: int
    interest: Money
    lump_sum: Money
    account: Interest | None = None
    is_last: bool = False
    starts_default: bool = False
    blocks_changes: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """One letter to one customer in one currency, about all items that reach their next level.

    `level` is the highest of them, and how it speaks. `earlier`: costs and interest that were claimed before and are
    still open. `pay_until`: what it names.
    """

    customer_id: CustomerId
    currency: Currency
    items: tuple[ItemNotice, ...]
    level: int
    level_name: str
    text: LetterText
    fee: Money
    earlier: Money
    pay_until: date
    demands_unit: bool = False
    cancels: bool = False

    @property
    def interest(self) -> Money:
        return total((each.interest for each in self.items), self.currency)

    @property
    def lump_sum(self) -> Money:
        return total((each.lump_sum for each in self.items), self.currency)

    @property
    def claims(self) -> Money:
        """What this letter adds to what is owed."""
        return self.fee + self.interest + self.lump_sum

    @property
    def debt(self) -> Money:
        return total((each.item.open for each in self.items), self.currency)

    @property
    def to_pay(self) -> Money:
        return self.debt + self.earlier + self.claims

    @property
    def unknown_from(self) -> date | None:
        """From that day on no base rate is known; None: all are."""
        days = [each.account.unknown_from for each in self.items if each.account is not None]
        return min((day for day in days if day is not None), default=None)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Why there is no letter about an item now; `until`: the first day on which that may change by itself."""

    item: Item
    why: Spared
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a run would do for one customer today."""

    customer_id: CustomerId
    notices: tuple[Notice, ...] = ()
    skipped: tuple[Skipped, ...] = ()
