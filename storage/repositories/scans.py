"""Codes of others that lead to things, and scans that were of no use. Both append-only."""

from collections.abc import Sequence

from domain.assets.aliases import Bearer
from domain.ids import AssetId
from domain.scans.model import WrongScan
from storage.repositories.base import Desk, plain_array


class AliasFile:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def bearer(self, text: str) -> Bearer | None:
        rows = self._desk.rows(
            "SELECT id, code, true AS is_serial FROM umlauf.asset WHERE serial = %(text)s"
            " UNION ALL SELECT a.id, a.code, false FROM umlauf.asset_alias s JOIN umlauf.asset a ON a.id = s.asset_id"
            " WHERE s.text = %(text)s",
            text=text,
        )
        return Bearer(AssetId(rows[0]["id"]), rows[0]["code"], rows[0]["is_serial"]) if rows else None

    def of(self, asset_ids: Sequence[AssetId]) -> tuple[tuple[AssetId, str], ...]:
        rows = self._desk.rows(
            "SELECT asset_id, text FROM umlauf.asset_alias WHERE asset_id = ANY(%(ids)s::uuid[]) ORDER BY text",
            ids=plain_array(asset_ids),
        )
        return tuple((AssetId(row["asset_id"]), row["text"]) for row in rows)

    def is_product(self, gtin: str) -> bool:
        return bool(self._desk.rows("SELECT FROM umlauf.variant WHERE gtin = %(gtin)s", gtin=gtin))

    def attach(self, asset_id: AssetId, text: str) -> None:
        self._step(asset_id, text, is_attached=True)

    def detach(self, asset_id: AssetId, text: str) -> None:
        self._step(asset_id, text, is_attached=False)

    def _step(self, asset_id: AssetId, text: str, *, is_attached: bool) -> None:
        """The database itself brings the list of codes up to date."""
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.asset_alias_step (command_id, asset_id, text, is_attached, actor_id, at)"
            " VALUES (%(command)s, %(asset)s, %(text)s, %(attached)s, %(actor)s, %(at)s)",
            command=context.command_id,
            asset=asset_id,
            text=text,
            attached=is_attached,
            actor=context.actor_id,
            at=context.effective_at,
        )


class ScanFile:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def note(self, scan: WrongScan) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.wrong_scan (command_id, at, store_id, actor_id, page, device, symbology, kind, refusal,"
            " shown, digest) VALUES (%(command)s, %(at)s, %(store)s, %(actor)s, %(page)s, %(device)s, %(symbology)s,"
            " %(kind)s, %(refusal)s, %(shown)s, %(digest)s)",
            command=context.command_id,
            at=context.effective_at,
            store=context.store_id,
            actor=context.actor_id,
            page=scan.page,
            device=scan.device,
            symbology=scan.symbology,
            kind=scan.kind,
            refusal=scan.refusal,
            shown=scan.trace.shown,
            digest=scan.trace.digest,
        )
