"""How often things went well or wrong, who owes and still holds things, and what comes back in the next weeks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from domain.money import EUR, Money, total
from domain.views.kpis import AtRisk, CollectedRow, ComingBack, Count, Counted
from ui.backoffice.parts import SmallTable
from ui.labels import label
from ui.language import _, shown, shown_date, shown_money
from ui.owner.kpis.collected import CollectedPart
from ui.owner.kpis.plots import BarPlot, Series
from ui.owner.kpis.tiles import Tile, Tiles
from ui.owner.kpis.words import WHOLE, shown_share
from ui.widgets.base import column, text
from ui.widgets.card import Card
from ui.widgets.table import Align, Column


@dataclass(frozen=True, slots=True)
class Risks:
    """All that the part shows."""

    counted: Mapping[Count, Counted]
    at_risk: Sequence[AtRisk]
    coming: Sequence[ComingBack]
    collected: Sequence[CollectedRow] = ()


class MoneyPart(QWidget):
    """`opens` is called with a customer's row."""

    def __init__(self, opens: Callable[[AtRisk], None]) -> None:
        super().__init__()
        self._coming: Sequence[ComingBack] = ()
        self.tiles = Tiles()
        self.collected = CollectedPart()
        self.counts = SmallTable(count_columns(), _("Nothing happened yet."), name=_("How often"), most=8)
        self.at_risk = SmallTable(risk_columns(), _("Nobody who owes holds anything."), name=_("At risk"), most=10)
        self.plot = BarPlot(_("What comes back"), told=self._told)
        self.coming = SmallTable(_coming_columns(), _("Nothing is out."), name=_("What comes back"), most=12)
        risk = _("Customers with something overdue who hold things of ours, today. Open one to see the whole story.")
        back = _("By ends that are agreed, and of open-ended contracts as many as ended in the last year.")
        self.setLayout(
            column(
                Card(_("How often")).add(self.tiles, self.counts),
                self.collected,
                Card(_("Owes and still holds")).add(text(risk, "muted", wrap=True), self.at_risk),
                Card(_("What comes back")).add(text(back, "muted", wrap=True), self.plot, self.coming),
                None,
                gap=24,
            )
        )
        self.at_risk.opened.connect(opens)

    def show_found(self, found: Risks) -> None:
        self._coming = tuple(found.coming)
        self.tiles.set_tiles(risk_tiles(found))
        self.counts.set_rows([found.counted[each] for each in Count if each in found.counted])
        self.collected.show_found(found.collected)
        self.at_risk.set_rows(found.at_risk)
        places = [f"{each.week.day:02d}.{each.week.month:02d}." for each in found.coming]
        known = Series(_("as agreed"), "accent", [Decimal(each.known) for each in found.coming])
        likely = Series(_("likely"), "muted", [each.likely for each in found.coming])
        self.plot.show_series(places, [known, likely])
        self.coming.set_rows(found.coming)

    def _told(self, place: int) -> str:
        week = self._coming[place]
        words = _("Week of {day}: {known} agreed, {likely} likely")
        return words.format(day=shown_date(week.week), known=week.known, likely=shown(week.likely))


def risk_tiles(found: Risks) -> list[Tile]:
    overdue = total((each.overdue for each in found.at_risk), EUR)
    value = total((each.value for each in found.at_risk), EUR)
    paid, by_now = found.counted.get(Count.PAID_IN_TIME), found.counted.get(Count.PAID_AT_ALL)
    return [
        Tile(shown_share(None if paid is None else paid.share), label(Count.PAID_IN_TIME), _("Of what was due.")),
        Tile(shown_share(None if by_now is None else by_now.share), label(Count.PAID_AT_ALL), _("Of what was due.")),
        Tile(shown_money(overdue), _("Overdue at holders"), _("Of customers who hold things of ours.")),
        Tile(shown_money(value), _("Value they hold"), _("What these things cost to buy, where it is known.")),
    ]


def count_columns() -> list[Column[Counted]]:
    right = Align.RIGHT
    return [
        Column("what", _("What"), lambda one: label(one.what), fills=True),
        Column("number", _("In number"), _number, align=right, width=136),
        Column("of", _("of"), lambda one: _(WHOLE[one.what]), width=240, yields=1),
        Column("whole", _("of how many"), _whole, align=right, width=136, yields=2),
        Column("share", _("Share"), lambda one: one.share, show=shown_share, align=right, width=112),
    ]


def _number(one: Counted) -> int | Money:
    return Money(one.number, EUR) if one.what is Count.RENEWED else one.number


def _whole(one: Counted) -> int | Money:
    return Money(one.of, EUR) if one.what is Count.RENEWED else one.of


def risk_columns() -> list[Column[AtRisk]]:
    right = Align.RIGHT
    return [
        Column("number", _("Customer"), lambda one: one.number, code=True, width=136),
        Column("name", _("Name"), lambda one: one.name, fills=True),
        Column("overdue", _("Overdue"), lambda one: one.overdue, align=right, width=128),
        Column("since", _("Since"), lambda one: one.since, width=112, yields=1),
        Column("things", _("Things"), lambda one: one.things, align=right, width=80, yields=2),
        Column("value", _("Value"), lambda one: one.value, align=right, width=128),
    ]


def _coming_columns() -> list[Column[ComingBack]]:
    right = Align.RIGHT
    return [
        Column("week", _("Week of"), lambda one: one.week, fills=True),
        Column("known", _("as agreed"), lambda one: one.known, align=right, width=112),
        Column("likely", _("likely"), lambda one: one.likely, align=right, width=112),
    ]
