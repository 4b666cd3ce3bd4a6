"""Refunds with their steps, and what the ledger holds for each."""

from collections.abc import Callable
from typing import Final

from domain.application import Seat
from domain.billing.settlement import EntryId, PaidBy, Source
from domain.ids import ContractId, ContractLineId, CustomerId, PersonId
from domain.money import Currency, Money
from domain.period import Period
from domain.refunds.book import StepTaken
from domain.refunds.model import GiftAsked, Refund, RefundCause, RefundId, RefundStatus, RefundStep, UnknownRefund
from domain.refunds.rules import Approver
from storage.database import Row
from storage.repositories.base import Desk, money, plain_array
from storage.repositories.settlements import SOURCES, source_from
from storage.repositories.steps import append_step

Read = Callable[..., list[Row]]
"""`rows` of a unit, or `read` of a database: a question and its values."""

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('settlement ' || %(id)s::text, 0))"
SOURCES_SQL: Final = (
    "SELECT s.id, s.kind, s.currency, s.balance_minor + (SELECT coalesce(sum(u.balance_minor), 0)::bigint"
    " FROM umlauf.settlement u WHERE u.source_id = s.id) AS left_minor FROM umlauf.settlement s"
    " WHERE s.customer_id = %(customer)s AND s.currency = %(currency)s AND s.kind = 'kept' AND s.source_id IS NULL"
    " AND EXISTS (SELECT FROM umlauf.invoice_line l WHERE l.invoice_id = s.note_id AND l.contract_id = %(contract)s)"
    " ORDER BY s.n"
)
"""What credit notes of a contract brought into the balance."""
_BY_SQL: Final = (
    "SELECT DISTINCT e.paid_by FROM umlauf.settlement e WHERE e.customer_id = %(customer)s AND e.kind = 'payment'"
    " AND e.currency = %(currency)s AND e.paid_by IS NOT NULL"
    " AND NOT EXISTS (SELECT FROM umlauf.settlement r WHERE r.reverses_id = e.id)"
    " AND (%(contract)s::uuid IS NULL OR EXISTS (SELECT FROM umlauf.invoice_line l"
    " WHERE l.invoice_id = e.invoice_id AND l.contract_id = %(contract)s))"
)
PAID_IN_SQL: Final = (
    "SELECT coalesce(sum(money_minor), 0)::bigint AS minor FROM umlauf.settlement"
    " WHERE customer_id = %(customer)s AND currency = %(currency)s"
)
_HANDED_OUT: Final = "SELECT umlauf.handed_out(%(customer)s::uuid, %(currency)s, %(id)s::uuid) AS minor"
_LEFT_A_TILL: Final = (
    "SELECT FROM umlauf.till_receipt WHERE about = %(id)s AND gross_minor < 0 AND voids_id IS NULL LIMIT 1"
)
_IS_LIVE: Final = "status IN ('asked', 'approved', 'sent', 'failed')"
_LIVE: Final = f"SELECT * FROM umlauf.refund WHERE contract_id = %(id)s AND {_IS_LIVE} ORDER BY number"  # noqa: S608 - constants
_LIVE_OF_BALANCE: Final = (
    "SELECT * FROM umlauf.refund WHERE customer_id = %(id)s AND currency = %(currency)s AND contract_id IS NULL"  # noqa: S608 - constants
    f" AND {_IS_LIVE} ORDER BY number"
)


def refund_from(row: Row) -> Refund:
    gift = None
    if row["gift_from"] is not None:
        amount = None if row["gift_minor"] is None else Money(row["gift_minor"], Currency(row["currency"]))
        lines = tuple(ContractLineId(each) for each in row["gift_lines"])
        gift = GiftAsked(Period(row["gift_from"], row["gift_until"]), amount, lines)
    return Refund(
        RefundId(row["id"]),
        row["number"],
        None if row["contract_id"] is None else ContractId(row["contract_id"]),
        CustomerId(row["customer_id"]),
        RefundCause(row["cause"]),
        money(row, "amount_minor"),
        row["asked_on"],
        row["reason"],
        gift,
        row["due_on"],
        RefundStatus(row["status"]),
        PersonId(row["asked_by"]),
    )


def step_from(row: Row) -> StepTaken:
    return StepTaken(
        RefundStep(row["step"]),
        row["on_day"],
        None if row["amount_minor"] is None else money(row, "amount_minor"),
        None if row["entry_id"] is None else EntryId(row["entry_id"]),
        row["reason"],
    )


def sources_of(read: Read, contract_id: ContractId | None, customer_id: CustomerId, currency: Currency) -> list[Source]:
    """`contract_id` None: all that is in the balance."""
    if contract_id is None:
        rows = [row for row in read(SOURCES, ids=plain_array([customer_id])) if row["currency"] == currency]
        found = [source_from(row) for row in rows]
    else:
        rows = read(SOURCES_SQL, contract=contract_id, customer=customer_id, currency=currency)
        found = [Source(EntryId(row["id"]), Money(row["left_minor"], currency)) for row in rows]
    return [each for each in found if each.left.minor > 0]


def paid_in_by(read: Read, customer_id: CustomerId, currency: Currency) -> Money:
    return Money(read(PAID_IN_SQL, customer=customer_id, currency=currency)[0]["minor"], currency)


def handed_out_besides(read: Read, refund: Refund) -> Money:
    currency = refund.amount.currency
    values = {"customer": refund.customer_id, "currency": currency, "id": refund.id}
    return Money(read(_HANDED_OUT, **values)[0]["minor"], currency)


def methods_of(read: Read, refund: Refund) -> frozenset[PaidBy]:
    """By which its customer paid: for the contract, else at all."""
    values = {"customer": refund.customer_id, "currency": refund.amount.currency}
    rows = read(_BY_SQL, contract=refund.contract_id, **values) or read(_BY_SQL, contract=None, **values)
    return frozenset(PaidBy(row["paid_by"]) for row in rows)


