"""Who owes money that is overdue: level by level, with what is due next; and the way to the run."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from domain.money import Money
from domain.views.dunning import BoardFilter, BoardRow
from ui.backoffice.dunning.words import level_words, next_words
from ui.backoffice.lists import ListPage, ListSpec
from ui.backoffice.words import shown_sums
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_date
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column


class DunningPage(ListPage):
    """The board; above it what it adds up to, and the ways on."""

    def top(self) -> QWidget:
        self.sums = text("", "muted", wrap=True)
        opens = self.shell.open
        self.run = button(_("Write reminders …"), partial(opens, "dunning_run"), kind="primary", sign="email-alert")
        self.holders = button(_("Who owes and holds what"), partial(opens, "debtors"), sign="package-variant")
        self.cases = button(_("Collection cases"), partial(opens, "collections"), sign="gavel")
        return Bend(row(self.sums), row(None, self.holders, self.cases, self.run, gap=8), gap=16)

    def show_rows(self, rows: Sequence[Any], *, has_more: bool) -> None:
        super().show_rows(rows, has_more=has_more)
        sums: dict[str, Money] = {}
        for each in rows:
            known = sums.get(each.debt.currency, Money(0, each.debt.currency))
            sums[each.debt.currency] = known + each.debt + each.claims
        people = count("{count} customer", "{count} customers", len({each.who.id for each in rows}))
        words = _("{people} owe {sum}.").format(people=people, sum=shown_sums(tuple(sums.values())))
        self.sums.setText(words if rows else "")


def dunning_page(desk: Desk, shell: Shell) -> ListPage:
    return DunningPage(
        shell,
        ListSpec(
            title=_("Dunning"),
            placeholder=_("Name or number of the customer"),
            columns=_columns(),
            choices=[(each, label(each)) for each in BoardFilter],
            empty=lambda: EmptyState(
                "check-circle-outline",
                _("Nobody owes anything overdue"),
                _("Invoices that are not paid by their due date appear here, with the letters that went out."),
            ),
            ask=lambda words, choice: desk.office.dunning.board(words, choice or BoardFilter.ALL),
            topics=frozenset({"dunning", "invoices", "customers", "collection"}),
            open_row=lambda chosen: ("customer", chosen.who.number),
        ),
    )


def _columns() -> list[Column[BoardRow]]:
    right = Align.RIGHT
    return [
        Column("number", _("Customer"), lambda r: r.who.number, code=True, width=136, yields=4),
        Column("name", _("Name"), lambda r: r.who.name, width=168, fills=True),
        Column("debt", _("Owes"), lambda r: r.debt, align=right, width=112),
        Column("claims", _("Costs and interest"), lambda r: r.claims or None, align=right, width=152, yields=2),
        Column("days", _("Days overdue"), lambda r: r.days, width=120, align=right),
        Column("level", _("Level"), lambda r: level_words(r.level, r.level_name), width=136, wide=184, tone=_tone,
               sorts_by=lambda r: r.level),
        Column("sent", _("Last letter"), lambda r: r.sent_on, show=shown_date, width=136, yields=3),
        Column("next", _("Next letter"), lambda r: next_words(r.why, r.next_on), width=160, wide=240,
               tone=lambda r: Tone.WARN if r.why is None else None, sorts_by=lambda r: r.next_on or r.sent_on),
        Column("items", _("Invoices"), lambda r: r.items, width=96, align=right, yields=5),
        Column("things", _("Things held"), lambda r: r.things or None, width=112, align=right, yields=1),
    ]  # fmt: skip


def _tone(row_: BoardRow) -> Tone:
    if not row_.level:
        return Tone.NEUTRAL
    return Tone.BAD if row_.level > 2 else Tone.WARN
