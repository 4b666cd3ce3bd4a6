"""Every command of a declaration, in an order in which each makes sense."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from domain.application import Command
from domain.cancellations.carry_out_declaration import CarryOutDeclaration
from domain.cancellations.match_declaration import MatchDeclaration
from domain.cancellations.model import Channel, DeclarationId, Declared, DeclaredKind
from domain.cancellations.receive_declaration import ReceiveDeclaration
from domain.cancellations.reopen_declaration import ReopenDeclaration
from domain.cancellations.set_aside_declaration import Aside, SetAsideDeclaration
from domain.cancellations.take_back_declaration import TakeBackDeclaration
from domain.cancellations.tell_declaration import News, TellDeclaration
from domain.contracts.activate_contract import ActivateContract
from domain.ids import ContractId
from domain.settings.cancellations import CancellationSettings, Retention
from domain.settings.change_cancellation_settings import ChangeCancellationSettings
from tests.storage.business import Business
from tests.storage.trade import contract_of, today

Do = Callable[[Command], Any]
ORDINARY = Declared(DeclaredKind.ORDINARY, reason="moving")


def tell_declarations(do: Do, business: Business, contract_id: ContractId) -> None:
    """A notice set aside, opened again, carried out and taken back. The contract runs at the end as at the start."""
    do(ChangeCancellationSettings(0, CancellationSettings(offers=(Retention.PAUSE,))))
    do(ActivateContract(contract_id, today(business)))
    known, at = DeclarationId(uuid4()), business.clock.now() - timedelta(hours=1)
    do(ReceiveDeclaration(known, Channel.EMAIL, at, words="Ich kündige.", name="Jo", email="jo@example.org"))
    do(TellDeclaration(known, News.RECEIVED))
    do(SetAsideDeclaration(known, Aside.NOT_OURS))
    do(ReopenDeclaration(known))
    do(MatchDeclaration(known, contract_id, ORDINARY))
    do(TellDeclaration(known, News.MATCHED))
    do(CarryOutDeclaration(known, contract_of(business, contract_id).version))
    do(TakeBackDeclaration(known, contract_of(business, contract_id).version, "bleibt doch"))
    do(TellDeclaration(known, News.TAKEN_BACK))
