"""Contracts go on with somebody else from a day on."""

from domain.ids import ContractId
from domain.transfers.agree_transfer import AgreeTransfer
from domain.transfers.call_off_transfer import CallOffTransfer
from domain.transfers.carry_out_transfer import CarryOutTransfer
from domain.transfers.model import Agreement, DepositWay, TransferCause, TransferId
from domain.transfers.move_deposit import MoveDeposit
from tests.machines.house.world import Chances, House


def _agree(house: House) -> None:
    contract, receiver = house.any_contract("active"), house.any_customer()
    if contract is None or receiver is None:
        return
    agreed = Agreement(receiver, house.day(-10, 20), house.one_of(list(TransferCause)), house.one_of(list(DepositWay)))
    ids = (TransferId(house.new_id()), contract.id, ContractId(house.new_id()))
    house.tries(AgreeTransfer(*ids, contract.version, agreed, "Umzug"))


def _go_on(house: House) -> None:
    row = house.any_row("SELECT id FROM umlauf.transfer ORDER BY number DESC LIMIT 3")
    if row is not None:
        number = row["id"]
        house.tries(
            house.one_of([CallOffTransfer(number, "doch nicht"), CarryOutTransfer(number), MoveDeposit(number)])
        )


STEPS: Chances = ((3, _agree), (2, _go_on))
