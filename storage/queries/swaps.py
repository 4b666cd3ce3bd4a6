"""What the back office and the owner ask about swaps."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from domain.billing.tax import TaxRules
from domain.buyout.quote import BuyoutFacts
from domain.catalog.plan import PricePlan
from domain.clock import Clock, legal_day, today
from domain.contracts.model import Contract, LineKind, UnknownContract
from domain.contracts.plan_target import PlanTarget
from domain.contracts.preview_change import Books, side_by_side
from domain.customers.model import CustomerKind
from domain.errors import AppError
from domain.ids import AssetId, ContractId, ContractLineId, VariantId
from domain.loyalty.steps import with_loyalty
from domain.money import Money
from domain.orders.agreeing import fits
from domain.swaps.agree_swap import AgreeSwap, begun
from domain.swaps.asking import Case, allowance_left, check_line, counted, deal
from domain.swaps.book import Free
from domain.swaps.facts import Whereabouts
from domain.swaps.groups import ExchangeGroup
from domain.swaps.model import NotExchangeable, SwapDayWrong, SwapId, SwapOrder, UnknownSwap
from domain.swaps.pricing import moved
from domain.swaps.write_off_old import ResidualUnknown, residual
from domain.views.swaps import Exchangeable, GroupRow, SwapOption, SwapPage, SwapPreview, SwapThing
from storage.database import Database, Row
from storage.queries.floor_parts import TITLE
from storage.repositories.base import plain_array
from storage.repositories.billing import billed_from
from storage.repositories.buyouts import facts_of
from storage.repositories.catalog import plan_from
from storage.repositories.contracts import CONTRACT_LINES, contracts_from
from storage.repositories.plan_targets import PlanTargetTable
from storage.repositories.swaps import COST_SQL, GROUPS_SQL, SWAPS_SQL, SwapReader, group_from, swap_from

_MOST: Final = 400
_BILLED: Final = (
    "SELECT b.*, lower(b.period) AS first, upper(b.period) AS past FROM umlauf.billed_period b"
    " JOIN umlauf.contract_line l ON l.id = b.contract_line_id WHERE l.contract_id = %(id)s ORDER BY b.first_day"
)
_CONTRACT: Final = (
    "SELECT k.*, c.kind AS customer_kind FROM umlauf.contract k JOIN umlauf.customer c ON c.id = k.customer_id"
    " WHERE k.id = %(id)s"
)
_HELD: Final = (
    f"SELECT a.id, a.code, a.variant_id, a.status, s.contract_line_id, {TITLE} AS title"  # noqa: S608 - constants only
    " FROM umlauf.assignment s JOIN umlauf.contract_line l ON l.id = s.contract_line_id"
    " JOIN umlauf.asset a ON a.id = s.asset_id JOIN umlauf.variant v ON v.id = a.variant_id"
    " JOIN umlauf.product g ON g.id = v.product_id"
    " WHERE l.contract_id = %(id)s AND upper_inf(s.during) ORDER BY l.position, a.code"
)
_PLANS: Final = (
    f"SELECT n.*, v.id AS variant_id, {TITLE} AS title"  # noqa: S608 - constants only
    " FROM (SELECT DISTINCT ON (family_id) * FROM umlauf.plan WHERE is_offered ORDER BY family_id, version DESC) n"
    " JOIN umlauf.product g ON g.id = n.product_id JOIN umlauf.variant v ON v.product_id = g.id"
    " WHERE v.id = ANY(%(ids)s::uuid[]) AND n.currency = %(currency)s AND n.kind = 'rental'"
    " ORDER BY title, n.name, v.id LIMIT %(most)s"
)
_VARIANTS: Final = (
    f"SELECT v.id, {TITLE} AS title FROM umlauf.variant v JOIN umlauf.product g ON g.id = v.product_id"  # noqa: S608 - constants only
    " WHERE g.kind = 'goods' AND EXISTS (SELECT FROM umlauf.plan n WHERE n.product_id = g.id AND n.kind = 'rental')"
    " ORDER BY title, v.id"
)
_SWAPS: Final = "SELECT group_id, count(*) AS swaps FROM umlauf.swap WHERE stage <> 'called_off' GROUP BY group_id"
_SENT: Final = (
    "SELECT max(s.dispatched_at) AS at FROM umlauf.shipment s JOIN umlauf.shipment_line l ON l.shipment_id = s.id"
    " WHERE s.contract_id = %(contract)s AND l.asset_id = %(asset)s"
)


@dataclass(frozen=True, slots=True)
class _Known:
    contract: Contract
    kind: CustomerKind


class _Shelf(SwapReader):
    """With what many options ask for read at once."""

    def __init__(self, database: Database, day: date, known: Mapping[VariantId, Free]) -> None:
        super().__init__(database.read, lambda: day)
        self._known = known

    def free(self, variant_id: VariantId, by: date) -> Free:
        return self._known.get(variant_id) or super().free(variant_id, by)


class Swaps:
    """`Swaps(database, rules, clock)`; on the thread of its database."""

    def __init__(self, database: Database, rules: TaxRules, clock: Clock) -> None:
        self._database, self._tax, self._clock = database, rules, clock

    def page(self, contract_id: ContractId, wanted_on: date) -> SwapPage:
        """Raises UnknownContract."""
        known, day = self._contract(contract_id), today(self._clock)
        shelf = _Shelf(self._database, day, {})
        swaps = shelf.of_contract(contract_id)
        things = [
            self._thing(row, Case(known.contract, line, known.kind, swaps, shelf, day), wanted_on)
            for row in self._database.read(_HELD, id=contract_id)
            if (line := known.contract.line(ContractLineId(row["contract_line_id"]))).kind is LineKind.RENTAL
        ]
        return SwapPage(known.contract, tuple(things), tuple(reversed(swaps)), len(counted(swaps)))

    def preview(self, wish: AgreeSwap) -> SwapPreview:
        """Raises what agreeing would."""
        known, day = self._contract(wish.contract_id), today(self._clock)
        held = {row["id"]: row for row in self._database.read(_HELD, id=wish.contract_id)}
        row = held.get(wish.asset_id)
        if row is None:
            raise NotExchangeable
        line = known.contract.line(ContractLineId(row["contract_line_id"]))
        shelf = SwapReader(self._database.read, lambda: day)
        case = Case(known.contract, line, known.kind, shelf.of_contract(wish.contract_id), shelf, day)
        check_line(case)
        table = PlanTargetTable(self._database.read)
        target = table.plan_target(line.plan_on(day), wish.plan_id, wish.variant_id)
        found = deal(case, VariantId(row["variant_id"]), target, wish.wanted_on)
        until = wish.return_until or wish.wanted_on + timedelta(days=found.group.rules.return_days)
        if until < wish.wanted_on:
            raise SwapDayWrong(day=until)
        swap = begun(wish, case, found, until, SwapId(wish.asset_id))
        at_once = wish.order is SwapOrder.COUNTER or swap.is_lost
        as_if = Whereabouts(wish.wanted_on, None, None, wish.wanted_on if at_once else until)
        on = as_if.new_on if swap.is_dearer or swap.is_lost else as_if.old_on
        changed, _swap = moved(known.contract, swap, on)
        books = self._books(known.contract, day)
        change = side_by_side(known.contract, with_loyalty(changed, day), books)
        return SwapPreview(found.price, found.old_price, on or day, change)

    def residual(self, swap_id: SwapId) -> Money | None:
        """Raises UnknownSwap."""
        rows = self._database.read(f"{SWAPS_SQL} WHERE s.id = %(id)s", id=swap_id)
        if not rows:
            raise UnknownSwap(swap=swap_id)
        swap, day = swap_from(rows[0]), today(self._clock)
        group = SwapReader(self._database.read, lambda: day).group(swap.group_id)
        sent = self._database.read(_SENT, contract=swap.contract_id, asset=swap.old_asset_id)[0]["at"]
        cost = self._database.read(COST_SQL, id=swap.old_asset_id)[0]["cost"]
        since = self._contract(swap.contract_id).contract.start_on if sent is None else legal_day(sent)
        try:
            return residual(swap, group, None if cost is None else Money(cost, swap.price.currency), since, day)
        except ResidualUnknown:
            return None

    def groups(self) -> Sequence[GroupRow]:
        """Open ones first, by name."""
        groups = [group_from(row) for row in self._database.read(GROUPS_SQL)]
        titles = {VariantId(row["id"]): row["title"] for row in self._database.read(_VARIANTS)}
        counts = {row["group_id"]: row["swaps"] for row in self._database.read(_SWAPS)}
        rows = [
            GroupRow(group, tuple(titles.get(each.variant_id, "") for each in group.members), counts.get(group.id, 0))
            for group in groups
        ]
        return sorted(rows, key=lambda each: (each.group.is_closed, each.group.name))

    def exchangeable(self) -> Sequence[Exchangeable]:
        named = {
            each.variant_id: row.group.name
            for row in self.groups()
            if not row.group.is_closed
            for each in row.group.members
        }
        rows = self._database.read(_VARIANTS)
        return [Exchangeable(VariantId(row["id"]), row["title"], named.get(row["id"], "")) for row in rows]

    def _thing(self, row: Row, case: Case, wanted_on: date) -> SwapThing:
        old = VariantId(row["variant_id"])
        group = case.shelf.group_of(old)
        refusal: AppError | None = None
        try:
            check_line(case)
        except AppError as refused:
            refusal = refused
        options = () if group is None or refusal is not None else self._options(case, old, group, wanted_on)
        left = None if group is None else allowance_left(case, group)
        price = case.line.at(case.today)[0]
        return SwapThing(AssetId(row["id"]), row["code"], row["title"], price, group, left, options, refusal)

    def _options(self, case: Case, old: VariantId, group: ExchangeGroup, wanted_on: date) -> tuple[SwapOption, ...]:
        ids = [each.variant_id for each in group.members if each.variant_id != old]
        rows = self._database.read(_PLANS, ids=plain_array(ids), currency=case.contract.terms.currency, most=_MOST)
        reader = SwapReader(self._database.read, lambda: case.today)
        free = {variant: reader.free(variant, wanted_on) for variant in {VariantId(row["variant_id"]) for row in rows}}
        ready = replace(case, shelf=_Shelf(self._database, case.today, free))
        found = [
            _option(ready, old, group, PlanTarget(plan, row["title"], VariantId(row["variant_id"])), wanted_on)
            for row in rows
            if fits(plan := plan_from(row), case.contract.terms)
        ]
        return tuple(sorted(found, key=lambda each: (each.refusal is not None, each.title, each.plan)))

    def _contract(self, contract_id: ContractId) -> _Known:
        rows = self._database.read(_CONTRACT, id=contract_id)
        if not rows:
            raise UnknownContract(contract=contract_id)
        found = contracts_from(rows, self._database.read(CONTRACT_LINES, ids=[contract_id]))[0]
        return _Known(found, CustomerKind(rows[0]["customer_kind"]))

    def _books(self, contract: Contract, day: date) -> Books:
        facts: BuyoutFacts = facts_of(self._database.read, contract, self._tax)
        billed = [billed_from(row) for row in self._database.read(_BILLED, id=contract.id)]
        out: dict[ContractLineId, int] = defaultdict(int)
        for each in facts.held:
            out[each.line_id] += 1
        return Books(billed, facts.party, self._tax, day, self._clock.now(), out=out)


def _option(case: Case, old: VariantId, group: ExchangeGroup, target: PlanTarget, wanted_on: date) -> SwapOption:
    plan: PricePlan = target.plan
    refusal: AppError | None = None
    try:
        deal(case, old, target, wanted_on)
    except AppError as refused:
        refusal = refused
    variant_id = target.variant_id or old
    member = group.member(variant_id)
    return SwapOption(
        variant_id,
        plan.id,
        target.title,
        plan.name,
        group.rules.price(plan.price),
        plan.terms.interval,
        1 if member is None else member.credits,
        case.shelf.free(variant_id, wanted_on),
        refusal,
    )
