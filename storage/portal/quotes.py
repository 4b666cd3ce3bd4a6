"""What whoever has the secret of a link sees of a quote, and what they answer; under the login of the pages."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb

from domain.application import Command, NotForThisSeat
from domain.business import Recipient
from domain.customers.model import Address, CustomerKind
from domain.portal.codes import token_digest
from domain.quotes.model import QuoteId, version_name
from domain.quotes.sheet import QuoteSheet, line_of
from domain.quotes.stages import Stage
from domain.views.office_rows import StoredPaper
from domain.views.portal import NotYours
from domain.views.quotes import OpenQuote
from storage.codec import Codec
from storage.database import Database
from storage.repositories.quotes import items_from, tried_from

_OPEN: Final = "SELECT * FROM umlauf_own.open_quote(%(digest)s)"
_PAPER: Final = "SELECT file_name, content FROM umlauf_own.quote_paper(%(digest)s)"
_FILE: Final = (
    "SELECT umlauf_own.file_quote_wish(%(digest)s, %(id)s, %(name)s, %(payload)s, %(personal)s, %(origin)s) AS filed_at"
)
_NOWHERE: Final = Address("", "", "")


def opened_quote(database: Database, secret: str) -> OpenQuote | None:
    """None: the secret opens nothing, and nobody learns why."""
    row = database.read_one(_OPEN, digest=token_digest(secret))
    if row is None or row["id"] is None:
        return None
    kind = CustomerKind(row["kind"])
    sheet = QuoteSheet(
        version_name(row["number"], row["version"]),
        row["made_on"],
        row["valid_until"],
        "",
        Recipient(row["name"] or "", row["company"] or "", _NOWHERE),
        kind,
        row["language"],
        tuple(line_of(each) for each in items_from(row["items"])),
        tried_from(row["tried"]),
        row["start_on"],
        row["voucher"],
        row["words"],
    )
    return OpenQuote(
        QuoteId(row["id"]),
        Stage(row["stage"]),
        sheet,
        row["version"],
        kind,
        row["order_number"],
        not row["is_customer"],
        row["needs_address"],
    )


def paper_of_quote(database: Database, secret: str) -> StoredPaper | None:
    row = database.read_one(_PAPER, digest=token_digest(secret))
    return None if row is None or row["content"] is None else StoredPaper(row["file_name"], bytes(row["content"]))


def filed_by_link(
    database: Database, codec: Codec, answer: tuple[str, Command], origin: bytes, wish_id: UUID
) -> datetime:
    """`answer`: the secret, and what is wished for. Raises NotYours, TooManyWishes."""
    secret, command = answer
    payload, personal = codec.command(command)
    values: dict[str, Any] = {
        "digest": token_digest(secret),
        "id": wish_id,
        "name": type(command).__name__,
        "payload": Jsonb(payload),
        "personal": Jsonb(personal) if personal else None,
        "origin": origin,
    }
    try:
        [row] = database.read(_FILE, **values)
    except NotForThisSeat:
        raise NotYours from None
    filed_at: datetime = row["filed_at"]
    return filed_at
