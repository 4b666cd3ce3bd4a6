"""Orders and a credit bureau on a real socket: green goes out, yellow pays first, red stays, silence has its rule."""

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest

from connectors.identity.notices import IdentityNotices, IdentitySeal
from connectors.psp.http import Secret
from connectors.psp.stripe.notices import StripeSeal
from domain.application import Command, Seat
from domain.billing.reverse_payment import ReversePayment
from domain.checks.agree_release import AgreeRelease
from domain.checks.ask_identity import AskIdentity
from domain.checks.ask_money import AskMoney
from domain.checks.check_again import CheckAgain
from domain.checks.decline_release import DeclineRelease
from domain.checks.desks import CheckDesks
from domain.checks.drop_money import DropMoney
from domain.checks.facts import CheckFacts
from domain.checks.identity import DocumentSeen, IdentityService, IdentitySession, IdentityState
from domain.checks.look_again import LookAgain
from domain.checks.model import MoneyFor
from domain.checks.receive_money import ReceiveMoney
from domain.checks.refuse_order import RefuseOrder
from domain.checks.release_order import ReleaseOrder
from domain.checks.see_identity import SeeIdentity
from domain.checks.settings import BureauDown, CheckRule, YellowAsks
from domain.checks.take_over import TakeOver
from domain.checks.verdict import BureauFault, CheckUnavailable, Need
from domain.contracts.withdraw_contract import WithdrawContract
from domain.errors import AppError
from domain.ids import OrderId
from domain.money import Money
from domain.payments.notices import Notice
from domain.payments.provider import SignatureWrong
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from storage.jobs.chores import Chores
from storage.notices import last_notices, put_in
from tests.connectors.bureau_desk import Bureau, bureau
from tests.connectors.test_stripe_news import SECRET, signed
from tests.storage.business import Business
from tests.storage.check_story import ODD, checking, letters, points, rules, ship, somebody, stage, steps
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.trade import bill, contract_of, today


@pytest.fixture
def asked() -> Iterator[Bureau]:
    with bureau() as here:
        yield here


def worker(business: Business, desks: CheckDesks) -> Chores:
    return chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock, checks=desks)


def documents(business: Business) -> list[tuple[str, int, int]]:
    """Gross and what is settled of each, by the customer's name."""
    rows = business.rows(
        "SELECT p.family_name AS name, i.gross_minor, coalesce(d.used_minor, 0) AS used FROM umlauf.invoice i"
        " JOIN umlauf.customer_personal p ON p.customer_id = i.customer_id"
        " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id ORDER BY 1, i.issued_on, 2"
    )
    return [(row["name"], row["gross_minor"], row["used"]) for row in rows]


def test_process_06_checks_before_shipping(business: Business, asked: Bureau) -> None:
    """79.00 a month for goods of 900.00: a deposit is 20 %, 180.00. The bureau is asked from 500.00 on."""
    rule = rules(Need.BUREAU, above=Money.of("500.00"))
    checking(business, rules=rule, yellow_asks=YellowAsks.DEPOSIT, keep_days=60)
    bike = business.product()
    asked.says("Gruen", "G", 710)
    asked.says("Gelb", "Y", 450, "SHORT_HISTORY")
    asked.says("Rot", "R", 90, "INSOLVENCY")
    asked.answers["Stumm"] = None
    night = worker(business, CheckDesks(asked.desk()))
    names = ("Gruen", "Gelb", "Rot", "Stumm")
    green, yellow, red, silent = (business.order(somebody(business, name), bike) for name in names)
    assert {stage(business, each) for each in (green, yellow, red, silent)} == {"open"}
    assert night.look_at_checks() == 4
    assert [stage(business, each) for each in (green, yellow, red, silent)] == ["passed", "money", "red", "money"]
    assert night.look_at_checks() == 0
    assert len(asked.asked) == 4

    ship(business, bike, green)
    business.pass_days(3)
    pay = ReceiveMoney(yellow.order_id, Money.of("180.00"), Money.of("180.00"), today(business))
    business.do(Seat.BACKOFFICE, pay)
    ship(business, bike, yellow)
    business.do(Seat.OWNER, RefuseOrder(red.order_id, "Insolvenz"))
    assert points(business, silent) == ["new_customer 10", "bureau_down 0"]
    business.do(Seat.BACKOFFICE, DropMoney(silent.order_id, "Auskunft war gestört"))
    business.do(Seat.BACKOFFICE, ReleaseOrder(silent.order_id, "Vermieter bestätigt die Anschrift"))
    ship(business, bike, silent)
    assert sorted(letters(business)) == ["order_checked"] * 2 + ["order_needs_deposit"] * 2 + ["order_refused"]

    business.pass_days(30)
    bill(business)
    assert documents(business) == [
        ("Gelb", 7900, 0), ("Gelb", 18000, 18000), ("Gelb", 7900, 0),
        ("Gruen", 7900, 0), ("Gruen", 7900, 0),
        ("Stumm", 7900, 0), ("Stumm", 7900, 0),
    ]  # fmt: skip
    business.pass_days(31)
    night.reach_today()
    kept = business.rows("SELECT colour, stage, erased_on IS NOT NULL AS erased FROM umlauf.order_check ORDER BY 1, 2")
    assert [tuple(row.values()) for row in kept] == [
        ("green", "passed", True), ("red", "refused", True), ("yellow", "passed", True), ("yellow", "passed", True),
    ]  # fmt: skip
    assert business.rows("SELECT FROM umlauf.order_check_detail UNION ALL SELECT FROM umlauf.order_mark") == []
    night.close()


