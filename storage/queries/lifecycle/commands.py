"""Commands that have a row of their own, with what they were about, why, and what it came to."""

from typing import Final
from uuid import UUID

from domain.views.lifecycle import LifeKind, LifePlace, Teller
from storage.database import Row
from storage.queries.lifecycle.source import COMMAND_KEY, Reader, Source, columns

_SHOWN: Final = columns(
    at="k.effective_at",
    key=COMMAND_KEY,
    name="k.name",
    kind="''",
    command_id="k.command_id",
    actor_id="k.actor_id",
)
_SQL: Final = f"""
    SELECT {_SHOWN} FROM (
        SELECT DISTINCT command_id FROM umlauf.command_about
        WHERE subject_id = ANY(%(ids)s) OR subject_id = ANY(%(tasks)s)
    ) a JOIN umlauf.command_origin k ON k.command_id = a.command_id
    WHERE %(names)s::text[] IS NULL OR k.name = ANY(%(names)s)"""  # noqa: S608 - constants only
_ABOUT: Final = "SELECT command_id, subject_id FROM umlauf.command_about WHERE command_id = ANY(%(commands)s)"
_PLACES: Final = {
    LifePlace.ORDER: ("customer_order", "number"),
    LifePlace.REFUND: ("refund", "number"),
    LifePlace.REPAIR: ("repair", "number"),
    LifePlace.LOSS: ("loss", "number"),
    LifePlace.WRITE_OFF: ("write_off", "number"),
    LifePlace.TRANSFER: ("transfer", "number"),
    LifePlace.BUYOUT: ("buyout_offer", "number"),
    LifePlace.RETURN: ("return_case", "number"),
    LifePlace.SHIPMENT: ("shipment", "number"),
    LifePlace.INVOICE: ("invoice", "number"),
    LifePlace.DECLARATION: ("declaration", "number"),
    LifePlace.CONTRACT: ("contract", "number"),
    LifePlace.ASSET: ("asset", "code"),
    LifePlace.CUSTOMER: ("customer", "number"),
}
"""Where the ids lead, what says most about a command first."""
_GIVEN: Final = """
    SELECT command_id, coalesce(payload ->> 'reason', payload ->> 'why', payload ->> 'because',
            payload ->> 'problem', '') AS why,
        jsonb_path_query_first(payload, '$.* ? (exists(@.minor) && exists(@.currency))') AS money,
        jsonb_path_query_first(result, '$.data.* ? (exists(@.minor) && exists(@.currency))') AS told,
        nullif(payload ->> 'quantity', '') AS quantity, result -> 'data' ->> 'title' AS title,
        result -> 'data' ->> 'code' AS code, coalesce(payload ->> 'until', payload ->> 'hold_until') AS until
    FROM umlauf.command WHERE command_id = ANY(%(commands)s)"""


def _dressed(reader: Reader, rows: list[Row]) -> list[Row]:
    commands = [row["command_id"] for row in rows]
    about: dict[UUID, list[UUID]] = {}
    for each in reader.read(_ABOUT, commands=commands):
        about.setdefault(each["command_id"], []).append(each["subject_id"])
    places = _places(reader, sorted({each for ids in about.values() for each in ids}))
    given = {each["command_id"]: each for each in _given(reader, commands)}
    for row in rows:
        known = [places[each] for each in about.get(row["command_id"], []) if each in places]
        if known:
            order = list(_PLACES)
            place, row["number"], row["subject_id"] = min(known, key=lambda each: order.index(each[0]))
            row["place"] = place.value
        more = given.get(row["command_id"])
        if more is not None:
            money = more["money"] or more["told"]
            row["why"] = more["why"]
            row["minor"], row["currency"] = (money["minor"], money["currency"]) if money else (None, None)
            row["facts"] = {name: more[name] for name in ("quantity", "title", "code", "until") if more[name]}
    return rows


def _places(reader: Reader, ids: list[UUID]) -> dict[UUID, tuple[LifePlace, str, UUID]]:
    """Place and number of each id that this login may know."""
    parts = [
        f"SELECT id, '{place}' AS place, {column} AS number FROM umlauf.{table} WHERE id = ANY(%(ids)s)"  # noqa: S608 - constants only
        for place, (table, column) in _PLACES.items()
        if reader.may(table)
    ]
    found = reader.read(" UNION ALL ".join(parts), ids=ids)
    return {row["id"]: (LifePlace(row["place"]), row["number"], row["id"]) for row in found}


def _given(reader: Reader, commands: list[UUID]) -> list[Row]:
    return reader.read(_GIVEN, commands=commands) if reader.may("command") else []


COMMANDS: Final = (
    Source(
        Teller.COMMAND,
        frozenset(
            {
                LifeKind.GOODS, LifeKind.CONTRACT, LifeKind.RETURNS, LifeKind.WORKSHOP, LifeKind.MONEY,
                LifeKind.TASKS, LifeKind.CUSTOMER,
            }
        ),
        ("ids",),
        ("command_about", "command_origin"),
        _SQL,
        _dressed,
    ),
)  # fmt: skip
