"""Who does something, where, and when: what every handler knows of the command it works on."""

from dataclasses import dataclass
from datetime import datetime

from domain.ids import CommandId, PersonId, StoreId


@dataclass(frozen=True, slots=True)
class Context:
    """Who does it, where, and when it happened in the world (aware UTC; may lie before it is recorded)."""

    command_id: CommandId
    actor_id: PersonId
    store_id: StoreId
    effective_at: datetime
