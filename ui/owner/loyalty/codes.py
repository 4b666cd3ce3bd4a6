"""All codes of one batch of vouchers: what became of each, as a file, and one of them withdrawn."""

from collections.abc import Sequence
from uuid import UUID

from domain.application import Event
from domain.clock import today
from domain.loyalty.vouchers import Batch, BatchId, VoucherState
from domain.loyalty.withdraw_vouchers import WithdrawVouchers
from domain.views.loyalty import CodeRow
from ui.backoffice.asking import Asker, give
from ui.backoffice.loyalty.words import VOUCHER_TONES, limits, valid, worth
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.overlays import ConfirmDialog
from ui.widgets.table import Align, Column, DataTable

Found = tuple[Batch, Sequence[CodeRow]]


class CodesPage(Page):
    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Vouchers"))
        self._desk, self._asker = desk, Asker(shell, self)
        self._batch: Batch | None = None
        self.about = text("", "muted", wrap=True)
        empty = EmptyState("ticket-percent-outline", _("No codes"), _("These vouchers have no codes."))
        self.table: DataTable[CodeRow] = DataTable(_columns(), empty=empty, name=_("Codes"))
        self.withdraw = button(_("Withdraw this code …"), self._on_withdraw, sign="cancel")
        layout = column(self.about, row(self.withdraw, None), gap=16)
        layout.addWidget(Card(margin=16).add(self.table, stretch=1), 1)
        self.setLayout(layout)
        guide_focus(self, self.table)
        self.table.current_changed.connect(lambda _row: self._settle())
        self._settle()

    def show_target(self, argument: str) -> None:
        batch_id, office, day = BatchId(UUID(argument)), self._desk.office, today(self._desk.clock)

        def ask() -> Found:
            return office.loyalty.batch(batch_id), office.loyalty.codes(batch_id, day)

        self._asker.ask(ask, self._show)

    def on_changes(self, kinds: frozenset[str]) -> None:
        if kinds & {"vouchers", "orders"} and self._batch is not None:
            self.show_target(str(self._batch.id))

    def _show(self, found: Found) -> None:
        batch, rows = found
        self._batch = batch
        known = [batch.title, worth(batch.rule), valid(batch.rule), limits(batch.rule)]
        self.about.setText(" · ".join(each for each in known if each))
        self.table.set_rows(rows)
        self._settle()

    def _settle(self) -> None:
        chosen = self.table.current()
        self.withdraw.setEnabled(chosen is not None and chosen.state is not VoucherState.WITHDRAWN)

    def _on_withdraw(self) -> None:
        chosen, batch = self.table.current(), self._batch
        if chosen is None or batch is None:
            return
        words = _("{code} cannot be used any more. What was granted stays granted.").format(code=chosen.code)
        dialog = ConfirmDialog(self, _("Withdraw code"), words, _("Withdraw"))
        command = WithdrawVouchers(batch.id, chosen.code)
        dialog.accepted.connect(
            lambda: give(self.shell, self._desk, command, _nothing, self.shell.show_refusal, owner=self)
        )
        dialog.open()


def _nothing(_event: Event) -> None:
    """The page hears of it by what was touched."""


def _columns() -> list[Column[CodeRow]]:
    return [
        Column("code", _("Code"), lambda one: one.code, code=True, fills=True),
        Column("state", _("State"), lambda one: one.state, show=label, tone=_tone, width=160),
        Column("used", _("Redeemed"), lambda one: one.used, align=Align.RIGHT, width=88),
        Column("customers", _("Customers"), lambda one: one.customers, width=200, yields=2),
        Column("contracts", _("Contracts"), lambda one: one.contracts, width=200, yields=1),
    ]


def _tone(one: CodeRow) -> Tone:
    return VOUCHER_TONES.get(one.state, Tone.NEUTRAL)
