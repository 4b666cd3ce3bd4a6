"""What the back office and the owner ask about vouchers, friends and staying."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.billing.tax import TaxRules
from domain.clock import Clock, today
from domain.contracts.model import Contract, UnknownContract
from domain.contracts.preview_change import Books, ChangePreview, preview_change
from domain.contracts.status import RUNNING
from domain.customers.timeline import timeline_of
from domain.ids import ContractId, CustomerId, PlanId
from domain.loyalty.book import KeptProgramme, KeptTiers
from domain.loyalty.offered import Asking, check_voucher
from domain.loyalty.redeem_voucher import known_voucher, redeeming
from domain.loyalty.referrals import ReferralState
from domain.loyalty.steps import next_benefit
from domain.loyalty.tiers import TierMeasure, next_tier
from domain.loyalty.vouchers import Batch, BatchId, UnknownBatch
from domain.money import EUR, Currency, Money, total
from domain.views.loyalty import (
    BatchRow,
    Climbing,
    CodeRow,
    Coming,
    CustomerLoyalty,
    Family,
    FriendRow,
    LoyaltyFigures,
    SchemeRow,
)
from storage.database import Database, Row
from storage.queries.loyalty_figures import loyalty_figures
from storage.queries.office_parts import NAME, like
from storage.repositories.billing import billed_from
from storage.repositories.contracts import CONTRACT_LINES, contracts_from
from storage.repositories.customers import CHANGES_SQL, CUSTOMER_SQL, customer_from, timelines_from
from storage.repositories.loyalty import (
    VOUCHER_SQL,
    LoyaltyReader,
    batch_from,
    referral_from,
    scheme_from,
    voucher_from,
)
from storage.repositories.tiers import most_paid_months

_SIGNED: Final = "CASE i.kind WHEN 'credit_note' THEN -1 ELSE 1 END"
_BATCHES: Final = f"""
    SELECT b.*, n.codes, n.used, n.code,
        (SELECT coalesce(sum({_SIGNED} * l.amount_minor), 0)::bigint FROM umlauf.invoice_line l
            JOIN umlauf.invoice i ON i.id = l.invoice_id WHERE l.contract_id = ANY(u.contracts)
            AND l.vat_reason <> 'deposit') AS revenue_minor,
        (SELECT coalesce(sum(l.off_minor), 0)::bigint FROM umlauf.invoice_line l
            WHERE l.contract_id = ANY(u.contracts) AND l.corrects_line_id IS NULL) AS discount_minor
    FROM umlauf.voucher_batch b
    CROSS JOIN LATERAL (SELECT count(*) AS codes, coalesce(sum(v.used), 0) AS used, min(v.code) AS code
        FROM umlauf.voucher v WHERE v.batch_id = b.id) n
    CROSS JOIN LATERAL (SELECT coalesce(array_agg(DISTINCT x.contract_id), '{{}}') AS contracts
        FROM umlauf.voucher_use x JOIN umlauf.voucher v ON v.code = x.code WHERE v.batch_id = b.id) u
    ORDER BY b.made_on DESC, b.id DESC LIMIT 500"""  # noqa: S608 - constants only
_CODES: Final = f"""
    SELECT w.*, coalesce(string_agg(DISTINCT k.number, ', '), '') AS contracts,
        coalesce(string_agg(DISTINCT c.number, ', '), '') AS customers
    FROM ({VOUCHER_SQL} WHERE v.batch_id = %(id)s) w
    LEFT JOIN umlauf.voucher_use u ON u.code = w.code LEFT JOIN umlauf.contract k ON k.id = u.contract_id
    LEFT JOIN umlauf.customer c ON c.id = u.customer_id
    GROUP BY w.code, w.used, w.code_withdrawn_on, w.id, w.title, w.rule, w.made_on, w.withdrawn_on
    ORDER BY w.used DESC, w.code"""  # noqa: S608 - constants only
_FRIENDS: Final = f"""
    SELECT r.*, k.number AS contract, rc.number AS referrer_number, fc.number AS friend_number,
        (SELECT coalesce({NAME}, '') FROM umlauf.customer_personal p WHERE p.customer_id = r.referrer_id) AS referrer,
        (SELECT coalesce({NAME}, '') FROM umlauf.customer_personal p WHERE p.customer_id = r.friend_id) AS friend,
        (SELECT coalesce(sum({_SIGNED} * l.amount_minor), 0)::bigint FROM umlauf.invoice_line l
            JOIN umlauf.invoice i ON i.id = l.invoice_id WHERE l.contract_id IN
            (SELECT id FROM umlauf.contract o WHERE o.customer_id = r.friend_id) AND l.vat_reason <> 'deposit')
            AS revenue_minor,
        (SELECT coalesce(sum(s.granted_minor), 0)::bigint FROM umlauf.settlement s
            WHERE s.id = r.entry_id OR (s.source_id = r.entry_id AND s.kind = 'lapsed')) AS cost_minor
    FROM umlauf.referral r JOIN umlauf.contract k ON k.id = r.contract_id
    JOIN umlauf.customer rc ON rc.id = r.referrer_id JOIN umlauf.customer fc ON fc.id = r.friend_id"""  # noqa: S608 - constants only
_BILLED: Final = (
    "SELECT b.*, lower(b.period) AS first, upper(b.period) AS past FROM umlauf.billed_period b"
    " JOIN umlauf.contract_line l ON l.id = b.contract_line_id WHERE l.contract_id = %(id)s ORDER BY b.first_day"
)


class Loyalties:
    """`Loyalties(database, rules, clock)`; on the thread of its database."""

    def __init__(self, database: Database, rules: TaxRules, clock: Clock) -> None:
        self._database, self._tax, self._clock = database, rules, clock
        self._book = LoyaltyReader(database.read)

    def programme(self) -> KeptProgramme:
        return self._book.programme()

    def tiers(self) -> KeptTiers:
        return self._book.tiers()

    def figures(self, since: date | None, until: date | None, today: date) -> LoyaltyFigures:
        return loyalty_figures(self._database, since, until, today)

    def batches(self) -> list[BatchRow]:
        return [_batch_row(row) for row in self._database.read(_BATCHES)]

    def batch(self, batch_id: BatchId) -> Batch:
        """Raises UnknownBatch."""
        rows = self._database.read("SELECT * FROM umlauf.voucher_batch WHERE id = %(id)s", id=batch_id)
        if not rows:
            raise UnknownBatch(batch=batch_id)
        return batch_from(rows[0])

    def codes(self, batch_id: BatchId, today: date) -> list[CodeRow]:
        found: list[CodeRow] = []
        for row in self._database.read(_CODES, id=batch_id):
            voucher = voucher_from(row)
            state = voucher.state(today)
            found.append(CodeRow(voucher.code, state, voucher.used, row["contracts"], row["customers"]))
        return found

    def friends(self, text: str, states: Sequence[ReferralState], limit: int) -> list[FriendRow]:
        sql = (
            f"SELECT * FROM ({_FRIENDS}) f WHERE (%(states)s::text[] = '{{}}' OR f.state = ANY(%(states)s::text[]))"  # noqa: S608 - constants only
            " AND (f.code ILIKE %(like)s OR f.referrer ILIKE %(like)s OR f.friend ILIKE %(like)s"
            " OR f.contract ILIKE %(like)s OR f.referrer_number ILIKE %(like)s OR f.friend_number ILIKE %(like)s)"
            " ORDER BY f.opened_on DESC, f.id DESC LIMIT %(limit)s"
        )
        rows = self._database.read(sql, states=[str(each) for each in states], like=like(text), limit=limit)
        return [_friend(row) for row in rows]

    def schemes(self) -> list[SchemeRow]:
        rows = self._database.read(
            "SELECT s.*, (SELECT count(*) FROM umlauf.contract k WHERE k.timeline->'loyalty'->>'title' = s.title"
            " AND k.status = ANY(%(running)s)) AS contracts,"
            " (SELECT coalesce(string_agg(DISTINCT p.name, ', '), '') FROM umlauf.plan p"
            " WHERE s.rule->'plan_families' @> to_jsonb(p.family_id::text)) AS plans"
            " FROM umlauf.loyalty_scheme s ORDER BY s.closed_on NULLS FIRST, s.made_on DESC, s.id DESC LIMIT 200",
            running=[str(status) for status in RUNNING],
        )
        return [SchemeRow(scheme_from(row), row["contracts"], row["plans"]) for row in rows]

    def families(self) -> list[Family]:
        rows = self._database.read(
            "SELECT DISTINCT p.family_id, g.name || ' · ' || p.name AS title FROM umlauf.plan p"
            " JOIN umlauf.product g ON g.id = p.product_id WHERE p.is_offered"
            " AND p.kind IN ('rental', 'service', 'consumable', 'digital') ORDER BY title LIMIT 500"
        )
        return [Family(PlanId(row["family_id"]), row["title"]) for row in rows]

    def of_customer(self, customer_id: CustomerId, today: date) -> CustomerLoyalty:
        read = self._database.read
        codes = read("SELECT code FROM umlauf.referral_code WHERE customer_id = %(id)s", id=customer_id)
        where = "r.referrer_id = %(id)s OR r.friend_id = %(id)s ORDER BY r.opened_on DESC, r.id DESC LIMIT 50"
        friends = [_friend(row) for row in read(f"{_FRIENDS} WHERE {where}", id=customer_id)]
        own = read(
            "SELECT s.title FROM (SELECT scheme_id FROM umlauf.customer_scheme WHERE customer_id = %(id)s"
            " ORDER BY n DESC LIMIT 1) c JOIN umlauf.loyalty_scheme s ON s.id = c.scheme_id",
            id=customer_id,
        )
        used = read(
            "SELECT u.code, k.number FROM umlauf.voucher_use u JOIN umlauf.contract k ON k.id = u.contract_id"
            " WHERE u.customer_id = %(id)s ORDER BY u.used_on DESC, u.code LIMIT 20",
            id=customer_id,
        )
        climbing = self._climbing(customer_id, today)
        return CustomerLoyalty(
            codes[0]["code"] if codes else None,
            self._book.programme().value.is_open,
            self._book.running_contract(customer_id) is not None,
            tuple(friends),
            total([each.cost for each in friends if each.referral.referrer_id == customer_id], EUR),
            tuple(self._coming(customer_id, today)),
            own[0]["title"] if own else None,
            climbing,
            tuple(f"{row['code']} ({row['number']})" for row in used),
        )

    def redeeming(self, contract_id: ContractId, code: str) -> ChangePreview:
        """Raises UnknownContract, and what redeeming it would."""
        read, day = self._database.read, today(self._clock)
        contract = self._contract(contract_id)
        [found] = read(f"{CUSTOMER_SQL} WHERE c.id = %(id)s", id=contract.customer_id)
        customer = customer_from(found)
        voucher = known_voucher(code, self._book)
        check_voucher(voucher, Asking(customer.id, customer.personal), self._book, day)
        change = redeeming(voucher, contract, self._book, day, contract.version)
        billed = [billed_from(row) for row in read(_BILLED, id=contract_id)]
        known = timelines_from(read(CHANGES_SQL, ids=[customer.id]))
        party = (known.get(customer.id) or timeline_of(customer, found["country"])).party()
        return preview_change(change, contract, Books(billed, party, self._tax, day, self._clock.now()))

    def _contract(self, contract_id: ContractId) -> Contract:
        rows = self._database.read("SELECT * FROM umlauf.contract WHERE id = %(id)s", id=contract_id)
        if not rows:
            raise UnknownContract(contract=contract_id)
        return contracts_from(rows, self._database.read(CONTRACT_LINES, ids=[contract_id]))[0]

    def _climbing(self, customer_id: CustomerId, day: date) -> Climbing:
        programme, standing = self._book.tiers().value, self._book.standing(customer_id)
        if programme.measure is TierMeasure.TURNOVER:
            reached = self._book.turnover(customer_id, programme.currency).minor
        else:
            reached = most_paid_months(self._database, [customer_id], day).get(customer_id, 0)
        return Climbing(programme, standing, next_tier(programme, standing), reached)

    def _coming(self, customer_id: CustomerId, today: date) -> list[Coming]:
        """Of the contracts that run and have something agreed."""
        rows = self._database.read(
            "SELECT * FROM umlauf.contract WHERE customer_id = %(id)s AND timeline ? 'loyalty'"
            " AND status = ANY(%(running)s) ORDER BY number LIMIT 50",
            id=customer_id,
            running=[str(status) for status in RUNNING],
        )
        if not rows:
            return []
        lines = self._database.read(CONTRACT_LINES, ids=[row["id"] for row in rows])
        return [
            Coming(contract.number, contract.loyalty.title, next_benefit(contract, today))
            for contract in contracts_from(rows, lines)
            if contract.loyalty is not None
        ]


def _batch_row(row: Row) -> BatchRow:
    batch = batch_from(row)
    currency = EUR if batch.rule.amount is None else batch.rule.amount.currency
    discounts, revenue = Money(row["discount_minor"], currency), Money(row["revenue_minor"], currency)
    return BatchRow(batch, row["code"] if row["codes"] == 1 else "", row["codes"], row["used"], discounts, revenue)


def _friend(row: Row) -> FriendRow:
    currency = Currency(row["currency"])
    return FriendRow(
        referral_from(row),
        row["referrer"],
        row["referrer_number"],
        row["friend"],
        row["friend_number"],
        row["contract"],
        Money(row["revenue_minor"], currency),
        Money(row["cost_minor"], currency),
    )
