"""What a file would do, and doing it: the same judgement twice, the first time without a word written."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from itertools import groupby
from typing import Any, Final, cast

from domain.application import Command
from domain.billing.periods import rhythm_on
from domain.catalog.plan import PricePlan
from domain.imports.contract_rows import ContractItem, ContractRow
from domain.imports.import_assets import AssetRow, ImportAssets, judge_assets
from domain.imports.import_balances import BalanceRow, ImportBalances, judge_balances
from domain.imports.import_contracts import ImportContracts, judge_contracts, known_of, tried
from domain.imports.import_customers import CustomerRow, ImportCustomers, PaysHere, judge_customers
from domain.imports.import_products import ImportProducts, ProductRow, judge_products
from domain.imports.import_stock import ImportStock, StockRow, judge_stock
from domain.imports.model import MOST_AT_ONCE, ImportKind, Keyed, Origin, Outcome, Verdict
from domain.imports.shelf import ImportShelf
from domain.kpis.value import months_of
from domain.money import EUR, Money, half_up_exact

NOTHING: Final = Money(0, EUR)


@dataclass(frozen=True, slots=True)
class Sums:
    """Of the rows that would be made. `monthly` as priced, `owed` and `credit` of balances, `out` of things."""

    monthly: Money = NOTHING
    deposits: Money = NOTHING
    owed: Money = NOTHING
    credit: Money = NOTHING
    cost: Money = NOTHING
    out: int = 0
    pieces: int = 0
    mandates: int = 0
    parts: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass(frozen=True, slots=True)
class Tried:
    """A batch as it would come out."""

    verdicts: tuple[Verdict, ...]
    sums: Sums = field(default=Sums())


@dataclass(frozen=True, slots=True)
class Trial:
    """Everything that judging needs beside the rows."""

    source: str
    shelf: ImportShelf
    pays: PaysHere
    today: date


def tried_rows(kind: ImportKind, rows: Sequence[Keyed], trial: Trial) -> Tried:
    """At most MOST_AT_ONCE rows; nothing is written."""
    verdicts = _JUDGES[kind](rows, trial)
    new = [row for row, each in zip(rows, verdicts, strict=True) if each.outcome is Outcome.MADE]
    sums = _contract_sums(cast(Sequence[ContractRow], new), trial) if kind is ImportKind.CONTRACTS else Sums()
    for row in new:
        sums += _sums_of(row)
    return Tried(tuple(verdicts), sums)


def _sums_of(row: Keyed) -> Sums:
    if isinstance(row, BalanceRow):
        return Sums(owed=row.amount) if row.amount.minor > 0 else Sums(credit=-row.amount)
    if isinstance(row, AssetRow):
        return Sums(cost=row.cost or NOTHING, out=1 if row.contract else 0)
    if isinstance(row, StockRow):
        return Sums(pieces=row.pieces)
    if isinstance(row, CustomerRow):
        return Sums(mandates=1 if row.iban else 0)
    return Sums()


def _contract_sums(rows: Sequence[ContractRow], trial: Trial) -> Sums:
    """`parts`: how many begin within a period, and are charged for a part of it first."""
    if not rows:
        return Sums()
    known, sums = known_of(rows, trial.source, trial.shelf), Sums()
    for row in rows:
        contract = tried(row, trial.source, known, trial.today)
        for item in row.items:
            plans = known.plans[known.variants[item.sku].product.id]
            named = ("", *(each.name.casefold() for each in plans))
            at = named.index(item.plan.casefold())
            plan = next(each for each in plans if each.is_recurring) if not at else plans[at - 1]
            sums += Sums(monthly=_monthly(item, plan), deposits=item.deposit or NOTHING)
        line = contract.lines[0]
        rhythm = rhythm_on(contract, line, row.next_on)
        sums += Sums(parts=int(rhythm.start_of(rhythm.index_of(row.next_on)) != row.next_on))
    return sums


def _monthly(item: ContractItem, plan: PricePlan) -> Money:
    full = (plan.price if item.price is None else item.price).minor * item.quantity
    return Money(half_up_exact(full / months_of(plan.terms.interval)), EUR)


_JUDGES: Final[dict[ImportKind, Callable[[Any, Trial], list[Verdict]]]] = {
    ImportKind.PRODUCTS: lambda rows, it: judge_products(rows, it.source, it.shelf),
    ImportKind.CUSTOMERS: lambda rows, it: judge_customers(rows, it.source, it.shelf, it.pays, it.today),
    ImportKind.CONTRACTS: lambda rows, it: judge_contracts(rows, it.source, it.shelf, it.today),
    ImportKind.ASSETS: lambda rows, it: judge_assets(rows, it.source, it.shelf, it.today),
    ImportKind.BALANCES: lambda rows, it: judge_balances(rows, it.source, it.shelf, it.today),
    ImportKind.STOCK: lambda rows, it: judge_stock(rows, it.source, it.shelf),
}


def batches(kind: ImportKind, rows: Sequence[Keyed]) -> Iterator[tuple[Keyed, ...]]:
    """In an order that is the same for the same file: a run that stopped goes on where it was."""
    ordered: Sequence[Keyed] = rows
    if kind is ImportKind.ASSETS:
        ordered = sorted(rows, key=_since)
    for _, group in groupby(ordered, key=_since if kind is ImportKind.ASSETS else lambda _row: 0):
        together = list(group)
        for at in range(0, len(together), MOST_AT_ONCE):
            yield tuple(together[at : at + MOST_AT_ONCE])


def _since(row: Keyed) -> date:
    """From when a thing is where it is; `date.max`: from now on."""
    if not isinstance(row, AssetRow):
        return date.max
    return (row.out_since if row.contract else row.bought_on) or date.max


def command_for(kind: ImportKind, rows: Sequence[Keyed], origin: Origin) -> Command:
    """What brings in one of `batches`."""
    if kind is ImportKind.ASSETS:
        since = _since(rows[0])
        return ImportAssets(origin, cast(tuple[AssetRow, ...], tuple(rows)), None if since == date.max else since)
    makers: dict[ImportKind, Callable[[Any], Command]] = {
        ImportKind.PRODUCTS: lambda found: ImportProducts(origin, cast(tuple[ProductRow, ...], found)),
        ImportKind.CUSTOMERS: lambda found: ImportCustomers(origin, found),
        ImportKind.CONTRACTS: lambda found: ImportContracts(origin, found),
        ImportKind.BALANCES: lambda found: ImportBalances(origin, found),
        ImportKind.STOCK: lambda found: ImportStock(origin, found),
    }
    return makers[kind](tuple(rows))
