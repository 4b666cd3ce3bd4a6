"""The door to the customers' pages as `main.py portal` opens it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from domain.application import Seat
from domain.billing.tax import TaxTable
from domain.clock import Clock
from domain.errors import Unavailable
from domain.handlers import HANDLERS
from storage.home import Home
from storage.portal.door import Door
from storage.portal.own import OwnDatabase
from storage.queries.house import read_house


class PortalLoginMissing(Unavailable):
    """The login is not that of the customers' pages: another one would show them more than is theirs."""

    code = "portal_login_missing"


@contextmanager
def opened_door(home: Home, table: TaxTable, clock: Clock) -> Iterator[Door]:
    """Raises PortalLoginMissing, NotFounded, DatabaseUnreachable."""
    revive = None if home.server is None else home.server.revive

    def connect() -> OwnDatabase:
        return OwnDatabase(home.conninfo(Seat.PORTAL), revive)

    with closing(connect()) as database:
        check_login(database)
        house = read_house(database, table)
    with closing(Door(connect, HANDLERS, clock, house.rules)) as door:
        yield door


def check_login(database: OwnDatabase) -> None:
    """A shared server is asked under whatever login was named. Raises PortalLoginMissing."""
    row = database.read_one(
        "SELECT pg_has_role('umlauf_portal', 'member') AND NOT pg_has_role('umlauf_worker', 'member')"
        " AND NOT pg_has_role('umlauf_backoffice', 'member') AND NOT pg_has_role('umlauf_owner', 'member') AS fits"
    )
    if row is None or not row["fits"]:
        raise PortalLoginMissing
