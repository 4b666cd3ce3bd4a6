"""What providers post to us: put in by the customers' pages, which see nothing of it, and read by the worker."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from psycopg.types.json import Jsonb

from domain.application import Command, Event
from domain.checks.identity import IdentityNoticeReader, IdentityService, IdentitySession
from domain.errors import InvalidInput
from domain.ids import CommandId
from domain.payments.notices import Notice
from domain.payments.provider import NoticeReader, Outcome, ProviderName, ProviderRefusesUs, SetupAnswer
from domain.payments.take_news import TakeNews
from storage.database import Database, Row

_KEEP: Final = (
    "SELECT umlauf_own.keep_notice("
    "%(id)s, %(provider)s, %(event_id)s, %(is_once)s, %(at)s, %(headers)s, %(body)s) AS is_new"
)
_TAKE: Final = (
    "UPDATE umlauf.provider_notice SET taken_at = coalesce(taken_at, clock_timestamp())"
    " WHERE id = %(id)s AND outcome IS NULL RETURNING provider, headers, body, seen_at"
)
_EMPTY: Final = (
    "UPDATE umlauf.provider_notice SET outcome = %(outcome)s, headers = NULL, body = NULL"
    " WHERE id = %(id)s AND outcome IS NULL RETURNING id"
)
_LATEST: Final = (
    "SELECT provider, max(arrived_at) AS arrived_at, max(taken_at) AS taken_at,"
    " count(*) FILTER (WHERE outcome IS NULL) AS waiting FROM umlauf.provider_notice GROUP BY provider"
)


def put_in(database: Database, notice: Notice) -> bool:
    """Under the login of the customers' pages. False: it lies there already; True: it is on the disk.

    Raises Unavailable, and TooManyWishes when thousands wait already.
    """
    row = database.read_one(
        _KEEP,
        id=notice.id,
        provider=notice.provider.value,
        event_id=notice.seen.event_id,
        is_once=notice.seen.is_once,
        at=notice.at,
        headers=Jsonb(dict(notice.headers)),
        body=notice.body,
    )
    return row is not None and bool(row["is_new"])


def take_notice(
    notice_id: UUID,
    database: Database,
    readers: Mapping[ProviderName, NoticeReader],
    run: Callable[[CommandId, Command], Event],
    settled: Callable[[UUID, SetupAnswer], object] = lambda _request, _answer: None,
    *,
    identity: tuple[IdentityNoticeReader | None, Callable[[IdentitySession], object]] = (None, lambda _session: None),
) -> str:
    """Reads one and tells its news; the outcome. Begun before it is read: what is posted meanwhile comes after it.

    Checked again as of when the door saw it, for whoever put it in proves nothing. `settled` is told of methods that
    were left, by the key of their request. `identity`: who reads what an identity service says, and who hears of it.
    Raises Unavailable: tried again.
    """
    row = database.read_one(_TAKE, id=notice_id)
    if row is None:
        return "taken"
    if row["provider"] == IdentityService.STRIPE:
        outcome = _identity_told(row, identity)
        database.read(_EMPTY, id=notice_id, outcome=outcome)
        return outcome
    provider = ProviderName(row["provider"])
    if provider not in readers:
        raise ProviderRefusesUs(provider=provider, why="no_key")
    try:
        told = readers[provider].read(row["headers"], bytes(row["body"]), row["seen_at"])
    except InvalidInput as wrong:
        outcome = wrong.code
    else:
        outcome = "told" if told else "nothing"
        for n, news in enumerate(told):
            run(CommandId(uuid5(notice_id, f"news {n}")), TakeNews.of(news))
            if news.setup_key and news.setup and news.setup.outcome is Outcome.SETTLED:
                settled(news.setup_key, news.setup)
    database.read(_EMPTY, id=notice_id, outcome=outcome)
    return outcome


def _identity_told(row: Row, identity: tuple[IdentityNoticeReader | None, Callable[[IdentitySession], object]]) -> str:
    reader, hear = identity
    if reader is None:
        raise ProviderRefusesUs(provider=row["provider"], why="no_key")
    try:
        session = reader.read(row["headers"], bytes(row["body"]), row["seen_at"])
    except InvalidInput as wrong:
        return wrong.code
    if session is None:
        return "nothing"
    hear(session)
    return "told"


@dataclass(frozen=True, slots=True)
class DoorSeen:
    """When the last notice of a provider came, and how many wait to be read."""

    provider: ProviderName
    arrived_at: datetime
    taken_at: datetime | None
    waiting: int


def last_notices(database: Database) -> Mapping[ProviderName, DoorSeen]:
    """Of each provider that ever posted one."""
    money = (row for row in database.read(_LATEST) if row["provider"] in set(ProviderName))
    rows = (DoorSeen(ProviderName(row["provider"]), *list(row.values())[1:]) for row in money)
    return {each.provider: each for each in rows}
