"""What the database insists on about places, quarantine and counts, tried with a client and no program in between."""

from uuid import UUID, uuid4

from domain.application import Seat
from domain.counts.agree_count import AgreeCount
from domain.counts.decide_lines import DecideLines
from domain.counts.finish_count import FinishCount
from domain.counts.model import Decided, Decision
from domain.counts.open_count import OpenCount
from domain.counts.scan_count import ScanCount
from domain.counts.take_back_scan import TakeBackScan
from domain.places.model import QuarantineReason
from domain.places.move_things import MoveThings
from domain.places.quarantine_place import QuarantinePlace
from domain.places.quarantine_things import QuarantineThings
from storage.queries.availability_facts import facts_of
from storage.queries.floor import FloorBook
from tests.storage.business import Business
from tests.storage.intruder import Intruder, at_the_seat
from tests.storage.trade import today

DENIED, SEAT, TABLE, STEP = ("42501",), ("UM403",), ("UM012",), ("UM409",)
_LEDGER = (
    "INSERT INTO umlauf.asset_event (asset_id, seq, kind, effective_at, actor_id, command_id, facts, status, readiness,"
    " condition, builds_on)"
    " VALUES (%s, %s, %s, now(), %s, %s, jsonb_build_object('reason', %s::text), %s, %s, 'unused', 0)"
)

_BACK = "INSERT INTO umlauf.count_scan (id, count_id, text, takes_back, command_id) VALUES (%s, %s, 'x', %s, %s)"


def _event(
    client: Intruder,
    asset: UUID,
    kind: str,
    *,
    seq: int,
    status: str = "in_stock",
    ready: str = "ready",
    reason: str = "other",
) -> None:
    command = client.begin("MoveThings")
    client.run(_LEDGER, asset, seq, kind, client.person, command, reason, status, ready)


def test_a_quarantine_ends_by_whoever_may_lift_it_alone(business: Business) -> None:
    place = business.place().place_id
    recalled, missing = business.receive(business.product(), "A", "B").asset_ids
    business.do(Seat.WAREHOUSE, QuarantineThings((recalled,), QuarantineReason.RECALL))
    business.do(Seat.WAREHOUSE, QuarantineThings((missing,), QuarantineReason.MISSING))
    with at_the_seat(business, Seat.WAREHOUSE) as client:
        for kind in ("moved", "inspection_passed", "labelled"):
            with client.refused(*TABLE):
                _event(client, recalled, kind, seq=3)
        with client.refused(*TABLE):
            _event(client, recalled, "reserved", seq=3, status="reserved", ready="quarantined")
        with client.refused(*TABLE):
            _event(client, recalled, "sold", seq=3, status="sold", ready="quarantined")
        with client.refused(*TABLE):
            _event(client, recalled, "quarantined", seq=3, ready="quarantined", reason="missing")
        with client.refused(*SEAT):
            _event(client, recalled, "lifted", seq=3)
        with client.refused(*SEAT):
            client.event(client.begin("MoveThings"), recalled, 3, "undone", "in_stock", {"seq": 2})
        _event(client, missing, "lifted", seq=3)
        client.connection.rollback()
        with client.refused(*DENIED):
            client.run("UPDATE umlauf.place SET name = 'X'")
        for step in ("close", "change", "reopen"):
            with client.refused(*SEAT):
                _place_step(client, place, step, "QuarantinePlace")
    business.do(Seat.WAREHOUSE, QuarantinePlace(place, QuarantineReason.HYGIENE))
    with at_the_seat(business, Seat.OWNER) as owner:
        with owner.refused(*DENIED):
            owner.run("UPDATE umlauf.place SET state = 'open', reason = NULL")
        with owner.refused(*STEP):
            _place_step(owner, place, "close")
    floor = FloorBook(business.connection(Seat.WAREHOUSE))
    depot, [asset, *_more] = floor.depot, business.rows("SELECT variant_id, store_id FROM umlauf.asset")
    office = business.connection(Seat.BACKOFFICE)
    day, variant = today(business), asset["variant_id"]
    assert floor.variant(variant).free == 0
    assert facts_of(office.read, [variant], asset["store_id"], day) == {}, "nobody is promised what is held back"
    assert [(row.asset.code, row.reason) for row in depot.held().rows] == [
        (business.rows("SELECT code FROM umlauf.asset WHERE id = %(id)s", id=each)[0]["code"], reason)
        for each, reason in ((recalled, QuarantineReason.RECALL), (missing, QuarantineReason.MISSING))
    ]


