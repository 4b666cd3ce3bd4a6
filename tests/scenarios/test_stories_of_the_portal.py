"""Customers help themselves on their pages: each wish is previewed, filed, carried out, and seen by the office.

Whatever a customer may wish for is wished for here once; what the previews said is what was billed.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from domain.application import Command, Seat
from domain.billing.record_payment import RecordPayment
from domain.billing.settlement import OpenChangedMeanwhile
from domain.buyout.accept_offer import AcceptOffer
from domain.buyout.offer_buyout import OfferBuyout, OfferedThing
from domain.cancellations.model import Channel, DeclarationId
from domain.cancellations.receive_declaration import ReceiveDeclaration
from domain.catalog.add_product import ProductAdded
from domain.catalog.plan_changes import AllowedChange, Direction
from domain.catalog.set_plan_changes import SetPlanChanges
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.change_plan import ChangePlan
from domain.contracts.effective import When
from domain.contracts.model import Contract
from domain.contracts.move_end import MoveEnd
from domain.contracts.parts import Pause
from domain.contracts.pause_contract import PauseContract
from domain.contracts.preview_change import ChangePreview
from domain.contracts.resume_contract import ResumeContract
from domain.contracts.status import Status
from domain.contracts.withdraw_contract import WithdrawContract
from domain.customers.change_address import ChangeAddress
from domain.customers.model import Address
from domain.deliveries.change_delivery import ChangeDelivery
from domain.deliveries.change_rhythm import ChangeRhythm
from domain.deliveries.deliver_once import DeliverOnce
from domain.deliveries.restore_delivery import RestoreDelivery
from domain.deliveries.skip_delivery import SkipDelivery
from domain.errors import AppError
from domain.ids import ContractLineId
from domain.loyalty.give_referral_code import GiveReferralCode
from domain.money import Money
from domain.payments.ask_method import AskMethod
from domain.payments.pay_invoice import PayInvoice
from domain.payments.retry_payment import NotCollected
from domain.period import Interval, Unit
from domain.portal.ask_erasure import AskErasure
from domain.portal.change_contact import ChangeContact
from domain.portal.note_data_taken import NoteDataTaken
from domain.portal.send_photo import SendPhoto
from domain.portal.take_new_address import TakeNewAddress
from domain.portal.wishes import BY_LINK, WISHES, NotForCustomers, PauseTooLong, ServiceClosed
from domain.refurbishment.repairs import RepairId
from domain.refurbishment.report_problem import ReportProblem
from domain.returns.ask_return import AskReturn
from domain.returns.photos import PhotoId
from domain.settings.change_portal_settings import ChangePortalSettings
from domain.settings.portal import PortalSettings, Service
from domain.swaps.agree_swap import AgreeSwap
from domain.swaps.groups import Member, SwapRules
from domain.swaps.model import SwapReason
from domain.swaps.save_group import SaveGroup
from domain.tasks.model import TaskKind
from domain.views.portal import NotYours
from tests.scenarios.kitchen import opened
from tests.storage.business import Business
from tests.storage.payment_story import collecting, with_card
from tests.storage.portal_desk import HERE, PortalDesk, customer_called
from tests.storage.trade import Rented, bill, check_books, contract_of, days, invoices, rent, today

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb004300") + bytes(64) + b"\xff\xd9"
WISHED: set[str] = set()


@dataclass
class Customer:
    """Jonas at his pages; `done` wishes and has it carried out with all that follows."""

    desk: PortalDesk
    business: Business
    token: str = ""
    told: list[str] = field(default_factory=list)

    def sign_in(self) -> "Customer":
        self.token = self.desk.signed_in()
        return self

    def done(self, command: Command) -> Any:
        event = self.desk.done(self.token, command)
        WISHED.add(type(command).__name__)
        return event

    def preview(self, command: Command) -> Any:
        with self.desk.pages(self.token) as pages:
            return pages.preview(command)

    def refused(self, command: Command, kind: type[AppError]) -> None:
        """Before it is filed, and by the worker when a hand-written client files it all the same."""
        with pytest.raises(kind):
            self.preview(command)
        with pytest.raises(kind):
            self.desk.wish(self.token, command)

    def contract(self, rented: Rented) -> Contract:
        return contract_of(self.business, rented.contract_id)

    def letters(self) -> list[str]:
        """The kinds that were promised since last asked, in order."""
        rows = self.business.rows("SELECT facts ->> 'kind' AS kind FROM umlauf.outbox ORDER BY created_at, id")
        kinds = [row["kind"] for row in rows if row["kind"]]
        new = kinds[len(self.told) :]
        self.told = kinds
        return new


@pytest.fixture
def jonas(business: Business) -> Iterator[Customer]:
    desk = PortalDesk(business)
    yield Customer(desk, business)
    desk.close()


def bikes(business: Business) -> tuple[ProductAdded, ProductAdded]:
    small = business.product(price="79.00")
    large = business.product("E-Bike Kiez 4", price="99.00", sku="KIEZ4-M")
    members = (Member(small.variant_ids[0]), Member(large.variant_ids[0]))
    business.do(Seat.OWNER, SaveGroup(None, 0, "E-Bikes", members, SwapRules()))
    return small, large


def signed(documents: tuple[Any, ...], day: Any) -> int:
    return sum(each.draft.gross.minor for each in documents if each.on == day)


def test_process_10_portal(jonas: Customer) -> None:
    """A customer pauses, swaps, buys and cancels; each wish is previewed, carried out and answered by a letter."""
    business = jonas.business
    customer = business.customer()
    small, large = bikes(business)
    rented = rent(business, customer, small)
    second = rent(business, customer, small)
    business.pass_days(17)
    jonas.sign_in()
    with jonas.desk.pages(jonas.token) as pages:
        seen = pages.overview()
        assert [each.contract.number for each in seen.contracts] == [
            jonas.contract(each).number for each in (second, rented)
        ]
        assert {each.asset_id for each in seen.things} == {*rented.assets, *second.assets}
        assert [each.open for each in seen.open_items] == [Money.of("79.00")] * 2
        assert len(seen.contracts[0].next) == 1
    for each in seen.open_items:
        business.do(Seat.BACKOFFICE, RecordPayment(each.id, each.open, each.open, today(business)))

    # a pause of March, previewed as it is billed
    start = today(business).replace(day=1) + days(59)
    pause = Pause(start, start + days(31), moves_end=True)
    wish = PauseContract(rented.contract_id, jonas.contract(rented).version, pause=pause)
    preview = jonas.preview(wish)
    assert isinstance(preview, ChangePreview)
    assert preview.year_more == Money.of("-79.00")
    jonas.done(wish)
    assert [each.from_on for each in jonas.contract(rented).pauses] == [pause.from_on]
    [row] = business.rows("SELECT seat, login FROM umlauf.command WHERE name = 'PauseContract'")
    assert row == {"seat": "portal", "login": "seat_worker"}
    jonas.done(ResumeContract(rented.contract_id, jonas.contract(rented).version, resume_on=pause.from_on + days(10)))

    # another bike, dearer
    business.receive(large)
    with jonas.desk.pages(jonas.token) as pages:
        found = pages.swaps(jonas.contract(second).number, today(business))
        [option] = found.things[0].options
    assert option.free.in_stock == 1
    swap = AgreeSwap(
        second.contract_id, second.assets[0], option.variant_id, option.plan_id, SwapReason.OUTGROWN, today(business)
    )
    assert jonas.preview(swap).price == Money.of("99.00")
    jonas.done(swap)
    assert "swap_new_first" in jonas.letters()
    buys_and_cancels(jonas, rented, second)
    check_books(business)


def buys_and_cancels(jonas: Customer, rented: Rented, second: Rented) -> None:
    business = jonas.business
    # an offer that the office made
    offered = OfferedThing(rented.assets[0], Money.of("400.00"), True)
    offer = business.do(Seat.BACKOFFICE, OfferBuyout(rented.contract_id, (offered,)))
    with jonas.desk.pages(jonas.token) as pages:
        assert [each.offer.id for each in pages.overview().offers] == [offer.offer_id]
    accept = AcceptOffer(offer.offer_id, rented.contract_id, jonas.contract(rented).version)
    assert jonas.preview(accept).now.today_more == Money.of("400.00")
    jonas.done(accept)
    assert "buyout_accepted" in jonas.letters()

    # and the other contract ends
    cancel = CancelContract(
        second.contract_id,
        jonas.contract(second).version,
        received_on=today(business),
        fee_line_id=ContractLineId(uuid4()),
        cause="too_expensive",
    )
    last_day = jonas.preview(cancel).contract.ending.last_day
    jonas.done(cancel)
    assert jonas.contract(second).status is Status.CANCELLATION_REQUESTED
    ending = jonas.contract(second).ending
    assert ending is not None
    assert ending.last_day == last_day
    assert "cancellation_received_at" in jonas.letters()


def test_what_the_preview_of_a_pause_said_is_billed(jonas: Customer) -> None:
    business = jonas.business
    rented = rent(business, business.customer(), business.product(price="79.00"))
    jonas.sign_in()
    contract = jonas.contract(rented)
    start = contract.start_on
    assert start is not None
    pause = Pause(today(business), today(business) + days(60), moves_end=True)
    wish = PauseContract(rented.contract_id, contract.version, pause=pause)
    credited = jonas.preview(wish).today_more
    before = {each["number"] for each in invoices(business)}
    jonas.done(wish)
    bill(business)
    new = [each for each in invoices(business) if each["number"] not in before]
    sums = sum(each["gross"] if each["kind"] == "invoice" else -each["gross"] for each in new)
    assert sums == credited.minor
    check_books(business)


def test_plans_ends_and_withdrawal(jonas: Customer) -> None:
    business = jonas.business
    customer = business.customer()
    small, large = bikes(business)
    business.do(
        Seat.OWNER,
        SetPlanChanges(small.plan_ids[0], (AllowedChange(large.plan_ids[0], Direction.UP, When.NOW),)),
    )
    rented = rent(business, customer, small)
    jonas.sign_in()
    with jonas.desk.pages(jonas.token) as pages:
        view = pages.contract(jonas.contract(rented).number)
    assert [each.plan.id for each in view.plans] == [large.plan_ids[0]]
    assert view.withdraw_until is not None
    contract = jonas.contract(rented)
    jonas.done(ChangePlan(contract.id, contract.version, line_id=contract.lines[0].id, plan_id=large.plan_ids[0]))
    contract = jonas.contract(rented)
    office = MoveEnd(contract.id, contract.version, last_day=today(business) + days(90))
    business.do(Seat.BACKOFFICE, office)
    contract = jonas.contract(rented)
    earlier = MoveEnd(contract.id, contract.version, last_day=today(business) + days(30))
    with pytest.raises(AppError) as refused:
        jonas.done(earlier)
    assert refused.value.code == "portal_end_only_later"
    jonas.done(MoveEnd(contract.id, contract.version, last_day=today(business) + days(120)))
    contract = jonas.contract(rented)
    jonas.done(WithdrawContract(contract.id, contract.version, received_on=today(business)))
    assert jonas.contract(rented).status is Status.WITHDRAWN
    assert "withdrawal_received" in jonas.letters()


def test_things_go_back_break_and_are_shown(jonas: Customer) -> None:
    business = jonas.business
    rented = rent(business, business.customer(), business.product())
    jonas.sign_in()
    repair = RepairId(uuid4())
    jonas.done(ReportProblem(repair, rented.assets[0], "Die Bremse schleift."))
    jonas.done(SendPhoto.of(rented.assets[0], PhotoId(uuid4()), JPEG))
    [row] = business.rows("SELECT content, personal FROM umlauf.portal_wish WHERE name = 'SendPhoto'")
    assert row == {"content": None, "personal": None}
    assert business.rows("SELECT moment FROM umlauf.asset_photo") == [{"moment": "reported"}]
    with jonas.desk.pages(jonas.token) as pages:
        assert pages.overview().things[0].problem
    wish = AskReturn(rented.assets, today(business) + days(10), "not_needed")
    [preview] = jonas.preview(wish)
    assert preview.pieces == 1
    jonas.done(wish)
    with jonas.desk.pages(jonas.token) as pages:
        [coming] = pages.overview().returns
        assert pages.own_return(coming.number).label.code == coming.number
    assert business.rows("SELECT asked_by FROM umlauf.return_case") == [{"asked_by": "portal"}]


def test_deliveries_are_left_out_changed_and_added(jonas: Customer) -> None:
    business = jonas.business
    with opened(business) as kitchen:
        [first] = kitchen.open()
        kitchen.ship(first)
    jonas.sign_in()
    contract_id = kitchen.contract.id

    def slots() -> list[Any]:
        with jonas.desk.pages(jonas.token) as pages:
            view = pages.contract(kitchen.contract.number)
            return [each.slot for each in view.deliveries if each.is_changeable and each.slot.day > today(business)]

    line, day = slots()[1].line_id, slots()[1].day

    def version() -> int:
        return kitchen.contract.version

    known = {"line_id": line, "first_day": day}
    jonas.done(SkipDelivery(contract_id, version(), **known))
    jonas.done(RestoreDelivery(contract_id, version(), **known))
    jonas.done(ChangeDelivery(contract_id, version(), quantity=Decimal(3), **known))
    jonas.done(DeliverOnce(contract_id, version(), line_id=ContractLineId(uuid4()), like_id=line))
    daily = ChangeRhythm(contract_id, version(), interval=Interval(Unit.DAY, 1), **known)
    with pytest.raises(NotForCustomers):
        jonas.desk.wish(jonas.token, daily)
    jonas.done(ChangeRhythm(contract_id, version(), interval=Interval(Unit.MONTH, 2), **known))
    check_books(business)


def test_who_they_are_is_changed_with_care(jonas: Customer) -> None:
    business = jonas.business
    customer = business.customer().customer_id
    jonas.sign_in()
    abroad = ChangeAddress(customer, Address("Rue 1", "1050", "Bruxelles", "BE"))
    assert jonas.preview(abroad) == ()
    jonas.done(abroad)
    jonas.done(ChangeContact(customer, "+49 30 1234", "en"))
    with jonas.desk.pages(jonas.token) as pages:
        request_id = pages.ask_new_address("neu@example.org", HERE, "de")
    said = jonas.desk.sent_code(request_id)
    unproved = TakeNewAddress(customer, request_id)
    with pytest.raises(NotYours):
        jonas.desk.wish(jonas.token, unproved)
    with jonas.desk.pages(jonas.token) as pages:
        pages.try_code(request_id, said["login_code"], HERE)
    with jonas.desk.pages(jonas.token) as pages:
        assert pages.confirm_address(request_id, said["login_code"])
    jonas.done(unproved)
    [row] = business.rows("SELECT email, phone, city FROM umlauf.customer_personal")
    assert row == {"email": "neu@example.org", "phone": "+49 30 1234", "city": "Bruxelles"}
    [old] = business.rows(
        "SELECT a.address FROM umlauf.outbox_address a JOIN umlauf.outbox o ON o.id = a.outbox_id"
        " WHERE o.facts ->> 'kind' = 'mail_address_changed'"
    )
    assert old["address"] == "jonas@example.org"


def test_another_payment_method_is_left_by_a_link(jonas: Customer) -> None:
    business = jonas.business
    customer = business.customer()
    rent(business, customer, business.product())
    collecting(business)
    business.do(Seat.OWNER, ChangePortalSettings(0, PortalSettings(address="https://kunden.example")))
    jonas.sign_in()
    jonas.done(AskMethod(customer.customer_id))
    told = [str(row["facts"]) for row in business.rows("SELECT facts FROM umlauf.outbox")]
    assert [each for each in told if "https://kunden.example/method/" in each]


def test_an_invoice_is_paid_at_once_by_the_card_that_is_known(jonas: Customer) -> None:
    """It was to be transferred. What is open has to be what the page showed; nobody pays with another one's card."""
    business = jonas.business
    customer, other = business.customer(), customer_called(business, "Eva", "eva@example.org")
    rent(business, customer, business.product(price="79.00"))
    collecting(business)
    card, of_eva = (with_card(business, each.customer_id) for each in (customer, other))
    jonas.sign_in()
    with jonas.desk.pages(jonas.token) as pages:
        [document] = pages.documents()
        assert [each.id for each in pages.ways_to_pay()] == [card]
        assert not pages.is_under_way(document.id)
    pay = PayInvoice(customer.customer_id, document.id, card, document.open)
    with pytest.raises(NotYours):
        jonas.desk.wish(jonas.token, replace(pay, method_id=of_eva))
    with pytest.raises(OpenChangedMeanwhile):
        jonas.done(replace(pay, open_seen=Money.of("10.00")))
    jonas.done(pay)
    with pytest.raises(NotCollected):
        jonas.done(pay)
    with jonas.desk.pages(jonas.token) as pages:
        assert pages.is_under_way(document.id)
    [attempt] = business.rows("SELECT status, amount_minor, payment_method_id FROM umlauf.payment_attempt")
    assert attempt == {"status": "planned", "amount_minor": 7900, "payment_method_id": card}


