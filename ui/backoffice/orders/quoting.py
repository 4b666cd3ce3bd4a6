"""What stands on the order form as a quote, and a quote back on the form for its next version."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol
from uuid import UUID

from PySide6.QtWidgets import QWidget

from domain.clock import today
from domain.contracts.deadlines import last_day_to_declare
from domain.customers.model import Customer, CustomerWithoutAddress
from domain.quotes.model import QuotedItem
from domain.settings.quotes import QuoteSettings
from domain.views.office_rows import OfferedVariant
from domain.views.quotes import QuotePage
from ui.backoffice.asking import Asker
from ui.backoffice.orders.draft import DraftLine, OrderDraft
from ui.backoffice.quotes.dialogs import QuoteDialog, Usual
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell
from ui.texts import refusal

_HITS = 40


def is_quote(argument: str) -> bool:
    """Whether a page is asked for with the id of a quote; customers are named by their numbers."""
    try:
        UUID(argument)
    except ValueError:
        return False
    return True


class Form(Protocol):
    """The presenter of the form, as far as this needs it."""

    draft: OrderDraft

    def take_draft(self, draft: OrderDraft) -> None: ...

    def show_problem(self, sentence: str) -> None: ...


class Quoting:
    """`replaces`: the quote whose next version is being written; None: a new one."""

    def __init__(self, desk: Desk, shell: Shell, form: Form, parent: QWidget) -> None:
        self._desk, self._shell, self._form, self._parent = desk, shell, form, parent
        self._asker = Asker(shell, parent)
        self.replaces: QuotePage | None = None
        self.dialog: QuoteDialog | None = None

    def ask(self) -> None:
        """For whom, until when. An address is not needed yet."""
        draft = self._form.draft
        problem = draft.problem()
        if problem is not None and not isinstance(problem, CustomerWithoutAddress):
            self._form.show_problem(refusal(problem))
            return
        if any(line.price is None for line in draft.lines):
            self._form.show_problem(_("A price is not possible. Correct the marked field."))
            return
        self._asker.ask(self._desk.office.quotes.settings, self._open)

    def _open(self, settings: QuoteSettings) -> None:
        day = today(self._desk.clock)
        until = last_day_to_declare(day + timedelta(days=settings.valid_days))
        usual = Usual(day, until, settings.keeps_goods, self.replaces)
        self.dialog = QuoteDialog(self._desk, self._shell, self._parent, self._form.draft, usual)
        self.dialog.open()

    def load(self, quote_id: str) -> None:
        """Puts all that is still in the catalogue onto the form, at the prices that were quoted."""

        def found() -> tuple[QuotePage, list[tuple[QuotedItem, OfferedVariant | None]]]:
            page = self._desk.office.quotes.page(quote_id)
            return page, [(each, self._offered(each)) for each in page.quote.items]

        self._asker.ask(found, lambda known: self._show(*known))

    def _offered(self, item: QuotedItem) -> OfferedVariant | None:
        rows = self._desk.office.offered(item.title.replace("·", " "), _HITS).rows
        return next((each for each in rows if each.id == item.item.variant_id), None)

    def _show(self, page: QuotePage, items: Sequence[tuple[QuotedItem, OfferedVariant | None]]) -> None:
        self.replaces = page
        customer: Customer | None = page.customer
        lines = [_line(item, variant) for item, variant in items if variant is not None and variant.plans]
        draft = OrderDraft(customer, lines, page.quote.note, page.quote.voucher, page.quote.start_on)
        self._form.take_draft(draft)
        if len(lines) < len(items):
            self._form.show_problem(_("Something of it is not offered any more: look at the things, then go on."))


def _line(item: QuotedItem, variant: OfferedVariant) -> DraftLine:
    """Under the plan that was quoted, or where it is gone under the first one, at the quoted price."""
    plan = next((each for each in variant.plans if each.id == item.item.plan_id), variant.plans[0])
    paid_up = item.item.paid_up if plan.id == item.item.plan_id else None
    return DraftLine(variant, plan, item.item.quantity, item.agreed.price, paid_up)
