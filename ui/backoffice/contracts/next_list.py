"""The invoices to come, each with its lines and why they cost what they cost."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from domain.billing.invoice import DraftInvoice, InvoiceKind
from domain.billing.next_invoices import NextInvoice
from domain.contracts.price_campaign import LinePrice
from domain.money import Money
from ui.backoffice.words import explained
from ui.language import _, shown_date, shown_money
from ui.theme import Tone, theme
from ui.widgets.base import clear, column, line, text


def signed(draft: DraftInvoice) -> Money:
    """What the customer will owe by it."""
    return -draft.gross if draft.kind is InvoiceKind.CREDIT_NOTE else draft.gross


class NextList(QWidget):
    """`show_next(found, today)`; the first document is shown line by line, like ones after it only with their sum.

    `is_brief`: for a narrow place, without lines.
    """

    def __init__(self, parent: QWidget | None = None, *, is_brief: bool = False) -> None:
        super().__init__(parent)
        self._is_brief = is_brief
        self._box = column(gap=8)
        self.setLayout(self._box)
        self.shown: list[tuple[str, str]] = []

    def show_next(self, found: Sequence[NextInvoice], today: date, nothing: str, most: int = 7) -> None:
        clear(self._box)
        self.shown = []
        if not found:
            self._box.addWidget(text(nothing, "muted", wrap=True))
            return
        before: tuple[object, ...] | None = None
        for number, each in enumerate(found[:most]):
            if number:
                self._box.addWidget(line())
            contents = _contents(each.draft)
            self._box.addWidget(self._document(each, today, with_lines=contents != before))
            before = contents

    def _document(self, each: NextInvoice, today: date, *, with_lines: bool) -> QWidget:
        made = QWidget()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(8 if self._is_brief else 16))
        grid.setVerticalSpacing(theme().px(2))
        grid.setColumnMinimumWidth(0, theme().px(80 if self._is_brief else 92))
        grid.setColumnStretch(1, 1)
        is_due = each.on <= today
        day = _("due now") if is_due else shown_date(each.on)
        is_credit = each.draft.kind is InvoiceKind.CREDIT_NOTE
        heading = _("Credit note") if is_credit else _("Invoice")
        amount = shown_money(signed(each.draft))
        self.shown.append((day, amount))
        grid.addWidget(text(day, "muted", Tone.WARN if is_due else None), 0, 0)
        heading_text = heading if with_lines else _("{document} as before").format(document=heading)
        if each.announced:
            heading_text = _("{document} · announced price").format(document=heading_text)
        grid.addWidget(text(heading_text, "strong" if with_lines else "muted"), 0, 1)
        grid.addWidget(_right(text(amount, "amount", Tone.OK if is_credit else None)), 0, 2)
        if self._is_brief:
            grid.addWidget(text(_brief(each.draft), "muted", wrap=True), 1, 1, 1, 2)
        elif with_lines:
            self._lines(grid, each.draft)
            for n, price in enumerate(each.announced, start=len(each.draft.lines) + 1):
                grid.addWidget(text(_announced(price), "muted", wrap=True), n, 1, 1, 2)
        made.setLayout(grid)
        return made

    def _lines(self, grid: QGridLayout, draft: DraftInvoice) -> None:
        sign = -1 if draft.kind is InvoiceKind.CREDIT_NOTE else 1
        for number, each in enumerate(draft.lines, start=1):
            shown = f"{each.posting.title} · {explained(each.posting)}"
            grid.addWidget(text(shown, "muted", wrap=True), number, 1)
            amount = Money(sign * each.amount.minor, each.amount.currency)
            grid.addWidget(_right(text(shown_money(amount), "muted")), number, 2)


def _brief(draft: DraftInvoice) -> str:
    """What the lines have in common: their days, and the part of the period."""
    said = {explained(one.posting) for one in draft.lines}
    return said.pop() if len(said) == 1 else ""


def _announced(price: LinePrice) -> str:
    """What the customer was told, and that it is still to come."""
    words = _("Announced: {new} instead of {old} from {day} on, unless the customer objects.")
    return words.format(new=shown_money(price.new), old=shown_money(price.old), day=shown_date(price.from_on))


def _contents(draft: DraftInvoice) -> tuple[object, ...]:
    """What makes two documents alike to a reader: same things, same amounts, other days."""
    lines = tuple((one.posting.line.id, one.amount, one.posting.days == one.posting.of_days) for one in draft.lines)
    return draft.kind, lines


def _right(label: QWidget) -> QWidget:
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)  # type: ignore[attr-defined]  # a label
    return label
