"""All quotes: those that are out first, and above them how many came to something."""

from datetime import timedelta
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from domain.clock import today
from domain.quotes.decline_quote import DeclineReason
from domain.quotes.stages import Stage
from domain.views.quotes import QuoteFigures, QuoteQuestion, QuoteRow
from ui.backoffice.asking import Asker
from ui.backoffice.lists import ListPage, ListSpec
from ui.backoffice.quotes.words import TONES
from ui.backoffice.words import shown_sums
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count
from ui.shell.port import Shell
from ui.widgets.base import row, text
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column

_MOST: Final = 200
_DAYS: Final = 90
OUT: Final = frozenset({Stage.SENT, Stage.SEEN})


class QuotesPage(ListPage):
    """With the figures of the last ninety days above the table."""

    def __init__(self, desk: Desk, shell: Shell, spec: ListSpec[Any]) -> None:
        self._desk = desk
        super().__init__(shell, spec)
        self._figures = Asker(shell, self)

    def top(self) -> QWidget:
        self.figures = text("", "muted", wrap=True)
        self.figures.setToolTip(_("Of each quote its newest version; the share is of those that are decided."))
        around = QWidget()
        around.setLayout(row(self.figures))
        return around

    def show_target(self, argument: str) -> None:
        super().show_target(argument)
        self._ask_figures()

    def on_changes(self, kinds: frozenset[str]) -> None:
        super().on_changes(kinds)
        if "quotes" in kinds:
            self._ask_figures()

    def _ask_figures(self) -> None:
        until = today(self._desk.clock) + timedelta(days=1)
        asked = self._desk.office.quotes.figures
        self._figures.ask(lambda: asked(until - timedelta(days=_DAYS), until), self._show_figures)

    def _show_figures(self, found: QuoteFigures) -> None:
        self.figures.setText(figures_words(found))


def figures_words(found: QuoteFigures) -> str:
    """What became of the quotes, in one line."""
    if not found.sent:
        return _("No quote was sent in the last {count} days.").format(count=_DAYS)
    parts = [
        count("{count} quote sent in 90 days", "{count} quotes sent in 90 days", found.sent),
        count("{count} accepted", "{count} accepted", found.accepted),
        count("{count} declined", "{count} declined", found.declined),
        count("{count} ran out", "{count} ran out", found.expired),
        count("{count} open", "{count} open", found.open),
    ]
    if found.rate is not None:
        parts.append(_("{percent} % won").format(percent=found.rate))
    if found.days is not None:
        parts.append(count("after {count} day on average", "after {count} days on average", found.days))
    if found.won:
        parts.append(_("won over twelve months: {sums}").format(sums=shown_sums(found.won)))
    if found.reasons:
        most = max(found.reasons, key=lambda reason: found.reasons[reason])
        parts.append(_("mostly declined because: {why}").format(why=label(DeclineReason(most))))
    return " · ".join(parts)


def quotes_page(desk: Desk, shell: Shell) -> QuotesPage:
    return QuotesPage(
        desk,
        shell,
        ListSpec(
            title=_("Quotes"),
            placeholder=_("Number, name or e-mail"),
            columns=columns(),
            choices=(
                (OUT, _("Open quotes")),
                (frozenset({Stage.DRAFT}), _("Drafts")),
                (frozenset({Stage.ACCEPTED}), _("Accepted")),
                (frozenset({Stage.DECLINED}), _("Declined")),
                (frozenset({Stage.EXPIRED}), _("Ran out")),
                (frozenset(), _("All quotes")),
            ),
            empty=lambda: EmptyState(
                "file-sign",
                _("No open quotes"),
                _("Write an order and choose “As a quote …”. Nobody has to be a customer for it."),
                action=_("New order"),
                on_action=lambda: shell.open("new_order"),
            ),
            ask=lambda words, stages: desk.office.quotes.quotes(QuoteQuestion(words, stages, limit=_MOST)),
            topics=frozenset({"quotes", "customers"}),
            open_row=lambda chosen: ("quote", str(chosen.id)),
            new=(_("New order"), "new_order"),
        ),
    )


def columns(*, with_name: bool = True) -> list[Column[QuoteRow]]:
    right = Align.RIGHT
    name = [Column[QuoteRow]("name", _("For"), lambda one: one.name, fills=True)] if with_name else []
    return [
        Column("number", _("Number"), lambda one: one.number, code=True, width=136),
        Column("version", _("Version"), lambda one: one.version, width=88, yields=5),
        Column("stage", _("State"), lambda one: one.stage, show=label, tone=lambda one: TONES[one.stage], width=128),
        *name,
        Column("things", _("Things"), lambda one: one.things, width=224, yields=2, fills=not with_name),
        Column("made_on", _("Made on"), lambda one: one.made_on, width=112, yields=4),
        Column("valid_until", _("Valid until"), lambda one: one.valid_until, width=112, yields=1),
        Column("monthly", _("A month"), lambda one: one.monthly, align=right, width=112),
        Column("year", _("Twelve months"), lambda one: one.year, align=right, width=128, yields=3),
        Column("order", _("Order"), lambda one: one.order or None, code=True, width=136, yields=6),
    ]
