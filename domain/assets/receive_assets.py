"""Goods receipt: new things get a code, a place and their first events."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from domain.application import FLOOR, Command, CommandKind, Event, Seat
from domain.assets.codes import FreeText, Gs1, classify
from domain.assets.ledger import AssetState, Fact
from domain.assets.model import Asset
from domain.assets.status import Kind
from domain.catalog.model import ProductKind
from domain.clock import Clock
from domain.errors import Conflict, InvalidInput, RuleViolation
from domain.ids import AssetId, PlaceId, VariantId
from domain.ports import Unit

MOST_AT_ONCE: Final = 500


class SerialTaken(Conflict):
    """Another asset carries this serial already."""

    code = "serial_taken"


class SerialTwice(InvalidInput):
    """The same serial stands twice in one receipt."""

    code = "serial_twice"


class NotTracked(RuleViolation):
    """This product has no single things to book in (a service, or counted pieces)."""

    code = "not_tracked"


class ReceiptSizeWrong(InvalidInput):
    """A receipt holds 1 to MOST_AT_ONCE things."""

    code = "receipt_size_wrong"


@dataclass(frozen=True, slots=True)
class ReceiveAssets(Command):
    """One new asset for each element of `serials`; "" where the maker printed none."""

    kind: ClassVar[CommandKind] = CommandKind.FACT
    seats: ClassVar[frozenset[Seat]] = FLOOR
    has_consequences: ClassVar[bool] = True

    variant_id: VariantId
    serials: tuple[str, ...]
    place_id: PlaceId | None = None


@dataclass(frozen=True, slots=True)
class AssetsReceived(Event):
    """`codes` and `asset_ids` stand in the order of the command's serials."""

    variant_id: VariantId
    title: str
    asset_ids: tuple[AssetId, ...]
    codes: tuple[str, ...]

    def touched(self) -> Iterable[str]:
        return ("assets", *(f"asset:{asset_id}" for asset_id in self.asset_ids))


def receive_assets(command: ReceiveAssets, unit: Unit, clock: Clock) -> AssetsReceived:
    """New things, in stock and ready.

    Raises:
        ReceiptSizeWrong, SerialTwice: what was entered does not make sense.
        CodeRefused: a serial is no text we take (control characters, too long, a formula …).
        SerialTaken: another asset has it.
        NotTracked: the product has no single things.
    """
    serials = tuple(_serial(text) for text in command.serials)
    _check(serials)
    variant = unit.catalog.variant(command.variant_id)
    if variant.product.kind is not ProductKind.GOODS:
        raise NotTracked(title=variant.title)
    taken = unit.assets.taken_serials([serial for serial in serials if serial])
    if taken:
        raise SerialTaken(serial=sorted(taken)[0])
    facts: dict[str, Fact] = {} if command.place_id is None else {"place": str(command.place_id)}
    codes = unit.numbers.next_asset_codes(len(serials))
    received = []
    for code, serial in zip(codes, serials, strict=True):
        asset = Asset(AssetId(unit.new_id()), code, variant.id, serial or None, unit.context.store_id, AssetState())
        unit.assets.add(asset)
        asset, event = asset.record(Kind.RECEIVED, unit.context, clock.now(), facts)
        unit.assets.append(asset, event)
        received.append(asset)
    return AssetsReceived(
        variant.id, variant.title, tuple(asset.id for asset in received), tuple(asset.code for asset in received)
    )


def _serial(text: str) -> str:
    if not text.strip():
        return ""
    found = classify(text)
    if isinstance(found, Gs1):
        return found.thing or found.text
    return found.text if isinstance(found, FreeText) else text.strip()


def _check(serials: tuple[str, ...]) -> None:
    if not 1 <= len(serials) <= MOST_AT_ONCE:
        raise ReceiptSizeWrong(count=len(serials), most=MOST_AT_ONCE)
    given = [serial for serial in serials if serial]
    for serial in given:
        if given.count(serial) > 1:
            raise SerialTwice(serial=serial)
