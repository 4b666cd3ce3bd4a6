"""Why a single thing does not go out at a till, in a sentence."""

from domain.views.till_page import UnitRow
from ui.labels import label
from ui.language import _


def why_not_out(thing: UnitRow, order: str = "") -> str:
    """`order`: the one it would go out with. "": nothing stands against it."""
    told = {"code": thing.code, "title": thing.title}
    if thing.sold_with and (not order or thing.order != order):
        words = _("{code} · {title} is sold already: sale {sale} waits for being booked.")
        if thing.order:
            words = _(
                "{code} · {title} is sold already: it belongs to sale {sale}, order {order}, which waits under"
                " “Hand-overs”."
            )
        return words.format(sale=thing.sold_with, order=thing.order, **told)
    if not thing.is_free:
        words = _("{code} · {title} cannot go out: it is {status}, {readiness}.")
        return words.format(status=label(thing.status), readiness=label(thing.readiness), **told)
    return ""
