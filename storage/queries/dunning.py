"""Dunning as the back office sees it: who is due, who owes and still holds what, one customer, one invoice."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from domain.clock import Clock, today
from domain.collection.model import CollectionId
from domain.dunning.model import Account, Hold, Item, NoticeId, Spared
from domain.dunning.paper import DebtSheet
from domain.dunning.planning import all_interest, next_level_on, outlook, ready_to_hand_over, spared_now
from domain.dunning.settings import DunningSettings
from domain.dunning.stages import Stage
from domain.dunning.stages import Step as DunningStep
from domain.ids import CustomerId, InvoiceId
from domain.money import Currency, Money, total
from domain.views.dunning import (
    BoardFilter,
    BoardRow,
    CaseFilter,
    CasePage,
    CaseRow,
    CustomerDunning,
    HolderRow,
    InvoiceDunning,
    InvoiceStepRow,
    ItemRow,
    NoticeRow,
    ReadyRow,
    RunPreview,
    SparedRow,
    Who,
)
from domain.views.office_rows import Found
from storage.database import Database, Row
from storage.queries.arrears import arrears_of
from storage.queries.collections import Collections
from storage.queries.dunning_papers import hand_over_sheet
from storage.queries.dunning_run import overdue_accounts, settings_of
from storage.queries.owes_and_holds import held_by, names_of, overdue_of, owes_and_holds
from storage.repositories.collections import CASE_SQL, case_from
from storage.repositories.dunning import HOLDS_SQL, PLAN_SQL, accounts_of, hold_from, plan_from

MOST: Final = 500
_THINGS: Final = """
    SELECT k.customer_id, count(*) AS things FROM umlauf.assignment g
    JOIN umlauf.contract_line l ON l.id = g.contract_line_id JOIN umlauf.contract k ON k.id = l.contract_id
    WHERE k.customer_id = ANY(%(ids)s) AND upper_inf(g.during) GROUP BY 1"""
_NOTICES: Final = """
    SELECT n.*, (SELECT string_agg(i.number, ', ' ORDER BY i.due_on, i.number) FROM umlauf.dunning_notice_item t
            JOIN umlauf.invoice i ON i.id = t.invoice_id WHERE t.notice_id = n.id) AS numbers,
        ARRAY(SELECT m.what FROM umlauf.dunning_notice_mark m WHERE m.notice_id = n.id) AS marks,
        (SELECT m.on_day FROM umlauf.dunning_notice_mark m WHERE m.notice_id = n.id
            AND m.what IN ('sent', 'posted')) AS sent_on
    FROM umlauf.dunning_notice n WHERE n.customer_id = %(id)s ORDER BY n.recorded_at DESC, n.number DESC"""
_STEPS: Final = """
    SELECT s.step, s.level, s.on_day, s.recorded_at, w.name AS who, n.number FROM umlauf.dunning_step s
    JOIN umlauf.person w ON w.id = s.actor_id LEFT JOIN umlauf.dunning_notice n ON n.id = s.notice_id
    WHERE s.invoice_id = %(id)s ORDER BY s.n DESC"""
_WRITTEN_OFF: Final = """
    SELECT s.id FROM umlauf.settlement s WHERE s.invoice_id = %(id)s AND s.kind = 'written_off'
        AND NOT EXISTS (SELECT FROM umlauf.settlement r WHERE r.reverses_id = s.id)"""


class Dunning:
    """`domain.views.dunning.DunningQuestions`; on the thread of its database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._collections = Collections(database)

    def settings(self) -> DunningSettings:
        return settings_of(self._database.read)

    def preview(self) -> RunPreview:
        day, settings = today(self._clock), self.settings()
        accounts = list(overdue_accounts(self._database.read, day))
        names = names_of(self._database.read, [each.customer_id for each in accounts])
        ready: list[ReadyRow] = []
        spared: list[SparedRow] = []
        for account in accounts:
            found, who = outlook(account, settings, day), names[account.customer_id]
            ready += [ReadyRow(who, notice) for notice in found.notices]
            spared += [SparedRow(who, e.item, e.why, e.until) for e in found.skipped if e.item.due_on < day]
        unknown = [each.notice.unknown_from for each in ready if each.notice.unknown_from is not None]
        order = {name.id: name.name.casefold() for name in names.values()}
        ready.sort(key=lambda each: (-each.notice.level, order[each.who.id]))
        spared.sort(key=lambda each: (order[each.who.id], each.item.due_on))
        return RunPreview(tuple(ready), tuple(spared), min(unknown, default=None))

    def board(self, text: str, choice: BoardFilter) -> Found[BoardRow]:
        day, settings = today(self._clock), self.settings()
        accounts = list(overdue_accounts(self._database.read, day))
        ids = [each.customer_id for each in accounts]
        names, things = names_of(self._database.read, ids), self._things(ids)
        rows: list[BoardRow] = []
        for account in accounts:
            who = names[account.customer_id]
            if _fits(who, text):
                rows += _board_rows(account, who, things[account.customer_id], settings, day)
        wanted = [each for each in rows if _is_wanted(each, choice)]
        wanted.sort(key=lambda each: (-each.days, each.who.number))
        return Found(tuple(wanted[:MOST]), len(wanted) > MOST)

    def holders(self) -> Found[HolderRow]:
        day = today(self._clock)
        rows = owes_and_holds(self._database.read, day)
        return Found(tuple(rows[:MOST]), len(rows) > MOST)

    def customer(self, customer_id: CustomerId) -> CustomerDunning:
        read, day, settings = self._database.read, today(self._clock), self.settings()
        account = accounts_of(read, [customer_id], day)[0]
        known = read(f"{CASE_SQL} WHERE c.customer_id = %(id)s ORDER BY c.recorded_at DESC", id=customer_id)
        cases = tuple(case_from(row) for row in known)
        plans = read(f"{PLAN_SQL} WHERE p.customer_id = %(id)s ORDER BY p.recorded_at DESC", id=customer_id)
        overdue = overdue_of(account, day)
        ready = ready_to_hand_over(account, settings, _first_currency(account), day)
        has_case = any(each.stage in ("proposed", "handed_over", "in_court", "part_paid") for each in cases)
        return CustomerDunning(
            tuple(_item_row(account, each, settings, day) for each in overdue),
            account.holds,
            tuple(plan_from(row) for row in plans),
            tuple(_notice(row) for row in read(_NOTICES, id=customer_id)),
            cases,
            arrears_of(self._database, overdue, day),
            _sums(overdue),
            total((each.open for each in ready), ready[0].open.currency) if ready and not has_case else None,
        )

    def invoice(self, invoice_id: InvoiceId) -> InvoiceDunning:
        read, day = self._database.read, today(self._clock)
        [owner] = read("SELECT customer_id, due_on FROM umlauf.invoice WHERE id = %(id)s", id=invoice_id)
        account = accounts_of(read, [CustomerId(owner["customer_id"])], day)[0]
        item = next((each for each in account.items if each.invoice_id == invoice_id), None)
        is_due = item is not None and item.due_on < day
        steps = tuple(_step(row) for row in read(_STEPS, id=invoice_id))
        gone = read(_WRITTEN_OFF, id=invoice_id)
        return InvoiceDunning(
            _item_row(account, item, self.settings(), day) if item is not None and (is_due or steps) else None,
            self._holds_of(CustomerId(owner["customer_id"]), invoice_id, day),
            steps,
            gone[0]["id"] if gone else None,
        )

    def cases(self, text: str, choice: CaseFilter) -> Found[CaseRow]:
        return self._collections.cases(text, choice)

    def case(self, ref: str) -> CasePage:
        """Raises UnknownCollection."""
        page = self._collections.page(ref)
        day, who = today(self._clock), page.row.who
        account = accounts_of(self._database.read, [who.id], day)[0]
        return self._collections.with_things(page, tuple(held_by(self._database.read, [account], day)))

    def bundle(self, case_id: CollectionId) -> Mapping[str, bytes]:
        return self._collections.bundle(case_id, today(self._clock))

    def hand_over(self, case_id: CollectionId) -> DebtSheet:
        return hand_over_sheet(self._database, case_id)

    def _holds_of(self, customer_id: CustomerId, invoice_id: InvoiceId, day: date) -> tuple[Hold, ...]:
        rows = self._database.read(HOLDS_SQL, ids=[customer_id], day=day)
        return tuple(hold for hold in map(hold_from, rows) if hold.holds(invoice_id, day))

    def _things(self, ids: Sequence[CustomerId]) -> Counter[CustomerId]:
        rows = self._database.read(_THINGS, ids=list(ids))
        return Counter({CustomerId(row["customer_id"]): row["things"] for row in rows})


