"""Where an asset stands: three separate axes, and the one table of what may happen next.

Source: RULES.md 1.1; DECISIONS 1 and 2. The database refuses what this table does not hold (a migration copies it,
a test compares the two).
"""

from enum import StrEnum
from typing import Final

from domain.errors import RuleViolation


class Status(StrEnum):
    """Drives availability. Only IN_STOCK can be promised now."""

    NEW = "new"
    ORDERED = "ordered"
    IN_STOCK = "in_stock"
    RESERVED = "reserved"
    PACKED = "packed"
    RENTED = "rented"
    DUE_BACK = "due_back"
    RECEIVED = "received"
    TO_REPAIR = "to_repair"
    IN_REPAIR = "in_repair"
    SOLD = "sold"
    LOST = "lost"
    STOLEN = "stolen"
    RETIRED = "retired"
    SENT_TO_SUPPLIER = "sent_to_supplier"


class Readiness(StrEnum):
    """Whether the thing could go out as it stands there; NOT_READY after every receipt. QUARANTINED: somebody holds it
    back, and only lifting ends that, whatever else happens to it."""

    READY = "ready"
    NOT_READY = "not_ready"
    QUARANTINED = "quarantined"


class Condition(StrEnum):
    """Information about the thing; alone it never changes availability."""

    UNUSED = "unused"
    USED = "used"
    DAMAGED_REPAIRABLE = "damaged_repairable"
    DAMAGED_BEYOND_REPAIR = "damaged_beyond_repair"


