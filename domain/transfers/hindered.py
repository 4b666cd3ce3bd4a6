"""What stands against a transfer: whatever is half done with one party would tear with another."""

from domain.contracts.model import Contract
from domain.ports import Unit
from domain.transfers.model import TransferHindered


def check_nothing_pending(contract: Contract, unit: Unit) -> None:
    """The preview asks the same. Raises TransferHindered with what and its number."""
    for first in unit.transfers.hindered(contract.id):
        raise TransferHindered(by=first.by, what=first.what)
