"""The page of printing, for every seat that has a printer beside it."""

from functools import partial

from ui.desk import Desk
from ui.language import N_
from ui.shell.page import Page
from ui.shell.port import Screen, Shell


def screens(desk: Desk) -> tuple[Screen, ...]:
    if desk.printing is None:
        return ()
    count = partial(_needing, desk)
    return (Screen("printing", N_("Printing"), "printer-outline", "", partial(_page, desk), count=count),)


def _needing(desk: Desk) -> int:
    return 0 if desk.printing is None else desk.printing.needing()


def _page(desk: Desk, shell: Shell) -> Page:
    from ui.printing.page import PrintingPage

    if desk.printing is None:
        raise RuntimeError("the page is listed only where labels are printed")
    return PrintingPage(desk, shell, desk.printing)
