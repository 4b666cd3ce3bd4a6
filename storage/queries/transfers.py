"""What the back office asks about contracts that go on with another person."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID, uuid4

from domain.billing.invoice import InvoiceKind
from domain.billing.model import BilledPeriod
from domain.billing.next_invoices import NextInvoice
from domain.billing.tax import BillingParty, TaxRules
from domain.clock import Clock
from domain.contracts.model import Contract, LineKind, UnknownContract
from domain.contracts.payment import Payment
from domain.contracts.preview_change import Books, side_by_side
from domain.customers.model import UnknownCustomer
from domain.customers.timeline import timeline_of
from domain.ids import ContractId, CustomerId
from domain.money import Money
from domain.transfers.model import Agreement, DepositWay, TransferStatus, UnknownTransfer
from domain.transfers.successor import Heir, check_day, passed_on
from domain.views.transfers import TransferPreview, TransferQuestion, TransferRow
from storage.database import Database, Row
from storage.queries.office_parts import NAME
from storage.repositories.billing import billed_from
from storage.repositories.contracts import CONTRACT_LINES, contracts_from
from storage.repositories.customers import CHANGES_SQL, CUSTOMER_SQL, customer_from, timelines_from
from storage.repositories.hindered import hindered
from storage.repositories.settings import CUSTOMER_SQL as BILLING_SQL
from storage.repositories.settings import customer_billing_from, house_from
from storage.repositories.tiers import TierReader
from storage.repositories.transfers import DEPOSIT_SQL, transfer_from

_ROWS: Final = f"""
    SELECT t.*, k.number AS contract, coalesce(n.number, '') AS successor, w.name AS who,
        {NAME.replace("p.", "f.")} AS from_name, a.number AS from_number,
        {NAME.replace("p.", "h.")} AS to_name, b.number AS to_number,
        (SELECT s.amount_minor FROM umlauf.transfer_step s WHERE s.transfer_id = t.id AND s.step = 'move_deposit')
            AS moved
    FROM umlauf.transfer t JOIN umlauf.contract k ON k.id = t.contract_id
    LEFT JOIN umlauf.contract n ON n.id = t.successor_id JOIN umlauf.person w ON w.id = t.agreed_by
    JOIN umlauf.customer a ON a.id = t.from_customer_id JOIN umlauf.customer b ON b.id = t.to_customer_id
    LEFT JOIN umlauf.customer_personal f ON f.customer_id = a.id
    LEFT JOIN umlauf.customer_personal h ON h.customer_id = b.id"""  # noqa: S608 - constants only
_LIST: Final = f"""{_ROWS}
    WHERE (%(contract)s::uuid IS NULL OR %(contract)s::uuid IN (t.contract_id, t.successor_id))
        AND (%(customer)s::uuid IS NULL OR %(customer)s::uuid IN (t.from_customer_id, t.to_customer_id))
    ORDER BY t.recorded_at DESC LIMIT 50"""
_BILLED: Final = (
    "SELECT b.*, lower(b.period) AS first, upper(b.period) AS past FROM umlauf.billed_period b"
    " JOIN umlauf.contract_line l ON l.id = b.contract_line_id WHERE l.contract_id = %(id)s ORDER BY b.first_day"
)
_THINGS: Final = (
    "SELECT a.code FROM umlauf.assignment g JOIN umlauf.contract_line l ON l.id = g.contract_line_id"
    " JOIN umlauf.asset a ON a.id = g.asset_id WHERE l.contract_id = %(id)s AND upper_inf(g.during) ORDER BY a.code"
)


class Transfers:
    """`Transfers(database, rules, clock)`; on the thread of its database."""

    def __init__(self, database: Database, rules: TaxRules, clock: Clock) -> None:
        self._database, self._tax, self._clock = database, rules, clock

    def transfers(self, question: TransferQuestion) -> tuple[TransferRow, ...]:
        rows = self._database.read(_LIST, contract=question.contract_id, customer=question.customer_id)
        return tuple(self._row(row) for row in rows)

    def by_number(self, ref: str) -> TransferRow:
        """Raises UnknownTransfer."""
        try:
            rows = self._database.read(f"{_ROWS} WHERE t.id = %(ref)s", ref=UUID(ref))
        except ValueError:
            rows = self._database.read(f"{_ROWS} WHERE t.number = %(ref)s", ref=ref)
        if not rows:
            raise UnknownTransfer(transfer=ref)
        return self._row(rows[0])

    def preview(self, contract_id: ContractId, agreed: Agreement, today: date) -> TransferPreview:
        """Raises UnknownContract, UnknownCustomer, and what `check_day` and `passed_on` do."""
        contract = self._contract(contract_id)
        check_day(contract, agreed, today)
        to = agreed.to_customer_id
        heir = Heir(to, ContractId(uuid4()), "", self._payment(to), TierReader(self._database.read).standing(to))
        done = passed_on(contract, agreed, heir, uuid4)
        billed: Sequence[BilledPeriod] = [billed_from(row) for row in self._database.read(_BILLED, id=contract_id)]
        now = max(agreed.from_on, today)
        mine = Books(billed, self._party(contract.customer_id), self._tax, now, self._clock.now())
        theirs = Books((), self._party(agreed.to_customer_id), self._tax, now, self._clock.now())
        old = side_by_side(contract, done.old, mine).after
        new = side_by_side(done.new, done.new, theirs).after
        deposits = [line.at(now)[0] for line in contract.lines if line.kind is LineKind.DEPOSIT and line.end_on is None]
        return TransferPreview(
            _sum(old, now, InvoiceKind.CREDIT_NOTE, contract),
            _sum(new, now, InvoiceKind.INVOICE, contract),
            old,
            new,
            tuple(row["code"] for row in self._database.read(_THINGS, id=contract_id)),
            Money(sum(each.minor for each in deposits), contract.terms.currency) if deposits else None,
            agreed.from_on <= today,
            hindered(self._database.read, contract_id),
        )

    def _row(self, row: Row) -> TransferRow:
        transfer = transfer_from(row)
        moved = None if row["moved"] is None else Money(row["moved"])
        moves = transfer.status is TransferStatus.DONE and transfer.agreed.deposit is DepositWay.MOVES
        can_move = moves and moved is None and self._is_deposit_billed(row)
        names = (row["from_name"] or "", row["from_number"], row["to_name"] or "", row["to_number"])
        made = (row["recorded_at"], row["who"])
        return TransferRow(transfer, row["contract"], row["successor"], *names, *made, moved, can_move)

    def _is_deposit_billed(self, row: Row) -> bool:
        asked = self._database.read(DEPOSIT_SQL, kind="invoice", id=row["successor_id"])
        back = self._database.read(DEPOSIT_SQL, kind="credit_note", id=row["contract_id"])
        return bool(asked and back)

    def _payment(self, customer_id: CustomerId) -> Payment:
        own = customer_billing_from(self._database.read(BILLING_SQL, id=customer_id)).value
        return own.payment(house_from(self._database.read).settings.payment)

    def _party(self, customer_id: CustomerId) -> BillingParty:
        rows = self._database.read(f"{CUSTOMER_SQL} WHERE c.id = %(id)s", id=customer_id)
        if not rows:
            raise UnknownCustomer(customer=customer_id)
        known = timelines_from(self._database.read(CHANGES_SQL, ids=[customer_id]))
        return (known.get(customer_id) or timeline_of(customer_from(rows[0]), rows[0]["country"])).party()

    def _contract(self, contract_id: ContractId) -> Contract:
        rows = self._database.read("SELECT * FROM umlauf.contract WHERE id = %(id)s", id=contract_id)
        if not rows:
            raise UnknownContract(contract=contract_id)
        return contracts_from(rows, self._database.read(CONTRACT_LINES, ids=[contract_id]))[0]


def _sum(found: Sequence[NextInvoice], day: date, kind: InvoiceKind, contract: Contract) -> Money:
    """Of the documents of the day on which it is done."""
    wanted = [each.draft.gross.minor for each in found if each.on <= day and each.draft.kind is kind]
    return Money(sum(wanted), contract.terms.currency)
