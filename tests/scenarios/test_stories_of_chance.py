"""Orders of events that nobody thought of and the machine of the tests came upon (`tests/machines/house`)."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.assets.status import Condition
from domain.buyout.accept_offer import AcceptOffer
from domain.buyout.offer_buyout import OfferBuyout, OfferedThing
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.changing import ContractIsOver
from domain.contracts.model import LineKind
from domain.contracts.parts import EndKind
from domain.contracts.status import Status
from domain.errors import RuleViolation
from domain.ids import ContractId
from domain.losses.model import LossId, LossKind
from domain.losses.report_loss import ReportLoss
from domain.money import Money
from domain.returns.announce_return import AnnounceReturn
from domain.returns.approve_return import ApproveReturn
from domain.returns.extend_return import ExtendReturn
from domain.returns.inspect_return import InspectReturn
from domain.returns.model import AnnouncedAlready, AskedBy, Purpose
from domain.returns.note_missing import NoteMissing
from domain.returns.note_other_thing import NoteOtherThing
from domain.returns.replace_asset import ReplaceAsset, ReplaceReason
from domain.returns.stages import IllegalReturnStep
from domain.returns.take_back_asset import TakeBackAsset
from domain.returns.take_back_parcel import TakeBackParcel
from domain.settings.change_return_settings import ChangeReturnSettings
from domain.settings.returns import Approval, ReturnSettings
from domain.transfers.agree_transfer import AgreeTransfer
from domain.transfers.carry_out_transfer import CarryOutTransfer
from domain.transfers.model import Agreement, DepositWay, TransferCause, TransferId
from tests.storage.business import Business
from tests.storage.goods import send
from tests.storage.trade import Rented, contract_of, days, rent, today


def give_notice(business: Business, what: Rented) -> None:
    """For a good reason, so that it ends today."""
    contract = contract_of(business, what.contract_id)
    day, kind = today(business), EndKind.EXTRAORDINARY
    notice = CancelContract(contract.id, contract.version, "Defekt", received_on=day, end_kind=kind)
    business.do(Seat.BACKOFFICE, notice)


@pytest.mark.parametrize("comes", [True, False], ids=["a thing", "another thing"])
def test_half_a_return_comes_before_anybody_agreed_to_it(business: Business, comes: bool) -> None:
    """The rest is waited for with this return, so no second one is opened for it."""
    business.do(Seat.OWNER, ChangeReturnSettings(0, ReturnSettings(Approval.ALL)))
    what = rent(business, business.customer(), business.product(), quantity=2)
    wish = AnnounceReturn(what.contract_id, today(business) + days(9), asked_by=AskedBy.PORTAL)
    case = business.do(Seat.BACKOFFICE, wish)
    if comes:
        business.do(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.USED))
    else:
        business.do(Seat.WAREHOUSE, NoteOtherThing(case.return_id, what.assets[0], found_text="SN-99"))
    rows = business.rows("SELECT status FROM umlauf.asset WHERE id = %(id)s", id=what.assets[1])
    assert rows == [{"status": "due_back"}]
    with pytest.raises(RuleViolation):
        business.do(Seat.BACKOFFICE, wish)


def test_what_waits_for_a_word_of_the_office_is_not_asked_for_twice(business: Business) -> None:
    """Neither a replacement nor the contract's end opens a second return beside the one that a customer asked for."""
    business.do(Seat.OWNER, ChangeReturnSettings(0, ReturnSettings(Approval.ALL)))
    what = rent(business, business.customer(), business.product())
    business.pass_days(20)
    case = business.do(Seat.BACKOFFICE, AnnounceReturn(what.contract_id, today(business) + days(9)))
    with pytest.raises(AnnouncedAlready):
        business.do(Seat.BACKOFFICE, ReplaceAsset(what.contract_id, what.assets[0], ReplaceReason.DEFECT))
    give_notice(business, what)
    rows = business.rows("SELECT id FROM umlauf.return_case")
    assert [row["id"] for row in rows] == [case.return_id]
    assert business.rows("SELECT status FROM umlauf.asset") == [{"status": "due_back"}]
    business.do(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.USED))
    assert business.rows("SELECT FROM umlauf.return_line WHERE received_at IS NULL") == []


