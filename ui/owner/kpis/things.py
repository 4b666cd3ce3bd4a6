"""Products and their things: how much of their days they were out, what they brought and cost, how they come back."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from PySide6.QtWidgets import QSizePolicy, QWidget

from domain.assets.status import Status
from domain.clock import today
from domain.ids import ProductId
from domain.kpis.depreciation import DepreciationSettings
from domain.money import Money, total
from domain.settings.book import Kept
from domain.views.kpis import FleetRow, ThingRow
from ui.backoffice.asking import Asker
from ui.backoffice.parts import SmallTable
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown, shown_money
from ui.owner.kpis.depreciation import DepreciationDialog
from ui.owner.kpis.plots import BarPlot, Series
from ui.owner.kpis.tiles import Tile, Tiles
from ui.owner.kpis.words import shown_share
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column, DataTable

_BARS: Final = 10
_LONGEST: Final = 13


class ThingsPart(QWidget):
    """Of the span that was asked for. `opens` is called with a product. The plot has those with most days."""

    def __init__(self, opens: Callable[[FleetRow], None]) -> None:
        super().__init__()
        self._plotted: Sequence[FleetRow] = ()
        self.tiles = Tiles()
        self.plot = BarPlot(_("Days out of days owned"), lambda place: opens(self._plotted[place]), self._told)
        self.products = SmallTable(fleet_columns(), _("No things yet."), name=_("Products"), most=12)
        about = _("Things that were ours on any day of the span. Click a bar or open a product to see its things.")
        self.setLayout(
            column(
                Card(_("Products and their things")).add(
                    text(about, "muted", wrap=True), self.tiles, self.plot, self.products
                ),
                None,
                gap=24,
            )
        )
        self.products.opened.connect(opens)

    def show_found(self, rows: Sequence[FleetRow]) -> None:
        self.tiles.set_tiles(fleet_tiles(rows))
        self._plotted = sorted((each for each in rows if each.owned_days), key=lambda one: -one.owned_days)[:_BARS]
        shares = [100 * (each.utilisation or Decimal(0)) for each in self._plotted]
        self.plot.show_series(
            [_short(each.title) for each in self._plotted], [Series(_("Days out, in percent"), "accent", shares)]
        )
        self.products.set_rows(rows)

    def _told(self, place: int) -> str:
        one = self._plotted[place]
        return f"{one.title}: {shown_share(one.utilisation)}"


def _short(title: str) -> str:
    """Below a bar; the whole name is in the table and on hovering."""
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"


def fleet_tiles(rows: Sequence[FleetRow]) -> list[Tile]:
    owned, rented = sum(each.owned_days for each in rows), sum(each.rented_days for each in rows)
    share = Decimal(rented) / owned if owned else None
    returns, repaired = sum(each.returns for each in rows), sum(each.repaired for each in rows)
    repairs = total(each.repairs for each in rows)
    a_return = shown_money(Money(repairs.minor // returns, repairs.currency)) if returns else "–"
    tip = _("Days with customers, of the days on which things were ours.")
    return [
        Tile(str(sum(each.things for each in rows)), _("Things"), _("That were ours on any day of the span.")),
        Tile(shown_share(share), _("Days out of days owned"), tip),
        Tile(shown_money(total(each.income for each in rows)), _("Billed, net"), _("Less credits, without deposits.")),
        Tile(shown_share(Decimal(repaired) / returns if returns else None), _("Repairs of returns")),
        Tile(a_return, _("Repairs a return"), _("What mending cost in the span, by what came back.")),
    ]


def fleet_columns() -> list[Column[FleetRow]]:
    right = Align.RIGHT
    return [
        Column("title", _("Product"), lambda one: one.title, fills=True),
        Column("things", _("Things"), lambda one: one.things, align=right, width=80),
        Column("used", _("Out"), lambda one: one.utilisation, show=shown_share, align=right, width=88),
        Column("income", _("Billed, net"), lambda one: one.income, align=right, width=128),
        Column("repairs", _("Repairs"), lambda one: one.repairs, align=right, width=112, yields=2),
        Column("lost", _("Written off"), lambda one: one.lost, align=right, width=112, yields=4),
        Column("result", _("Result"), lambda one: one.result, align=right, width=128),
        Column("acquired", _("Cost to buy"), lambda one: one.acquired, align=right, width=128, yields=3),
        Column("book", _("Book value"), lambda one: one.book, show=_dash, align=right, width=128, yields=4),
        Column("after", _("After depreciation"), _after, show=_dash, align=right, width=152, yields=2),
        Column("returns", _("Returns"), lambda one: one.returns, align=right, width=88, yields=5),
        Column("turnaround", _("Days until ready"), _turnaround, align=right, width=136, yields=1),
    ]


def _turnaround(one: FleetRow) -> Decimal | str:
    return "–" if one.turnaround_days is None else one.turnaround_days


class ThingsPage(Page):
    """All things of one product: what each brought and cost since its first day."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Things"))
        self._desk, self._asker, self._rules = desk, Asker(shell, self), Asker(shell, self)
        self._product: tuple[ProductId, str] | None = None
        empty = EmptyState("bike", _("No things"), _("Things of this product stand here once they are received."))
        self.table: DataTable[ThingRow] = DataTable(thing_columns(), empty=empty, name=_("Things"))
        about = _("Result: billed less repairs. Earned back: the result of what the thing cost.")
        self.rule = button(_("Depreciation"), self._on_rule, sign="trending-down")
        self.rule.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        head = row(text(about, "muted", wrap=True), self.rule, gap=16)
        self.setLayout(column(Card().add(head).add(self.table, stretch=1)))
        guide_focus(self, self.table)
        self.table.opened.connect(lambda one: self.shell.open("asset", one.code))

    def show_target(self, argument: str) -> None:
        """`argument`: the product's id and its name, parted by a blank."""
        product, _blank, title = argument.partition(" ")
        self.set_heading(title or _("Things"))
        self._product = _product(product), title
        self._load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if "settings" in kinds and self._product is not None:
            self._load()

    def _load(self) -> None:
        office, day = self._desk.office, today(self._desk.clock)
        if self._product is not None:
            product_id, _title = self._product
            self._asker.ask(lambda: office.kpis.things(product_id, day), self.table.set_rows)

    def _on_rule(self) -> None:
        kpis, product = self._desk.office.kpis, self._product
        if product is None:
            return

        def show(kept: Kept[DepreciationSettings]) -> None:
            DepreciationDialog(kept, product, desk=self._desk, shell=self.shell, parent=self).open()

        self._rules.ask(kpis.depreciation, show)


