"""Returns (RMA): asked for or not, agreed, on their way, received line by line, inspected, closed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from domain.assets.status import Condition, Grade
from domain.errors import Conflict, RuleViolation
from domain.ids import AssetId, ContractId, ContractLineId, CustomerId, ReturnId
from domain.returns.stages import IllegalReturnStep, Stage, Step, after

StepFacts = Mapping[str, str | int]


class ReturnStatus(StrEnum):
    """How much of it is here, told by its lines: see `Return.status`. How far it is says `Return.stage`."""

    ANNOUNCED = "announced"
    PARTLY_RECEIVED = "partly_received"
    RECEIVED = "received"


class Purpose(StrEnum):
    """What a return is for. END: the customer is done with the thing. REPAIR: the same thing or one like it goes out
    again. REPLACEMENT: another one takes its place. RESEND: our parcel was not delivered, and is sent once more. LOAN:
    it was lent while the own one was repaired. Only END says anything about the contract (RULES.md 1.5)."""

    END = "end"
    REPAIR = "repair"
    REPLACEMENT = "replacement"
    RESEND = "resend"
    LOAN = "loan"


class AskedBy(StrEnum):
    """Where a return began. DAY: the contract's end came near."""

    PORTAL = "portal"
    OFFICE = "office"
    COUNTER = "counter"
    SCAN = "scan"
    DAY = "day"


class Way(StrEnum):
    """How the things come back."""

    LABEL = "label"
    DROP_OFF = "drop_off"
    PICK_UP = "pick_up"


class LineState(StrEnum):
    """OTHER: something else lay in the parcel instead."""

    EXPECTED = "expected"
    RECEIVED = "received"
    MISSING = "missing"
    OTHER = "other"


class NotOut(RuleViolation):
    """The thing is not with a customer, so it cannot come back."""

    code = "not_out"


class AlreadyTakenBack(Conflict):
    """This thing came back already and waits for inspection. Nothing changed."""

    code = "already_taken_back"


class AnnouncedAlready(Conflict):
    """This thing is announced for its return already: that has to be called off first."""

    code = "return_is_announced"


