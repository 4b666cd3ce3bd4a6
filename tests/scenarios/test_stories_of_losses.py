"""Lost and stolen things over months: whole documents against figures computed by hand, with what goes wrong."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from domain.application import Command, Seat
from domain.catalog.model import ProductKind
from domain.contracts.model import LineKind
from domain.contracts.reach_day import ReachDay
from domain.ids import AssetId, CommandId
from domain.losses.change_loss_settings import ChangeLossSettings
from domain.losses.charge_loss import ChargeLoss
from domain.losses.claim_loss import ClaimLoss
from domain.losses.cover_loss import CoverLoss
from domain.losses.decide_found import DecideFound
from domain.losses.decide_write_off import DecideWriteOff
from domain.losses.find_lost import FindLost
from domain.losses.model import (
    CannotGoOn,
    LossId,
    LossKind,
    LossKnown,
    NotCovered,
    ObjectionRuns,
)
from domain.losses.object_to_loss import ObjectToLoss
from domain.losses.recover_lost import RecoverLost, Recovery
from domain.losses.report_loss import ReportLoss
from domain.losses.settings import Cover, LossSettings, StopsOn
from domain.losses.stages import IllegalLossStep
from domain.losses.undo_write_off import UndoWriteOff
from domain.losses.waive_loss import WaiveLoss
from domain.losses.write_off_asset import WriteOffAsset
from domain.losses.writing_off import (
    BooksOfDayClosed,
    NotToWriteOff,
    WriteOffId,
    WriteOffNeedsSecondPerson,
    WriteOffReason,
    WrittenOffAlready,
)
from domain.money import Money
from storage.jobs.loss_days import charge_losses
from tests.storage.business import Business
from tests.storage.trade import Rented, bill, check_books, contract_of, days, differences, rent, today

TITLE = "Verlust E-Bike"


def gone(business: Business, rented: Rented, kind: LossKind = LossKind.LOST, **more: Any) -> ReportLoss:
    day = today(business)
    return ReportLoss(LossId(uuid4()), rented.assets[0], kind, day - days(1), day, **more)


def papers(business: Business) -> list[tuple[str, int]]:
    """In the order in which they were written (`ctid`): the clock of a story stands still, and ids of one instant have
    no order."""
    rows = business.rows("SELECT kind, gross_minor FROM umlauf.invoice ORDER BY issued_on, ctid")
    return [(row["kind"], row["gross_minor"]) for row in rows]


def letters(business: Business) -> list[str]:
    rows = business.rows(
        "SELECT facts ->> 'kind' AS kind FROM umlauf.outbox WHERE kind = 'contract' ORDER BY created_at, ctid"
    )
    return [row["kind"] for row in rows if row["kind"].startswith("loss")]


def status(business: Business, asset_id: AssetId) -> str:
    return str(business.rows("SELECT status FROM umlauf.asset WHERE id = %(id)s", id=asset_id)[0]["status"])


def night(business: Business) -> int:
    def run(_known: CommandId, command: Command) -> Any:
        return business.do(Seat.WORKER, command)

    return charge_losses(today(business), business.connection(Seat.WORKER), run)


def test_a_bike_is_lost_paid_for_and_found_again(business: Business) -> None:
    """31.00 a month from 2 February, bought for 900.00. Lost and told on 11 March, the second month in use.

    Ten days of March (2 to 11) stay charged, 21.00 go back; the contract ends. By the table (B, up to six months) it
    is worth 95 %: 855.00. The customer objects, is told again of 400.00, and pays when the days are over. In May the
    bike stands in the warehouse: 400.00 go back.
    """
    rented = rent(business, business.customer(), business.product(price="31.00"))
    business.pass_days(30)
    bill(business)
    business.pass_days(9)
    report = gone(business, rented, words="Am Bahnhof stehen lassen")
    business.do(Seat.BACKOFFICE, report)
    assert papers(business) == [("invoice", 3100), ("invoice", 3100), ("credit_note", 2100)]
    assert status(business, rented.assets[0]) == "lost"
    with pytest.raises(LossKnown):
        business.do(Seat.BACKOFFICE, replace(report, loss_id=LossId(uuid4())))
    with pytest.raises(NotCovered):
        business.do(Seat.BACKOFFICE, CoverLoss(report.loss_id, "Selbstbeteiligung"))

    claimed = business.do(Seat.BACKOFFICE, ClaimLoss(report.loss_id, TITLE))
    assert claimed.amount == Money.of("855.00")
    with pytest.raises(ObjectionRuns):
        business.do(Seat.BACKOFFICE, ChargeLoss(report.loss_id))
    business.do(Seat.BACKOFFICE, ObjectToLoss(report.loss_id, "Das Rad war alt"))
    assert night(business) == 0, "what the customer objects to waits for the office"
    business.do(Seat.BACKOFFICE, ClaimLoss(report.loss_id, TITLE, Money.of("400.00")))
    business.pass_days(15)
    assert night(business) == 1
    assert papers(business)[3:] == [("invoice", 40000)]
    [line] = business.rows("SELECT about, about_asset_id FROM umlauf.contract_line WHERE kind = 'charge'")
    assert (line["about"]["cause"], line["about_asset_id"]) == ("loss", rented.assets[0])
    business.do(Seat.WORKER, ReachDay((rented.contract_id,), today(business)))
    with pytest.raises(CannotGoOn):
        business.do(Seat.BACKOFFICE, RecoverLost(report.loss_id, Recovery.GOES_ON, today(business)))

    written = WriteOffAsset(
        WriteOffId(uuid4()), rented.assets[0], Money.of("700.00"), WriteOffReason.LOST, "laut Anlagenspiegel"
    )
    business.do(Seat.BACKOFFICE, written)
    with pytest.raises(WriteOffNeedsSecondPerson):
        business.do(Seat.BACKOFFICE, DecideWriteOff(written.write_off_id, agrees=True))
    business.do(Seat.OWNER, DecideWriteOff(written.write_off_id, agrees=True))
    business.pass_days(40)
    business.do(Seat.WAREHOUSE, FindLost(rented.assets[0]))
    assert status(business, rented.assets[0]) == "to_repair"
    [booked] = business.rows("SELECT status FROM umlauf.write_off")
    assert booked["status"] == "reversed", "what is here is in the books again"
    assert [row["kind"] for row in business.rows("SELECT kind FROM umlauf.task WHERE closed_at IS NULL")] == [
        "loss_found"
    ]
    business.do(Seat.BACKOFFICE, DecideFound(report.loss_id, gives_back=True))
    assert papers(business)[4:] == [("credit_note", 40000)]
    with pytest.raises(IllegalLossStep):
        business.do(Seat.BACKOFFICE, DecideFound(report.loss_id, gives_back=False))
    assert letters(business) == ["loss_reported", "loss_claimed", "loss_claimed", "loss_given_back"]
    assert not differences(business, rented.contract_id, today(business))
    check_books(business)


def test_a_theft_is_insured_and_another_bike_is_sent(business: Business) -> None:
    """The protection pays for theft with a deductible of 50.00, once the police's reference is there. Rent goes on."""
    guard = business.product(
        "Diebstahlschutz", kind=LineKind.SERVICE, product_kind=ProductKind.SERVICE, price="5.00", sku="GUARD"
    )
    covers = (Cover(guard.product_id, lost=False, stolen=True, deductible=Money.of("50.00")),)
    business.do(Seat.OWNER, ChangeLossSettings(0, LossSettings(covers=covers, stops=StopsOn.PERIOD_END), "neu"))
    rented = rent(business, business.customer(), business.product(price="31.00"), guard)
    business.pass_days(5)
    report = gone(business, rented, LossKind.STOLEN, police="  ST/0123/2026 ", replaces=True)
    told = business.do(Seat.BACKOFFICE, report)
    assert told.shipment_number, "another one is on its way"
    covered = business.do(Seat.BACKOFFICE, CoverLoss(report.loss_id, "Selbstbeteiligung Diebstahlschutz"))
    assert covered.amount == Money.of("50.00")
    assert papers(business) == [("invoice", 3600), ("invoice", 5000)]
    assert contract_of(business, rented.contract_id).end_on is None
    assert letters(business) == ["loss_replaced", "loss_covered_part"]
    check_books(business)


