"""A contract that ran elsewhere, as its rows tell it, put together as a timeline of ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from domain.billing.periods import rhythm_on
from domain.catalog.model import Variant
from domain.catalog.plan import PricePlan
from domain.contracts.deadlines import fixed_end
from domain.contracts.elsewhere import Elsewhere
from domain.contracts.model import Contract, ContractLine, LineKind, LineVersion
from domain.contracts.parts import Ending, EndKind, Pause
from domain.contracts.renewals import renewed, running_term_end
from domain.contracts.status import Action, Status
from domain.contracts.terms import ContractTerms, Proration
from domain.customers.model import CustomerKind
from domain.errors import InvalidInput, RuleViolation
from domain.ids import ContractId, ContractLineId, CustomerId, ProductId, StoreId
from domain.imports.model import CellWrong, ReferenceUnknown
from domain.imports.shelf import KnownCustomer
from domain.money import Money
from domain.period import ONE_DAY, Interval, Unit

_MOST_TERMS: Final = 200


class PlanUnclear(InvalidInput):
    """The product has several price plans, or none, and the row does not say under which one the contract runs."""

    code = "import_plan_unclear"


class BundleNotBrought(RuleViolation):
    """A bundle has a price for each of its parts here; it is agreed by an order, not from a file."""

    code = "import_bundle"


class CutOverBeforeStart(RuleViolation):
    """Nothing was billed elsewhere of a contract that had not started yet."""

    code = "import_cut_over_before_start"


class CutOverWithinPeriod(RuleViolation):
    """The contract's terms know no price for a part of a period, and the cut-over lies within one."""

    code = "import_cut_over_within_period"


class EndedElsewhere(RuleViolation):
    """It ended before the cut-over: there is nothing left to bill."""

    code = "import_contract_over"


@dataclass(frozen=True, slots=True)
class ContractItem:
    """`plan` "" where the product has one alone; `price` None: as the plan says. `deposit` is for all pieces."""

    sku: str
    quantity: int = 1
    plan: str = ""
    price: Money | None = None
    deposit: Money | None = None


