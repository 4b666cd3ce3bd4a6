"""All stock counts of the store: those that run, those to decide, and what became of the others."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from domain.application import Command, Event
from domain.counts.model import CountStage
from domain.counts.open_count import CountOpened, OpenCount
from domain.ids import ProductId
from domain.views.depot import CountRow, PlaceNode, StockRules
from domain.views.office_rows import Found
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.lists import ListPage, ListSpec
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_instant
from ui.shell.port import Shell
from ui.theme import Tone
from ui.warehouse.counting.side import TONES
from ui.widgets.base import row
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.forms import ChoiceField
from ui.widgets.table import Column


class CountsPage(ListPage):
    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk = desk
        self.new_count = button(_("New count"), self._on_new, kind="primary", sign="plus")
        self.new_count.setObjectName("new_count")
        super().__init__(shell, _spec(desk))

    def top(self) -> QWidget:
        holder = QWidget()
        holder.setLayout(row(self.new_count, None))
        return holder

    def _on_new(self) -> None:
        floor = self._desk.floor

        def ask() -> tuple[tuple[PlaceNode, ...], tuple[tuple[ProductId, str], ...], StockRules]:
            return floor.depot.tree(), floor.depot.products(), floor.depot.rules()

        self.shell.services.background.run(ask, self._open, self.shell.show_refusal, self)

    def _open(self, found: tuple[tuple[PlaceNode, ...], tuple[tuple[ProductId, str], ...], StockRules]) -> None:
        tree, products, rules = found
        self.dialog = NewCount(self._desk, self.shell, self, tree=tree, products=products, rules=rules)
        self.dialog.open()


class NewCount(DeedDialog):
    """Of a place with all that stands in it, or of a product wherever it lies."""

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        parent: QWidget,
        *,
        tree: tuple[PlaceNode, ...],
        products: tuple[tuple[ProductId, str], ...],
        rules: StockRules,
    ) -> None:
        about = _("Several people may count different places at the same time. Everything is kept scan by scan.")
        super().__init__(desk, shell, parent, title=_("New count"), detail=about, deed=_("Begin"))
        places = [("    " * node.depth + node.name, node) for node in tree if node.state.value != "closed"]
        choices: list[tuple[Any, str]] = [((node.id, None), words) for words, node in places]
        choices += [((None, key), _("Product: {name}").format(name=name)) for key, name in products]
        self.form.add(what=ChoiceField(_("What is counted"), choices))
        hidden = [(True, _("hide what is expected")), (False, _("show what is expected"))]
        self.form.add(is_blind=ChoiceField(_("What is expected"), hidden))
        self.form["is_blind"].set_value(rules.is_blind)  # type: ignore[attr-defined]  # a choice
        self.done_with = self._opened

    def command(self, values: Mapping[str, Any]) -> Command | None:
        place_id, product_id = values["what"]
        return OpenCount(place_id, product_id, values["is_blind"])

    def _opened(self, event: Event) -> None:
        if isinstance(event, CountOpened):
            self._shell.open("count", str(event.count_id))


def _spec(desk: Desk) -> ListSpec[CountRow]:
    def ask(words: str, choice: CountStage | None) -> Found[CountRow]:
        found = desk.floor.depot.counts()
        wanted = words.casefold()
        rows = [
            each
            for each in found.rows
            if (choice is None or each.stage is choice) and wanted in f"{each.number} {each.what}".casefold()
        ]
        return Found(tuple(rows), has_more=found.has_more)

    choices: list[tuple[CountStage | None, str]] = [(None, _("All counts"))]
    choices += [(each, label(each)) for each in CountStage]
    begin = _("Begin with a small place; differences are decided after it.")
    return ListSpec(
        _("Stock counts"),
        _("Number, place or product"),
        _columns(),
        choices,
        lambda: EmptyState("counter", _("No count yet"), begin),
        ask,
        frozenset({"counts"}),
        lambda each: ("count", str(each.id)),
    )


def _columns() -> list[Column[CountRow]]:
    return [
        Column("number", _("Number"), lambda r: r.number, width=136, code=True),
        Column("what", _("What is counted"), lambda r: r.what, fills=True),
        Column(
            "stage", _("State"), lambda r: label(r.stage), width=128, tone=lambda r: TONES.get(r.stage, Tone.NEUTRAL)
        ),
        Column("opened_at", _("Begun"), lambda r: r.opened_at, show=shown_instant, width=152, yields=2),
        Column("opened_by", _("By"), lambda r: r.opened_by, width=120, yields=3),
        Column("scans", _("Scans"), lambda r: r.scans, width=80, yields=4),
        Column("differences", _("Differences"), lambda r: r.differences or None, width=112, yields=1),
        Column("undecided", _("Undecided"), lambda r: r.undecided or None, width=112, yields=1),
    ]
