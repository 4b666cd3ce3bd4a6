"""What the worker does after a person let a run go, dropped a letter, or waived what it claimed."""

from collections.abc import Callable, Sequence
from datetime import date

from domain.application import Command, Event
from domain.billing.bill_contract import BillContract
from domain.collection.decide_collection import DecideCollection
from domain.collection.model import Stage
from domain.collection.propose_collection import CollectionMoved, ProposeCollection
from domain.collection.recover_things import ARREARS, RecoverThings, RecoveryAsked
from domain.collection.tell_collection import TellCollection
from domain.dunning.agree_instalments import AgreeInstalments
from domain.dunning.drop_notice import ClaimsGone
from domain.dunning.remind_customer import CustomerReminded, RemindCustomer
from domain.dunning.request_dunning_run import RequestDunningRun
from domain.dunning.tell_instalments import TellInstalments
from domain.errors import AppError, Unavailable
from domain.ids import CustomerId
from domain.returns.announce_return import AnnounceReturn

Run = Callable[[str, Command], Event]
"""Runs one consequence; the text tells it apart from the others of the same fact."""


def follow_dunning(command: Command, event: Event, day: date, run: Run) -> bool:
    """Whether the fact is about dunning."""
    if isinstance(command, RequestDunningRun):
        _remind_all(command.customer_ids, day, run)
    elif isinstance(command, AgreeInstalments):
        run("instalments_letter", TellInstalments(command.plan_id))
    elif isinstance(command, ProposeCollection | DecideCollection) and isinstance(event, CollectionMoved):
        if event.stage is Stage.HANDED_OVER:
            run("collection_letter", TellCollection(event.case_id, day))
    elif isinstance(command, RecoverThings) and isinstance(event, RecoveryAsked):
        for contract_id in event.contract_ids:
            run(f"recover {contract_id}", AnnounceReturn(contract_id, command.return_until, ARREARS))
    elif isinstance(event, ClaimsGone):
        if event.contract_id is not None:
            run("claims_gone", BillContract(event.contract_id, day))
    else:
        return False
    return True


def _remind_all(customer_ids: Sequence[CustomerId], day: date, run: Run) -> None:
    """One who cannot be reminded does not keep the others from their letters; it is told when all are done.

    Raises Unavailable at once, and else what was refused first.
    """
    refused: list[AppError] = []
    for customer_id in dict.fromkeys(customer_ids):
        try:
            remind(customer_id, day, run)
        except Unavailable:
            raise
        except AppError as error:
            refused.append(error)
    if refused:
        raise refused[0]


def remind(customer_id: CustomerId, day: date, run: Run) -> CustomerReminded:
    """The letters, and at once the document about what they claim."""
    reminded = run(f"remind {customer_id}", RemindCustomer(customer_id))
    if not isinstance(reminded, CustomerReminded):
        raise TypeError(type(reminded).__name__)
    for contract_id in reminded.contract_ids:
        run(f"claims {customer_id} {contract_id}", BillContract(contract_id, day))
    return reminded
