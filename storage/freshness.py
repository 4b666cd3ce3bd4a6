"""Whether a database needs the migrations at all: asked at every start, so without loading them."""

from typing import Final

import psycopg

from domain.application import Command
from domain.assets.status import TRANSITIONS
from domain.serving.wishes import marks_of

HEAD: Final = "0001"
"""The newest revision of `storage/migrations`; a test holds the two together."""


def is_current(admin_conninfo: str, commands: frozenset[type[Command]]) -> bool:
    """True: the schema is of this program's revision and knows exactly its commands and an asset's steps."""
    with psycopg.connect(admin_conninfo) as connection:
        if connection.execute("SELECT to_regclass('public.schema_version')").fetchone() == (None,):
            return False
        found = connection.execute("SELECT version_num FROM public.schema_version").fetchone()
        if found != (HEAD,):
            return False
        steps = connection.execute("SELECT status, kind, next FROM umlauf.asset_transition").fetchall()
        known = connection.execute("SELECT name, kind, seats, has_consequences FROM umlauf.command_kind").fetchall()
    wanted = {(each.__name__, str(each.kind), tuple(marks_of(each)), each.has_consequences) for each in commands}
    if {(status, kind, after) for status, kind, after in steps} != {
        (*key, after) for key, after in TRANSITIONS.items()
    }:
        return False
    return {(name, kind, tuple(seats), follows) for name, kind, seats, follows in known} == wanted
