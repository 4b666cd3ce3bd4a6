"""What the office sees of losses, write-offs, cases and transfers, under its own login."""

from uuid import uuid4

import pytest

from domain.application import Seat
from domain.assets.status import Status
from domain.ids import ContractId
from domain.losses.claim_loss import ClaimLoss
from domain.losses.model import LossId, LossKind, UnknownLoss
from domain.losses.report_loss import ReportLoss
from domain.losses.stages import Stage
from domain.losses.write_off_asset import WriteOffAsset
from domain.losses.writing_off import WriteOffId, WriteOffReason, WriteOffStatus
from domain.money import Money
from domain.returns.replace_asset import ReplaceAsset, ReplaceReason
from domain.transfers.agree_transfer import AgreeTransfer
from domain.transfers.model import Agreement, DepositWay, TransferCause, TransferDayWrong, TransferId, UnknownTransfer
from domain.views.losses import LossQuestion
from domain.views.transfers import TransferQuestion
from storage.queries.losses import Losses
from storage.queries.transfers import Transfers
from tests.storage.business import Business, tax_rules
from tests.storage.trade import contract_of, days, rent, today


def test_what_is_gone_stands_in_one_list_whether_it_was_reported_or_not(business: Business) -> None:
    bike = business.product(price="28.00")
    first, second = rent(business, business.customer(), bike), rent(business, business.customer("Adler"), bike)
    business.pass_days(5)
    loss_id, day = LossId(uuid4()), today(business)
    report = ReportLoss(loss_id, first.assets[0], LossKind.STOLEN, day, day, "ST/12", words="aus dem Keller")
    told = business.do(Seat.BACKOFFICE, report)
    business.do(Seat.BACKOFFICE, ClaimLoss(loss_id, "E-Bike", Money.of("300.00")))
    business.do(Seat.BACKOFFICE, ReplaceAsset(second.contract_id, second.assets[0], ReplaceReason.LOST))
    losses = Losses(business.connection(Seat.BACKOFFICE))
    found = losses.losses(LossQuestion())
    assert [(row.kind, row.stage, row.customer) for row in found] == [
        (LossKind.STOLEN, Stage.CLAIMED, "Jonas Brückner"),
        (LossKind.LOST, None, ""),
    ]
    assert [row.code for row in losses.losses(LossQuestion(only_unreported=True))] == [found[1].code]
    assert [row.code for row in losses.losses(LossQuestion("ST/12", (Stage.CLAIMED,)))] == [found[0].code]
    assert losses.losses(LossQuestion(stages=(Stage.KEPT,))) == ()
    late = ReportLoss(LossId(uuid4()), second.assets[0], LossKind.STOLEN, day, day)
    assert business.do(Seat.BACKOFFICE, late).contract_id == second.contract_id, "it was theirs"
    assert [row.kind for row in losses.losses(LossQuestion(stages=(Stage.REPORTED,)))] == [LossKind.LOST]
    page = losses.page(told.number)
    assert (page.words, page.worth, page.cover) == ("aus dem Keller", Money.of("855.00"), None)
    assert (page.row.charged, page.row.cost) == (Money.of("300.00"), Money.of("900.00"))
    with pytest.raises(UnknownLoss):
        losses.page("LO-999999-9")
    thing = losses.to_write_off(found[0].code)
    assert (thing.status, thing.live) == (Status.STOLEN, None)
    business.do(
        Seat.BACKOFFICE,
        WriteOffAsset(
            WriteOffId(uuid4()), first.assets[0], Money.of("80.00"), WriteOffReason.STOLEN, "aus den Büchern"
        ),
    )
    [written] = losses.write_offs("", (WriteOffStatus.BOOKED,), 10)
    assert (written.write_off.value, written.proposed_by, written.approved_by) == (Money.of("80.00"), "Anna", "Anna")
    assert losses.of_contract(first.contract_id).losses[0].written_off
    [claim] = losses.open_claims(contract_of(business, second.contract_id).customer_id, day)
    assert (claim.open, claim.contracts) == (Money.of("28.00"), contract_of(business, second.contract_id).number)


def test_a_transfer_is_previewed_as_it_is_carried_out(business: Business) -> None:
    """28.00 from 2 February, on the 12th: ten days stay, 18.00 go back and are asked of the other party."""
    jonas, mira = business.customer(), business.customer("Adler")
    rented = rent(business, jonas, business.product(price="28.00"))
    start = contract_of(business, rented.contract_id).start_on
    assert start is not None
    business.pass_days(12)
    shown = Transfers(business.connection(Seat.BACKOFFICE), tax_rules(), business.clock)
    agreed = Agreement(mira.customer_id, start + days(10), TransferCause.HEIR, DepositWay.SETTLED)
    preview = shown.preview(rented.contract_id, agreed, today(business))
    assert (preview.credited, preview.charged, preview.deposit) == (Money.of("18.00"), Money.of("18.00"), None)
    assert len(preview.things) == 1
    wrong = Agreement(mira.customer_id, start - days(1), TransferCause.HEIR)
    with pytest.raises(TransferDayWrong):
        shown.preview(rented.contract_id, wrong, today(business))
    command = AgreeTransfer(TransferId(uuid4()), rented.contract_id, ContractId(uuid4()),
                            contract_of(business, rented.contract_id).version, agreed, "Erbe")  # fmt: skip
    business.do(Seat.BACKOFFICE, command)
    rows = business.rows("SELECT kind, gross_minor FROM umlauf.invoice ORDER BY id")
    assert sorted((row["kind"], row["gross_minor"]) for row in rows[1:]) == [("credit_note", 1800), ("invoice", 1800)]
    for question in (
        TransferQuestion(customer_id=jonas.customer_id),
        TransferQuestion(customer_id=mira.customer_id),
        TransferQuestion(contract_id=command.successor_id),
    ):
        [row] = shown.transfers(question)
        assert (row.from_name, row.to_name, row.can_move_deposit) == ("Jonas Brückner", "Jonas Adler", False)
    assert shown.by_number(row.transfer.number).successor == contract_of(business, command.successor_id).number
    with pytest.raises(UnknownTransfer):
        shown.by_number("TF-999999-9")
