"""A contract as a timeline: lines with dated prices and quantities. Billing reads it; an edit returns a new one."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

from domain.contracts.about import About
from domain.contracts.beginning import Beginning
from domain.contracts.bundle import Bundle, Taken
from domain.contracts.elsewhere import Elsewhere
from domain.contracts.parts import (
    Cycle,
    Discount,
    DueMove,
    Ending,
    GiveBack,
    Kept,
    Outage,
    Pause,
    Phase,
    Renewed,
)
from domain.contracts.payment import Payment, PaymentTerms
from domain.contracts.status import Action, Status, after
from domain.contracts.terms import ContractTerms
from domain.errors import InvalidInput, NotFound, RuleViolation
from domain.ids import ContractId, ContractLineId, CustomerId, OrderId, PlanId, StoreId, VariantId
from domain.loyalty.scheme import Loyalty
from domain.money import Money
from domain.period import ONE_DAY, Period


class LineKind(StrEnum):
    """What a line is about. CHARGE is a one-off that came up while the contract ran (a broken display), BUYOUT the
    sale of a thing that the customer rented until then."""

    RENTAL = "rental"
    SERVICE = "service"
    CONSUMABLE = "consumable"
    DIGITAL = "digital"
    SALE = "sale"
    FEE = "fee"
    DEPOSIT = "deposit"
    CHARGE = "charge"
    BUYOUT = "buyout"


RECURRING: Final = frozenset({LineKind.RENTAL, LineKind.SERVICE, LineKind.CONSUMABLE, LineKind.DIGITAL})
"""The kinds that are charged every period; the others are charged once, on the first day of their line."""


class NegativePrice(InvalidInput):
    """A price below zero. Zero is an ordinary price; money goes back by credits, never by a negative price."""

    code = "negative_price"


class QuantityNotPositive(InvalidInput):
    """A quantity of zero or less: the line should be ended instead."""

    code = "quantity_not_positive"


class PriceCurrencyDiffers(InvalidInput):
    """A price in another currency than the contract's."""

    code = "price_currency_differs"


class UnknownContract(NotFound):
    """No contract of this id, or this role may not see it."""

    code = "unknown_contract"


class ContractLineNotFound(NotFound):
    """The contract has no such line."""

    code = "contract_line_not_found"


class ContractLineTwice(InvalidInput):
    """The contract has this line already."""

    code = "contract_line_twice"


class EndBeforeStart(RuleViolation):
    """The last day would lie before the day before the start."""

    code = "end_before_start"


class LineIsChargedOnce(RuleViolation):
    """A one-off has no later versions: what was wrong is ended, and a new one is added."""

    code = "line_is_charged_once"


@dataclass(frozen=True, slots=True)
class LineVersion:
    """What changes on one line from a day on. None as `from_on`: from the line's start; as a value: stays as it was.

    `title` is the name from then on (another plan, another thing), `plan_id` the price plan it was changed to. `phases`
    are the prices of the first paid periods that begin on that day or later; `price` is what follows them.

    Raises NegativePrice, QuantityNotPositive.
    """

    from_on: date | None
    price: Money | None
    quantity: Decimal | None
    title: str | None = None
    plan_id: PlanId | None = None
    phases: tuple[Phase, ...] = ()

    def __post_init__(self) -> None:
        if self.price is not None and self.price.minor < 0:
            raise NegativePrice(price=self.price)
        if self.quantity is not None and not (self.quantity.is_finite() and self.quantity > 0):
            raise QuantityNotPositive(quantity=self.quantity)


