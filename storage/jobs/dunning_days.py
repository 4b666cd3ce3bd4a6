"""What a day makes of dunning: letters that left the house count, plans are kept or lapse, reminders are written."""

import logging
from datetime import date
from functools import partial
from typing import Final
from uuid import UUID, uuid5

from domain.application import Command, Event
from domain.dunning.follow_instalments import FollowInstalments
from domain.dunning.following import remind
from domain.dunning.instalments import PlanId
from domain.dunning.model import NoticeId
from domain.dunning.note_notice_sent import NoteNoticeSent
from domain.errors import AppError, Unavailable
from domain.ids import CommandId
from storage.database import Database
from storage.jobs.contract_days import Run
from storage.queries.dunning_run import due_customers, settings_of

_LOG: Final = logging.getLogger(__name__)
_SENT: Final = """
    SELECT n.id FROM umlauf.dunning_notice n JOIN umlauf.outbox o ON o.subject_id = n.customer_id
        AND o.kind = 'customer' AND o.facts -> 'texts' ->> 'notice' = n.number AND o.status IN ('sent', 'printed')
    WHERE NOT EXISTS (SELECT FROM umlauf.dunning_notice_mark m WHERE m.notice_id = n.id
        AND m.what IN ('sent', 'posted', 'dropped')) ORDER BY n.id"""
_PLANS: Final = """
    SELECT p.id FROM umlauf.instalment_plan p WHERE p.status = 'agreed' AND (
        EXISTS (SELECT FROM umlauf.instalment_rate r WHERE r.plan_id = p.id AND r.due_on < %(day)s)
        OR NOT EXISTS (SELECT FROM umlauf.instalment_item n JOIN umlauf.invoice i ON i.id = n.invoice_id
            LEFT JOIN umlauf.document_account a ON a.invoice_id = i.id
            WHERE n.plan_id = p.id AND i.gross_minor > coalesce(a.used_minor, 0))) ORDER BY p.id"""


def reach_dunning(day: date, database: Database, run: Run) -> int:
    """Of how many letters, plans and customers something became true.

    Raises Unavailable: the database went away; the rest is done next time.
    """
    done = note_sent_letters(database, run)
    for row in database.read(_PLANS, day=day):
        done += _done(run, _named(row["id"], f"plan {day.isoformat()}"), FollowInstalments(PlanId(row["id"])))
    if settings_of(database.read).is_automatic:
        done += write_reminders(day, database, run)
    return done


def note_sent_letters(database: Database, run: Run) -> int:
    """The letters that the post took since the last look: only now their levels count."""
    rows = database.read(_SENT)
    return sum(_done(run, _named(row["id"], "sent"), NoteNoticeSent(NoticeId(row["id"]))) for row in rows)


def write_reminders(day: date, database: Database, run: Run) -> int:
    """To all who are due today; of how many customers. One who refuses is left for next time."""
    done = 0
    for outlook in due_customers(database.read, day):
        if not outlook.notices:
            continue
        try:
            remind(outlook.customer_id, day, partial(_named_run, run, outlook.customer_id, day))
        except Unavailable:
            raise
        except AppError as refused:
            _LOG.warning("customer was not reminded: %s", refused.code)
        else:
            done += 1
    return done


def _named_run(run: Run, customer_id: UUID, day: date, name: str, command: Command) -> Event:
    return run(_named(customer_id, f"{name} {day.isoformat()}"), command)


def _done(run: Run, command_id: CommandId, command: Command) -> int:
    try:
        run(command_id, command)
    except Unavailable:
        raise
    except AppError as refused:
        _LOG.warning("%s: %s", type(command).__name__, refused.code)
        return 0
    return 1


def _named(thing: UUID, what: str) -> CommandId:
    return CommandId(uuid5(thing, what))
