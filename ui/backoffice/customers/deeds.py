"""What one does for a customer at once, from the top of their page: each leads to the form that has it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from domain.business import Recipient
from domain.clock import legal_day, today
from domain.contracts.status import OVER
from domain.customers.model import Address
from domain.views.around import Around, CustomerSheet, CustomerSheetLine
from domain.views.office_rows import CustomerPage
from ui.backoffice.asking import Asker
from ui.desk import Desk
from ui.labels import label
from ui.language import _, current_language, shown_date
from ui.shell.port import Shell
from ui.widgets.base import row
from ui.widgets.buttons import button


class CustomerDeeds(QWidget):
    """`block` shows the part of the page where the customer is blocked or let go."""

    def __init__(self, desk: Desk, shell: Shell, block: Callable[[], object]) -> None:
        super().__init__()
        self._desk, self._shell, self._block = desk, shell, block
        self._asker = Asker(shell, self)
        self._page: CustomerPage | None = None
        self.new = button(_("New order"), self._new_order, kind="primary", sign="plus", shortcut="Ctrl+N")
        self.quote = button(_("New quote"), self._new_order, sign="file-sign")
        self.quote.setToolTip(_("Opens the order form; choose “As a quote …” there."))
        self.change = button(_("Change"), self._change, sign="pencil-outline", shortcut="Ctrl+E")
        self.print = button(_("Print"), self._print, sign="printer-outline", shortcut="Ctrl+P")
        self.print.setToolTip(_("The customer on one sheet, for the house"))
        self.more = button(_("More …"), self.open_menu, sign="dots-horizontal")
        self.setLayout(row(self.new, self.quote, self.change, self.print, self.more, None))

    def show_page(self, page: CustomerPage) -> None:
        self._page = page

    def menu(self) -> QMenu:
        """For each contract that runs what is done on its page; then what concerns the person."""
        made = QMenu(self)
        page = self._page
        running = [] if page is None else [each for each in page.contracts if each.status not in OVER]
        for title, tip in ((_("Charge or change {number} …"), ""), (_("Return from {number} …"), "")):
            for each in running[:12]:
                words = title.format(number=each.number)
                made.addAction(words, partial(self._shell.open, "contract", each.number)).setToolTip(tip)
            if running:
                made.addSeparator()
        made.addAction(_("Letters …"), partial(self._open, "letters"))
        made.addAction(_("Cancellation received …"), partial(self._open, "new_declaration"))
        made.addAction(_("Block or let go …"), self._block)
        return made

    def open_menu(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _open(self, screen: str) -> None:
        if self._page is not None:
            self._shell.open(screen, self._page.customer.number)

    def _new_order(self) -> None:
        self._open("new_order")

    def _change(self) -> None:
        self._open("change_customer")

    def _print(self) -> None:
        page = self._page
        if page is not None:
            self._asker.ask(partial(self._kept, page), self._desk.folder.show)

    def _kept(self, page: CustomerPage) -> Path:
        around = self._desk.office.surroundings.around(page.customer.id)
        sheet = customer_sheet(self._desk, page, around)
        content = self._desk.papers.customer_sheet(sheet, current_language())
        return self._desk.folder.keep(f"{page.customer.number}.pdf", content)


def customer_sheet(desk: Desk, page: CustomerPage, around: Around) -> CustomerSheet:
    """As the page shows it now."""
    personal = page.customer.personal
    name = f"{personal.given_name} {personal.family_name}".strip()
    contracts = tuple(
        CustomerSheetLine(f"{each.number} · {each.title}", _detail(label(each.status), each.start_on), each.recurring)
        for each in page.contracts
        if each.status not in OVER
    )
    things = tuple(
        CustomerSheetLine(
            each.title, _detail(f"{each.code} · {each.contract}", legal_day(each.since)), worth=each.worth
        )
        for each in around.held
    )
    return CustomerSheet(
        page.customer.number,
        Recipient(name, personal.company, personal.address or Address("", "", "")),
        legal_day(page.registered_at),
        today(desk.clock),
        personal.phone,
        personal.email,
        contracts,
        things,
        around.paid,
        page.open_now,
        tuple(each.held for each in page.deposits),
    )


def _detail(words: str, since: date | None) -> str:
    return words if since is None else _("{what}, since {day}").format(what=words, day=shown_date(since))
