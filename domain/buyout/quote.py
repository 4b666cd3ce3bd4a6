"""For what each rented thing of a contract can be bought today: the formula of its plan, on what is known of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from domain.assets.status import Condition
from domain.billing.charges import line_charges
from domain.billing.tax import BillingParty, TaxRules
from domain.buyout.formula import InUse, PaidPeriod, Step, Worked, worked
from domain.buyout.rules import BuyoutRules, NoBuyoutRules, months_in_use
from domain.buyout.timeline import sale_line
from domain.contracts.bundle import Bundle, BundlePart, BundleRule
from domain.contracts.deadlines import min_term_end
from domain.contracts.ending import NotRented
from domain.contracts.model import Contract, ContractLine, LineKind
from domain.contracts.terms import PricesAre
from domain.errors import RuleViolation
from domain.ids import AssetId, ContractLineId, PlanId, VariantId
from domain.money import Money, half_up, total
from domain.period import ONE_DAY

_HUNDRED: Final = Decimal(100)


class NothingRented(RuleViolation):
    """The thing is not with the customer under this contract."""

    code = "nothing_rented"


@dataclass(frozen=True, slots=True)
class HeldThing:
    """A thing that is with the customer. `cost` is what it cost us without VAT; None: nobody entered it."""

    asset_id: AssetId
    line_id: ContractLineId
    variant_id: VariantId
    code: str
    title: str
    condition: Condition
    cost: Money | None = None


@dataclass(frozen=True, slots=True)
class BuyoutFacts:
    """What the quotes need beside the timeline. `rules` by the plan's family, `families` and what was `promised` at
    signing for one piece by the plan's version, `paid` by line. `again`: the lines of what is with us only to go out
    again, once for each thing."""

    party: BillingParty
    tax: TaxRules
    held: tuple[HeldThing, ...] = ()
    paid: Mapping[ContractLineId, tuple[PaidPeriod, ...]] = field(default_factory=dict)
    families: Mapping[PlanId, PlanId] = field(default_factory=dict)
    rules: Mapping[PlanId, BuyoutRules] = field(default_factory=dict)
    promised: Mapping[PlanId, Money] = field(default_factory=dict)
    again: tuple[ContractLineId, ...] = ()

    def thing(self, asset_id: AssetId) -> HeldThing:
        """Raises NothingRented."""
        found = next((each for each in self.held if each.asset_id == asset_id), None)
        if found is None:
            raise NothingRented(asset=asset_id)
        return found

    def rules_for(self, line: ContractLine, day: date) -> BuyoutRules | None:
        plan_id = line.plan_on(day)
        return None if plan_id is None else self.rules.get(self.families.get(plan_id, plan_id))


@dataclass(frozen=True, slots=True)
class Taxed:
    """What an offer asks for in all."""

    net: Money
    vat: Money
    gross: Money


def quoted(
    contract: Contract,
    thing: HeldThing,
    facts: BuyoutFacts,
    day: date,
    condition: Condition | None = None,
) -> Worked:
    """`condition` None: as the ledger knows it.

    Raises NotRented, NoBuyoutRules, BuyoutTooEarly, BuyoutCostUnknown, NoBuyoutFactor, TaxRateUnknown.
    """
    line = contract.line(thing.line_id)
    start = max((each for each in (line.start_on, contract.start_on) if each is not None), default=None)
    if line.kind is not LineKind.RENTAL or start is None:
        raise NotRented(line=line.title)
    rules = facts.rules_for(line, day)
    promised = _promised(line, facts)
    if rules is None:
        raise NoBuyoutRules(line=line.title)
    months = months_in_use(start, day)
    formula = rules.formula(months, start)
    siblings = [each for each in facts.held if each.line_id == line.id]
    cost = _with_vat(contract, line, _cost(line, thing, siblings), (facts, day))
    use = InUse(
        months,
        tuple(sorted(facts.paid.get(line.id, ()), key=lambda each: each.first_day)),
        open_rent(contract, line, day),
        cost,
        condition or thing.condition,
    )
    found = worked(formula, use)
    if promised is not None and promised < found.price:
        found = found.changed_to(Step.PROMISED, promised)
    return found if line.bundle is None else _part(line.bundle, thing, siblings, found)


def _promised(line: ContractLine, facts: BuyoutFacts) -> Money | None:
    """What the plan promised when the contract was signed: never more than that is asked for."""
    return None if line.plan_id is None else facts.promised.get(line.plan_id)


def open_rent(contract: Contract, line: ContractLine, day: date) -> Money:
    """What one piece still costs from that day to the end of the minimum term, as the timeline stands."""
    nothing = Money(0, contract.terms.currency)
    start = contract.start_on
    last = None if start is None else min_term_end(contract.terms, start)
    if last is None or last < day:
        return nothing
    quantity = line.at(day)[1]
    whole = _charged(contract.line_ended(line.id, last), line, last)
    first = max(each for each in (line.start_on, start) if each is not None)
    until_then = _charged(contract.line_ended(line.id, max(day, first) - ONE_DAY), line, last)
    return (whole - until_then).times(1 / quantity)


def _charged(contract: Contract, line: ContractLine, until: date) -> Money:
    found = line_charges(contract, contract.line(line.id), until + ONE_DAY)
    return total((each.amount for each in found), contract.terms.currency)


def _cost(line: ContractLine, thing: HeldThing, siblings: Sequence[HeldThing]) -> Money | None:
    """Of one unit of the line: for a bundle what all its pieces cost together."""
    if line.bundle is None:
        return thing.cost
    costs = [each.cost for each in siblings if each.cost is not None]
    pieces = sum(part.pieces for part in line.bundle.parts)
    if not pieces or len(costs) != len(siblings) or len(siblings) % pieces:
        return None
    return total(costs, costs[0].currency).share(pieces, len(siblings))


def _with_vat(
    contract: Contract, line: ContractLine, cost: Money | None, known: tuple[BuyoutFacts, date]
) -> Money | None:
    """What a thing cost us is net; beside gross prices it counts with the VAT that its sale bears."""
    if cost is None or contract.terms.prices_are is PricesAre.NET:
        return cost
    facts, day = known
    rate = facts.tax.tax(sale_line(line, day, cost, 1), facts.party, day, None).rate
    return cost.times((_HUNDRED + rate) / _HUNDRED)


def _part(bundle: Bundle, thing: HeldThing, siblings: Sequence[HeldThing], whole: Worked) -> Worked:
    """The part of a bundle's price that one piece stands for; all pieces together cost the whole, to the cent."""
    slots = [(part.variant_id, weight) for part, weight in _weights(bundle, siblings) for _ in range(part.pieces)]
    mine = [each.asset_id for each in siblings if each.variant_id == thing.variant_id]
    fitting = [n for n, (variant_id, _) in enumerate(slots) if variant_id == thing.variant_id]
    if not fitting:
        return whole
    weights = [weight for _, weight in slots]
    place = fitting[mine.index(thing.asset_id) % len(fitting)]
    price = whole.price.split(weights)[place]
    percent = Decimal(weights[place]) * _HUNDRED / Decimal(sum(weights) or 1)
    return whole.changed_to(Step.PART, price, percent.quantize(Decimal("0.01")))