@dataclass(frozen=True, slots=True)
class ContractLine:
    """One thing the customer pays for.

    `position` counts from 1 and orders lines on paper. `vat` is a category of the VAT table (standard, reduced,
    exempt, zero …). `start_on` None: with the contract; `end_on` is the first day without (None: with the contract).
    `anchor_on` is the first day of the line's own rhythm with `anchor_day` (1-31) the day of month to come back to;
    None: the contract's rhythm. `versions` are in order of days; the first has price, quantity and no day.
    `phases` are the agreed prices of the first paid periods; a dated change of price takes their place (and may bring
    its own). `bundle` are
    the things that it is one price for.
    `about` says of a one-off why it came up; None: nobody said.
    `plan_id` is the version of the price plan it was agreed under; None: without one.
    """

    id: ContractLineId
    position: int
    title: str
    kind: LineKind
    vat: str
    versions: tuple[LineVersion, ...]
    means_of_transport: bool = False
    variant_id: VariantId | None = None
    start_on: date | None = None
    end_on: date | None = None
    anchor_on: date | None = None
    anchor_day: int | None = None
    phases: tuple[Phase, ...] = ()
    about: About | None = None
    bundle: Bundle | None = None
    plan_id: PlanId | None = None

    def __post_init__(self) -> None:
        first = self.versions[0]
        if first.from_on is not None or first.price is None or first.quantity is None:
            raise ValueError("the first version carries price and quantity from the start")
        days = [version.from_on for version in self.versions[1:]]
        known = [day for day in days if day is not None]
        if len(known) != len(days) or any(later <= earlier for earlier, later in pairwise(known)):
            raise ValueError("later versions are dated, in order, one a day")

    @property
    def is_recurring(self) -> bool:
        return self.kind in RECURRING

    @property
    def currency_of_prices(self) -> frozenset[str]:
        prices = [version.price for version in self.versions if version.price is not None]
        phases = [*self.phases, *(phase for version in self.versions for phase in version.phases)]
        return frozenset(price.currency for price in (*prices, *(phase.price for phase in phases)))

    @property
    def has_phases(self) -> bool:
        """Whether any price of it depends on how many periods were paid."""
        return bool(self.phases) or any(version.phases for version in self.versions)

    def phased_on(self, day: date) -> tuple[date | None, tuple[Phase, ...]]:
        """The phases in force on a day and the day from which they count (None: the start); the newest dated price
        takes the place of those before it, also when it has none itself."""
        found: tuple[date | None, tuple[Phase, ...]] = (None, self.phases)
        for version in self.versions[1:]:
            if version.from_on is not None and version.from_on <= day and version.price is not None:
                found = (version.from_on, version.phases)
        return found

    def at(self, day: date) -> tuple[Money, Decimal]:
        """Price of one unit and quantity as they apply on `day`; before the start: those of the start."""
        price, quantity = self.versions[0].price, self.versions[0].quantity
        for version in self.versions[1:]:
            if version.from_on is not None and version.from_on > day:
                break
            price = price if version.price is None else version.price
            quantity = quantity if version.quantity is None else version.quantity
        if price is None or quantity is None:
            raise ValueError("the first version carries price and quantity")
        return price, quantity

    def title_on(self, day: date) -> str:
        """The name of what is charged for `day`."""
        titles = [each.title for each in self.versions if each.title and (each.from_on is None or each.from_on <= day)]
        return titles[-1] if titles else self.title

    def taken_on(self, day: date) -> Taken:
        """How many a day asks for, and the most there were until then."""
        quantities = [each.quantity for each in self.versions if each.from_on is None or each.from_on <= day]
        return Taken(self.at(day)[1], max(each for each in quantities if each is not None))

    def named_on(self, day: date) -> str:
        """The name of what is charged for `day` as papers tell it: a bundle with the parts that are out."""
        title, bundle = self.title_on(day), self.bundle
        parts = "" if bundle is None else bundle.named(self.taken_on(day), day)
        return f"{title} ({parts})" if parts else title

    def plan_on(self, day: date) -> PlanId | None:
        """The price plan that the line runs under on a day; None: it was agreed without one."""
        plans = [
            each.plan_id for each in self.versions if each.plan_id and (each.from_on is None or each.from_on <= day)
        ]
        return plans[-1] if plans else self.plan_id

    def changed(self, change: LineVersion) -> "ContractLine":
        """With one more dated change; on a day that has one already, the newer wins in what it names."""
        if not self.is_recurring:
            raise LineIsChargedOnce(line=self.title, kind=self.kind)
        if change.from_on is None:
            raise ValueError("a change needs its day")
        kept = {version.from_on: version for version in self.versions[1:]}
        same_day = kept.get(change.from_on)
        if same_day is not None:
            change = LineVersion(
                change.from_on,
                same_day.price if change.price is None else change.price,
                same_day.quantity if change.quantity is None else change.quantity,
                same_day.title if change.title is None else change.title,
                same_day.plan_id if change.plan_id is None else change.plan_id,
                same_day.phases if change.price is None else change.phases,
            )
        kept[change.from_on] = change
        later = sorted(kept.values(), key=lambda version: version.from_on or date.min)
        return replace(self, versions=(self.versions[0], *later))