def _product(text_: str) -> ProductId:
    from uuid import UUID

    return ProductId(UUID(text_))


def thing_columns() -> list[Column[ThingRow]]:
    right = Align.RIGHT
    return [
        Column("code", _("Code"), lambda one: one.code, code=True, width=152),
        Column("title", _("Thing"), lambda one: one.title, fills=True),
        Column("status", _("Status"), lambda one: label(Status(one.status)), width=136, yields=2),
        Column("out", _("Days out"), lambda one: one.rented_days, align=right, width=96, yields=4),
        Column("owned", _("Days owned"), lambda one: one.owned_days, align=right, width=112, yields=6),
        Column("idle", _("Idle for"), lambda one: one.idle_days, show=_days, align=right, width=112, yields=3),
        Column("acquired", _("Cost to buy"), lambda one: one.acquired, show=_known, align=right, width=120, yields=5),
        Column("income", _("Billed, net"), lambda one: one.income, align=right, width=120),
        Column("repairs", _("Repairs"), lambda one: one.repairs, align=right, width=112, yields=1),
        Column("result", _("Result"), lambda one: one.result, align=right, width=120),
        Column("book", _("Book value"), lambda one: one.book, show=_dash, align=right, width=120, yields=3),
        Column("after", _("After depreciation"), _after, show=_dash, align=right, width=152, yields=2),
        Column("recovered", _("Earned back"), lambda one: one.recovered, show=_share, align=right, width=112),
    ]


def _after(one: FleetRow | ThingRow) -> Money | None:
    return one.after_depreciation


def _dash(amount: object) -> str:
    return "–" if amount is None else shown(amount)


def _days(days: object) -> str:
    return "" if days is None else count("{count} day", "{count} days", int(str(days)))


def _known(amount: object) -> str:
    return _("not known") if amount is None else shown(amount)


def _share(share: object) -> str:
    return shown_share(share if isinstance(share, Decimal) else None)
