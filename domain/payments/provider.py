"""One port to everybody who collects money for us: a card service, a bank that takes files, the training bank.

A provider only asks and answers; what an answer means for invoices, retries and letters is decided here, by commands.
Source: RULES.md 1.7, 3.6.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType, Protocol, runtime_checkable
from uuid import UUID

from domain.billing.settlement import EntryId
from domain.contracts.payment import PaymentMethod
from domain.errors import InvalidInput, Unavailable
from domain.money import Money
from domain.payments.reasons import Reason

AttemptId = NewType("AttemptId", UUID)
"""Of one attempt to collect; the id of the command that asked for it, and the idempotency key at the provider."""


class ProviderName(StrEnum):
    """TRAINING: the embedded bank with good and bad days, for demo and training; no money moves."""

    TRAINING = "training"
    SEPA_FILES = "sepa_files"
    STRIPE = "stripe"
    MOLLIE = "mollie"
    ADYEN = "adyen"


class ProviderDown(Unavailable):
    """Nothing was asked: no connection, or refused before anything was read. The same question may be asked again."""

    code = "provider_down"


class ProviderRefusesUs(Unavailable):
    """Our key, account or request is refused: no customer's fault, and every further question would be refused too."""

    code = "provider_refuses_us"


class SignatureWrong(InvalidInput):
    """A notice that does not prove where it comes from, or is too old to be believed; nothing of it is kept."""

    code = "signature_wrong"


class Outcome(StrEnum):
    """PENDING: taken, the answer comes later. NEEDS_CUSTOMER: the payer has to confirm it. SETTLED of a direct debit
    is provisional for eight weeks. UNKNOWN: it may have happened; nothing more is charged until it is looked up.
    RETURNED: it was settled and came back (return debit, chargeback). PAID_BACK: a refund of ours has arrived.
    """

    PENDING = "pending"
    NEEDS_CUSTOMER = "needs_customer"
    SETTLED = "settled"
    FAILED = "failed"
    UNKNOWN = "unknown"
    RETURNED = "returned"
    PAID_BACK = "paid_back"


class Scheme(StrEnum):
    """Of SEPA direct debit: consumers pay by CORE alone."""

    CORE = "core"
    B2B = "b2b"


class DebitSequence(StrEnum):
    """Of a direct debit under one mandate. Source: EPC130-08, AT-21."""

    FIRST = "FRST"
    RECURRING = "RCUR"
    ONE_OFF = "OOFF"
    FINAL = "FNAL"


@dataclass(frozen=True, slots=True)
class MandateTerms:
    """What a bank wants to know of a mandate. `signed_on`: the day on the signature. `other_account`: under it another
    account was debited before, and the bank has not been told of this one yet.
    """

    reference: str
    signed_on: date
    scheme: Scheme = Scheme.CORE
    sequence: DebitSequence = DebitSequence.RECURRING
    other_account: bool = False


@dataclass(frozen=True, slots=True)
class MethodToken:
    """What the provider knows a payer's method by. Never a card number; for SEPA files `token` is the IBAN.

    `payer`: the provider's own id of the customer ("" where it has none). `holder`: the account's holder.
    """

    kind: PaymentMethod
    token: str
    payer: str = ""
    holder: str = ""
    bic: str = ""
    mandate: MandateTerms | None = None


@dataclass(frozen=True, slots=True)
class ChargeOrder:
    """One attempt to collect. `key` is the same however often it is told.

    `collect_on`: the day on which the payer's account is to be debited. `purpose`: what the payer's statement says.
    `is_recurring`: the payer is not there to confirm anything.
    """

    key: AttemptId
    method: MethodToken
    amount: Money
    purpose: str
    collect_on: date
    is_recurring: bool = True


