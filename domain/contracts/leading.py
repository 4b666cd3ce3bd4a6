"""The line whose rhythm stands for that of its contract."""

from domain.contracts.model import Contract, ContractLine
from domain.errors import RuleViolation


class NothingRecurring(RuleViolation):
    """The contract has no line that is charged again and again."""

    code = "nothing_recurring"


def leading_line(contract: Contract) -> ContractLine:
    """The first recurring line. Raises NothingRecurring."""
    for line in contract.lines:
        if line.is_recurring:
            return line
    raise NothingRecurring(contract=contract.number)
