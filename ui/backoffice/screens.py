"""The screens of the back office, as the window lists them."""

from functools import partial

from ui.backoffice.contracts.view import OneContract, contracts_page
from ui.backoffice.customers.view import NewCustomer, OneCustomer, customers_page
from ui.backoffice.invoices.view import InvoicesPage, OneInvoice
from ui.backoffice.orders.new_order import NewOrder
from ui.backoffice.orders.view import OneOrder, orders_page
from ui.desk import Desk
from ui.language import N_
from ui.shell.port import Screen

SEAT = "backoffice"


def screens(desk: Desk) -> tuple[Screen, ...]:
    """In the order of the bar; pages of single things are reached from lists, search and scans."""
    return (
        Screen("orders", N_("Orders"), "cart-outline", SEAT, partial(orders_page, desk)),
        Screen("contracts", N_("Contracts"), "file-document-outline", SEAT, partial(contracts_page, desk)),
        Screen("customers", N_("Customers"), "account-outline", SEAT, partial(customers_page, desk)),
        Screen("invoices", N_("Invoices"), "receipt-text-outline", SEAT, partial(InvoicesPage, desk)),
        Screen("new_order", N_("New order"), "cart-plus", SEAT, partial(NewOrder, desk), listed=False),
        Screen("order", N_("Order"), "cart-outline", SEAT, partial(OneOrder, desk), listed=False),
        Screen("contract", N_("Contract"), "file-document-outline", SEAT, partial(OneContract, desk), listed=False),
        Screen("new_customer", N_("New customer"), "account-plus", SEAT, partial(NewCustomer, desk), listed=False),
        Screen("customer", N_("Customer"), "account-outline", SEAT, partial(OneCustomer, desk), listed=False),
        Screen("invoice", N_("Invoice"), "receipt-text-outline", SEAT, partial(OneInvoice, desk), listed=False),
    )
