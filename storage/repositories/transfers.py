"""Transfers with their steps, and what billing made of the deposit."""

from datetime import date
from typing import Final

from domain.ids import ContractId, CustomerId, InvoiceId
from domain.money import Currency, Money
from domain.transfers.model import (
    Agreement,
    DepositWay,
    Hindered,
    Transfer,
    TransferCause,
    TransferId,
    TransferStatus,
    TransferStep,
    UnknownTransfer,
)
from storage.database import Row
from storage.repositories.base import Desk
from storage.repositories.hindered import hindered

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('transfer ' || %(id)s::text, 0))"
DEPOSIT_SQL: Final = (
    "SELECT i.id, i.currency, i.gross_minor FROM umlauf.invoice i WHERE i.kind = %(kind)s AND EXISTS"
    " (SELECT FROM umlauf.invoice_line l WHERE l.invoice_id = i.id AND l.contract_id = %(id)s"
    " AND l.vat_reason = 'deposit') ORDER BY i.id DESC LIMIT 1"
)
_STEP: Final = (
    "INSERT INTO umlauf.transfer_step (transfer_id, n, step, on_day, amount_minor, why, taken_by, command_id)"
    " SELECT %(id)s::uuid, coalesce((SELECT max(n) FROM umlauf.transfer_step WHERE transfer_id = %(id)s), 0) + 1,"
    " %(step)s, %(on)s::date, %(amount)s::bigint, %(why)s, %(by)s::uuid, %(command)s::uuid"
)


def transfer_from(row: Row) -> Transfer:
    agreed = Agreement(
        CustomerId(row["to_customer_id"]),
        row["from_on"],
        TransferCause(row["cause"]),
        DepositWay(row["deposit"]),
        row["keeps_discounts"],
        row["keeps_loyalty"],
    )
    return Transfer(
        TransferId(row["id"]),
        row["number"],
        ContractId(row["contract_id"]),
        ContractId(row["successor_id"]),
        CustomerId(row["from_customer_id"]),
        agreed,
        row["agreed_on"],
        row["reason"],
        TransferStatus(row["status"]),
    )


class TransferFile:
    """`domain.transfers.book.TransferBook`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, transfer: Transfer) -> None:
        agreed = transfer.agreed
        self._desk.write(
            "INSERT INTO umlauf.transfer (id, number, contract_id, successor_id, from_customer_id, to_customer_id,"
            " from_on, cause, deposit, keeps_discounts, keeps_loyalty, reason, agreed_on, agreed_by, command_id)"
            " VALUES (%(id)s, %(number)s, %(contract)s, %(successor)s, %(from)s, %(to)s, %(on)s, %(cause)s,"
            " %(deposit)s, %(discounts)s, %(loyalty)s, %(reason)s, %(agreed_on)s, %(by)s, %(command)s)",
            **{"from": transfer.from_customer_id},
            id=transfer.id,
            number=transfer.number,
            contract=transfer.contract_id,
            successor=transfer.successor_id,
            to=agreed.to_customer_id,
            on=agreed.from_on,
            cause=agreed.cause,
            deposit=agreed.deposit,
            discounts=agreed.keeps_discounts,
            loyalty=agreed.keeps_loyalty,
            reason=transfer.reason,
            agreed_on=transfer.agreed_on,
            by=self._desk.context.actor_id,
            command=self._desk.context.command_id,
        )

    def get(self, transfer_id: TransferId) -> Transfer:
        """Raises UnknownTransfer."""
        self._desk.rows(_LOCK, id=str(transfer_id))
        rows = self._desk.rows("SELECT * FROM umlauf.transfer WHERE id = %(id)s", id=transfer_id)
        if not rows:
            raise UnknownTransfer(transfer=transfer_id)
        return transfer_from(rows[0])

    def live(self, contract_id: ContractId) -> Transfer | None:
        rows = self._desk.rows(
            "SELECT * FROM umlauf.transfer WHERE contract_id = %(id)s AND status = 'agreed'", id=contract_id
        )
        return transfer_from(rows[0]) if rows else None

    def take(self, transfer: Transfer, step: TransferStep, on: date, why: str = "") -> None:
        self._step(transfer, step, on, why=why)

    def deposit_invoice(self, transfer: Transfer) -> InvoiceId | None:
        rows = self._desk.rows(DEPOSIT_SQL, kind="invoice", id=transfer.successor_id)
        return InvoiceId(rows[0]["id"]) if rows else None

    def deposit_back(self, transfer: Transfer) -> Money | None:
        rows = self._desk.rows(DEPOSIT_SQL, kind="credit_note", id=transfer.contract_id)
        return Money(rows[0]["gross_minor"], Currency(rows[0]["currency"])) if rows else None

    def is_deposit_moved(self, transfer_id: TransferId) -> bool:
        rows = self._desk.rows(
            "SELECT FROM umlauf.transfer_step WHERE transfer_id = %(id)s AND step = 'move_deposit'", id=transfer_id
        )
        return bool(rows)

    def note_deposit_moved(self, transfer: Transfer, amount: Money) -> None:
        self._step(transfer, "move_deposit", self._desk.today(), amount=amount.minor)

    def hindered(self, contract_id: ContractId) -> tuple[Hindered, ...]:
        return hindered(self._desk.rows, contract_id)

    def _step(self, transfer: Transfer, step: str, on: date, *, amount: int | None = None, why: str = "") -> None:
        context = self._desk.context
        self._desk.write(
            _STEP,
            id=transfer.id,
            step=step,
            on=on,
            amount=amount,
            why=why,
            by=context.actor_id,
            command=context.command_id,
        )
