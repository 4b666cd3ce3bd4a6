"""The key figures as a paper: the same columns and words as on the screen."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from domain.kpis.movement import Move
from domain.period import ONE_DAY
from domain.views.kpi_sheet import KpiSheet, SheetBars, SheetTable
from domain.views.kpis import FleetRow
from ui.labels import label
from ui.language import _, shown_date
from ui.owner.kpis.collected import by_month, collected_tiles, line_columns
from ui.owner.kpis.money import Risks, count_columns, risk_columns, risk_tiles
from ui.owner.kpis.plots import month_word
from ui.owner.kpis.revenue import LOSSES, Revenue, month_columns, plain, product_columns, revenue_tiles
from ui.owner.kpis.spans import Asked
from ui.owner.kpis.things import fleet_columns, fleet_tiles
from ui.owner.kpis.tiles import Tile
from ui.widgets.table import Align, Column

_MONTH: Final = ("month", "new", "expansion", "contraction", "churn", "end", "customers")
_FLEET: Final = ("title", "things", "used", "income", "repairs", "result", "after")
_COUNTS: Final = ("what", "number", "whole", "share")
_COLLECTED: Final = ("what", "invoices", "first", "later", "left", "recovered")
_RISKS: Final = ("name", "overdue", "since", "things", "value")
MOST_ROWS: Final = 25


def report_sheet(asked: Asked, made_on: date, revenue: Revenue, fleet: Sequence[FleetRow], risks: Risks) -> KpiSheet:
    """One paper of all that the three parts show; long tables end with their first rows."""
    of_money = [*risk_tiles(risks), *(collected_tiles(risks.collected) if risks.collected else ())]
    tiles = [*revenue_tiles(revenue.whole), *fleet_tiles(fleet), *of_money]
    words = _("{first} to {last}, made on {day}")
    last = shown_date(asked.past - ONE_DAY)
    subtitle = words.format(first=shown_date(asked.start_on), last=last, day=shown_date(made_on))
    counted = [risks.counted[each] for each in risks.counted]
    return KpiSheet(
        _("Key figures"),
        subtitle,
        made_on,
        tuple((each.value, each.label) for each in _once(tiles)),
        (_standing(revenue), _moving(revenue)),
        (
            _table(_("How it moved"), month_columns(), _MONTH, list(reversed(revenue.months))),
            _table(_("What it comes from"), product_columns(), ("title", "customers", "monthly"), revenue.products),
            _table(_("Products and their things"), fleet_columns(), _FLEET, fleet),
            _table(_("How often"), count_columns(), _COUNTS, counted),
            _table(_("Collected"), line_columns(_("Month")), _COLLECTED, list(reversed(by_month(risks.collected)))),
            _table(_("Owes and still holds"), risk_columns(), _RISKS, risks.at_risk),
        ),
    )


def _once(tiles: Sequence[Tile]) -> list[Tile]:
    found = {each.label: each for each in reversed(tiles)}
    return [each for each in tiles if found[each.label] is each]


def _standing(revenue: Revenue) -> SheetBars:
    places = tuple(month_word(each.start_on) for each in revenue.months)
    name = _("Recurring revenue a month")
    return SheetBars(name, places, ((name, False),), (tuple(plain(each.at_end) for each in revenue.months),))


def _moving(revenue: Revenue) -> SheetBars:
    places = tuple(month_word(each.start_on) for each in revenue.months)
    parts = tuple((label(move), move in LOSSES) for move in Move)
    values = tuple(tuple(plain(each.of(move).amount) for each in revenue.months) for move in Move)
    return SheetBars(_("How it moved"), places, parts, values)


def _table(title: str, columns: Sequence[Column[Any]], keys: Sequence[str], rows: Sequence[Any]) -> SheetTable:
    chosen = [column for key in keys for column in columns if column.key == key]
    return SheetTable(
        title,
        tuple(column.title for column in chosen),
        tuple(column.align is Align.RIGHT for column in chosen),
        tuple(tuple(column.shown(row) for column in chosen) for row in rows[:MOST_ROWS]),
        _("Nothing."),
    )
