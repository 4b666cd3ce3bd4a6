"""Places: the tree with what lies where, what is in quarantine since when and why, and what nobody saw for long."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QDialog, QHBoxLayout, QTabWidget, QWidget

from domain.application import Command
from domain.assets.label_sheet import Label
from domain.clock import legal_day, today
from domain.ids import PlaceId
from domain.places.close_place import ClosePlace
from domain.places.model import PlaceState
from domain.places.reopen_place import ReopenPlace
from domain.views.depot import HeldRow, PlaceNode, ShelfRow, StockRules, UnseenRow
from domain.views.floor_rows import AssetRow
from domain.views.office_rows import Found
from ui.backoffice.asking import Asker, give
from ui.backoffice.bulk.bar import BulkBar
from ui.backoffice.bulk.things import things_bulk
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_instant
from ui.places import dialogs
from ui.printing.paper import Printer
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.bend import Bend
from ui.widgets.card import Card
from ui.widgets.deeds import Deed, fill_deeds
from ui.widgets.empty import EmptyState
from ui.widgets.table import Column, DataTable

TREE, HELD, UNSEEN = range(3)
_STATES = {PlaceState.OPEN: Tone.OK, PlaceState.BLOCKED: Tone.WARN, PlaceState.CLOSED: Tone.NEUTRAL}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the three lists show."""

    tree: tuple[PlaceNode, ...]
    held: Found[HeldRow]
    unseen: Found[UnseenRow]
    rules: StockRules


@dataclass(frozen=True, slots=True)
class Inside:
    """What lies in a place, with what stands in it."""

    things: Found[AssetRow]
    shelves: tuple[ShelfRow, ...]