@dataclass(frozen=True, slots=True)
class Contract:
    """The whole timeline of one contract. `start_on` is None until it is activated; `end_on` is the first day without.

    `notice_on` is the day on which notice was received. `version` counts saved changes (someone else was faster).
    `cycles`, `pauses`, `discounts`, `given_back` and `due_moves` are what changes it beside its lines (see `parts`).
    `ending`, `kept`, `renewed` and `outages` tell how it ends and goes on; `reminded_of` is the last day that the
    customer was reminded of. `payment_terms` are the changes of how it is paid, `store_id` the store that sold it.
    `beginning` is what starts it; None: the arrival of its goods. `loyalty` is what staying brings; None: nothing.
    `elsewhere`: until when another system billed it; None: it began here.
    """

    id: ContractId
    number: str
    customer_id: CustomerId
    order_id: OrderId | None
    terms: ContractTerms
    lines: tuple[ContractLine, ...]
    status: Status = Status.DRAFT
    concluded_on: date | None = None
    start_on: date | None = None
    end_on: date | None = None
    notice_on: date | None = None
    version: int = 0
    cycles: tuple[Cycle, ...] = ()
    pauses: tuple[Pause, ...] = ()
    discounts: tuple[Discount, ...] = ()
    given_back: tuple[GiveBack, ...] = ()
    due_moves: tuple[DueMove, ...] = ()
    ending: Ending | None = None
    kept: tuple[Kept, ...] = ()
    renewed: tuple[Renewed, ...] = ()
    outages: tuple[Outage, ...] = ()
    reminded_of: date | None = None
    payment_terms: tuple[PaymentTerms, ...] = ()
    store_id: StoreId | None = None
    beginning: Beginning | None = None
    loyalty: Loyalty | None = None
    elsewhere: Elsewhere | None = None

    def __post_init__(self) -> None:
        for line in self.lines:
            if line.currency_of_prices != {self.terms.currency}:
                raise PriceCurrencyDiffers(line=line.title, currency=self.terms.currency)
        if len({line.id for line in self.lines}) != len(self.lines):
            raise ContractLineTwice(contract=self.number)

    def line(self, line_id: ContractLineId) -> ContractLine:
        """Raises ContractLineNotFound."""
        for line in self.lines:
            if line.id == line_id:
                return line
        raise ContractLineNotFound(contract=self.number, line=line_id)

    def payment_on(self, day: date, house: Payment) -> Payment:
        """How an invoice of that day is to be paid; `house`: where nothing was agreed."""
        for change in reversed(self.payment_terms):
            if change.from_on <= day:
                return change.payment
        days = house.days if self.terms.pay_within is None else self.terms.pay_within
        return Payment(self.terms.pay_by or house.method, days)

    def span(self, line: ContractLine) -> Period | None:
        """The days a line is there for; None: not one (not started, or ended on or before its start).

        A one-off with a day of its own outlives the contract: damage is often found when the thing is back.
        """
        if self.start_on is None:
            return None
        start = self.start_on if line.start_on is None else max(self.start_on, line.start_on)
        is_bound = line.is_recurring or line.start_on is None
        ends = [end for end in (line.end_on, self.end_on if is_bound else None) if end is not None]
        end = min(ends) if ends else None
        return None if end is not None and end <= start else Period(start, end)

    def is_settled_elsewhere(self, line: ContractLine, day: date) -> bool:
        """Whether another system billed what the line costs on that day. A deposit was brought along as a document."""
        return self.elsewhere is not None and day < self.elsewhere.until and line.kind is not LineKind.DEPOSIT

    def activated(self, start_on: date) -> "Contract":
        """Running from its first paid day. Raises IllegalContractTransition unless it is a draft."""
        return replace(self, status=after(self.status, Action.ACTIVATE), start_on=start_on)

    def start_moved(self, start_on: date) -> "Contract":
        """Started on another day (delivered later or sooner). What is invoiced already is put right by the next run.

        Raises IllegalContractTransition for a contract that never started, EndBeforeStart when it would end before.
        """
        if self.start_on is None:
            after(self.status, Action.RENEW)
        if self.end_on is not None and self.end_on < start_on:
            raise EndBeforeStart(start=start_on, last_day=self.end_on - ONE_DAY)
        return replace(self, start_on=start_on)

    def acted(self, action: Action) -> "Contract":
        """With the status that follows; no date changes. Raises IllegalContractTransition."""
        return replace(self, status=after(self.status, action))

    def ended(self, last_day: date) -> "Contract":
        """Charged up to and including `last_day`; the day before the start means: never charged.

        Says nothing about the status, which changes when that day comes. Raises EndBeforeStart.
        """
        if self.start_on is not None and last_day < self.start_on - ONE_DAY:
            raise EndBeforeStart(start=self.start_on, last_day=last_day)
        return replace(self, end_on=last_day + ONE_DAY)

    def cancelled(self, received_on: date, last_day: date) -> "Contract":
        """Ended by notice. Raises IllegalContractTransition, EndBeforeStart."""
        return replace(self.acted(Action.REQUEST_CANCELLATION).ended(last_day), notice_on=received_on)

    def line_added(self, line: ContractLine) -> "Contract":
        """Raises ContractLineTwice, PriceCurrencyDiffers."""
        return replace(self, lines=(*self.lines, line))

    def line_ended(self, line_id: ContractLineId, last_day: date) -> "Contract":
        """One line charged up to and including `last_day`. Raises ContractLineNotFound, EndBeforeStart."""
        line = self.line(line_id)
        start = line.start_on or self.start_on
        if start is not None and last_day < start - ONE_DAY:
            raise EndBeforeStart(start=start, last_day=last_day)
        return self._with(replace(line, end_on=last_day + ONE_DAY))

    def price_changed(self, line_id: ContractLineId, from_on: date, price: Money) -> "Contract":
        """Another price of one unit from a day on. Raises ContractLineNotFound, NegativePrice, LineIsChargedOnce."""
        return self._with(self.line(line_id).changed(LineVersion(from_on, price, None)))

    def later_prices_dropped(self, line_id: ContractLineId, after: date) -> "Contract":
        """Without the price changes of one line after a day; changes of quantity stay. Raises ContractLineNotFound."""
        line = self.line(line_id)
        kept = [line.versions[0]]
        for version in line.versions[1:]:
            if version.from_on is None or version.from_on <= after or version.price is None:
                kept.append(version)
            elif version.quantity is not None or version.title is not None or version.plan_id is not None:
                kept.append(replace(version, price=None, phases=()))
        return self._with(replace(line, versions=tuple(kept)))

    def quantity_changed(self, line_id: ContractLineId, from_on: date, quantity: Decimal) -> "Contract":
        """Another quantity from a day on. Raises ContractLineNotFound, QuantityNotPositive, LineIsChargedOnce."""
        return self._with(self.line(line_id).changed(LineVersion(from_on, None, quantity)))

    def line_changed(self, line_id: ContractLineId, change: LineVersion) -> "Contract":
        """Several values at once from a day on. Raises ContractLineNotFound, NegativePrice, LineIsChargedOnce."""
        return self._with(self.line(line_id).changed(change))

    def _with(self, changed: ContractLine) -> "Contract":
        return replace(self, lines=tuple(changed if line.id == changed.id else line for line in self.lines))