def test_a_silent_bureau_does_what_the_owner_wants(business: Business, asked: Bureau) -> None:
    """Alone it decides; or one waits: what was surely not asked is asked again, what may have been is a person's."""
    bike = business.product()
    night = worker(business, CheckDesks(asked.desk()))
    checking(business, rules=rules(Need.BUREAU), bureau_down=BureauDown.BUILT_IN)
    asked.answers["Eins"] = (500, b"")
    first = business.order(somebody(business, "Eins"), bike)
    night.look_at_checks()
    assert stage(business, first) == "passed"

    checking(business, 1, rules=rules(Need.BUREAU), bureau_down=BureauDown.WAIT, yellow_from=25)
    asked.answers["Zwei"] = asked.answers["Drei"] = (429, b"")
    second, third = (business.order(somebody(business, name), bike) for name in ("Zwei", "Drei"))
    night.look_at_checks()
    asked.says("Zwei", "G")
    asked.answers["Drei"] = (200, b"<html>")
    business.clock.advance(timedelta(minutes=10))
    night.look_at_checks()
    assert (stage(business, second), stage(business, third)) == ("passed", "open")
    count = len(asked.asked)
    night.look_at_checks()
    assert len(asked.asked) == count
    business.do(Seat.BACKOFFICE, TakeOver(third.order_id, "die Auskunft antwortet nicht"))
    business.do(Seat.BACKOFFICE, AskMoney(third.order_id, Money.of("79.00"), MoneyFor.AHEAD, "ein Monat im Voraus"))
    business.do(
        Seat.BACKOFFICE,
        ReceiveMoney(third.order_id, Money.of("79.00"), Money.of("100.00"), today(business)),
    )
    ship(business, bike, third)
    assert ("Drei", 7900, 7900) in documents(business)
    [left] = business.rows("SELECT balance_minor FROM umlauf.customer_balance")
    assert left["balance_minor"] == 2100
    night.close()


def test_an_answer_that_was_lost_is_not_asked_for_twice(business: Business, asked: Bureau) -> None:
    """The worker died between asking and writing it down: after a while it counts as unanswered."""
    checking(business, rules=rules(Need.BUREAU))
    asked.says("Muster", "G")

    class Dies:
        def verdict(self, facts: CheckFacts) -> None:
            asked.desk().verdict(facts)
            raise RuntimeError("killed")

    order = business.order(somebody(business, "Muster"), business.product())
    dying = worker(business, CheckDesks(Dies()))  # type: ignore[arg-type] - it never answers
    with pytest.raises(RuntimeError):
        dying.look_at_checks()
    dying.close()
    night = worker(business, CheckDesks(asked.desk()))
    night.look_at_checks()
    assert (stage(business, order), len(asked.asked)) == ("open", 1)
    business.clock.advance(timedelta(hours=1))
    night.look_at_checks()
    assert (stage(business, order), len(asked.asked)) == ("review", 1)
    assert points(business, order)[-1] == "bureau_down 0"
    night.close()


class Faces:
    """An identity service: what it says next."""

    def __init__(self) -> None:
        self.says = IdentityState.INPUT
        self.is_down = False
        self.keys: list[str] = []

    def open(self, facts: CheckFacts, key: str) -> IdentitySession:
        if self.is_down:
            raise CheckUnavailable(fault=BureauFault.UNREACHED)
        self.keys.append(key)
        return IdentitySession("vs_1", self.says, "https://verify.example/vs_1")

    def look(self, reference: str) -> IdentitySession:
        return IdentitySession(reference, self.says)