class Grade(StrEnum):
    """How good a used thing looks, set at inspection: A like new … D only for spares."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


class Kind(StrEnum):
    """What happened. RECOVERED: whoever lost it has it again. PASSED_ON: somebody else's contract has it now.
    WRITTEN_OFF: it was gone already, and is worth nothing in the books. COUNTED: seen where it is to be, at a stock
    count. QUARANTINED, LIFTED: held back, and let go.
    NOTED and UNDONE stand outside the table: see `ledger.apply`."""

    ORDERED = "ordered"
    RECEIVED = "received"
    LABELLED = "labelled"
    MOVED = "moved"
    RESERVED = "reserved"
    RELEASED = "released"
    PACKED = "packed"
    UNPACKED = "unpacked"
    SHIPPED = "shipped"
    HANDED_OVER = "handed_over"
    RETURN_ANNOUNCED = "return_announced"
    RETURN_WITHDRAWN = "return_withdrawn"
    TAKEN_BACK = "taken_back"
    INSPECTION_PASSED = "inspection_passed"
    SENT_TO_REPAIR = "sent_to_repair"
    REPAIR_STARTED = "repair_started"
    REPAIR_PASSED = "repair_passed"
    RETIRED = "retired"
    SENT_TO_SUPPLIER = "sent_to_supplier"
    SOLD = "sold"
    LOST = "lost"
    STOLEN = "stolen"
    FOUND = "found"
    RECOVERED = "recovered"
    PASSED_ON = "passed_on"
    WRITTEN_OFF = "written_off"
    COUNTED = "counted"
    QUARANTINED = "quarantined"
    LIFTED = "lifted"
    NOTED = "noted"
    UNDONE = "undone"


_IN_HOUSE: Final = (Status.IN_STOCK, Status.RECEIVED, Status.TO_REPAIR, Status.IN_REPAIR)

TRANSITIONS: Final[dict[tuple[Status, Kind], Status]] = {
    (Status.NEW, Kind.ORDERED): Status.ORDERED,
    (Status.NEW, Kind.RECEIVED): Status.IN_STOCK,
    (Status.ORDERED, Kind.RECEIVED): Status.IN_STOCK,
    (Status.IN_STOCK, Kind.RESERVED): Status.RESERVED,
    (Status.RESERVED, Kind.RELEASED): Status.IN_STOCK,
    (Status.RESERVED, Kind.PACKED): Status.PACKED,
    (Status.PACKED, Kind.UNPACKED): Status.RESERVED,
    (Status.PACKED, Kind.SHIPPED): Status.RENTED,
    (Status.PACKED, Kind.HANDED_OVER): Status.RENTED,
    (Status.PACKED, Kind.SOLD): Status.SOLD,
    (Status.IN_STOCK, Kind.SOLD): Status.SOLD,
    (Status.IN_STOCK, Kind.LOST): Status.LOST,
    (Status.IN_STOCK, Kind.STOLEN): Status.STOLEN,
    (Status.IN_STOCK, Kind.RETIRED): Status.RETIRED,
    (Status.IN_STOCK, Kind.SENT_TO_REPAIR): Status.TO_REPAIR,
    (Status.RENTED, Kind.RETURN_ANNOUNCED): Status.DUE_BACK,
    (Status.DUE_BACK, Kind.RETURN_WITHDRAWN): Status.RENTED,
    (Status.RENTED, Kind.TAKEN_BACK): Status.RECEIVED,
    (Status.DUE_BACK, Kind.TAKEN_BACK): Status.RECEIVED,
    (Status.RENTED, Kind.SOLD): Status.SOLD,
    (Status.DUE_BACK, Kind.SOLD): Status.SOLD,
    (Status.RENTED, Kind.LOST): Status.LOST,
    (Status.RENTED, Kind.STOLEN): Status.STOLEN,
    (Status.DUE_BACK, Kind.LOST): Status.LOST,
    (Status.DUE_BACK, Kind.STOLEN): Status.STOLEN,
    (Status.RENTED, Kind.PASSED_ON): Status.RENTED,
    (Status.RECEIVED, Kind.INSPECTION_PASSED): Status.IN_STOCK,
    (Status.RECEIVED, Kind.SENT_TO_REPAIR): Status.TO_REPAIR,
    (Status.RECEIVED, Kind.RETIRED): Status.RETIRED,
    (Status.TO_REPAIR, Kind.REPAIR_STARTED): Status.IN_REPAIR,
    (Status.IN_REPAIR, Kind.REPAIR_PASSED): Status.IN_STOCK,
    (Status.IN_REPAIR, Kind.RETIRED): Status.RETIRED,
    (Status.IN_REPAIR, Kind.SENT_TO_SUPPLIER): Status.SENT_TO_SUPPLIER,
    (Status.SENT_TO_SUPPLIER, Kind.FOUND): Status.RECEIVED,
    (Status.SENT_TO_SUPPLIER, Kind.RETIRED): Status.RETIRED,
    (Status.LOST, Kind.FOUND): Status.RECEIVED,
    (Status.STOLEN, Kind.FOUND): Status.RECEIVED,
    (Status.LOST, Kind.RECOVERED): Status.RENTED,
    **{(gone, Kind.WRITTEN_OFF): gone for gone in (Status.LOST, Status.STOLEN, Status.RETIRED)},
    (Status.STOLEN, Kind.RECOVERED): Status.RENTED,
    (Status.LOST, Kind.SOLD): Status.SOLD,
    (Status.STOLEN, Kind.SOLD): Status.SOLD,
    **{(status, Kind.LABELLED): status for status in _IN_HOUSE},
    **{(status, Kind.MOVED): status for status in (*_IN_HOUSE, Status.RESERVED, Status.PACKED)},
    **{(status, Kind.COUNTED): status for status in (*_IN_HOUSE, Status.RESERVED, Status.PACKED)},
    **{(status, Kind.QUARANTINED): status for status in _IN_HOUSE},
    **{(status, Kind.LIFTED): status for status in _IN_HOUSE},
}

DAMAGED: Final = frozenset({Condition.DAMAGED_REPAIRABLE, Condition.DAMAGED_BEYOND_REPAIR})
"""Somebody has to decide who pays for it."""

OUT: Final = frozenset({Status.RENTED, Status.DUE_BACK})
"""The thing is with a customer."""

GONE: Final = frozenset({Status.SOLD, Status.LOST, Status.STOLEN, Status.RETIRED})
"""The thing is no longer ours to use."""


class IllegalTransition(RuleViolation):
    """The asset's present status does not allow this."""

    code = "illegal_asset_transition"


def after(status: Status, kind: Kind) -> Status:
    """The status that follows. Raises IllegalTransition for every pair that is not in the table."""
    try:
        return TRANSITIONS[status, kind]
    except KeyError:
        raise IllegalTransition(status=status, kind=kind) from None


def open_kinds(status: Status) -> frozenset[Kind]:
    """What may happen next, for buttons and for tests."""
    return frozenset(kind for (at, kind) in TRANSITIONS if at is status)