def test_a_count_above_the_limit_is_booked_by_two_people(business: Business) -> None:
    place = business.place().place_id
    [bike] = business.receive(business.product(), "A").asset_ids
    business.do(Seat.WAREHOUSE, MoveThings((bike,), place))
    count = business.do(Seat.WAREHOUSE, OpenCount(place)).count_id
    scan = business.do(Seat.POS, ScanCount(count, "4711-ABC")).scan_id
    with at_the_seat(business, Seat.WAREHOUSE) as client, client.refused(*SEAT):
        client.run(_BACK, uuid4(), count, scan, client.begin("TakeBackScan"))
    business.do(Seat.POS, TakeBackScan(count, scan))
    business.do(Seat.WAREHOUSE, FinishCount(count))
    with at_the_seat(business, Seat.WAREHOUSE) as client:
        for step in ("agree", "book"):
            with client.refused(*STEP):
                _count_step(client, count, step)
    business.do(Seat.WAREHOUSE, DecideLines(count, (Decided(1, Decision.LOST),)))
    [anna] = business.rows("SELECT person_id FROM umlauf.principal WHERE seat = 'backoffice'")
    with at_the_seat(business, Seat.WAREHOUSE) as client:
        for step in ("agree", "book"):
            with client.refused(*SEAT):
                _count_step(client, count, step)
        with client.refused(*SEAT):
            _count_step(client, count, "agree", actor=anna["person_id"])
        with client.refused(*DENIED):
            client.run("SELECT umlauf.count_worth(%s)", count)
        with client.refused(*DENIED):
            client.run("UPDATE umlauf.stock_count SET stage = 'booked'")
    business.do(Seat.BACKOFFICE, AgreeCount(count))
    business.do(Seat.WAREHOUSE, DecideLines(count, (Decided(1, Decision.SEARCH),)))
    with at_the_seat(business, Seat.WAREHOUSE) as client:
        with client.refused(*SEAT):
            _count_step(client, count, "book")
        with client.refused(*STEP):
            client.run(
                "INSERT INTO umlauf.count_scan (id, count_id, text, command_id) VALUES (%s, %s, 'x', %s)",
                uuid4(),
                count,
                client.begin("ScanCount"),
            )
    business.do(Seat.BACKOFFICE, AgreeCount(count))
    [mehmet] = business.rows("SELECT person_id FROM umlauf.principal WHERE seat = 'warehouse'")
    with at_the_seat(business, Seat.BACKOFFICE) as client:
        for actor in (None, mehmet["person_id"]):
            with client.refused(*SEAT):
                _count_step(client, count, "book", "AgreeCount", actor=actor)
    depot = FloorBook(business.connection(Seat.WAREHOUSE)).depot
    page = depot.count(str(count))
    assert (page.needs_second, page.agreed_by, page.row.differences, page.row.undecided) == (True, "Anna", 1, 0)
    assert [node.counting for node in depot.tree()] == [page.row.number]


def _count_step(
    client: Intruder, count: UUID, step: str, name: str = "BookCount", *, actor: UUID | None = None
) -> None:
    """`actor`: whom the workplace says it is."""
    client.run(
        "INSERT INTO umlauf.count_step (count_id, step, command_id) VALUES (%s, %s, %s)",
        count,
        step,
        client.begin(name, actor=actor),
    )


def _place_step(client: Intruder, place: UUID, step: str, name: str = "ClosePlace") -> None:
    client.run(
        "INSERT INTO umlauf.place_step (place_id, step, name, kind, command_id) VALUES (%s, %s, 'X', 'bin', %s)",
        place,
        step,
        client.begin(name),
    )
