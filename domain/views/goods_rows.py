"""What the office sees of a contract's goods: what was sent, and what is expected to come and go out again."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.ids import ReturnId, ShipmentId
from domain.returns.model import Purpose
from domain.shipping.model import ShipmentCause, ShipmentStatus


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """`dispatched_at` None: it is here still. `arrived_on`: the day somebody knows of. `replaces` is the code of the
    thing in whose place it goes out, "" for none."""

    id: ShipmentId
    number: str
    cause: ShipmentCause
    status: ShipmentStatus
    dispatched_at: datetime | None
    arrived_on: date | None
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """A return of which nothing came yet. `things` are the codes, in order."""

    id: ReturnId
    number: str
    purpose: Purpose
    return_until: date | None
    things: tuple[str, ...]
