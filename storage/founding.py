"""Found a business in an empty database: its store, its people, and which login sits on which seat."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from domain.application import Seat
from domain.ids import PersonId, StoreId


@dataclass(frozen=True, slots=True)
class Founder:
    """Somebody who works in the business, and the login of the seat they sit on by default."""

    person_id: PersonId
    name: str
    seat: Seat
    login: str


@dataclass(frozen=True, slots=True)
class Foundation:
    """`settings` are JSON values by name (business, hourly_rate …). `asset_prefix` starts the codes of its things."""

    store_id: StoreId
    name: str
    asset_prefix: str
    people: tuple[Founder, ...]
    settings: Mapping[str, object]


def found(admin_conninfo: str, foundation: Foundation, generation: UUID) -> None:
    """Writes all of it in one transaction; a business that is founded already stays as it is."""
    with psycopg.connect(admin_conninfo) as connection:
        if connection.execute("SELECT FROM umlauf.store LIMIT 1").fetchone():
            return
        connection.execute(
            "INSERT INTO umlauf.store (id, name, asset_prefix) VALUES (%s, %s, %s)",
            (foundation.store_id, foundation.name, foundation.asset_prefix),
        )
        for person in foundation.people:
            connection.execute(
                "INSERT INTO umlauf.person (id, name, store_id) VALUES (%s, %s, %s)",
                (person.person_id, person.name, foundation.store_id),
            )
            connection.execute(
                "INSERT INTO umlauf.principal (login, seat, store_id, person_id) VALUES (%s, %s, %s, %s)",
                (person.login, person.seat, foundation.store_id, person.person_id),
            )
        for name, value in foundation.settings.items():
            connection.execute("INSERT INTO umlauf.setting (name, value) VALUES (%s, %s)", (name, Jsonb(value)))
        connection.execute("INSERT INTO umlauf.generation (id, one) VALUES (%s, 1)", (generation,))
