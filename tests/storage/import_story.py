"""A small business comes along, for tests that give every command once: a row of each kind of file."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from domain.application import Command
from domain.catalog.add_product import NewPlan, NewVariant
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.customers.model import Address, PersonalData
from domain.imports.contract_rows import ContractItem, ContractRow
from domain.imports.import_assets import AssetRow, ImportAssets
from domain.imports.import_balances import BalanceRow, ImportBalances
from domain.imports.import_contracts import ImportContracts
from domain.imports.import_customers import CustomerRow, ImportCustomers
from domain.imports.import_products import ImportProducts, ProductRow
from domain.imports.import_stock import ImportStock, StockRow
from domain.imports.model import ImportKind, ImportRunId, Origin, Outcome
from domain.imports.save_import_template import SaveImportTemplate
from domain.imports.start_import import StartImport
from domain.money import Money
from domain.places.add_place import AddPlace
from domain.setup.mark_setup_step import MarkSetupStep
from domain.setup.model import SetupStep
from domain.setup.rename_person import RenamePerson
from tests.storage.business import Business


def tell_imports(do: Callable[[Command], Any], business: Business) -> None:
    [owner] = business.rows("SELECT person_id FROM umlauf.principal WHERE seat = 'owner'")
    do(RenamePerson(owner["person_id"], "Lena Öztürk"))
    origin = Origin(ImportRunId(uuid4()), "Altsystem")
    do(MarkSetupStep(SetupStep.MAIL))
    do(StartImport(origin.run_id, ImportKind.PRODUCTS, origin.source, "alles.csv", "0" * 64, 7))
    do(SaveImportTemplate("Altsystem", ImportKind.PRODUCTS, (("sku", "Artikel"),)))
    place = do(AddPlace("Altregal"))
    plan = NewPlan("Monatlich", LineKind.RENTAL, Money.of("49.00"))
    pram = ProductRow(2, "Wagen", "Wagen", "pram", ProductKind.GOODS, (NewVariant("ALT-W"),), (plan,))
    oil = ProductRow(3, "Öl", "Öl", "oil", ProductKind.CONSUMABLE, (NewVariant("ALT-OIL"),))
    where = Address("Allee 2", "10435", "Berlin")
    ida = CustomerRow(2, "K-7", PersonalData("Ida", "Neu", address=where))
    item = ContractItem("ALT-W", deposit=Money.of("100.00"))
    running = ContractRow(2, "V-7", "K-7", date(2025, 3, 1), date(2026, 5, 1), (item,))
    out = AssetRow(2, "W-0007", "ALT-W", contract="V-7", out_since=date(2025, 3, 1), cost=Money.of("300.00"))
    credit = BalanceRow(3, "G-7", "K-7", Money.of("-5.00"))
    owed = BalanceRow(2, "RE-7", "K-7", Money.of("49.00"), "RE-7", date(2025, 12, 1))
    for command in (
        ImportProducts(origin, (pram, oil)),
        ImportCustomers(origin, (ida,)),
        ImportContracts(origin, (running,)),
        ImportAssets(origin, (out,), date(2025, 3, 1)),
        ImportBalances(origin, (owed, credit)),
        ImportStock(origin, (StockRow(2, "ALT-OIL / x", "ALT-OIL", place.code, 5),)),
    ):
        assert all(each.outcome is Outcome.MADE for each in do(command).results)
