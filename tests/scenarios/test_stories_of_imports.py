"""A business changes over on a Monday: what runs elsewhere runs here, and the first bills are right to the cent.

Gross prices, 19 %: 79.00 / 1.19 = 66.39 net.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

from domain.application import Command, Seat
from domain.billing.bill_customers import BillCustomers
from domain.billing.settlement import DocumentState, EntryKind
from domain.catalog.add_product import NewPlan, NewVariant
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.contracts.payment import PaymentMethod
from domain.contracts.reach_day import ReachDay
from domain.contracts.settle_deposit import SettleDeposit
from domain.contracts.terminate_contract import TerminateContract
from domain.contracts.terms import ContractTerms
from domain.customers.model import Address, CustomerKind, PersonalData
from domain.imports.contract_rows import ContractItem, ContractRow
from domain.imports.import_assets import AssetRow, ImportAssets
from domain.imports.import_balances import BalanceRow, ImportBalances
from domain.imports.import_contracts import ImportContracts
from domain.imports.import_customers import CustomerRow, ImportCustomers
from domain.imports.import_products import ImportProducts, ProductRow
from domain.imports.import_stock import ImportStock, StockRow
from domain.imports.model import ImportKind, ImportRunId, Origin, Outcome, RowsImported
from domain.imports.start_import import StartImport
from domain.money import Money
from domain.period import Interval, Unit
from storage.queries.office import OfficeBook
from tests.storage.business import Business, tax_rules

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SOURCE = "Altsystem"
DEPOSIT = Money.of("150.00")


def origin(business: Business, kind: ImportKind) -> Origin:
    run_id = ImportRunId(uuid4())
    business.do(Seat.OWNER, StartImport(run_id, kind, SOURCE, f"{kind}.csv", "0" * 64, 9))
    return Origin(run_id, SOURCE)


def brought(business: Business, command: Command) -> list[Outcome]:
    done: RowsImported = business.do(Seat.OWNER, command)
    assert all(each.outcome is not Outcome.REFUSED for each in done.results), done.results
    return [each.outcome for each in done.results]


def products(business: Business) -> list[Outcome]:
    monthly = NewPlan("Monatlich", LineKind.RENTAL, Money.of("79.00"))
    yearly = NewPlan("Jährlich", LineKind.RENTAL, Money.of("780.00"), ContractTerms(interval=Interval(Unit.YEAR)))
    bike = ProductRow(
        2, "P-1", "E-Bike Kiez 3", "bike", ProductKind.GOODS, (NewVariant("KIEZ3-M", "M"),), (monthly, yearly)
    )
    oil = ProductRow(3, "P-2", "Kettenöl", "care", ProductKind.CONSUMABLE, (NewVariant("OIL"),))
    return brought(business, ImportProducts(origin(business, ImportKind.PRODUCTS), (bike, oil)))


def customer(key: str, family_name: str, **values: object) -> CustomerRow:
    where = Address("Kastanienallee 12", "10435", "Berlin")
    personal = PersonalData("Mia", family_name, email=f"{key.lower()}@example.org", address=where)
    return CustomerRow(2, key, personal, **values)


CUSTOMERS = (
    customer("K-1", "Arndt"),
    customer("K-2", "Brückner", method=PaymentMethod.TRANSFER, days=30),
    customer("K-3", "Celik", language="en"),
    customer("K-4", "Dietz", customer_kind=CustomerKind.COMPANY, vat_id="DE136695976"),
)


def contract(
    key: str, who: str, start: date, following: date, plan: str = "Monatlich", **values: object
) -> ContractRow:
    item = ContractItem("KIEZ3-M", plan=plan, deposit=values.pop("deposit", None))
    return ContractRow(2, key, who, start, following, (item,), **values)


CONTRACTS = (
    contract("V-1", "K-1", date(2025, 3, 15), date(2026, 12, 15), deposit=DEPOSIT),
    contract("V-2", "K-2", date(2025, 3, 15), date(2026, 12, 1)),
    contract("V-3", "K-3", date(2025, 5, 1), date(2027, 5, 1), "Jährlich"),
    contract(
        "V-4", "K-4", date(2026, 1, 1), date(2026, 12, 1), paused_from=date(2026, 11, 1), paused_until=date(2027, 1, 31)
    ),
)


def bills(business: Business, day: date) -> list[tuple[str, date, date, str]]:
    """What a run for that day writes: contract elsewhere, first and last day, amount."""
    customers = [row["id"] for row in business.rows("SELECT id FROM umlauf.customer ORDER BY number")]
    command = business.answer(Seat.WORKER, BillCustomers(tuple(customers), day)).command_id
    rows = business.rows(
        "SELECT k.timeline->'elsewhere'->>'number' AS number, lower(l.period) AS first, upper(l.period) - 1 AS last,"
        " l.amount_minor FROM umlauf.invoice_line l JOIN umlauf.invoice i ON i.id = l.invoice_id"
        " JOIN umlauf.contract k ON k.id = l.contract_id WHERE i.command_id = %(id)s ORDER BY 1, 2",
        id=command,
    )
    return [(one["number"], one["first"], one["last"], str(Decimal(one["amount_minor"]).scaleb(-2))) for one in rows]


def test_the_first_bills_after_the_cut_over(business: Business) -> None:
    """V-1 on the 15th; V-2 with 14 of the 30 days to 14 December, 79.00 · 14/30 = 36.87; V-3 paid to 30 April; V-4
    rests to 31 January."""
    business.clock.instant = MONDAY
    products(business)
    brought(business, ImportCustomers(origin(business, ImportKind.CUSTOMERS), CUSTOMERS))
    brought(business, ImportContracts(origin(business, ImportKind.CONTRACTS), CONTRACTS))
    assert bills(business, date(2026, 11, 30)) == []
    assert bills(business, date(2026, 12, 1)) == [("V-2", date(2026, 12, 1), date(2026, 12, 14), "36.87")]
    assert bills(business, date(2026, 12, 15)) == [
        ("V-1", date(2026, 12, 15), date(2027, 1, 14), "79.00"),
        ("V-2", date(2026, 12, 15), date(2027, 1, 14), "79.00"),
    ]
    assert bills(business, date(2026, 12, 15)) == []
    business.clock.instant = datetime(2027, 5, 1, 9, 0, tzinfo=UTC)
    later = bills(business, date(2027, 5, 1))
    assert [row for row in later if row[0] == "V-3"] == [("V-3", date(2027, 5, 1), date(2028, 4, 30), "780.00")]
    assert [row[1] for row in later if row[0] == "V-4"] == [date(2027, month, 1) for month in (2, 3, 4, 5)]


def test_a_second_load_changes_nothing_and_a_changed_row_is_followed_or_named(business: Business) -> None:
    business.clock.instant = MONDAY
    made, same = Outcome.MADE, Outcome.SAME
    assert products(business) == [made] * 2
    assert products(business) == [same] * 2
    people = origin(business, ImportKind.CUSTOMERS)
    assert brought(business, ImportCustomers(people, CUSTOMERS)) == [made] * 4
    moved = customer("K-1", "Arndt-Weiß")
    assert brought(business, ImportCustomers(people, (moved, *CUSTOMERS[1:]))) == [Outcome.CHANGED, *[same] * 3]
    assert [
        row["family_name"]
        for row in business.rows(
            "SELECT family_name FROM umlauf.customer_personal p JOIN umlauf.customer c ON c.id = p.customer_id"
            " ORDER BY c.number LIMIT 1"
        )
    ] == ["Arndt-Weiß"]
    running = origin(business, ImportKind.CONTRACTS)
    assert brought(business, ImportContracts(running, CONTRACTS)) == [made] * 4
    later = contract("V-1", "K-1", date(2025, 3, 15), date(2027, 1, 15))
    assert brought(business, ImportContracts(running, (later, *CONTRACTS[1:]))) == [Outcome.DIFFERS, *[same] * 3]
    assert business.rows("SELECT count(*) AS n FROM umlauf.contract")[0]["n"] == 4


def test_what_is_out_is_with_its_customer_since_the_day_it_left(business: Business) -> None:
    business.clock.instant = MONDAY
    products(business)
    business.place("Regal 1")
    brought(business, ImportCustomers(origin(business, ImportKind.CUSTOMERS), CUSTOMERS))
    brought(business, ImportContracts(origin(business, ImportKind.CONTRACTS), CONTRACTS))
    out = AssetRow(
        2, "RAD-007", "KIEZ3-M", "SN7", contract="V-1", out_since=date(2025, 3, 14), cost=Money.of("1999.00")
    )
    here = AssetRow(3, "RAD-008", "KIEZ3-M", "SN8", place="regal 1")
    things = origin(business, ImportKind.ASSETS)
    assert brought(business, ImportAssets(things, (out,), date(2025, 3, 14))) == [Outcome.MADE]
    assert brought(business, ImportAssets(things, (here,))) == [Outcome.MADE]
    assert brought(business, ImportAssets(things, (out, here))) == [Outcome.SAME] * 2
    second = AssetRow(4, "RAD-009", "KIEZ3-M", contract="V-1", out_since=date(2025, 3, 14))
    done: RowsImported = business.do(Seat.OWNER, ImportAssets(things, (second,), date(2025, 3, 14)))
    assert [(each.outcome, each.code) for each in done.results] == [(Outcome.REFUSED, "import_no_line_for_thing")]
    [held] = business.rows(
        "SELECT h.contract_number, lower(h.during) AS since, s.status FROM umlauf.asset_holder h"
        " JOIN umlauf.asset s ON s.id = h.asset_id"
    )
    assert (held["since"].date(), held["status"]) == (date(2025, 3, 14), "rented")
    stock = (StockRow(2, "OIL/Regal 1", "OIL", "Regal 1", 40),)
    shelf = origin(business, ImportKind.STOCK)
    assert brought(business, ImportStock(shelf, stock)) + brought(business, ImportStock(shelf, stock)) == [
        Outcome.MADE,
        Outcome.SAME,
    ]
    assert business.rows("SELECT sum(quantity) AS n FROM umlauf.supply_movement")[0]["n"] == 40


def test_a_deposit_that_came_along_goes_back_like_any_other(business: Business) -> None:
    """150.00 were taken elsewhere; when V-1 ends they are the customer's."""
    business.clock.instant = MONDAY
    products(business)
    brought(business, ImportCustomers(origin(business, ImportKind.CUSTOMERS), CUSTOMERS))
    brought(business, ImportContracts(origin(business, ImportKind.CONTRACTS), CONTRACTS[:1]))
    [known] = business.rows(
        "SELECT k.id, k.version, l.id AS line FROM umlauf.contract k"
        " JOIN umlauf.contract_line l ON l.contract_id = k.id WHERE l.kind = 'deposit'"
    )
    [document] = business.rows("SELECT * FROM umlauf.invoice")
    assert (document["series"], document["gross_minor"], document["issued_on"]) == ("brought", 15000, date(2025, 3, 15))
    business.do(
        Seat.BACKOFFICE, TerminateContract(known["id"], known["version"], "so besprochen", last_day=date(2026, 12, 14))
    )
    business.clock.instant = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)
    version = business.rows("SELECT version FROM umlauf.contract")[0]["version"]
    business.do(Seat.BACKOFFICE, SettleDeposit(known["id"], version, "zurück", line_id=known["line"]))
    bills(business, date(2026, 12, 20))
    [note] = business.rows("SELECT gross_minor, corrects_id FROM umlauf.invoice WHERE kind = 'credit_note'")
    assert (note["gross_minor"], note["corrects_id"]) == (15000, document["id"])
    assert business.rows("SELECT balance_minor FROM umlauf.customer_balance") == [{"balance_minor": 15000}]


