"""Orders wait for their check, and nothing that waits leaves the house, whoever tries."""

from collections.abc import Sequence
from uuid import uuid4

import psycopg
import pytest

from domain.application import Seat
from domain.billing.reverse_payment import ReversePayment
from domain.checks.agree_release import AgreeRelease, ReleaseNeedsSecondPerson
from domain.checks.ask_money import AskMoney
from domain.checks.block_customer import BlockCustomer
from domain.checks.block_value import BlockValue
from domain.checks.book import BlockId
from domain.checks.check_again import CheckAgain
from domain.checks.erase_check_detail import EraseCheckDetail
from domain.checks.facts import Mark
from domain.checks.identity import DocumentSeen
from domain.checks.lift_block import LiftBlock
from domain.checks.look_again import LookAgain
from domain.checks.model import TRANSITIONS, MoneyFor, OrderInCheck, Stage, Step
from domain.checks.receive_money import ReceiveMoney
from domain.checks.refuse_order import RefuseOrder
from domain.checks.release_order import ReleaseOrder
from domain.checks.see_identity import SeeIdentity
from domain.checks.verdict import Need
from domain.contracts.terms import StartRule
from domain.money import Money
from domain.orders.place_order import OrderedItem, PlaceOrder
from domain.refunds.model import RefundId
from domain.refunds.send_refund import SendRefund
from storage.database import Row
from storage.exchange import Exchange, Statement
from tests.storage.business import Business
from tests.storage.check_story import ODD, checking, letters, pack, points, rules, ship, somebody, stage, steps
from tests.storage.trade import bill, check_books, contract_of, invoices, today


def test_a_house_without_rules_is_as_before(business: Business) -> None:
    bike = business.product()
    order = business.order(business.customer(), bike)
    assert not order.is_checked
    assert business.rows("SELECT FROM umlauf.order_check") == []
    ship(business, bike, order)


def test_green_ships_by_itself_and_yellow_waits(business: Business) -> None:
    checking(business)
    bike = business.product()
    green = business.order(somebody(business, "Gruen"), bike)
    assert (stage(business, green), points(business, green)) == ("passed", ["new_customer 10"])
    ship(business, bike, green)
    yellow = business.order(somebody(business, "Gelb", ODD), bike)
    assert stage(business, yellow) == "review"
    assert points(business, yellow) == ["new_customer 10", "parcel_station 20"]
    assert yellow.shipment_id is not None
    with pytest.raises(OrderInCheck):
        pack(business, bike, yellow.shipment_id)
    business.do(Seat.BACKOFFICE, ReleaseOrder(yellow.order_id, "angerufen, alles in Ordnung"))
    ship(business, bike, yellow)
    assert letters(business) == ["order_checked"]
    assert steps(business, yellow) == ["doubt", "release"]


def test_a_deposit_is_paid_before_and_stands_on_its_own_document(business: Business) -> None:
    """900.00 of goods, 20 % deposit: 180.00 in, then 79.00 for the first month out of nothing but the customer."""
    checking(business)
    bike = business.product()
    order = business.order(somebody(business, "Gelb", ODD), bike)
    ask = AskMoney(order.order_id, Money.of("180.00"), MoneyFor.DEPOSIT, "Packstation, neu")
    business.do(Seat.BACKOFFICE, ask)
    assert letters(business) == ["order_needs_deposit"]
    part = ReceiveMoney(order.order_id, Money.of("180.00"), Money.of("100.00"), today(business))
    business.do(Seat.BACKOFFICE, part)
    assert stage(business, order) == "money"
    rest = ReceiveMoney(order.order_id, Money.of("80.00"), Money.of("80.00"), today(business))
    business.do(Seat.BACKOFFICE, rest)
    assert (stage(business, order), letters(business)[1:]) == ("passed", ["order_checked"])
    ship(business, bike, order)
    rows = business.rows(
        "SELECT i.gross_minor, coalesce(d.used_minor, 0) AS used, bool_and(l.vat_reason = 'deposit') AS is_deposit"
        " FROM umlauf.invoice i JOIN umlauf.invoice_line l ON l.invoice_id = i.id"
        " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id GROUP BY i.id, d.used_minor ORDER BY 3"
    )
    assert [(row["gross_minor"], row["used"], row["is_deposit"]) for row in rows] == [
        (7900, 0, False),
        (18000, 18000, True),
    ]


