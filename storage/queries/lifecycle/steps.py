"""What happened to returns, repairs, swaps, refunds and declarations: the steps that each of them keeps."""

from typing import Final

from domain.views.lifecycle import LifeKind, Teller
from storage.database import Row
from storage.queries.lifecycle.source import Reader, Source, columns

_FACTS: Final = {
    "minor": "(s.facts ->> 'minor')::bigint",
    "currency": "s.facts ->> 'currency'",
    "why": "coalesce(s.facts ->> 'why', s.facts ->> 'reason', '')",
    "facts": "s.facts",
}
_MORE: Final = {
    "return": _FACTS,
    "repair": _FACTS,
    "quote": {"why": "coalesce(s.facts ->> 'words', '')", "facts": "s.facts"},
    "declaration": {"why": "coalesce(s.facts ->> 'why', '')", "facts": "s.facts"},
    "refund": {
        "at": "coalesce(k.effective_at, s.taken_at)",
        "minor": "s.amount_minor",
        "currency": "t.currency",
        "why": "s.reason",
    },
    "swap": {"at": "coalesce(k.effective_at, s.on_day + time '12:00')", "subject_id": "t.contract_id", "why": "s.note"},
}
"""What some steps tell beside."""


def _steps(
    thing: str, kind: LifeKind, *, table: str = "", place: str = "", lists: str = "", number: str = "t.number"
) -> Source:
    """Steps of a kind of thing: `<thing>_step` beside the table of the things."""
    given = {
        "at": "s.effective_at",
        "key": f"s.{thing}_id::text || ':' || lpad(s.n::text, 6, '0')",
        "name": f"'{thing}.' || s.step",
        "kind": f"'{kind}'",
        "place": f"'{place or thing}'",
        "subject_id": f"s.{thing}_id",
        "number": number,
        "command_id": "s.command_id",
        **_MORE.get(thing, {}),
    }
    shown = columns(**given)
    joins = "JOIN umlauf.contract c ON c.id = t.contract_id" if thing == "swap" else ""
    return Source(
        Teller.STEP,
        frozenset({kind}),
        (lists or f"{thing}s",),
        (f"{thing}_step", table or thing),
        f"""SELECT {shown} FROM umlauf.{thing}_step s JOIN umlauf.{table or thing} t ON t.id = s.{thing}_id {joins}
            LEFT JOIN umlauf.command_origin k ON k.command_id = s.command_id
            WHERE s.{thing}_id = ANY(%({lists or f"{thing}s"})s)""",  # noqa: S608 - constants only
        _without_money,
    )


def _without_money(reader: Reader, rows: list[Row]) -> list[Row]:
    """The floor reads the steps of returns; what is claimed by them is not for it."""
    if not reader.may("damage_claim"):
        for row in rows:
            row["minor"] = row["currency"] = None
            row["facts"] = {name: value for name, value in row["facts"].items() if name != "minor"}
    return rows


STEPS: Final = (
    _steps("return", LifeKind.RETURNS, table="return_case"),
    _steps("swap", LifeKind.RETURNS, place="contract", number="c.number"),
    _steps("declaration", LifeKind.CONTRACT),
    _steps("repair", LifeKind.WORKSHOP),
    _steps("refund", LifeKind.MONEY),
    _steps("quote", LifeKind.GOODS),
)