def test_friends_data_and_erasure(jonas: Customer) -> None:
    business = jonas.business
    customer = business.customer()
    rent(business, customer, business.product())
    jonas.sign_in()
    with pytest.raises(AppError) as refused:
        jonas.done(GiveReferralCode(customer.customer_id))
    assert refused.value.code == "programme_closed"
    WISHED.add("GiveReferralCode")
    jonas.done(NoteDataTaken(customer.customer_id))
    with jonas.desk.pages(jonas.token) as pages:
        everything = pages.everything()
    assert '"jonas@example.org"' in json.dumps(everything)
    assert len(list(everything["invoice"])) == 1
    jonas.done(AskErasure(customer.customer_id))
    jonas.done(AskErasure(customer.customer_id))
    assert len(business.rows("SELECT id FROM umlauf.task WHERE kind = %(k)s", k=TaskKind.ERASURE_ASKED)) == 1
    assert jonas.letters()[-2:] == ["data_taken", "erasure_received"]


def test_anybody_declares_without_a_session(jonas: Customer) -> None:
    """The instant of filing counts; the confirmation goes to the address in the declaration."""
    business, desk = jonas.business, jonas.desk
    declaration = ReceiveDeclaration(
        DeclarationId(uuid4()), Channel.BUTTON, business.clock.now(), words="Ich kündige.", name="J. Brückner",
        contract="CT-1", email="jonas@example.org",
    )  # fmt: skip
    filed = desk.door.declare(declaration, HERE)
    assert desk.door.declare(declaration, HERE) == filed
    desk.carry_out(filed.wish_id)
    assert desk.door.outcome(filed.wish_id).is_done
    assert business.rows("SELECT words FROM umlauf.declaration_content") == [{"words": "Ich kündige."}]
    assert "declaration_received" in jonas.letters()
    WISHED.add("ReceiveDeclaration")


