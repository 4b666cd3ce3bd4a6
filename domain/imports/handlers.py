"""The commands of a business that begins here: what it is, and what it brings along. With their handlers."""

from collections.abc import Mapping
from typing import Final

from domain.application import Command, Handler
from domain.imports.import_assets import ImportAssets, import_assets
from domain.imports.import_balances import ImportBalances, import_balances
from domain.imports.import_contracts import ImportContracts, import_contracts
from domain.imports.import_customers import ImportCustomers, import_customers
from domain.imports.import_products import ImportProducts, import_products
from domain.imports.import_stock import ImportStock, import_stock
from domain.imports.save_import_template import SaveImportTemplate, save_import_template
from domain.imports.start_import import StartImport, start_import
from domain.setup.handlers import SETUP_HANDLERS

IMPORT_HANDLERS: Final[Mapping[type[Command], Handler]] = {
    **SETUP_HANDLERS,
    StartImport: start_import,
    SaveImportTemplate: save_import_template,
    ImportProducts: import_products,
    ImportCustomers: import_customers,
    ImportContracts: import_contracts,
    ImportAssets: import_assets,
    ImportBalances: import_balances,
    ImportStock: import_stock,
}
