"""What a day makes of losses and transfers: claims nobody objected to are charged, contracts change hands."""

import logging
from datetime import date
from typing import Final
from uuid import UUID, uuid5

from domain.application import Command
from domain.errors import AppError, Unavailable
from domain.ids import CommandId
from domain.losses.charge_loss import ChargeLoss
from domain.losses.model import LossId
from domain.losses.moved import LossMoved
from domain.transfers.agree_transfer import TransferMoved
from domain.transfers.carry_out_transfer import CarryOutTransfer
from domain.transfers.model import TransferId
from domain.transfers.note_transfer_stuck import NoteTransferStuck
from storage.database import Database
from storage.jobs.contract_days import Run

_LOG: Final = logging.getLogger(__name__)
_OVER: Final = (
    "SELECT l.id FROM umlauf.loss l JOIN LATERAL (SELECT s.stage, s.facts FROM umlauf.loss_step s"
    " WHERE s.loss_id = l.id ORDER BY s.n DESC LIMIT 1) s ON s.stage = 'claimed'"
    " WHERE (s.facts ->> 'object_until')::date < %(day)s ORDER BY l.id"
)
_DUE: Final = "SELECT id FROM umlauf.transfer WHERE status = 'agreed' AND from_on <= %(day)s ORDER BY id"


def charge_losses(day: date, database: Database, run: Run) -> int:
    """How many. One that refuses is left for next time.

    Raises Unavailable: the database went away; the rest is done next time.
    """
    done = 0
    for row in database.read(_OVER, day=day):
        try:
            answer = run(_named(row["id"], day, "charge"), ChargeLoss(LossId(row["id"])))
        except Unavailable:
            raise
        except AppError as refused:
            _LOG.warning("loss was not charged: %s", refused.code)
        else:
            done += isinstance(answer, LossMoved)
    return done


def reach_transfers(day: date, database: Database, run: Run) -> int:
    """How many changed hands; what stands against one opens a task, and it is tried again the next day.

    Raises Unavailable: the database went away; the rest is done next time.
    """
    done = 0
    for row in database.read(_DUE, day=day):
        transfer_id = TransferId(row["id"])
        try:
            answer = run(_named(transfer_id, day, "carry out"), CarryOutTransfer(transfer_id))
        except Unavailable:
            raise
        except AppError as refused:
            stuck: Command = NoteTransferStuck(transfer_id, refused.code)
            run(_named(transfer_id, day, "stuck"), stuck)
        else:
            done += isinstance(answer, TransferMoved) and answer.is_done
    return done


def _named(thing: UUID, day: date, what: str) -> CommandId:
    return CommandId(uuid5(thing, f"{what} {day.isoformat()}"))
