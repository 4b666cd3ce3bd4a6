"""The screens of a till, as the window lists them. Each imports its page when it is first opened."""

from collections.abc import Callable
from functools import partial

from ui.desk import Desk
from ui.language import N_
from ui.shell.page import Page
from ui.shell.port import Screen, Shell

SEAT = "pos"


def _listed(key: str, title: str, icon: str, factory: Callable[[Shell], Page]) -> Screen:
    return Screen(key, title, icon, SEAT, factory)


def screens(desk: Desk) -> tuple[Screen, ...]:
    """In the order of the bar."""
    return (
        _listed("till", N_("Sell"), "cash-register", partial(_sale, desk)),
        _listed("handovers", N_("Hand-overs"), "hand-extended-outline", partial(_handovers, desk)),
        Screen("serve", N_("Serve"), "account-wrench-outline", SEAT, partial(_service, desk), instead_of="customer"),
        _listed("receipts", N_("Receipts"), "receipt-text-outline", partial(_receipts, desk)),
        _listed("drawer", N_("Drawer"), "cash-lock-open", partial(_drawer, desk)),
        Screen("receipt", N_("Receipt"), "receipt-text-outline", SEAT, partial(_receipt, desk), False, "receipts"),
    )


def _sale(desk: Desk, shell: Shell) -> Page:
    from ui.pos.sale.view import SalePage

    return SalePage(desk, shell)


def _drawer(desk: Desk, shell: Shell) -> Page:
    from ui.pos.drawer.view import DrawerScreen

    return DrawerScreen(desk, shell)


def _receipts(desk: Desk, shell: Shell) -> Page:
    from ui.pos.receipts.list import receipts_page

    return receipts_page(desk, shell)


def _receipt(desk: Desk, shell: Shell) -> Page:
    from ui.pos.receipts.view import ReceiptScreen

    return ReceiptScreen(desk, shell)


def _handovers(desk: Desk, shell: Shell) -> Page:
    from ui.pos.sale.handover import HandOverPage

    return HandOverPage(desk, shell)


def _service(desk: Desk, shell: Shell) -> Page:
    from ui.pos.service.view import ServicePage

    return ServicePage(desk, shell)
