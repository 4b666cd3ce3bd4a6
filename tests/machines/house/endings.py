"""Contracts end: by notice in any form, by withdrawal, by us; taken back, moved, kept, ended early for a fee."""

from datetime import timedelta

from domain.cancellations.carry_out_declaration import CarryOutDeclaration
from domain.cancellations.deed import Details
from domain.cancellations.match_declaration import MatchDeclaration
from domain.cancellations.model import Channel, DeclarationId, Declared, DeclaredKind
from domain.cancellations.receive_declaration import ReceiveDeclaration
from domain.cancellations.reopen_declaration import ReopenDeclaration
from domain.cancellations.set_aside_declaration import Aside, SetAsideDeclaration
from domain.cancellations.take_back_declaration import TakeBackDeclaration
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.keep_contract import KeepContract
from domain.contracts.move_end import MoveEnd
from domain.contracts.parts import EndKind
from domain.contracts.terminate_contract import TerminateContract
from domain.contracts.withdraw_contract import WithdrawContract
from domain.ids import ContractLineId
from tests.machines.house.world import Chances, House, Row
from tests.storage.trade import contract_of


def _something_arrives(house: House) -> None:
    at = house.business.clock.now() - timedelta(hours=house.between(0, 200))
    channel = house.one_of(list(Channel))
    known = DeclarationId(house.new_id())
    house.tries(ReceiveDeclaration(known, channel, at, words="Ich kündige.", name="Jo", email="jo@example.org"))


def _declaration(house: House, *stages: str) -> Row | None:
    return house.any_row(
        "SELECT d.id, s.stage, s.contract_id FROM umlauf.declaration d JOIN LATERAL (SELECT stage, contract_id FROM"
        " umlauf.declaration_step s WHERE s.declaration_id = d.id ORDER BY n DESC LIMIT 1) s ON true"
        " WHERE s.stage = ANY(%(s)s) ORDER BY d.number",
        s=list(stages),
    )


def _match(house: House) -> None:
    found, contract = _declaration(house, "unmatched", "matched"), house.any_contract()
    if found is None or contract is None:
        return
    kind = house.one_of([DeclaredKind.ORDINARY, *DeclaredKind])
    wanted = house.day(0, 70) if house.chance(40) else None
    why = "dauernd defekt" if kind is DeclaredKind.EXTRAORDINARY else ""
    house.tries(MatchDeclaration(found["id"], contract.id, Declared(kind, wanted, "moving", why)))


def _carry_out(house: House) -> None:
    found = _declaration(house, "matched")
    if found is not None and found["contract_id"] is not None:
        contract = contract_of(house.business, found["contract_id"])
        details = Details(ContractLineId(house.new_id()), pays_used_days=house.chance(50))
        house.tries(CarryOutDeclaration(found["id"], contract.version, details))


def _think_again(house: House) -> None:
    found = _declaration(house, "unmatched", "matched", "carried_out", "not_ours", "double")
    if found is None:
        return
    version = 0
    if found["contract_id"] is not None:
        version = contract_of(house.business, found["contract_id"]).version
    house.tries(
        house.one_of(
            [
                TakeBackDeclaration(found["id"], version, "bleibt doch"),
                SetAsideDeclaration(found["id"], house.one_of(list(Aside))),
                ReopenDeclaration(found["id"]),
            ]
        )
    )


def _notice(house: House) -> None:
    contract = house.any_contract("active", "active", "paused")
    if contract is None:
        return
    kind = house.one_of([EndKind.ORDINARY, EndKind.ORDINARY, EndKind.EXTRAORDINARY, EndKind.EARLY])
    wanted = house.day(-3, 70) if house.chance(50) else None
    house.changes(
        CancelContract, contract, received_on=house.day(-4, 0), wanted_on=wanted, end_kind=kind,
        fee_line_id=ContractLineId(house.new_id()),
    )  # fmt: skip


def _withdraw(house: House) -> None:
    contract = house.any_contract("draft", "active")
    if contract is not None:
        house.changes(WithdrawContract, contract, received_on=house.day(-4, 0), pays_used_days=house.chance(50))


def _by_us(house: House) -> None:
    contract = house.any_contract("active", "paused")
    if contract is not None and house.chance(40):
        house.changes(TerminateContract, contract, last_day=house.one_of([None, house.day(0, 30)]))


def _after_all(house: House) -> None:
    contract = house.any_contract("cancellation_requested", "pending_return")
    if contract is None:
        return
    if house.chance(60):
        house.changes(KeepContract, contract)
    else:
        house.changes(MoveEnd, contract, last_day=house.one_of([None, house.day(-3, 40)]))


STEPS: Chances = (
    (2, _something_arrives),
    (3, _match),
    (3, _carry_out),
    (2, _think_again),
    (3, _notice),
    (1, _withdraw),
    (1, _by_us),
    (2, _after_all),
)
