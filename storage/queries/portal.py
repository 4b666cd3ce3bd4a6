"""What the customers' pages show of contracts, things and documents. Asked of the views of one session alone."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from domain.assets.label_sheet import Label
from domain.billing.invoice import InvoiceKind
from domain.billing.model import BilledPeriod
from domain.billing.recurring import recurring_on
from domain.billing.tax import TaxRules
from domain.contracts.end_dates import EarlyEndNotAgreed, Notice, end_dates
from domain.contracts.model import Contract, UnknownContract
from domain.contracts.parts import EndKind
from domain.contracts.payment import PaymentMethod
from domain.contracts.status import OVER, Status
from domain.contracts.withdraw_contract import last_day_to_withdraw
from domain.customers.model import CustomerKind
from domain.ids import AssetId, ContractId, ContractLineId, InvoiceId, ReturnId
from domain.money import Currency, Money
from domain.payments.attempt import LIVE, MethodId
from domain.payments.methods import COLLECTED, EndReason
from domain.portal.timeline import timeline
from domain.returns.model import Purpose, Way
from domain.returns.stages import Stage as ReturnStage
from domain.settings.billing import BillingSettings
from domain.views.office_rows import StoredPaper
from domain.views.portal import ContractView, LostWay, NotYours, OwnContract, OwnDocument, OwnReturn, OwnThing, WayToPay
from storage.database import Database, Row
from storage.queries.buyouts import Buyouts
from storage.queries.office_contracts import Contracts
from storage.queries.office_deliveries import deliveries_of
from storage.queries.office_goods import parcels_of
from storage.queries.plan_options import plan_options
from storage.repositories.settings import billing_from
from storage.repositories.swaps import SwapReader

_CONTRACTS: Final = "SELECT number FROM umlauf.contract ORDER BY concluded_on DESC NULLS LAST, number DESC"
_THINGS: Final = """
    SELECT a.id, a.code, n.serial, n.title, a.status, lower(h.during) AS since, k.id AS contract_id,
        k.number AS contract, l.id AS line_id, coalesce(r.number, '') AS problem
    FROM umlauf.assignment h JOIN umlauf.contract_line l ON l.id = h.contract_line_id
    JOIN umlauf.contract k ON k.id = l.contract_id JOIN umlauf.asset a ON a.id = h.asset_id
    JOIN umlauf.thing_name n ON n.asset_id = a.id
    LEFT JOIN umlauf.repair r ON r.asset_id = a.id AND r.stage NOT IN ('passed', 'failed', 'called_off')
    WHERE upper_inf(h.during) AND (%(contract)s::uuid IS NULL OR k.id = %(contract)s)
    ORDER BY k.number, l.position, a.code"""
_DOCUMENTS: Final = """
    SELECT i.id, i.number, i.kind, i.issued_on, i.due_on, i.currency, i.gross_minor, i.payment_method,
        coalesce(d.used_minor, 0) AS used_minor,
        EXISTS (SELECT FROM umlauf.document p WHERE p.subject_id = i.id AND p.kind = 'invoice') AS has_paper
    FROM umlauf.invoice i LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id
    WHERE %(contract)s::uuid IS NULL OR i.id IN (
        SELECT l.invoice_id FROM umlauf.invoice_line l WHERE l.contract_id = %(contract)s)
    ORDER BY i.issued_on DESC, i.number DESC LIMIT 500"""
_WAYS: Final = """
    SELECT id, kind, shown FROM umlauf.payment_method
    WHERE ended IS NULL AND (expires_on IS NULL OR expires_on >= %(day)s) ORDER BY id DESC"""
_LOST: Final = """
    SELECT m.kind, m.shown, coalesce(m.ended, 'expired') AS why FROM umlauf.payment_method m
    WHERE m.ended IS DISTINCT FROM 'replaced' AND NOT EXISTS (SELECT FROM umlauf.payment_method o
        WHERE o.ended IS NULL AND (o.expires_on IS NULL OR o.expires_on >= %(day)s))
    ORDER BY m.id DESC LIMIT 1"""
_UNDER_WAY: Final = (
    "SELECT id FROM umlauf.payment_attempt WHERE invoice_id = %(id)s AND status = ANY(%(live)s::text[]) LIMIT 1"
)
_PAPER: Final = """
    SELECT p.file_name, p.content FROM umlauf.document p JOIN umlauf.invoice i ON i.id = p.subject_id
    WHERE i.number = %(number)s AND p.kind = 'invoice' ORDER BY p.made_at DESC LIMIT 1"""
_PAPERS: Final = "SELECT file_name, content FROM umlauf.document ORDER BY made_at, id LIMIT 2000"
_RETURNS: Final = """
    SELECT r.*, (SELECT s.stage FROM umlauf.return_step s WHERE s.return_id = r.id ORDER BY s.n DESC LIMIT 1) AS stage,
        ARRAY(SELECT n.title || ' (' || n.code || ')' FROM umlauf.return_line l
            JOIN umlauf.thing_name n ON n.asset_id = l.asset_id WHERE l.return_id = r.id ORDER BY n.code) AS things
    FROM umlauf.return_case r
    WHERE (%(number)s::text IS NULL OR r.number = %(number)s) AND (%(contract)s::uuid IS NULL
        OR r.contract_id = %(contract)s)
    ORDER BY r.id DESC LIMIT 50"""
_BILLING: Final = "SELECT value FROM umlauf.setting WHERE name = 'billing'"


class OwnContracts(Contracts):
    """The office's questions about a contract, put together for its customer."""

    def __init__(self, database: Database, rules: TaxRules, buyouts: Buyouts) -> None:
        super().__init__(database, rules)
        self._buyouts = buyouts

    def all(self, today: date) -> tuple[OwnContract, ...]:
        """The newest first."""
        found = []
        for row in self._database.read(_CONTRACTS):
            case = self._case(row["number"])
            upcoming = () if case.contract.status in OVER else self._upcoming(case, today)[0]
            rates = recurring_on(case.contract, today)
            found.append(
                OwnContract(case.contract, rates, tuple(each for each in upcoming if each.on == upcoming[0].on))
            )
        return tuple(found)

    def is_collected(self, today: date) -> bool:
        """Whether one that runs is paid by a method that we charge."""
        house, cases = self._house().payment, (self._case(row["number"]) for row in self._database.read(_CONTRACTS))
        running = (each.contract for each in cases if each.contract.status not in OVER)
        return any(each.payment_on(today, house).method in COLLECTED for each in running)

    def view(self, ref: str, now: datetime, today: date) -> ContractView:
        """Raises NotYours."""
        try:
            case = self._case(ref)
        except UnknownContract:
            raise NotYours from None
        contract, database = case.contract, self._database
        documents, returns = documents_of(database, contract.id), returns_of(database, contract.id)
        swaps = SwapReader(database.read, lambda: today).of_contract(contract.id)
        parcels = parcels_of(database, contract.id)
        is_over = contract.status in OVER
        is_consumer = case.customer.kind is CustomerKind.CONSUMER
        until = last_day_to_withdraw(contract) if is_consumer and not is_over else None
        early, last_day = _ends(contract, today, is_consumer=is_consumer)
        return ContractView(
            contract,
            recurring_on(contract, today),
            things_of(database, contract.id),
            documents,
            () if is_over else self._upcoming(case, today)[0],
            deliveries_of(database, contract, today),
            tuple(each for each in plan_options(database, contract, today) if each.change is not None),
            self._buyouts.purchases(contract.id).offers,
            returns,
            timeline(contract, parcels, documents, swaps, returns),
            contract.payment_on(today, self._house().payment),
            until if until is not None and until >= today else None,
            early,
            last_day,
        )

    def billed(self, contract_id: ContractId) -> tuple[BilledPeriod, ...]:
        return self._case(str(contract_id)).billed

    def _house(self) -> BillingSettings:
        row = self._database.read_one(_BILLING)
        return billing_from(row["value"] if row else None)