class RefundFile:
    """`domain.refunds.book.RefundBook`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, refund: Refund, account: str) -> None:
        gift = refund.gift
        self._desk.write(
            "INSERT INTO umlauf.refund (id, number, contract_id, customer_id, cause, currency, amount_minor, asked_on,"
            " reason, gift_from, gift_until, gift_minor, gift_lines, due_on, asked_by, command_id) VALUES (%(id)s,"
            " %(number)s, %(contract)s, %(customer)s, %(cause)s, %(currency)s, %(amount)s, %(asked_on)s, %(reason)s,"
            " %(gift_from)s, %(gift_until)s, %(gift_minor)s, %(gift_lines)s::uuid[], %(due_on)s, %(by)s, %(command)s)",
            id=refund.id,
            number=refund.number,
            contract=refund.contract_id,
            customer=refund.customer_id,
            cause=refund.cause,
            currency=refund.amount.currency,
            amount=refund.amount.minor,
            asked_on=refund.asked_on,
            reason=refund.reason,
            gift_from=None if gift is None else gift.period.start,
            gift_until=None if gift is None else gift.period.end,
            gift_minor=None if gift is None or gift.amount is None else gift.amount.minor,
            gift_lines=plain_array(() if gift is None else gift.line_ids),
            due_on=refund.due_on,
            by=self._desk.context.actor_id,
            command=self._desk.context.command_id,
        )
        self._desk.write(
            "INSERT INTO umlauf.refund_personal (refund_id, account) VALUES (%(id)s, %(account)s)",
            id=refund.id,
            account=account,
        )

    def get(self, refund_id: RefundId) -> Refund:
        """The lock is that of the settlement ledger's kind: nobody of the office may update the row."""
        self._desk.rows(_LOCK, id=str(refund_id))
        rows = self._desk.rows("SELECT * FROM umlauf.refund WHERE id = %(id)s", id=refund_id)
        if not rows:
            raise UnknownRefund(refund=refund_id)
        return refund_from(rows[0])

    def live(self, contract_id: ContractId) -> list[Refund]:
        return [refund_from(row) for row in self._desk.rows(_LIVE, id=contract_id)]

    def live_of_balance(self, customer_id: CustomerId, currency: Currency) -> list[Refund]:
        rows = self._desk.rows(_LIVE_OF_BALANCE, id=customer_id, currency=currency)
        return [refund_from(row) for row in rows]

    def let_go(self, refund: Refund) -> Money:
        currency = refund.amount.currency
        [row] = self._desk.rows(
            "SELECT umlauf.refunds_let_go(%(customer)s::uuid, %(currency)s, %(id)s::uuid) AS minor",
            customer=refund.customer_id,
            currency=currency,
            id=refund.id,
        )
        return Money(row["minor"], currency)

    def take(self, refund: Refund, taken: StepTaken) -> None:
        amount = None if taken.amount is None else taken.amount.minor
        what = {"step": taken.step, "on_day": taken.on, "amount_minor": amount, "entry_id": taken.entry_id}
        append_step(self._desk, "refund", refund.id, None, {**what, "reason": taken.reason}, by="taken_by")

    def sent(self, refund_id: RefundId) -> StepTaken:
        rows = self._desk.rows(
            "SELECT s.*, r.currency FROM umlauf.refund_step s JOIN umlauf.refund r ON r.id = s.refund_id"
            " WHERE s.refund_id = %(id)s AND s.step = 'send' ORDER BY s.n DESC LIMIT 1",
            id=refund_id,
        )
        if not rows:
            raise UnknownRefund(refund=refund_id)
        return step_from(rows[0])

    def account(self, refund_id: RefundId) -> str:
        rows = self._desk.rows("SELECT account FROM umlauf.refund_personal WHERE refund_id = %(id)s", id=refund_id)
        return str(rows[0]["account"]) if rows else ""

    def is_account_bound(self, refund_id: RefundId) -> bool:
        return bool(
            self._desk.rows(
                "SELECT FROM umlauf.refund r JOIN umlauf.refund_step s ON s.refund_id = r.id AND s.step = 'approve'"
                " WHERE r.id = %(id)s AND s.taken_by <> r.asked_by"
                " AND (r.asked_login = session_user OR r.asked_by = %(who)s)",
                id=refund_id,
                who=self._desk.context.actor_id,
            )
        )

    def set_account(self, refund_id: RefundId, account: str) -> None:
        self._desk.write(
            "UPDATE umlauf.refund_personal SET account = %(account)s"
            " WHERE refund_id = %(id)s AND account <> %(account)s",
            id=refund_id,
            account=account,
        )

    def sources(self, contract_id: ContractId | None, customer_id: CustomerId, currency: Currency) -> list[Source]:
        self._desk.rows(_LOCK, id=str(customer_id))
        return sources_of(self._desk.rows, contract_id, customer_id, currency)

    def paid_in(self, customer_id: CustomerId, currency: Currency) -> Money:
        return paid_in_by(self._desk.rows, customer_id, currency)

    def handed_out(self, refund: Refund) -> Money:
        return handed_out_besides(self._desk.rows, refund)

    def left_a_till(self, refund_id: RefundId) -> bool:
        return bool(self._desk.rows(_LEFT_A_TILL, id=refund_id))

    def paid_by(self, refund: Refund) -> frozenset[PaidBy]:
        return methods_of(self._desk.rows, refund)

    def approver(self) -> Approver:
        [row] = self._desk.rows("SELECT seat FROM umlauf.principal WHERE login = session_user")
        return Approver(Seat(row["seat"]), self._desk.context.actor_id)
