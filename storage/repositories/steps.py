"""The steps of a case (a return, a repair, a swap, a refund …) as they are kept: appended, numbered from one, never
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
            facts = Jsonb(dict(taken.facts))
            columns = {"step": taken.step, "stage": taken.stage, "facts": facts}
            append_step(desk, thing, thing_id, n, {**columns, "effective_at": desk.context.effective_at})


def append_step(
    desk: Desk, thing: str, thing_id: UUID, n: int | None, columns: Mapping[str, object], *, by: str = "actor_id"
) -> None:
    """Row `n` of `<thing>_step` (None: the next one), with who took the step, in the column `by`, and by which command.
    Of two at a time the second meets the key. `thing`, `by` and the names of `columns` are names of ours."""
    context = desk.context
    values = {f"{thing}_id": thing_id, "n": n, **columns, by: context.actor_id, "command_id": context.command_id}
    places = {name: f"%({name})s" for name in values}
    if n is None:
        places["n"] = f"coalesce((SELECT max(n) FROM umlauf.{thing}_step WHERE {thing}_id = %({thing}_id)s), 0) + 1"  # noqa: S608 - names of ours
        del values["n"]
    desk.write(
        f"INSERT INTO umlauf.{thing}_step ({', '.join(places)}) VALUES ({', '.join(places.values())})",  # noqa: S608 - names of ours
        **values,
    )
