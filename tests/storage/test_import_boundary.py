"""Value of elsewhere enters the books by an import alone, whatever somebody tries with a client of their own."""

from uuid import UUID, uuid4

import pytest

from domain.application import Seat
from storage.queries.bookkeeping import Bookkeeping
from storage.queries.search import PostgresSearch
from tests.storage.business import Business
from tests.storage.import_story import tell_imports
from tests.storage.intruder import at_the_seat

DENIED, NOT_SO, WRONG, UNKNOWN = "42501", "UM403", "UM400", "UM404"
CREDIT = (
    "INSERT INTO umlauf.settlement (id, kind, customer_id, booked_on, currency, settled_minor, credited_minor,"
    " balance_minor, money_minor, granted_minor, command_id) VALUES (gen_random_uuid(), 'brought', %s, '2026-01-31',"
    " 'EUR', 0, 0, 900000, 0, 900000, %s)"
)
BRING = "SELECT umlauf.bring_document(%s, %s, %s, '2025-12-01', '2025-12-01', 'EUR', 'de', %s, 'x', %s, %s, %s)"


def bring(customer: UUID, command: UUID, number: str = "RE-1", minor: int = 100, line: UUID | None = None) -> tuple:
    return (BRING, uuid4(), customer, number, minor, None if line is None else uuid4(), line, command)


@pytest.mark.parametrize("seat", [Seat.BACKOFFICE, Seat.OWNER])
def test_outside_of_an_import_nobody_makes_value(business: Business, seat: Seat) -> None:
    customer = business.customer().customer_id
    with at_the_seat(business, seat) as intruder:
        with intruder.refused(NOT_SO):
            intruder.run(CREDIT, customer, intruder.begin("RecordPayment"))
        with intruder.refused(NOT_SO):
            intruder.run(*bring(customer, intruder.begin("RecordPayment")))
        for number, minor in (("R-2026-000017", 100), ("RE-2", 0), ("RE-3", -5), ("", 100)):
            with intruder.refused(WRONG):
                intruder.run(*bring(customer, intruder.begin("ImportBalances"), number, minor))
        with intruder.refused(UNKNOWN):
            intruder.run(*bring(customer, intruder.begin("ImportContracts"), line=uuid4()))
    assert business.rows("SELECT FROM umlauf.invoice") == business.rows("SELECT FROM umlauf.settlement") == []


@pytest.mark.parametrize("seat", [Seat.WAREHOUSE, Seat.POS, Seat.WORKER, Seat.AUDITOR, Seat.PORTAL])
def test_no_other_seat_brings_anything_along(business: Business, seat: Seat) -> None:
    customer = business.customer().customer_id
    with at_the_seat(business, seat) as intruder:
        with intruder.refused(DENIED):
            intruder.run(*bring(customer, uuid4()))
        for table in ("import_run", "import_part", "import_item", "import_template", "setup_mark"):
            with intruder.refused(DENIED):
                intruder.run(f"INSERT INTO umlauf.{table} DEFAULT VALUES")


def test_what_came_along_stays_as_it_came(business: Business) -> None:
    tell_imports(lambda command: business.do(Seat.OWNER, command), business)
    with at_the_seat(business, Seat.OWNER) as intruder:
        for table in ("import_run", "import_part", "import_item", "import_template", "setup_mark"):
            with intruder.refused(DENIED):
                intruder.run(f"DELETE FROM umlauf.{table}")
    for row in ("import_run SET rows = 1", "import_item SET digest = ''", "import_part SET made = 0"):
        with pytest.raises(Exception, match=r"never changed|append"):
            business.rows(f"UPDATE umlauf.{row} RETURNING 1")


def test_the_accountant_gets_nothing_twice_and_the_old_number_is_found(business: Business) -> None:
    tell_imports(lambda command: business.do(Seat.OWNER, command), business)
    assert Bookkeeping(business.connection(Seat.OWNER)).waiting_months() == ()
    [hit] = PostgresSearch(business.connection(Seat.BACKOFFICE), Seat.BACKOFFICE).search("V-7")
    assert hit.title.startswith("CT-")
