"""Why contracts end: each reason with how often it was named, and how many stayed all the same; as a file, too."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Final

from domain.clock import today
from domain.period import add_months
from domain.views.declarations import ReasonGroup, ReasonRow
from domain.views.office_rows import Found
from ui.backoffice.lists import ListPage, ListSpec
from ui.cancellation_words import cancel_reason_words
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_percent
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column

Span = tuple[date | None, date | None]
MONTHS: Final = 12
_TONES: Final = {ReasonGroup.OURS: Tone.WARN}


def reasons_page(desk: Desk, shell: Shell) -> ListPage:
    """Of the last twelve months, of single years, or of all there is."""
    return ListPage(
        shell,
        ListSpec(
            title=_("Why contracts end"),
            placeholder=_("Reason"),
            columns=reason_columns(),
            choices=_spans(today(desk.clock)),
            empty=lambda: EmptyState(
                "email-off-outline",
                _("No contract ended"),
                _("What customers say when they leave is counted here: notices, withdrawals, ends by us."),
                action=_("Cancellations"),
                on_action=lambda: shell.open("declarations"),
            ),
            ask=partial(_asked, desk),
            topics=frozenset({"contracts", "declarations", "settings"}),
            open_row=lambda _chosen: ("declarations", ""),
        ),
    )


def _asked(desk: Desk, words: str, span: Span) -> Found[ReasonRow]:
    rows = desk.office.declarations.reasons(*span)
    wanted = words.strip().casefold()
    return Found(tuple(each for each in rows if wanted in reason_title(each).casefold()), has_more=False)


def _spans(day: date) -> list[tuple[Span, str]]:
    this, last = date(day.year, 1, 1), date(day.year - 1, 1, 1)
    return [
        ((add_months(day, -MONTHS), None), _("The last twelve months")),
        ((this, None), str(day.year)),
        ((last, this), str(day.year - 1)),
        ((None, None), _("All years")),
    ]


def reason_columns() -> list[Column[ReasonRow]]:
    right = Align.RIGHT
    return [
        Column("reason", _("Reason"), reason_title, fills=True),
        Column("group", _("Lies with"), lambda one: one.group, show=label, tone=_tone, width=192),
        Column("ended", _("Ended"), lambda one: one.ended, align=right, width=96),
        Column("share", _("Share"), lambda one: one.share, show=_percent, align=right, width=96),
        Column("stayed", _("Stayed all the same"), lambda one: one.stayed, align=right, width=176),
    ]


def reason_title(one: ReasonRow) -> str:
    return cancel_reason_words(one.reason) if one.reason else _("not said")


def _percent(value: object) -> str:
    return shown_percent(Decimal(str(value)) / 100)


def _tone(one: ReasonRow) -> Tone | None:
    return _TONES.get(one.group)