@dataclass(frozen=True, slots=True)
class ContractRow:
    """`next_on` is the first day that was not billed elsewhere. `period_from`: where its periods begin, None: they are
    counted from the start. `min_term` and `notice` in months, None: as the plan says. `paused_until` and `ends_on` are
    last days; `noticed_on` None: nobody knows.
    """

    number: int
    key: str
    customer: str
    start_on: date
    next_on: date
    items: tuple[ContractItem, ...]
    period_from: date | None = None
    min_term: int | None = None
    notice: int | None = None
    paused_from: date | None = None
    paused_until: date | None = None
    ends_on: date | None = None
    noticed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows of a batch name, as far as it is here."""

    customers: Mapping[str, KnownCustomer]
    variants: Mapping[str, Variant]
    plans: Mapping[ProductId, Sequence[PricePlan]]


@dataclass(frozen=True, slots=True)
class Named:
    """What a contract is called here, and where it belongs; made up for a trial."""

    id: ContractId
    number: str
    store_id: StoreId | None
    source: str
    line_ids: Sequence[UUID]


def put_together(row: ContractRow, known: Known, named: Named, today: date) -> Contract:
    """The timeline with its cut-over. Deposits come after the other lines, as an order has them.

    Raises ReferenceUnknown, PlanUnclear, CellWrong, CutOverBeforeStart, CutOverWithinPeriod, EndedElsewhere, and what
    the parts of a timeline refuse.
    """
    customer = known.customers.get(row.customer)
    if customer is None:
        raise ReferenceUnknown(column="customer", value=row.customer)
    if row.next_on < row.start_on:
        raise CutOverBeforeStart(column="next_on", start=row.start_on, next=row.next_on)
    agreed = [_agreed(item, known) for item in row.items]
    lines = _lines(row, agreed, named)
    contract = Contract(
        named.id,
        named.number,
        CustomerId(customer.id),
        None,
        _terms(row, agreed[0][1].terms),
        lines,
        Status.ACTIVE,
        row.start_on,
        row.start_on,
        store_id=named.store_id,
        elsewhere=Elsewhere(row.next_on, named.source, row.key),
    )
    _check_parts(row, contract)
    contract = _through_terms(contract, customer.kind, row.next_on)
    return _ended(row, _paused(row, contract, today), today)


def _agreed(item: ContractItem, known: Known) -> tuple[Variant, PricePlan]:
    variant = known.variants.get(item.sku)
    if variant is None:
        raise ReferenceUnknown(column="sku", value=item.sku)
    if variant.items:
        raise BundleNotBrought(column="sku", title=variant.title)
    plans = [each for each in known.plans.get(variant.product.id, ()) if each.is_recurring]
    wanted = item.plan.casefold()
    found = [each for each in plans if each.name.casefold() == wanted] if wanted else plans
    if len(found) != 1:
        raise PlanUnclear(column="plan", value=item.plan, title=variant.title, count=len(found))
    return variant, found[0]


def _lines(row: ContractRow, agreed: Sequence[tuple[Variant, PricePlan]], named: Named) -> tuple[ContractLine, ...]:
    found: list[ContractLine] = []
    ids = [ContractLineId(each) for each in named.line_ids]
    for item, (variant, plan) in zip(row.items, agreed, strict=True):
        line = plan.line(ids[len(found)], len(found) + 1, variant.title, Decimal(item.quantity), variant.id)
        if item.price is not None and item.price != plan.price:
            line = replace(line, versions=(LineVersion(None, item.price, Decimal(item.quantity)),), phases=())
        if row.period_from is not None:
            line = replace(line, anchor_on=row.period_from, anchor_day=row.period_from.day)
        found.append(line)
    for item, (variant, plan) in zip(row.items, agreed, strict=True):
        if item.deposit is not None:
            first = LineVersion(None, item.deposit, Decimal(1))
            position = len(found) + 1
            found.append(ContractLine(ids[len(found)], position, variant.title, LineKind.DEPOSIT, plan.vat, (first,)))
    return tuple(found)


def _terms(row: ContractRow, terms: ContractTerms) -> ContractTerms:
    """A trial and free periods are long over; where the periods begin says the row."""
    min_term = terms.min_term if row.min_term is None else _months(row.min_term)
    notice = terms.notice if row.notice is None else _months(row.notice)
    return replace(terms, min_term=min_term, notice=notice, trial=None, skipped_first=0)


def _months(count: int) -> Interval | None:
    return Interval(Unit.MONTH, count) if count else None


def _check_parts(row: ContractRow, contract: Contract) -> None:
    ups = {contract.terms.proration, contract.terms.proration_down or contract.terms.proration}
    if not ups & {Proration.NONE, Proration.SKIP}:
        return
    rhythm = rhythm_on(contract, contract.lines[0], row.next_on)
    if rhythm.start_of(rhythm.index_of(row.next_on)) != row.next_on:
        raise CutOverWithinPeriod(column="next_on", next=row.next_on)


def _through_terms(contract: Contract, kind: CustomerKind, day: date) -> Contract:
    """Terms that were over before the cut-over were renewed elsewhere, with whatever that changed."""
    last_day = fixed_end(contract.terms, contract.start_on) if contract.start_on is not None else None
    if last_day is not None:
        contract = contract.ended(last_day)
    is_consumer, terms = kind is CustomerKind.CONSUMER, contract.terms
    bare = replace(contract, terms=replace(terms, at_renewal=None))
    for _ in range(_MOST_TERMS):
        end = running_term_end(bare, is_consumer=is_consumer)
        if end is None or end >= day or bare.end_on is not None:
            break
        bare = renewed(bare, is_consumer=is_consumer)
    return replace(bare, terms=terms)


def _paused(row: ContractRow, contract: Contract, today: date) -> Contract:
    if row.paused_from is None:
        if row.paused_until is not None:
            raise CellWrong(column="paused_until", value=row.paused_until)
        return contract
    pause = Pause(row.paused_from, None if row.paused_until is None else row.paused_until + ONE_DAY)
    contract = replace(contract, pauses=(pause,))
    return contract.acted(Action.PAUSE) if today in pause.days else contract


def _ended(row: ContractRow, contract: Contract, today: date) -> Contract:
    if row.ends_on is not None:
        received_on = min(row.noticed_on or row.next_on, today)
        ending = Ending(EndKind.ORDINARY, received_on, row.ends_on, row.ends_on, row.ends_on, contract.end_on)
        contract = replace(contract.cancelled(received_on, row.ends_on), ending=ending)
    if contract.end_on is not None and contract.end_on <= max(row.next_on, today):
        raise EndedElsewhere(column="ends_on", last_day=contract.end_on - ONE_DAY)
    return contract
