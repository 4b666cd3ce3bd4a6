"""The door to the customers' pages: connections of the portal's login, each for one session at a time."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from queue import LifoQueue
from threading import Lock
from uuid import UUID, uuid4

from domain.application import Command, Handler
from domain.business import Business
from domain.cancellations.model import Channel
from domain.cancellations.receipt_sheet import ReceiptSheet
from domain.cancellations.receive_declaration import ReceiveDeclaration
from domain.clock import Clock, today
from domain.payments.method_links import MethodLink
from domain.payments.notices import Notice
from domain.portal.book import Purpose
from domain.portal.codes import secret_digest, token_digest
from domain.portal.wishes import check_fields
from domain.settings.portal import PortalSettings
from domain.views.office_rows import StoredPaper
from domain.views.portal import Entered, Filed, NotYours, Outcome
from domain.views.quotes import OpenQuote
from storage.codec import Codec
from storage.method_setups import opened_method
from storage.notices import put_in
from storage.portal.own import OwnDatabase
from storage.portal.pages import Pages, code_asked, filed, outcome_of, tried
from storage.portal.quotes import filed_by_link, opened_quote, paper_of_quote
from storage.queries.house import read_business
from storage.repositories.settings import portal_from
from storage.unit import HouseRules

CONNECTIONS = 8


class Door:
    """`domain.views.portal.CustomerDoor`; `connect` makes a connection of the portal's login."""

    def __init__(
        self,
        connect: Callable[[], OwnDatabase],
        handlers: Mapping[type[Command], Handler],
        clock: Clock,
        house: HouseRules,
        connections: int = CONNECTIONS,
    ) -> None:
        self._codec, self._clock, self._rules = Codec(handlers), clock, house.tax
        self._free: LifoQueue[OwnDatabase] = LifoQueue()
        for _ in range(connections):
            self._free.put(connect())
        self._front, self._at_the_front = connect(), Lock()

    @contextmanager
    def _borrowed(self) -> Iterator[OwnDatabase]:
        database = self._free.get()
        try:
            yield database
        finally:
            self._free.put(database)

    def business(self) -> Business:
        """Asked while a page holds its session: by a connection of its own, so that pages never wait for each other."""
        with self._at_the_front:
            return read_business(self._front)

    def portal_settings(self) -> PortalSettings:
        with self._at_the_front:
            row = self._front.read_one("SELECT value FROM umlauf.setting WHERE name = 'portal'")
        return portal_from(row["value"] if row else None)

    def ask_code(self, address: str, origin: bytes, language: str) -> UUID:
        with self._borrowed() as database:
            return code_asked(database, Purpose.SIGN_IN, address, origin, language)

    def sign_in(self, request_id: UUID, secret: str, origin: bytes) -> str | None:
        """The try is committed before anything is said about it."""
        token = secrets.token_urlsafe(32)
        with self._borrowed() as database:
            tried(database, request_id, secret, origin)
            [row] = database.read(
                "SELECT umlauf.open_session(%(id)s, %(digest)s, %(session)s, %(token)s) AS opened",
                id=request_id,
                digest=secret_digest(request_id, secret),
                session=uuid4(),
                token=token_digest(token),
            )
        return token if row["opened"] else None

    @contextmanager
    def entered(self, token: str) -> Iterator[Entered | None]:
        """Seen and turned in a transaction of its own: what is refused afterwards does not undo it."""
        turned, fresh = "", secrets.token_urlsafe(32)
        with self._borrowed() as database:
            with database.session(token):
                [row] = database.read("SELECT umlauf.keep_session(%(digest)s) AS turned", digest=token_digest(fresh))
                turned = fresh if row["turned"] else ""
            with database.session(turned or token):
                if database.read_one("SELECT FROM umlauf.customer") is None:
                    yield None
                else:
                    yield Entered(Pages(database, self._codec, self._rules, self._clock), turned)

    def declare(self, command: ReceiveDeclaration, origin: bytes) -> Filed:
        """Raises TooManyWishes, NotForCustomers."""
        check_fields(command, PortalSettings(), today(self._clock))
        with self._borrowed() as database:
            return filed(database, self._codec, command, origin, command.declaration_id)

    def now(self) -> datetime:
        return self._clock.now()

    def receipt(self, wish_id: UUID) -> ReceiptSheet:
        """Raises NotYours."""
        with self._borrowed() as database:
            row = database.read_one("SELECT * FROM umlauf.receipt_of(%(id)s)", id=wish_id)
        if row is None or row["filed_at"] is None:
            raise NotYours
        sender = (row["sender_name"], row["sender_email"], row["sender_contract"], row["words"])
        return ReceiptSheet(row["number"], row["filed_at"], Channel.BUTTON, row["language"], *sender, "", "")

    def outcome(self, wish_id: UUID) -> Outcome:
        """Raises NotYours."""
        with self._borrowed() as database:
            return outcome_of(database, self._codec, wish_id)

    def open_method(self, secret: str) -> MethodLink:
        with self._borrowed() as database:
            return opened_method(database, secret)

    def open_quote(self, secret: str) -> OpenQuote | None:
        with self._borrowed() as database:
            return opened_quote(database, secret)

    def quote_paper(self, secret: str) -> StoredPaper | None:
        with self._borrowed() as database:
            return paper_of_quote(database, secret)

    def answer_quote(self, secret: str, command: Command, origin: bytes, wish_id: UUID) -> datetime:
        """Raises NotYours, TooManyWishes, NotForCustomers."""
        check_fields(command, PortalSettings(), today(self._clock))
        with self._borrowed() as database:
            return filed_by_link(database, self._codec, (secret, command), origin, wish_id)

    def keep(self, notice: Notice) -> bool:
        """`domain.payments.notices.NoticeBox`: what a payment provider posted."""
        with self._borrowed() as database:
            return put_in(database, notice)

    def close(self) -> None:
        """When nobody asks any more."""
        while not self._free.empty():
            self._free.get().close()
        self._front.close()
