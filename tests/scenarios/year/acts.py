"""What people do with running contracts in the year, each act with all that comes of it in the days after."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

from domain.application import Seat
from domain.billing.pay_out_balance import PayOutBalance
from domain.billing.settlement import OpenChangedMeanwhile
from domain.buyout.accept_offer import AcceptOffer
from domain.buyout.offer_buyout import OfferBuyout, OfferedThing
from domain.cancellations.carry_out_declaration import CarryOutDeclaration
from domain.cancellations.deed import Details
from domain.cancellations.match_declaration import MatchDeclaration
from domain.cancellations.model import Channel, DeclarationId, Declared, DeclaredKind
from domain.cancellations.receive_declaration import ReceiveDeclaration
from domain.collection.decide_collection import DecideCollection
from domain.collection.model import CollectionId, Stage, Step
from domain.collection.move_collection import MoveCollection
from domain.collection.propose_collection import ProposeCollection
from domain.collection.write_off_claim import WriteOffClaim
from domain.collection.writing_off import WriteOffCause
from domain.contracts.add_line import AddLine
from domain.contracts.change_price import ChangePrice
from domain.contracts.charge_once import ChargedItem, ChargeOnce
from domain.contracts.model import Contract, LineKind
from domain.contracts.parts import Pause
from domain.contracts.pause_contract import PauseContract
from domain.customers.change_address import ChangeAddress
from domain.customers.model import Address
from domain.ids import AssetId, ContractId, ContractLineId, CustomerId
from domain.losses.charge_loss import ChargeLoss
from domain.losses.claim_loss import ClaimLoss
from domain.losses.find_lost import FindLost
from domain.losses.model import LossId, LossKind
from domain.losses.report_loss import ReportLoss
from domain.loyalty.redeem_voucher import RedeemVoucher
from domain.money import Money
from domain.refunds.approve_refund import ApproveRefund
from domain.refunds.ask_refund import AskRefund
from domain.refunds.model import GiftAsked, RefundCause, RefundId
from domain.refunds.send_refund import SendRefund
from domain.refunds.settle_refund import SettleRefund
from domain.refurbishment.repairs import RepairId
from domain.refurbishment.report_problem import ReportProblem
from domain.returns.announce_return import AnnounceReturn
from domain.returns.approve_return import ApproveReturn
from domain.returns.model import Purpose
from domain.returns.replace_asset import ReplaceAsset, ReplaceReason
from domain.swaps.agree_swap import AgreeSwap
from domain.swaps.model import SwapReason
from domain.transfers.agree_transfer import AgreeTransfer
from domain.transfers.model import Agreement, TransferCause, TransferId
from tests.machines.house.catalogue import VOUCHER
from tests.machines.house.world import Row
from tests.scenarios.year import floor
from tests.scenarios.year.radwerk import Radwerk
from tests.storage.trade import contract_of

_IBAN: Final = "DE02120300000000202051"
_HELD: Final = (
    "SELECT x.asset_id, a.variant_id, l.contract_id, l.id AS line_id, c.customer_id FROM umlauf.assignment x"
    " JOIN umlauf.asset a ON a.id = x.asset_id JOIN umlauf.contract_line l ON l.id = x.contract_line_id"
    " JOIN umlauf.contract c ON c.id = l.contract_id WHERE upper_inf(x.during) AND a.status = 'rented'"
    " AND c.status = 'active' AND c.end_on IS NULL AND c.start_on <= %(since)s AND l.kind = 'rental' ORDER BY a.code"
)
_ALL_OF: Final = (
    "SELECT x.asset_id FROM umlauf.assignment x JOIN umlauf.contract_line l ON l.id = x.contract_line_id"
    " WHERE l.contract_id = %(id)s AND upper_inf(x.during) ORDER BY x.asset_id"
)


def _held(house: Radwerk, days: int = 20) -> Row | None:
    """A thing with a customer since at least so many days."""
    return house.any_row(_HELD, since=house.day(-days, -days))


def _running(house: Radwerk) -> Contract | None:
    row = house.any_row("SELECT id FROM umlauf.contract WHERE status = 'active' AND end_on IS NULL ORDER BY number")
    return None if row is None else contract_of(house.business, row["id"])


def _brings(house: Radwerk, contract_id: UUID, *assets: UUID) -> Callable[[], None]:
    def come() -> None:
        found = assets or [row["asset_id"] for row in house.rows(_ALL_OF, id=contract_id)]
        floor.takes_back(house, *(AssetId(each) for each in found))

    return come


def gives_back(house: Radwerk) -> None:
    """Announced, some days later here; one in six comes without a word, one in ten never."""
    held = _held(house, 40)
    if held is None:
        return
    if house.chance(16):
        _brings(house, held["contract_id"])()
        return
    if house.tries(AnnounceReturn(held["contract_id"], house.day(12, 12)), Seat.BACKOFFICE) is None:
        return
    case = house.any_row("SELECT id FROM umlauf.return_case WHERE contract_id = %(id)s", id=held["contract_id"])
    if case is not None:
        house.tries(ApproveReturn(case["id"]), Seat.BACKOFFICE)
    if house.chance(90):
        house.later(3, 20, _brings(house, held["contract_id"]))


def gives_notice(house: Radwerk) -> None:
    """A declaration comes in, the office finds the contract and carries it out; the things come with its end."""
    contract = _running(house)
    if contract is None:
        return
    known = DeclarationId(house.new_id())
    channel = house.one_of([Channel.EMAIL, Channel.LETTER, Channel.COUNTER])
    at = house.business.clock.now() - timedelta(hours=5)
    got = ReceiveDeclaration(known, channel, at, words="Ich kündige.", name="Jo", email="jo@example.org")
    if house.tries(got, Seat.BACKOFFICE) is None:
        return
    house.tries(MatchDeclaration(known, contract.id, Declared(DeclaredKind.ORDINARY, None, "moving")), Seat.BACKOFFICE)
    details = Details(ContractLineId(house.new_id()))
    if house.tries(CarryOutDeclaration(known, contract.version, details), Seat.BACKOFFICE) is None:
        return
    ends = contract_of(house.business, contract.id).end_on
    if ends is not None and house.chance(95):
        days = max((ends - house.today).days, 0)
        house.later(days, days + 9, _brings(house, contract.id))


def pauses(house: Radwerk) -> None:
    contract = _running(house)
    if contract is not None:
        first = house.day(0, 20)
        until = first + timedelta(days=house.between(14, 60))
        pause = Pause(first, until, to_the_day=house.chance(30), moves_end=house.chance(30))
        house.changes(PauseContract, contract, pause=pause)


def swaps(house: Radwerk) -> None:
    """A city bike for a tourer or the other way round; the old one comes some days later."""
    held = _held(house)
    if held is None:
        return
    stock = house.stock
    other = {"Stadtrad Kiez 1": "Tourenrad Spree", "Tourenrad Spree": "E-Bike Kiez 3", "E-Bike Kiez 3": "E-Bike Havel"}
    for product, wanted in other.items():
        if held["variant_id"] in {variant for variant, _ in stock.offers[product]}:
            item = stock.item(wanted, "Monatsabo", house.between(0, 2))
            break
    else:
        return
    if item is None:
        return
    agreed = AgreeSwap(
        held["contract_id"], held["asset_id"], item.variant_id, item.plan_id, SwapReason.DOES_NOT_FIT, house.day(0, 6)
    )
    if house.tries(agreed, Seat.BACKOFFICE) is not None:
        house.later(7, 14, _brings(house, held["contract_id"], held["asset_id"]))


def buys(house: Radwerk) -> None:
    """Offered, accepted, paid like every other invoice."""
    held = _held(house, 60)
    if held is None:
        return
    price = Money.of(house.one_of(["180.00", "390.00", "720.00"]))
    offer = OfferBuyout(held["contract_id"], (OfferedThing(held["asset_id"], price, True),), house.day(14, 14))
    if house.tries(offer, Seat.BACKOFFICE) is None:
        return

    def accepts() -> None:
        row = house.any_row(
            "SELECT id FROM umlauf.buyout_offer WHERE contract_id = %(id)s AND status = 'offered'",
            id=held["contract_id"],
        )
        if row is not None:
            version = contract_of(house.business, held["contract_id"]).version
            house.tries(AcceptOffer(row["id"], held["contract_id"], version), Seat.BACKOFFICE)

    house.later(1, 16, accepts)


def asks_for_money_back(house: Radwerk) -> None:
    """Asked, agreed to, sent, arrived."""
    contract = _running(house)
    if contract is None:
        return
    days, known = house.billed_days(contract.id), RefundId(house.new_id())
    gift = GiftAsked(days, Money(house.between(500, 2500)))
    asked = AskRefund(known, contract.id, RefundCause.DEFECT, Money.of("60.00"), "Bremse defekt", gift, _IBAN)
    event = house.tries(asked, Seat.BACKOFFICE)
    if event is None:
        return
    if not event.is_approved:
        house.tries(ApproveRefund(known), Seat.OWNER)

    def send() -> None:
        row = house.any_row(
            "SELECT r.amount_minor, coalesce(b.balance_minor, 0) AS balance FROM umlauf.refund r"
            " LEFT JOIN umlauf.customer_balance b ON b.customer_id = r.customer_id"
            " WHERE r.id = %(id)s AND r.status = 'approved'",
            id=known,
        )
        if row is not None:
            seen = Money(min(row["amount_minor"], row["balance"]))
            sent = SendRefund(known, seen, house.today, other_way_agreed=True, account=_IBAN)
            if house.tries(sent, Seat.BACKOFFICE) is not None:
                house.later(2, 3, lambda: house.tries(SettleRefund(known, house.today), Seat.BACKOFFICE))

    house.later(2, 5, send)


def loses(house: Radwerk) -> None:
    """Lost or stolen, claimed, charged; some turn up."""
    held = _held(house)
    if held is None:
        return
    known, kind = LossId(house.new_id()), house.one_of(list(LossKind))
    day = house.day(-3, -1)
    if house.tries(ReportLoss(known, held["asset_id"], kind, day, house.today, "K-77/26"), Seat.BACKOFFICE) is None:
        return
    house.tries(ClaimLoss(known, "Verlust", Money.of("250.00")), Seat.BACKOFFICE)
    house.later(8, 20, lambda: house.tries(ChargeLoss(known, True), Seat.BACKOFFICE))
    if house.chance(25):
        house.later(25, 50, lambda: house.tries(FindLost(held["asset_id"]), Seat.WAREHOUSE))


def breaks(house: Radwerk) -> None:
    """Reported; comes in for repair and goes out again, or is replaced at once."""
    held = _held(house)
    if held is None:
        return
    report = ReportProblem(RepairId(house.new_id()), held["asset_id"], "Der Motor brummt.")
    if house.tries(report, Seat.BACKOFFICE) is None:
        return
    if house.chance(40):
        replaced = ReplaceAsset(held["contract_id"], held["asset_id"], ReplaceReason.DEFECT)
        wanted = house.tries(replaced, Seat.BACKOFFICE)
    else:
        announced = AnnounceReturn(
            held["contract_id"], house.day(12, 12), "defect", Purpose.REPAIR, (held["asset_id"],)
        )
        wanted = house.tries(announced, Seat.BACKOFFICE)
    if wanted is not None:
        house.later(3, 9, _brings(house, held["contract_id"], held["asset_id"]))


def uses_voucher(house: Radwerk) -> None:
    contract = _running(house)
    if contract is not None:
        house.tries(RedeemVoucher(contract.id, contract.version, VOUCHER), Seat.BACKOFFICE)


def pays_once(house: Radwerk) -> None:
    """A one-off: a broken display, a lost key."""
    contract = _running(house)
    if contract is not None:
        item = ChargedItem(ContractLineId(house.new_id()), "Schlüssel ersetzt", Money.of("19.00"))
        house.changes(ChargeOnce, contract, items=(item,), on=house.today)


def agrees_on_more(house: Radwerk) -> None:
    """Another price or one more service."""
    contract = _running(house)
    if contract is None:
        return
    if house.chance(50):
        line = contract.lines[0]
        house.changes(ChangePrice, contract, line_id=line.id, price=Money(house.between(3000, 9900)))
        return
    house.changes(
        AddLine, contract, line_id=ContractLineId(house.new_id()), title="Pannenhilfe", line_kind=LineKind.SERVICE,
        price=Money.of("4.90"), start_on=house.day(0, 10),
    )  # fmt: skip


def moves(house: Radwerk) -> None:
    contract = _running(house)
    if contract is not None:
        there = house.one_of([Address("Ring 7", "50674", "Köln"), Address("Graben 3", "1010", "Wien", "AT")])
        house.tries(ChangeAddress(contract.customer_id, there, house.day(0, 14), "Umzug"), Seat.BACKOFFICE)


def hands_over(house: Radwerk) -> None:
    """Somebody else goes on with the contract."""
    contract, receiver = _running(house), house.any_customer()
    if contract is None or receiver is None:
        return
    agreed = Agreement(CustomerId(receiver), house.day(3, 20), TransferCause.FLATMATE)
    ids = (TransferId(house.new_id()), contract.id, ContractId(house.new_id()))
    house.tries(AgreeTransfer(*ids, contract.version, agreed, "WG"), Seat.BACKOFFICE)


def wants_balance(house: Radwerk) -> None:
    """What was paid too much goes back."""
    row = house.any_row("SELECT * FROM umlauf.customer_balance WHERE balance_minor > 0 ORDER BY customer_id")
    if row is not None:
        held = Money(row["balance_minor"])
        paid = PayOutBalance(row["customer_id"], held, held, house.today, other_way_agreed=True, account=_IBAN)
        house.tries(paid, Seat.BACKOFFICE)


def gives_to_collection(house: Radwerk) -> None:
    """Who was told for the last time and owes still: two people give it away, and in the end it is written off."""
    row = house.any_row("SELECT customer_id FROM umlauf.dunning_notice WHERE level = 4 ORDER BY number")
    if row is None:
        return
    known, partner = CollectionId(house.new_id()), "Inkasso Nord GmbH"
    house.refusal, event = None, None
    amount = Money(1)
    for _ in range(2):
        event = house.tries(ProposeCollection(known, row["customer_id"], partner, amount), Seat.BACKOFFICE)
        if event is not None or not isinstance(house.refusal, OpenChangedMeanwhile):
            break
        amount = house.refusal.facts["open"]
    if event is None:
        return
    if event.stage is Stage.PROPOSED:
        house.tries(DecideCollection(known, agrees=True), Seat.OWNER)
    house.later(20, 40, lambda: _is_written_off(house, known))


def _is_written_off(house: Radwerk, case: CollectionId) -> None:
    house.tries(MoveCollection(case, Step.CLOSE_UNPAID), Seat.BACKOFFICE)
    for row in house.rows(
        "SELECT i.id, i.gross_minor - coalesce(d.used_minor, 0) AS open FROM umlauf.collection_item n"
        " JOIN umlauf.invoice i ON i.id = n.invoice_id LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id"
        " WHERE n.case_id = %(id)s AND i.gross_minor > coalesce(d.used_minor, 0) ORDER BY i.number",
        id=case,
    ):
        gone = WriteOffClaim(row["id"], Money(row["open"]), WriteOffCause.COLLECTION_FAILED, "Vollstreckung fruchtlos")
        house.tries(gone, Seat.OWNER)


ACTS: Final[tuple[tuple[int, Callable[[Radwerk], None]], ...]] = (
    (6, gives_back), (6, gives_notice), (6, pauses), (5, swaps), (3, buys), (5, asks_for_money_back), (2, loses),
    (5, breaks), (3, uses_voucher), (3, pays_once), (4, agrees_on_more), (2, moves), (1, hands_over),
    (3, wants_balance), (3, gives_to_collection),
)  # fmt: skip
"""How often each comes, compared with the others."""
