"""Whether loyalty pays: codes, friends, rewards and their cost, and who stays longer."""

from datetime import date
from typing import Final

from domain.contracts.status import RUNNING
from domain.loyalty.referrals import ReferralState
from domain.money import EUR, Money
from domain.views.loyalty import Figure, FigureKind, LoyaltyFigures, Staying, StayingKind
from storage.database import Database, Row

_SPAN: Final = "BETWEEN coalesce(%(since)s::date, '-infinity') AND coalesce(%(until)s::date - 1, 'infinity')"
_FIGURES: Final = f"""
    SELECT
        (SELECT count(*) FROM umlauf.referral_code c WHERE c.made_on {_SPAN}) AS codes,
        (SELECT count(DISTINCT r.code) FROM umlauf.referral r WHERE r.opened_on {_SPAN}) AS codes_used,
        (SELECT count(*) FROM umlauf.referral r WHERE r.opened_on {_SPAN}) AS friends,
        (SELECT coalesce(sum(CASE i.kind WHEN 'credit_note' THEN -1 ELSE 1 END * (l.net_minor + l.vat_minor)), 0)
            FROM umlauf.referral r JOIN umlauf.invoice i ON i.customer_id = r.friend_id
            JOIN umlauf.invoice_line l ON l.invoice_id = i.id
            WHERE i.issued_on {_SPAN} AND i.currency = %(currency)s AND l.vat_reason <> 'deposit')::bigint AS revenue,
        (SELECT count(*) FROM umlauf.voucher_use u WHERE u.used_on {_SPAN}) AS voucher_uses,
        (SELECT count(*) FROM umlauf.customer_tier t WHERE t.from_on {_SPAN} AND t.tier IS NOT NULL) AS tiers"""  # noqa: S608 - constants only
_REFERRALS: Final = f"""
    SELECT r.state, count(*) AS number, sum(r.reward_minor)::bigint AS minor FROM umlauf.referral r
    WHERE r.opened_on {_SPAN} AND r.currency = %(currency)s GROUP BY r.state"""  # noqa: S608 - constants only
_REWARDS: Final = f"""
    SELECT s.kind, count(*) AS number, sum(s.granted_minor)::bigint AS minor FROM umlauf.settlement s
    WHERE s.kind IN ('reward', 'lapsed') AND s.currency = %(currency)s AND s.booked_on {_SPAN} GROUP BY s.kind"""  # noqa: S608 - constants only
_STAYING: Final = """
    WITH one AS (
        SELECT k.customer_id, bool_or(k.status = ANY(%(running)s)) AS is_here, min(k.start_on) AS since,
            max(CASE WHEN k.status = ANY(%(running)s) THEN %(today)s::date ELSE least(k.end_on, %(today)s) END) AS until
        FROM umlauf.contract k WHERE k.start_on <= %(today)s AND k.status <> 'withdrawn' GROUP BY k.customer_id
    ), known AS (
        SELECT one.*, (coalesce(one.until, %(today)s) - one.since) / 30.44 AS months,
            coalesce((SELECT t.tier ->> 'name' FROM umlauf.customer_tier t WHERE t.customer_id = one.customer_id
                ORDER BY t.n DESC LIMIT 1), '') AS tier,
            EXISTS (SELECT FROM umlauf.referral r WHERE r.friend_id = one.customer_id) AS is_brought,
            EXISTS (SELECT FROM umlauf.voucher_use u WHERE u.customer_id = one.customer_id) AS has_voucher
        FROM one
    )
    SELECT g.kind, g.tier, count(*) AS customers, count(*) FILTER (WHERE known.is_here) AS here,
        round(avg(known.months))::int AS months
    FROM known CROSS JOIN LATERAL (VALUES ('all', '', true), ('brought', '', known.is_brought),
        ('with_voucher', '', known.has_voucher), ('no_tier', '', known.tier = ''),
        ('tier', known.tier, known.tier <> '')
    ) g(kind, tier, counts) WHERE g.counts GROUP BY g.kind, g.tier"""
_WAITS: Final = (ReferralState.OPEN, ReferralState.SUSPECTED)
_ORDER: Final = list(StayingKind)


def loyalty_figures(database: Database, since: date | None, until: date | None, today: date) -> LoyaltyFigures:
    """Amounts in euros alone. A reward that was given and lapsed later is counted on both days."""
    span = {"since": since, "until": until, "currency": EUR}
    [known] = database.read(_FIGURES, **span)
    states = {ReferralState(row["state"]): row for row in database.read(_REFERRALS, **span)}
    entries = {row["kind"]: row for row in database.read(_REWARDS, **span)}
    refused = [states[each] for each in (ReferralState.REFUSED, ReferralState.LAPSED) if each in states]
    figures = (
        Figure(FigureKind.CODES, known["codes"]),
        Figure(FigureKind.CODES_USED, known["codes_used"]),
        Figure(FigureKind.FRIENDS, known["friends"]),
        Figure(FigureKind.FRIENDS_REVENUE, known["friends"], Money(known["revenue"])),
        _sum(FigureKind.DUE, [states[each] for each in _WAITS if each in states]),
        _sum(FigureKind.BLOCKED, [states[ReferralState.SUSPECTED]] if ReferralState.SUSPECTED in states else []),
        _sum(FigureKind.PAID, [entries["reward"]] if "reward" in entries else []),
        _sum(FigureKind.LAPSED, [entries["lapsed"]] if "lapsed" in entries else [], -1),
        _sum(FigureKind.NOT_GIVEN, refused),
        Figure(FigureKind.VOUCHER_USES, known["voucher_uses"]),
        Figure(FigureKind.TIERS_REACHED, known["tiers"]),
    )
    rows = database.read(_STAYING, today=today, running=[str(each) for each in RUNNING])
    staying = (
        Staying(StayingKind(row["kind"]), row["tier"], row["customers"], row["here"], row["months"] or 0)
        for row in rows
    )
    return LoyaltyFigures(figures, tuple(sorted(staying, key=lambda one: (_ORDER.index(one.kind), one.tier))))


def _sum(kind: FigureKind, rows: list[Row], sign: int = 1) -> Figure:
    number, minor = sum(row["number"] for row in rows), sum(row["minor"] for row in rows)
    return Figure(kind, number, Money(sign * minor))
