"""All receipts of the tills, the newest first."""

from datetime import timedelta
from typing import Any

from domain.clock import today
from domain.views.office_rows import Found
from domain.views.till import LIMIT, ReceiptFilter, ReceiptQuestion, ReceiptRow
from ui.backoffice.lists import ListPage, ListSpec
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_instant
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column

_WEEK = timedelta(days=6)


def receipts_page(desk: Desk, shell: Shell, opens: str = "receipt") -> ListPage:
    """`opens` is the screen of one receipt at this seat."""

    def ask(words: str, choice: Any) -> Found[ReceiptRow]:
        wanted, days = choice
        first = None if days is None else today(desk.clock) - days
        rows = desk.office.tills.receipts(ReceiptQuestion(words, wanted, None, first))
        return Found(rows, len(rows) == LIMIT)

    whole = [((each, None), label(each)) for each in ReceiptFilter]
    times = [
        ((ReceiptFilter.ALL, timedelta(0)), _("Receipts of today")),
        ((ReceiptFilter.ALL, _WEEK), _("Receipts of seven days")),
    ]
    return ListPage(
        shell,
        ListSpec(
            title=_("Receipts"),
            placeholder=_("Number, product or customer's number"),
            columns=_columns(),
            choices=(whole[0], *times, *whole[1:]),
            empty=lambda: EmptyState(
                "receipt-text-outline", _("No receipt yet"), _("What is sold and paid at the till stands here.")
            ),
            ask=ask,
            topics=frozenset({"receipts", "tills", "sales"}),
            open_row=lambda chosen: (opens, chosen.number),
        ),
    )


def _columns() -> list[Column[ReceiptRow]]:
    return [
        Column("number", _("Receipt"), lambda r: r.number, code=True, width=128),
        Column("at", _("When"), lambda r: r.at, show=shown_instant, width=168),
        Column("kind", _("Kind"), lambda r: r.kind, show=label, tone=_tone, width=128),
        Column("title", _("What"), lambda r: r.title, fills=True),
        Column("customer", _("Customer"), lambda r: r.customer or None, code=True, width=128, yields=2),
        Column("gross", _("Sum"), lambda r: r.gross, align=Align.RIGHT, width=112),
        Column("ways", _("Paid"), _ways, width=160, yields=1),
        Column("back", _("Taken back by"), lambda r: r.voided_by or None, code=True, width=128, yields=3),
        Column("person", _("Person"), lambda r: r.person, width=112, yields=4),
        Column("store", _("Store"), lambda r: r.store, width=128, yields=5),
    ]


def _ways(one: ReceiptRow) -> str:
    return ", ".join(label(way) for way in one.ways)


def _tone(one: ReceiptRow) -> Tone:
    return Tone.WARN if one.voids or one.gross.minor < 0 else Tone.NEUTRAL