class NotOfThisReturn(RuleViolation):
    """The thing is not expected with this return, or it came already."""

    code = "not_of_this_return"


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One asset that is expected or came. `condition` and `grade` None: not asked yet.

    `contract_id` None: that of the return. `missing_at`: the parcel came without it. `other_asset_id` or `other_text`
    is what lay there instead: a thing of ours, or a code that is none.
    """

    asset_id: AssetId
    contract_line_id: ContractLineId
    received_at: datetime | None = None
    condition: Condition | None = None
    grade: Grade | None = None
    contract_id: ContractId | None = None
    missing_at: datetime | None = None
    other_asset_id: AssetId | None = None
    other_text: str = ""
    inspected_at: datetime | None = None

    @property
    def state(self) -> LineState:
        if self.received_at is not None:
            return LineState.RECEIVED
        if self.other_asset_id is not None or self.other_text:
            return LineState.OTHER
        return LineState.EXPECTED if self.missing_at is None else LineState.MISSING


@dataclass(frozen=True, slots=True)
class TakenStep:
    """One step of a return's way, and where it stood after it. `at` None: it is being taken by this command."""

    step: Step
    stage: Stage
    facts: StepFacts = field(default_factory=dict)
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """`number` is an own code (RT-…). `is_announced` False: the thing simply stood there.

    `contract_id` is the contract of its first line: a return may hold things of several. `return_until` is the last day
    by which it is expected, None when it came unannounced. `withdrawn_on`: nobody expects it any more.
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
    asked_by: AskedBy = AskedBy.OFFICE
    way: Way = Way.LABEL
    pick_up_on: date | None = None
    steps: tuple[TakenStep, ...] = ()

    @property
    def stage(self) -> Stage:
        return self.steps[-1].stage if self.steps else Stage.ANNOUNCED

    @property
    def status(self) -> ReturnStatus:
        received = sum(line.received_at is not None for line in self.lines)
        if received == 0:
            return ReturnStatus.ANNOUNCED
        return ReturnStatus.RECEIVED if received == len(self.lines) else ReturnStatus.PARTLY_RECEIVED

    @property
    def contracts(self) -> tuple[ContractId, ...]:
        """All whose things it holds, each once, the first one first."""
        return tuple(dict.fromkeys(line.contract_id or self.contract_id for line in self.lines))

    def line_of(self, asset_id: AssetId) -> ReturnLine | None:
        """None: this asset does not come with this return."""
        return next((line for line in self.lines if line.asset_id == asset_id), None)

    def of_contract(self, contract_id: ContractId) -> "Return":
        """Only what belongs to one contract."""
        lines = tuple(line for line in self.lines if (line.contract_id or self.contract_id) == contract_id)
        return replace(self, lines=lines)

    def stepped(self, step: Step, facts: StepFacts | None = None) -> "Return":
        """Raises IllegalReturnStep."""
        taken = TakenStep(step, after(self.stage, step), facts or {})
        return replace(self, steps=(*self.steps, taken))

    def withdrawn(self, step: Step, day: date, facts: StepFacts | None = None) -> "Return":
        """Not expected any more: by WITHDRAW, REFUSE or LAPSE. Raises IllegalReturnStep."""
        return replace(self.stepped(step, facts), withdrawn_on=day)

    def received(self, asset_id: AssetId, at: datetime, condition: Condition, grade: Grade | None) -> "Return":
        """This return with one line received. Raises IllegalReturnStep."""
        case = self._with_line(asset_id, lambda line: replace(line, received_at=at, condition=condition, grade=grade))
        return case._arrived(asset_id)

    def missing(self, asset_id: AssetId, at: datetime) -> "Return":
        """The parcel came without this thing. Raises IllegalReturnStep."""
        case = self._with_line(asset_id, lambda line: replace(line, missing_at=at))
        return case._arrived(asset_id, {"missing": str(asset_id)})

    def inspected(self, asset_id: AssetId, at: datetime) -> "Return":
        """Somebody looked at the thing; with the last one the return is inspected."""
        case = self._with_line(asset_id, lambda line: replace(line, inspected_at=at))
        is_done = all(line.inspected_at is not None for line in case.lines if line.received_at is not None)
        return case.stepped(Step.INSPECT) if is_done and case.stage is Stage.RECEIVED else case

    def with_other(self, asset_id: AssetId, at: datetime, other: AssetId | None, text: str) -> "Return":
        """Something else lay there instead of this thing. Raises IllegalReturnStep."""
        found = {"expected": str(asset_id), "found": text if other is None else str(other)}
        case = self._with_line(
            asset_id, lambda line: replace(line, missing_at=at, other_asset_id=other, other_text=text)
        )
        return case.stepped(Step.NOTE_OTHER, found)._arrived(asset_id)

    def expected_again(self, until: date, gone: frozenset[AssetId] = frozenset()) -> "Return":
        """Waited for until another day, also what was missing, unless it is `gone`. Raises IllegalReturnStep."""
        is_here = self.stage in (Stage.RECEIVED, Stage.INSPECTED)
        waited = [line for line in self.lines if line.received_at is None and line.asset_id not in gone]
        if (is_here or gone) and not waited:
            raise IllegalReturnStep(stage=self.stage, step=Step.EXTEND)
        lines = tuple(
            replace(line, missing_at=None, other_asset_id=None, other_text="") if line in waited else line
            for line in self.lines
        )
        case = self.stepped(Step.EXPECT_AGAIN if is_here else Step.EXTEND, {"until": until.isoformat()})
        return replace(case, lines=lines, return_until=until)

    def _with_line(self, asset_id: AssetId, changed: Callable[[ReturnLine], ReturnLine]) -> "Return":
        return replace(self, lines=tuple(changed(each) if each.asset_id == asset_id else each for each in self.lines))

    def _arrived(self, asset_id: AssetId, facts: StepFacts | None = None) -> "Return":
        decided = all(line.state is not LineState.EXPECTED for line in self.lines)
        is_all = decided and any(line.received_at is not None for line in self.lines)
        step = Step.RECEIVE_ALL if is_all else Step.RECEIVE_PART
        return self.stepped(step, facts or {"asset": str(asset_id)})
