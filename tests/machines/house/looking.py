"""People look at pages while all this happens: whatever state things are in, they can be read."""

from contextlib import suppress

from domain.application import Seat
from domain.availability.forecast import Reason
from domain.contracts.parts import Pause
from domain.contracts.pause_contract import PauseContract
from storage.queries.availability import Availability
from storage.queries.floor import FloorBook
from storage.queries.office import OfficeBook
from tests.machines.house.world import Chances, House
from tests.storage.business import tax_rules


class Reader:
    """The office and the warehouse with their own rights."""

    def __init__(self, house: House) -> None:
        business = house.business
        self.office = OfficeBook(business.connection(Seat.BACKOFFICE), tax_rules(), business.clock)
        self.floor = FloorBook(business.connection(Seat.WAREHOUSE))
        self.free = Availability(business.connection(Seat.BACKOFFICE), business.clock)

    def _number(self, house: House, table: str) -> str | None:
        row = house.any_row(f"SELECT number FROM umlauf.{table} ORDER BY number")
        return None if row is None else str(row["number"])

    def a_contract(self, house: House) -> None:
        number = self._number(house, "contract")
        if number is not None:
            self.office.contract(number)

    def a_change_that_is_not_made(self, house: House) -> None:
        """A preview of a change writes nothing."""
        contract = house.any_contract("active")
        if contract is None:
            return
        before = house.rows("SELECT count(*) FROM umlauf.command")
        pause = PauseContract(contract.id, contract.version, "Frage", pause=Pause(house.day(0, 9)))
        with suppress(*house.refusals):
            self.office.preview_change(pause)
        assert house.rows("SELECT count(*) FROM umlauf.command") == before

    def a_customer(self, house: House) -> None:
        number = self._number(house, "customer")
        if number is not None:
            self.office.customer(number)

    def an_invoice(self, house: House) -> None:
        number = self._number(house, "invoice")
        if number is not None:
            self.office.invoice(number)

    def a_thing(self, house: House) -> None:
        row = house.any_row("SELECT code FROM umlauf.asset ORDER BY code")
        if row is not None:
            self.floor.asset(row["code"])

    def a_return(self, house: House) -> None:
        number = self._number(house, "return_case")
        if number is not None:
            self.floor.return_case(number)

    def what_is_free(self, house: House) -> None:
        """What stands on the shelf and may go out is what the page says."""
        for kind in self.free.kinds(""):
            [row] = house.rows(
                "SELECT count(*) AS here FROM umlauf.asset WHERE variant_id = %(id)s AND status = 'in_stock'"
                " AND readiness = 'ready'",
                id=kind.variant_id,
            )
            entries = self.free.kind(kind.sku).forecast.entries
            told = sum(entry.count for entry in entries if entry.reason is Reason.IN_STOCK)
            assert told == row["here"], kind

    def lists(self, house: House) -> None:
        self.floor.shipments()
        self.floor.returns()
        self.floor.refurbishments()
        self.floor.tasks()

    @property
    def steps(self) -> Chances:
        return (
            (2, self.a_contract),
            (1, self.a_change_that_is_not_made),
            (1, self.a_customer),
            (1, self.an_invoice),
            (2, self.a_thing),
            (1, self.a_return),
            (1, self.what_is_free),
            (1, self.lists),
        )