def test_what_was_owed_and_what_stood_to_a_credit_is_here(business: Business) -> None:
    business.clock.instant = MONDAY
    brought(business, ImportCustomers(origin(business, ImportKind.CUSTOMERS), CUSTOMERS))
    owed = BalanceRow(2, "RE-77", "K-1", Money.of("64.90"), "RE-77", date(2026, 10, 1), date(2026, 10, 15))
    credit = BalanceRow(3, "G-1", "K-2", Money.of("-20.00"))
    books = origin(business, ImportKind.BALANCES)
    assert brought(business, ImportBalances(books, (owed, credit))) == [Outcome.MADE] * 2
    assert brought(business, ImportBalances(books, (owed, credit))) == [Outcome.SAME] * 2
    [invoice] = business.rows("SELECT number, gross_minor, vat_minor, due_on FROM umlauf.invoice")
    assert invoice == {"number": "RE-77", "gross_minor": 6490, "vat_minor": 0, "due_on": date(2026, 10, 15)}
    [entry] = business.rows("SELECT kind, balance_minor, granted_minor, money_minor FROM umlauf.settlement")
    assert entry == {"kind": EntryKind.BROUGHT, "balance_minor": 2000, "granted_minor": 2000, "money_minor": 0}


def test_a_paper_of_elsewhere_is_not_drawn_anew(business: Business) -> None:
    business.clock.instant = MONDAY
    brought(business, ImportCustomers(origin(business, ImportKind.CUSTOMERS), CUSTOMERS))
    owed = BalanceRow(2, "RE-77", "K-1", Money.of("64.90"), "RE-77", date(2026, 10, 1), date(2026, 10, 15))
    brought(business, ImportBalances(origin(business, ImportKind.BALANCES), (owed,)))
    page = OfficeBook(business.connection(Seat.OWNER), tax_rules(), business.clock).invoice("RE-77")
    assert (page.came_along, page.row.gross, page.row.state) == (True, Money.of("64.90"), DocumentState.OPEN)


