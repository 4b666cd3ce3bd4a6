"""The owner's tills: which there are, who works them, whether they take cash."""

from functools import partial

from domain.application import Event
from domain.ids import PersonId, StoreId
from domain.till.add_till import AddTill
from domain.till.change_till import ChangeTill
from domain.till.close_till import CloseTill
from domain.till.drawer import SessionStatus
from domain.till.terms import TillTerms
from domain.views.till import TillRow
from ui.backoffice.asking import Asker, give
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.owner.tills.dialog import TillDialog
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.overlays import confirm
from ui.widgets.table import Align, Column, DataTable

People = tuple[tuple[PersonId, str], ...]


class TillsPage(Page):
    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Tills"))
        self.desk = desk
        self._asker, self._settings = Asker(shell, self), Asker(shell, self)
        self._stores: list[tuple[StoreId, str]] = []
        empty = EmptyState(
            "cash-register",
            _("No till yet"),
            _("A till gives receipts their numbers. Without cash it needs no signing device."),
            action=_("New till"),
            on_action=self._add,
        )
        self.table: DataTable[TillRow] = DataTable(_columns(), empty=empty, name=_("Tills"))
        self.new = button(_("New till"), self._add, kind="primary", sign="plus", shortcut="Ctrl+N")
        self.edit = button(_("Edit …"), self._edit, sign="pencil-outline")
        self.shut = button(_("Take out of use …"), self._shut, sign="archive-outline")
        self.table.opened.connect(lambda _row: self._edit())
        self.table.current_changed.connect(self._enable)
        about = text(
            _(
                "Cash is off until you switch it on: taking cash makes the till a cash register by law, with a signing"
                " device, receipts for everything and a report to the tax office."
            ),
            "muted",
            wrap=True,
        )
        deeds = Bend(row(self.edit, self.shut, None), row(None, self.new), gap=8)
        self.setLayout(column(Card(margin=16).add(about, deeds).add(self.table, stretch=1)))
        guide_focus(self, self.table)
        self._enable(None)

    def show_target(self, _argument: str) -> None:
        self._load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if "tills" in kinds or "settings" in kinds:
            self._load()

    def _load(self) -> None:
        self._asker.ask(self.desk.office.tills.tills, self._show)

    def _show(self, rows: tuple[TillRow, ...]) -> None:
        self.table.set_rows(rows)
        self._enable(self.table.current())

    def _add(self) -> None:
        def known(found: tuple[list[tuple[StoreId, str]], People]) -> None:
            TillDialog(self, None, *found, self._give_new).open()

        def ask() -> tuple[list[tuple[StoreId, str]], People]:
            stores = [(each.store_id, each.kept.value.name) for each in self.desk.office.settings().stores]
            return stores, self.desk.office.tills.people()

        self._settings.ask(ask, known)

    def _edit(self) -> None:
        chosen = self.table.current()
        if chosen is not None and not chosen.till.is_closed:
            till, give_changed = chosen.till, partial(self._give_changed, chosen)

            def known(people: People) -> None:
                TillDialog(self, till, (), people, give_changed).open()

            self._settings.ask(self.desk.office.tills.people, known)

    def _shut(self) -> None:
        chosen = self.table.current()
        if chosen is None:
            return
        title = _("Take till {till} out of use?").format(till=chosen.till.code)
        detail = _("Its receipts and day reports stay. It cannot be opened again, and its code is not used again.")
        confirm(self, title, detail, _("Take out of use"), partial(self._give_shut, chosen), danger=True)

    def _give_new(self, store: StoreId, code: str, terms: TillTerms) -> None:
        give(self.shell, self.desk, AddTill(store, code, terms), self._done, self.shell.show_refusal, owner=self)

    def _give_changed(self, chosen: TillRow, _store: StoreId, _code: str, terms: TillTerms) -> None:
        command = ChangeTill(chosen.till.id, chosen.till.version, terms)
        give(self.shell, self.desk, command, self._done, self._failed, owner=self)

    def _give_shut(self, chosen: TillRow) -> None:
        command = CloseTill(chosen.till.id, chosen.till.version)
        give(self.shell, self.desk, command, self._done, self._failed, owner=self)

    def _done(self, _event: Event) -> None:
        self.shell.toast(_("Saved"))
        self._load()

    def _failed(self, error: Exception) -> None:
        self.shell.show_refusal(error)
        self._load()

    def _enable(self, chosen: TillRow | None) -> None:
        can = chosen is not None and not chosen.till.is_closed
        self.edit.setEnabled(can)
        self.shut.setEnabled(can and chosen is not None and chosen.status is SessionStatus.NEW)


def _columns() -> list[Column[TillRow]]:
    right = Align.RIGHT
    return [
        Column("code", _("Code"), lambda r: r.till.code, code=True, width=96),
        Column("name", _("Name"), lambda r: r.till.name, fills=True),
        Column("store", _("Store"), lambda r: r.store, width=160),
        Column("cash", _("Cash"), _cash, tone=_tone, width=176),
        Column("signing", _("Signing device (TSE)"), lambda r: r.till.signing, show=label, width=232, yields=2),
        Column("login", _("Only for this login"), lambda r: r.till.login or None, code=True, width=160, yields=4),
        Column(
            "difference", _("Difference up to"), lambda r: r.till.difference_limit, align=right, width=128, yields=3
        ),
        Column("last", _("Last receipt"), lambda r: r.last_number or None, code=True, width=128, yields=1),
    ]


def _cash(one: TillRow) -> str:
    if one.till.is_closed:
        return _("out of use")
    return _("takes cash") if one.till.is_cash_on else _("no cash here")


def _tone(one: TillRow) -> Tone:
    return Tone.WARN if one.till.is_cash_on and not one.till.is_closed else Tone.NEUTRAL
