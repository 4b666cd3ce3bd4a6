"""What goes back of billed rows: days no longer owed, or at another price, and money for days that stay."""

from collections.abc import Sequence
from dataclasses import replace

from domain.billing.cells import is_paused
from domain.billing.gaps import by_replacement, gaps, total_of
from domain.billing.matching import Keep
from domain.billing.model import BilledPeriod, Charge, Posting, Reason
from domain.billing.vat_shares import vat_left
from domain.contracts.model import Contract, ContractLine
from domain.contracts.terms import PricesAre
from domain.money import Money
from domain.period import Period


def more_given(targets: Sequence[Charge], keeps: Sequence[Keep]) -> dict[Keep, Money]:
    """What is still to be given back on kept days, by the days it is taken from; the first days first."""
    found: dict[Keep, Money] = {}
    for number, charge in enumerate(targets):
        kept = [keep for keep in keeps if keep.target == number]
        open_minor = charge.given.minor - sum(keep.given.minor for keep in kept)
        for keep in kept:
            part = min(open_minor, keep.amount.minor - keep.given.minor)
            if part > 0:
                found[keep] = Money(part, keep.amount.currency)
                open_minor -= part
    return found


def left_of(
    row: BilledPeriod, keeps: Sequence[Keep], more: dict[Keep, Money], prices_are: PricesAre
) -> tuple[BilledPeriod, ...]:
    """What is left of a row: its kept days, less all that was given back for them."""
    given = [keep.given + more[keep] if keep in more else keep.given for keep in keeps]
    amounts = [keep.amount - back for keep, back in zip(keeps, given, strict=True)]
    vats = vat_left(row, amounts, prices_are)
    return tuple(
        replace(row, period=keep.period, amount=amount, days=keep.days, given=back, vat=vat)
        for keep, amount, back, vat in zip(keeps, amounts, given, vats, strict=True)
    )


def given_posting(
    charge: Charge, row: BilledPeriod, period: Period, amount: Money, remaining: tuple[BilledPeriod, ...]
) -> Posting:
    """Money given back for days that stay charged; it counts no days."""
    reason = charge.given_as or Reason.GOODWILL
    return credit(charge.line, row, reason, period, 0, amount=-amount, remaining=remaining)


def credits_of(
    contract: Contract,
    row: BilledPeriod,
    keeps: Sequence[Keep],
    targets: Sequence[Charge],
    remaining: tuple[BilledPeriod, ...],
) -> list[Posting]:
    """Credits for the days of one row that are not kept: replaced by other charges, or no longer owed at all."""
    pieces = [
        (piece, is_replaced)
        for gap in gaps(row.period, [keep.period for keep in keeps])
        for piece, is_replaced in by_replacement(gap, targets)
    ]
    if not pieces:
        return []
    back = row.amount - total_of(row.amount, [keep.amount - keep.given for keep in keeps])
    if not back and not any(is_replaced or _will_cost(contract, row, piece) for piece, is_replaced in pieces):
        return []
    weights = [piece.days for piece, _ in pieces]
    amounts = back.split(weights)
    days = Money(max(row.days - sum(keep.days for keep in keeps), 0)).split(weights)
    postings: list[Posting] = []
    line = contract.line(row.line_id)
    for (piece, is_replaced), part, day in zip(pieces, amounts, days, strict=True):
        reason = _credit_reason(contract, line, piece, is_replaced=is_replaced)
        postings.append(credit(line, row, reason, piece, day.minor, amount=-part, remaining=remaining))
    return postings


def _will_cost(contract: Contract, row: BilledPeriod, days: Period) -> bool:
    """Whether a charge that is not due yet may cover these days: then they must be free, though nothing goes back."""
    line = contract.line(row.line_id)
    span = contract.span(line)
    return span is not None and days.overlaps(span) and not is_paused(contract, line, days)


def _credit_reason(contract: Contract, line: ContractLine, days: Period, *, is_replaced: bool) -> Reason:
    if is_paused(contract, line, days):
        return Reason.PAUSE_CREDIT
    return Reason.CHANGE_CREDIT if is_replaced or not _is_over(contract, line, days) else Reason.END_CREDIT


def _is_over(contract: Contract, line: ContractLine, days: Period) -> bool:
    """Whether the line has ended by then. Days before a start that was moved, or that a later charge will cover, go
    back though nothing ended."""
    span = contract.span(line)
    return span is None or (span.end is not None and days.start >= span.end)


def credit(
    line: ContractLine,
    row: BilledPeriod,
    reason: Reason,
    period: Period,
    days: int,
    *,
    amount: Money,
    remaining: tuple[BilledPeriod, ...],
) -> Posting:
    nothing = Money(0, amount.currency)
    return Posting(
        *(line, row.kind, reason, period, days, row.of_days, row.price, row.quantity, amount, period.start),
        *(row.off, nothing, nothing, None, row, remaining),
    )
