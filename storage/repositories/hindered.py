"""What is half done of a contract: a command and its preview ask the same."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Final

from domain.buyout.offer import OfferStatus
from domain.ids import ContractId
from domain.losses.stages import OPEN as LOSS_OPEN
from domain.refunds.model import LIVE as REFUND_LIVE
from domain.refurbishment.repairs import OVER as REPAIR_OVER
from domain.shipping.sending_again import WAITING
from domain.swaps.stages import LIVE as SWAP_LIVE
from domain.transfers.model import Hindered, Hindrance
from storage.database import Row

_OFFER_LIVE: Final = (OfferStatus.OFFERED, OfferStatus.ACCEPTED)
_HELD: Final = """
    SELECT g.asset_id, g.contract_line_id, g.during FROM umlauf.assignment g
    JOIN umlauf.contract_line l ON l.id = g.contract_line_id
    WHERE l.contract_id = %(id)s AND upper_inf(g.during)"""
_HINDERED: Final = f"""
    WITH held AS ({_HELD})
    SELECT 'swap' AS by, k.number AS what, '' AS order_number FROM umlauf.swap s
        JOIN umlauf.contract k ON k.id = s.contract_id WHERE s.contract_id = %(id)s AND s.stage = ANY(%(swap)s)
    UNION SELECT 'return', c.number, '' FROM umlauf.return_case c JOIN umlauf.return_line l ON l.return_id = c.id
        WHERE l.contract_id = %(id)s AND c.withdrawn_on IS NULL AND l.received_at IS NULL AND l.missing_at IS NULL
    UNION SELECT 'refund', r.number, '' FROM umlauf.refund r
        WHERE r.contract_id = %(id)s AND r.status = ANY(%(refund)s)
    UNION SELECT 'buyout', o.number, '' FROM umlauf.buyout_offer o
        WHERE o.contract_id = %(id)s AND o.status = ANY(%(buyout)s)
    UNION SELECT 'parcel', s.number, o.number FROM umlauf.shipment s JOIN umlauf.customer_order o ON o.id = s.order_id
        WHERE s.contract_id = %(id)s AND s.status = ANY(%(parcel)s)
    UNION SELECT 'loss', l.number, '' FROM umlauf.loss l WHERE l.contract_id = %(id)s
        AND coalesce((SELECT s.stage FROM umlauf.loss_step s WHERE s.loss_id = l.id ORDER BY s.n DESC LIMIT 1),
            'reported') = ANY(%(loss)s)
    UNION SELECT 'repair', r.number, '' FROM umlauf.repair r
        WHERE r.asset_id IN (SELECT asset_id FROM held) AND NOT r.stage = ANY(%(repair_over)s)
    UNION SELECT 'loan', a.code, '' FROM held g JOIN umlauf.asset a ON a.id = g.asset_id
        JOIN umlauf.shipment_line l ON l.asset_id = g.asset_id AND l.contract_line_id = g.contract_line_id
        JOIN umlauf.shipment s ON s.id = l.shipment_id
        WHERE s.cause = 'loan' AND s.dispatched_at = lower(g.during) AND l.replaces_asset_id IS NOT NULL"""  # noqa: S608 - constants only
_ORDER: Final = list(Hindrance)


def hindered(read: Callable[..., Sequence[Row]], contract_id: ContractId) -> tuple[Hindered, ...]:
    """In the order of `Hindrance`, then of their numbers."""
    rows = read(
        _HINDERED,
        id=contract_id,
        swap=_texts(SWAP_LIVE),
        refund=_texts(REFUND_LIVE),
        buyout=_texts(_OFFER_LIVE),
        parcel=_texts(WAITING),
        loss=_texts(LOSS_OPEN),
        repair_over=_texts(REPAIR_OVER),
    )
    found = [Hindered(Hindrance(row["by"]), row["what"], row["order_number"]) for row in rows]
    return tuple(sorted(found, key=lambda each: (_ORDER.index(each.by), each.what)))


def _texts(found: Sequence[StrEnum] | frozenset[StrEnum]) -> list[str]:
    return sorted(str(each) for each in found)
