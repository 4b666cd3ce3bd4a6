"""What the back office asks about checks of orders and the blocklist."""

from typing import Final

from domain.checks.book import BlockId
from domain.checks.facts import Mark
from domain.checks.identity import DocumentSeen
from domain.checks.model import Stage, Step, UnknownCheck, needs_second
from domain.checks.verdict import BureauFault, Colour, Source
from domain.clock import Clock, today
from domain.ids import CustomerId
from domain.money import Currency, Money
from domain.views.checks import BlockRow, CheckPage, CheckQuestion, CheckRow, CheckStepRow, ShownRow
from storage.database import Database, Row
from storage.queries.office_parts import NAME, id_or_number, like
from storage.repositories.checks import check_from, reasons_from
from storage.repositories.settings import CHECKS, checks_from

_OF_CUSTOMER: Final = 20
_MOST_BLOCKS: Final = 500
_WAITS: Final = "k.stage IN ('open', 'review', 'red', 'money', 'second')"
_ROWS: Final = f"""
    SELECT k.*, c.number AS customer_number, coalesce({NAME}, '') AS customer, coalesce(w.name, '') AS proposed_by_name,
        d.detail FROM umlauf.check_sheet k JOIN umlauf.customer c ON c.id = k.customer_id
    LEFT JOIN umlauf.customer_personal p ON p.customer_id = k.customer_id
    LEFT JOIN umlauf.person w ON w.id = k.proposed_by
    LEFT JOIN LATERAL (SELECT e.detail FROM umlauf.order_check_step s
        JOIN umlauf.order_check_detail e ON (e.order_id, e.n) = (s.order_id, s.n)
        WHERE s.order_id = k.order_id AND s.step IN ('clear', 'doubt', 'stop') ORDER BY s.n DESC LIMIT 1) d ON true"""  # noqa: S608 - constants
_LIST: Final = f"""{_ROWS}
    WHERE (%(stages)s::text[] = '{{}}' OR k.stage = ANY(%(stages)s::text[]))
        AND (k.number ILIKE %(like)s OR c.number ILIKE %(like)s OR {NAME} ILIKE %(like)s)
    ORDER BY ({_WAITS}) DESC, CASE WHEN {_WAITS} THEN k.opened_on END, k.opened_on DESC, k.number DESC
    LIMIT %(limit)s"""
_STEPS: Final = (
    "SELECT s.*, k.currency, p.name AS who, coalesce(o.effective_at, s.taken_at) AS at FROM umlauf.order_check_step s"
    " JOIN umlauf.order_check k ON k.order_id = s.order_id JOIN umlauf.person p ON p.id = s.taken_by"
    " LEFT JOIN umlauf.command o ON o.command_id = s.command_id WHERE s.order_id = %(id)s ORDER BY s.n"
)
_SHOWN: Final = (
    "SELECT i.*, p.name AS who FROM umlauf.identity_shown i JOIN umlauf.person p ON p.id = i.seen_by"
    " WHERE i.order_id = %(id)s ORDER BY i.n"
)
_SETTINGS: Final = "SELECT value FROM umlauf.setting WHERE name = %(name)s"
_BLOCKS: Final = (
    "SELECT b.*, p.name AS added_name, coalesce(l.name, '') AS lifted_name FROM umlauf.blocklist b"
    " JOIN umlauf.person p ON p.id = b.added_by LEFT JOIN umlauf.person l ON l.id = b.lifted_by"
    " WHERE %(all)s OR (b.lifted_at IS NULL AND (b.until_on IS NULL OR b.until_on >= %(day)s))"
    " ORDER BY b.added_at DESC, b.id LIMIT %(most)s"
)
_ME: Final = "SELECT person_id FROM umlauf.principal WHERE login = session_user"


class Checks:
    """`domain.views.checks.CheckQuestions`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def checks(self, question: CheckQuestion) -> tuple[CheckRow, ...]:
        rows = self._database.read(
            _LIST,
            stages=[str(each) for each in question.stages],
            like=like(question.text),
            limit=question.limit,
        )
        return tuple(self._row(row) for row in rows)

    def of_order(self, ref: str) -> CheckPage:
        known = id_or_number(ref)
        rows = self._database.read(f"{_ROWS} WHERE k.order_id = %(id)s OR k.number = %(number)s", **known)
        if not rows:
            raise UnknownCheck(order=ref)
        found, read = self._row(rows[0]), self._database.read
        stored = read(_SETTINGS, name=CHECKS)
        settings = checks_from(stored[0]["value"] if stored else None)
        me = read(_ME)[0]["person_id"]
        check = found.check
        return CheckPage(
            found,
            tuple(_step(row) for row in read(_STEPS, id=check.order_id)),
            tuple(_shown(row) for row in read(_SHOWN, id=check.order_id)),
            settings.deposit(check.value or Money(0)),
            is_for_two=needs_second(check, settings.two_person_above),
            is_mine=check.proposed_by == me,
        )

    def of_customer(self, customer_id: CustomerId) -> tuple[CheckRow, ...]:
        rows = self._database.read(
            f"{_ROWS} WHERE k.customer_id = %(id)s ORDER BY k.opened_on DESC, k.number DESC LIMIT %(most)s",
            id=customer_id,
            most=_OF_CUSTOMER,
        )
        return tuple(self._row(row) for row in rows)

    def blocklist(self, *, with_lifted: bool) -> tuple[BlockRow, ...]:
        rows = self._database.read(_BLOCKS, all=with_lifted, day=today(self._clock), most=_MOST_BLOCKS)
        return tuple(_block(row) for row in rows)

    def _row(self, row: Row) -> CheckRow:
        check = check_from(row)
        until = row["decided_on"] or today(self._clock)
        return CheckRow(
            check,
            row["customer"],
            row["customer_number"],
            max((until - check.opened_on).days, 0),
            reasons_from(row["detail"]),
            row["proposed_by_name"],
            row["decided_on"],
            row["erased_on"],
        )


def _step(row: Row) -> CheckStepRow:
    step = Step(row["step"])
    fault = BureauFault(row["why"]) if step is Step.BUREAU_FAILED and row["why"] in set(BureauFault) else None
    is_code = step in (Step.BUREAU_FAILED, Step.IDENTITY_SAID)
    return CheckStepRow(
        step,
        Stage(row["stage"]),
        row["at"],
        row["who"],
        Colour(row["colour"]) if row["colour"] else None,
        row["score"],
        Source(row["source"]) if row["source"] else None,
        None if row["amount_minor"] is None else Money(row["amount_minor"], Currency(row["currency"])),
        "" if is_code else row["why"],
        fault,
    )


def _shown(row: Row) -> ShownRow:
    return ShownRow(DocumentSeen(row["document"]), row["last_four"], row["who"], row["seen_at"])


def _block(row: Row) -> BlockRow:
    return BlockRow(
        BlockId(row["id"]),
        Mark(row["mark"]),
        row["reason"],
        row["until_on"],
        row["added_at"],
        row["added_name"],
        row["lifted_at"],
        row["lifted_name"],
        row["lifted_why"],
    )
