"""Whether loyalty pays: codes, friends, rewards and what they cost, and who stays; each table as a file, too."""

from datetime import date
from decimal import Decimal
from typing import Final

from domain.clock import today
from domain.views.loyalty import Figure, LoyaltyFigures, Staying, StayingKind
from ui.backoffice.asking import Asker
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_money, shown_percent
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.forms import ChoiceField
from ui.widgets.table import Align, Column, DataTable

_ROW: Final = 40
_AROUND: Final = 112
"""Bar and head of a table."""
Span = tuple[date | None, date | None]


class FiguresPage(Page):
    """Of a year or of all there is. Who stays is asked of everybody, whenever they came."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("What loyalty brings"))
        self._desk, self._asker = desk, Asker(shell, self)
        this = today(desk.clock).year
        first, before = date(this, 1, 1), date(this - 1, 1, 1)
        spans: list[tuple[Span, str]] = [
            ((first, None), str(this)),
            ((before, first), str(this - 1)),
            ((None, None), _("All years")),
        ]
        self.span = ChoiceField(_("Year"), spans)
        self.figures: DataTable[Figure] = DataTable(_figure_columns(), empty=_nothing(), name=_("What loyalty brings"))
        self.staying: DataTable[Staying] = DataTable(_staying_columns(), empty=_nothing(), name=_("Who stays"))
        about = _("Amounts are in euros with VAT. A reward that lapses after it was given is counted on both days.")
        stays = _("Of all customers whose contract began, however long ago. Withdrawn ones do not count.")
        first_card = Card(_("Codes, friends and rewards")).add(row(self.span, None), text(about, "muted", wrap=True))
        first_card.add(self.figures)
        second = Card(_("Who stays")).add(text(stays, "muted", wrap=True), self.staying)
        self.setLayout(column(first_card, second, None, gap=24))
        guide_focus(self, self.span)
        self.span.changed.connect(self.load)

    def show_target(self, argument: str) -> None:
        self.load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if kinds & {"referrals", "vouchers", "programme", "customers"}:
            self.load()

    def load(self) -> None:
        (since, until), day, office = self.span.value(), today(self._desk.clock), self._desk.office
        self._asker.ask(lambda: office.loyalty.figures(since, until, day), self._show)

    def _show(self, found: LoyaltyFigures) -> None:
        self.figures.set_rows(found.figures)
        self.staying.set_rows(found.staying)
        for table in (self.figures, self.staying):
            table.setMinimumHeight(theme().px(_ROW * len(table.rows()) + _AROUND))


def _nothing() -> EmptyState:
    return EmptyState("chart-bar", _("Nothing to count yet"), _("Friends, vouchers and tiers are counted here."))


def _figure_columns() -> list[Column[Figure]]:
    right = Align.RIGHT
    return [
        Column("what", _("What"), lambda one: label(one.kind), fills=True),
        Column("number", _("In number"), lambda one: one.number, align=right, width=112),
        Column("amount", _("Amount"), lambda one: one.amount, show=_money, align=right, width=160),
    ]


def _money(amount: object) -> str:
    return shown_money(amount) if amount is not None else ""  # type: ignore[arg-type]  # the column holds amounts


def _staying_columns() -> list[Column[Staying]]:
    right = Align.RIGHT
    return [
        Column("who", _("Customers"), staying_words, fills=True),
        Column("customers", _("In number"), lambda one: one.customers, align=right, width=112),
        Column("here", _("Still here"), lambda one: one.here, align=right, width=128),
        Column("share", _("Share"), lambda one: one.share, show=_percent, align=right, width=112),
        Column("months", _("Stay on average"), lambda one: one.months, show=_months, align=right, width=176),
    ]


def staying_words(one: Staying) -> str:
    return _("with tier {tier}").format(tier=one.tier) if one.kind is StayingKind.TIER else label(one.kind)


def _percent(value: object) -> str:
    return shown_percent(Decimal(str(value)) / 100)


def _months(value: object) -> str:
    return count("{count} month", "{count} months", int(str(value)))
