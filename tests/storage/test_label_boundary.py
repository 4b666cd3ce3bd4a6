"""What labels look like is the owner's to say, whatever somebody tries with a client of their own."""

from uuid import uuid4

from domain.application import Seat
from tests.storage.business import Business
from tests.storage.intruder import at_the_seat

DENIED, WRONG = "42501", "23514"
TEMPLATE = (
    "INSERT INTO umlauf.label_template (id, version, name, subject, medium, code_type, fields, size, saved_at,"
    " actor_id, command_id) VALUES (%s, 1, 'x', %s, '{}', %s, '[]', %s, now(),"
    " (SELECT id FROM umlauf.person LIMIT 1), %s)"
)


def test_only_the_owner_writes_templates_and_none_that_nobody_can_read(business: Business) -> None:
    for seat in (Seat.WAREHOUSE, Seat.POS, Seat.BACKOFFICE, Seat.WORKER, Seat.AUDITOR, Seat.PORTAL):
        with at_the_seat(business, seat) as intruder, intruder.refused(DENIED):
            intruder.run(TEMPLATE, uuid4(), "thing", "qr", 70, uuid4())
    with at_the_seat(business, Seat.OWNER) as intruder:
        for subject, code_type, size in (("house", "qr", 70), ("thing", "ean", 70), ("thing", "qr", 10)):
            with intruder.refused(WRONG):
                intruder.run(TEMPLATE, uuid4(), subject, code_type, size, uuid4())
    assert business.rows("SELECT FROM umlauf.label_template") == []
