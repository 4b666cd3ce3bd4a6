"""A contract runs, and its one first invoice is written: what follows from any fact that starts one."""

from collections.abc import Callable
from datetime import date

from domain.application import Command, Event
from domain.billing.bill_customers import BillCustomers
from domain.contracts.activate_contract import ActivateContract, ContractActivated
from domain.ids import CustomerId

Run = Callable[[str, Command], Event]


def start(activate: ActivateContract, customer_id: CustomerId, day: date, run: Run) -> None:
    """The invoice is written also when its first day is still to come. One that ran before has its bills from the
    nightly run."""
    started = run("activate", activate)
    if isinstance(started, ContractActivated) and started.start_on is not None and started.is_new:
        as_of = max(day, started.start_on)
        run("first_invoice", BillCustomers((customer_id,), as_of, day, (activate.contract_id,)))
