"""Who owes money and still holds things of ours, worth how much; as CSV too."""

from domain.views.dunning import HolderRow
from domain.views.office_rows import Found
from ui.backoffice.asking import Asker
from ui.desk import Desk
from ui.language import _, count, shown_money
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column, DataTable


class DebtorsPage(Page):
    """A row a thing; the longest debt first."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Who owes and holds what"))
        self._desk, self._asker = desk, Asker(shell, self)
        self.table: DataTable[HolderRow] = DataTable(
            holder_columns(),
            empty=EmptyState(
                "check-circle-outline",
                _("Nobody who owes holds anything"),
                _("Customers with overdue invoices and things of ours appear here."),
            ),
            name=_("Who owes and holds what"),
        )
        self.summary = text("", "muted")
        self.customer = button(_("Open customer"), self._open_current, sign="account-outline")
        self.setLayout(column(Card(margin=16).add(self.table, stretch=1).add(row(self.customer, self.summary, None))))
        guide_focus(self, self.table)
        self.table.opened.connect(lambda chosen: self.shell.open("customer", chosen.who.number))

    def show_target(self, argument: str) -> None:
        self._asker.ask(self._desk.office.dunning.holders, self._show)

    def on_changes(self, kinds: frozenset[str]) -> None:
        if kinds & {"dunning", "invoices", "assets", "returns"}:
            self.show_target("")

    def _show(self, found: Found[HolderRow]) -> None:
        self.table.set_rows(found.rows)
        if self.table.current() is None:
            self.table.select(lambda _row: True)
        self.customer.setEnabled(bool(found.rows))
        values = [each.worth for each in found.rows if each.worth is not None]
        words = count("{count} thing", "{count} things", len(found.rows))
        if values:
            words = _("{things}, worth {value}").format(things=words, value=shown_money(sum(values[1:], values[0])))
        self.summary.setText(words if found.rows else "")

    def _open_current(self) -> None:
        chosen = self.table.current()
        if chosen is not None:
            self.shell.open("customer", chosen.who.number)


def holder_columns() -> list[Column[HolderRow]]:
    right = Align.RIGHT
    return [
        Column("number", _("Customer"), lambda r: r.who.number, code=True, width=136, yields=4),
        Column("name", _("Name"), lambda r: r.who.name, width=184),
        Column("title", _("Thing"), lambda r: r.title, fills=True),
        Column("code", _("Asset"), lambda r: r.code, code=True, width=136, yields=3),
        Column("contract", _("Contract"), lambda r: r.contract, code=True, width=136, yields=5),
        Column("worth", _("Worth"), lambda r: r.worth, align=right, width=112),
        Column("owing", _("Owes"), lambda r: r.owing, align=right, width=112),
        Column("level", _("Level"), lambda r: r.level or None, align=right, width=80, yields=2),
        Column("days", _("Days overdue"), lambda r: r.days, align=Align.LEFT, width=120, tone=lambda _row: Tone.WARN),
    ]
