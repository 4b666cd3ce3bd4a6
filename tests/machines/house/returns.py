"""What comes back: announced or not, whole, in part, the wrong thing, nothing at all, our own parcel; and what for."""

from uuid import UUID

from domain.assets.status import Condition, Grade
from domain.contracts.charge_once import ChargedItem
from domain.ids import ContractLineId
from domain.money import Money
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.start_refurbishment import StartRefurbishment
from domain.returns.announce_return import AnnounceReturn
from domain.returns.approve_return import ApproveReturn
from domain.returns.ask_return import AskReturn
from domain.returns.call_off_return import CallOffReturn
from domain.returns.charge_claim import ChargeClaim
from domain.returns.claim_damage import ClaimDamage
from domain.returns.close_return import CloseReturn
from domain.returns.drop_claim import DropClaim
from domain.returns.extend_return import ExtendReturn
from domain.returns.inspect_return import InspectReturn
from domain.returns.model import AskedBy, Purpose, Way
from domain.returns.note_damage import NoteDamage
from domain.returns.note_missing import NoteMissing
from domain.returns.note_other_thing import NoteOtherThing
from domain.returns.note_return_sent import NoteReturnSent
from domain.returns.object_to_claim import ObjectToClaim
from domain.returns.refuse_return import RefuseReturn
from domain.returns.replace_asset import ReplaceAsset, ReplaceReason
from domain.returns.send_return_label import SendReturnLabel
from domain.returns.take_back_asset import TakeBackAsset
from domain.returns.take_back_parcel import TakeBackParcel
from tests.machines.house.world import Chances, House, Row

CONDITIONS = (
    Condition.USED, Condition.USED, Condition.UNUSED, Condition.DAMAGED_REPAIRABLE, Condition.DAMAGED_BEYOND_REPAIR
)  # fmt: skip
_PURPOSES = (Purpose.END, Purpose.END, Purpose.END, Purpose.REPAIR, Purpose.REPLACEMENT, Purpose.RESEND)


def _announce(house: House) -> None:
    contract = house.any_contract()
    if contract is None:
        return
    held = [row["asset_id"] for row in _held(house, contract.id)]
    some = tuple(held[: house.between(0, len(held))])
    other = house.any_contract()
    also = (other.id,) if other is not None and other.id != contract.id and house.chance(15) else ()
    house.tries(
        AnnounceReturn(
            contract.id, house.day(0, 15), purpose=house.one_of(_PURPOSES[:4]), asset_ids=some, also=also,
            asked_by=house.one_of([AskedBy.OFFICE, AskedBy.PORTAL]), way=house.one_of([Way.LABEL, Way.DROP_OFF]),
        )
    )  # fmt: skip


def _at_the_counter(house: House) -> None:
    asset = house.any_asset("rented")
    if asset is not None:
        house.tries(AskReturn((asset,), house.day(0, 9)))


def _held(house: House, contract_id: UUID) -> list[Row]:
    return house.rows(
        "SELECT x.asset_id FROM umlauf.assignment x JOIN umlauf.contract_line l ON l.id = x.contract_line_id"
        " WHERE l.contract_id = %(id)s AND upper_inf(x.during) ORDER BY lower(x.during), x.asset_id",
        id=contract_id,
    )


def _case(house: House) -> Row | None:
    """Mostly one that is not over."""
    row = house.any_row(
        "SELECT r.id, r.contract_id, coalesce(s.stage, 'announced') AS stage FROM umlauf.return_case r"
        " LEFT JOIN LATERAL (SELECT stage FROM umlauf.return_step s WHERE s.return_id = r.id"
        " ORDER BY n DESC LIMIT 1) s ON true WHERE coalesce(s.stage, 'announced')"
        " NOT IN ('closed', 'refused', 'lapsed', 'withdrawn') ORDER BY r.number"
    )
    if row is None or house.chance(5):
        row = house.any_row("SELECT id, contract_id, '' AS stage FROM umlauf.return_case ORDER BY number")
    return row


