"""A voucher, or a whole batch, is good for nothing from now on. What was granted with it stays granted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.loyalty.vouchers import BatchId, UnknownBatch, VoucherWithdrawn
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class WithdrawVouchers(Command):
    """`voucher` "": all of the batch."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    batch_id: BatchId
    voucher: str = ""


@dataclass(frozen=True, slots=True)
class VouchersWithdrawn(Event):
    batch_id: BatchId

    def touched(self) -> Iterable[str]:
        return ("vouchers",)


def withdraw_vouchers(command: WithdrawVouchers, unit: Unit, _clock: Clock) -> VouchersWithdrawn:
    """Raises UnknownBatch, VoucherWithdrawn."""
    batch = unit.loyalty.batch(command.batch_id)
    if batch.withdrawn_on is not None:
        raise VoucherWithdrawn(voucher=command.voucher or batch.title)
    if command.voucher:
        voucher = unit.loyalty.voucher(command.voucher)
        if voucher is None or voucher.batch.id != batch.id:
            raise UnknownBatch(batch=batch.title)
        if voucher.withdrawn_on is not None:
            raise VoucherWithdrawn(voucher=voucher.code)
    unit.loyalty.withdraw(batch.id, command.voucher or None, unit.today())
    return VouchersWithdrawn(batch.id)
