"""What must hold in the house whatever was done. `always` after every step, `after_a_night` when all is billed."""

from collections import defaultdict
from uuid import UUID

from domain.assets.ledger import AssetEvent, state_of
from domain.assets.status import OUT, Kind, Status
from domain.billing.backlog import missing_periods
from domain.contracts.parts import PauseReason
from domain.ids import AssetId, CommandId, PersonId
from domain.settings.billing import BillingSettings
from tests.machines.house.sentences import AT_ONCE, HELD, PLACES, SAID_BEFORE, SENT_AGAIN
from tests.machines.house.world import House, Row
from tests.storage.trade import check_books, contract_of, differences

AXES = ("status", "readiness", "condition", "grade", "place_id", "holder_line_id", "seq", "effective_seq")
LINKS = (Status.RESERVED, Status.PACKED)
WORKSHOP = (Status.TO_REPAIR, Status.IN_REPAIR, Status.SENT_TO_SUPPLIER)


def always(house: House) -> None:
    """Cheap enough for every step."""
    found = house.rows(AT_ONCE)
    assert found == [], found
    assert house.complaint.heard == [], house.complaint.heard
    _every_thing_is_in_one_place(house)
    check_books(house.business)


def _every_thing_is_in_one_place(house: House) -> None:
    """With exactly one line, or in one parcel that asks for it, or here: never two of them."""
    for row in house.rows(PLACES):
        assert row["held"] == (1 if row["status"] in OUT else 0), row
        assert row["in_parcels"] == (1 if row["status"] in LINKS else 0), row
        assert row["in_work"] == (1 if row["status"] in WORKSHOP else 0), row
        if row["status"] in OUT:
            assert str(row["holder_line_id"]) == row["line"], row


def ledger(house: House) -> None:
    """Every thing is the fold of its events."""
    events: dict[UUID, list[AssetEvent]] = defaultdict(list)
    for row in house.rows("SELECT * FROM umlauf.asset_event ORDER BY asset_id, seq"):
        events[row["asset_id"]].append(_event(row))
    for row in house.rows("SELECT * FROM umlauf.asset"):
        folded = state_of(events[row["id"]])
        known = (folded.status, folded.readiness, folded.condition, folded.grade, folded.place_id, folded.holder)
        assert tuple(row[name] for name in AXES) == (*known, folded.seq, folded.effective_seq), row["code"]


def _event(row: Row) -> AssetEvent:
    return AssetEvent(
        AssetId(row["asset_id"]), row["seq"], Kind(row["kind"]), row["effective_at"], row["recorded_at"],
        PersonId(row["actor_id"]), CommandId(row["command_id"]), row["facts"],
    )  # fmt: skip


def after_a_night(house: House) -> None:
    """What is billed is what is owed, of every contract whose bills nobody holds back; and nobody is said to miss what
    they have."""
    ledger(house)
    for row in house.rows("SELECT id, number, held_until FROM umlauf.contract ORDER BY number"):
        if row["held_until"] is None or row["held_until"] <= house.today:
            left = differences(house.business, row["id"], house.today)
            waits = missing_periods(left) > BillingSettings().most_missing  # a person has to say that it is billed
            assert left == () or waits, f"{row['number']} is not billed to the end: {left}"
        _nobody_misses_what_is_there(house, row["id"])


def _nobody_misses_what_is_there(house: House, contract_id: UUID) -> None:
    contract = contract_of(house.business, contract_id)
    held = {str(row["line"]): row["pieces"] for row in house.rows(HELD, id=contract_id)}
    several = {str(row["line"]) for row in house.rows(SENT_AGAIN, id=contract_id)}
    said = [line_id for _, line_id in house.reported_missing]
    taken_over = {row["title"] for row in house.rows(SAID_BEFORE, id=contract_id, said=said)}
    for outage in contract.outages:
        if outage.until is not None or outage.reason is not PauseReason.REPAIR:
            continue
        if (contract_id, outage.line_id) in house.reported_missing or str(outage.line_id) in several:
            continue
        if contract.line(outage.line_id).title in taken_over:
            continue
        versions = contract.line(outage.line_id).versions
        wanted = max(int(each.quantity) for each in versions if each.quantity is not None)  # fewer since are still out
        assert held.get(str(outage.line_id), 0) < wanted, f"{contract.number} misses nothing: {outage}"


def in_the_end(house: House) -> None:
    """What was charged and not credited is what the timelines ask for: nobody is left for a person to look at."""
    for row in house.rows("SELECT id, number FROM umlauf.contract ORDER BY number"):
        left = differences(house.business, row["id"], house.today)
        assert left == (), f"{row['number']} is not billed to the end: {left}"
