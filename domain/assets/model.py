"""An asset: one physical thing with a code of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.assets.ledger import AssetEvent, AssetState, Fact, apply
from domain.assets.status import Kind
from domain.context import Context
from domain.errors import NotFound
from domain.ids import AssetId, StoreId, VariantId


class UnknownAsset(NotFound):
    """No asset of this id or code."""

    code = "unknown_asset"


@dataclass(frozen=True, slots=True)
class Asset:
    """One thing: what it is (variant, code, serial) and where it stands (`state`, the fold of its events).

    `serial` is the maker's, None when it has none.
    """

    id: AssetId
    code: str
    variant_id: VariantId
    serial: str | None
    store_id: StoreId
    state: AssetState

    def record(
        self, kind: Kind, context: Context, recorded_at: datetime, facts: Mapping[str, Fact] | None = None
    ) -> tuple["Asset", AssetEvent]:
        """This asset after one more event, and that event.

        Raises:
            IllegalTransition: the present status does not allow `kind`.
        """
        event = AssetEvent(
            self.id,
            self.state.seq + 1,
            kind,
            context.effective_at,
            recorded_at,
            context.actor_id,
            context.command_id,
            facts or {},
        )
        return replace(self, state=apply(self.state, event)), event