def test_what_is_the_offices_stays_the_offices(jonas: Customer) -> None:
    business = jonas.business
    rented = rent(business, business.customer(), business.product())
    jonas.sign_in()
    contract, day = jonas.contract(rented), today(business)
    ids = (contract.id, contract.version)
    jonas.refused(PauseContract(*ids, pause=Pause(day, None, moves_end=True)), PauseTooLong)
    jonas.refused(PauseContract(*ids, pause=Pause(day, day + days(200), moves_end=True)), PauseTooLong)
    jonas.refused(PauseContract(*ids, pause=Pause(day, day + days(20))), NotForCustomers)
    jonas.refused(PauseContract(*ids, "darum", pause=Pause(day, day + days(20), moves_end=True)), NotForCustomers)
    jonas.refused(CancelContract(*ids, received_on=day - days(3)), NotForCustomers)
    jonas.refused(CancelContract(*ids, received_on=day, waives_fee=True), NotForCustomers)
    price = ChangePlan(*ids, line_id=contract.lines[0].id, title="Billig", price=Money.of("1.00"))
    jonas.refused(price, NotForCustomers)
    business.do(Seat.OWNER, ChangePortalSettings(0, PortalSettings(closed=(Service.CANCEL,))))
    jonas.refused(CancelContract(*ids, received_on=day), ServiceClosed)


