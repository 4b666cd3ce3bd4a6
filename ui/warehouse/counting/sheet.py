"""The result of a count on paper: what the screen says of it, difference by difference."""

from typing import TYPE_CHECKING

from domain.clock import today
from domain.counts.model import Finding
from domain.views.kpi_sheet import KpiSheet, SheetTable
from ui.desk import Desk
from ui.labels import label
from ui.language import _, current_language, shown_instant
from ui.printing.paper import Printer
from ui.warehouse.counting.words import books_words, decision_words, seen_words

if TYPE_CHECKING:
    from domain.views.depot import CountPage


def print_count(printer: Printer, desk: Desk, page: "CountPage") -> None:
    """Kept in the folder of papers and shown."""
    sheet = count_sheet(page, desk)
    spoken = current_language()
    name = _("Stock count {number}.pdf").format(number=page.row.number)
    printer.make(name, lambda: desk.papers.key_figures(sheet, spoken))


def count_sheet(page: "CountPage", desk: Desk) -> KpiSheet:
    found = sum(each.line.finding is Finding.FOUND for each in page.lines)
    row = page.row
    begun = _("{stage}, begun {at} by {who}").format(
        stage=label(row.stage), at=shown_instant(row.opened_at), who=row.opened_by
    )
    agreed = (_("Agreed to by"), page.agreed_by or "–")
    tiles = (
        (_("Scans"), str(row.scans)),
        (_("Found where they are to be"), str(found)),
        (_("Differences"), str(row.differences)),
        agreed,
    )
    heads = (_("Finding"), _("Number"), _("Product"), _("Seen in"), _("By the books"), _("Decision"))
    lines = tuple(
        (
            label(each.line.finding),
            each.line.text,
            each.title or "–",
            seen_words(each) or "–",
            books_words(each),
            decision_words(each),
        )
        for each in page.lines
        if each.line.is_difference
    )
    table = SheetTable(_("Differences"), heads, (False,) * len(heads), lines, _("Nothing differs"))
    title = _("Stock count {number}").format(number=f"{row.number} · {row.what}")
    return KpiSheet(title, begun, today(desk.clock), tiles, (), (table,))
