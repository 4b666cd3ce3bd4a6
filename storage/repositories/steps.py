"""The steps of a case (a return, a repair) as they are kept: appended, numbered from one, never rewritten."""

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
    """Those of this command into `<thing>_step`; the others are kept already. Of two at a time the second meets the
    key. `thing` is a name of ours."""
    context = desk.context
    for n, taken in enumerate(steps, start=1):
        if taken.at is not None:
            continue
        desk.write(
            f"INSERT INTO umlauf.{thing}_step ({thing}_id, n, step, stage, facts, effective_at, actor_id, command_id)"  # noqa: S608 - a name of ours
            " VALUES (%(thing)s, %(n)s, %(step)s, %(stage)s, %(facts)s, %(at)s, %(actor)s, %(command)s)",
            thing=thing_id,
            n=n,
            step=taken.step,
            stage=taken.stage,
            facts=Jsonb(dict(taken.facts)),
            at=context.effective_at,
            actor=context.actor_id,
            command=context.command_id,
        )