def _decide(house: House) -> None:
    case = _case(house)
    if case is None:
        return
    number = case["id"]
    away = CallOffReturn(case["contract_id"], number)
    on_its_way = [
        SendReturnLabel(number, "00340434"),
        NoteReturnSent(number),
        ExtendReturn(number, house.day(1, 20)),
        away,
    ]
    fitting = {
        "announced": [ApproveReturn(number), ApproveReturn(number), RefuseReturn(number, "Mindestlaufzeit"), away],
        "approved": on_its_way,
        "label_sent": on_its_way,
        "in_transit": on_its_way,
    }
    house.tries(house.one_of(fitting.get(case["stage"], [CloseReturn(number), ExtendReturn(number, house.day(1, 9))])))


def _take_back(house: House) -> None:
    asset = house.any_asset("rented", "due_back", "due_back")
    if asset is not None:
        purpose = None if house.chance(75) else house.one_of(_PURPOSES)
        house.tries(TakeBackAsset(asset, house.one_of(CONDITIONS), house.one_of([None, *Grade]), purpose=purpose))


def _parcel_comes_back(house: House) -> None:
    row = house.any_row("SELECT id FROM umlauf.shipment WHERE status = 'dispatched' ORDER BY number DESC")
    if row is not None:
        house.tries(TakeBackParcel(row["id"], sends_again=house.chance(60)))


def _wrong_thing(house: House) -> None:
    case = _case(house)
    line = case and house.any_row(
        "SELECT asset_id FROM umlauf.return_line WHERE return_id = %(id)s ORDER BY asset_id", id=case["id"]
    )
    if not case or not line:
        return
    if house.chance(50):
        house.tries(NoteMissing(case["id"], line["asset_id"]))
    elif house.chance(50):
        house.tries(NoteOtherThing(case["id"], line["asset_id"], found_text="SN-99"))
    else:
        other = house.any_asset("rented", "due_back", "in_stock", "lost")
        house.tries(NoteOtherThing(case["id"], line["asset_id"], other))


def _damage(house: House) -> None:
    line = house.any_row(
        "SELECT return_id, asset_id, contract_id FROM umlauf.return_line WHERE received_at IS NOT NULL"
        " ORDER BY received_at, asset_id"
    )
    if line is None:
        return
    number = line["return_id"]
    item = ChargedItem(ContractLineId(house.new_id()), "Kratzer", Money.of("25.00"))
    seen = [
        NoteDamage(number, line["asset_id"], "scratch", "Kratzer"),
        InspectReturn(number, line["asset_id"]),
        ClaimDamage(number, line["contract_id"], (item,)),
    ]
    house.tries(house.one_of(seen))


def _claim(house: House) -> None:
    row = house.any_row(
        "SELECT return_id FROM umlauf.damage_claim WHERE state NOT IN ('charged', 'dropped') ORDER BY id"
    )
    if row is not None:
        known = row["return_id"]
        decided = [ChargeClaim(known, is_agreed=house.chance(60)), DropClaim(known, "Kulanz")]
        house.tries(house.one_of([ObjectToClaim(known, "War schon da."), *decided]))


def _replace(house: House) -> None:
    asset = house.any_asset("rented", "rented", "due_back")
    row = asset and house.any_row(
        "SELECT l.contract_id FROM umlauf.assignment x JOIN umlauf.contract_line l ON l.id = x.contract_line_id"
        " WHERE x.asset_id = %(id)s ORDER BY lower(x.during) DESC LIMIT 1",
        id=asset,
    )
    if asset and row:
        reason, new_first = house.one_of(list(ReplaceReason)), house.chance(50)
        house.tries(ReplaceAsset(row["contract_id"], asset, reason, new_first))


def _refurbish(house: House) -> None:
    asset = house.any_asset("to_repair", "in_repair")
    if asset is None:
        return
    passed = house.chance(85)
    if house.chance(70):
        house.tries(StartRefurbishment(asset))
    if house.chance(75):
        reason = "" if passed else "Rahmenbruch"
        house.tries(FinishRefurbishment(asset, passed, 15, (), grade=house.one_of([None, *Grade]), reason=reason))


STEPS: Chances = (
    (7, _announce),
    (2, _at_the_counter),
    (9, _decide),
    (10, _take_back),
    (2, _parcel_comes_back),
    (3, _wrong_thing),
    (6, _damage),
    (3, _claim),
    (3, _replace),
    (9, _refurbish),
)
