"""How a value of the owner is written: its history first, for of two people at once the second meets its key."""

from collections.abc import Mapping
from typing import Any

from psycopg.types.json import Jsonb

from storage.repositories.base import Desk


def note_setting(
    desk: Desk, area: str, version: int, before: Mapping[str, Any], after: Mapping[str, Any], *, reason: str
) -> None:
    """`version` is the one that was seen; the history's key is the next. A faster change ends in Conflict."""
    context = desk.context
    desk.write(
        "INSERT INTO umlauf.setting_change (area, version, before, after, reason, changed_by, changed_at, command_id)"
        " VALUES (%(area)s, %(version)s, %(before)s, %(after)s, %(reason)s, %(by)s, %(at)s, %(command)s)",
        area=area,
        version=version + 1,
        before=Jsonb(dict(before)),
        after=Jsonb(dict(after)),
        reason=reason,
        by=context.actor_id,
        at=context.effective_at,
        command=context.command_id,
    )


def keep_setting(
    desk: Desk, name: str, version: int, before: Mapping[str, Any], after: Mapping[str, Any], *, reason: str
) -> None:
    """The value of the whole house, with its history. As `note_setting`."""
    note_setting(desk, name, version, before, after, reason=reason)
    desk.write(
        "INSERT INTO umlauf.setting (name, value) VALUES (%(name)s, %(value)s)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name=name,
        value=Jsonb(dict(after)),
    )