def test_what_is_worth_much_or_was_red_needs_two(business: Business) -> None:
    checking(business, two_person_above=Money.of("500.00"))
    bike = business.product()
    order = business.order(somebody(business, "Gelb", ODD), bike)
    business.do(Seat.BACKOFFICE, ReleaseOrder(order.order_id, "gut bekannt"))
    assert stage(business, order) == "second"
    with pytest.raises(ReleaseNeedsSecondPerson):
        business.do(Seat.BACKOFFICE, AgreeRelease(order.order_id))
    business.do(Seat.OWNER, AgreeRelease(order.order_id))
    ship(business, bike, order)
    red = somebody(business, "Rot")
    business.do(Seat.BACKOFFICE, BlockCustomer(red.customer_id, (Mark.EMAIL, Mark.PHONE), "hat nie bezahlt"))
    checking(business, 1)
    stopped = business.order(red, bike)
    assert (stage(business, stopped), points(business, stopped)[-1]) == ("red", "blocked 100")
    business.do(Seat.BACKOFFICE, LookAgain(stopped.order_id, "Verwechslung"))
    business.do(Seat.BACKOFFICE, ReleaseOrder(stopped.order_id, "Verwechslung"))
    assert stage(business, stopped) == "second"
    business.do(Seat.OWNER, RefuseOrder(stopped.order_id, "doch nicht"))
    [row] = business.rows(
        "SELECT o.status, c.status AS contract, s.status AS shipment FROM umlauf.customer_order o"
        " JOIN umlauf.contract c ON c.order_id = o.id JOIN umlauf.shipment s ON s.order_id = o.id WHERE o.id = %(id)s",
        id=stopped.order_id,
    )
    assert tuple(row.values()) == ("cancelled", "terminated", "cancelled")
    assert letters(business)[-1] == "order_refused"


def test_an_identity_that_was_seen_lets_it_go(business: Business) -> None:
    checking(business, rules=rules(Need.IDENTITY, above=Money.of("500.00")))
    bike = business.product()
    order = business.order(somebody(business, "Neu"), bike)
    assert (stage(business, order), points(business, order)[-1]) == ("review", "identity_missing 0")
    business.do(Seat.POS, SeeIdentity(order.order_id, DocumentSeen.ID_CARD, "l01x"))
    assert (stage(business, order), letters(business)) == ("passed", ["order_needs_identity", "order_checked"])
    [shown] = business.rows("SELECT document, last_four FROM umlauf.identity_shown")
    assert tuple(shown.values()) == ("id_card", "L01X")
    again = business.order(business.customer(), bike)
    assert stage(business, again) == "review"


def test_money_of_a_refused_order_goes_back_as_a_refund(business: Business) -> None:
    """79.00 in advance, 50.00 of it came; the refund is let go by whoever refused, and sent it empties the balance."""
    checking(business)
    order = business.order(somebody(business, "Gelb", ODD), business.product())
    business.do(Seat.BACKOFFICE, AskMoney(order.order_id, Money.of("79.00"), MoneyFor.AHEAD, "neu"))
    part = ReceiveMoney(order.order_id, Money.of("79.00"), Money.of("50.00"), today(business))
    business.do(Seat.BACKOFFICE, part)
    business.do(Seat.BACKOFFICE, RefuseOrder(order.order_id, "nicht erreichbar"))
    [refund] = business.rows("SELECT id, cause, amount_minor, status, reason FROM umlauf.refund")
    assert (refund["cause"], refund["amount_minor"], refund["status"]) == ("balance", 5000, "approved")
    assert refund["reason"] == order.order_number
    sent = SendRefund(RefundId(refund["id"]), Money.of("50.00"), today(business), account="DE02120300000000202051")
    business.do(Seat.BACKOFFICE, sent)
    [left] = business.rows("SELECT balance_minor FROM umlauf.customer_balance")
    assert left["balance_minor"] == 0


def test_money_that_went_back_holds_the_order_again(business: Business) -> None:
    checking(business)
    order = business.order(somebody(business, "Gelb", ODD), business.product())
    business.do(Seat.BACKOFFICE, AskMoney(order.order_id, Money.of("79.00"), MoneyFor.AHEAD, "neu"))
    paid = ReceiveMoney(order.order_id, Money.of("79.00"), Money.of("79.00"), today(business))
    business.do(Seat.BACKOFFICE, paid)
    [entry] = business.rows("SELECT id FROM umlauf.settlement")
    business.do(Seat.BACKOFFICE, ReversePayment(entry["id"], today(business)))
    assert (stage(business, order), steps(business, order)[-1]) == ("money", "money_back")
    [row] = business.rows("SELECT is_held FROM umlauf.shipment")
    assert row["is_held"]


