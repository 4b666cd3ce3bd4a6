"""What the commands of losses, write-offs and a customer's cases ask of the storage."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from domain.contracts.model import Contract
from domain.ids import AssetId, ContractId, CustomerId, ProductId, VariantId
from domain.losses.cases import CaseId, CaseStep, Contact, CustomerCase
from domain.losses.model import Loss, LossId
from domain.losses.worth import InUse
from domain.losses.writing_off import WriteOff, WriteOffId, WriteOffStep
from domain.ports import Holding


class LossBook(Protocol):
    """Append-only: what happened to a case is a step; only contacts change."""

    def add(self, loss: Loss, words: str) -> None:
        """`words`: what the customer said happened; kept beside, erasable."""
        ...

    def get(self, loss_id: LossId) -> Loss:
        """Locks it until the command is done. Raises UnknownLoss."""
        ...

    def live(self, asset_id: AssetId) -> Loss | None:
        """The newest of a thing that is gone still; locked."""
        ...

    def save(self, loss: Loss, words: str = "") -> None:
        """The steps of this command. `words` are the customer's, kept beside.

        Raises:
            Conflict: someone else took a step first (at the latest when the unit ends).
        """
        ...

    def last_holding(self, asset_id: AssetId) -> Holding | None:
        """Whose it was before it was gone; None: nobody's."""
        ...

    def in_use(self, asset_id: AssetId) -> InUse: ...

    def products_of(self, variants: Sequence[VariantId]) -> dict[VariantId, ProductId]: ...

    def add_write_off(self, write_off: WriteOff) -> None: ...

    def write_off(self, write_off_id: WriteOffId) -> WriteOff:
        """Locks it until the command is done. Raises UnknownWriteOff."""
        ...

    def live_write_off(self, asset_id: AssetId) -> WriteOff | None:
        """Proposed or booked."""
        ...

    def step_write_off(self, write_off: WriteOff, step: WriteOffStep, on: date, why: str = "") -> None:
        """`write_off` is the state before it. Raises Conflict as `save` does."""
        ...

    def recorded_by(self, write_off: WriteOff, seq: int) -> bool:
        """Whether event `seq` of the thing is the one that this write-off recorded."""
        ...

    def add_case(self, case: CustomerCase) -> None: ...

    def case(self, case_id: CaseId) -> CustomerCase:
        """Locks it until the command is done. Raises UnknownCase."""
        ...

    def open_case(self, customer_id: CustomerId) -> CustomerCase | None:
        """Without the contact."""
        ...

    def step_case(self, case: CustomerCase, step: CaseStep, on: date, why: str = "") -> None: ...

    def set_contact(self, case_id: CaseId, contact: Contact) -> None: ...

    def running_contracts(self, customer_id: CustomerId) -> list[ContractId]:
        """Those that could still be ended."""
        ...


def services_variants(contract: Contract) -> list[VariantId]:
    """The things on a contract's lines, as the catalogue has them."""
    return list(dict.fromkeys(line.variant_id for line in contract.lines if line.variant_id is not None))