class PlacesPage(Page):
    """`is_owner`: places are made and changed here too. Opened with the code of a place it shows that one."""

    def __init__(self, desk: Desk, shell: Shell, *, is_owner: bool = False) -> None:
        super().__init__(shell, _("Places"))
        self.desk, self._is_owner = desk, is_owner
        self._asker, self._inside = Asker(shell, self), Asker(shell, self)
        self.printer = Printer(shell, desk, self)
        self.rules = StockRules(True, 180, False)
        self.dialog: QDialog | None = None
        self._wanted = ""
        add = _("The owner adds places.") if not is_owner else _("Begin with a rack and its bins.")
        empty = EmptyState("file-tree-outline", _("No places yet"), add)
        self.tree: DataTable[PlaceNode] = DataTable(_tree_columns(), empty=empty, name=_("Places"))
        self.things: DataTable[AssetRow] = DataTable(
            _thing_columns(), empty=EmptyState("tray", _("Nothing lies here")), name=_("What lies here")
        )
        free = EmptyState("shield-check-outline", _("Nothing is in quarantine"), _("What is held back stands here."))
        self.held: DataTable[HeldRow] = DataTable(self._held_columns(), empty=free, name=_("In quarantine"))
        seen = EmptyState("eye-check-outline", _("Everything was seen"), _("Scans and counts keep it so."))
        self.unseen: DataTable[UnseenRow] = DataTable(_unseen_columns(), empty=seen, name=_("Not seen for long"))
        self.deeds, self.held_deeds = QHBoxLayout(), QHBoxLayout()
        self.about, self.days = text("", "muted", wrap=True), text("", "muted", wrap=True)
        self.tabs = QTabWidget()
        self._build()
        self._connect()

    def show_target(self, argument: str) -> None:
        self._wanted = argument
        self._load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if {"places", "assets", "supplies", "settings", "counts"} & kinds:
            self._load()

    def words(self) -> str:
        """Nothing is searched for here: the things of a place are shown whole."""
        return ""

    def choice(self) -> list[PlaceId]:
        """The place that is chosen, with all that stands in it."""
        node = self.tree.current()
        deep = 0 if node is None else len(node.path)
        return [each.id for each in self.tree.model.rows if node is not None and each.path[:deep] == node.path]

    def _build(self) -> None:
        inside = QWidget()
        self.bulk = BulkBar(things_bulk(self.desk), self.shell, self.things, self)
        inside.setLayout(column(self.about, self.things, self.bulk, gap=8))
        around = Bend(self.tree, inside, gap=24)
        parts = (
            (_("Places"), column(row(self.deeds), around, gap=8, margin=8)),
            (_("In quarantine"), column(row(self.held_deeds), self.held, gap=8, margin=8)),
            (_("Not seen for long"), column(self.days, self.unseen, gap=8, margin=8)),
        )
        for words, layout in parts:
            page = QWidget()
            page.setLayout(layout)
            self.tabs.addTab(page, words)
        card = Card(margin=16).add(self.tabs, stretch=1)
        card.setMinimumHeight(theme().px(480))
        self.setLayout(column(card))
        guide_focus(self, self.tree)

    def _connect(self) -> None:
        self.tree.current_changed.connect(self._choose)
        self.held.current_changed.connect(lambda _row: self._show_held_deeds())
        self.held.view.selectionModel().selectionChanged.connect(lambda *_changed: self._show_held_deeds())
        self.things.opened.connect(lambda each: self.shell.open("asset", each.code))
        self.held.opened.connect(lambda each: self.shell.open("asset", each.asset.code))
        self.unseen.opened.connect(lambda each: self.shell.open("asset", each.asset.code))

    def _load(self) -> None:
        depot = self.desk.floor.depot

        def ask() -> Shown:
            rules = depot.rules()
            return Shown(depot.tree(), depot.held(), depot.unseen(rules.unseen_days), rules)

        self._asker.ask(ask, self._show)

    def _show(self, found: Shown) -> None:
        self.rules = found.rules
        kept = self.tree.current()
        self.tree.set_rows(found.tree)
        self.held.set_rows(found.held.rows)
        self.unseen.set_rows(found.unseen.rows)
        self.tabs.setTabText(HELD, _("In quarantine ({count})").format(count=len(found.held.rows)))
        self.tabs.setTabText(UNSEEN, _("Not seen for long ({count})").format(count=len(found.unseen.rows)))
        words = _("What lies in house and was neither scanned nor counted for {count} days.")
        self.days.setText(words.format(count=found.rules.unseen_days))
        wanted = self._wanted or (kept.code if kept is not None else "")
        self._wanted = ""
        if not self.tree.select(lambda node: node.code == wanted or str(node.id) == wanted):
            self.tree.select(lambda _node: True)
        self._choose(self.tree.current())
        self._show_held_deeds()

    def _choose(self, node: PlaceNode | None) -> None:
        fill_deeds(self.deeds, self._deeds(node))
        self.about.setText("" if node is None else _about(node))
        if node is None:
            self.things.set_rows(())
            return
        ids = self.choice()
        depot = self.desk.floor.depot
        self._inside.ask(lambda: Inside(depot.things_in(ids), depot.shelves_in(ids)), partial(self._show_inside, node))

    def _show_inside(self, node: PlaceNode, found: Inside) -> None:
        self.things.set_rows(found.things.rows)
        shelves = " · ".join(f"{each.title} {each.on_hand}" for each in found.shelves)
        self.about.setText("\n".join(each for each in (_about(node), shelves) if each))

    def _deeds(self, node: PlaceNode | None) -> list[Deed]:
        rows = self.tree.model.rows
        deeds: list[Deed] = []
        if self._is_owner:
            deeds += [
                ("add_place", _("New place …"), lambda: self._open(dialogs.add_dialog, rows, node), True),
                ("add_places", _("Many places …"), lambda: self._open(dialogs.ManyDialog, rows, node), False),
            ]
        deeds.append(("counts", _("Stock counts"), lambda: self.shell.open("counts"), False))
        if node is None:
            return deeds
        if self._is_owner and node.state is not PlaceState.CLOSED:
            deeds.append(("change_place", _("Change …"), lambda: self._open(dialogs.change_dialog, rows, node), False))
        if self._is_owner and node.state is PlaceState.OPEN:
            deeds.append(("close_place", _("Give up"), lambda: self._give(ClosePlace(node.id)), False))
        if self._is_owner and node.state is PlaceState.CLOSED:
            deeds.append(("reopen_place", _("Use again"), lambda: self._give(ReopenPlace(node.id)), False))
        if node.state is PlaceState.OPEN:
            hold = partial(self._open, dialogs.hold_place_dialog, node)
            deeds.append(("hold_place", _("Quarantine …"), hold, False))
        if node.state is PlaceState.BLOCKED and self.rules.may_lift:
            lift = partial(self._open, dialogs.lift_place_dialog, node.id, node.name)
            deeds.append(("lift_place", _("Lift the quarantine …"), lift, False))
        deeds.append(("print_labels", _("Labels"), self._print, False))
        return deeds

    def _show_held_deeds(self) -> None:
        chosen = self.held.selected()
        deeds: list[Deed] = []
        if chosen and self.rules.may_lift:
            ids = tuple(each.asset.id for each in chosen)
            title = count("{count} thing", "{count} things", len(ids))
            lift = partial(self._open, dialogs.lift_things_dialog, ids, title)
            deeds.append(("lift_things", _("Lift the quarantine …"), lift, True))
        fill_deeds(self.held_deeds, deeds)

    def _open(self, make: Callable[..., QDialog], *about: object) -> None:
        self.dialog = make(self.desk, self.shell, self, *about)
        self.dialog.open()

    def _give(self, command: Command) -> None:
        give(self.shell, self.desk, command, lambda _event: None, self.shell.show_refusal, owner=self)

    def _print(self) -> None:
        """Labels of the chosen places, several with Ctrl or Shift."""
        nodes = self.tree.selected()
        labels = [Label(node.code, node.name, " / ".join(node.path[:-1])) for node in nodes]
        if labels:
            self.printer.labels.give(_("Labels of places"), labels)

    def _held_columns(self) -> list[Column[HeldRow]]:
        def days(row: HeldRow) -> int:
            return (today(self.desk.clock) - legal_day(row.since)).days

        return [
            Column("title", _("Product"), lambda r: r.asset.title, fills=True),
            Column("code", _("Number"), lambda r: r.asset.code, width=136, code=True),
            Column("reason", _("Why"), lambda r: label(r.reason), width=176, tone=lambda _r: Tone.WARN),
            Column("days", _("Days"), days, width=72),
            Column("place", _("Place"), lambda r: r.asset.place or None, width=120, yields=2),
            Column("note", _("More about it"), lambda r: r.note or None, width=184, yields=3),
            Column("because", _("Because of"), lambda r: r.place_held or None, width=120, yields=4),
            Column("since", _("Since"), lambda r: r.since, show=shown_instant, width=152, yields=5),
            Column("who", _("Who"), lambda r: r.who, width=112, yields=5),
        ]


