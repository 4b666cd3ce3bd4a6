"""Bills of a contract that a person holds back: the day on the contract, and who did it and why beside it."""

from datetime import date
from typing import Any, Final

from domain.contracts.model import Contract
from domain.ids import ContractId
from domain.tasks.model import TaskKind
from storage.repositories.base import Desk

_NOTE: Final = (
    "INSERT INTO umlauf.billing_hold (contract_id, n, until_on, reason, held_by, held_at, command_id)"
    " SELECT %(id)s, 1 + count(*), %(until)s, %(reason)s, %(by)s, %(at)s, %(command)s FROM umlauf.billing_hold"
    " WHERE contract_id = %(id)s"
)
_HELD: Final = "UPDATE umlauf.contract SET held_until = %(until)s WHERE id = %(id)s"


class Holds:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def is_held(self, contract_id: ContractId) -> bool:
        rows = self._desk.rows(
            "SELECT FROM umlauf.contract WHERE id = %(id)s AND held_until > %(today)s",
            id=contract_id,
            today=self._desk.today(),
        )
        return bool(rows)

    def hold(self, contract: Contract, until: date, reason: str) -> None:
        self._desk.write(_NOTE, id=contract.id, until=until, reason=reason, **self._who())
        self._desk.write(_HELD, id=contract.id, until=until)

    def release(self, contract: Contract) -> None:
        """With its task."""
        who = self._who()
        self._desk.write(_NOTE, id=contract.id, until=None, reason="", **who)
        self._desk.write(_HELD, id=contract.id, until=None)
        self._desk.write(
            "UPDATE umlauf.task SET closed_at = %(at)s WHERE kind = %(kind)s AND subject = %(subject)s"
            " AND closed_at IS NULL",
            at=who["at"],
            kind=TaskKind.BILLING_HELD,
            subject=contract.number,
        )

    def _who(self) -> dict[str, Any]:
        context = self._desk.context
        return {"by": context.actor_id, "at": context.effective_at, "command": context.command_id}
