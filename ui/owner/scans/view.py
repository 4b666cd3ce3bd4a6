"""Wrong scans: how many of which kind at which station, and each of them with who and when."""

from datetime import timedelta
from typing import Final

from PySide6.QtWidgets import QComboBox

from domain.assets.symbologies import NAMES
from domain.views.scans import MOST_ROWS, WrongFigure, WrongScanRow, WrongScans
from ui.backoffice.asking import Asker
from ui.desk import Desk
from ui.language import N_, _, count, shown_instant
from ui.shell.page import Page
from ui.shell.port import SEATS, Shell
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column, DataTable

DAYS = (7, 30, 90, 365)


class WrongScansPage(Page):
    """Newest first; the figures above count the whole time that was chosen."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Wrong scans"))
        self._desk, self._asker = desk, Asker(shell, self)
        self.days = QComboBox()
        self.days.setAccessibleName(_("Time looked at"))
        for days in DAYS:
            self.days.addItem(count("Last {count} day", "Last {count} days", days), days)
        self.days.activated.connect(self._load)
        about = text(
            _(
                "Many of one kind at one station mean a worn label, a scanner that is set wrongly, or a step that is"
                " not clear. Of texts that may name a person only the shape is kept."
            ),
            "muted",
            wrap=True,
        )
        nothing = EmptyState("barcode-scan", _("No wrong scan"), _("Every scan in this time was of use."))
        self.figures: DataTable[WrongFigure] = DataTable(
            _figure_columns(), empty=nothing, name=_("Wrong scans by station and kind")
        )
        none = EmptyState("barcode-scan", _("No wrong scan"), _("Every scan in this time was of use."))
        self.scans: DataTable[WrongScanRow] = DataTable(_columns(), empty=none, name=_("Wrong scans"))
        above = Card(_("By station and kind"), margin=16).add(row(self.days, None), about)
        self.setLayout(
            column(
                above.add(self.figures, stretch=1),
                Card(_("The scans"), margin=16).add(self.scans, stretch=1),
                gap=16,
            )
        )
        guide_focus(self, self.figures)

    def show_target(self, _argument: str) -> None:
        self._load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if "wrong_scans" in kinds:
            self._load()

    def _load(self) -> None:
        since = self._desk.clock.now() - timedelta(days=self.days.currentData())
        self._asker.ask(lambda: self._desk.office.scans.wrong(since), self._show)

    def _show(self, found: WrongScans) -> None:
        self.figures.set_rows(found.figures)
        self.scans.set_rows(found.rows)
        words = _("The latest {count} are listed; the figures above count them all.").format(count=MOST_ROWS)
        self.set_heading(self.title, words if len(found.rows) == MOST_ROWS else "")


def _figure_columns() -> list[Column[WrongFigure]]:
    return [
        Column("station", _("Station"), lambda one: _station(one.station), fills=True),
        Column("store", _("Store"), lambda one: one.store, width=176, yields=1),
        Column("kind", _("Kind"), lambda one: one.kind, width=200),
        Column("scans", _("Scans"), lambda one: one.scans, align=Align.RIGHT, width=96),
        Column("people", _("People"), lambda one: one.people, align=Align.RIGHT, width=96),
    ]


def _columns() -> list[Column[WrongScanRow]]:
    return [
        Column("at", _("When"), lambda one: one.at, show=shown_instant, width=152),
        Column("who", _("Who"), lambda one: one.who, width=152),
        Column("kind", _("Kind"), lambda one: one.kind, width=176),
        Column("shown", _("Code or its shape"), lambda one: one.shown, code=True, fills=True),
        Column("symbology", _("Kind of code"), lambda one: NAMES.get(one.symbology, ""), width=112, yields=2),
        Column("page", _("Page"), lambda one: _page(one.page), width=136, yields=1),
        Column("station", _("Station"), lambda one: _station(one.station), width=152, yields=3),
        Column("device", _("Device"), lambda one: one.device, width=120, yields=4),
        Column("refusal", _("Refusal"), lambda one: one.refusal, width=160, optional=True),
        Column("digest", _("Same text"), lambda one: one.digest, width=104, code=True, optional=True),
    ]


_TITLES: Final = {
    "receive": N_("Receive"),
    "ship": N_("Ship"),
    "return": N_("Take back"),
    "refurbish": N_("Refurbish"),
    "supplies": N_("Supplies"),
    "asset": N_("Asset"),
    "tasks": N_("Tasks"),
}


def _page(key: str) -> str:
    """Its title where it is one of the floor's; any other page by its key."""
    return _(_TITLES[key]) if key in _TITLES else key.replace("_", " ")


def _station(login: str) -> str:
    """The seat's word where this computer has one login for each seat, else the login that a station has."""
    return next((_(seat.title) for seat in SEATS if login == f"seat_{seat.key}"), login)