def _ends(contract: Contract, today: date, *, is_consumer: bool) -> tuple[Money | None, date | None]:
    """What leaving before the term costs (None: not agreed, or there is no term), and when notice would end it."""
    if (
        contract.status not in (Status.ACTIVE, Status.PAUSED)
        or contract.start_on is None
        or contract.ending is not None
    ):
        return None, None
    ordinary = end_dates(contract, Notice(EndKind.ORDINARY, today, is_consumer=is_consumer))
    try:
        early = end_dates(contract, Notice(EndKind.EARLY, today, is_consumer=is_consumer))
    except EarlyEndNotAgreed:
        return None, ordinary.legal_end
    return early.fee if early.legal_end < ordinary.legal_end else None, ordinary.legal_end


def things_of(database: Database, contract_id: ContractId | None = None) -> tuple[OwnThing, ...]:
    """What is with the customer now; None: of all contracts."""
    return tuple(
        OwnThing(
            AssetId(row["id"]),
            row["code"],
            row["serial"],
            row["title"],
            row["since"],
            ContractId(row["contract_id"]),
            row["contract"],
            ContractLineId(row["line_id"]),
            row["status"] == "due_back",
            row["problem"],
        )
        for row in database.read(_THINGS, contract=contract_id)
    )


def documents_of(database: Database, contract_id: ContractId | None = None) -> tuple[OwnDocument, ...]:
    """Newest first; None: of all contracts."""
    return tuple(_document(row) for row in database.read(_DOCUMENTS, contract=contract_id))