def test_an_identity_is_asked_for_online(business: Business) -> None:
    checking(business, rules=rules(Need.IDENTITY))
    bike, faces = business.product(), Faces()
    night = worker(business, CheckDesks(identity=faces))
    order = business.order(somebody(business, "Muster"), bike)
    business.do(Seat.BACKOFFICE, AskIdentity(order.order_id))
    faces.is_down = True
    night.look_at_checks()
    faces.is_down = False
    night.look_at_checks()
    night.look_at_checks()
    assert len(faces.keys) == 1
    assert letters(business) == ["order_needs_identity", "order_needs_identity_online"]
    faces.says = IdentityState.FAILED
    night.look_at_checks()
    assert (stage(business, order), points(business, order)[-1]) == ("review", "identity_failed 0")
    business.do(Seat.BACKOFFICE, AskIdentity(order.order_id))
    faces.says = IdentityState.VERIFIED
    night.look_at_checks()
    night.look_at_checks()
    assert (stage(business, order), letters(business)[-1]) == ("passed", "order_checked")
    ship(business, bike, order)
    night.close()


def test_an_identity_service_tells_by_itself_how_it_ended(business: Business) -> None:
    """Posted to the pages, signed; a forged one, one of another session and one that comes twice change nothing."""
    checking(business, rules=rules(Need.IDENTITY))
    bike, faces, seal = business.product(), Faces(), StripeSeal(SECRET)
    night = worker(business, CheckDesks(identity=faces, notices=IdentityNotices(seal)))
    order = business.order(somebody(business, "Muster"), bike)
    business.do(Seat.BACKOFFICE, AskIdentity(order.order_id))
    night.look_at_checks()
    pages, now = business.connection(Seat.PORTAL), business.clock.now()

    def posted(event_id: str, reference: str, secret: Secret = SECRET, status: str = "verified") -> str:
        thing = {"id": reference, "object": "identity.verification_session", "status": status, "last_error": None}
        kind = "identity.verification_session.verified"
        event = {"id": event_id, "object": "event", "type": kind, "data": {"object": thing}}
        headers, body = signed(event, now, secret)
        seen = IdentitySeal(seal).look(headers, body, now)
        notice = Notice(uuid4(), IdentityService.STRIPE, seen, now, headers, body)
        if not put_in(pages, notice):
            return "known"
        night.take_notice(notice.id)
        return stage(business, order)

    with pytest.raises(SignatureWrong):
        posted("evt_1", "vs_1", Secret("whsec_of_nobody"))
    assert posted("evt_2", "vs_2") == "review"
    assert posted("evt_3", "vs_1") == "passed"
    assert posted("evt_3", "vs_1") == "known"
    assert last_notices(business.connection(Seat.WORKER)) == {}
    night.close()


def test_money_that_does_not_come_is_a_persons_again(business: Business) -> None:
    """Asked for on the 31st with seven days: on 7 February it may still come, on the 8th somebody decides."""
    checking(business, yellow_asks=YellowAsks.AHEAD)
    order = business.order(somebody(business, "Gelb", ODD), business.product())
    night = worker(business, CheckDesks())
    for days, wanted in ((7, "money"), (1, "review")):
        business.pass_days(days)
        night.reach_today()
        assert stage(business, order) == wanted
    waiting = business.rows("SELECT FROM umlauf.task WHERE kind = 'order_in_check' AND closed_at IS NULL")
    assert len(waiting) == 1
    night.close()


def test_what_a_refused_order_was_to_get_is_there_for_the_next(business: Business) -> None:
    """One bike, promised to whoever was first; who came second and had no day gets it, and hears of it."""
    checking(business)
    bike = business.product()
    business.receive(bike)
    first = business.order(somebody(business, "Gelb", ODD), bike)
    second = business.order(somebody(business, "Gruen"), bike)
    assert (first.promised_on, second.promised_on) == (today(business), None)
    business.do(Seat.BACKOFFICE, RefuseOrder(first.order_id, "nicht erreichbar"))
    [promise] = business.rows(
        "SELECT promised_on, expected_on FROM umlauf.order_promise WHERE order_id = %(id)s", id=second.order_id
    )
    assert promise["promised_on"] == today(business), promise


