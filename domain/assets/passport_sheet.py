"""The life of one asset, as facts: what its passport and its page show. Parts a role may not read are None."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.assets.status import Condition, Grade, Kind, Readiness, Status
from domain.money import Money
from domain.returns.model import Purpose


@dataclass(frozen=True, slots=True)
class PassportEvent:
    """One entry of the timeline. `at` is the effective instant (aware UTC).

    `person`, `place`, `customer` and `contract` are names or numbers as shown, None when there is none or the role may
    not read it. `reference` is the code of a shipment or return. `claimed` is what was claimed by a NOTED event,
    `undoes` the sequence number an UNDONE event takes back. `replaces` and `replaced_by` are codes of other things,
    `purpose` says what a return is for.
    """

    seq: int
    kind: Kind
    at: datetime
    person: str | None = None
    place: str | None = None
    customer: str | None = None
    contract: str | None = None
    reference: str | None = None
    condition: Condition | None = None
    grade: Grade | None = None
    minutes: int | None = None
    cost: Money | None = None
    reason: str | None = None
    claimed: Kind | None = None
    undoes: int | None = None
    replaces: str | None = None
    replaced_by: str | None = None
    purpose: Purpose | None = None


@dataclass(frozen=True, slots=True)
class PassportSheet:
    """`events` in the order of the timeline, latest first or last as the reader wants them: they are printed as given.

    `revenue`, `repair_cost` and `days_rented` None: this role may not read it, the section is left out.
    """

    code: str
    title: str
    variant: str
    serial: str | None
    status: Status
    readiness: Readiness
    condition: Condition
    grade: Grade | None
    place: str | None
    holder: str | None
    as_of: date
    events: tuple[PassportEvent, ...]
    revenue: Money | None = None
    repair_cost: Money | None = None
    days_rented: int | None = None
