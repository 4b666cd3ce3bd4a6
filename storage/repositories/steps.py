"""The steps of a case (a return, a repair, a swap, a declaration) as they are kept: appended, numbered from one, never
rewritten."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from psycopg.types.json import Jsonb

from storage.repositories.base import Desk


class Taken(Protocol):
    """`at` None: taken by this command, and not kept yet."""

    @property
    def step(self) -> str: ...

    @property
    def stage(self) -> str: ...

    @property
    def facts(self) -> Mapping[str, Any]: ...

    @property
    def at(self) -> datetime | None: ...


def write_steps(desk: Desk, thing: str, thing_id: UUID, steps: Sequence[Taken]) -> None:
    """Those of this command into `<thing>_step`; the others are kept already. `thing` is a name of ours."""
    for n, taken in enumerate(steps, start=1):
        if taken.at is None:
            when = desk.context.effective_at
            facts = Jsonb(dict(taken.facts))
            append_step(desk, thing, thing_id, n, step=taken.step, stage=taken.stage, facts=facts, effective_at=when)


def append_step(desk: Desk, thing: str, thing_id: UUID, n: int, **columns: object) -> None:
    """Row `n` of `<thing>_step`, with who took the step by which command. Of two at a time the second meets the key.
    `thing` and the names of `columns` are names of ours."""
    context = desk.context
    values = {f"{thing}_id": thing_id, "n": n, **columns, "actor_id": context.actor_id}
    values["command_id"] = context.command_id
    names, places = ", ".join(values), ", ".join(f"%({name})s" for name in values)
    desk.write(f"INSERT INTO umlauf.{thing}_step ({names}) VALUES ({places})", **values)  # noqa: S608 - names of ours