@pytest.mark.parametrize("agreed", ["by the office", "by the end of the contract", "by nobody"])
def test_an_end_takes_over_a_replacement_that_was_asked_for(business: Business, agreed: str) -> None:
    """Whoever agreed before the thing came, the older return waits for nothing any more."""
    what = rent(business, business.customer(), business.product())
    wish = ReplaceAsset(what.contract_id, what.assets[0], ReplaceReason.DAMAGED, new_first=False)
    business.do(Seat.BACKOFFICE, wish)
    business.do(Seat.OWNER, ChangeReturnSettings(0, ReturnSettings(Approval.ALL)))
    business.clock.advance(timedelta(minutes=5))
    case = business.do(Seat.BACKOFFICE, AnnounceReturn(what.contract_id, today(business) + days(9)))
    if agreed == "by the office":
        business.do(Seat.BACKOFFICE, ApproveReturn(case.return_id))
    elif agreed == "by the end of the contract":
        business.pass_days(3)
        give_notice(business, what)
        rows = business.rows("SELECT FROM umlauf.return_case WHERE withdrawn_on IS NULL")
        assert len(rows) == 1
    business.do(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.USED))
    rows = business.rows("SELECT withdrawn_on, purpose FROM umlauf.return_case ORDER BY number")
    assert [(row["purpose"], row["withdrawn_on"]) for row in rows] == [
        ("replacement", today(business)),
        ("end", None),
    ]  # fmt: skip


@pytest.mark.parametrize("is_first", [True, False], ids=["before it is closed", "after it was closed"])
def test_what_is_stolen_is_waited_for_by_no_return(business: Business, is_first: bool) -> None:
    """A thing that is gone can be reported though a return names it, and none waits for it from then on."""
    what = rent(business, business.customer(), business.product(), quantity=2)
    case = business.do(Seat.BACKOFFICE, AnnounceReturn(what.contract_id, today(business) + days(9)))
    business.do(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.USED))
    if is_first:
        stolen = ReplaceAsset(what.contract_id, what.assets[1], ReplaceReason.STOLEN)
        with pytest.raises(ContractIsOver):
            business.do(Seat.BACKOFFICE, stolen)
    else:
        business.do(Seat.BACKOFFICE, NoteMissing(case.return_id, what.assets[1]))
        business.do(Seat.BACKOFFICE, InspectReturn(case.return_id, what.assets[0]))
    day = today(business)
    business.do(Seat.BACKOFFICE, ReportLoss(LossId(uuid4()), what.assets[1], LossKind.STOLEN, day, day))
    rows = business.rows("SELECT missing_at FROM umlauf.return_line WHERE received_at IS NULL")
    assert [row["missing_at"] is not None for row in rows] == [True]


def test_one_of_two_announced_things_is_stolen_and_replaced(business: Business) -> None:
    what = rent(business, business.customer(), business.product(), quantity=2)
    wish = AnnounceReturn(what.contract_id, today(business) + days(9), asset_ids=(what.assets[1],))
    case = business.do(Seat.BACKOFFICE, wish)
    business.do(Seat.BACKOFFICE, ReplaceAsset(what.contract_id, what.assets[1], ReplaceReason.STOLEN))
    rows = business.rows("SELECT withdrawn_on FROM umlauf.return_case WHERE id = %(id)s", id=case.return_id)
    assert rows == [{"withdrawn_on": today(business)}]


def test_with_the_last_thing_that_comes_back_no_other_one_is_sent(business: Business) -> None:
    """A parcel that nobody took in ends the contract at once, and with it what was to go out in its place."""
    what = rent(business, business.customer(), business.product())
    business.do(Seat.BACKOFFICE, ReplaceAsset(what.contract_id, what.assets[0], ReplaceReason.DOES_NOT_FIT))
    business.do(Seat.WAREHOUSE, TakeBackParcel(what.order.shipment_id, sends_again=False))
    assert contract_of(business, what.contract_id).status is Status.ENDED
    assert business.rows("SELECT FROM umlauf.shipment WHERE status IN ('open', 'packed')") == []


