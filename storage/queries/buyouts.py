"""What the back office and the owner ask about purchases of rented things."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from domain.assets.status import Condition
from domain.billing.model import BilledPeriod
from domain.billing.tax import TaxRules
from domain.business import Recipient
from domain.buyout.asking import stays_with
from domain.buyout.book import KeptRules
from domain.buyout.offer import Offer, OfferId, OfferStatus, UnknownOffer
from domain.buyout.offer_sheet import OfferSheet, OfferSheetLine
from domain.buyout.quote import BuyoutFacts, HeldThing, quoted, taxed
from domain.buyout.timeline import Bought, accepted, completed, is_whole, taken_back
from domain.clock import Clock, today
from domain.contracts.model import Contract, LineKind, UnknownContract
from domain.contracts.preview_change import Books, ChangePreview, side_by_side
from domain.contracts.settle_deposit import holds_deposit
from domain.customers.model import Address
from domain.errors import AppError
from domain.ids import AssetId, ContractId, ContractLineId, PlanId
from domain.money import EUR, Money, total
from domain.views.buyouts import (
    AcceptPreview,
    OfferQuestion,
    OfferRow,
    OfferTold,
    Piece,
    PurchasePage,
    Recovery,
    Selling,
)
from storage.database import Database, Row
from storage.queries.floor_money import Earnings
from storage.queries.office_parts import NAME, like
from storage.repositories.base import plain_array
from storage.repositories.billing import billed_from
from storage.repositories.buyouts import OFFERS_SQL, facts_of, kept_rules, offer_from
from storage.repositories.contracts import CONTRACT_LINES, contracts_from
from storage.repositories.customers import CUSTOMER_SQL, customer_from

_BILLED: Final = (
    "SELECT b.*, lower(b.period) AS first, upper(b.period) AS past FROM umlauf.billed_period b"
    " JOIN umlauf.contract_line l ON l.id = b.contract_line_id WHERE l.contract_id = %(id)s ORDER BY b.first_day"
)
_FAMILY: Final = "SELECT family_id FROM umlauf.plan WHERE id = %(id)s"
_LIST: Final = f"""
    SELECT o.*, k.number AS contract, coalesce({NAME}, '') AS customer, n.things
    FROM ({OFFERS_SQL}) o JOIN umlauf.contract k ON k.id = o.contract_id
    LEFT JOIN umlauf.customer_personal p ON p.customer_id = k.customer_id
    CROSS JOIN LATERAL (
        SELECT string_agg(g.name || ' (' || a.code || ')', ', ' ORDER BY t.position) AS things
        FROM umlauf.buyout_item t JOIN umlauf.asset a ON a.id = t.asset_id
        JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product g ON g.id = v.product_id
        WHERE t.offer_id = o.id) n
    WHERE (%(statuses)s::text[] = '{{}}' OR o.status = ANY(%(statuses)s::text[]))
        AND (o.number ILIKE %(like)s OR k.number ILIKE %(like)s OR {NAME} ILIKE %(like)s OR n.things ILIKE %(like)s)
    ORDER BY o.offered_on DESC, o.number DESC LIMIT %(limit)s"""  # noqa: S608 - constants only
_HOLDER: Final = f"""
    SELECT k.id, coalesce({NAME}, '') AS customer, t.asset_id FROM (
        SELECT l.contract_id, a.id AS asset_id FROM umlauf.asset a JOIN umlauf.assignment g ON g.asset_id = a.id
        JOIN umlauf.contract_line l ON l.id = g.contract_line_id WHERE a.code = %(ref)s AND upper_inf(g.during)
        UNION ALL SELECT id, NULL FROM umlauf.contract WHERE number = %(ref)s) t
    JOIN umlauf.contract k ON k.id = t.contract_id
    LEFT JOIN umlauf.customer_personal p ON p.customer_id = k.customer_id LIMIT 1"""  # noqa: S608 - constants only
_NAMED: Final = (
    "SELECT a.id, a.code, a.serial, p.name || CASE v.name WHEN '' THEN '' ELSE ' · ' || v.name END AS title"
    " FROM umlauf.asset a JOIN umlauf.variant v ON v.id = a.variant_id JOIN umlauf.product p ON p.id = v.product_id"
    " WHERE a.id = ANY(%(ids)s::uuid[])"
)
_COSTS: Final = (
    "SELECT coalesce(c.acquired_minor, x.cost_minor) AS cost FROM umlauf.asset a"
    " LEFT JOIN umlauf.asset_cost c ON c.asset_id = a.id LEFT JOIN umlauf.variant_cost x ON x.variant_id = a.variant_id"
    " WHERE a.id = ANY(%(ids)s::uuid[])"
)
"""What was entered for the thing itself, else what its kind costs us."""
_WITH_SALE: Final = frozenset({OfferStatus.OFFERED, OfferStatus.ACCEPTED, OfferStatus.SETTLED})


class Buyouts:
    """`Buyouts(database, rules, clock)`; on the thread of its database."""

    def __init__(self, database: Database, rules: TaxRules, clock: Clock) -> None:
        self._database, self._tax, self._clock = database, rules, clock
        self._earnings = Earnings(database)

    def purchases(self, contract_id: ContractId, conditions: Mapping[AssetId, Condition] | None = None) -> PurchasePage:
        """Raises UnknownContract."""
        contract, day = self._contract(contract_id), today(self._clock)
        facts = facts_of(self._database.read, contract, self._tax)
        rows = self._database.read(f"{OFFERS_SQL} WHERE o.contract_id = %(id)s ORDER BY o.id DESC", id=contract_id)
        offers = tuple(_told(offer_from(row), contract, facts, day) for row in rows)
        accepted_now = [each.offer for each in offers if each.offer.status is OfferStatus.ACCEPTED]
        being_bought = {asset_id for each in accepted_now for asset_id in each.assets}
        free = [each for each in facts.held if each.asset_id not in being_bought]
        rented = [each for each in free if contract.line(each.line_id).kind is LineKind.RENTAL]
        pieces = tuple(_piece(contract, each, facts, day, (conditions or {}).get(each.asset_id)) for each in rented)
        return PurchasePage(contract, pieces, offers, _deposit(contract))

    def selling(self, ref: str) -> Selling:
        """Raises UnknownContract."""
        row = self._database.read_one(_HOLDER, ref=ref)
        if row is None:
            raise UnknownContract(contract=ref)
        return Selling(self.purchases(ContractId(row["id"])), row["customer"], row["asset_id"])

    def preview_accept(self, offer_id: OfferId, *, uses_deposit: bool) -> AcceptPreview:
        """Raises UnknownOffer, and what accepting would."""
        offer, contract, facts = self._case(offer_id)
        day = today(self._clock)
        things, stays = _bought(offer, facts), stays_with(contract, offer.assets, facts, day)
        offer.accepted(day, {each.asset_id: each.sale_line_id for each in things}, uses_deposit=uses_deposit)
        whole = is_whole(contract, {each.line_id for each in offer.items}, stays)
        changed = accepted(contract, things, day, whole=whole, uses_deposit=uses_deposit)
        paid = completed(changed, things, day, Counter(stays))
        return AcceptPreview(self._preview(contract, changed, facts, day), self._preview(contract, paid, facts, day))

    def preview_take_back(self, offer_id: OfferId) -> ChangePreview:
        """Raises UnknownOffer, and what taking back would."""
        offer, contract, facts = self._case(offer_id)
        changed = taken_back(contract, offer.sale_lines, used_deposit=offer.uses_deposit)
        return self._preview(contract, changed, facts, today(self._clock))

    def offers(self, question: OfferQuestion) -> tuple[OfferRow, ...]:
        rows = self._database.read(
            _LIST,
            statuses=[str(each) for each in question.statuses],
            like=like(question.text),
            limit=question.limit,
        )
        return tuple(self._row(row, with_recovery=question.with_recovery) for row in rows)

    def offer_sheet(self, offer_id: OfferId) -> OfferSheet:
        """Raises UnknownOffer."""
        offer, contract, facts = self._case(offer_id)
        person = self._database.read(f"{CUSTOMER_SQL} WHERE c.id = %(id)s", id=contract.customer_id)[0]
        customer = customer_from(person)
        named = {row["id"]: row for row in self._database.read(_NAMED, ids=plain_array(offer.assets))}
        lines = [(named[item.asset_id], item.price) for item in offer.items]
        personal = customer.personal
        name = f"{personal.given_name} {personal.family_name}".strip()
        return OfferSheet(
            offer.number,
            offer.offered_on,
            offer.valid_until,
            contract.number,
            customer.number,
            Recipient(name, personal.company, personal.address or Address("", "", "", person["country"])),
            customer.language,
            offer.currency,
            contract.terms.prices_are,
            tuple(OfferSheetLine(row["title"], row["code"], row["serial"] or "", price) for row, price in lines),
            taxed(contract, ((each.line_id, each.price) for each in offer.items), facts, offer.offered_on),
            offer.on_credit,
        )

    def rules(self, plan_id: PlanId) -> KeptRules:
        row = self._database.read_one(_FAMILY, id=plan_id)
        return KeptRules(0, None) if row is None else kept_rules(self._database.read, PlanId(row["family_id"]))

    def _row(self, row: Row, *, with_recovery: bool) -> OfferRow:
        offer = offer_from(row)
        recovery = self._recovery(offer) if with_recovery and offer.currency == EUR else None
        return OfferRow(offer, row["contract"], row["customer"], row["things"] or "", recovery)

    def _recovery(self, offer: Offer) -> Recovery | None:
        found = [self._earnings.of(each) for each in sorted(offer.assets)]
        known = [each for each in found if each is not None]
        if len(known) != len(found):
            return None
        costs = [row["cost"] for row in self._database.read(_COSTS, ids=plain_array(offer.assets)) if row["cost"]]
        contract = self._contract(offer.contract_id)
        facts = facts_of(self._database.read, contract, self._tax)
        prices = ((each.line_id, each.price) for each in offer.items)
        asked = taxed(contract, prices, facts, offer.accepted_on or offer.offered_on)
        return Recovery(
            total(each.revenue for each in known),
            total(each.repair_cost for each in known),
            Money(sum(costs), offer.currency) if len(costs) == len(known) else None,
            asked.net if offer.status in _WITH_SALE else Money(0, offer.currency),
        )

    def _contract(self, contract_id: ContractId) -> Contract:
        rows = self._database.read("SELECT * FROM umlauf.contract WHERE id = %(id)s", id=contract_id)
        if not rows:
            raise UnknownContract(contract=contract_id)
        return contracts_from(rows, self._database.read(CONTRACT_LINES, ids=[contract_id]))[0]

    def _case(self, offer_id: OfferId) -> tuple[Offer, Contract, BuyoutFacts]:
        rows = self._database.read(f"{OFFERS_SQL} WHERE o.id = %(id)s", id=offer_id)
        if not rows:
            raise UnknownOffer(offer=offer_id)
        offer = offer_from(rows[0])
        contract = self._contract(offer.contract_id)
        return offer, contract, facts_of(self._database.read, contract, self._tax)

    def _preview(self, before: Contract, after: Contract, facts: BuyoutFacts, day: date) -> ChangePreview:
        billed: Sequence[BilledPeriod] = [billed_from(row) for row in self._database.read(_BILLED, id=before.id)]
        out = Counter(each.line_id for each in facts.held)
        return side_by_side(before, after, Books(billed, facts.party, self._tax, day, self._clock.now(), out=out))


def _piece(contract: Contract, thing: HeldThing, facts: BuyoutFacts, day: date, condition: Condition | None) -> Piece:
    seen = thing if condition is None else replace(thing, condition=condition)
    try:
        return Piece(seen, quoted(contract, thing, facts, day, condition))
    except AppError as refused:
        return Piece(seen, None, refused)


def _told(offer: Offer, contract: Contract, facts: BuyoutFacts, day: date) -> OfferTold:
    known = {each.asset_id: f"{each.title} ({each.code})" for each in facts.held}
    names = [known.get(each.asset_id) or contract.line(each.line_id).title for each in offer.items]
    prices = ((each.line_id, each.price) for each in offer.items)
    asked = taxed(contract, prices, facts, offer.accepted_on or day)
    stays = stays_with(contract, offer.assets, facts, day)
    whole = is_whole(contract, {each.line_id for each in offer.items}, stays)
    return OfferTold(offer, ", ".join(names), asked, whole)


def _bought(offer: Offer, facts: BuyoutFacts) -> list[Bought]:
    """For the preview each sale has its thing's id: the line is made when the offer is accepted."""
    found: list[Bought] = []
    for item in offer.items:
        thing = facts.thing(item.asset_id)
        sale = ContractLineId(item.asset_id)
        found.append(Bought(item.asset_id, thing.variant_id, item.line_id, sale, item.price))
    return found


def _deposit(contract: Contract) -> Money:
    nothing = contract.terms.currency
    if not holds_deposit(contract) or contract.start_on is None:
        return Money(0, nothing)
    held = [line for line in contract.lines if line.kind is LineKind.DEPOSIT and line.end_on is None]
    amounts = []
    for line in held:
        price, quantity = line.at(line.start_on or contract.start_on)
        amounts.append(price.times(quantity))
    return total(amounts, nothing)
