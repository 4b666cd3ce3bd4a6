"""All kinds of single things: how many are free now, from when on one is, who reserved and who waits."""

from typing import Any

from domain.views.availability import KindRow
from domain.views.office_rows import Found
from ui.backoffice.lists import ListPage, ListSpec
from ui.desk import Desk
from ui.language import _, shown_date
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column

_MOST = 200


def kinds_page(desk: Desk, shell: Shell) -> ListPage:
    """A row opens the calendar of its kind."""

    def ask(words: str, _choice: Any) -> Found[KindRow]:
        rows = desk.office.availability.kinds(words, _MOST + 1)
        return Found(rows[:_MOST], len(rows) > _MOST)

    return ListPage(
        shell,
        ListSpec(
            title=_("Availability"),
            placeholder=_("Product or number"),
            columns=_columns(),
            choices=(),
            empty=lambda: EmptyState(
                "calendar-blank-outline",
                _("No single things yet"),
                _("The owner adds products of the kind “Goods”; what is free of them is told here."),
            ),
            ask=ask,
            topics=frozenset({"availability", "assets", "shipments", "contracts", "returns", "products"}),
            open_row=lambda chosen: ("kind", chosen.sku),
        ),
    )


def first_words(row: KindRow) -> str:
    """From when on one is free."""
    return _("not in sight") if row.first_day is None else shown_date(row.first_day)


def _columns() -> list[Column[KindRow]]:
    right = Align.RIGHT
    return [
        Column("title", _("Product"), lambda one: one.title, width=200, fills=True),
        Column("sku", _("Number"), lambda one: one.sku, code=True, width=136, yields=4),
        Column("free", _("Free today"), lambda one: one.free, align=Align.LEFT, width=112, tone=free_tone),
        Column(
            "first_day", _("One is free from"), first_words, width=152,
            sorts_by=lambda one: (one.first_day is None, one.first_day),
        ),
        Column("lowest", _("Least to come"), lambda one: one.lowest, align=Align.LEFT, width=120, yields=2, tone=_low),
        Column("lowest_on", _("on"), lambda one: one.lowest_on, width=112, yields=3),
        Column("reserved", _("Reserved"), lambda one: one.reserved, align=right, width=104),
        Column("waiting", _("Waiting"), lambda one: one.waiting, align=right, width=96, yields=1),
    ]  # fmt: skip


def free_tone(row: KindRow) -> Tone:
    if row.free < 0:
        return Tone.BAD
    return Tone.OK if row.free else Tone.WARN


def _low(row: KindRow) -> Tone | None:
    return Tone.BAD if row.lowest < 0 else None
