"""Declarations that end contracts as the office sees them: the list with its age, one with all that belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.cancellations.matching import Candidate, Suggestion
from domain.cancellations.model import Channel, Declaration, DeclarationId, DeclaredKind, Sender, StepFacts
from domain.cancellations.stages import Stage, Step
from domain.ids import ContractId, CustomerId
from domain.settings.cancellations import CancellationSettings
from domain.views.office_rows import Found, StoredPaper


class DeclarationFilter(StrEnum):
    """TO_MATCH: nobody knows yet whose it is. TO_CARRY_OUT: the contract is found and runs on."""

    OPEN = "open"
    TO_MATCH = "to_match"
    TO_CARRY_OUT = "to_carry_out"
    OVER = "over"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class DeclarationRow:
    """`name` is the sender's as written, else the customer's; `age` in days since receipt, None once it is decided."""

    id: DeclarationId
    number: str
    channel: Channel
    received_at: datetime
    stage: Stage
    name: str
    contract: str
    kind: DeclaredKind | None
    age: int | None


@dataclass(frozen=True, slots=True)
class DeclarationStep:
    step: Step
    stage: Stage
    at: datetime
    who: str
    facts: StepFacts


@dataclass(frozen=True, slots=True)
class DeclarationPage:
    """`contract` is the number of the matched one, "" for none. `others` are numbers of further declarations that were
    matched to the same contract and are not set aside. `suggestions` only while it may be matched."""

    row: DeclarationRow
    declaration: Declaration
    sender: Sender
    file_name: str
    taken_by: str
    contract_id: ContractId | None
    contract: str
    others: tuple[str, ...]
    steps: tuple[DeclarationStep, ...]
    suggestions: tuple[Suggestion, ...]
    settings: CancellationSettings


class ReasonGroup(StrEnum):
    """With whom it lies. UNSAID: nobody chose one. OLD: the owner took it off the list since."""

    CUSTOMER = "customer"
    OURS = "ours"
    OLD = "old"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One reason why contracts end. `ended` by it, `stayed`: it was named, and the contract goes on all the same.

    `share` of all that ended, in whole percent.
    """

    group: ReasonGroup
    reason: str
    ended: int
    stayed: int
    share: int


class DeclarationQuestions(Protocol):
    """What the pages of declarations ask."""

    def list(self, text: str, which: DeclarationFilter, limit: int = 200) -> Found[DeclarationRow]:
        """By number, name or contract; what waits longest first."""
        ...

    def page(self, ref: str) -> DeclarationPage:
        """By id or number. Raises UnknownDeclaration."""
        ...

    def candidates(self, words: str) -> Sequence[Candidate]:
        """Contracts by number or customer, for a person who looks for the right one."""
        ...

    def of_contract(self, contract_id: ContractId) -> Sequence[DeclarationRow]:
        """Matched to it, the newest first."""
        ...

    def of_customer(self, customer_id: CustomerId) -> Sequence[DeclarationRow]:
        """Matched to one of their contracts, the newest first."""
        ...

    def reasons(self, since: date | None, until: date | None) -> Sequence[ReasonRow]:
        """Of notices, withdrawals and ends by us on legal days in [since, until); the most frequent first."""
        ...

    def file(self, declaration_id: DeclarationId) -> StoredPaper:
        """What came with it. Raises UnknownDeclaration when nothing did."""
        ...
