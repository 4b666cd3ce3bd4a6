"""A customer takes another step: kept as a fact, put on the timelines of all contracts, and told by the worker."""

from dataclasses import dataclass, replace
from datetime import date

from domain.contracts.model import Contract
from domain.ids import ContractId, CustomerId
from domain.loyalty.tier_discounts import with_tier
from domain.loyalty.tiers import Standing, Tier
from domain.messages.contract_letter import LetterKind, Told
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class Taken:
    """`contracts` are those whose timeline changed. `before`: what they had, "" for none."""

    standing: Standing
    before: str
    contracts: tuple[ContractId, ...]


def take_step(
    customer_id: CustomerId, tier: Tier | None, day: date, unit: Unit, *, reason: str = "", is_by_hand: bool = False
) -> Taken:
    """`tier` None: what there was ends with the running period. Free months go to the oldest contract alone, and only
    the first time that the customer has a step of this name."""
    before = unit.loyalty.standing(customer_id)
    number = 1 if before is None else before.n + 1
    if tier is not None and tier.name in unit.loyalty.steps_had(customer_id):
        tier = replace(tier, free_months=0)
    standing = Standing(customer_id, number, tier, day, reason, is_by_hand)
    unit.loyalty.add_standing(standing)
    changed = []
    for place, contract_id in enumerate(unit.loyalty.live_contracts(customer_id)):
        contract = unit.contracts.get(contract_id)
        edited = with_tier(contract, standing, gets_free_months=place == 0)
        if edited != contract:
            unit.contracts.save(edited)
            changed.append(contract_id)
    had = "" if before is None or before.tier is None else before.tier.name
    return Taken(standing, had, tuple(changed))


def agreed_at_start(contract: Contract, unit: Unit) -> Contract:
    """A new contract of a customer who has reached a step has its percentage from the first day on."""
    standing = unit.loyalty.standing(contract.customer_id)
    return contract if standing is None else with_tier(contract, standing)


def tell_step(customer_id: CustomerId, before: str, tier: Tier | None, unit: Unit) -> None:
    """By way of a contract that runs; without one nobody writes. The worker's right alone."""
    contract_id = unit.loyalty.running_contract(customer_id)
    if contract_id is None or (tier is None and not before):
        return
    told = letter_of(before, tier)
    if told is not None:
        unit.letters.promise(contract_id, told)


def letter_of(before: str, tier: Tier | None) -> Told | None:
    """None: a step that gives nothing more the second time is not told of."""
    if tier is None:
        return Told(LetterKind.TIER_ENDED, texts={"tier": before})
    texts = {"tier": tier.name, "percent": str(tier.percent), "months": str(tier.free_months)}
    if not tier.free_months and not tier.percent:
        return None
    if not tier.free_months:
        return Told(LetterKind.TIER_PERCENT, texts=texts)
    return Told(LetterKind.TIER_BOTH if tier.percent else LetterKind.TIER_FREE_MONTHS, texts=texts)
