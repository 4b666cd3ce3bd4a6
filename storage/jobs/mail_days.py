"""What a day makes true of letters: contracts that begin are told of, and invoices that are to come."""

from datetime import date
from typing import Final
from uuid import uuid5

from domain.application import Command, Event
from domain.errors import AppError, Unavailable
from domain.ids import CommandId, ContractId
from domain.messages.events import MailEvent
from domain.messages.news import told_by
from domain.messages.rules import rule_of
from domain.messages.tell_news import News, TellNews
from storage.database import Database
from storage.jobs.contract_days import Run
from storage.repositories.mails import RULES_SQL, rule_from

_SOON: Final = (
    "SELECT id, next_due_on FROM umlauf.contract WHERE status = 'active' AND next_due_on > %(day)s"
    " AND next_due_on <= %(day)s + %(lead)s ORDER BY id"
)


def run_and_tell(run: Run, day: date, command_id: CommandId, command: Command) -> Event:
    """`run`, and the letters about what began or passed by it."""
    done = run(command_id, command)
    for name, news in told_by([done], day):
        run(CommandId(uuid5(command_id, name)), news)
    return done


def tell_upcoming(day: date, database: Database, run: Run) -> int:
    """Where the owner wants it, each contract once for each day of billing, so many days ahead; how many.

    Raises Unavailable: the database went away; the rest is done next time.
    """
    found = [rule_from(row) for row in database.read(RULES_SQL) if row["event"] == MailEvent.UPCOMING_INVOICE]
    rule = found[0] if found else rule_of(MailEvent.UPCOMING_INVOICE)
    told = 0
    for row in database.read(_SOON, day=day, lead=rule.lead_days) if rule.is_on else ():
        contract, due_on = ContractId(row["id"]), row["next_due_on"]
        try:
            run(
                CommandId(uuid5(contract, f"upcoming {due_on.isoformat()}")),
                TellNews(contract, News.BILLED_SOON, due_on),
            )
        except Unavailable:
            raise
        except AppError:
            continue
        told += 1
    return told
