"""The daily look at contracts, in batches; a batch that fails falls back to contract by contract."""

import logging
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from domain.application import Command, Event
from domain.contracts.activate_contract import ActivateContract, ContractActivated
from domain.contracts.apply_price_change import ApplyPriceChange, PriceChangeApplied
from domain.contracts.beginning import StartFact
from domain.contracts.price_campaign import CampaignId
from domain.contracts.reach_day import DayReached, ReachDay
from domain.customers.renew_customers import RenewCustomers
from domain.errors import AppError, Unavailable
from domain.ids import CommandId, ContractId, CustomerId
from storage.database import Database

_BATCH: Final = 100
_LOG: Final = logging.getLogger(__name__)
_TO_LOOK_AT: Final = (
    "SELECT id, version FROM umlauf.contract WHERE start_on IS NOT NULL AND (look_on IS NULL OR look_on <= %(day)s)"
    " AND status NOT IN ('draft', 'withdrawn', 'bought_out') ORDER BY id"
)

_TO_REPRICE: Final = (
    "SELECT c.campaign_id, c.contract_id FROM umlauf.price_campaign_contract c"
    " JOIN umlauf.price_campaign p ON p.id = c.campaign_id"
    " WHERE c.consent = 'announced' AND p.effective_on <= %(day)s ORDER BY p.effective_on, c.campaign_id, c.contract_id"
)

_TO_START: Final = (
    "SELECT id FROM umlauf.contract WHERE status = 'draft' AND timeline -> 'beginning' ->> 'wanted_on' <= %(day)s"
    " ORDER BY id"
)
"""Days as text compare as days do: they are written year first."""

_TO_RENEW: Final = (
    "SELECT DISTINCT customer_id FROM umlauf.customer_change"
    " WHERE from_on > %(day)s::date - 60 AND from_on <= %(day)s ORDER BY customer_id"
)

Run = Callable[[CommandId, Command], Event]


def start_contracts(day: date, database: Database, run: Run) -> int:
    """The contracts whose agreed first day has come; how many. Their first bill is that of the night.

    Raises Unavailable: the database went away; the rest is done next time.
    """
    started = 0
    for row in database.read(_TO_START, day=day.isoformat()):
        contract = ContractId(row["id"])
        try:
            done = run(CommandId(uuid5(contract, "start")), ActivateContract(contract, day, StartFact.DAY_COME))
        except Unavailable:
            raise
        except AppError as refused:
            _LOG.warning("contract %s did not start: %s", contract, refused.code)
        else:
            started += isinstance(done, ContractActivated) and done.start_on is not None
    return started


def renew_customers(day: date, database: Database, run: Run) -> None:
    """Customers of whom a change holds since one of the last days, though it was entered before.

    Raises Unavailable: the database went away; the rest is done next time.
    """
    found = [CustomerId(row["customer_id"]) for row in database.read(_TO_RENEW, day=day)]
    for start in range(0, len(found), _BATCH):
        batch = tuple(found[start : start + _BATCH])
        name = f"customers {day.isoformat()} " + ",".join(str(each) for each in batch)
        run(CommandId(uuid5(UUID(int=0), name)), RenewCustomers(batch, day))


def reach_contracts(day: date, database: Database, run: Run) -> int:
    """Notes what `day` makes true; in how many contracts. Again for the same day, it finds only what changed since.

    Raises Unavailable: the database went away; the rest is done next time.
    """
    found = [(ContractId(row["id"]), row["version"]) for row in database.read(_TO_LOOK_AT, day=day)]
    changed = 0
    for start in range(0, len(found), _BATCH):
        batch = found[start : start + _BATCH]
        try:
            changed += _reach(batch, day, run)
        except Unavailable:
            raise
        except AppError:
            changed += _one_by_one(batch, day, run)
    return changed


def apply_prices(day: date, database: Database, run: Run) -> int:
    """The announced prices whose day has come; for how many contracts. A contract that refuses is left for next time.

    Raises Unavailable: the database went away; the rest is done next time.
    """
    by_campaign: dict[CampaignId, list[ContractId]] = {}
    for row in database.read(_TO_REPRICE, day=day):
        by_campaign.setdefault(CampaignId(row["campaign_id"]), []).append(ContractId(row["contract_id"]))
    return sum(_apply_all(campaign, contracts, day, run) for campaign, contracts in by_campaign.items())


def _apply_all(campaign: CampaignId, contracts: Sequence[ContractId], day: date, run: Run) -> int:
    changed = 0
    for start in range(0, len(contracts), _BATCH):
        batch = tuple(contracts[start : start + _BATCH])
        try:
            changed += _apply(campaign, batch, day, run)
        except Unavailable:
            raise
        except AppError:
            changed += _apply_one_by_one(campaign, batch, day, run)
    return changed


def _apply_one_by_one(campaign: CampaignId, contracts: Sequence[ContractId], day: date, run: Run) -> int:
    changed = 0
    for contract in contracts:
        try:
            changed += _apply(campaign, (contract,), day, run)
        except Unavailable:
            raise
        except AppError as refused:
            _LOG.warning("contract %s kept its price: %s", contract, refused.code)
    return changed


def _apply(campaign: CampaignId, contracts: tuple[ContractId, ...], day: date, run: Run) -> int:
    command_id = CommandId(uuid5(campaign, f"{day.isoformat()} " + ",".join(map(str, contracts))))
    done = run(command_id, ApplyPriceChange(campaign, contracts, day))
    return len(done.changed) if isinstance(done, PriceChangeApplied) else 0


def _one_by_one(batch: Sequence[tuple[ContractId, int]], day: date, run: Run) -> int:
    changed = 0
    for each in batch:
        try:
            changed += _reach([each], day, run)
        except Unavailable:
            raise
        except AppError as refused:
            _LOG.warning("contract %s was not looked at: %s", each[0], refused.code)
    return changed


def _reach(batch: Sequence[tuple[ContractId, int]], day: date, run: Run) -> int:
    name = f"day {day.isoformat()} " + ",".join(f"{contract_id}:{version}" for contract_id, version in batch)
    command_id = CommandId(uuid5(UUID(int=0), name))
    done = run(command_id, ReachDay(tuple(contract_id for contract_id, _ in batch), day))
    return len(done.changed) if isinstance(done, DayReached) else 0
