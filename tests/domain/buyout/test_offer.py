"""Every pair of status and action is either in the table or refused."""

from datetime import date
from itertools import product
from uuid import UUID

import pytest

from domain.buyout.formula import FormulaKind
from domain.buyout.offer import (
    LIVE,
    TRANSITIONS,
    IllegalOfferTransition,
    Offer,
    OfferAction,
    OfferExpired,
    OfferId,
    OfferItem,
    OfferStatus,
    after,
)
from domain.ids import AssetId, ContractId, ContractLineId
from domain.money import Money

ASSET, LINE = AssetId(UUID(int=1)), ContractLineId(UUID(int=2))
ITEM = OfferItem(ASSET, LINE, Money.of("520.00"), FormulaKind.RETAIL_LESS_PAID)
OFFER = Offer(
    OfferId(UUID(int=3)), "BO-001001-X", ContractId(UUID(int=4)), (ITEM,), date(2026, 2, 1), date(2026, 2, 15)
)


@pytest.mark.parametrize(("status", "action"), sorted(set(product(OfferStatus, OfferAction)) - TRANSITIONS.keys()))
def test_every_pair_outside_the_table_is_refused(status: OfferStatus, action: OfferAction) -> None:
    with pytest.raises(IllegalOfferTransition):
        after(status, action)


@pytest.mark.parametrize("pair", sorted(TRANSITIONS))
def test_every_pair_of_the_table_leads_on(pair: tuple[OfferStatus, OfferAction]) -> None:
    assert after(*pair) is TRANSITIONS[pair]
    assert pair[0] in LIVE


def test_an_offer_can_be_taken_on_its_last_day_and_not_later() -> None:
    taken = OFFER.accepted(date(2026, 2, 15), {ASSET: ContractLineId(UUID(int=9))}, uses_deposit=False)
    assert (taken.status, taken.sale_lines) == (OfferStatus.ACCEPTED, (UUID(int=9),))
    with pytest.raises(OfferExpired):
        OFFER.accepted(date(2026, 2, 16), {}, uses_deposit=False)


def test_what_is_closed_keeps_its_reason() -> None:
    closed = OFFER.closed(OfferAction.WITHDRAW, date(2026, 2, 3), "zu teuer")
    assert (closed.status, closed.closed_on, closed.reason) == (OfferStatus.WITHDRAWN, date(2026, 2, 3), "zu teuer")
    with pytest.raises(IllegalOfferTransition):
        closed.closed(OfferAction.EXPIRE, date(2026, 2, 16))
