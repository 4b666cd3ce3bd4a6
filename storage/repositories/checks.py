"""Checks of orders: read as the database keeps them, moved by steps alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from psycopg.types.json import Jsonb

from domain.checks.book import BlockId, Hold, StepTaken
from domain.checks.facts import BankAccounts, CheckFacts, Mark
from domain.checks.identity import IdentityState, Shown
from domain.checks.lift_block import UnknownBlock
from domain.checks.model import Asked, MoneyFor, OrderCheck, Stage, Step, UnknownCheck
from domain.checks.verdict import Colour, Need, Point, Reason, Source, Verdict
from domain.ids import ContractId, CustomerId, OrderId, PersonId
from domain.money import Currency, Money
from storage.database import Row
from storage.repositories.base import Desk
from storage.repositories.check_facts import check_facts

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('check ' || %(id)s::text, 0))"
_GET: Final = "SELECT * FROM umlauf.check_sheet WHERE order_id = %(id)s"
_IS_ON: Final = (
    "SELECT coalesce((SELECT (value ->> 'is_on')::boolean FROM umlauf.setting WHERE name = 'checks'), false) AS is_on"
)
_SAID: Final = (
    "SELECT s.colour, s.score, d.detail FROM umlauf.order_check_step s"
    " LEFT JOIN umlauf.order_check_detail d ON (d.order_id, d.n) = (s.order_id, s.n)"
    " WHERE s.order_id = %(id)s AND s.step = 'bureau_said' AND s.n > coalesce((SELECT max(a.n)"
    " FROM umlauf.order_check_step a WHERE a.order_id = %(id)s AND a.step = 'check_again'), 0)"
    " ORDER BY s.n DESC LIMIT 1"
)
_NEXT: Final = "coalesce((SELECT max(n) FROM umlauf.order_check_step WHERE order_id = %(id)s), 0)"
_COLOURS: Final = {Step.CLEAR: Colour.GREEN, Step.DOUBT: Colour.YELLOW, Step.STOP: Colour.RED}
_BUREAU: Final = {
    Step.ASK_BUREAU: Asked.WAITS,
    Step.BUREAU_SAID: Asked.SAID,
    Step.BUREAU_FAILED: Asked.FAILED,
    Step.CHECK_AGAIN: Asked.NOT,
}
_PERSONS: Final = frozenset({Step.LOOK_AGAIN, Step.TAKE_OVER, Step.RELEASE, Step.AGREE, Step.REFUSE})
_IN_HAND: Final = frozenset({Step.RECEIVE, Step.PAID})


def check_from(row: Row) -> OrderCheck:
    """From `check_sheet`."""
    currency = Currency(row["currency"])
    return OrderCheck(
        OrderId(row["order_id"]),
        row["number"],
        CustomerId(row["customer_id"]),
        ContractId(row["contract_id"]),
        Stage(row["stage"]),
        row["opened_on"],
        colour=Colour(row["colour"]) if row["colour"] else None,
        score=row["score"],
        source=Source(row["source"]) if row["source"] else None,
        value=None if row["value_minor"] is None else Money(row["value_minor"], currency),
        needs=frozenset(Need(each) for each in row["needs"]),
        asked=None if row["asked_minor"] is None else Money(row["asked_minor"], currency),
        asked_for=MoneyFor(row["asked_for"]) if row["asked_for"] else None,
        received=Money(row["received_minor"], currency),
        was_red=row["was_red"],
        proposed_by=PersonId(row["proposed_by"]) if row["proposed_by"] else None,
        bureau=Asked(row["bureau"]),
        identity=Asked(row["identity"]),
        has_goods=row["has_goods"],
    )


def reasons_from(detail: Mapping[str, Any] | None) -> tuple[Reason, ...]:
    known = set(Point)
    rows = (detail or {}).get("reasons", ())
    return tuple(
        Reason(Point(each["point"]), each["times"], each["weight"], each["detail"])
        for each in rows
        if each["point"] in known
    )


def stepped_check(check: OrderCheck, taken: StepTaken) -> OrderCheck:
    """As the database's trigger moves it. Raises IllegalCheckTransition."""
    step, verdict = taken.step, taken.verdict
    now = check.stepped(step)
    if step in _COLOURS and verdict is not None:
        now = replace(now, score=verdict.score, source=verdict.source, needs=taken.needs, value=taken.value)
        now = replace(now, colour=_COLOURS[step], was_red=check.was_red or step is Step.STOP)
    if step in _PERSONS:
        now = replace(now, source=Source.PERSON)
    if step is Step.ASK_MONEY:
        now = replace(now, asked=taken.amount, asked_for=taken.asked_for)
    if step in _IN_HAND and taken.amount is not None:
        now = replace(now, received=check.received + taken.amount)
    if step in _BUREAU:
        now = replace(now, bureau=_BUREAU[step])
    return replace(now, identity=_identity(check, taken))


