"""What changed in contracts: each saved state against the next one."""

from itertools import pairwise
from typing import Final
from uuid import UUID

from domain.contracts.compared import compared
from domain.contracts.model import Contract
from domain.views.lifecycle import LifeKind, Teller
from storage.database import Row
from storage.queries.lifecycle.source import Reader, Source, born, columns
from storage.repositories.contracts import CONTRACT_LINES, contracts_from
from storage.repositories.timeline import contract_from

CAUSE: Final = """nullif(CASE WHEN k.name IN ('CancelContract', 'TerminateContract', 'WithdrawContract')
        THEN k.payload ->> 'cause' WHEN k.name = 'CarryOutDeclaration' THEN (
            SELECT s.facts ->> 'reason' FROM umlauf.declaration_step s
            WHERE s.declaration_id = (k.payload ->> 'declaration_id')::uuid AND s.step = 'match'
            ORDER BY s.n DESC LIMIT 1) END, '')"""
"""Which of the owner's reasons why contracts end a command `k` names; NULL: none."""
_COLUMNS: Final = columns(
    at="k.effective_at",
    key="c.contract_id::text || ':' || lpad(c.version::text, 9, '0')",
    name="k.name",
    kind="'contract'",
    place="'contract'",
    subject_id="c.contract_id",
    number="t.number",
    command_id="c.command_id",
    why="coalesce(k.payload ->> 'reason', '')",
    facts=f"""jsonb_build_object('version', c.version, 'by_person', c.can_undo OR k.name = 'UndoChange',
        'cause', {CAUSE})""",
)
_OF_CONTRACTS: Final = f"""
    SELECT {_COLUMNS} FROM umlauf.contract_change c JOIN umlauf.contract t ON t.id = c.contract_id
    JOIN umlauf.command k ON k.command_id = c.command_id
    WHERE c.contract_id = ANY(%(contracts)s)"""  # noqa: S608 - constants only
_WHILE_RENTED: Final = f"""
    SELECT {_COLUMNS} FROM (
        SELECT DISTINCT l.contract_id, g.during FROM umlauf.assignment g
        JOIN umlauf.contract_line l ON l.id = g.contract_line_id WHERE g.asset_id = ANY(%(rented)s)
    ) g JOIN umlauf.contract_change c ON c.contract_id = g.contract_id JOIN umlauf.contract t ON t.id = c.contract_id
    JOIN umlauf.command k ON k.command_id = c.command_id
    WHERE k.effective_at >= lower(g.during) AND (upper_inf(g.during) OR k.effective_at < upper(g.during))"""  # noqa: S608 - constants only
_BY_RETURN: Final = f"""
    SELECT {_COLUMNS} FROM (
        SELECT DISTINCT contract_id FROM umlauf.return_line WHERE return_id = ANY(%(case)s)
    ) l JOIN umlauf.contract_change c ON c.contract_id = l.contract_id JOIN umlauf.contract t ON t.id = c.contract_id
    JOIN umlauf.command k ON k.command_id = c.command_id
    JOIN umlauf.return_case r ON r.id = ANY(%(case)s) AND coalesce({born("r.id")}, '-infinity') <= k.effective_at
    WHERE (k.payload ->> 'return_id')::uuid = r.id OR (k.result -> 'data' ->> 'return_id')::uuid = r.id
        OR k.name = 'EndReturnedLine' AND (k.payload ->> 'asset_id')::uuid IN (
            SELECT asset_id FROM umlauf.return_line WHERE return_id = r.id)"""  # noqa: S608 - constants only
_STATES: Final = """
    SELECT c.contract_id, c.version, c.before FROM unnest(%(contracts)s::uuid[], %(versions)s::int[]) AS t(id, version)
    JOIN umlauf.contract_change c ON c.contract_id = t.id AND c.version IN (t.version, t.version + 1)"""


def _dressed(reader: Reader, rows: list[Row]) -> list[Row]:
    """With what differs. What changed nothing that people read is left out, unless they did it."""
    contracts, versions = [row["subject_id"] for row in rows], [row["facts"]["version"] for row in rows]
    states = {
        (each["contract_id"], each["version"]): contract_from(each["before"])
        for each in reader.read(_STATES, contracts=contracts, versions=versions)
    }
    newest = {row["subject_id"] for row in rows if (row["subject_id"], row["facts"]["version"] + 1) not in states}
    now = _contracts_now(reader, sorted(newest))
    told = []
    for row in rows:
        contract_id, version = row["subject_id"], row["facts"]["version"]
        after = states.get((contract_id, version + 1)) or now[contract_id]
        [(before, then)] = pairwise([states[contract_id, version], after])
        row["differences"] = compared(before, then)
        if row["differences"] or row["facts"]["by_person"]:
            told.append(row)
    return told


def _contracts_now(reader: Reader, ids: list[UUID]) -> dict[UUID, Contract]:
    rows = reader.read("SELECT * FROM umlauf.contract WHERE id = ANY(%(ids)s) ORDER BY id", ids=ids) if ids else []
    lines = reader.read(CONTRACT_LINES, ids=ids) if ids else []
    return {contract.id: contract for contract in contracts_from(rows, lines)}


_KINDS: Final = frozenset({LifeKind.CONTRACT})
_TABLES: Final = ("contract_change", "contract", "contract_line", "command")
CHANGES: Final = (
    Source(Teller.CHANGE, _KINDS, ("contracts",), _TABLES, _OF_CONTRACTS, _dressed),
    Source(Teller.CHANGE, _KINDS, ("rented",), _TABLES, _WHILE_RENTED, _dressed),
    Source(Teller.CHANGE, _KINDS, ("case",), _TABLES, _BY_RETURN, _dressed),
)
