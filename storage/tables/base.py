"""The one MetaData, and columns that look the same everywhere."""

from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, MetaData, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.expression import text
from sqlalchemy.types import UserDefinedType

SCHEMA = "umlauf"


class Xid8(UserDefinedType[str]):
    """A transaction number, 64 bits: ordered as a number, read as text."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "xid8"


metadata = MetaData(
    schema=SCHEMA,
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_name)s_key",
        "ix": "%(table_name)s_%(column_0_name)s_idx",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    },
)


def identity(name: str = "id") -> Column[Any]:
    """The primary key, born with the thing (UUIDv7)."""
    return Column(name, Uuid, primary_key=True)


def ref(
    name: str, target: str, *, nullable: bool = False, index: bool = False, primary_key: bool = False
) -> Column[Any]:
    """A foreign key to `target` ("table.column" in our schema); nothing is ever cascaded."""
    key = ForeignKey(f"{SCHEMA}.{target}")
    return Column(name, Uuid, key, nullable=nullable, index=index, primary_key=primary_key)


def words(name: str, *, default: str | None = None, nullable: bool = False, unique: bool = False) -> Column[Any]:
    """A text; `default` as the server's default."""
    server = None if default is None else text(f"'{default}'")
    return Column(name, Text, nullable=nullable, server_default=server, unique=unique)


def instant(name: str, *, nullable: bool = False, now: bool = False) -> Column[Any]:
    """An instant; `now`: the transaction's wall clock by default."""
    default = text("clock_timestamp()") if now else None
    return Column(name, DateTime(timezone=True), nullable=nullable, server_default=default)


def minor(name: str, *, nullable: bool = False) -> Column[Any]:
    """An amount in whole minor units."""
    return Column(name, BigInteger, nullable=nullable)


def facts(name: str = "facts") -> Column[Any]:
    """Codes and numbers, never a person's data."""
    return Column(name, JSONB, nullable=False, server_default=text("'{}'::jsonb"))
