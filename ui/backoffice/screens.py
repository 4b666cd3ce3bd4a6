"""The screens of the back office, as the window lists them."""

from collections.abc import Callable
from functools import partial

from ui.backoffice.contracts.view import OneContract, contracts_page
from ui.backoffice.customers.view import NewCustomer, OneCustomer, customers_page
from ui.backoffice.invoices.view import InvoicesPage, OneInvoice
from ui.backoffice.orders.new_order import NewOrder
from ui.backoffice.orders.view import OneOrder, orders_page
from ui.desk import Desk
from ui.language import N_
from ui.shell.page import Page
from ui.shell.port import Screen, Shell

SEAT = "backoffice"


def _part(of: str, key: str, title: str, icon: str, factory: Callable[[Shell], Page]) -> Screen:
    return Screen(key, title, icon, SEAT, factory, listed=False, part_of=of)


def screens(desk: Desk) -> tuple[Screen, ...]:
    """In the order of the bar; pages of single things are reached from lists, search and scans."""
    return (
        Screen("orders", N_("Orders"), "cart-outline", SEAT, partial(orders_page, desk)),
        Screen("contracts", N_("Contracts"), "file-document-outline", SEAT, partial(contracts_page, desk)),
        Screen("customers", N_("Customers"), "account-outline", SEAT, partial(customers_page, desk)),
        Screen("invoices", N_("Invoices"), "receipt-text-outline", SEAT, partial(InvoicesPage, desk)),
        _part("orders", "new_order", N_("New order"), "cart-plus", partial(NewOrder, desk)),
        _part("orders", "order", N_("Order"), "cart-outline", partial(OneOrder, desk)),
        _part("contracts", "contract", N_("Contract"), "file-document-outline", partial(OneContract, desk)),
        _part("customers", "new_customer", N_("New customer"), "account-plus", partial(NewCustomer, desk)),
        _part("customers", "customer", N_("Customer"), "account-outline", partial(OneCustomer, desk)),
        _part("invoices", "invoice", N_("Invoice"), "receipt-text-outline", partial(OneInvoice, desk)),
    )