def test_the_days_after_make_nothing_of_what_was_long_ago(business: Business) -> None:
    """A term of twelve months was over a year ago, and renewed elsewhere: nobody hears of it again. The contract that
    rests goes on by itself on 1 February."""
    business.clock.instant = MONDAY
    products(business)
    brought(business, ImportCustomers(origin(business, ImportKind.CUSTOMERS), CUSTOMERS))
    old = contract("V-9", "K-1", date(2024, 3, 1), date(2026, 12, 1), min_term=12, notice=1)
    brought(business, ImportContracts(origin(business, ImportKind.CONTRACTS), (old, CONTRACTS[3])))
    found = {row["key"]: row["target_id"] for row in business.rows("SELECT key, target_id FROM umlauf.import_item")}
    for day in (date(2026, 11, 24), date(2027, 1, 31), date(2027, 2, 1)):
        business.answer(Seat.WORKER, ReachDay((found["V-9"], found["V-4"]), day))
    letters = business.rows("SELECT facts->>'kind' AS kind, subject_id FROM umlauf.outbox")
    assert letters == [{"kind": "pause_ended", "subject_id": found["V-4"]}]
    states = {row["id"]: row["status"] for row in business.rows("SELECT id, status FROM umlauf.contract")}
    assert (states[found["V-9"]], states[found["V-4"]]) == ("active", "active")
