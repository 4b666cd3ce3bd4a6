"""Whether a database needs the migrations at all: asked at every start, so without loading them."""

from typing import Final

import psycopg

from domain.application import Command

HEAD: Final = "0001"
"""The newest revision of `storage/migrations`; a test holds the two together."""


def is_current(admin_conninfo: str, commands: frozenset[type[Command]]) -> bool:
    """True: the schema is of this program's revision and knows exactly this program's commands."""
    with psycopg.connect(admin_conninfo) as connection:
        if connection.execute("SELECT to_regclass('public.schema_version')").fetchone() == (None,):
            return False
        found = connection.execute("SELECT version_num FROM public.schema_version").fetchone()
        if found != (HEAD,):
            return False
        known = connection.execute("SELECT name, kind, seats, has_consequences FROM umlauf.command_kind").fetchall()
    wanted = {(each.__name__, str(each.kind), tuple(sorted(each.seats)), each.has_consequences) for each in commands}
    return {(name, kind, tuple(seats), follows) for name, kind, seats, follows in known} == wanted