def test_of_two_things_one_comes_before_anybody_agreed_to_the_end(business: Business) -> None:
    """They were to come for a repair; then an end was asked for. With the first one the repair waits for neither."""
    what = rent(business, business.customer(), business.product(), quantity=2)
    business.do(Seat.BACKOFFICE, AnnounceReturn(what.contract_id, today(business), purpose=Purpose.REPAIR))
    business.do(Seat.OWNER, ChangeReturnSettings(0, ReturnSettings(Approval.ALL)))
    business.clock.advance(timedelta(minutes=5))
    business.do(Seat.BACKOFFICE, AnnounceReturn(what.contract_id, today(business) + days(9)))
    business.do(Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.USED))
    rows = business.rows("SELECT purpose FROM umlauf.return_case WHERE withdrawn_on IS NULL")
    assert rows == [{"purpose": "end"}]


def test_nothing_takes_the_place_of_what_is_lost_when_the_contract_is_over(business: Business) -> None:
    what = rent(business, business.customer(), business.product())
    give_notice(business, what)
    business.pass_days(5)
    day = today(business)
    lost = ReportLoss(LossId(uuid4()), what.assets[0], LossKind.LOST, day, day, replaces=True)
    with pytest.raises(ContractIsOver):
        business.do(Seat.BACKOFFICE, lost)
    business.do(Seat.BACKOFFICE, replace(lost, replaces=False))


def test_a_parcel_comes_back_after_its_contract_went_to_somebody_else(business: Business) -> None:
    """What was in it is held by the new contract by then, and that one it leaves."""
    what = rent(business, business.customer(), business.product(transit_days=0))
    receiver, successor = business.customer("Nachfolger"), ContractId(uuid4())
    agreed = Agreement(receiver.customer_id, today(business) + days(1), TransferCause.OTHER, DepositWay.SETTLED)
    version = contract_of(business, what.contract_id).version
    business.do(
        Seat.BACKOFFICE, AgreeTransfer(TransferId(uuid4()), what.contract_id, successor, version, agreed, "Umzug")
    )
    business.pass_days(1)
    transfer = business.rows("SELECT id FROM umlauf.transfer")[0]["id"]
    business.do(Seat.BACKOFFICE, CarryOutTransfer(transfer))
    business.do(Seat.WAREHOUSE, TakeBackParcel(what.order.shipment_id, sends_again=False))
    assert contract_of(business, successor).end_on is not None


def test_what_is_gone_is_not_waited_for_again(business: Business) -> None:
    """Of two announced things one is lost; more time is for the other one alone, and for nothing when that is here."""
    what = rent(business, business.customer(), business.product(), quantity=2)
    case = business.do(Seat.BACKOFFICE, AnnounceReturn(what.contract_id, today(business) + days(9)))
    day = today(business)
    business.do(Seat.BACKOFFICE, ReportLoss(LossId(uuid4()), what.assets[0], LossKind.LOST, day, day))
    business.do(Seat.BACKOFFICE, ExtendReturn(case.return_id, today(business) + days(20)))
    rows = business.rows("SELECT asset_id FROM umlauf.return_line WHERE missing_at IS NULL")
    assert [row["asset_id"] for row in rows] == [what.assets[1]]
    business.do(Seat.WAREHOUSE, TakeBackAsset(what.assets[1], Condition.USED))
    with pytest.raises(IllegalReturnStep):
        business.do(Seat.BACKOFFICE, ExtendReturn(case.return_id, today(business) + days(30)))


def test_nothing_is_sent_in_the_place_of_what_was_bought(business: Business) -> None:
    """A replacement waits to be packed when the customer buys the thing after all, for nothing, so at once."""
    what = rent(business, business.customer(), business.product())
    business.do(Seat.BACKOFFICE, ReplaceAsset(what.contract_id, what.assets[0], ReplaceReason.OTHER))
    thing = OfferedThing(what.assets[0], Money.of("0.00"), True)
    offer = business.do(Seat.BACKOFFICE, OfferBuyout(what.contract_id, (thing,))).offer_id
    version = contract_of(business, what.contract_id).version
    business.do(Seat.BACKOFFICE, AcceptOffer(offer, what.contract_id, version))
    assert contract_of(business, what.contract_id).status is Status.BOUGHT_OUT
    assert business.rows("SELECT FROM umlauf.shipment WHERE status IN ('open', 'packed')") == []