@dataclass(frozen=True, slots=True)
class PayBackOrder:
    """Money back through the charge it came with. `charge_ref`: the provider's own id of that charge."""

    key: EntryId
    charge_key: AttemptId
    charge_ref: str
    amount: Money
    purpose: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one order. `ref`: the provider's own id ("" when none was given).

    `on`: the day of the money (None: not said). `amount` None: all that was asked for. `fee`: what the provider or a
    bank keeps (None: not said). `link`: where the payer goes to confirm.
    """

    outcome: Outcome
    ref: str = ""
    reason: Reason | None = None
    on: date | None = None
    amount: Money | None = None
    fee: Money | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class CollectionFile:
    """What a person carries to the bank. `message_id` and content are the same whenever the same orders are told."""

    name: str
    message_id: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Collected:
    """An answer for every order that was asked; one that is missing was not asked for at all, and may be told again."""

    answers: Mapping[AttemptId, Answer]
    files: tuple[CollectionFile, ...] = ()


@dataclass(frozen=True, slots=True)
class DebitAgreed:
    """A payer agreed with us to be debited: on paper, or by a click from `from_address` with `browser` ("" both)."""

    iban: str
    agreed_at: datetime
    from_address: str = ""
    browser: str = ""


@dataclass(frozen=True, slots=True)
class SetupOrder:
    """A payer is to leave a method for later charges. `return_to`: where their browser comes back ("": nowhere).

    `debit`: the mandate was given with us already, so nobody has to go anywhere (where the provider takes that).
    """

    key: UUID
    kind: PaymentMethod
    name: str
    mail: str
    payer: str = ""
    return_to: str = ""
    language: str = "de"
    debit: DebitAgreed | None = None


@dataclass(frozen=True, slots=True)
class SetupAnswer:
    """SETTLED: `method` can be charged from now on. PENDING or NEEDS_CUSTOMER: the payer goes to `link`.

    `shown`: what people know it by ("Visa •••• 4242"). `expires_on`: the last day of its month (None: never).
    """

    outcome: Outcome
    ref: str = ""
    method: MethodToken | None = None
    shown: str = ""
    expires_on: date | None = None
    link: str = ""
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class News:
    """Something a provider tells by itself. `event_id` is unique at the provider: heard twice, it counts once.

    About an attempt (`key`, or where the provider does not say it, `ref`), a pay-back (`pay_back_key`) or a method
    (`setup`). News may come late, twice and out of order: `at` is when it happened there.
    """

    provider: ProviderName
    event_id: str
    at: datetime
    answer: Answer | None = None
    key: AttemptId | None = None
    ref: str = ""
    pay_back_key: EntryId | None = None
    setup: SetupAnswer | None = None
    setup_key: UUID | None = None
    method_token: str = ""
    ends_method: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """News in the order they happened, and from where to ask on."""

    news: Sequence[News] = ()
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Abilities:
    """As data, so that a contract does not come to depend on what cannot be done.

    `kinds`: what it collects; `recurring`: those of them that it charges without the payer. `looks_up`: it knows what
    became of an order by our key. `pays_back`: a charge can be paid back through it. `tells`: `listen` hears of what
    happens later. `together`: orders that it takes in one go; whoever writes files puts those of a day into one.
    """

    kinds: frozenset[PaymentMethod]
    recurring: frozenset[PaymentMethod]
    looks_up: bool = True
    pays_back: bool = True
    tells: bool = True
    together: int = 200


class Provider(Protocol):
    """Whoever collects for us. All of it may be asked again with the same keys, and then does nothing twice."""

    @property
    def name(self) -> ProviderName: ...

    @property
    def can(self) -> Abilities: ...

    def collect(self, orders: Sequence[ChargeOrder]) -> Collected:
        """Asks for the money. An answer that is lost half-way is UNKNOWN for that order, never an error.

        Raises ProviderDown, ProviderRefusesUs: none of these orders was asked for.
        """
        ...

    def look_up(self, key: AttemptId, ref: str) -> Answer | None:
        """What became of an order. None: it never arrived. Raises ProviderDown, ProviderRefusesUs."""
        ...

    def pay_back(self, order: PayBackOrder) -> Answer:
        """UNKNOWN when the answer is lost. Raises ProviderDown, ProviderRefusesUs: nothing was asked."""
        ...

    def set_up(self, order: SetupOrder) -> SetupAnswer:
        """Raises ProviderDown, ProviderRefusesUs."""
        ...

    def look_up_setup(self, key: UUID, ref: str) -> SetupAnswer | None:
        """None: it never arrived. Raises ProviderDown, ProviderRefusesUs."""
        ...

    def listen(self, cursor: str) -> Heard:
        """What happened since; "" from the beginning that the provider remembers. For houses no notice can reach.

        Raises ProviderDown, ProviderRefusesUs.
        """
        ...


@runtime_checkable
class Cancels(Protocol):
    """A provider that can take back what waits for its payer."""

    def cancel(self, ref: str) -> Answer | None:
        """What it is from now on: FAILED where nobody can confirm it any more. None: there is no such payment.

        Raises ProviderDown, ProviderRefusesUs.
        """
        ...


class NoticeReader(Protocol):
    """Reads what a provider posts to us."""

    @property
    def name(self) -> ProviderName: ...

    def read(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Sequence[News]:
        """`headers` in lower case; `body` raw as it came. Empty: nothing that we care for.

        Raises SignatureWrong, InvalidInput when it cannot be read.
        """
        ...