def _document(row: Row) -> OwnDocument:
    currency, kind = Currency(row["currency"]), InvoiceKind(row["kind"])
    gross = Money(row["gross_minor"], currency)
    is_asked = kind is InvoiceKind.INVOICE
    return OwnDocument(
        InvoiceId(row["id"]),
        row["number"],
        kind,
        row["issued_on"],
        row["due_on"],
        gross,
        gross - Money(row["used_minor"], currency) if is_asked else Money(0, currency),
        row["has_paper"],
        row["payment_method"],
    )


def ways_to_pay(database: Database, day: date) -> tuple[WayToPay, ...]:
    return tuple(
        WayToPay(MethodId(row["id"]), PaymentMethod(row["kind"]), row["shown"]) for row in database.read(_WAYS, day=day)
    )


def lost_way(database: Database, day: date) -> LostWay | None:
    """The last method of a customer who has no other any more."""
    row = database.read_one(_LOST, day=day)
    return None if row is None else LostWay(PaymentMethod(row["kind"]), row["shown"], EndReason(row["why"]))


def is_under_way(database: Database, invoice_id: InvoiceId) -> bool:
    live = [str(each) for each in LIVE]
    return database.read_one(_UNDER_WAY, id=invoice_id, live=live) is not None


def paper(database: Database, number: str) -> StoredPaper:
    """Raises NotYours."""
    row = database.read_one(_PAPER, number=number)
    if row is None:
        raise NotYours
    return StoredPaper(row["file_name"], bytes(row["content"]))


def papers(database: Database) -> tuple[StoredPaper, ...]:
    return tuple(StoredPaper(row["file_name"], bytes(row["content"])) for row in database.read(_PAPERS))


def returns_of(
    database: Database, contract_id: ContractId | None = None, number: str | None = None
) -> tuple[OwnReturn, ...]:
    """Newest first."""
    return tuple(
        OwnReturn(
            ReturnId(row["id"]),
            row["number"],
            ReturnStage(row["stage"]),
            Purpose(row["purpose"]),
            Way(row["way"]),
            row["return_until"],
            tuple(row["things"]),
            Label(row["number"], ", ".join(row["things"])),
        )
        for row in database.read(_RETURNS, contract=contract_id, number=number)
        if row["stage"]
    )


def balances_of(database: Database) -> tuple[Money, ...]:
    """What we owe the customer, one a currency."""
    rows = database.read("SELECT currency, balance_minor FROM umlauf.customer_balance ORDER BY 1")
    found: Sequence[Mapping[str, object]] = rows
    return tuple(Money(int(str(row["balance_minor"])), Currency(str(row["currency"]))) for row in found)
