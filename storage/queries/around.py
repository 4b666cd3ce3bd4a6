"""What stands around a customer: each list by a key, the newest first, never more than a page holds."""

from typing import Final

from domain.buyout.offer import OfferStatus
from domain.ids import CustomerId
from domain.money import EUR, Currency, Money
from domain.refurbishment.repairs import RepairStage
from domain.views.around import Around, NoteOf, OfferOf, RepairOf, ThingOf, WishOf
from storage.database import Database, Row

MOST: Final = 100
_PAID: Final = """
    SELECT s.currency, sum(s.money_minor)::bigint AS minor FROM umlauf.settlement s
    WHERE s.customer_id = %(id)s GROUP BY s.currency HAVING sum(s.money_minor) <> 0 ORDER BY s.currency"""
_THINGS: Final = """
    SELECT s.code, g.name || CASE v.name WHEN '' THEN '' ELSE ' · ' || v.name END AS title, k.number AS contract,
        lower(a.during) AS since, upper(a.during) AS until, coalesce(c.acquired_minor, x.cost_minor) AS worth
    FROM umlauf.contract k JOIN umlauf.contract_line l ON l.contract_id = k.id
    JOIN umlauf.assignment a ON a.contract_line_id = l.id JOIN umlauf.asset s ON s.id = a.asset_id
    JOIN umlauf.variant v ON v.id = s.variant_id JOIN umlauf.product g ON g.id = v.product_id
    LEFT JOIN umlauf.asset_cost c ON c.asset_id = s.id LEFT JOIN umlauf.variant_cost x ON x.variant_id = s.variant_id
    WHERE k.customer_id = %(id)s ORDER BY upper(a.during) DESC NULLS FIRST, lower(a.during) DESC LIMIT %(most)s"""
_OFFERS: Final = """
    SELECT o.number, k.number AS contract, o.status, o.valid_until, o.currency, t.price, t.things
    FROM umlauf.contract k JOIN umlauf.buyout_offer o ON o.contract_id = k.id
    CROSS JOIN LATERAL (
        SELECT sum(i.price_minor)::bigint AS price, string_agg(s.code, ', ' ORDER BY i.position) AS things
        FROM umlauf.buyout_item i JOIN umlauf.asset s ON s.id = i.asset_id WHERE i.offer_id = o.id) t
    WHERE k.customer_id = %(id)s ORDER BY o.offered_on DESC, o.number DESC LIMIT %(most)s"""
_REPAIRS: Final = """
    SELECT r.number, s.code AS asset, r.problem, r.stage, r.reported_on
    FROM umlauf.contract k JOIN umlauf.repair r ON r.contract_id = k.id JOIN umlauf.asset s ON s.id = r.asset_id
    WHERE k.customer_id = %(id)s ORDER BY r.reported_on DESC, r.number DESC LIMIT %(most)s"""
_NOTES: Final = """
    SELECT n.recorded_at, k.number AS contract, c.words, c.file_name
    FROM umlauf.contract k JOIN umlauf.contract_note n ON n.contract_id = k.id
    JOIN umlauf.contract_note_content c ON c.note_id = n.id
    WHERE k.customer_id = %(id)s AND NOT EXISTS (SELECT FROM umlauf.contract_note_removal r WHERE r.note_id = n.id)
    ORDER BY n.recorded_at DESC LIMIT %(most)s"""
_WISHES: Final = """
    SELECT w.filed_at, w.name, c.outcome FROM umlauf.portal_wish w
    LEFT JOIN umlauf.command c ON c.command_id = w.id
    WHERE w.customer_id = %(id)s ORDER BY w.filed_at DESC LIMIT %(most)s"""
_SIGNED_IN: Final = "SELECT max(s.seen_at) AS at FROM umlauf.portal_session s WHERE s.customer_id = %(id)s"


class CustomerSurroundings:
    """`domain.views.around.AroundQuestions`, on the thread of its database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def around(self, customer_id: CustomerId) -> Around:
        def asked(sql: str) -> list[Row]:
            return self._database.read(sql, id=customer_id, most=MOST)

        return Around(
            tuple(Money(row["minor"], Currency(row["currency"])) for row in asked(_PAID)),
            tuple(_thing(row) for row in asked(_THINGS)),
            tuple(_offer(row) for row in asked(_OFFERS)),
            tuple(
                RepairOf(row["number"], row["asset"], row["problem"], RepairStage(row["stage"]), row["reported_on"])
                for row in asked(_REPAIRS)
            ),
            tuple(NoteOf(row["recorded_at"], row["contract"], row["words"], row["file_name"]) for row in asked(_NOTES)),
            tuple(WishOf(row["filed_at"], row["name"], _done(row["outcome"])) for row in asked(_WISHES)),
            asked(_SIGNED_IN)[0]["at"],
        )


def _thing(row: Row) -> ThingOf:
    worth = None if row["worth"] is None else Money(row["worth"], EUR)
    return ThingOf(row["code"], row["title"], row["contract"], row["since"], row["until"], worth)


def _offer(row: Row) -> OfferOf:
    price = Money(row["price"] or 0, Currency(row["currency"]))
    status = OfferStatus(row["status"])
    return OfferOf(row["number"], row["contract"], row["things"] or "", price, status, row["valid_until"])


def _done(outcome: str | None) -> bool | None:
    return None if outcome is None else outcome == "applied"
