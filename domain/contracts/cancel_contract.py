"""Notice: the customer's ordinary or extraordinary one, or an end before the minimum term against a fee.

Source: RULES.md 1.3, 3.1, 3.2; BILLING.md, lesson 24.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar, Final

from domain.application import SELF_SERVICE, Seat
from domain.contracts.changing import ContractChange
from domain.contracts.end_dates import EndDates, Notice, check_received, end_dates
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.contracts.parts import Ending, EndKind
from domain.contracts.status import Action, Status, after
from domain.customers.model import CustomerKind
from domain.errors import InvalidInput
from domain.ids import ContractLineId
from domain.money import Money
from domain.period import ONE_DAY

_REQUEST: Final = Action.REQUEST_CANCELLATION
_NEEDS_REASON: Final = frozenset({EndKind.EXTRAORDINARY, EndKind.TERMINATION})


class ReasonMissing(InvalidInput):
    """An end at once, by whomever, and a waived fee need a reason that can be read later."""

    code = "end_reason_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelContract(ContractChange):
    """`received_on` is the day notice arrived; `wanted_on` the last day asked for, None: as soon as possible.

    `cause` is one of the owner's list of reasons, "" when nobody said; statistics count it.
    `fee_line_id` is made where the command is born; it is used when an early end costs something. `fee_title` is what
    the line says. `is_consumer` is set right from the customer's own record.
    """

    seats: ClassVar[frozenset[Seat]] = SELF_SERVICE
    has_consequences: ClassVar[bool] = True

    received_on: date
    wanted_on: date | None = None
    end_kind: EndKind = EndKind.ORDINARY
    waives_fee: bool = False
    fee_line_id: ContractLineId | None = None
    fee_title: str = "Vorzeitiges Vertragsende"
    is_consumer: bool = True
    cause: str = ""

    @property
    def notice(self) -> Notice:
        return Notice(self.end_kind, self.received_on, self.wanted_on, self.is_consumer, self.waives_fee)

    def for_customer(self, kind: CustomerKind) -> "CancelContract":
        return replace(self, is_consumer=kind is CustomerKind.CONSUMER)

    def edited(self, contract: Contract, today: date) -> Contract:
        """Raises IllegalContractTransition, ReasonMissing, EarlyEndNotAgreed, EndBeforeStart; as `check_received`."""
        after(contract.status, _REQUEST)
        check_received(contract, self.received_on, today)
        if (self.end_kind in _NEEDS_REASON or self.waives_fee) and not self.reason.strip():
            raise ReasonMissing(kind=self.end_kind)
        return ended_by_notice(contract, self.notice, self.fee_line_id, self.fee_title)


def ended_by_notice(
    contract: Contract, notice: Notice, fee_line_id: ContractLineId | None = None, fee_title: str = ""
) -> Contract:
    """The timeline with its end, and with the fee where there is one. Raises as `CancelContract.edited` does."""
    dates = end_dates(contract, notice)
    charged = dates.fee is not None and dates.fee.minor > 0 and fee_line_id is not None
    ending = Ending(
        notice.kind,
        notice.received_on,
        dates.legal_end,
        dates.goods_back_on,
        notice.wanted_on,
        contract.end_on,
        fee_line_id if charged else None,
    )
    changed = contract if contract.status is Status.CANCELLATION_REQUESTED else contract.acted(_REQUEST)
    changed = replace(changed.ended(dates.last_billed_day), notice_on=notice.received_on)
    if charged and dates.fee is not None and fee_line_id is not None:
        changed = changed.line_added(_fee_line(contract, fee_line_id, fee_title, dates.fee, dates))
    return replace(changed, ending=ending)


def _fee_line(contract: Contract, line_id: ContractLineId, title: str, fee: Money, dates: EndDates) -> ContractLine:
    """Charged on the day after the end, taxed as what it stands for: it is paid for the leave to go."""
    main = next((line for line in contract.lines if line.is_recurring), None)
    return ContractLine(
        id=line_id,
        position=max((line.position for line in contract.lines), default=0) + 1,
        title=title,
        kind=LineKind.FEE,
        vat="standard" if main is None else main.vat,
        versions=(LineVersion(None, fee, Decimal(1)),),
        means_of_transport=main is not None and main.means_of_transport,
        start_on=dates.legal_end + ONE_DAY,
    )
