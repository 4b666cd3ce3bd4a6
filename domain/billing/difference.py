"""Charges minus billed: the one path by which anything gets onto an invoice. Source: BILLING.md, lesson 1."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from domain.billing.charges import line_charges, settled_before
from domain.billing.going_back import credit, credits_of, given_posting, left_of, more_given
from domain.billing.lacking import additions_of
from domain.billing.matching import kept_days
from domain.billing.model import BilledPeriod, Charge, ChargeKind, Posting, Reason
from domain.billing.retaxed import Fits
from domain.billing.vat_shares import vat_left
from domain.contracts.model import Contract
from domain.ids import ContractLineId
from domain.period import Period

_Key = tuple[ContractLineId, ChargeKind]


def due_postings(
    contract: Contract,
    billed: Sequence[BilledPeriod],
    until: date,
    since: date | None = None,
    fits: Fits | None = None,
) -> tuple[Posting, ...]:
    """What a run for the day `until` invoices and credits for one contract. Empty when all is billed as it should be.

    `billed` are all rows of the contract; with `since` (see `charges`) at least those that end after the day one
    interval before it. The day of the run may lie before an earlier run's: what was billed early stays.
    `fits` says whether a row's tax still holds (see `tax_fits`); None: always.

    Raises ContractLineNotFound when a billed row belongs to no line of the contract.
    """
    if since is not None:
        billed = unsettled_rows(contract, billed, since)
    last_billed: dict[ContractLineId, date] = {}
    for row in billed:
        last_billed[row.line_id] = max(row.period.start, last_billed.get(row.line_id, row.period.start))
    owed: list[Charge] = []
    for line in contract.lines:
        owed.extend(line_charges(contract, line, until, last_billed.get(line.id), since))
    found = _fitting(contract, owed, billed, fits)
    return tuple(
        posting
        for posting in found
        if posting.is_credit or posting.due_on <= until or posting.reason is Reason.CHANGE_CHARGE
    )


def _fitting(
    contract: Contract, owed: Sequence[Charge], billed: Sequence[BilledPeriod], fits: Fits | None
) -> tuple[Posting, ...]:
    """The difference, with all rows put out whose tax does not hold, or would not for the days that they keep."""
    if fits is None:
        return difference(contract, owed, billed)
    misfits = frozenset(row for row in billed if not fits(row, row))
    while True:
        found = difference(contract, owed, billed, misfits)
        torn = {
            posting.corrects
            for posting in found
            if posting.corrects is not None and not all(fits(left, posting.corrects) for left in posting.remaining)
        }
        if not torn:
            return found
        misfits |= torn


def difference(
    contract: Contract,
    owed: Iterable[Charge],
    billed: Iterable[BilledPeriod],
    misfits: Collection[BilledPeriod] = frozenset(),
) -> tuple[Posting, ...]:
    """Charges to add and credits of billed rows: billed plus difference is what is owed. Oldest days first.

    A row keeps the days whose price and quantity still hold; only the others are credited and charged anew. The rest
    of a period that is billed in part costs what is missing to its price, so the parts add up to the whole. `misfits`
    are rows that keep nothing.

    Raises ContractLineNotFound when a row belongs to no line of the contract.
    """
    charges_of: dict[_Key, list[Charge]] = {}
    rows_of: dict[_Key, list[BilledPeriod]] = {}
    for charge in owed:
        charges_of.setdefault((charge.line.id, charge.kind), []).append(charge)
    for row in billed:
        rows_of.setdefault((row.line_id, row.kind), []).append(row)
    postings: list[Posting] = []
    for key in charges_of | rows_of:
        targets, rows = charges_of.get(key, []), rows_of.get(key, [])
        if not rows:
            postings.extend(Posting(*charge) for charge in targets)
        elif key[1] is ChargeKind.ONCE:
            postings.extend(_once(contract, targets, rows, misfits))
        else:
            gone = [row for row in rows if row in misfits] if misfits else []
            kept = [row for row in rows if row not in misfits] if gone else rows
            postings.extend(_line_difference(contract, *_unsettled(targets, kept), gone))
    postings.sort(key=_oldest_first)
    return tuple(postings)


def still_billed(billed: Iterable[BilledPeriod], postings: Iterable[Posting]) -> list[BilledPeriod]:
    """The billed rows once the credits among `postings` are written; charges come with their invoice (see invoice)."""
    remaining = {id(posting.corrects): posting.remaining for posting in postings if posting.corrects is not None}
    kept: list[BilledPeriod] = []
    for row in billed:
        kept.extend(remaining.get(id(row), (row,)))
    return kept


def unsettled_rows(contract: Contract, billed: Sequence[BilledPeriod], since: date) -> list[BilledPeriod]:
    """Without the rows whose charges `since` leaves out too."""
    if not billed:
        return []
    first_days = {line.id: settled_before(contract, line, since) for line in contract.lines}
    return [row for row in billed if row.period.start >= first_days.get(row.line_id, row.period.start)]


def _unsettled(targets: Sequence[Charge], rows: Sequence[BilledPeriod]) -> tuple[list[Charge], list[BilledPeriod]]:
    """Without the pairs that agree already, which are nearly all."""
    by_start = {row.period.start: row for row in rows}
    open_targets: list[Charge] = []
    for charge in targets:
        row = by_start.get(charge.period.start)
        if row is not None and row.period == charge.period and _agrees(charge, row):
            del by_start[charge.period.start]
        else:
            open_targets.append(charge)
    open_targets.sort(key=lambda charge: charge.period.start)
    return open_targets, [by_start[start] for start in sorted(by_start)]


def _agrees(charge: Charge, row: BilledPeriod) -> bool:
    if row.amount != charge.amount or row.price != charge.price or row.quantity != charge.quantity:
        return False
    return row.off == charge.off and row.given == charge.given


def _once(
    contract: Contract, targets: Sequence[Charge], rows: Sequence[BilledPeriod], misfits: Collection[BilledPeriod]
) -> list[Posting]:
    """A one-off is settled whatever day it was billed on; otherwise all of it is credited and charged anew."""
    target = targets[0] if targets else None
    if target is not None and len(rows) == 1 and rows[0] not in misfits:
        if _agrees(target, rows[0]):
            return []
        row, more = rows[0], target.given - rows[0].given
        before = row.amount + row.given
        if more.minor > 0 and before == target.amount + target.given:
            amount = row.amount - more
            [vat] = vat_left(row, [amount], contract.terms.prices_are)
            left = replace(row, amount=amount, given=target.given, vat=vat)
            return [given_posting(target, row, row.period, more, (left,))]
    reason = Reason.END_CREDIT if target is None else Reason.CHANGE_CREDIT
    line = contract.line(rows[0].line_id)
    postings = [credit(line, row, reason, row.period, row.days, amount=-row.amount, remaining=()) for row in rows]
    if target is not None:
        postings.append(Posting(*target)._replace(reason=Reason.CHANGE_CHARGE))
    return postings


def _line_difference(
    contract: Contract, targets: list[Charge], rows: list[BilledPeriod], gone: Sequence[BilledPeriod]
) -> list[Posting]:
    keeps = kept_days(targets, rows)
    more = more_given(targets, keeps)
    postings: list[Posting] = []
    credited: list[Period] = []
    for row in gone:
        whole = credits_of(contract, row, [], targets, ())
        credited.extend(posting.period for posting in whole)
        postings.extend(whole)
    for number, row in enumerate(rows):
        kept = [keep for keep in keeps if keep.row == number]
        given = [(keep, more[keep]) for keep in kept if more.get(keep)]
        left = left_of(row, kept, more, contract.terms.prices_are)
        back = credits_of(contract, row, kept, targets, left)
        credited.extend(posting.period for posting in back)
        postings.extend(back)
        postings.extend(given_posting(targets[keep.target], row, keep.period, amount, left) for keep, amount in given)
    for number, charge in enumerate(targets):
        postings.extend(additions_of(charge, [keep for keep in keeps if keep.target == number], credited))
    return postings


def _oldest_first(posting: Posting) -> tuple[date, int, bool]:
    return posting.period.start, posting.line.position, not posting.is_credit