def _fits(who: Who, text: str) -> bool:
    words = text.casefold().split()
    return all(word in f"{who.number} {who.name}".casefold() for word in words)


def _board_rows(account: Account, who: Who, things: int, settings: DunningSettings, day: date) -> list[BoardRow]:
    overdue = overdue_of(account, day)
    return [
        _board_row(account, [each for each in overdue if each.open.currency == currency], (who, things), settings, day)
        for currency in sorted({each.open.currency for each in overdue})
    ]


def _board_row(
    account: Account, items: Sequence[Item], who: tuple[Who, int], settings: DunningSettings, day: date
) -> BoardRow:
    procedure, currency = settings.procedure(account.kind), items[0].open.currency
    debts = [each for each in items if not each.is_claim] or list(items)
    level = max(each.level for each in items)
    named = procedure.level(level)
    found = {each.item.invoice_id: each for each in outlook(account, settings, day).skipped}
    spared = [found[each.invoice_id] for each in debts if each.invoice_id in found]
    nexts = [each.until or next_level_on(each.item, procedure) for each in spared]
    is_ready = len(spared) < len(debts) and not all(each.is_claim for each in debts)
    sent = [each.sent_on for each in items if each.sent_on is not None]
    return BoardRow(
        who[0],
        total((each.open for each in items if not each.is_claim), currency),
        total((each.open for each in items if each.is_claim), currency),
        len(debts),
        max((day - min(each.due_on for each in items)).days, 0),
        level,
        "" if named is None else named.name,
        max(sent, default=None),
        day if is_ready else min((each for each in nexts if each is not None), default=None),
        None if is_ready else (spared[0].why if spared else Spared.ONLY_COSTS),
        who[1],
    )


