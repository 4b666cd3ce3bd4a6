"""What the office asks about announced prices: what one would change, and who said what to those there are."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from domain.contracts.model import Contract
from domain.contracts.price_campaign import (
    Campaign,
    CampaignId,
    CampaignPreview,
    Concerned,
    UnknownCampaign,
    campaign_preview,
)
from domain.ids import VariantId
from storage.database import Database
from storage.repositories.campaigns import CONCERNED, campaign_from, concerned_from
from storage.repositories.contracts import CONTRACT_LINES, contracts_from

_CHUNK = 1000
_RUNNING = (
    "SELECT DISTINCT k.id FROM umlauf.contract k JOIN umlauf.contract_line l ON l.contract_id = k.id"
    " WHERE k.status IN ('active', 'paused') AND (%(all)s OR l.variant_id = ANY(%(variants)s)) ORDER BY k.id"
)


class PriceCampaigns:
    """`PriceCampaigns(database)`; on the thread of its database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def preview(self, percent: Decimal, effective_on: date, variants: Sequence[VariantId] = ()) -> CampaignPreview:
        """All running contracts, or those that hold one of `variants`; read in chunks."""
        ids = [row["id"] for row in self._database.read(_RUNNING, all=not variants, variants=list(variants))]
        contracts: list[Contract] = []
        for start in range(0, len(ids), _CHUNK):
            contracts.extend(self._contracts(ids[start : start + _CHUNK]))
        return campaign_preview(contracts, percent, effective_on)

    def all(self) -> tuple[Campaign, ...]:
        """The latest first."""
        rows = self._database.read("SELECT * FROM umlauf.price_campaign ORDER BY effective_on DESC, id")
        return tuple(campaign_from(row) for row in rows)

    def one(self, campaign_id: CampaignId) -> tuple[Campaign, tuple[Concerned, ...]]:
        """With each contract and what became of it. Raises UnknownCampaign."""
        row = self._database.read_one("SELECT * FROM umlauf.price_campaign WHERE id = %(id)s", id=campaign_id)
        if row is None:
            raise UnknownCampaign(campaign=campaign_id)
        rows = self._database.read(CONCERNED, id=campaign_id)
        return campaign_from(row), tuple(concerned_from(each) for each in rows)

    def _contracts(self, ids: Sequence[UUID]) -> list[Contract]:
        rows = self._database.read("SELECT * FROM umlauf.contract WHERE id = ANY(%(ids)s) ORDER BY number", ids=ids)
        return contracts_from(rows, self._database.read(CONTRACT_LINES, ids=ids))
