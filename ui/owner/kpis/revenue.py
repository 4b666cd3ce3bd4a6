"""Recurring revenue: where it stands, how it moved month by month, who stayed, and what it comes from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from PySide6.QtWidgets import QWidget

from domain.kpis.movement import Move, Movement, Ratio
from domain.money import Money
from domain.period import ONE_DAY
from domain.views.kpis import Cohort, ProductWorth
from ui.backoffice.parts import SmallTable
from ui.labels import label
from ui.language import _, count, shown_date, shown_money, shown_percent
from ui.owner.kpis.plots import BarPlot, Series, month_word
from ui.owner.kpis.tiles import Tile, Tiles
from ui.owner.kpis.words import ratio_tip, shown_ratio
from ui.theme import Tone
from ui.widgets.base import column, text
from ui.widgets.card import Card
from ui.widgets.table import Align, Column

SHOWN_RATIOS: Final = (
    *(Ratio.ARR, Ratio.ARPU, Ratio.NRR, Ratio.GRR, Ratio.CUSTOMER_CHURN, Ratio.MONEY_CHURN),
    *(Ratio.QUICK, Ratio.LTV),
)
_COLOURS: Final = {
    Move.NEW: "ok",
    Move.BACK: "accent",
    Move.EXPANSION: "muted",
    Move.CONTRACTION: "warn",
    Move.CHURN: "bad",
}
LOSSES: Final = frozenset({Move.CONTRACTION, Move.CHURN})
_YIELDS: Final = {Move.NEW: 0, Move.CHURN: 1, Move.EXPANSION: 3, Move.CONTRACTION: 4, Move.BACK: 5}
COHORT_MONTHS: Final = 12
_STAYED, _LEFT = Decimal("0.8"), Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Revenue:
    """All that the part shows. `whole` is the span as one movement, from the first day on that there was something to
    lose; `months` cut by month."""

    whole: Movement
    months: Sequence[Movement]
    cohorts: Sequence[Cohort]
    products: Sequence[ProductWorth]


class RevenuePart(QWidget):
    """`opens` is called with the month that somebody wants to see the customers of."""

    def __init__(self, opens: Callable[[Movement], None]) -> None:
        super().__init__()
        self._opens = opens
        self._months: Sequence[Movement] = ()
        self.tiles = Tiles()
        self.since = text("", "small", wrap=True)
        self.standing = BarPlot(_("Recurring revenue a month"), self._open, self._told_standing)
        self.plot = BarPlot(_("How it moved"), self._open, self._told)
        self.months = SmallTable(month_columns(), _("No month yet."), name=_("Months"), most=13)
        self.cohorts = SmallTable(_cohort_columns(), _("No customer yet."), name=_("Who stayed"), most=13)
        self.products = SmallTable(product_columns(), _("Nothing is worth anything yet."), name=_("Products"), most=8)
        about = _("What running contracts are worth a month, net, as their timelines have it; pauses count as less.")
        click = _("Click a bar, or open a month in the table, to see the customers behind it.")
        stays = _("Customers by the month they came, and the share still here at the end of each month after it.")
        self.setLayout(
            column(
                Card(_("Recurring revenue")).add(
                    text(about, "muted", wrap=True), self.tiles, self.since, self.standing
                ),
                Card(_("How it moved")).add(text(click, "muted", wrap=True), self.plot, self.months),
                Card(_("Who stayed")).add(text(stays, "muted", wrap=True), self.cohorts),
                Card(_("What it comes from")).add(self.products),
                None,
                gap=24,
            )
        )
        self.months.opened.connect(self._opens)

    def show_found(self, found: Revenue) -> None:
        self._months = tuple(found.months)
        self.tiles.set_tiles(revenue_tiles(found.whole))
        words = _("Shares compare {start} with {end}.")
        days = {"start": shown_date(found.whole.start_on), "end": shown_date(found.whole.end_on - ONE_DAY)}
        self.since.setText(words.format(**days))
        places = [month_word(each.start_on) for each in found.months]
        held = [plain(each.at_end) for each in found.months]
        self.standing.show_series(places, [Series(_("Recurring revenue a month"), "accent", held)])
        self.plot.show_series(places, [_series(move, found.months) for move in Move])
        self.months.set_rows(list(reversed(found.months)))
        self.cohorts.set_rows(list(reversed(found.cohorts)))
        self.products.set_rows(found.products)

    def _open(self, place: int) -> None:
        self._opens(self._months[place])

    def _told_standing(self, place: int) -> str:
        month = self._months[place]
        words = _("{money} a month on {day}")
        return words.format(money=shown_money(month.at_end), day=shown_date(month.end_on - ONE_DAY))

    def _told(self, place: int) -> str:
        moved = [(move, self._months[place].of(move)) for move in Move]
        told = [
            f"{label(move)}: {shown_money(change.amount)} ({_customers(change.customers)})"
            for move, change in moved
            if change.customers
        ]
        return "\n".join(told) or _("Nothing moved")


def _customers(number: int) -> str:
    return count("{count} customer", "{count} customers", number)


def revenue_tiles(whole: Movement) -> list[Tile]:
    customers = Tile(str(whole.customers_at_end), _("Customers"), _("Who was worth something on the last day."))
    tip = _("MRR: recurring net price of running contracts, brought to a month.")
    first = [Tile(shown_money(whole.at_end), _("Recurring revenue a month"), tip), customers]
    return first + [Tile(shown_ratio(which, whole), label(which), ratio_tip(which)) for which in SHOWN_RATIOS]


def _series(move: Move, months: Sequence[Movement]) -> Series:
    sign = -1 if move in LOSSES else 1
    return Series(label(move), _COLOURS[move], [sign * plain(each.of(move).amount) for each in months])


def plain(amount: Money) -> Decimal:
    return Decimal(amount.minor) / 100


def month_columns() -> list[Column[Movement]]:
    right = Align.RIGHT

    def moved(move: Move) -> Column[Movement]:
        return Column(
            str(move),
            label(move),
            lambda one: one.of(move).amount,
            show=_moved,
            align=right,
            width=144,
            yields=_YIELDS[move],
        )

    return [
        Column("month", _("Month"), lambda one: one.start_on, show=_month, fills=True),
        Column("start", _("At the start"), lambda one: one.at_start, align=right, width=128, yields=8),
        *(moved(move) for move in Move),
        Column("end", _("At the end"), lambda one: one.at_end, align=right, width=128),
        Column("customers", _("Customers"), lambda one: one.customers_at_end, align=right, width=96, yields=6),
        Column("nrr", label(Ratio.NRR), lambda one: shown_ratio(Ratio.NRR, one), align=right, width=184, yields=9),
    ]


def _moved(amount: object) -> str:
    return shown_money(amount) if isinstance(amount, Money) and amount else "–"


def _month(value: object) -> str:
    return month_word(value)  # type: ignore[arg-type]  # the column holds days


def _cohort_columns() -> list[Column[Cohort]]:
    right = Align.RIGHT

    def still(n: int) -> Column[Cohort]:
        return Column(
            f"m{n}",
            str(n),
            lambda one: one.share(n),
            show=lambda share: "" if share is None else shown_percent(round(share, 2)),
            align=right,
            width=72,
            tone=lambda one: _tone(one.share(n)),
            yields=n,
        )

    return [
        Column("month", _("Came in"), lambda one: one.month, show=_month, fills=True),
        Column("customers", _("Customers"), lambda one: one.customers, align=right, width=96),
        *(still(n) for n in range(COHORT_MONTHS + 1)),
    ]


def _tone(share: Decimal | None) -> Tone | None:
    if share is None:
        return None
    if share >= _STAYED:
        return Tone.OK
    return Tone.WARN if share >= _LEFT else Tone.BAD


def product_columns() -> list[Column[ProductWorth]]:
    right = Align.RIGHT
    return [
        Column("title", _("Product"), lambda one: one.title or _("without a product"), fills=True),
        Column("customers", _("Customers"), lambda one: one.customers, align=right, width=112),
        Column("lines", _("Lines"), lambda one: one.lines, align=right, width=96, yields=1),
        Column("monthly", _("A month"), lambda one: one.monthly, align=right, width=144),
    ]
