"""Goods receipt and its undo."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.assets.codes import parse_code
from domain.assets.ledger import UndoTooLate
from domain.assets.receive_assets import (
    MOST_AT_ONCE,
    NotTracked,
    ReceiptSizeWrong,
    ReceiveAssets,
    SerialTaken,
    SerialTwice,
)
from domain.assets.undo_receipt import UndoReceipt
from domain.catalog.model import ProductKind, UnknownVariant
from domain.contracts.model import LineKind
from domain.errors import InvalidInput
from domain.ids import PlaceId, VariantId
from storage.embedded import EmbeddedServer
from storage.errors import StillReferred
from tests.storage.business import Business, open_business


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, template: str) -> Iterator[Business]:
    with open_business(server) as opened:
        opened.product()
        yield opened


@pytest.fixture
def variant(house: Business) -> VariantId:
    return VariantId(house.rows("SELECT id FROM umlauf.variant WHERE sku = 'KIEZ3-M'")[0]["id"])


def test_new_things_stand_ready_under_codes_of_their_own(house: Business, variant: VariantId) -> None:
    place = house.place("Regal 1").place_id
    received = house.do(Seat.WAREHOUSE, ReceiveAssets(variant, ("SN-1", "", " SN-2 "), place))
    assert len({parse_code(code).number for code in received.codes}) == 3
    rows = house.rows(
        "SELECT code, serial, status, readiness, place_id FROM umlauf.asset WHERE id = ANY(%(ids)s)",
        ids=list(received.asset_ids),
    )
    by_code = {row["code"]: row for row in rows}
    assert [by_code[code]["serial"] for code in received.codes] == ["SN-1", None, "SN-2"]
    assert {(row["status"], row["readiness"], row["place_id"]) for row in rows} == {("in_stock", "ready", place)}


def test_what_was_entered_must_make_sense(house: Business, variant: VariantId) -> None:
    house.do(Seat.WAREHOUSE, ReceiveAssets(variant, ("TAKEN",)))
    cover = house.product("Schutz", kind=LineKind.SERVICE, product_kind=ProductKind.SERVICE, sku="INS")
    for command, refusal in (
        (ReceiveAssets(variant, ()), ReceiptSizeWrong),
        (ReceiveAssets(variant, ("",) * (MOST_AT_ONCE + 1)), ReceiptSizeWrong),
        (ReceiveAssets(variant, ("A", "B", "A")), SerialTwice),
        (ReceiveAssets(variant, ("A", " A")), SerialTwice),
        (ReceiveAssets(variant, ("FREE", "TAKEN")), SerialTaken),
        (ReceiveAssets(variant, ("=1+1",)), InvalidInput),
        (ReceiveAssets(variant, ("ＡＢＣ",)), InvalidInput),
        (ReceiveAssets(variant, ("x" * 4000,)), InvalidInput),
        (ReceiveAssets(VariantId(uuid4()), ("",)), UnknownVariant),
        (ReceiveAssets(cover.variant_ids[0], ("",)), NotTracked),
        (ReceiveAssets(variant, ("",), PlaceId(uuid4())), StillReferred),
    ):
        with pytest.raises(refusal):
            house.do(Seat.WAREHOUSE, command)
    assert house.rows("SELECT FROM umlauf.asset WHERE serial IN ('FREE', 'A')") == []


def test_received_as_the_wrong_product_it_is_taken_back_and_received_again(house: Business, variant: VariantId) -> None:
    """The code on the label is used up; the maker's serial is free again."""
    other = house.product("Lastenrad", sku="LASTEN").variant_ids[0]
    wrong = house.do(Seat.WAREHOUSE, ReceiveAssets(variant, ("FRAME-7",)))
    house.do(Seat.WAREHOUSE, UndoReceipt(wrong.asset_ids))
    right = house.do(Seat.WAREHOUSE, ReceiveAssets(other, ("FRAME-7",)))
    rows = house.rows("SELECT code, status FROM umlauf.asset WHERE serial = 'FRAME-7'")
    assert rows == [{"code": right.codes[0], "status": "in_stock"}]
    assert right.codes != wrong.codes


def test_a_receipt_is_undone_once_and_only_while_nothing_else_happened(house: Business, variant: VariantId) -> None:
    received = house.do(Seat.WAREHOUSE, ReceiveAssets(variant, ("", "")))
    house.do(Seat.WAREHOUSE, UndoReceipt(received.asset_ids[:1]))
    for late in (received.asset_ids[:1], received.asset_ids):
        with pytest.raises(UndoTooLate):
            house.do(Seat.WAREHOUSE, UndoReceipt(late))
    second = house.rows("SELECT status FROM umlauf.asset WHERE id = %(id)s", id=received.asset_ids[1])
    assert second == [{"status": "in_stock"}], "refused as a whole, so the second one stays"
