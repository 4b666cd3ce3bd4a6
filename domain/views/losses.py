"""What the screens of losses, write-offs and customers' cases ask, and the rows that answer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.assets.status import Status
from domain.ids import AssetId, ContractId, CustomerId
from domain.losses.cases import CustomerCase
from domain.losses.claims_sheet import ClaimsSheet, OpenClaim
from domain.losses.model import Loss, LossKind, StepFacts
from domain.losses.settings import Cover, OnDeath
from domain.losses.stages import Stage, Step
from domain.losses.worth import InUse
from domain.losses.writing_off import WriteOff
from domain.money import Money


@dataclass(frozen=True, slots=True)
class LossRow:
    """`loss` None: the thing is gone, and nobody reported it (replaced, swapped, or missing for long). `cost`: what it
    was bought for, `charged` what the customer was asked for; `written_off`: it is out of the books."""

    loss: Loss | None
    kind: LossKind
    asset_id: AssetId
    code: str
    title: str
    asset_status: Status
    contract: str = ""
    customer: str = ""
    cost: Money | None = None
    charged: Money | None = None
    gone_on: date | None = None
    written_off: bool = False

    @property
    def stage(self) -> Stage | None:
        return None if self.loss is None else self.loss.stage


@dataclass(frozen=True, slots=True)
class LossStepRow:
    step: Step
    at: datetime
    who: str
    facts: StepFacts
    words: str = ""


@dataclass(frozen=True, slots=True)
class LossPage:
    """`worth`: by the table, None when nobody knows what it cost. `cover`: what insures it, None: nothing.
    `gives_back`: what the owner's rule proposes for a thing that turned up. `can_go_on`: its contract runs."""

    row: LossRow
    loss: Loss
    reported_at: datetime
    reported_by: str
    words: str
    steps: tuple[LossStepRow, ...]
    use: InUse
    worth: Money | None
    cover: Cover | None
    gives_back: bool
    can_go_on: bool


@dataclass(frozen=True, slots=True)
class OutRow:
    """A thing with a customer that may be reported as gone."""

    asset_id: AssetId
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class LossesOfContract:
    losses: tuple[LossRow, ...]
    out: tuple[OutRow, ...]
    has_cover: bool


@dataclass(frozen=True, slots=True)
class LossQuestion:
    """`stages` empty: all, with what nobody reported. `text` is looked for in numbers, codes and names."""

    text: str = ""
    stages: tuple[Stage, ...] = ()
    only_unreported: bool = False
    limit: int = 200


@dataclass(frozen=True, slots=True)
class WriteOffRow:
    write_off: WriteOff
    code: str
    title: str
    proposed_by: str
    approved_by: str = ""
    cost: Money | None = None


@dataclass(frozen=True, slots=True)
class ThingToWriteOff:
    """A thing that somebody is about to write off. `live`: its write-off that counts, None: there is none."""

    asset_id: AssetId
    code: str
    title: str
    status: Status
    cost: Money | None
    live: WriteOff | None


@dataclass(frozen=True, slots=True)
class CasePage:
    """The open case of a customer (None: there is none), and how many contracts run."""

    case: CustomerCase | None
    running: int
    earlier: tuple[CustomerCase, ...] = ()


class LossQuestions(Protocol):
    def losses(self, question: LossQuestion) -> tuple[LossRow, ...]:
        """Those with something to decide first, then the newest."""
        ...

    def page(self, ref: str) -> LossPage:
        """By number or id. Raises UnknownLoss."""
        ...

    def of_contract(self, contract_id: ContractId) -> LossesOfContract: ...

    def write_offs(self, text: str, statuses: tuple[str, ...], limit: int) -> tuple[WriteOffRow, ...]:
        """The newest first."""
        ...

    def to_write_off(self, ref: str) -> ThingToWriteOff:
        """By code or id. Raises UnknownAsset."""
        ...

    def case_of(self, customer_id: CustomerId) -> CasePage: ...

    def on_death(self) -> OnDeath:
        """What the owner proposes."""
        ...

    def open_claims(self, customer_id: CustomerId, day: date) -> tuple[OpenClaim, ...]:
        """What was open at the end of that day, the oldest first."""
        ...

    def claims_sheet(self, customer_id: CustomerId, today: date) -> ClaimsSheet:
        """The same as a paper for whoever stands in, with the things that are still there. Raises UnknownCase."""
        ...
