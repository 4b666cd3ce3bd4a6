"""The workshop's book."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from psycopg.types.json import Jsonb

from domain.ids import AssetId, VariantId
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from storage.repositories.base import Desk


class Workshop:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def queue(self, asset_id: AssetId) -> None:
        self._desk.write(
            "INSERT INTO umlauf.refurbishment (id, asset_id, queued_at) VALUES (%(id)s, %(asset)s, %(at)s)",
            id=self._desk.new_id(),
            asset=asset_id,
            at=self._desk.context.effective_at,
        )

    def start(self, asset_id: AssetId, at: datetime) -> None:
        self._desk.write(
            "UPDATE umlauf.refurbishment SET status = 'in_work', started_at = %(at)s"
            " WHERE asset_id = %(asset)s AND status = 'queued'",
            asset=asset_id,
            at=at,
        )

    def finish(self, finished: FinishRefurbishment, at: datetime) -> None:
        values = {"asset": finished.asset_id, "command": self._desk.context.command_id}
        self._desk.write(
            "UPDATE umlauf.refurbishment SET status = %(status)s, finished_at = %(at)s, minutes = %(minutes)s,"
            " checks = %(checks)s, reason = %(reason)s, finished_by = %(command)s"
            " WHERE asset_id = %(asset)s AND status = 'in_work'",
            status="passed" if finished.passed else "failed",
            at=at,
            minutes=finished.minutes,
            checks=Jsonb({check.code: check.is_fine for check in finished.checks}),
            reason=finished.reason.strip(),
            **values,
        )
        used: Counter[VariantId] = Counter()
        for part in finished.parts:
            used[part.variant_id] += part.quantity
        for variant_id, quantity in used.items():
            self._desk.write(
                "INSERT INTO umlauf.refurbishment_part (refurbishment_id, variant_id, quantity)"
                " SELECT id, %(variant)s, %(quantity)s FROM umlauf.refurbishment WHERE finished_by = %(command)s",
                variant=variant_id,
                quantity=quantity,
                command=self._desk.context.command_id,
            )

    def give_up(self, asset_id: AssetId, at: datetime, reason: str) -> None:
        """The work that was begun ends without us: the supplier keeps the thing."""
        self._desk.write(
            "UPDATE umlauf.refurbishment SET status = 'failed', finished_at = %(at)s, reason = %(reason)s"
            " WHERE asset_id = %(asset)s AND status = 'in_work'",
            asset=asset_id,
            at=at,
            reason=reason,
        )

    def book_cost(self, asset_id: AssetId, command_id: UUID) -> None:
        """Told twice, it books once. The hourly rate is a setting (minor units an hour), 0 while none is set."""
        self._desk.write(
            "INSERT INTO umlauf.refurbishment_cost (refurbishment_id, labour_minor, parts_minor)"
            " SELECT r.id, round(r.minutes * coalesce((SELECT (value->>'minor')::numeric FROM umlauf.setting"
            " WHERE name = 'hourly_rate'), 0) / 60),"
            " coalesce((SELECT sum(p.quantity * coalesce(c.cost_minor, 0)) FROM umlauf.refurbishment_part p"
            " LEFT JOIN umlauf.variant_cost c ON c.variant_id = p.variant_id WHERE p.refurbishment_id = r.id), 0)"
            " FROM umlauf.refurbishment r WHERE r.asset_id = %(asset)s AND r.finished_by = %(command)s"
            " ON CONFLICT (refurbishment_id) DO NOTHING",
            asset=asset_id,
            command=command_id,
        )
