"""All returns, and who still holds what."""

from PySide6.QtWidgets import QWidget

from domain.views.returns import OfficeReturn, OverdueRow, ReturnFilter
from ui.backoffice.asking import Asker
from ui.backoffice.bulk.returns import returns_bulk
from ui.backoffice.lists import ListPage, ListSpec
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_date, shown_money
from ui.return_words import reason_words
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column, DataTable

STAGE_TONES = {
    "announced": Tone.WARN,
    "approved": Tone.ACCENT,
    "label_sent": Tone.ACCENT,
    "in_transit": Tone.ACCENT,
    "partly_received": Tone.WARN,
    "received": Tone.WARN,
    "inspected": Tone.WARN,
    "closed": Tone.OK,
}


class ReturnsPage(ListPage):
    """All returns; above them the way to what is overdue."""

    def top(self) -> QWidget:
        made = QWidget()
        overdue = button(_("Who still holds what"), lambda: self.shell.open("overdue"), sign="clock-alert-outline")
        made.setLayout(row(overdue, None))
        return made


def returns_page(desk: Desk, shell: Shell) -> ListPage:
    return ReturnsPage(
        shell,
        ListSpec(
            title=_("Returns"),
            placeholder=_("Number, customer or contract"),
            columns=return_columns(),
            choices=[(each, label(each)) for each in ReturnFilter],
            empty=lambda: EmptyState(
                "keyboard-return",
                _("No open returns"),
                _("A return is announced in its contract, or opens by itself when a thing is scanned back in."),
            ),
            ask=desk.office.returns.list,
            topics=frozenset({"returns"}),
            open_row=lambda chosen: ("one_return", chosen.number),
            bulk=returns_bulk(desk),
        ),
    )


def return_columns(*, with_customer: bool = True) -> list[Column[OfficeReturn]]:
    columns: list[Column[OfficeReturn]] = [
        Column("number", _("Number"), lambda r: r.number, code=True, width=136),
        Column("customer", _("Customer"), lambda r: r.customer, fills=True),
        Column("contracts", _("Contracts"), lambda r: ", ".join(r.contracts), width=144, yields=4),
        Column("stage", _("Status"), lambda r: r.stage, show=label, tone=stage_tone, width=160),
        Column("until", _("Back by"), lambda r: r.return_until, show=shown_date, width=112, yields=1),
        Column("late", _("Overdue"), _late, width=120, yields=2),
        Column("here", _("Here"), _here, width=96, yields=3),
        Column("reason", _("Reason"), lambda r: reason_words(r.reason), width=176, yields=6),
        Column("purpose", _("What for"), lambda r: r.purpose, show=label, width=176, optional=True),
        Column("asked_by", _("Asked by"), lambda r: r.asked_by, show=label, width=152, optional=True),
        Column("way", _("Way back"), lambda r: r.way, show=label, width=160, optional=True),
        Column("announced_on", _("Announced on"), lambda r: r.announced_on, width=128, optional=True),
    ]
    return columns if with_customer else [each for each in columns if each.key != "customer"]


def stage_tone(found: OfficeReturn) -> Tone:
    return STAGE_TONES.get(found.stage, Tone.NEUTRAL)


def _late(found: OfficeReturn) -> str:
    return count("{count} day", "{count} days", found.late_days) if found.late_days else ""


def _here(found: OfficeReturn) -> str:
    return _("{done} of {of}").format(done=found.received, of=found.wanted)


class OverduePage(Page):
    """Who still holds what, worth how much, owing how much; with phone and mail at hand, and as CSV."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Who still holds what"))
        self._desk, self._asker = desk, Asker(shell, self)
        self.table: DataTable[OverdueRow] = DataTable(
            _overdue_columns(),
            empty=EmptyState(
                "check-circle-outline",
                _("Nothing is overdue"),
                _("Everything that was to be back is here, or still has time."),
            ),
            name=_("Overdue"),
        )
        self.summary = text("", "muted")
        self.open = button(_("Open return"), self._open_current, sign="open-in-app")
        self.setLayout(column(Card(margin=16).add(self.table, stretch=1).add(row(self.open, self.summary, None))))
        guide_focus(self, self.table)
        self.table.opened.connect(self._open)

    def show_target(self, argument: str) -> None:
        self._asker.ask(self._desk.office.returns.overdue, lambda found: self._show(found.rows))

    def on_changes(self, kinds: frozenset[str]) -> None:
        if kinds & {"returns", "invoices"}:
            self.show_target("")

    def _show(self, rows: tuple[OverdueRow, ...]) -> None:
        self.table.set_rows(rows)
        self.open.setEnabled(bool(rows))
        values = [row.value for row in rows if row.value is not None]
        words = count("{count} thing", "{count} things", len(rows))
        if values:
            words = _("{things}, worth {value}").format(things=words, value=shown_money(sum(values[1:], values[0])))
        self.summary.setText(words if rows else "")

    def _open_current(self) -> None:
        chosen = self.table.current()
        if chosen is not None:
            self._open(chosen)

    def _open(self, chosen: OverdueRow) -> None:
        self.shell.open("one_return", chosen.return_number)


def _overdue_columns() -> list[Column[OverdueRow]]:
    return [
        Column("customer", _("Customer"), lambda r: r.customer, width=176),
        Column("title", _("Thing"), lambda r: r.title, fills=True),
        Column("code", _("Asset"), lambda r: r.code, code=True, width=136, yields=4),
        Column("days", _("Days overdue"), lambda r: r.days, align=Align.LEFT, width=128, tone=lambda _row: Tone.WARN),
        Column("until", _("Back by"), lambda r: r.return_until, show=shown_date, width=112, yields=5),
        Column("value", _("Cost us"), lambda r: r.value, width=112),
        Column("owing", _("Owes"), lambda r: r.owing, width=112),
        Column("reminders", _("Reminders"), lambda r: r.reminders, width=112, yields=3),
        Column("phone", _("Phone"), lambda r: r.phone, width=144, yields=6),
        Column("email", _("Mail address"), lambda r: r.email, width=200, yields=7),
        Column("contract", _("Contract"), lambda r: r.contract, code=True, width=136, optional=True),
        Column("return", _("Return"), lambda r: r.return_number, code=True, width=136, yields=2),
    ]
