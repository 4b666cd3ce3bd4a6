"""How well money is collected: at the first attempt, at a later one, not at all; by month, method and reason."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeVar

from PySide6.QtWidgets import QWidget

from domain.views.kpis import CollectedRow, Success
from ui.backoffice.parts import SmallTable
from ui.labels import label
from ui.language import _
from ui.owner.kpis.plots import BarPlot, Series, month_word
from ui.owner.kpis.tiles import Tile, Tiles
from ui.owner.kpis.words import shown_share
from ui.widgets.base import column, text
from ui.widgets.card import Card
from ui.widgets.table import Align, Column

K = TypeVar("K", bound=Hashable)
_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class CollectedLine:
    """A month, a method or a reason, and how it went."""

    what: str
    went: Success


class CollectedPart(QWidget):
    """A plot by month with its table; beside it by method, and why first attempts failed."""

    def __init__(self) -> None:
        super().__init__()
        self._months: Sequence[CollectedLine] = ()
        nothing = _("Nothing was collected yet.")
        self.tiles = Tiles()
        self.plot = BarPlot(_("Collected"), told=self._told)
        self.months = SmallTable(line_columns(_("Month")), nothing, name=_("Collected by month"), most=_MOST)
        self.methods = SmallTable(line_columns(_("Method")), nothing, name=_("Collected by method"), most=_MOST)
        self.reasons = SmallTable(
            line_columns(_("Why it failed at first")),
            _("Nothing failed."),
            name=_("Why it failed at first"),
            most=_MOST,
        )
        about = _(
            "Invoices by the month of their first attempt’s result, as they stood on the evening that is asked for."
        )
        card = Card(_("Collected")).add(
            text(about, "muted", wrap=True), self.tiles, self.plot, self.months, self.methods, self.reasons
        )
        self.setLayout(column(card))

    def show_found(self, found: Sequence[CollectedRow]) -> None:
        self.tiles.set_tiles(collected_tiles(found))
        self._months = by_month(found)
        parts = (
            Series(_("First attempt"), "ok", [Decimal(each.went.paid_first) for each in self._months]),
            Series(_("Later attempt"), "accent", [Decimal(each.went.paid_later) for each in self._months]),
            Series(_("Not paid"), "bad", [Decimal(each.went.left) for each in self._months]),
        )
        self.plot.show_series([each.what for each in self._months], parts)
        self.plot.setVisible(bool(found))
        self.months.set_rows(list(reversed(self._months)))
        self.methods.set_rows(_lines(found, lambda one: one.kind, label))
        failed = [each for each in found if each.reason is not None]
        self.reasons.set_rows(_lines(failed, lambda one: one.reason, label))

    def _told(self, place: int) -> str:
        one = self._months[place]
        words = _("{month}: {first} at the first attempt, {later} at a later one, {left} not paid")
        went = one.went
        return words.format(month=one.what, first=went.paid_first, later=went.paid_later, left=went.left)


def by_month(found: Sequence[CollectedRow]) -> list[CollectedLine]:
    """The oldest first."""
    return _lines(found, lambda one: one.month, month_word)


def _lines(
    found: Sequence[CollectedRow], by: Callable[[CollectedRow], K], said: Callable[[K], str]
) -> list[CollectedLine]:
    """In the order in which they are first met."""
    parts: dict[K, list[CollectedRow]] = defaultdict(list)
    for each in found:
        parts[by(each)].append(each)
    return [CollectedLine(said(key), Success.of(rows)) for key, rows in parts.items()]


def collected_tiles(found: Sequence[CollectedRow]) -> list[Tile]:
    whole = Success.of(found)
    return [
        Tile(shown_share(whole.at_first), _("Paid at the first attempt"), _("Of the invoices that were collected.")),
        Tile(
            shown_share(whole.recovered),
            _("Recovered by retries"),
            _("Of those that failed at first, paid by a later attempt."),
        ),
        Tile(shown_share(whole.in_the_end), _("Paid by an attempt"), _("Of the invoices that were collected.")),
    ]


def line_columns(what: str) -> list[Column[CollectedLine]]:
    right = Align.RIGHT
    return [
        Column("what", what, lambda one: one.what, fills=True),
        Column("invoices", _("Invoices"), lambda one: one.went.invoices, align=right, width=104),
        Column("first", _("First attempt"), lambda one: one.went.paid_first, align=right, width=136, yields=3),
        Column("later", _("Later attempt"), lambda one: one.went.paid_later, align=right, width=136, yields=2),
        Column("left", _("Not paid"), lambda one: one.went.left, align=right, width=112, yields=1),
        Column("at_first", _("At first"), lambda one: one.went.at_first, show=_share, align=right, width=104),
        Column(
            "recovered", _("Recovered by retries"), lambda one: one.went.recovered, show=_share, align=right, width=168
        ),
    ]


def _share(share: object) -> str:
    return shown_share(share if isinstance(share, Decimal) else None)