def _is_wanted(row: BoardRow, choice: BoardFilter) -> bool:
    held = (Spared.BLOCKED, Spared.DISPUTED, Spared.EXEMPT, Spared.PROMISED, Spared.CASE, Spared.INSTALMENTS)
    wanted = {
        BoardFilter.READY: row.why is None,
        BoardFilter.DRAFT: row.why is Spared.LETTER_WAITS,
        BoardFilter.HELD: row.why in held,
        BoardFilter.LAST: row.why is Spared.ALL_SENT,
    }
    return wanted.get(choice, True)


def _item_row(account: Account, item: Item, settings: DunningSettings, day: date) -> ItemRow:
    procedure = settings.procedure(account.kind)
    found = {each.item.invoice_id: each for each in outlook(account, settings, day).skipped}
    spared = found.get(item.invoice_id)
    why = None if spared is None else spared.why
    if item.is_claim:
        why = spared_now(account, item, day)
    is_last = item.is_claim or item.stage in (Stage.FINAL, Stage.HANDED_OVER)
    next_on = None if is_last else next_level_on(item, procedure)
    interest = all_interest(item, settings, procedure, day)
    return ItemRow(item, max((day - item.due_on).days, 0), interest, next_on, why)


def _notice(row: Row) -> NoticeRow:
    currency = Currency(row["currency"])
    claims = row["fee_minor"] + row["interest_minor"] + row["lump_minor"]
    return NoticeRow(
        NoticeId(row["id"]),
        row["number"],
        row["on_day"],
        row["level"],
        row["level_name"],
        Money(row["debt_minor"], currency),
        Money(claims, currency),
        row["pay_until"],
        row["sent_on"],
        "posted" in row["marks"],
        "dropped" in row["marks"],
        "waived" in row["marks"],
        row["numbers"] or "",
    )


def _step(row: Row) -> InvoiceStepRow:
    step = DunningStep(row["step"])
    return InvoiceStepRow(step, row["level"], row["on_day"], row["recorded_at"], row["who"], row["number"] or "")


def _sums(items: Sequence[Item]) -> tuple[Money, ...]:
    currencies = sorted({each.open.currency for each in items})
    return tuple(total((e.open for e in items if e.open.currency == each), each) for each in currencies)


def _first_currency(account: Account) -> Currency:
    return account.items[0].open.currency if account.items else Currency("EUR")