def test_process_10_portal_in_a_changed_world(jonas: Customer) -> None:
    """Filed while it was open; closed and changed when it is carried out: the answer says why, and nothing happened."""
    business = jonas.business
    rented = rent(business, business.customer(), business.product())
    jonas.sign_in()
    contract, day = jonas.contract(rented), today(business)
    pause = Pause(day, day + timedelta(days=30), moves_end=True)
    filed = jonas.desk.wish(jonas.token, PauseContract(contract.id, contract.version, pause=pause))
    assert not jonas.desk.outcome(jonas.token, filed.wish_id).is_done
    business.do(Seat.OWNER, ChangePortalSettings(0, PortalSettings(closed=(Service.PAUSE,))))
    assert jonas.desk.carry_out(filed.wish_id) is None
    assert jonas.desk.carry_out(filed.wish_id) is None
    refusal = jonas.desk.outcome(jonas.token, filed.wish_id).refusal
    assert isinstance(refusal, ServiceClosed)
    assert jonas.contract(rented).pauses == ()


def test_pages_of_others_are_not_there(jonas: Customer) -> None:
    business = jonas.business
    business.customer()
    product = business.product()
    other = business.customer("Fremd")
    business.rows(
        "UPDATE umlauf.customer_personal SET email = '' WHERE customer_id = %(id)s RETURNING 1 AS x",
        id=other.customer_id,
    )
    rented = rent(business, other, product)
    jonas.sign_in()
    number = contract_of(business, rented.contract_id).number
    [invoice] = [each["number"] for each in invoices(business)]
    with jonas.desk.pages(jonas.token) as pages:
        asked = (pages.contract, pages.paper, pages.own_return)
        for ask, ref in zip(asked, (number, invoice, "RT-001001-X"), strict=True):
            with pytest.raises(NotYours):
                ask(ref)
        for ref in (str(rented.contract_id), str(UUID(int=0)), "' OR 1=1 --"):
            with pytest.raises(NotYours):
                pages.contract(ref)


def test_all_that_may_be_wished_for_was_wished_for_here() -> None:
    assert {each.__name__ for each in WISHES if each not in BY_LINK} == WISHED, "quotes have stories of their own"
