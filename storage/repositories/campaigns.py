"""Announced changes of price, and what each customer said to them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from psycopg.types.json import Jsonb

from domain.contracts.price_campaign import (
    Campaign,
    CampaignId,
    Concerned,
    Consent,
    LeftOut,
    LinePrice,
    PriceRule,
    UnknownCampaign,
)
from domain.ids import ContractId
from domain.money import Currency, Money
from storage.codec import make_converter
from storage.database import Row
from storage.repositories.base import Desk, plain_array

_CONVERTER: Final = make_converter()
Read = Callable[..., list[Row]]
"""`rows` of a unit, or `read` of a database."""

_ADD: Final = (
    "INSERT INTO umlauf.price_campaign_contract (campaign_id, contract_id, consent)"
    " SELECT %(campaign)s, each, 'chosen' FROM unnest(%(contracts)s::uuid[]) each"
)
_COMPANIES: Final = (
    "SELECT k.id FROM umlauf.contract k JOIN umlauf.customer c ON c.id = k.customer_id"
    " WHERE k.id = ANY(%(ids)s::uuid[]) AND c.kind = 'company'"
)
_ELSEWHERE: Final = (
    "SELECT DISTINCT o.contract_id AS id FROM umlauf.price_campaign_contract o WHERE o.campaign_id <> %(campaign)s"
    " AND o.contract_id = ANY(%(ids)s::uuid[]) AND o.consent = 'announced'"
)
_ANNOUNCED: Final = (
    "SELECT c.contract_id, c.lines FROM umlauf.price_campaign_contract c"
    " JOIN umlauf.price_campaign p ON p.id = c.campaign_id"
    " WHERE c.contract_id = ANY(%(ids)s::uuid[]) AND c.consent = 'announced' AND p.withdrawn_on IS NULL"
    " AND p.effective_on <= %(until)s"
)
_CONSENT: Final = (
    "UPDATE umlauf.price_campaign_contract SET consent = %(consent)s, consent_on = %(on)s"
    " WHERE campaign_id = %(campaign)s AND contract_id = %(contract)s"
)
_CONSENT_AND_WHY: Final = (
    "UPDATE umlauf.price_campaign_contract SET consent = %(consent)s, consent_on = %(on)s, reason = %(reason)s"
    " WHERE campaign_id = %(campaign)s AND contract_id = %(contract)s"
)


def campaign_from(row: Row) -> Campaign:
    return Campaign(
        CampaignId(row["id"]),
        row["title"],
        _CONVERTER.structure(row["rule"], PriceRule),
        row["effective_on"],
        row["object_until"],
        row["announced_on"],
        row["withdrawn_on"],
    )


def prices_from(stored: object) -> tuple[LinePrice, ...]:
    prices: tuple[LinePrice, ...] = _CONVERTER.structure(stored, tuple[LinePrice, ...])
    return prices


def announced_prices(
    read: Read, contract_ids: Sequence[ContractId], until: date = date.max
) -> dict[ContractId, tuple[LinePrice, ...]]:
    """What customers were told of and did not object to, that does not hold yet and begins by `until`."""
    rows = read(_ANNOUNCED, ids=plain_array(contract_ids), until=until) if contract_ids else []
    return {ContractId(row["contract_id"]): prices_from(row["lines"]) for row in rows}


def concerned_from(row: Mapping[str, Any], currency: Currency) -> Concerned:
    """From a row of the contract's part with the contract's `number`."""
    return Concerned(
        ContractId(row["contract_id"]),
        row["number"],
        prices_from(row["lines"]),
        Money(row["year_before_minor"] or 0, currency),
        Money(row["year_after_minor"] or 0, currency),
        Consent(row["consent"]),
        LeftOut(row["reason"]) if row["reason"] else None,
    )


class CampaignFile:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, campaign: Campaign, contract_ids: Sequence[ContractId]) -> None:
        """Raises UnknownCampaign when one is no contract."""
        ids = plain_array(contract_ids)
        [known] = self._desk.rows("SELECT count(*) FROM umlauf.contract WHERE id = ANY(%(ids)s::uuid[])", ids=ids)
        if known["count"] != len(contract_ids):
            raise UnknownCampaign(campaign=campaign.id)
        self._desk.write(
            "INSERT INTO umlauf.price_campaign (id, title, rule, effective_on, object_until, announced_on)"
            " VALUES (%(id)s, %(title)s, %(rule)s, %(effective)s, %(object)s, %(announced)s)",
            id=campaign.id,
            title=campaign.title,
            rule=Jsonb(_CONVERTER.unstructure(campaign.rule)),
            effective=campaign.effective_on,
            object=campaign.object_until,
            announced=campaign.announced_on,
        )
        self._desk.write(_ADD, campaign=campaign.id, contracts=ids)

    def get(self, campaign_id: CampaignId) -> Campaign:
        """Raises UnknownCampaign."""
        rows = self._desk.rows("SELECT * FROM umlauf.price_campaign WHERE id = %(id)s", id=campaign_id)
        if not rows:
            raise UnknownCampaign(campaign=campaign_id)
        return campaign_from(rows[0])

    def consent(self, campaign_id: CampaignId, contract_id: ContractId) -> Consent:
        """Locked until the command is done. Raises UnknownCampaign."""
        rows = self._desk.rows(
            "SELECT consent FROM umlauf.price_campaign_contract"
            " WHERE campaign_id = %(campaign)s AND contract_id = %(contract)s FOR UPDATE",
            campaign=campaign_id,
            contract=contract_id,
        )
        if not rows:
            raise UnknownCampaign(campaign=campaign_id)
        return Consent(rows[0]["consent"])

    def prices(self, campaign_id: CampaignId, contract_id: ContractId) -> tuple[LinePrice, ...]:
        """What was announced for it."""
        rows = self._desk.rows(
            "SELECT lines FROM umlauf.price_campaign_contract"
            " WHERE campaign_id = %(campaign)s AND contract_id = %(contract)s",
            campaign=campaign_id,
            contract=contract_id,
        )
        return prices_from(rows[0]["lines"]) if rows else ()

    def companies(self, contract_ids: Sequence[ContractId]) -> frozenset[ContractId]:
        rows = self._desk.rows(_COMPANIES, ids=plain_array(contract_ids))
        return frozenset(ContractId(row["id"]) for row in rows)

    def elsewhere(self, campaign_id: CampaignId, contract_ids: Sequence[ContractId]) -> frozenset[ContractId]:
        """Those of the contracts that another campaign is still to change."""
        rows = self._desk.rows(_ELSEWHERE, campaign=campaign_id, ids=plain_array(contract_ids))
        return frozenset(ContractId(row["id"]) for row in rows)

    def told(self, campaign_id: CampaignId, concerned: Concerned) -> None:
        """Keeps what the contract's letter says, or why it gets none."""
        self._desk.write(
            "UPDATE umlauf.price_campaign_contract SET consent = %(consent)s, reason = %(reason)s,"
            " from_on = %(from_on)s, year_before_minor = %(before)s, year_after_minor = %(after)s, lines = %(lines)s"
            " WHERE campaign_id = %(campaign)s AND contract_id = %(contract)s",
            consent=concerned.consent,
            reason=concerned.left_out or "",
            from_on=concerned.from_on,
            before=concerned.year_before.minor,
            after=concerned.year_after.minor,
            lines=Jsonb(_CONVERTER.unstructure(concerned.lines)),
            campaign=campaign_id,
            contract=concerned.contract_id,
        )

    def set_consent(
        self, campaign_id: CampaignId, contract_id: ContractId, consent: Consent, on: date, reason: str = ""
    ) -> None:
        self._desk.write(
            _CONSENT_AND_WHY if reason else _CONSENT,
            consent=consent,
            on=on,
            reason=reason,
            campaign=campaign_id,
            contract=contract_id,
        )

    def withdraw(self, campaign_id: CampaignId, on: date) -> None:
        """For all contracts that were not dealt with yet, too."""
        self._desk.write(
            "UPDATE umlauf.price_campaign SET withdrawn_on = %(on)s WHERE id = %(id)s", id=campaign_id, on=on
        )
        self._desk.write(
            "UPDATE umlauf.price_campaign_contract SET consent = 'withdrawn', consent_on = %(on)s"
            " WHERE campaign_id = %(id)s AND consent IN ('chosen', 'announced')",
            id=campaign_id,
            on=on,
        )

    def withdrawn_letters(self, campaign_id: CampaignId) -> list[ContractId]:
        """The contracts that were told a new price which was then withdrawn."""
        rows = self._desk.rows(
            "SELECT contract_id AS id FROM umlauf.price_campaign_contract"
            " WHERE campaign_id = %(id)s AND consent = 'withdrawn' AND lines <> '[]' ORDER BY contract_id",
            id=campaign_id,
        )
        return [ContractId(row["id"]) for row in rows]
