"""The statement of the training bank: what it settled, what went back, for a look beside the books."""

from collections.abc import Sequence

from domain.payments.outside import Movement
from ui.backoffice.asking import Asker
from ui.desk import Desk
from ui.language import _
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.widgets.base import column, text
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column, DataTable


class TrainingStatement(Page):
    """Read from the bank's own file, each time it is shown."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Training bank"))
        self._desk, self._asker = desk, Asker(shell, self)
        empty = EmptyState(
            "school-outline",
            _("Nothing moved at the training bank yet"),
            _("As soon as a payment is collected by it, its statement stands here."),
        )
        self.table: DataTable[Movement] = DataTable(_columns(), empty=empty, name=_("Training bank"))
        about = _("No real money: this bank lives in a file of this computer, with good and bad days.")
        self.setLayout(column(text(about, "muted", wrap=True), Card(margin=16).add(self.table, stretch=1), gap=16))

    def show_target(self, _argument: str) -> None:
        money = self._desk.money
        if money is not None:
            self._asker.ask(money.training, self._show)

    def on_changes(self, kinds: frozenset[str]) -> None:
        if "payments" in kinds:
            self.show_target("")

    def _show(self, rows: Sequence[Movement]) -> None:
        self.table.set_rows(rows)


def _columns() -> list[Column[Movement]]:
    return [
        Column("on", _("Day"), lambda one: one.on, width=120),
        Column("purpose", _("Purpose"), lambda one: one.purpose, code=True, fills=True),
        Column("account", _("Account"), lambda one: one.account, width=160),
        Column("amount", _("Amount"), lambda one: one.amount, align=Align.RIGHT, width=120),
    ]