def test_what_began_with_its_order_and_is_refused_later_was_never_charged(business: Business) -> None:
    """Paid, begun and billed with the order; the money goes back before the parcel left, and a person says no."""
    checking(business)
    bike = business.product(start_rule=StartRule.AT_ORDER)
    order = business.order(somebody(business, "Gelb", ODD), bike)
    assert contract_of(business, order.contract_id).start_on is None
    business.do(Seat.BACKOFFICE, AskMoney(order.order_id, Money.of("79.00"), MoneyFor.AHEAD, "neu"))
    paid = ReceiveMoney(order.order_id, Money.of("79.00"), Money.of("79.00"), today(business))
    business.do(Seat.BACKOFFICE, paid)
    assert contract_of(business, order.contract_id).start_on == today(business)
    assert [row["gross"] for row in invoices(business)] == [7900]
    [entry] = business.rows("SELECT id FROM umlauf.settlement WHERE money_minor > 0")
    business.pass_days(3)
    business.do(Seat.BACKOFFICE, ReversePayment(entry["id"], today(business)))
    business.do(Seat.BACKOFFICE, RefuseOrder(order.order_id, "Lastschrift ging zurück"))
    bill(business)
    assert sorted((row["kind"], row["gross"]) for row in invoices(business)) == [
        ("credit_note", 7900),
        ("invoice", 7900),
    ]
    [row] = business.rows(
        "SELECT o.status, c.status AS contract, s.status AS shipment FROM umlauf.customer_order o"
        " JOIN umlauf.contract c ON c.order_id = o.id JOIN umlauf.shipment s ON s.order_id = o.id"
    )
    assert tuple(row.values()) == ("cancelled", "terminated", "cancelled")
    check_books(business)


def test_the_blocklist_keeps_hashes_until_they_are_lifted(business: Business) -> None:
    checking(business)
    block_id = BlockId(uuid4())
    business.do(
        Seat.BACKOFFICE, BlockValue(block_id, Mark.IBAN, "gestohlene Karte", value="DE89 3704 0044 0532 0130 00")
    )
    order = business.order(somebody(business, "Neu"), business.product())
    assert stage(business, order) == "passed"
    other = business.order(somebody(business, "Anders", ODD), business.product(sku="ZWEI"))
    business.do(Seat.POS, CheckAgain(other.order_id, iban="DE89370400440532013000"))
    assert stage(business, other) == "red"
    business.do(Seat.BACKOFFICE, LiftBlock(block_id, "war ein Irrtum"))
    business.do(Seat.BACKOFFICE, CheckAgain(other.order_id))
    assert stage(business, other) == "review"
    whole = business.rows("SELECT payload::text || result::text AS log FROM umlauf.command")
    assert not any("0532013000" in row["log"] for row in whole)
    assert business.rows("SELECT FROM umlauf.command_personal WHERE data::text LIKE '%%0532%%'") == []


def test_detail_goes_and_the_verdict_stays(business: Business) -> None:
    checking(business)
    order = business.order(somebody(business, "Gelb", ODD), business.product())
    assert business.do(Seat.WORKER, EraseCheckDetail((order.order_id,))).order_ids == ()
    business.do(Seat.BACKOFFICE, ReleaseOrder(order.order_id, "ok"))
    assert business.do(Seat.WORKER, EraseCheckDetail((order.order_id,))).order_ids == (order.order_id,)
    assert (points(business, order), stage(business, order)) == ([], "passed")
    [row] = business.rows("SELECT colour, score, erased_on IS NULL AS kept FROM umlauf.order_check")
    assert tuple(row.values()) == ("yellow", 30, False)
    assert business.rows("SELECT FROM umlauf.order_mark") == []


def test_the_database_knows_the_same_ways(business: Business) -> None:
    pairs = [(stage, step) for stage in Stage for step in Step]
    rows = business.rows(
        "SELECT a.stage, a.step, umlauf.check_stage_after(a.stage, a.step) AS next"
        " FROM unnest(%(stages)s::text[], %(steps)s::text[]) AS a(stage, step)",
        stages=[str(stage) for stage, _ in pairs],
        steps=[str(step) for _, step in pairs],
    )
    known = {(stage, step): TRANSITIONS.get((stage, step)) for stage, step in pairs}
    assert {(row["stage"], row["step"]): row["next"] for row in rows} == known


