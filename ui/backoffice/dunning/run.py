"""The run: who would get which letter, why others not, and only then the letters."""

from PySide6.QtWidgets import QAbstractItemView

from domain.application import Event
from domain.dunning.request_dunning_run import RequestDunningRun
from domain.views.dunning import ReadyRow, RunPreview, SparedRow
from ui.backoffice.asking import Asker
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.words import shown_sums
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_date
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column, DataTable


class DunningRunPage(Page):
    """Nothing is written before it is confirmed; what is chosen is written, without a choice all of it."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Write reminders"))
        self._desk, self._asker = desk, Asker(shell, self)
        self.dialog: DeedDialog | None = None
        nothing = EmptyState(
            "check-circle-outline", _("No letter is due today"), _("Who is spared, and why, stands below.")
        )
        self.ready: DataTable[ReadyRow] = DataTable(_ready_columns(), empty=nothing, name=_("Letters"))
        self.ready.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.spared: DataTable[SparedRow] = DataTable(
            _spared_columns(),
            empty=EmptyState("check-circle-outline", _("Nobody is spared"), _("All that is overdue gets its letter.")),
            name=_("No letter"),
        )
        self.sums, self.warning = text("", "strong"), text("", tone=Tone.WARN, wrap=True)
        self.write = button(_("Write letters …"), self._on_write, kind="primary", sign="email-alert")
        self.write.setToolTip(_("Choose rows to write only those letters"))
        above = Card(_("Would get a letter")).add(self.ready, stretch=1)
        above.add(row(self.sums, None, self.write), self.warning)
        below = Card(_("No letter, and why")).add(self.spared, stretch=1)
        layout = column(gap=24)
        layout.addWidget(above, 3)
        layout.addWidget(below, 2)
        self.setLayout(layout)
        guide_focus(self, self.ready)
        for table in (self.ready, self.spared):
            table.opened.connect(lambda chosen: self.shell.open("customer", chosen.who.number))
        self.ready.view.selectionModel().selectionChanged.connect(lambda *_args: self._settle())

    def show_target(self, argument: str) -> None:
        self._asker.ask(self._desk.office.dunning.preview, self._show)

    def on_changes(self, kinds: frozenset[str]) -> None:
        if kinds & {"dunning", "invoices", "settings"}:
            self.show_target("")

    def chosen(self) -> list[ReadyRow]:
        """Those that are marked; all where fewer than two are."""
        marked = self.ready.selected()
        return marked if len(marked) > 1 else list(self.ready.rows())

    def _show(self, found: RunPreview) -> None:
        self.ready.set_rows(found.ready)
        self.spared.set_rows(found.spared)
        words = _(
            "The base rate from {day} on is missing: interest is claimed up to the day before. The owner enters it"
            " under Settings, Dunning."
        )
        self.warning.setText("" if found.unknown_from is None else words.format(day=shown_date(found.unknown_from)))
        self.warning.setVisible(found.unknown_from is not None)
        self._settle()

    def _settle(self) -> None:
        rows = self.chosen()
        self.write.setEnabled(bool(rows))
        sums = {each.notice.currency: each.notice.to_pay for each in rows[:0]}
        for each in rows:
            known = sums.get(each.notice.currency)
            sums[each.notice.currency] = each.notice.to_pay if known is None else known + each.notice.to_pay
        letters = count("{count} letter", "{count} letters", len(rows))
        words = _("{letters} about {sum}").format(letters=letters, sum=shown_sums(tuple(sums.values())))
        self.sums.setText(words if rows else "")

    def _on_write(self) -> None:
        rows = self.chosen()
        about = _("{what}. They go out by themselves; what they claim is on the books at once.")
        made = DeedDialog(
            self._desk, self.shell, self, title=_("Write reminders"), detail=about.format(what=self.sums.text()),
            deed=_("Write the letters"),
        )  # fmt: skip
        ids = tuple(dict.fromkeys(each.who.id for each in rows))
        made.make = lambda _values: RequestDunningRun(ids)
        made.done_with = self._done
        self.dialog = made
        made.open()

    def _done(self, _event: Event) -> None:
        self.shell.toast(_("The letters are being written."))


def _ready_columns() -> list[Column[ReadyRow]]:
    right = Align.RIGHT
    return [
        Column("number", _("Customer"), lambda r: r.who.number, code=True, width=136, yields=3),
        Column("name", _("Name"), lambda r: r.who.name, fills=True),
        Column("level", _("Level"), lambda r: f"{r.notice.level} · {r.notice.level_name}", width=184,
               tone=lambda r: Tone.BAD if r.notice.cancels else Tone.WARN),
        Column("invoices", _("Invoices"), lambda r: r.numbers, width=152, wide=288, yields=4),
        Column("debt", _("Owes"), lambda r: r.notice.debt, align=right, width=112),
        Column("fee", _("Costs"), lambda r: r.notice.fee or None, align=right, width=88, yields=1),
        Column("interest", _("Interest"), lambda r: r.notice.interest or None, align=right, width=96, yields=1),
        Column("lump", _("Lump sum"), lambda r: r.notice.lump_sum or None, align=right, width=104, yields=2),
        Column("earlier", _("Earlier claims"), lambda r: r.notice.earlier or None, align=right, width=120,
               optional=True),
        Column("pay", _("To pay"), lambda r: r.notice.to_pay, align=right, width=112),
        Column("until", _("Pay by"), lambda r: r.notice.pay_until, show=shown_date, width=112, yields=5),
    ]  # fmt: skip


def _spared_columns() -> list[Column[SparedRow]]:
    return [
        Column("number", _("Customer"), lambda r: r.who.number, code=True, width=136, yields=2),
        Column("name", _("Name"), lambda r: r.who.name, fills=True),
        Column("invoice", _("Invoice"), lambda r: r.item.number, code=True, width=152),
        Column("due", _("Due on"), lambda r: r.item.due_on, show=shown_date, width=112, yields=3),
        Column("open", _("Still open"), lambda r: r.item.open, align=Align.RIGHT, width=112),
        Column("why", _("Why"), lambda r: r.why, show=label, width=208, wide=352),
        Column("next", _("Again on"), lambda r: r.until, show=shown_date, width=112, yields=1),
    ]
