"""Announced changes of price, and what each customer said to them."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.contracts.price_campaign import Campaign, CampaignId, Concerned, Consent, UnknownCampaign
from domain.ids import ContractId
from domain.money import Currency, Money
from storage.database import Row
from storage.repositories.base import Desk

CONCERNED: Final = (
    "SELECT c.*, k.number FROM umlauf.price_campaign_contract c JOIN umlauf.contract k ON k.id = c.contract_id"
    " WHERE c.campaign_id = %(id)s ORDER BY k.number"
)
_ADD_ONE: Final = (
    "INSERT INTO umlauf.price_campaign_contract (campaign_id, contract_id, from_on, currency, before_minor,"
    " after_minor, year_before_minor, year_after_minor, consent) VALUES (%(campaign)s, %(contract)s, %(from_on)s,"
    " %(currency)s, %(before)s, %(after)s, %(year_before)s, %(year_after)s, %(consent)s)"
)


def campaign_from(row: Row) -> Campaign:
    return Campaign(CampaignId(row["id"]), row["title"], row["percent"], row["effective_on"], row["object_until"])


def concerned_from(row: Row) -> Concerned:
    currency = Currency(row["currency"])
    return Concerned(
        ContractId(row["contract_id"]),
        row["number"],
        row["from_on"],
        Money(row["before_minor"], currency),
        Money(row["after_minor"], currency),
        Money(row["year_before_minor"], currency),
        Money(row["year_after_minor"], currency),
        Consent(row["consent"]),
    )


class CampaignFile:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, campaign: Campaign, concerned: Sequence[Concerned]) -> None:
        self._desk.write(
            "INSERT INTO umlauf.price_campaign (id, title, percent, effective_on, object_until, announced_on)"
            " VALUES (%(id)s, %(title)s, %(percent)s, %(effective)s, %(object)s, %(today)s)",
            id=campaign.id,
            title=campaign.title,
            percent=campaign.percent,
            effective=campaign.effective_on,
            object=campaign.object_until,
            today=self._desk.today(),
        )
        for each in concerned:
            self._desk.write(
                _ADD_ONE,
                campaign=campaign.id,
                contract=each.contract_id,
                from_on=each.from_on,
                currency=each.before.currency,
                before=each.before.minor,
                after=each.after.minor,
                year_before=each.year_before.minor,
                year_after=each.year_after.minor,
                consent=each.consent,
            )

    def get(self, campaign_id: CampaignId) -> Campaign:
        """Raises UnknownCampaign."""
        rows = self._desk.rows("SELECT * FROM umlauf.price_campaign WHERE id = %(id)s", id=campaign_id)
        if not rows:
            raise UnknownCampaign(campaign=campaign_id)
        return campaign_from(rows[0])

    def concerned(self, campaign_id: CampaignId) -> list[Concerned]:
        return [concerned_from(row) for row in self._desk.rows(CONCERNED, id=campaign_id)]

    def consent(self, campaign_id: CampaignId, contract_id: ContractId) -> Consent:
        """Raises UnknownCampaign."""
        rows = self._desk.rows(
            "SELECT consent FROM umlauf.price_campaign_contract"
            " WHERE campaign_id = %(campaign)s AND contract_id = %(contract)s FOR UPDATE",
            campaign=campaign_id,
            contract=contract_id,
        )
        if not rows:
            raise UnknownCampaign(campaign=campaign_id)
        return Consent(rows[0]["consent"])

    def set_consent(self, campaign_id: CampaignId, contract_id: ContractId, consent: Consent, on: date) -> None:
        self._desk.write(
            "UPDATE umlauf.price_campaign_contract SET consent = %(consent)s, consent_on = %(on)s"
            " WHERE campaign_id = %(campaign)s AND contract_id = %(contract)s",
            consent=consent,
            on=on,
            campaign=campaign_id,
            contract=contract_id,
        )
