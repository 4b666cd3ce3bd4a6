"""Parcels that were made for another reason than an order: what comes regularly, goes again or is lent."""

from typing import Final

from domain.views.lifecycle import LifeKind, Teller
from storage.queries.lifecycle.source import Source, born, columns

_SQL: Final = f"""
    SELECT {
    columns(
        at=f"coalesce({born('s.id')}, s.dispatched_at, 'epoch')",
        key="s.id::text",
        name="s.cause",
        kind="'goods'",
        place="'shipment'",
        subject_id="s.id",
        number="s.number",
        facts="jsonb_build_object('status', s.status)",
    )
} FROM umlauf.shipment s WHERE s.id = ANY(%(shipments)s) AND s.cause <> 'order'"""  # noqa: S608 - constants only
PARCELS: Final = (Source(Teller.PARCEL, frozenset({LifeKind.GOODS}), ("shipments",), ("shipment",), _SQL),)
