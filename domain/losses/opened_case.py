"""What the commands of a customer's case answer with."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.application import Event
from domain.ids import ContractId, CustomerId
from domain.losses.cases import CaseId, CaseKind


@dataclass(frozen=True, slots=True)
class CaseMoved(Event):
    """`ended`: the contracts that were ended with the day."""

    case_id: CaseId
    number: str
    customer_id: CustomerId
    case_kind: CaseKind
    ended: tuple[ContractId, ...] = ()

    def touched(self) -> Iterable[str]:
        topics = [topic for each in self.ended for topic in ("contracts", f"contract:{each}")]
        return ("cases", "customers", f"customer:{self.customer_id}", *topics)