def _identity(check: OrderCheck, taken: StepTaken) -> Asked:
    if taken.step is Step.SEE:
        return Asked.SAID
    if taken.step is Step.ASK_IDENTITY:
        return Asked.WAITS
    if taken.step is not Step.IDENTITY_SAID:
        return check.identity
    said = {IdentityState.VERIFIED.value: Asked.SAID, IdentityState.FAILED.value: Asked.FAILED}
    return said.get(taken.why, Asked.WAITS)


class CheckFile:
    """`domain.checks.book.CheckBook`."""

    def __init__(self, desk: Desk, accounts: BankAccounts) -> None:
        self._desk = desk
        self._accounts = accounts

    def is_on(self) -> bool:
        return bool(self._desk.rows(_IS_ON)[0]["is_on"])

    def hold(self, order_id: OrderId) -> Hold:
        rows = self._desk.rows("SELECT stage, decided_on FROM umlauf.order_check WHERE order_id = %(id)s", id=order_id)
        if not rows:
            return Hold(is_held=False)
        return Hold(rows[0]["stage"] != Stage.PASSED, rows[0]["decided_on"])

    def get(self, order_id: OrderId) -> OrderCheck:
        found = self.find(order_id)
        if found is None:
            raise UnknownCheck(order=order_id)
        return found

    def find(self, order_id: OrderId) -> OrderCheck | None:
        self._desk.rows(_LOCK, id=str(order_id))
        rows = self._desk.rows(_GET, id=order_id)
        return check_from(rows[0]) if rows else None

    def facts(self, order_id: OrderId, on: date) -> CheckFacts:
        return check_facts(self._desk.rows, order_id, on, self._accounts)

    def bureau_said(self, order_id: OrderId) -> Verdict | None:
        rows = self._desk.rows(_SAID, id=order_id)
        if not rows:
            return None
        row = rows[0]
        return Verdict(Colour(row["colour"]), row["score"], Source.BUREAU, reasons_from(row["detail"]))

    def take(self, check: OrderCheck, taken: StepTaken) -> OrderCheck:
        now, verdict, context = stepped_check(check, taken), taken.verdict, self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.order_check_step (order_id, n, step, on_day, colour, score, source, valid_until, needs,"  # noqa: S608 - constants
            " value_minor, amount_minor, asked_for, entry_id, reference, why, taken_by, command_id) VALUES (%(id)s,"
            f" {_NEXT} + 1, %(step)s, %(on)s, %(colour)s, %(score)s, %(source)s, %(valid)s, %(needs)s::text[],"
            " %(value)s, %(amount)s, %(asked_for)s, %(entry)s, %(reference)s, %(why)s, %(by)s, %(command)s)",
            id=check.order_id,
            step=taken.step,
            on=taken.on,
            colour=None if verdict is None else verdict.colour,
            score=None if verdict is None else verdict.score,
            source=None if verdict is None else verdict.source,
            valid=None if verdict is None else verdict.valid_until,
            needs=sorted(taken.needs),
            value=None if taken.value is None else taken.value.minor,
            amount=None if taken.amount is None else taken.amount.minor,
            asked_for=taken.asked_for,
            entry=taken.entry_id,
            reference=taken.reference,
            why=taken.why,
            by=context.actor_id,
            command=context.command_id,
        )
        if verdict is not None and verdict.reasons:
            self._keep_detail(check.order_id, verdict)
        return now

    def _keep_detail(self, order_id: OrderId, verdict: Verdict) -> None:
        reasons = [
            {"point": each.point, "times": each.times, "weight": each.weight, "detail": each.detail}
            for each in verdict.reasons
        ]
        self._desk.write(
            f"INSERT INTO umlauf.order_check_detail (order_id, n, detail) VALUES (%(id)s, {_NEXT}, %(detail)s)",  # noqa: S608 - constants
            id=order_id,
            detail=Jsonb({"reasons": reasons}),
        )

    def least_ahead(self, order_id: OrderId) -> Money | None:
        minor = self._desk.rows("SELECT umlauf.least_ahead(%(id)s) AS minor", id=order_id)[0]["minor"]
        return None if minor is None else Money(minor)

    def call_outside(self, order_id: OrderId) -> None:
        self._desk.write("SELECT umlauf.queue_check(%(id)s)", id=order_id)

    def keep_marks(self, order_id: OrderId, marks: Mapping[Mark, str]) -> None:
        for mark, value in marks.items():
            self._desk.write(
                "INSERT INTO umlauf.order_mark (order_id, mark, digest, customer_id, on_day)"
                " SELECT k.order_id, %(mark)s, umlauf.check_digest(%(mark)s, %(value)s), k.customer_id, k.opened_on"
                " FROM umlauf.order_check k WHERE k.order_id = %(id)s"
                " ON CONFLICT (order_id, mark) DO UPDATE SET digest = excluded.digest",
                id=order_id,
                mark=mark,
                value=value,
            )

    def keep_account(self, order_id: OrderId, iban: str) -> None:
        self._desk.write("SELECT umlauf.keep_check_account(%(id)s, %(iban)s)", id=order_id, iban=iban)

    def show(self, order_id: OrderId, shown: Shown) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.identity_shown (order_id, n, document, last_four, seen_by, seen_at, command_id)"
            " VALUES (%(id)s, 1 + coalesce((SELECT max(n) FROM umlauf.identity_shown WHERE order_id = %(id)s), 0),"
            " %(document)s, %(four)s, %(by)s, %(at)s, %(command)s)",
            id=order_id,
            document=shown.document,
            four=shown.last_four,
            by=context.actor_id,
            at=context.effective_at,
            command=context.command_id,
        )

    def block(self, block_id: BlockId, mark: Mark, value: str, reason: str, until: date | None) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.blocklist (id, mark, digest, reason, until_on, added_by, added_at, command_id) VALUES"
            " (%(id)s, %(mark)s, umlauf.check_digest(%(mark)s, %(value)s), %(reason)s, %(until)s, %(by)s, %(at)s,"
            " %(command)s)",
            id=block_id,
            mark=mark,
            value=value,
            reason=reason,
            until=until,
            by=context.actor_id,
            at=context.effective_at,
            command=context.command_id,
        )

    def lift_block(self, block_id: BlockId, reason: str) -> None:
        found = self._desk.rows("SELECT FROM umlauf.blocklist WHERE id = %(id)s AND lifted_at IS NULL", id=block_id)
        if not found:
            raise UnknownBlock(block=block_id)
        context = self._desk.context
        self._desk.write(
            "UPDATE umlauf.blocklist SET lifted_by = %(by)s, lifted_at = %(at)s, lifted_why = %(why)s"
            " WHERE id = %(id)s AND lifted_at IS NULL",
            id=block_id,
            by=context.actor_id,
            at=context.effective_at,
            why=reason,
        )

    def erase_detail(self, order_id: OrderId) -> bool:
        sql = "SELECT umlauf.erase_check_detail(%(id)s, %(on)s) AS done"
        return bool(self._desk.rows(sql, id=order_id, on=self._desk.today())[0]["done"])
