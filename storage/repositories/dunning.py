"""Dunning: items with where they stand, letters, what holds them back, instalment plans."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb

from domain.billing.settlement import EntryKind
from domain.customers.model import CustomerKind, UnknownCustomer
from domain.dunning.book import Charged, WrittenItem, WrittenNotice
from domain.dunning.instalments import InstalmentPlan, PlanId, PlanStatus, PlanStep, Rate, UnknownPlan
from domain.dunning.interest import Interest, Owed
from domain.dunning.model import (
    Account,
    Hold,
    HoldId,
    HoldKind,
    HoldOver,
    Item,
    Notice,
    NoticeId,
    UnknownHold,
    UnknownNotice,
)
from domain.dunning.stages import Stage, Step
from domain.ids import ContractId, ContractLineId, CustomerId, InvoiceId
from domain.money import Currency, Money
from domain.period import ONE_DAY
from storage.database import Row
from storage.repositories.base import Desk, plain_array
from storage.repositories.pending_payments import pending_for
from storage.repositories.steps import append_step

Read = Callable[..., list[Row]]
"""`rows` of a unit, or `read` of a database: a question and its values."""

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('dunning ' || %(id)s::text, 0))"
_CUSTOMERS: Final = (
    "SELECT c.id, c.kind, EXISTS (SELECT FROM umlauf.customer_case k WHERE k.customer_id = c.id AND k.status = 'open')"
    " AS has_case FROM umlauf.customer c WHERE c.id = ANY(%(ids)s::uuid[])"
)
ITEMS_SQL: Final = """
    SELECT i.id, i.number, i.customer_id, i.currency, i.issued_on, i.due_on, i.gross_minor,
        i.gross_minor - coalesce(a.used_minor, 0) AS open_minor, d.stage, d.level, d.sent_on, d.default_on,
        coalesce(w.claimed, 0)::bigint AS claimed_minor, coalesce(w.lump, 0) > 0 AS has_lump_sum, l.contract_id,
        coalesce(l.is_claim, false) AS is_claim,
        coalesce((SELECT json_agg(json_build_array(s.kind, s.booked_on, s.settled_minor) ORDER BY s.booked_on, s.n)
            FROM umlauf.settlement s WHERE s.invoice_id = i.id AND s.settled_minor <> 0), '[]'::json) AS entries
    FROM umlauf.invoice i
    LEFT JOIN umlauf.document_account a ON a.invoice_id = i.id
    LEFT JOIN umlauf.dunning_item d ON d.invoice_id = i.id
    LEFT JOIN LATERAL (SELECT (array_agg(n.contract_id ORDER BY n.position))[1] AS contract_id,
            bool_and(n.vat_reason = 'late_payment') AS is_claim
        FROM umlauf.invoice_line n WHERE n.invoice_id = i.id) l ON true
    LEFT JOIN LATERAL (SELECT sum(n.interest_minor) AS claimed, max(n.lump_minor) AS lump
        FROM umlauf.dunning_notice_item n WHERE n.invoice_id = i.id AND NOT EXISTS (
            SELECT FROM umlauf.dunning_notice_mark m WHERE m.notice_id = n.notice_id AND m.what = 'dropped')) w ON true
    WHERE i.kind = 'invoice' AND i.gross_minor > coalesce(a.used_minor, 0) AND i.customer_id = ANY(%(ids)s::uuid[])
    ORDER BY i.due_on, i.issued_on, i.number"""
HOLDS_SQL: Final = """
    SELECT h.*, coalesce(w.words, '') AS reason FROM umlauf.dunning_hold h
    LEFT JOIN umlauf.dunning_hold_words w ON w.hold_id = h.id AND w.n = 0
    WHERE h.customer_id = ANY(%(ids)s::uuid[]) AND (h.until_on IS NULL OR h.until_on >= %(day)s)
        AND NOT EXISTS (SELECT FROM umlauf.dunning_hold_end e WHERE e.hold_id = h.id)
    ORDER BY h.recorded_at, h.id"""
_IN_PLANS: Final = """
    SELECT p.customer_id, n.invoice_id FROM umlauf.instalment_plan p
    JOIN umlauf.instalment_item n ON n.plan_id = p.id
    WHERE p.customer_id = ANY(%(ids)s::uuid[]) AND p.status = 'agreed'"""
_NOTICE: Final = "SELECT * FROM umlauf.dunning_notice WHERE id = %(id)s"
_NOTICE_ITEMS: Final = """
    SELECT n.*, coalesce(d.stage, 'new') AS stage FROM umlauf.dunning_notice_item n
    LEFT JOIN umlauf.dunning_item d ON d.invoice_id = n.invoice_id WHERE n.notice_id = %(id)s ORDER BY n.invoice_id"""
_STOPPED: Final = """
    SELECT n.level_name, i.currency, i.gross_minor - coalesce(a.used_minor, 0) AS open_minor
    FROM umlauf.dunning_notice n JOIN umlauf.dunning_notice_item t ON t.notice_id = n.id AND t.blocks_changes
    JOIN umlauf.dunning_notice_mark m ON m.notice_id = n.id AND m.what IN ('sent', 'posted')
    JOIN umlauf.invoice i ON i.id = t.invoice_id LEFT JOIN umlauf.document_account a ON a.invoice_id = i.id
    WHERE n.customer_id = %(id)s AND i.gross_minor > coalesce(a.used_minor, 0) ORDER BY n.recorded_at DESC"""
PLAN_SQL: Final = """
    SELECT p.*, ARRAY(SELECT n.invoice_id FROM umlauf.instalment_item n WHERE n.plan_id = p.id ORDER BY 1) AS invoices,
        (SELECT coalesce(sum(i.gross_minor - coalesce(a.used_minor, 0)), 0)::bigint FROM umlauf.instalment_item n
            JOIN umlauf.invoice i ON i.id = n.invoice_id LEFT JOIN umlauf.document_account a ON a.invoice_id = i.id
            WHERE n.plan_id = p.id) AS open_minor,
        (SELECT json_agg(json_build_array(r.due_on, r.amount_minor) ORDER BY r.n) FROM umlauf.instalment_rate r
            WHERE r.plan_id = p.id) AS rates
    FROM umlauf.instalment_plan p"""


def accounts_of(read: Read, ids: Sequence[CustomerId], day: date) -> list[Account]:
    """What is open of these customers, with all that a run asks: five questions, however many they are."""
    known = plain_array(ids)
    items: dict[CustomerId, list[Item]] = defaultdict(list)
    for row in read(ITEMS_SQL, ids=known):
        items[CustomerId(row["customer_id"])].append(item_from(row))
    holds: dict[CustomerId, list[Hold]] = defaultdict(list)
    for row in read(HOLDS_SQL, ids=known, day=day):
        holds[CustomerId(row["customer_id"])].append(hold_from(row))
    planned: dict[CustomerId, set[InvoiceId]] = defaultdict(set)
    for row in read(_IN_PLANS, ids=known):
        planned[CustomerId(row["customer_id"])].add(InvoiceId(row["invoice_id"]))
    pending = pending_for(read, [each.invoice_id for found in items.values() for each in found])
    accounts = []
    for row in read(_CUSTOMERS, ids=known):
        who = CustomerId(row["id"])
        found = tuple(items[who])
        on_their_way = frozenset(each.invoice_id for each in found) & pending
        known_of = (tuple(holds[who]), on_their_way, frozenset(planned[who]), row["has_case"])
        accounts.append(Account(who, CustomerKind(row["kind"]), found, *known_of))
    return accounts


def item_from(row: Row) -> Item:
    currency = Currency(row["currency"])
    return Item(
        InvoiceId(row["id"]),
        row["number"],
        row["issued_on"],
        row["due_on"],
        Money(row["gross_minor"], currency),
        Money(row["open_minor"], currency),
        _owed(row, currency),
        None if row["contract_id"] is None else ContractId(row["contract_id"]),
        Stage(row["stage"] or Stage.NEW),
        row["level"] or 0,
        row["sent_on"],
        row["default_on"],
        Money(row["claimed_minor"], currency),
        row["has_lump_sum"],
        row["is_claim"],
    )


def _owed(row: Row, currency: Currency) -> tuple[Owed, ...]:
    """What was credited never was owed; the day on which money came is one on which it was still owed."""
    entries = [(kind, date.fromisoformat(booked_on), minor) for kind, booked_on, minor in row["entries"]]
    left = row["gross_minor"] - sum(minor for kind, _, minor in entries if kind == EntryKind.CREDIT)
    found = [Owed(row["issued_on"], Money(left, currency))]
    for kind, booked_on, minor in entries:
        if kind != EntryKind.CREDIT:
            left -= minor
            found.append(Owed(booked_on + ONE_DAY, Money(left, currency)))
    return tuple(found)


def hold_from(row: Row) -> Hold:
    about = None if row["invoice_id"] is None else InvoiceId(row["invoice_id"])
    ids = (HoldId(row["id"]), CustomerId(row["customer_id"]), HoldKind(row["kind"]), row["reason"])
    return Hold(*ids, about, row["until_on"])


def plan_from(row: Row) -> tuple[InstalmentPlan, Money]:
    """With what is open of its items."""
    currency = Currency(row["currency"])
    rates = tuple(Rate(date.fromisoformat(due_on), Money(minor, currency)) for due_on, minor in row["rates"])
    ids = (PlanId(row["id"]), row["number"], CustomerId(row["customer_id"]))
    covered = tuple(InvoiceId(each) for each in row["invoices"])
    whole = Money(row["total_minor"], currency)
    plan = InstalmentPlan(*ids, covered, whole, rates, row["agreed_on"], PlanStatus(row["status"]))
    return plan, Money(row["open_minor"], currency)


class DunningFile:
    """`domain.dunning.book.DunningBook`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def account(self, customer_id: CustomerId) -> Account:
        self._desk.rows(_LOCK, id=str(customer_id))
        found = accounts_of(self._desk.rows, [customer_id], self._desk.today())
        if not found:
            raise UnknownCustomer(customer=customer_id)
        return found[0]

    def add_notice(self, notice_id: NoticeId, number: str, notice: Notice, charged: Charged | None) -> None:
        self._desk.write(
            "INSERT INTO umlauf.dunning_notice (id, number, customer_id, currency, on_day, pay_until, level,"
            " level_name, speaks, debt_minor, earlier_minor, fee_minor, interest_minor, lump_minor, contract_id,"
            " line_ids, demands_unit, cancels, command_id) VALUES (%(id)s, %(number)s, %(customer)s, %(currency)s,"
            " %(on)s, %(until)s, %(level)s, %(name)s, %(speaks)s, %(debt)s, %(earlier)s, %(fee)s, %(interest)s,"
            " %(lump)s, %(contract)s, %(lines)s::uuid[], %(demands)s, %(cancels)s, %(command)s)",
            id=notice_id,
            number=number,
            customer=notice.customer_id,
            currency=notice.currency,
            on=self._desk.today(),
            until=notice.pay_until,
            level=notice.level,
            name=notice.level_name,
            speaks=notice.text,
            debt=notice.debt.minor,
            earlier=notice.earlier.minor,
            fee=notice.fee.minor,
            interest=notice.interest.minor,
            lump=notice.lump_sum.minor,
            contract=None if charged is None else charged.contract_id,
            lines=plain_array([] if charged is None else charged.line_ids),
            demands=notice.demands_unit,
            cancels=notice.cancels,
            command=self._desk.context.command_id,
        )
        for each in notice.items:
            self._desk.write(
                "INSERT INTO umlauf.dunning_notice_item (notice_id, invoice_id, level, open_minor, interest_minor,"
                " lump_minor, is_last, starts_default, blocks_changes, account) VALUES (%(notice)s, %(invoice)s,"
                " %(level)s, %(open)s, %(interest)s, %(lump)s, %(last)s, %(starts)s, %(blocks)s, %(account)s)",
                notice=notice_id,
                invoice=each.item.invoice_id,
                level=each.level,
                open=each.item.open.minor,
                interest=each.interest.minor,
                lump=each.lump_sum.minor,
                last=each.is_last,
                starts=each.starts_default,
                blocks=each.blocks_changes,
                account=Jsonb(_told(each.account)),
            )
            self._step(each.item.invoice_id, Step.WRITE, self._desk.today(), each.level, notice_id)

    def notice(self, notice_id: NoticeId) -> WrittenNotice:
        self._desk.rows(_LOCK, id=str(notice_id))
        rows = self._desk.rows(_NOTICE, id=notice_id)
        if not rows:
            raise UnknownNotice(notice=notice_id)
        row = rows[0]
        marks = self._desk.rows("SELECT what FROM umlauf.dunning_notice_mark WHERE notice_id = %(id)s", id=notice_id)
        whats = {mark["what"] for mark in marks}
        items = tuple(
            WrittenItem(InvoiceId(i["invoice_id"]), i["level"], i["is_last"], Stage(i["stage"]), i["starts_default"])
            for i in self._desk.rows(_NOTICE_ITEMS, id=notice_id)
        )
        return WrittenNotice(
            NoticeId(row["id"]),
            row["number"],
            CustomerId(row["customer_id"]),
            row["level_name"],
            items,
            None if row["contract_id"] is None else ContractId(row["contract_id"]),
            tuple(ContractLineId(each) for each in row["line_ids"]),
            bool(whats & {"sent", "posted"}),
            "dropped" in whats,
            "waived" in whats,
            row["cancels"],
        )

    def step_items(self, notice: WrittenNotice, on: date, *, is_sent: bool) -> None:
        for each in notice.items:
            sent = Step.SEND_LAST if each.is_last else Step.SEND
            dropped = Step.DROP if each.level > 1 else Step.DROP_FIRST
            self._step(each.invoice_id, sent if is_sent else dropped, on, each.level, notice.id)

    def step(self, invoice_id: InvoiceId, step: Step, on: date) -> None:
        rows = self._desk.rows("SELECT level FROM umlauf.dunning_item WHERE invoice_id = %(id)s", id=invoice_id)
        self._step(invoice_id, step, on, rows[0]["level"] if rows else 0, None)

    def mark(self, notice_id: NoticeId, what: str, on: date, why: str = "") -> None:
        self._desk.write(
            "INSERT INTO umlauf.dunning_notice_mark (notice_id, what, on_day, why, actor_id, command_id)"
            " VALUES (%(notice)s, %(what)s, %(on)s, %(why)s, %(actor)s, %(command)s)",
            notice=notice_id,
            what=what,
            on=on,
            why=why,
            **self._who(),
        )

    def add_hold(self, hold: Hold) -> None:
        self._desk.write(
            "INSERT INTO umlauf.dunning_hold (id, customer_id, invoice_id, kind, until_on, on_day, actor_id,"
            " command_id) VALUES (%(id)s, %(customer)s, %(invoice)s, %(kind)s, %(until)s, %(on)s, %(actor)s,"
            " %(command)s)",
            id=hold.id,
            customer=hold.customer_id,
            invoice=hold.invoice_id,
            kind=hold.kind,
            until=hold.until,
            on=self._desk.today(),
            **self._who(),
        )
        self._words(hold.id, 0, hold.reason)

    def hold(self, hold_id: HoldId) -> Hold:
        rows = self._desk.rows(
            "SELECT h.*, coalesce(w.words, '') AS reason,"
            " EXISTS (SELECT FROM umlauf.dunning_hold_end e WHERE e.hold_id = h.id) AS is_over"
            " FROM umlauf.dunning_hold h"
            " LEFT JOIN umlauf.dunning_hold_words w ON w.hold_id = h.id AND w.n = 0 WHERE h.id = %(id)s",
            id=hold_id,
        )
        if not rows:
            raise UnknownHold(hold=hold_id)
        if rows[0]["is_over"]:
            raise HoldOver
        return hold_from(rows[0])

    def lift(self, hold_id: HoldId, on: date, why: str) -> None:
        self._desk.write(
            "INSERT INTO umlauf.dunning_hold_end (hold_id, on_day, actor_id, command_id)"
            " VALUES (%(hold)s, %(on)s, %(actor)s, %(command)s)",
            hold=hold_id,
            on=on,
            **self._who(),
        )
        self._words(hold_id, 1, why)

    def add_plan(self, plan: InstalmentPlan) -> None:
        self._desk.write(
            "INSERT INTO umlauf.instalment_plan (id, number, customer_id, currency, total_minor, agreed_on, actor_id,"
            " command_id) VALUES (%(id)s, %(number)s, %(customer)s, %(currency)s, %(total)s, %(on)s, %(actor)s,"
            " %(command)s)",
            id=plan.id,
            number=plan.number,
            customer=plan.customer_id,
            currency=plan.total.currency,
            total=plan.total.minor,
            on=plan.agreed_on,
            **self._who(),
        )
        self._desk.copy(
            "umlauf.instalment_item", ["plan_id", "invoice_id"], [[plan.id, each] for each in plan.invoice_ids]
        )
        rates: list[list[Any]] = [[plan.id, n, each.due_on, each.amount.minor] for n, each in enumerate(plan.rates, 1)]
        self._desk.copy("umlauf.instalment_rate", ["plan_id", "n", "due_on", "amount_minor"], rates)

    def plan(self, plan_id: PlanId) -> tuple[InstalmentPlan, Money]:
        self._desk.rows(_LOCK, id=str(plan_id))
        rows = self._desk.rows(f"{PLAN_SQL} WHERE p.id = %(id)s", id=plan_id)
        if not rows:
            raise UnknownPlan(plan=plan_id)
        return plan_from(rows[0])

    def step_plan(self, plan: InstalmentPlan, step: PlanStep, on: date, why: str = "") -> None:
        append_step(self._desk, "instalment_plan", plan.id, None, {"step": step, "on_day": on, "why": why})

    def is_stopped(self, customer_id: CustomerId) -> tuple[str, Money] | None:
        rows = self._desk.rows(_STOPPED, id=customer_id)
        if not rows:
            return None
        currency = rows[0]["currency"]
        known = {(row["currency"], row["open_minor"]) for row in rows}
        return rows[0]["level_name"], Money(sum(minor for each, minor in known if each == currency), Currency(currency))

    def _step(self, invoice_id: InvoiceId, step: Step, on: date, level: int, notice_id: NoticeId | None) -> None:
        self._desk.write(
            "INSERT INTO umlauf.dunning_step (invoice_id, n, step, on_day, level, notice_id, actor_id, command_id)"
            " VALUES (%(invoice)s, 0, %(step)s, %(on)s, %(level)s, %(notice)s, %(actor)s, %(command)s)",
            invoice=invoice_id,
            step=step,
            on=on,
            level=level,
            notice=notice_id,
            **self._who(),
        )

    def _words(self, hold_id: HoldId, n: int, words: str) -> None:
        if words:
            self._desk.copy("umlauf.dunning_hold_words", ["hold_id", "n", "words"], [[hold_id, n, words]])

    def _who(self) -> dict[str, UUID]:
        return {"actor": self._desk.context.actor_id, "command": self._desk.context.command_id}


def _told(account: Interest | None) -> list[list[Any]]:
    """First and last day, what was open, percent: as the letter shows it."""
    stretches = () if account is None else account.stretches
    return [
        [each.first_day.isoformat(), each.last_day.isoformat(), each.amount.minor, str(each.percent)]
        for each in stretches
    ]
