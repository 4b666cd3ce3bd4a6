"""Declarations that end a contract, as they came in from anywhere, and what people made of them.

What was received stays as it was: words, file, channel, instant. The words name persons, so they lie beside
(DECISIONS 15). Source: section 312k BGB; RULES.md 3.1 to 3.3.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NewType
from uuid import UUID

from domain.cancellations.stages import Stage, Step, after
from domain.clock import legal_day
from domain.errors import InvalidInput, NotFound
from domain.ids import ContractId

DeclarationId = NewType("DeclarationId", UUID)
StepFacts = Mapping[str, str]

LONGEST_WORDS: Final = 10_000
LONGEST_NAME: Final = 200
LONGEST_WHY: Final = 500


class Channel(StrEnum):
    """How it came. BUTTON: the page for cancelling that the law asks for (section 312k BGB)."""

    LETTER = "letter"
    EMAIL = "email"
    PHONE = "phone"
    BUTTON = "button"
    COUNTER = "counter"


class DeclaredKind(StrEnum):
    """What it means. EARLY: out before the minimum term, against the agreed fee."""

    ORDINARY = "ordinary"
    EARLY = "early"
    EXTRAORDINARY = "extraordinary"
    WITHDRAWAL = "withdrawal"


class UnknownDeclaration(NotFound):
    """There is no such declaration, or this seat may not see it."""

    code = "unknown_declaration"


class DeclarationEmpty(InvalidInput):
    """Neither words nor a file: nothing was declared."""

    code = "declaration_empty"


class DeclarationTooLong(InvalidInput):
    """More words than are kept; a longer text belongs into a file."""

    code = "declaration_too_long"


class ReceivedInFuture(InvalidInput):
    """Nothing was received at an instant that is still to come."""

    code = "declaration_from_the_future"


@dataclass(frozen=True, slots=True)
class Sender:
    """What the sender wrote, unchanged. `contract` is what they call their contract or customer number."""

    words: str = ""
    name: str = ""
    contract: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """What somebody of the office read out of it. `wanted_on` None: as soon as possible; else the last day asked for.

    `reason` is one of the owner's list; `why` the good reason of an extraordinary end, in words.
    """

    kind: DeclaredKind
    wanted_on: date | None = None
    reason: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class TakenStep:
    """`stage` is where it stands after it. `facts` are codes, numbers and days."""

    step: Step
    stage: Stage
    facts: StepFacts
    at: datetime


@dataclass(frozen=True, slots=True)
class Declaration:
    """`received_at` decides every deadline, whenever it is matched. `language` is that of letters to the sender."""

    id: DeclarationId
    number: str
    channel: Channel
    received_at: datetime
    language: str
    steps: tuple[TakenStep, ...]

    @property
    def stage(self) -> Stage:
        return self.steps[-1].stage

    @property
    def received_on(self) -> date:
        """The legal day of receipt."""
        return legal_day(self.received_at)

    @property
    def contract_id(self) -> ContractId | None:
        """Of the newest match; None: it has none, or it was opened again."""
        match = self._match
        return None if match is None else ContractId(UUID(match["contract"]))

    @property
    def declared(self) -> Declared | None:
        """As it was understood with the newest match."""
        match = self._match
        if match is None:
            return None
        wanted = match.get("wanted_on", "")
        day = date.fromisoformat(wanted) if wanted else None
        return Declared(DeclaredKind(match["kind"]), day, match.get("reason", ""), match.get("why", ""))

    @property
    def was_carried_out(self) -> bool:
        return any(each.step is Step.CARRY_OUT for each in self.steps)

    def stepped(self, step: Step, at: datetime, facts: StepFacts | None = None) -> "Declaration":
        """Raises IllegalDeclarationStep."""
        taken = TakenStep(step, after(self.stage, step), facts or {}, at)
        return replace(self, steps=(*self.steps, taken))

    @property
    def _match(self) -> StepFacts | None:
        for each in reversed(self.steps):
            if each.step is Step.REOPEN:
                return None
            if each.step is Step.MATCH:
                return each.facts
        return None


def received(
    declaration_id: DeclarationId, number: str, channel: Channel, *, received_at: datetime, language: str, at: datetime
) -> Declaration:
    """A new one; `at` is when it was entered."""
    first = TakenStep(Step.RECEIVE, Stage.UNMATCHED, {}, at)
    return Declaration(declaration_id, number, channel, received_at, language, (first,))


def match_facts(contract_id: ContractId, number: str, declared: Declared) -> StepFacts:
    """How a match is kept."""
    wanted = "" if declared.wanted_on is None else declared.wanted_on.isoformat()
    return {
        "contract": str(contract_id),
        "number": number,
        "kind": declared.kind.value,
        "wanted_on": wanted,
        "reason": declared.reason,
        "why": declared.why,
    }
