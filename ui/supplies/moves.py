"""The movements of one counted product, as every seat sees them."""

from domain.views.supplies import SupplyMoved
from ui.labels import label
from ui.language import _, shown_instant
from ui.widgets.empty import EmptyState
from ui.widgets.table import Align, Column, DataTable


def movements_table() -> DataTable[SupplyMoved]:
    """Newest first; what lay there after each stands beside it."""
    empty = EmptyState(
        "clipboard-text-clock-outline", _("Nothing moved yet"), _("What comes in, goes out or is counted stands here.")
    )
    return DataTable(_columns(), empty=empty, name=_("Movements"))


def signed(pieces: int) -> str:
    """With its sign, as a change is read."""
    return f"+{pieces}" if pieces > 0 else f"−{-pieces}" if pieces else "±0"


def _columns() -> list[Column[SupplyMoved]]:
    return [
        Column("at", _("When"), lambda r: r.at, show=shown_instant, width=144),
        Column("kind", _("What"), lambda r: r.kind, show=label, width=104),
        Column("quantity", _("Pieces"), lambda r: r.quantity, show=signed, align=Align.RIGHT, width=72),
        Column("on_hand", _("On hand then"), lambda r: r.on_hand, width=120, yields=2),
        Column("place", _("Place"), lambda r: r.place, width=136, yields=4),
        Column("who", _("Who"), lambda r: r.who, width=136, yields=3),
        Column("why", _("Why"), lambda r: " · ".join(filter(None, (r.about, r.reason))), fills=True, yields=1),
    ]
