"""Contracts as the back office sees them: lists, and one with its things, invoices, what comes next and its history."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from domain.assets.status import OUT, Status
from domain.billing.model import BilledPeriod
from domain.billing.next_invoices import KnownLater, NextInvoice, next_invoices, with_lines_back
from domain.billing.recurring import recurring_on
from domain.billing.tax import BillingParty, TaxRules
from domain.clock import legal_day
from domain.contracts.announced import as_announced, foretold
from domain.contracts.beginning import AS_USUAL, StartFact
from domain.contracts.changing import ContractChange
from domain.contracts.end_dates import Notice, end_dates
from domain.contracts.model import Contract, UnknownContract
from domain.contracts.parts import EndKind
from domain.contracts.parts_back import pieces_back
from domain.contracts.preview_change import Books, ChangePreview, preview_change, side_by_side
from domain.contracts.price_campaign import LinePrice
from domain.contracts.status import Status as ContractStatus
from domain.contracts.terms import StartRule, StopRule
from domain.contracts.undo_change import UndoChange, taken_back
from domain.customers.model import Customer, CustomerKind
from domain.customers.timeline import timeline_of
from domain.ids import AssetId, ContractId, ContractLineId, CustomerId, OrderId
from domain.period import ONE_DAY
from domain.returns.announce_return import NothingOut, check_days
from domain.returns.model import Way
from domain.views.office import ContractQuestion
from domain.views.office_rows import ContractPage, ContractRow, Found, HeldRow, Ref, ReturnPreview
from storage.database import Database, Row
from storage.queries.cancel_reasons import cancellation_settings
from storage.queries.office_deliveries import deliveries_of
from storage.queries.office_goods import expected_of, parcels_of
from storage.queries.office_history import last_changes
from storage.queries.office_notes import notes_away, notes_of
from storage.queries.office_orders import Orders
from storage.queries.office_parts import HELD_SQL, INVOICE_SQL, NAME, held_row, id_or_number, invoice_row, matching
from storage.queries.plan_options import plan_options, thing_options
from storage.repositories.billing import billed_from
from storage.repositories.campaigns import announced_prices
from storage.repositories.contracts import CONTRACT_LINES, LAST_CHANGE, contracts_from, last_change_from
from storage.repositories.customers import CHANGES_SQL, CUSTOMER_SQL, customer_from, timelines_from
from storage.repositories.plan_targets import PlanTargetTable

UPCOMING: Final = 7
_LIST: Final = f"""
    SELECT k.*, {NAME} AS customer FROM chosen k JOIN umlauf.customer_personal p ON p.customer_id = k.customer_id
    ORDER BY k.concluded_on DESC NULLS LAST, k.number DESC"""  # noqa: S608 - constants only
_BILLED: Final = (
    "SELECT b.*, lower(b.period) AS first, upper(b.period) AS past FROM umlauf.billed_period b"
    " JOIN umlauf.contract_line l ON l.id = b.contract_line_id WHERE l.contract_id = %(id)s ORDER BY b.first_day"
)
_HELD_NOW: Final = f"{HELD_SQL} WHERE k.id = %(id)s AND upper_inf(a.during) ORDER BY l.position, s.code"
_DUE_BACK: Final = """
    SELECT max(r.return_until) AS day FROM umlauf.return_case r JOIN umlauf.return_line l ON l.return_id = r.id
    WHERE r.contract_id = %(id)s AND r.is_announced AND l.received_at IS NULL AND r.withdrawn_on IS NULL
        AND r.purpose = 'end'"""


@dataclass(frozen=True, slots=True)
class _Case:
    """One contract with what its billing needs."""

    contract: Contract
    customer: Customer
    party: BillingParty
    billed: tuple[BilledPeriod, ...]
    transit_days: int
    announced: tuple[LinePrice, ...] = ()


class Contracts:
    def __init__(self, database: Database, rules: TaxRules) -> None:
        self._database, self._rules = database, rules

    def list(self, question: ContractQuestion, today: date) -> Found[ContractRow]:
        condition, values = matching("umlauf.contract", question.text)
        if question.statuses:
            condition += " AND t.status = ANY(%(statuses)s)"
        if question.due_until is not None:
            condition += " AND t.next_due_on <= %(due)s"
        rows = self._database.read(
            f"WITH chosen AS (SELECT * FROM umlauf.contract t WHERE {condition} ORDER BY t.id DESC"  # noqa: S608 - constants only
            f" LIMIT %(limit)s) {_LIST}",
            limit=question.limit + 1,
            statuses=[str(status) for status in question.statuses],
            due=question.due_until,
            **values,
        )
        return Found(self._rows(rows[: question.limit], today), len(rows) > question.limit)

    def of_customer(self, customer_id: CustomerId, limit: int, today: date) -> tuple[ContractRow, ...]:
        rows = self._database.read(
            "WITH chosen AS (SELECT * FROM umlauf.contract t WHERE t.customer_id = %(customer)s"  # noqa: S608 - constants only
            f" ORDER BY t.id DESC LIMIT %(limit)s) {_LIST}",
            customer=customer_id,
            limit=limit,
        )
        return self._rows(rows, today)

    def page(self, ref: str, today: date) -> ContractPage:
        """Raises UnknownContract."""
        case = self._case(ref)
        contract, read = case.contract, self._database.read
        held = read(f"{HELD_SQL} WHERE k.id = %(id)s ORDER BY l.position, lower(a.during)", id=contract.id)
        invoices = read(
            f"{INVOICE_SQL} WHERE i.id IN (SELECT l.invoice_id FROM umlauf.invoice_line l"  # noqa: S608 - constants only
            " WHERE l.contract_line_id = ANY(%(lines)s)) ORDER BY i.issued_on DESC, i.number DESC",
            lines=[line.id for line in contract.lines],
        )
        order = self._order(contract.order_id)
        upcoming, as_if = self._upcoming(case, today)
        shipments = Orders(self._database).shipments(contract.order_id) if contract.order_id else ()
        return ContractPage(
            contract,
            case.customer,
            order,
            shipments,
            tuple(held_row(row) for row in held),
            tuple(invoice_row(row) for row in invoices),
            upcoming,
            as_if,
            _returnable(held),
            self._due_back(contract.id),
            last_changes(self._database, contract),
            notes_of(self._database, contract.id),
            deliveries_of(self._database, contract, today),
            plan_options(self._database, contract, today),
            parcels_of(self._database, contract.id),
            expected_of(self._database, contract.id),
            notes_away(self._database, contract.id),
            thing_options(self._database, contract, case.customer.kind),
            cancellation_settings(self._database),
        )

    def preview_return(
        self, contract_id: ContractId, return_until: date, asset_ids: tuple[AssetId, ...], today: date
    ) -> ReturnPreview:
        """Raises UnknownContract, NothingOut, ReturnDateInThePast."""
        check_days(return_until, Way.LABEL, None, today)
        case = self._case(str(contract_id))
        contract = case.contract
        held = [row for row in map(held_row, self._database.read(_HELD_NOW, id=contract_id)) if row.until is None]
        coming = [row for row in held if not row.is_due_back and (not asset_ids or row.asset_id in asset_ids)]
        if not coming:
            raise NothingOut(contract=contract.number)
        stops_now = contract.terms.stop_rule is StopRule.AT_REQUEST
        last_day = today if stops_now else return_until
        after = contract
        if contract.terms.stop_rule is not StopRule.BY_HAND:
            after = _returned(contract, held, coming, last_day)
        known = KnownLater(last_day, after)
        return ReturnPreview(
            len(coming),
            stops_now,
            last_day,
            self._next(case, contract, today),
            self._next(case, contract, today, known),
            recurring_on(after, last_day + ONE_DAY),
            _due_end(case, after, today),
            _unchanged(contract, held, coming, today),
        )

    def preview_change(self, command: ContractChange, now: datetime) -> ChangePreview:
        """Raises UnknownContract, and what the command itself would."""
        case = self._case(str(command.contract_id))
        books = replace(self._books(case, now), plans=PlanTargetTable(self._database.read))
        return preview_change(command, case.contract, books)

    def preview_undo(self, command: UndoChange, now: datetime) -> ChangePreview:
        """Raises UnknownContract, and what the command itself would."""
        case = self._case(str(command.contract_id))
        books = self._books(case, now)
        last = last_change_from(self._database.read(LAST_CHANGE, id=command.contract_id))
        return side_by_side(case.contract, taken_back(command, case.contract, last, books.today), books)

    def _books(self, case: _Case, now: datetime) -> Books:
        held = self._database.read(_HELD_NOW, id=case.contract.id)
        out = Counter(ContractLineId(row["line_id"]) for row in held)
        return Books(case.billed, case.party, self._rules, legal_day(now), now, out=out, announced=case.announced)

    def _rows(self, rows: Sequence[Row], today: date) -> tuple[ContractRow, ...]:
        lines = self._database.read(CONTRACT_LINES, ids=[row["id"] for row in rows]) if rows else []
        contracts = contracts_from(rows, lines)
        return tuple(_row(row, contract, today) for row, contract in zip(rows, contracts, strict=True))

    def _case(self, ref: str) -> _Case:
        read = self._database.read
        rows = read(
            "SELECT * FROM umlauf.contract WHERE id = %(id)s OR number = %(number)s",
            **id_or_number(ref),
        )
        if not rows:
            raise UnknownContract(contract=ref)
        contract = contracts_from(rows, read(CONTRACT_LINES, ids=[rows[0]["id"]]))[0]
        person = read(f"{CUSTOMER_SQL} WHERE c.id = %(id)s", id=contract.customer_id)[0]
        customer = customer_from(person)
        known = timelines_from(read(CHANGES_SQL, ids=[customer.id]))
        party = (known.get(customer.id) or timeline_of(customer, person["country"])).party()
        billed = tuple(billed_from(row) for row in read(_BILLED, id=contract.id))
        announced = announced_prices(read, [contract.id]).get(contract.id, ())
        return _Case(contract, customer, party, billed, rows[0]["transit_days"], announced)

    def _upcoming(self, case: _Case, today: date) -> tuple[tuple[NextInvoice, ...], date | None]:
        """For a draft: as if its goods left today, or as it will be on the day it was agreed for."""
        contract = case.contract
        if contract.status is not ContractStatus.DRAFT:
            return self._next(case, contract, today), None
        beginning = contract.beginning or AS_USUAL
        known_on = max(today, beginning.wanted_on or today)
        known = StartFact.HANDED_OVER if beginning.rule is StartRule.AT_HAND_OVER else StartFact.SENT
        start_on = beginning.first_day(known, known_on, case.transit_days, contract.concluded_on) or known_on
        is_dated = beginning.wanted_on is not None
        return self._next(case, replace(contract, start_on=start_on), start_on), None if is_dated else today

    def _next(
        self, case: _Case, contract: Contract, today: date, later: KnownLater | None = None
    ) -> tuple[NextInvoice, ...]:
        if later is not None:
            later = replace(later, contract=as_announced(later.contract, case.announced))

        def foretell(timeline: Contract) -> tuple[NextInvoice, ...]:
            return next_invoices(
                timeline, case.billed, case.party, self._rules, today=today, count=UPCOMING, later=later
            )

        return foretold(contract, case.announced, foretell)

    def _order(self, order_id: OrderId | None) -> Ref | None:
        row = self._database.read_one("SELECT id, number FROM umlauf.customer_order WHERE id = %(id)s", id=order_id)
        return Ref(row["id"], row["number"]) if row else None

    def _due_back(self, contract_id: ContractId) -> date | None:
        row = self._database.read_one(_DUE_BACK, id=contract_id)
        day: date | None = row["day"] if row else None
        return day


def _returnable(held: Sequence[Row]) -> tuple[tuple[ContractLineId, int], ...]:
    """Lines with things out that are not announced yet."""
    out = [row for row in held if row["until"] is None and Status(row["status"]) in OUT - {Status.DUE_BACK}]
    return tuple(Counter(ContractLineId(row["line_id"]) for row in out).items())


def _returned(contract: Contract, held: Sequence[HeldRow], coming: Sequence[HeldRow], last_day: date) -> Contract:
    """As it will be when these are here: lines end with their last thing, bundles go on without the pieces."""
    ids = {row.asset_id for row in coming}
    staying = {row.line_id for row in held if row.asset_id not in ids and not row.is_due_back}
    pieces = [(row.line_id, row.asset_id, row.variant_id) for row in coming if row.line_id in staying]
    changed = pieces_back(contract, pieces, last_day)
    done = sorted({row.line_id for row in held} - staying, key=str)
    return with_lines_back(changed, done, last_day) if done else changed


def _unchanged(contract: Contract, held: Sequence[HeldRow], coming: Sequence[HeldRow], today: date) -> tuple[str, ...]:
    """Lines of which another thing stays, and whose price is one for all of them."""
    ids = {row.asset_id for row in coming}
    staying = {row.line_id for row in held if row.asset_id not in ids and not row.is_due_back}
    lines = [contract.line(each) for each in dict.fromkeys(row.line_id for row in coming) if each in staying]
    return tuple(line.title_on(today) for line in lines if line.bundle is None)


def _due_end(case: _Case, after: Contract, today: date) -> date | None:
    """When notice would end the contract, where a return ends it sooner though nobody gave notice."""
    contract = case.contract
    if contract.start_on is None or contract.end_on is not None or after.end_on is None:
        return None
    is_consumer = case.customer.kind is CustomerKind.CONSUMER
    due = end_dates(contract, Notice(EndKind.ORDINARY, today, is_consumer=is_consumer)).legal_end
    return due if after.end_on - ONE_DAY < due else None


def _row(row: Row, contract: Contract, today: date) -> ContractRow:
    first = contract.lines[0].title if contract.lines else ""
    return ContractRow(
        contract.id,
        contract.number,
        contract.status,
        contract.customer_id,
        row["customer"],
        first,
        max(len(contract.lines) - 1, 0),
        recurring_on(contract, today),
        contract.start_on,
        contract.end_on,
        row["next_due_on"],
    )