def test_who_buys_one_of_two_things_keeps_the_contract_of_the_one_that_comes_back(business: Business) -> None:
    """The other one is with us for repair and waits to be packed; only its rent goes on."""
    what = rent(business, business.customer(), business.product(), quantity=2)
    business.pass_days(5)
    business.do(
        Seat.WAREHOUSE, TakeBackAsset(what.assets[0], Condition.USED, purpose=Purpose.REPAIR, reason="unannounced")
    )
    thing = OfferedThing(what.assets[1], Money.of("0.00"), True)
    offer = business.do(Seat.BACKOFFICE, OfferBuyout(what.contract_id, (thing,))).offer_id
    version = contract_of(business, what.contract_id).version
    accepted = business.do(Seat.BACKOFFICE, AcceptOffer(offer, what.contract_id, version))
    assert not accepted.is_whole
    contract = contract_of(business, what.contract_id)
    assert contract.status is Status.ACTIVE
    [line] = [each for each in contract.lines if each.kind is LineKind.RENTAL]
    assert line.at(today(business))[1] == 1
    assert business.rows("SELECT cause FROM umlauf.shipment WHERE status = 'open'") == [{"cause": "again"}]


def test_a_parcel_that_nobody_took_in_is_sent_again_once(business: Business) -> None:
    """Something else was to take its place already: one of the two goes out."""
    what = rent(business, business.customer(), business.product())
    business.do(Seat.BACKOFFICE, ReplaceAsset(what.contract_id, what.assets[0], ReplaceReason.OTHER))
    business.clock.advance(timedelta(minutes=5))
    business.do(Seat.WAREHOUSE, TakeBackParcel(what.order.shipment_id))
    rows = business.rows("SELECT cause FROM umlauf.shipment WHERE status IN ('open', 'packed')")
    assert rows == [{"cause": "again"}]
    assert business.rows("SELECT purpose FROM umlauf.return_case WHERE withdrawn_on IS NULL") == [{"purpose": "resend"}]


def test_one_of_two_announced_things_lay_in_a_parcel_that_nobody_took_in(business: Business) -> None:
    """It came with a return of its own, so the other return waits for the other thing alone."""
    bike = business.product()
    what = rent(business, business.customer(), bike, quantity=2)
    business.do(Seat.BACKOFFICE, ReplaceAsset(what.contract_id, what.assets[0], ReplaceReason.STOLEN))
    [parcel] = business.rows("SELECT id FROM umlauf.shipment WHERE status = 'open'")
    new = business.receive(bike).asset_ids[0]
    send(business, parcel["id"], new)
    case = business.do(
        Seat.BACKOFFICE, AnnounceReturn(what.contract_id, today(business) + days(9), purpose=Purpose.REPAIR)
    )
    business.clock.advance(timedelta(minutes=5))
    business.do(Seat.WAREHOUSE, TakeBackParcel(parcel["id"]))
    rows = business.rows(
        "SELECT asset_id FROM umlauf.return_line WHERE return_id = %(id)s"
        " AND received_at IS NULL AND missing_at IS NULL",
        id=case.return_id,
    )
    assert [row["asset_id"] for row in rows] == [what.assets[1]]


def test_of_a_return_of_two_contracts_one_thing_lay_in_a_parcel_that_nobody_took_in(business: Business) -> None:
    """The return goes on for the other contract's thing, and waits no more for what is here."""
    customer, product = business.customer(), business.product()
    kept, undelivered = (rent(business, customer, product) for _ in range(2))
    wish = AnnounceReturn(undelivered.contract_id, today(business) + days(9), also=(kept.contract_id,))
    case = business.do(Seat.BACKOFFICE, wish)
    business.do(Seat.WAREHOUSE, TakeBackParcel(undelivered.order.shipment_id))
    lines = business.rows(
        "SELECT asset_id, received_at IS NULL AND missing_at IS NULL AS waits FROM umlauf.return_line"
        " WHERE return_id = %(id)s",
        id=case.return_id,
    )
    assert {row["asset_id"]: row["waits"] for row in lines} == {kept.assets[0]: True, undelivered.assets[0]: False}
    business.do(Seat.WAREHOUSE, TakeBackAsset(kept.assets[0], Condition.USED))
    [row] = business.rows(
        "SELECT stage FROM umlauf.return_step WHERE return_id = %(id)s ORDER BY n DESC LIMIT 1", id=case.return_id
    )
    assert row["stage"] in ("received", "inspected", "closed")
