"""A refund that begins at a line of an invoice: the contract, the line and its days stand in the form."""

from functools import partial

from PySide6.QtWidgets import QWidget

from domain.billing.invoice import InvoiceKind
from domain.billing.invoice_sheet import InvoiceSheetLine
from domain.clock import today
from domain.refunds.model import LIVE
from domain.views.office_rows import InvoicePage
from domain.views.refunds import RefundSpot
from ui.backoffice.asking import Asker
from ui.backoffice.parts import SmallTable
from ui.backoffice.refunds.card import told_asked
from ui.backoffice.refunds.dialogs import AskRefundDialog
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell
from ui.widgets.base import row
from ui.widgets.buttons import button


class RefundOfLine(QWidget):
    """Below the lines of an invoice; it follows the chosen one. `show_page` with each invoice."""

    def __init__(self, desk: Desk, shell: Shell, lines: SmallTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._shell, self._lines = desk, shell, lines
        self._asker = Asker(shell, self)
        self._page: InvoicePage | None = None
        self.dialog: AskRefundDialog | None = None
        self.ask = button(_("Refund …"), self._on_ask, sign="cash-refund")
        self.setLayout(row(self.ask, None))
        lines.current_changed.connect(lambda _chosen: self._settle())
        self._settle()

    def show_page(self, page: InvoicePage) -> None:
        self._page = page
        self.setVisible(page.row.kind is InvoiceKind.INVOICE and bool(self._possible()))
        self._settle()

    def _possible(self) -> list[InvoiceSheetLine]:
        """Lines that charge days."""
        lines = self._page.sheet.lines if self._page is not None else ()
        return [each for each in lines if each.first_day is not None and each.contract and each.corrects is None]

    def _meant(self) -> InvoiceSheetLine | None:
        """The chosen one; where there is only one, nobody has to choose."""
        chosen: InvoiceSheetLine | None = self._lines.current()
        possible = self._possible()
        if chosen is not None and chosen in possible:
            return chosen
        return possible[0] if chosen is None and len(possible) == 1 else None

    def _settle(self) -> None:
        is_possible = self._meant() is not None
        self.ask.setEnabled(is_possible)
        words = _("Choose a line that charges days.")
        if is_possible:
            words = _("Give money back for days of the chosen line.")
        self.ask.setToolTip(words)

    def _on_ask(self) -> None:
        page, line = self._page, self._meant()
        if page is not None and line is not None:
            ask = partial(self._desk.office.refunds.spot, page.row.id, line.position)
            self._asker.ask(ask, self._begin)

    def _begin(self, spot: RefundSpot) -> None:
        live = [each for each in spot.of.refunds if each.status in LIVE]
        if live:
            self._shell.toast(_("One refund of a contract at a time: finish the open one first."))
            self._shell.open("refund", live[0].number)
            return
        day = today(self._desk.clock)
        self.dialog = AskRefundDialog(self._desk, self._shell, self, spot.of.contract, day, spot=spot)
        self.dialog.done_with = partial(told_asked, self._shell)
        self.dialog.open()