def _about(node: PlaceNode) -> str:
    parts = [" › ".join(node.path), node.code, label(node.kind)]
    if node.state is PlaceState.BLOCKED and node.reason is not None:
        since = shown_instant(node.since) if node.since is not None else ""
        parts.append(_("in quarantine since {since}: {why}").format(since=since, why=label(node.reason)))
        parts.append(node.note)
    if node.counting:
        parts.append(_("being counted: {number}").format(number=node.counting))
    return " · ".join(part for part in parts if part)


def _state(node: PlaceNode) -> PlaceState:
    """A place in one that is in quarantine is so too."""
    return PlaceState.BLOCKED if node.state is PlaceState.OPEN and not node.is_usable else node.state


def _tree_columns() -> list[Column[PlaceNode]]:
    return [
        Column("name", _("Place"), lambda r: "    " * r.depth + r.name, fills=True),
        Column("code", _("Code"), lambda r: r.code, width=128, code=True, yields=2),
        Column("kind", _("Kind"), lambda r: label(r.kind), width=88, yields=3),
        Column("things", _("Things"), lambda r: r.all_things, width=80),
        Column("pieces", _("Pieces"), lambda r: r.all_pieces, width=80, yields=1),
        Column("state", _("State"), lambda r: label(_state(r)), width=128, tone=lambda r: _STATES[_state(r)], yields=1),
        Column("path", _("Stands in"), lambda r: " › ".join(r.path[:-1]), width=160, optional=True),
    ]


def _thing_columns() -> list[Column[AssetRow]]:
    return [
        Column("title", _("Product"), lambda r: r.title, fills=True),
        Column("code", _("Number"), lambda r: r.code, width=136, code=True),
        Column("place", _("Place"), lambda r: r.place or None, width=104, yields=2),
        Column("status", _("Status"), lambda r: label(r.status), width=120, yields=1),
        Column("readiness", _("Ready?"), lambda r: label(r.readiness), width=112, yields=3),
    ]


def _unseen_columns() -> list[Column[UnseenRow]]:
    return [
        Column("title", _("Product"), lambda r: r.asset.title, fills=True),
        Column("code", _("Number"), lambda r: r.asset.code, width=136, code=True),
        Column("place", _("Place"), lambda r: r.asset.place or None, width=136, yields=1),
        Column("status", _("Status"), lambda r: label(r.asset.status), width=128, yields=2),
        Column("seen_at", _("Seen last"), lambda r: r.seen_at, show=shown_instant, width=152),
    ]
