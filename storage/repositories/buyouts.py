"""Purchases of rented things: what quotes need to know, the owner's rules, offers."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from psycopg.types.json import Jsonb

from domain.assets.status import Condition
from domain.billing.tax import TaxRules
from domain.buyout.book import KeptRules
from domain.buyout.formula import FormulaKind, PaidPeriod
from domain.buyout.offer import Offer, OfferId, OfferItem, OfferStatus, UnknownOffer
from domain.buyout.quote import BuyoutFacts, HeldThing
from domain.buyout.rules import BuyoutRules
from domain.contracts.model import Contract
from domain.customers.timeline import timeline_of
from domain.ids import AssetId, ContractId, ContractLineId, CustomerId, InvoiceId, PlanId, VariantId
from domain.money import Currency, Money
from storage.codec import make_converter
from storage.database import Row
from storage.repositories.base import Desk, plain_array
from storage.repositories.customers import CHANGES_SQL, CUSTOMER_SQL, customer_from, timelines_from
from storage.repositories.returns import going_out_again

Read = Callable[..., list[Row]]
"""`rows` of a unit, or `read` of a database: a question and its values."""

_CONVERTER: Final = make_converter()
_HELD: Final = (
    "SELECT a.id, a.code, a.variant_id, a.condition, g.contract_line_id,"
    " coalesce(c.acquired_minor, x.cost_minor) AS acquired_minor,"
    " p.name || CASE v.name WHEN '' THEN '' ELSE ' · ' || v.name END AS title"
    " FROM umlauf.assignment g JOIN umlauf.contract_line l ON l.id = g.contract_line_id"
    " JOIN umlauf.asset a ON a.id = g.asset_id JOIN umlauf.variant v ON v.id = a.variant_id"
    " JOIN umlauf.product p ON p.id = v.product_id LEFT JOIN umlauf.asset_cost c ON c.asset_id = a.id"
    " LEFT JOIN umlauf.variant_cost x ON x.variant_id = a.variant_id"
    " WHERE l.contract_id = %(id)s AND upper_inf(g.during) AND NOT EXISTS (SELECT FROM umlauf.shipment_line t"
    " JOIN umlauf.shipment h ON h.id = t.shipment_id WHERE t.asset_id = g.asset_id AND h.cause = 'loan'"
    " AND t.contract_line_id = g.contract_line_id AND h.dispatched_at = lower(g.during)) ORDER BY l.position, a.code"
)
"""What is lent while the own thing is repaired is not for sale."""
_PAID: Final = (
    "SELECT b.contract_line_id, b.first_day, b.amount_minor, b.quantity, b.currency,"
    " i.gross_minor - coalesce(s.credited, 0) AS gross_minor, coalesce(d.used_minor, 0) - coalesce(s.credited, 0)"
    " AS settled_minor FROM umlauf.billed_period b JOIN umlauf.contract_line l ON l.id = b.contract_line_id"
    " JOIN umlauf.invoice i ON i.id = b.invoice_id LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id"
    " LEFT JOIN LATERAL (SELECT sum(x.settled_minor)::bigint AS credited FROM umlauf.settlement x"
    " WHERE x.invoice_id = i.id AND x.kind = 'credit') s ON true"
    " WHERE l.contract_id = %(id)s AND b.kind = 'period' ORDER BY b.contract_line_id, b.first_day"
)
"""What a credit note took away lowers both what was asked for and what came in."""
_PLANS: Final = (
    "SELECT p.id, p.family_id, p.offer -> 'buyout' AS promised, r.rules FROM umlauf.plan p LEFT JOIN LATERAL"
    " (SELECT rules FROM umlauf.buyout_rules WHERE family_id = p.family_id ORDER BY version DESC LIMIT 1) r ON true"
    " WHERE p.id = ANY(%(ids)s::uuid[])"
)
OFFERS_SQL: Final = (
    "SELECT o.*, (SELECT json_agg(json_build_object('asset', t.asset_id, 'line', t.contract_line_id, 'price',"
    " t.price_minor, 'formula', t.formula, 'sale', t.sale_line_id) ORDER BY t.position)"
    " FROM umlauf.buyout_item t WHERE t.offer_id = o.id) AS items FROM umlauf.buyout_offer o"
)
_INVOICES: Final = (
    "SELECT contract_line_id, invoice_id FROM umlauf.billed_period WHERE contract_line_id = ANY(%(ids)s::uuid[])"
)
_WAITING: Final = (
    "SELECT o.id FROM umlauf.buyout_offer o JOIN umlauf.contract k ON k.id = o.contract_id"
    " WHERE k.customer_id = %(id)s AND o.status = 'accepted' ORDER BY o.id"
)


def facts_of(read: Read, contract: Contract, tax: TaxRules) -> BuyoutFacts:
    """All that the quotes of one contract need, for whoever may read costs and invoices."""
    person = read(f"{CUSTOMER_SQL} WHERE c.id = %(id)s", id=contract.customer_id)[0]
    customer = customer_from(person)
    known = timelines_from(read(CHANGES_SQL, ids=[customer.id]))
    party = (known.get(customer.id) or timeline_of(customer, person["country"])).party()
    currency = contract.terms.currency
    held = tuple(_held(row, currency) for row in read(_HELD, id=contract.id))
    paid: dict[ContractLineId, list[PaidPeriod]] = defaultdict(list)
    for row in read(_PAID, id=contract.id):
        paid[ContractLineId(row["contract_line_id"])].append(_paid(row))
    plan_ids = {each for line in contract.lines for each in (line.plan_id, *(v.plan_id for v in line.versions)) if each}
    plans = read(_PLANS, ids=plain_array(plan_ids))
    return BuyoutFacts(
        party,
        tax,
        held,
        {line_id: tuple(periods) for line_id, periods in paid.items()},
        {PlanId(row["id"]): PlanId(row["family_id"]) for row in plans},
        {PlanId(row["family_id"]): _rules(row["rules"]) for row in plans if row["rules"]},
        {PlanId(row["id"]): _CONVERTER.structure(row["promised"], Money) for row in plans if row["promised"]},
        tuple(going_out_again(read, contract.id)),
    )


def _held(row: Row, currency: Currency) -> HeldThing:
    cost = None if row["acquired_minor"] is None else Money(row["acquired_minor"], currency)
    return HeldThing(
        AssetId(row["id"]),
        ContractLineId(row["contract_line_id"]),
        VariantId(row["variant_id"]),
        row["code"],
        row["title"],
        Condition(row["condition"]),
        cost,
    )


def _paid(row: Row) -> PaidPeriod:
    currency = Currency(row["currency"])
    return PaidPeriod(
        row["first_day"],
        Money(row["amount_minor"], currency),
        row["quantity"],
        Money(row["gross_minor"], currency),
        Money(row["settled_minor"], currency),
    )


def _rules(stored: object) -> BuyoutRules:
    rules: BuyoutRules = _CONVERTER.structure(stored, BuyoutRules)
    return rules


def kept_rules(read: Read, family: PlanId) -> KeptRules:
    """The newest version; version 0 where there never was one."""
    rows = read(
        "SELECT version, rules FROM umlauf.buyout_rules WHERE family_id = %(id)s ORDER BY version DESC LIMIT 1",
        id=family,
    )
    if not rows:
        return KeptRules(0, None)
    return KeptRules(rows[0]["version"], None if rows[0]["rules"] is None else _rules(rows[0]["rules"]))


def offer_from(row: Row) -> Offer:
    currency = Currency(row["currency"])
    return Offer(
        OfferId(row["id"]),
        row["number"],
        ContractId(row["contract_id"]),
        tuple(_item(each, currency) for each in row["items"]),
        row["offered_on"],
        row["valid_until"],
        OfferStatus(row["status"]),
        row["on_credit"],
        row["uses_deposit"],
        row["accepted_on"],
        row["closed_on"],
        row["reason"],
    )


def _item(stored: Row, currency: Currency) -> OfferItem:
    item: OfferItem = _CONVERTER.structure(
        {
            "asset_id": stored["asset"],
            "line_id": stored["line"],
            "price": {"minor": stored["price"], "currency": currency},
            "formula": FormulaKind(stored["formula"]),
            "sale_line_id": stored["sale"],
        },
        OfferItem,
    )
    return item


class BuyoutFile:
    """`domain.buyout.book.BuyoutBook`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def facts(self, contract: Contract, tax: TaxRules) -> BuyoutFacts:
        return facts_of(self._desk.rows, contract, tax)

    def add(self, offer: Offer) -> None:
        self._desk.write(
            "INSERT INTO umlauf.buyout_offer (id, number, contract_id, status, currency, offered_on, valid_until,"
            " on_credit, reason) VALUES (%(id)s, %(number)s, %(contract)s, %(status)s, %(currency)s, %(on)s, %(until)s,"
            " %(credit)s, %(reason)s)",
            id=offer.id,
            number=offer.number,
            contract=offer.contract_id,
            status=offer.status,
            currency=offer.currency,
            on=offer.offered_on,
            until=offer.valid_until,
            credit=offer.on_credit,
            reason=offer.reason,
        )
        for position, item in enumerate(offer.items):
            self._desk.write(
                "INSERT INTO umlauf.buyout_item (offer_id, asset_id, position, contract_line_id, price_minor, formula)"
                " VALUES (%(offer)s, %(asset)s, %(position)s, %(line)s, %(price)s, %(formula)s)",
                offer=offer.id,
                asset=item.asset_id,
                position=position,
                line=item.line_id,
                price=item.price.minor,
                formula=item.formula,
            )

    def get(self, offer_id: OfferId) -> Offer:
        """Raises UnknownOffer."""
        rows = self._desk.rows(f"{OFFERS_SQL} WHERE o.id = %(id)s FOR UPDATE", id=offer_id)
        if not rows:
            raise UnknownOffer(offer=offer_id)
        return offer_from(rows[0])

    def live(self, contract_id: ContractId) -> list[Offer]:
        is_live = "o.status IN ('offered', 'accepted')"
        sql = f"{OFFERS_SQL} WHERE o.contract_id = %(id)s AND {is_live} ORDER BY o.id FOR UPDATE"
        return [offer_from(row) for row in self._desk.rows(sql, id=contract_id)]

    def save(self, offer: Offer) -> None:
        """Raises Conflict when someone else took it another way first."""
        self._desk.write(
            "UPDATE umlauf.buyout_offer SET status = %(status)s, uses_deposit = %(deposit)s,"
            " accepted_on = %(accepted)s, closed_on = %(closed)s, reason = %(reason)s WHERE id = %(id)s",
            id=offer.id,
            status=offer.status,
            deposit=offer.uses_deposit,
            accepted=offer.accepted_on,
            closed=offer.closed_on,
            reason=offer.reason,
        )
        if offer.status is not OfferStatus.ACCEPTED:
            return
        for item in offer.items:
            self._desk.write(
                "UPDATE umlauf.buyout_item SET sale_line_id = %(sale)s"
                " WHERE offer_id = %(offer)s AND asset_id = %(asset)s",
                offer=offer.id,
                asset=item.asset_id,
                sale=item.sale_line_id,
            )

    def overdue(self, day: date) -> list[OfferId]:
        rows = self._desk.rows(
            "SELECT id FROM umlauf.buyout_offer WHERE status = 'offered' AND valid_until < %(day)s ORDER BY id", day=day
        )
        return [OfferId(row["id"]) for row in rows]

    def waiting(self, customer_id: CustomerId) -> list[OfferId]:
        return [OfferId(row["id"]) for row in self._desk.rows(_WAITING, id=customer_id)]

    def invoices(self, sale_lines: Sequence[ContractLineId]) -> dict[ContractLineId, InvoiceId]:
        rows = self._desk.rows(_INVOICES, ids=plain_array(sale_lines))
        return {ContractLineId(row["contract_line_id"]): InvoiceId(row["invoice_id"]) for row in rows}

    def rules(self, family: PlanId) -> KeptRules:
        return kept_rules(self._desk.rows, family)

    def set_rules(self, family: PlanId, kept: KeptRules, reason: str) -> None:
        """Raises Conflict when someone else set this version first (at the latest when the unit ends)."""
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.buyout_rules (family_id, version, rules, reason, changed_by, changed_at, command_id)"
            " VALUES (%(family)s, %(version)s, %(rules)s, %(reason)s, %(by)s, %(at)s, %(command)s)",
            family=family,
            version=kept.version,
            rules=None if kept.rules is None else Jsonb(_CONVERTER.unstructure(kept.rules)),
            reason=reason,
            by=context.actor_id,
            at=context.effective_at,
            command=context.command_id,
        )
