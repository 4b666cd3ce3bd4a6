"""A refusal that comes from the command log says the same as it did the first time."""

from datetime import date

from domain.assets.status import Status
from domain.handlers import HANDLERS
from domain.money import Money
from domain.shipping.model import AssetNotInStock
from storage.codec import Codec


def test_codes_money_and_days_keep_their_kind() -> None:
    codec = Codec(HANDLERS)
    refused = AssetNotInStock(asset="RB-000001-H", status=Status.RENTED, price=Money(1230), day=date(2026, 1, 31), n=3)
    again = codec.read_refusal(codec.refusal(refused))
    assert type(again) is AssetNotInStock
    assert again.facts == refused.facts
    assert isinstance(again.facts["status"], Status)


def test_a_kind_that_is_not_ours_stays_the_bare_value() -> None:
    codec = Codec(HANDLERS)
    stored = {"code": "asset_not_in_stock", "facts": {"status": {"kind": "os.PathLike", "value": "rented"}}}
    assert codec.read_refusal(stored).facts == {"status": "rented"}
