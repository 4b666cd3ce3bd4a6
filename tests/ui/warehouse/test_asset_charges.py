"""What customers were charged because of a thing stands in its life."""

from datetime import UTC, datetime

from domain.contracts.about import ChargeCause
from domain.money import Money
from domain.views.floor_rows import AssetCharge
from ui.shell.port import Target
from ui.warehouse.assets.events import with_charges
from ui.widgets.timeline import TimelineEvent


def test_a_charge_stands_among_the_events_at_its_time() -> None:
    sent = TimelineEvent(datetime(2026, 2, 1, 9, tzinfo=UTC), "truck-outline", "Dispatched")
    back = TimelineEvent(datetime(2026, 3, 1, 9, tzinfo=UTC), "keyboard-return", "Taken back")
    at = datetime(2026, 2, 10, 9, tzinfo=UTC)
    amount = Money.of("35")
    charge = AssetCharge(at, "Display", ChargeCause.DAMAGE, "Foto liegt bei", "CT-001001-Q", amount, amount)
    found = with_charges([back, sent], [charge])
    assert [each.title for each in found] == ["Taken back", "Damage charged: Display", "Dispatched"]
    assert found[1].detail == "€35.00 · CT-001001-Q · Foto liegt bei"
    assert found[1].target == Target("contract", "CT-001001-Q")
