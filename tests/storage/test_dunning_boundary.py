"""A hand-written client on a seat's login: no level without its letter, no hand-over alone, no quiet write-off."""

from datetime import date
from uuid import UUID

import pytest

from domain.application import Seat
from domain.contracts.terms import ContractTerms
from domain.money import Money
from domain.period import Interval, Unit
from tests.storage.business import Business
from tests.storage.dunning_story import dun, invoice_ids
from tests.storage.intruder import Intruder, at_the_seat
from tests.storage.trade import rent, today

STEP = (
    "INSERT INTO umlauf.dunning_step (invoice_id, n, step, on_day, level, notice_id, actor_id, command_id)"
    " VALUES (%s, 0, %s, current_date, %s, (SELECT id FROM umlauf.dunning_notice ORDER BY level DESC LIMIT 1), %s, %s)"
)
CASE = (
    "INSERT INTO umlauf.collection_case (id, number, customer_id, currency, partner, total_minor, proposed_on, stage,"
    " proposed_by, command_id) SELECT %s, 'IN-1', customer_id, 'EUR', 'ich', 1, current_date, 'handed_over', %s, %s"
    " FROM umlauf.invoice LIMIT 1"
)
AGREE = (
    "INSERT INTO umlauf.collection_case_step (collection_case_id, n, step, on_day, taken_by, command_id)"
    " VALUES (%s, 1, 'agree', current_date, %s, %s)"
)
WRITE_OFF = (
    "INSERT INTO umlauf.settlement (id, kind, customer_id, booked_on, currency, settled_minor, credited_minor,"
    " balance_minor, money_minor, granted_minor, invoice_id, command_id) SELECT gen_random_uuid(), 'written_off',"
    " customer_id, current_date, 'EUR', %s, 0, 0, 0, %s, id, %s FROM umlauf.invoice ORDER BY gross_minor DESC LIMIT 1"
)


@pytest.fixture
def owed(business: Business) -> UUID:
    """1,190.00 with the first letter sent; the invoice."""
    customer = business.customer()
    yearly = ContractTerms(interval=Interval(Unit.YEAR))
    rent(business, customer, business.product(price="1190.00", terms=yearly))
    business.pass_days((date(2026, 2, 19) - today(business)).days)
    dun(business)
    return invoice_ids(business, customer.customer_id)[0]


def test_a_level_counts_with_its_letter_alone(business: Business, owed: UUID) -> None:
    with at_the_seat(business, Seat.BACKOFFICE) as office:
        for step, level, states in (
            ("write", 2, ("UM403",)),
            ("send", 1, ("UM409", "UM403")),
            ("send_last", 4, ("UM409",)),
            ("hand_over", 1, ("UM409",)),
        ):
            with office.refused(*states):
                office.run(STEP, owed, step, level, office.person, office.begin("NoteNoticeSent"))
        for act in (
            "UPDATE umlauf.dunning_item SET stage = 'final'",
            "UPDATE umlauf.dunning_notice SET fee_minor = 100",
            "DELETE FROM umlauf.dunning_step",
            "UPDATE umlauf.collection_case SET stage = 'paid'",
        ):
            with office.refused("42501"):
                office.run(act)
    with at_the_seat(business, Seat.WORKER) as worker, worker.refused("UM403", "UM409"):
        worker.run(STEP, owed, "write", 2, worker.person, worker.begin("RemindCustomer"))


def test_nobody_hands_over_alone_nor_writes_off_quietly(business: Business, owed: UUID) -> None:
    with at_the_seat(business, Seat.BACKOFFICE) as office:
        with office.refused("UM403"):
            _hand_over(office, owed)
        for minor, states in ((119000, ("UM403",)), (40000, ("UM403",))):
            with office.refused(*states):
                command = office.begin("WriteOffClaim")
                office.run(WRITE_OFF, minor, minor, command)
                office.end(command)
    rows = business.rows("SELECT coalesce(sum(settled_minor), 0) AS minor FROM umlauf.settlement")
    assert Money(int(rows[0]["minor"])) == Money(0)


def _hand_over(office: Intruder, invoice_id: UUID) -> None:
    """A case for a cent that holds an invoice of a thousand, proposed and agreed to by one login."""
    command = office.begin("ProposeCollection")
    office.run(CASE, command, office.person, command)
    office.run("INSERT INTO umlauf.collection_item (case_id, invoice_id) VALUES (%s, %s)", command, invoice_id)
    office.run(AGREE, command, office.person, command)
    office.end(command)
