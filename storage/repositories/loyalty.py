"""Vouchers, personal codes and schemes: read for previews, read and written for commands."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from psycopg.types.json import Jsonb

from domain.billing.settlement import EntryId
from domain.contracts.status import RUNNING, Status
from domain.customers.model import PersonalData
from domain.ids import ContractId, CustomerId, PlanId, ProductId
from domain.loyalty.book import Alike, KeptProgramme, PlanKind
from domain.loyalty.close_scheme import UnknownScheme
from domain.loyalty.persons import Likeness, plain_email, plain_phone
from domain.loyalty.programme import ReferralProgramme
from domain.loyalty.referrals import Circumstances, Referral, ReferralId, ReferralState, UnknownReferral
from domain.loyalty.scheme import LoyaltyRule, Scheme, SchemeId
from domain.loyalty.vouchers import Batch, BatchId, UnknownBatch, Voucher, VoucherRule
from domain.money import Currency, Money
from storage.codec import make_converter
from storage.database import Row
from storage.repositories.base import plain_array
from storage.repositories.customers import CUSTOMER_SQL, customer_from
from storage.repositories.kept_settings import keep_setting
from storage.repositories.tiers import TierFile, TierReader

_CONVERTER: Final = make_converter()
_PROGRAMME: Final = "loyalty"
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('loyalty ' || %(code)s, 0))"
VOUCHER_SQL: Final = (
    "SELECT v.code, v.used, v.withdrawn_on AS code_withdrawn_on, b.id, b.title, b.rule, b.made_on, b.withdrawn_on"
    " FROM umlauf.voucher v JOIN umlauf.voucher_batch b ON b.id = v.batch_id"
)
REFERRAL_SQL: Final = "SELECT r.* FROM umlauf.referral r"
_RUNNING: Final = tuple(str(status) for status in RUNNING)
_OF_CUSTOMER: Final = (
    "SELECT id FROM umlauf.contract WHERE customer_id = %(id)s AND status = ANY(%(running)s)"
    " ORDER BY start_on DESC NULLS LAST, number DESC"
)
_ALIKE: Final = (
    f"{CUSTOMER_SQL} WHERE c.id <> %(id)s AND (lower(p.email) LIKE %(email)s"
    " OR (%(phone)s <> '' AND right(regexp_replace(p.phone, '[^0-9]', '', 'g'), 6) = %(phone)s)"
    " OR (%(postcode)s <> '' AND p.postcode = %(postcode)s)) LIMIT 500"
)
_ORDERED: Final = "SELECT DISTINCT customer_id FROM umlauf.customer_order WHERE customer_id = ANY(%(ids)s::uuid[])"
_VALUE: Final = (
    "SELECT s.value, coalesce((SELECT max(version) FROM umlauf.setting_change WHERE area = %(name)s), 0) AS version"
    " FROM (SELECT 1) one LEFT JOIN umlauf.setting s ON s.name = %(name)s"
)
_SCHEME_FOR: Final = (
    "SELECT s.* FROM umlauf.loyalty_scheme s WHERE s.closed_on IS NULL"
    " AND (s.rule->'plan_families' = '[]'::jsonb OR s.rule->'plan_families' @> to_jsonb(%(family)s::text))"
    " ORDER BY s.made_on DESC, s.id DESC LIMIT 1"
)
_OWN_SCHEME: Final = (
    "SELECT s.* FROM (SELECT scheme_id FROM umlauf.customer_scheme WHERE customer_id = %(id)s ORDER BY n DESC"
    " LIMIT 1) c JOIN umlauf.loyalty_scheme s ON s.id = c.scheme_id WHERE s.closed_on IS NULL"
)
_CIRCUMSTANCES: Final = (
    "SELECT k.status, k.start_on, k.end_on,"
    " (SELECT bool_and(i.gross_minor <= coalesce(d.used_minor, 0)) FROM umlauf.invoice i"
    " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id WHERE i.kind = 'invoice' AND i.id IN"
    " (SELECT l.invoice_id FROM umlauf.invoice_line l WHERE l.contract_id = k.id AND l.invoice_id IN"
    " (SELECT f.id FROM umlauf.invoice f WHERE f.customer_id = k.customer_id AND f.kind = 'invoice'"
    " AND f.issued_on = (SELECT min(g.issued_on) FROM umlauf.invoice g"
    " JOIN umlauf.invoice_line m ON m.invoice_id = g.id WHERE g.customer_id = k.customer_id"
    " AND m.contract_id = k.id)))) AS is_first_paid,"
    " EXISTS (SELECT FROM umlauf.contract o WHERE o.customer_id = r.referrer_id AND o.status = ANY(%(running)s))"
    " AS has_referrer_contract,"
    " (SELECT count(*) FROM umlauf.referral y JOIN umlauf.settlement s ON s.id = y.entry_id"
    " WHERE y.referrer_id = r.referrer_id AND s.booked_on >= date_trunc('year', %(day)s::date)) AS rewarded_in_year,"
    " (SELECT coalesce(sum(s.balance_minor), 0)::bigint FROM umlauf.settlement s"
    " WHERE s.id = r.entry_id OR s.source_id = r.entry_id) AS left_minor"
    " FROM umlauf.referral r JOIN umlauf.contract k ON k.id = r.contract_id WHERE r.id = %(id)s"
)


_SHARE_ACCOUNT: Final = (
    "SELECT FROM umlauf.refund a JOIN umlauf.refund_personal p ON p.refund_id = a.id JOIN umlauf.refund_personal q"
    " ON upper(translate(q.account, ' -', '')) = upper(translate(p.account, ' -', ''))"
    " JOIN umlauf.refund b ON b.id = q.refund_id"
    " WHERE a.customer_id = %(one)s AND b.customer_id = %(other)s AND p.account <> '' LIMIT 1"
)


def batch_from(row: Row) -> Batch:
    rule = _CONVERTER.structure(row["rule"], VoucherRule)
    return Batch(BatchId(row["id"]), row["title"], rule, row["made_on"], row["withdrawn_on"])


def voucher_from(row: Row) -> Voucher:
    """A row of VOUCHER_SQL."""
    return Voucher(row["code"], batch_from(row), row["used"], row["code_withdrawn_on"])


def scheme_from(row: Row) -> Scheme:
    rule = _CONVERTER.structure(row["rule"], LoyaltyRule)
    return Scheme(SchemeId(row["id"]), row["title"], rule, row["made_on"], row["closed_on"])


def referral_from(row: Row) -> Referral:
    return Referral(
        ReferralId(row["id"]),
        row["code"],
        CustomerId(row["referrer_id"]),
        CustomerId(row["friend_id"]),
        ContractId(row["contract_id"]),
        row["opened_on"],
        Money(row["reward_minor"], Currency(row["currency"])),
        ReferralState(row["state"]),
        tuple(Likeness(each) for each in row["likenesses"]),
        row["reason"],
        row["decided_on"],
        None if row["entry_id"] is None else EntryId(row["entry_id"]),
        row["usable_until"],
        row["is_thanked"],
    )


def programme_from(row: Row) -> KeptProgramme:
    stored: Mapping[str, Any] | None = row["value"]
    known = ReferralProgramme() if not stored else _CONVERTER.structure(stored, ReferralProgramme)
    return KeptProgramme(known, row["version"])


class LoyaltyReader(TierReader):
    """`domain.loyalty.book.Offers`: `rows` of a unit, or `read` of a database."""

    def voucher(self, code: str) -> Voucher | None:
        rows = self._read(f"{VOUCHER_SQL} WHERE v.code = %(code)s", code=code)
        return voucher_from(rows[0]) if rows else None

    def has_used(self, batch_id: BatchId, customer_id: CustomerId) -> bool:
        return bool(
            self._read(
                "SELECT FROM umlauf.voucher_use u JOIN umlauf.voucher v ON v.code = u.code"
                " WHERE u.customer_id = %(customer)s AND v.batch_id = %(batch)s LIMIT 1",
                customer=customer_id,
                batch=batch_id,
            )
        )

    def has_ordered(self, customer_id: CustomerId) -> bool:
        sql = "SELECT FROM umlauf.customer_order WHERE customer_id = %(id)s LIMIT 1"
        return bool(self._read(sql, id=customer_id))

    def programme(self) -> KeptProgramme:
        return programme_from(self._read(_VALUE, name=_PROGRAMME)[0])

    def referrer(self, code: str) -> CustomerId | None:
        rows = self._read("SELECT customer_id FROM umlauf.referral_code WHERE code = %(code)s", code=code)
        return CustomerId(rows[0]["customer_id"]) if rows else None

    def friends_of(self, code: str) -> int:
        count: int = self._read("SELECT count(*) FROM umlauf.referral WHERE code = %(code)s", code=code)[0]["count"]
        return count

    def running_contract(self, customer_id: CustomerId) -> ContractId | None:
        return next(iter(self.running_contracts(customer_id)), None)

    def running_contracts(self, customer_id: CustomerId) -> list[ContractId]:
        """The newest first."""
        rows = self._read(_OF_CUSTOMER, id=customer_id, running=list(_RUNNING))
        return [ContractId(row["id"]) for row in rows]

    def alike(self, customer_id: CustomerId, person: PersonalData) -> list[Alike]:
        """As many as may be; the domain compares them in one form."""
        email, country = plain_email(person.email), "DE" if person.address is None else person.address.country
        letters = email.partition("@")[0][:2].replace("%", "").replace("_", "")
        rows = self._read(
            _ALIKE,
            id=customer_id,
            email=f"{letters}%" if email else "",
            phone=plain_phone(person.phone, country)[-6:],
            postcode="" if person.address is None else person.address.postcode.strip(),
        )
        found = [customer_from(row) for row in rows]
        ordered = self._read(_ORDERED, ids=plain_array([each.id for each in found])) if found else []
        known = {row["customer_id"] for row in ordered}
        return [Alike(each.id, each.personal, each.id in known) for each in found]

    def plan_kinds(self, plan_ids: Sequence[PlanId]) -> dict[PlanId, PlanKind]:
        sql = (
            "SELECT id, product_id, coalesce(family_id, id) AS family FROM umlauf.plan WHERE id = ANY(%(ids)s::uuid[])"
        )
        rows = self._read(sql, ids=plain_array(plan_ids)) if plan_ids else []
        return {PlanId(row["id"]): PlanKind(ProductId(row["product_id"]), PlanId(row["family"])) for row in rows}

    def scheme_for(self, customer_id: CustomerId | None, family: PlanId) -> Scheme | None:
        own = [] if customer_id is None else self._read(_OWN_SCHEME, id=customer_id)
        rows = own or self._read(_SCHEME_FOR, family=str(family))
        return scheme_from(rows[0]) if rows else None

    def versions(self, families: Sequence[PlanId]) -> tuple[PlanId, ...]:
        sql = "SELECT id FROM umlauf.plan WHERE coalesce(family_id, id) = ANY(%(ids)s::uuid[]) ORDER BY id"
        rows = self._read(sql, ids=plain_array(families))
        return tuple(PlanId(row["id"]) for row in rows)


class LoyaltyFile(LoyaltyReader, TierFile):
    """`domain.loyalty.book.LoyaltyBook`."""

    def voucher(self, code: str) -> Voucher | None:
        self._desk.rows(_LOCK, code=code)
        return super().voucher(code)

    def referrer(self, code: str) -> CustomerId | None:
        self._desk.rows(_LOCK, code=code)
        return super().referrer(code)

    def batch(self, batch_id: BatchId) -> Batch:
        """Raises UnknownBatch."""
        rows = self._desk.rows("SELECT * FROM umlauf.voucher_batch WHERE id = %(id)s", id=batch_id)
        if not rows:
            raise UnknownBatch(batch=batch_id)
        return batch_from(rows[0])

    def taken(self, codes: Sequence[str]) -> frozenset[str]:
        rows = self._desk.rows(
            "SELECT code FROM umlauf.voucher WHERE code = ANY(%(codes)s)"
            " UNION SELECT upper(d->>'code') FROM umlauf.plan p, jsonb_array_elements(p.offer->'discounts') d"
            " WHERE p.is_offered AND upper(d->>'code') = ANY(%(codes)s)",
            codes=list(codes),
        )
        return frozenset(row["code"] for row in rows)

    def add_batch(self, batch: Batch, codes: Sequence[str]) -> None:
        self._desk.write(
            "INSERT INTO umlauf.voucher_batch (id, title, rule, made_on, made_by)"
            " VALUES (%(id)s, %(title)s, %(rule)s, %(on)s, %(by)s)",
            id=batch.id,
            title=batch.title,
            rule=Jsonb(_CONVERTER.unstructure(batch.rule)),
            on=batch.made_on,
            by=self._desk.context.actor_id,
        )
        rows = [[code, batch.id, batch.rule.max_uses] for code in codes]
        self._desk.copy("umlauf.voucher", ["code", "batch_id", "max_uses"], rows)

    def withdraw(self, batch_id: BatchId, code: str | None, on: date) -> None:
        if code is None:
            self._desk.write(
                "UPDATE umlauf.voucher_batch SET withdrawn_on = %(on)s WHERE id = %(id)s", id=batch_id, on=on
            )
        else:
            self._desk.write("UPDATE umlauf.voucher SET withdrawn_on = %(on)s WHERE code = %(code)s", code=code, on=on)

    def use(self, voucher: Voucher, customer_id: CustomerId, contract_id: ContractId, on: date) -> None:
        self._desk.write(
            "INSERT INTO umlauf.voucher_use (contract_id, code, customer_id, used_on, command_id)"
            " VALUES (%(contract)s, %(code)s, %(customer)s, %(on)s, %(command)s)",
            contract=contract_id,
            code=voucher.code,
            customer=customer_id,
            on=on,
            command=self._desk.context.command_id,
        )

    def save_programme(self, before: KeptProgramme, after: ReferralProgramme, reason: str) -> None:
        was, now = _CONVERTER.unstructure(before.value), _CONVERTER.unstructure(after)
        keep_setting(self._desk, _PROGRAMME, before.version, was, now, reason=reason)

    def code_of(self, customer_id: CustomerId) -> str | None:
        sql = "SELECT code FROM umlauf.referral_code WHERE customer_id = %(id)s"
        return next((row["code"] for row in self._desk.rows(sql, id=customer_id)), None)

    def add_code(self, code: str, customer_id: CustomerId, on: date) -> None:
        self._desk.write(
            "INSERT INTO umlauf.referral_code (code, customer_id, made_on) VALUES (%(code)s, %(customer)s, %(on)s)",
            code=code,
            customer=customer_id,
            on=on,
        )

    def add(self, referral: Referral) -> None:
        self._desk.write(
            "INSERT INTO umlauf.referral (id, code, referrer_id, friend_id, contract_id, opened_on, reward_minor,"
            " currency, state, likenesses) VALUES (%(id)s, %(code)s, %(referrer)s, %(friend)s, %(contract)s, %(on)s,"
            " %(reward)s, %(currency)s, %(state)s, %(likenesses)s)",
            id=referral.id,
            code=referral.code,
            referrer=referral.referrer_id,
            friend=referral.friend_id,
            contract=referral.contract_id,
            on=referral.opened_on,
            reward=referral.reward.minor,
            currency=referral.reward.currency,
            state=referral.state,
            likenesses=Jsonb([str(each) for each in referral.likenesses]),
        )

    def referral(self, referral_id: ReferralId) -> Referral:
        """Locked until the command is done. Raises UnknownReferral."""
        rows = self._desk.rows(f"{REFERRAL_SQL} WHERE r.id = %(id)s FOR UPDATE", id=referral_id)
        if not rows:
            raise UnknownReferral(referral=referral_id)
        return referral_from(rows[0])

    def save(self, referral: Referral) -> None:
        """State and reason: what a person decides."""
        self._desk.write(
            "UPDATE umlauf.referral SET state = %(state)s, reason = %(reason)s, decided_on = %(on)s WHERE id = %(id)s",
            id=referral.id,
            state=referral.state,
            reason=referral.reason,
            on=referral.decided_on,
        )

    def settle(self, referral: Referral) -> None:
        """With the reward and what was written to the referrer: the worker's right alone."""
        self._desk.write(
            "UPDATE umlauf.referral SET state = %(state)s, reason = %(reason)s, decided_on = %(on)s,"
            " entry_id = %(entry)s, usable_until = %(until)s, is_thanked = %(thanked)s, likenesses = %(likenesses)s"
            " WHERE id = %(id)s",
            id=referral.id,
            state=referral.state,
            reason=referral.reason,
            on=referral.decided_on,
            entry=referral.entry_id,
            until=referral.usable_until,
            thanked=referral.is_thanked,
            likenesses=Jsonb([str(each) for each in referral.likenesses]),
        )

    def share_account(self, one: CustomerId, other: CustomerId) -> bool:
        return bool(self._desk.rows(_SHARE_ACCOUNT, one=one, other=other))

    def circumstances(self, referral: Referral, day: date) -> Circumstances:
        [row] = self._desk.rows(_CIRCUMSTANCES, id=referral.id, day=day, running=list(_RUNNING))
        return Circumstances(
            Status(row["status"]),
            row["start_on"],
            row["end_on"],
            bool(row["is_first_paid"]),
            row["has_referrer_contract"],
            row["rewarded_in_year"],
            Money(row["left_minor"], referral.reward.currency),
        )

    def scheme(self, scheme_id: SchemeId) -> Scheme:
        """Raises UnknownScheme."""
        rows = self._desk.rows("SELECT * FROM umlauf.loyalty_scheme WHERE id = %(id)s", id=scheme_id)
        if not rows:
            raise UnknownScheme(scheme=scheme_id)
        return scheme_from(rows[0])

    def add_scheme(self, scheme: Scheme) -> None:
        self._desk.write(
            "INSERT INTO umlauf.loyalty_scheme (id, title, rule, made_on, made_by)"
            " VALUES (%(id)s, %(title)s, %(rule)s, %(on)s, %(by)s)",
            id=scheme.id,
            title=scheme.title,
            rule=Jsonb(_CONVERTER.unstructure(scheme.rule)),
            on=scheme.made_on,
            by=self._desk.context.actor_id,
        )

    def close_scheme(self, scheme_id: SchemeId, on: date) -> None:
        self._desk.write("UPDATE umlauf.loyalty_scheme SET closed_on = %(on)s WHERE id = %(id)s", id=scheme_id, on=on)

    def give_scheme(self, customer_id: CustomerId, scheme_id: SchemeId | None, on: date, reason: str) -> None:
        self._desk.write(
            "INSERT INTO umlauf.customer_scheme (customer_id, n, scheme_id, from_on, reason, given_by)"
            " SELECT %(customer)s, coalesce(max(n), 0) + 1, %(scheme)s, %(on)s, %(reason)s, %(by)s"
            " FROM umlauf.customer_scheme WHERE customer_id = %(customer)s",
            customer=customer_id,
            scheme=scheme_id,
            on=on,
            reason=reason,
            by=self._desk.context.actor_id,
        )
