"""A batch of vouchers: one code that the owner chose, or many that nobody can guess."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.loyalty.codes import VOUCHER, check_chosen, made
from domain.loyalty.vouchers import MOST_CODES, Batch, BatchId, CodeTaken, VoucherNotUnderstood, VoucherRule
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class MakeVouchers(Command):
    """`chosen` "": `count` random codes; else this one code, and `count` is 1."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    title: str
    rule: VoucherRule
    count: int = 1
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class VouchersMade(Event):
    batch_id: BatchId
    count: int
    first: str

    def touched(self) -> Iterable[str]:
        return ("vouchers",)


def make_vouchers(command: MakeVouchers, unit: Unit, _clock: Clock) -> VouchersMade:
    """Raises VoucherNotUnderstood, CodeNotUsable, CodeTaken."""
    is_chosen = bool(command.chosen.strip())
    if not 1 <= command.count <= MOST_CODES or (is_chosen and command.count != 1):
        raise VoucherNotUnderstood(count=command.count, most=MOST_CODES)
    batch = Batch(BatchId(unit.new_id()), command.title.strip(), command.rule, unit.today())
    codes = (_chosen(command.chosen, unit),) if is_chosen else _random(command.count, unit)
    unit.loyalty.add_batch(batch, codes)
    return VouchersMade(batch.id, len(codes), codes[0])


def _chosen(text: str, unit: Unit) -> str:
    code = check_chosen(text)
    if unit.loyalty.taken((code,)):
        raise CodeTaken(voucher=code)
    return code


def _random(count: int, unit: Unit) -> tuple[str, ...]:
    """As many as asked for, none of which was there before."""
    codes: dict[str, None] = {}
    while len(codes) < count:
        fresh = [made(VOUCHER, unit.new_id()) for _ in range(count - len(codes))]
        taken = unit.loyalty.taken(fresh)
        codes |= dict.fromkeys(code for code in fresh if code not in taken)
    return tuple(codes)
