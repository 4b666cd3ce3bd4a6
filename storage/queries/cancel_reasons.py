"""Why contracts end: what was named with each notice, withdrawal, end by us and declaration, and who stayed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from domain.clock import legal_midnight
from domain.contracts.status import OVER
from domain.settings.cancellations import CancellationSettings
from domain.views.declarations import ReasonGroup, ReasonRow
from storage.database import Database
from storage.repositories.settings import CANCELLATIONS, cancellations_from

_REASONS: Final = """
    WITH named AS (
        SELECT c.contract_id, k.effective_at AS at, coalesce(nullif(k.payload ->> 'cause', ''),
            (SELECT s.facts ->> 'reason' FROM umlauf.declaration_step s
                WHERE s.declaration_id::text = k.payload ->> 'declaration_id' AND s.step = 'match'
                ORDER BY s.n DESC LIMIT 1), '') AS reason
        FROM umlauf.command k JOIN umlauf.contract_change c ON c.command_id = k.command_id
        WHERE k.name IN ('CancelContract', 'WithdrawContract', 'TerminateContract', 'CarryOutDeclaration')
            AND k.effective_at >= coalesce(%(since)s::timestamptz, '-infinity')
        UNION ALL
        SELECT b.contract_id, b.effective_at, coalesce(m.facts ->> 'reason', '')
        FROM umlauf.declaration_step b JOIN LATERAL (SELECT s.facts FROM umlauf.declaration_step s
            WHERE s.declaration_id = b.declaration_id AND s.step = 'match' ORDER BY s.n DESC LIMIT 1) m ON true
        WHERE b.step = 'take_back' AND b.contract_id IS NOT NULL
    ), said AS (
        SELECT DISTINCT ON (contract_id) contract_id, reason FROM named
        WHERE at >= coalesce(%(since)s::timestamptz, '-infinity') AND at < coalesce(%(until)s::timestamptz, 'infinity')
        ORDER BY contract_id, at DESC
    ), known AS (
        SELECT said.reason, k.status = ANY(%(over)s) OR k.notice_on IS NOT NULL OR k.timeline ? 'ending' AS has_ended
        FROM said JOIN umlauf.contract k ON k.id = said.contract_id
    )
    SELECT reason, count(*) FILTER (WHERE has_ended) AS ended, count(*) FILTER (WHERE NOT has_ended) AS stayed
    FROM known GROUP BY reason ORDER BY ended DESC, stayed DESC, reason"""


def cancellation_settings(database: Database) -> CancellationSettings:
    stored = database.read_one("SELECT value FROM umlauf.setting WHERE name = %(name)s", name=CANCELLATIONS)
    return cancellations_from(None if stored is None else stored["value"])


def reasons_of(database: Database, since: date | None, until: date | None) -> Sequence[ReasonRow]:
    """Legal days in [since, until); of a contract the newest end counts."""
    settings = cancellation_settings(database)
    over = [str(each) for each in OVER]
    rows = database.read(_REASONS, over=over, since=_midnight(since), until=_midnight(until))
    ended = sum(row["ended"] for row in rows)
    return [
        ReasonRow(
            _group(row["reason"], settings),
            row["reason"],
            row["ended"],
            row["stayed"],
            (200 * row["ended"] + ended) // (2 * ended) if ended else 0,
        )
        for row in rows
    ]


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else legal_midnight(day)


def _group(reason: str, settings: CancellationSettings) -> ReasonGroup:
    if not reason:
        return ReasonGroup.UNSAID
    if reason in settings.customer_reasons:
        return ReasonGroup.CUSTOMER
    return ReasonGroup.OURS if reason in settings.our_reasons else ReasonGroup.OLD
