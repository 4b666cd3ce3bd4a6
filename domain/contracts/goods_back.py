"""By when rented things are back at the end of a contract."""

from datetime import date

from domain.contracts.deadlines import next_working_day
from domain.contracts.model import Contract
from domain.contracts.status import Status
from domain.contracts.withdraw_contract import sent_back_until
from domain.period import ONE_DAY


def goods_back_on(contract: Contract) -> date | None:
    """The last day by which the things shall be here; None: no end is known."""
    if contract.status is Status.WITHDRAWN:
        return None if contract.notice_on is None else sent_back_until(contract.notice_on)
    if contract.end_on is None:
        return None
    last_day = contract.end_on - ONE_DAY
    ending = contract.ending
    return ending.goods_back_on if ending is not None and ending.last_day == last_day else next_working_day(last_day)
