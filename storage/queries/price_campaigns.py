"""What the house asks about announced prices: what one would change, and who said what to those there are."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from domain.contracts.price_campaign import CampaignId, Consent, LeftOut, UnknownCampaign
from domain.contracts.repricing import concerned
from domain.ids import ContractId, PlanId
from domain.money import Currency, Money
from domain.views.campaigns import (
    CampaignLine,
    CampaignPage,
    CampaignPart,
    CampaignQuestion,
    CampaignRow,
    LetterState,
    PlanChoice,
)
from storage.database import Database, Row
from storage.repositories.base import plain_array
from storage.repositories.campaigns import campaign_from, concerned_from
from storage.repositories.contracts import CONTRACT_LINES, contracts_from

_PART: Final = 200
_RUNNING: Final = (
    " FROM umlauf.contract k WHERE k.status IN ('active', 'paused') AND k.terms->>'currency' = %(currency)s"
    " AND (%(before)s::date IS NULL OR k.start_on < %(before)s)"
    " AND (%(all)s OR EXISTS (SELECT FROM umlauf.contract_line l"
    " LEFT JOIN umlauf.contract_line_version v ON v.line_id = l.id WHERE l.contract_id = k.id"
    " AND (l.plan_id = ANY(%(plans)s::uuid[]) OR v.plan_id = ANY(%(plans)s::uuid[]))))"
)
_COUNT: Final = "SELECT count(*)" + _RUNNING
_IDS: Final = (
    "SELECT k.id" + _RUNNING + " AND (%(after)s::uuid IS NULL OR k.id > %(after)s) ORDER BY k.id LIMIT %(limit)s"
)
_CONTRACTS: Final = (
    "SELECT k.*, c.kind AS customer_kind,"
    " coalesce(nullif(trim(concat_ws(' ', p.given_name, p.family_name)), ''), p.company, '') AS customer,"
    " EXISTS (SELECT FROM umlauf.price_campaign_contract o WHERE o.contract_id = k.id"
    " AND o.consent IN ('chosen', 'announced')) AS is_elsewhere"
    " FROM umlauf.contract k JOIN umlauf.customer c ON c.id = k.customer_id"
    " LEFT JOIN umlauf.customer_personal p ON p.customer_id = c.id WHERE k.id = ANY(%(ids)s::uuid[]) ORDER BY k.id"
)
_ROWS: Final = (
    "SELECT g.*, n.* FROM umlauf.price_campaign g CROSS JOIN LATERAL (SELECT count(*) AS contracts,"
    " count(*) FILTER (WHERE consent = 'chosen') AS chosen, count(*) FILTER (WHERE lines <> '[]') AS announced,"
    " count(*) FILTER (WHERE consent = 'objected') AS objected, count(*) FILTER (WHERE consent = 'applied') AS applied,"
    " count(*) FILTER (WHERE consent = 'left_out') AS left_out, coalesce(sum(year_after_minor - year_before_minor)"
    " FILTER (WHERE consent IN ('announced', 'applied')), 0) AS year_more"
    " FROM umlauf.price_campaign_contract WHERE campaign_id = g.id) n"
    " WHERE %(id)s::uuid IS NULL OR g.id = %(id)s ORDER BY g.effective_on DESC, g.announced_on DESC, g.id"
)
_LINES: Final = (
    "SELECT t.*, k.number, o.status AS letter,"
    " coalesce(nullif(trim(concat_ws(' ', p.given_name, p.family_name)), ''), p.company, '') AS customer"
    " FROM umlauf.price_campaign_contract t"
    " JOIN umlauf.contract k ON k.id = t.contract_id"
    " LEFT JOIN umlauf.customer_personal p ON p.customer_id = k.customer_id"
    " LEFT JOIN LATERAL (SELECT status FROM umlauf.outbox WHERE subject_id = t.contract_id AND kind = 'contract'"
    " AND t.lines <> '[]'"
    " AND facts->>'kind' = 'price_change' AND facts->'days'->>'object_until' = %(until)s"
    " ORDER BY created_at DESC LIMIT 1) o ON true WHERE t.campaign_id = %(id)s ORDER BY k.number"
)
_PLANS: Final = (
    "WITH running AS (SELECT f.family_id, count(DISTINCT l.contract_id) AS running FROM umlauf.contract_line l"
    " JOIN umlauf.contract k ON k.id = l.contract_id AND k.status IN ('active', 'paused')"
    " LEFT JOIN umlauf.contract_line_version v ON v.line_id = l.id AND v.plan_id IS NOT NULL"
    " JOIN umlauf.plan f ON f.id = coalesce(v.plan_id, l.plan_id) GROUP BY f.family_id)"
    " SELECT n.id, n.name, n.price_minor, n.currency, g.name AS product, r.running,"
    " (SELECT array_agg(o.id ORDER BY o.version) FROM umlauf.plan o WHERE o.family_id = n.family_id) AS ids"
    " FROM (SELECT DISTINCT ON (family_id) * FROM umlauf.plan ORDER BY family_id, version DESC) n"
    " JOIN running r ON r.family_id = n.family_id JOIN umlauf.product g ON g.id = n.product_id"
    " WHERE n.kind = ANY('{rental,service,consumable,digital}') ORDER BY g.name, n.name, n.id"
)


class PriceCampaigns:
    """`PriceCampaigns(database)`; on the thread of its database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def plans(self) -> tuple[PlanChoice, ...]:
        return tuple(
            PlanChoice(
                PlanId(row["id"]),
                tuple(PlanId(each) for each in row["ids"]),
                row["product"],
                row["name"],
                Money(row["price_minor"], Currency(row["currency"])),
                row["running"],
            )
            for row in self._database.read(_PLANS)
        )

    def preview(self, question: CampaignQuestion, after: ContractId | None = None) -> CampaignPart:
        """Some hundred contracts after a given one; nothing is written."""
        rule = question.rule
        plans = [*rule.plan_ids, *(each for price in rule.prices for each in price.plan_ids)]
        values = {
            "currency": rule.currency,
            "before": question.started_before,
            "all": not plans,
            "plans": plain_array(plans),
        }
        ids = [row["id"] for row in self._database.read(_IDS, after=after, limit=_PART + 1, **values)]
        [counted] = self._database.read(_COUNT, **values)
        has_more, ids = len(ids) > _PART, ids[:_PART]
        last = ContractId(ids[-1]) if has_more else None
        return CampaignPart(self._looked_at(question, ids), last, counted["count"])

    def all(self) -> tuple[CampaignRow, ...]:
        """The latest first."""
        return tuple(_row(row) for row in self._database.read(_ROWS, id=None))

    def one(self, campaign_id: CampaignId) -> CampaignPage:
        """With each contract and what became of it. Raises UnknownCampaign."""
        row = self._database.read_one(_ROWS, id=campaign_id)
        if row is None:
            raise UnknownCampaign(campaign=campaign_id)
        made = _row(row)
        until = made.campaign.object_until.isoformat()
        currency = made.campaign.rule.currency
        rows = self._database.read(_LINES, id=campaign_id, until=until)
        return CampaignPage(made, tuple(_line(each, currency) for each in rows))

    def _looked_at(self, question: CampaignQuestion, ids: Sequence[UUID]) -> tuple[CampaignLine, ...]:
        array = plain_array(ids)
        rows = self._database.read(_CONTRACTS, ids=array)
        contracts = contracts_from(rows, self._database.read(CONTRACT_LINES, ids=list(ids)))
        found: list[CampaignLine] = []
        for row, contract in zip(rows, contracts, strict=True):
            is_consumer = row["customer_kind"] != "company"
            made = concerned(contract, question.rule, question.effective_on, is_consumer=is_consumer)
            if row["is_elsewhere"] and made.lines:
                made = replace(made, lines=(), consent=Consent.LEFT_OUT, left_out=LeftOut.IN_CAMPAIGN)
            found.append(CampaignLine(made, row["customer"]))
        return tuple(found)


def _row(row: Row) -> CampaignRow:
    campaign = campaign_from(row)
    return CampaignRow(
        campaign,
        row["contracts"],
        row["chosen"],
        row["announced"],
        row["objected"],
        row["applied"],
        row["left_out"],
        Money(int(row["year_more"]), campaign.rule.currency),
    )


_LETTERS: Final = {
    "sent": LetterState.SENT,
    "to_print": LetterState.NO_ADDRESS,
    "printed": LetterState.PRINTED,
    **dict.fromkeys(("unknown", "failed", "bounced", "suppressed", "dropped", "off"), LetterState.NOT_DELIVERED),
}
"""By the state of the promise in the outbox."""


def _line(row: Row, currency: Currency) -> CampaignLine:
    letter = LetterState.NONE
    if row["letter"] is not None:
        letter = _LETTERS.get(row["letter"], LetterState.WAITING)
    return CampaignLine(concerned_from(row, currency), row["customer"], letter, row["consent_on"])
