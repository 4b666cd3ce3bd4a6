"""The change of the contract that a declaration asks for. The preview is the same change without the write."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.cancellations.model import Declaration, Declared, DeclaredKind
from domain.cancellations.stages import IllegalDeclarationStep, Step
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.changing import ContractChange
from domain.contracts.model import Contract
from domain.contracts.parts import EndKind
from domain.contracts.status import OVER
from domain.contracts.withdraw_contract import WithdrawContract
from domain.ids import ContractId, ContractLineId

ENDS: Final = {
    DeclaredKind.ORDINARY: EndKind.ORDINARY,
    DeclaredKind.EARLY: EndKind.EARLY,
    DeclaredKind.EXTRAORDINARY: EndKind.EXTRAORDINARY,
}


@dataclass(frozen=True, slots=True)
class Details:
    """What the office adds: the line of a fee, when the goods had arrived, whether used days are paid.

    `waives_fee` needs a reason, which then is `because`.
    """

    fee_line_id: ContractLineId | None = None
    fee_title: str = "Vorzeitiges Vertragsende"
    goods_on: date | None = None
    pays_used_days: bool = False
    waives_fee: bool = False
    because: str = ""


def ends_by_it(contract: Contract) -> bool:
    """Whether what was carried out still holds: nobody took it back in the contract itself."""
    return contract.ending is not None or contract.status in OVER


def change_for(
    contract_id: ContractId, version: int, declared: Declared, received_on: date, details: Details
) -> ContractChange:
    """The day of receipt decides, not the day on which somebody found the contract."""
    reason = details.because or declared.why or declared.reason
    if declared.kind is DeclaredKind.WITHDRAWAL:
        return WithdrawContract(
            contract_id, version, reason, received_on=received_on, goods_on=details.goods_on,
            pays_used_days=details.pays_used_days, cause=declared.reason,
        )  # fmt: skip
    return CancelContract(
        contract_id, version, reason, received_on=received_on, wanted_on=declared.wanted_on,
        end_kind=ENDS[declared.kind], waives_fee=details.waives_fee, fee_line_id=details.fee_line_id,
        fee_title=details.fee_title, cause=declared.reason,
    )  # fmt: skip


def change_of(declaration: Declaration, version: int, details: Details) -> ContractChange:
    """Raises IllegalDeclarationStep when it has no contract."""
    contract_id, declared = declaration.contract_id, declaration.declared
    if contract_id is None or declared is None:
        raise IllegalDeclarationStep(stage=declaration.stage, step=Step.CARRY_OUT)
    return change_for(contract_id, version, declared, declaration.received_on, details)