def test_a_bike_is_mislaid_for_a_week_or_kept_for_good(business: Business) -> None:
    """Two of them on one line at 31.00 each from 2 February (28 days). One is lost on the 5th and told on the 6th:
    from the 7th one is charged. It is found and goes on from the 14th: 7 days of 31.00/28 are not paid, 7.75.

    Lost once more on the 20th, it is charged for 300.00, and the customer keeps it: the 300.00 become a sale.
    """
    rented = rent(business, business.customer(), business.product(price="31.00"), quantity=2)
    business.pass_days(6)
    first = gone(business, rented)
    business.do(Seat.BACKOFFICE, first)
    business.pass_days(8)
    business.do(Seat.BACKOFFICE, RecoverLost(first.loss_id, Recovery.GOES_ON, today(business)))
    assert status(business, rented.assets[0]) == "rented"
    assert len(business.rows("SELECT FROM umlauf.assignment WHERE upper_inf(during)")) == 2
    paid = sum(gross if kind == "invoice" else -gross for kind, gross in papers(business))
    lost_days = (today(business) - first.reported_on).days - 1
    assert paid == 6200 - Money(3100).share(lost_days, 28).minor

    business.pass_days(4)
    second = gone(business, rented)
    business.do(Seat.BACKOFFICE, second)
    business.do(Seat.BACKOFFICE, ClaimLoss(second.loss_id, TITLE, Money.of("300.00")))
    business.do(Seat.BACKOFFICE, ChargeLoss(second.loss_id, is_agreed=True))
    before = papers(business)
    business.do(Seat.BACKOFFICE, RecoverLost(second.loss_id, Recovery.KEEPS, today(business)))
    assert papers(business)[len(before) :] == [("invoice", 0)], "the one is set against the other"
    assert status(business, rented.assets[0]) == "sold"
    assert letters(business)[-1] == "loss_kept"
    waived = gone(business, Rented(rented.order, rented.assets[1:]))
    business.do(Seat.BACKOFFICE, waived)
    business.do(Seat.BACKOFFICE, WaiveLoss(waived.loss_id, "Kulanz"))
    assert not differences(business, rented.contract_id, today(business))
    check_books(business)


def test_what_leaves_the_books_is_undone_only_on_its_day(business: Business) -> None:
    asset = business.receive(business.product()).asset_ids[0]
    rented = rent(business, business.customer("Adler"), business.product("Helm", sku="H"))
    small = Money.of("40.00")
    with pytest.raises(NotToWriteOff):
        business.do(Seat.BACKOFFICE, WriteOffAsset(WriteOffId(uuid4()), rented.assets[0], small, WriteOffReason.BROKEN))
    first, second = (WriteOffAsset(WriteOffId(uuid4()), asset, small, WriteOffReason.BROKEN) for _ in range(2))
    business.do(Seat.BACKOFFICE, first)
    assert status(business, asset) == "retired"
    with pytest.raises(WrittenOffAlready):
        business.do(Seat.BACKOFFICE, second)
    business.do(Seat.BACKOFFICE, UndoWriteOff(first.write_off_id))
    assert status(business, asset) == "in_stock"
    business.do(Seat.BACKOFFICE, second)
    business.pass_days(1)
    with pytest.raises(BooksOfDayClosed):
        business.do(Seat.BACKOFFICE, UndoWriteOff(second.write_off_id))