STEP = (
    "INSERT INTO umlauf.order_check_step (order_id, n, step, on_day, colour, score, taken_by, command_id)"
    " SELECT %(order)s, 9, %(step)s, current_date, 'green', 0, %(actor)s, %(command)s"
)
SET = "UPDATE umlauf.shipment SET "
BY_HAND = {
    "packs": (
        Seat.WAREHOUSE,
        "FinishPacking",
        "UPDATE umlauf.shipment SET status = 'packed' WHERE order_id = %(order)s",
    ),
    "sends": (
        Seat.WAREHOUSE,
        "DispatchShipment",
        "UPDATE umlauf.shipment SET status = 'dispatched', dispatched_at = now() WHERE order_id = %(order)s",
    ),
    "hands out": (
        Seat.WAREHOUSE,
        "DispatchShipment",
        (
            "INSERT INTO umlauf.assignment (id, asset_id, contract_line_id, during) SELECT gen_random_uuid(), a.id,"
            " l.contract_line_id, tstzrange(now(), NULL) FROM umlauf.asset a, umlauf.shipment_line l"
            " JOIN umlauf.shipment s ON s.id = l.shipment_id WHERE s.order_id = %(order)s LIMIT 1"
        ),
    ),
    "frees": (Seat.OWNER, "ReleaseOrder", "UPDATE umlauf.shipment SET is_held = false WHERE order_id = %(order)s"),
    "forgets": (Seat.OWNER, "ReleaseOrder", "DELETE FROM umlauf.order_check WHERE order_id = %(order)s"),
    "moves": (Seat.OWNER, "ReleaseOrder", "UPDATE umlauf.order_check SET stage = 'passed' WHERE order_id = %(order)s"),
    "sends its own": (
        Seat.BACKOFFICE,
        "ReleaseOrder",
        (
            "INSERT INTO umlauf.shipment (id, number, order_id, contract_id, customer_id, store_id, status)"
            " SELECT gen_random_uuid(), 'von Hand', order_id, contract_id, customer_id, store_id, 'dispatched'"
            " FROM umlauf.shipment WHERE order_id = %(order)s"
        ),
    ),
    "calls it green": (Seat.BACKOFFICE, "ReleaseOrder", STEP.replace("%(step)s", "'clear'")),
    "lets it go alone": (Seat.BACKOFFICE, "ReleaseOrder", STEP.replace("%(step)s", "'release'")),
    "says it is paid": (Seat.BACKOFFICE, "ReceiveMoney", STEP.replace("%(step)s", "'paid'")),
    "at the counter": (Seat.POS, "CheckAgain", STEP.replace("%(step)s", "'release'")),
    "reads the key": (Seat.OWNER, "ReleaseOrder", "SELECT secret FROM umlauf.check_key"),
}


BEGIN = (
    "SELECT umlauf.begin_command(%(command)s, %(name)s, '{}', '\\x00', %(actor)s, clock_timestamp(), NULL, NULL, NULL)"
)


def _by_hand(connection: psycopg.Connection[Row], sql: str, values: dict[str, object]) -> str | None:
    """The SQLSTATE that turns it away; None: it went through."""
    try:
        with connection.transaction():
            connection.execute(BEGIN, values)
            connection.execute(sql, values)
            connection.execute("SELECT umlauf.end_command(%(command)s, 'applied', '{}', '{}')", values)
    except psycopg.Error as error:
        return error.sqlstate
    return None


def test_no_client_lets_go_what_waits(business: Business) -> None:
    """Above the amount for two people, each thing that a hand-written client could try."""
    checking(business, two_person_above=Money.of("100.00"))
    bike = business.product()
    business.receive(bike)
    order = business.order(somebody(business, "Gelb", ODD), bike)
    for what, (seat, name, sql) in BY_HAND.items():
        _, actor = business.seat(seat)
        connection, command = business.connection(seat).connection(), uuid4()
        values = {"order": order.order_id, "actor": actor, "command": command, "name": name}
        refused = _by_hand(connection, sql, values)
        assert refused in ("UM014", "UM403", "UM409", "42501"), what
    [row] = business.rows("SELECT stage FROM umlauf.order_check")
    assert row["stage"] == "review"


def test_a_check_within_the_order_costs_one_question(business: Business, monkeypatch: pytest.MonkeyPatch) -> None:
    """The order only asks whether there are checks; what is known is looked at by the worker."""
    bike, customer = business.product(), business.customer()
    asked: list[str] = []
    real = Exchange.ask

    def counting(self: Exchange, statements: Sequence[Statement]) -> list[list[Row]]:
        asked.extend(sql for sql, _ in statements)
        return real(self, statements)

    def questions() -> list[str]:
        asked.clear()
        items = (OrderedItem(bike.variant_ids[0], 1, bike.plan_ids[0]),)
        business.answer(Seat.BACKOFFICE, PlaceOrder(customer.customer_id, items))
        return sorted(asked)

    monkeypatch.setattr(Exchange, "ask", counting)
    questions()
    without = questions()
    checking(business)
    assert questions() == without
    assert len([sql for sql in without if "check" in sql]) == 1
