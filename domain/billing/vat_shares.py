"""Net and VAT of the lines of one category and rate: rounded once for the group, and no cent lost between the lines.

Source: DECISIONS 10 and 11; EN 16931, BR-S-09; BILLING.md, "The last note takes the odd cent".
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, Protocol

from domain.billing.model import BilledPeriod, Posting
from domain.contracts.terms import PricesAre
from domain.money import Money, half_up

_HUNDRED: Final = Decimal(100)
_Share = tuple[int, int]


def vat_left(row: BilledPeriod, amounts: Sequence[Money], prices_are: PricesAre) -> tuple[Money, ...]:
    """The VAT that parts of a row still carry once the rest of its amount is credited.

    A credit gives back the rounded VAT of its amount; the last one takes what is left, so that all of them together
    give back exactly what was billed.
    """
    back = row.amount.minor - sum(amount.minor for amount in amounts)
    rate = row.tax.rate
    if prices_are is PricesAre.GROSS:
        given = back - half_up(Decimal(back) * _HUNDRED / (_HUNDRED + rate))
    else:
        given = half_up(back * rate / _HUNDRED)
    keeps_nothing = back == row.amount.minor
    left = 0 if keeps_nothing else max(row.vat.minor - given, 0)
    return Money(left, row.vat.currency).split([amount.minor for amount in amounts]) if amounts else ()


class Entry(Protocol):
    """A line to be: `minor` stands on it, `vat` is what a credit gives back, None for all else; both signed."""

    @property
    def posting(self) -> Posting: ...

    @property
    def minor(self) -> int: ...

    @property
    def vat(self) -> int | None: ...


def group_shares(entries: Sequence[Entry], rate: Decimal, prices_are: PricesAre, sign: int) -> list[_Share]:
    """Net and VAT of each line as it stands on the document, whose amounts are those of the entries times `sign`.

    A credit gives back the very cents of VAT that its days were billed with; what is charged beside it takes what is
    left to the group's rounded sum. Credits alone need no rounding. The VAT of a line without days is 0: a discount
    that lines share is off theirs already.
    """
    amounts = [sign * entry.minor for entry in entries]
    credited = [None if entry.vat is None else sign * entry.vat for entry in entries]
    is_gross = prices_are is PricesAre.GROSS
    if None not in credited:
        vats = [vat or 0 for vat in credited]
        return [(amount - vat if is_gross else amount, vat) for amount, vat in zip(amounts, vats, strict=True)]
    total = sum(amounts)
    net = half_up(Decimal(total) * _HUNDRED / (_HUNDRED + rate)) if is_gross else total
    whole = total - net if is_gross else half_up(net * rate / _HUNDRED)
    charged = [number for number, vat in enumerate(credited) if vat is None]
    vat = whole - sum(each or 0 for each in credited)
    shares: dict[int, _Share] = {
        number: (amounts[number] - back if is_gross else amounts[number], back)
        for number, back in enumerate(credited)
        if back is not None
    }
    parts = _charged([entries[number] for number in charged], rate, vat, is_gross=is_gross)
    shares.update(zip(charged, parts, strict=True))
    return [shares[number] for number in range(len(entries))]


def _charged(entries: Sequence[Entry], rate: Decimal, vat: int, *, is_gross: bool) -> list[_Share]:
    """The lines that are no credits; their VAT is `vat` in all, by what each costs after shared discounts."""
    amounts = [entry.minor for entry in entries]
    if not is_gross:
        return list(zip(amounts, _split(entries, vat), strict=True))
    nets = line_nets(amounts, rate)
    has_discounts = any(entry.minor != entry.posting.amount.minor or entry.minor < 0 for entry in entries)
    if has_discounts:
        nets[amounts.index(max(amounts))] += sum(amounts) - vat - sum(nets)
        return list(zip(nets, _split(entries, vat), strict=True))
    if sum(amounts) - sum(nets) == vat:
        return [(net, amount - net) for amount, net in zip(amounts, nets, strict=True)]
    vats = _split(entries, vat)
    return [(amount - part, part) for amount, part in zip(amounts, vats, strict=True)]


def _split(entries: Sequence[Entry], vat: int) -> list[int]:
    if len(entries) == 1:
        return [vat]
    weights = [max(entry.posting.amount.minor, 0) for entry in entries]
    return [part.minor for part in Money(vat).split(weights)]


def line_nets(gross: Sequence[int], rate: Decimal) -> list[int]:
    """Line nets that add up to the group's net, round(gross / (1 + rate)): largest remainder. Source: DECISIONS 10."""
    whole, parts = (_HUNDRED + rate).as_integer_ratio()
    top, bottom = 100 * parts, whole
    target = half_up(Decimal(sum(gross)) * _HUNDRED / (_HUNDRED + rate))
    nets = [amount * top // bottom for amount in gross]
    rests = sorted(range(len(gross)), key=lambda i: (-(gross[i] * top % bottom), i))
    for i in rests[: target - sum(nets)]:
        nets[i] += 1
    return nets