def test_what_the_customer_takes_back_is_decided(business: Business) -> None:
    checking(business)
    order = business.order(somebody(business, "Gelb", ODD), business.product())
    contract = contract_of(business, order.contract_id)
    business.do(Seat.BACKOFFICE, WithdrawContract(contract.id, contract.version, received_on=today(business)))
    assert (stage(business, order), steps(business, order)) == ("closed", ["doubt", "close"])
    open_ones = business.rows("SELECT FROM umlauf.task WHERE kind = 'order_in_check' AND closed_at IS NULL")
    assert open_ones == []


DEEDS: tuple[Callable[[OrderId], Command], ...] = (
    lambda order: ReleaseOrder(order, "gut"),
    AgreeRelease,
    lambda order: DeclineRelease(order, "nein"),
    lambda order: LookAgain(order, "angesehen"),
    CheckAgain,
    lambda order: SeeIdentity(order, DocumentSeen.PASSPORT, "C01X"),
    lambda order: AskMoney(order, Money.of("50.00"), MoneyFor.DEPOSIT, "zur Sicherheit"),
    lambda order: DropMoney(order, "doch nicht"),
    lambda order: RefuseOrder(order, "zu teuer"),
)


def test_nothing_that_waits_is_ever_sent_whatever_people_do(business: Business) -> None:
    """Three hundred things that people try, in any order, half of them on parcels."""
    checking(business, rules=(CheckRule((Need.SCORE, Need.IDENTITY)),), two_person_above=Money.of("600.00"))
    bike, dice = business.product(), random.Random(41)
    orders = [business.order(somebody(business, f"Kunde{n}", ODD if n % 2 else None), bike) for n in range(6)]
    sent = 0
    for _ in range(300):
        order = dice.choice(orders)
        seat = dice.choice((Seat.BACKOFFICE, Seat.OWNER))
        with suppress(AppError):
            if dice.random() < 0.5:
                _handle(business, bike, order.shipment_id, dice)
            elif dice.random() < 0.3:
                _money(business, order.order_id, dice)
            else:
                business.do(seat, dice.choice(DEEDS)(order.order_id))
        wrong = business.rows(
            "SELECT s.status, k.stage, s.is_held FROM umlauf.shipment s"
            " JOIN umlauf.order_check k ON k.order_id = s.order_id"
            " WHERE s.status = 'dispatched' AND k.stage <> 'passed'"
            " OR s.status IN ('open', 'packed') AND s.is_held = (k.stage = 'passed')"
        )
        assert wrong == []
        sent = len(business.rows("SELECT FROM umlauf.shipment WHERE status = 'dispatched'"))
    assert sent > 0


def _handle(business: Business, bike: object, shipment_id: object, dice: random.Random) -> None:
    assert shipment_id is not None
    turn = dice.randrange(3)
    if turn == 0:
        asset = business.receive(bike).asset_ids[0]  # type: ignore[arg-type] - a product of ours
        business.do(Seat.WAREHOUSE, PickAsset(shipment_id, asset))  # type: ignore[arg-type] - as above
    elif turn == 1:
        business.do(Seat.WAREHOUSE, FinishPacking(shipment_id))  # type: ignore[arg-type] - as above
    else:
        business.do(Seat.WAREHOUSE, DispatchShipment(shipment_id))  # type: ignore[arg-type] - as above


def _money(business: Business, order_id: OrderId, dice: random.Random) -> None:
    """It comes, whole or in part, or goes back again."""
    [row] = business.rows(
        "SELECT greatest(asked_minor - received_minor, 0) AS missing FROM umlauf.order_check WHERE order_id = %(id)s",
        id=order_id,
    )
    if row["missing"]:
        amount = Money(row["missing"] if dice.random() < 0.7 else max(row["missing"] // 2, 1))
        business.do(Seat.BACKOFFICE, ReceiveMoney(order_id, Money(row["missing"]), amount, today(business)))
        return
    entries = business.rows(
        "SELECT e.id FROM umlauf.settlement e JOIN umlauf.order_check_step s ON s.entry_id = e.id"
        " WHERE s.order_id = %(id)s AND s.step IN ('receive', 'paid')"
        " AND NOT EXISTS (SELECT FROM umlauf.settlement r WHERE r.reverses_id = e.id)",
        id=order_id,
    )
    if entries:
        business.do(Seat.BACKOFFICE, ReversePayment(entries[0]["id"], today(business)))
