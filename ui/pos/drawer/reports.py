"""All day reports, for the office: found by till and day, opened as a page."""

from typing import Any

from domain.views.office_rows import Found
from domain.views.till import LIMIT, ReportRow
from ui.backoffice.lists import ListPage, ListSpec
from ui.desk import Desk
from ui.language import _, shown_instant
from ui.pos.receipts.handing import HandOut
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column


class DayReportsPage(ListPage):
    """Opening a row draws the report instead of leading to a page of its own."""

    def __init__(self, desk: Desk, shell: Shell, spec: ListSpec[Any]) -> None:
        self._desk = desk
        super().__init__(shell, spec)
        self._hand_out = HandOut(shell, desk, self)
        self.table.opened.disconnect(self.presenter.open)
        self.table.opened.connect(self._draw)

    def _draw(self, chosen: ReportRow) -> None:
        background = self.shell.services.background
        ask = self._desk.office.tills.report
        background.run(lambda: ask(chosen.report_id), self._hand_out.day_page, self.shell.show_refusal, self)


def day_reports_page(desk: Desk, shell: Shell) -> DayReportsPage:
    def ask(words: str, off_only: Any) -> Found[ReportRow]:
        rows = desk.office.tills.reports()
        found = tuple(row for row in rows if words.lower() in _words(row).lower())
        shown = tuple(row for row in found if row.difference) if off_only else found
        return Found(shown, len(rows) == LIMIT)

    return DayReportsPage(
        desk,
        shell,
        ListSpec(
            title=_("Day reports"),
            placeholder=_("Till, store, person or number"),
            columns=_columns(),
            choices=((False, _("All day reports")), (True, _("With a difference"))),
            empty=lambda: EmptyState(
                "calendar-check", _("No day report yet"), _("It is written when a day is closed.")
            ),
            ask=ask,
            topics=frozenset({"tills"}),
            open_row=lambda chosen: ("day_reports", chosen.till),
        ),
    )


def _words(one: ReportRow) -> str:
    return f"{one.till}-Z{one.z:04} {one.store} {one.person}"


def _columns() -> list[Column[ReportRow]]:
    right = Align.RIGHT
    return [
        Column("z", _("Day report"), lambda r: f"Z{r.z:04}", code=True, width=112),
        Column("till", _("Till"), lambda r: r.till, code=True, width=96),
        Column("store", _("Store"), lambda r: r.store, fills=True, yields=3),
        Column("at", _("When"), lambda r: r.at, show=shown_instant, width=168),
        Column("receipts", _("Receipts"), lambda r: r.receipts, align=right, width=96, yields=4),
        Column("gross", _("Sum"), lambda r: r.gross, align=right, width=112),
        Column("cash", _("Cash"), lambda r: r.cash, align=right, width=112, yields=1),
        Column("card", _("Card"), lambda r: r.card, align=right, width=112, yields=2),
        Column("difference", _("Difference"), lambda r: r.difference, align=right, width=112, tone=_tone),
        Column("person", _("Person"), lambda r: r.person, width=144, yields=5),
    ]


def _tone(one: ReportRow) -> Tone:
    return Tone.WARN if one.difference else Tone.NEUTRAL
