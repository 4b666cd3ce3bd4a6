"""Returns (RMA): announced or not, received line by line."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.assets.status import Condition, Grade
from domain.errors import Conflict, RuleViolation
from domain.ids import AssetId, ContractId, ContractLineId, CustomerId, ReturnId


class ReturnStatus(StrEnum):
    """Derived from its lines: see `Return.status`. Overdue is a view, not a status (RULES.md 1.4)."""

    ANNOUNCED = "announced"
    PARTLY_RECEIVED = "partly_received"
    RECEIVED = "received"


class Purpose(StrEnum):
    """What a return is for. END: the customer is done with the thing. REPAIR: the same thing or one like it goes out
    again. REPLACEMENT: another one takes its place. Only END says anything about the contract (RULES.md 1.5)."""

    END = "end"
    REPAIR = "repair"
    REPLACEMENT = "replacement"


class NotOut(RuleViolation):
    """The thing is not with a customer, so it cannot come back."""

    code = "not_out"


class AlreadyTakenBack(Conflict):
    """This thing came back already and waits for inspection. Nothing changed."""

    code = "already_taken_back"


class AnnouncedAlready(Conflict):
    """This thing is announced for its return already: that has to be called off first."""

    code = "return_is_announced"


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One asset that is expected or came. `condition` and `grade` None: not asked yet."""

    asset_id: AssetId
    contract_line_id: ContractLineId
    received_at: datetime | None = None
    condition: Condition | None = None
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """`number` is an own code (RT-…). `is_announced` False: the thing simply stood there.

    `return_until` is the last day by which it is expected, None when it came unannounced. `withdrawn_on`: nobody
    expects it any more (notice was taken back).
    """

    id: ReturnId
    number: str
    customer_id: CustomerId
    contract_id: ContractId
    announced_on: date
    return_until: date | None
    is_announced: bool
    reason: str
    lines: tuple[ReturnLine, ...]
    purpose: Purpose = Purpose.END
    withdrawn_on: date | None = None

    @property
    def status(self) -> ReturnStatus:
        received = sum(line.received_at is not None for line in self.lines)
        if received == 0:
            return ReturnStatus.ANNOUNCED
        return ReturnStatus.RECEIVED if received == len(self.lines) else ReturnStatus.PARTLY_RECEIVED

    def line_of(self, asset_id: AssetId) -> ReturnLine | None:
        """None: this asset does not come with this return."""
        return next((line for line in self.lines if line.asset_id == asset_id), None)

    def received(self, asset_id: AssetId, at: datetime, condition: Condition, grade: Grade | None) -> "Return":
        """This return with one line received."""
        return replace(
            self,
            lines=tuple(
                replace(line, received_at=at, condition=condition, grade=grade) if line.asset_id == asset_id else line
                for line in self.lines
            ),
        )