def _weights(bundle: Bundle, siblings: Sequence[HeldThing]) -> Iterable[tuple[BundlePart, int]]:
    """By the shares or single prices that were agreed; else by what the pieces cost us; else all alike."""
    costs = {each.variant_id: each.cost.minor for each in siblings if each.cost is not None}
    all_known = all(part.variant_id in costs for part in bundle.parts)
    for part in bundle.parts:
        if bundle.rule is BundleRule.SHARES and part.share is not None:
            yield part, half_up(part.share * 10_000 / part.pieces)
        elif bundle.rule is BundleRule.SINGLE_PRICES and part.single_price is not None:
            yield part, part.single_price.minor
        else:
            yield part, costs[part.variant_id] if all_known else 1


def taxed(
    contract: Contract,
    prices: Iterable[tuple[ContractLineId, Money]],
    facts: BuyoutFacts,
    day: date,
) -> Taxed:
    """With the VAT of the place where the things lie, rounded once a rate as the invoice does. Raises TaxRateUnknown.

    Source: DECISIONS 10, 17.
    """
    nothing = Money(0, contract.terms.currency)
    by_rate: dict[Decimal, Money] = {}
    for line_id, price in prices:
        rate = facts.tax.tax(sale_line(contract.line(line_id), day, price, 1), facts.party, day, None).rate
        by_rate[rate] = by_rate.get(rate, nothing) + price
    net = gross = nothing
    for rate, amount in by_rate.items():
        with_vat = (_HUNDRED + rate) / _HUNDRED
        is_gross = contract.terms.prices_are is PricesAre.GROSS
        net += amount.times(1 / with_vat) if is_gross else amount
        gross += amount if is_gross else amount + amount.times(rate / _HUNDRED)
    return Taxed(net, gross - net, gross)
