"""The first half of the day: goods receipt, a mixed order, and its parcel."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from domain.assets.scan import Scan
from domain.assets.status import Status
from domain.ids import VariantId
from domain.orders.place_order import OrderPlaced
from domain.views.floor_rows import PickLine
from ui.backoffice.orders.new_order import NewOrder
from ui.backoffice.parts import PickField
from ui.day.player import Player, printed
from ui.warehouse.scanned import ScanPage
from ui.warehouse.shipping.view import ShipPage
from ui.widgets.answer import Verdict

BASKET = ("E-Bike Kiez 3 M", "Diebstahlschutz", "Faltschloss 90", "Kindersitz Maxi")


@dataclass(frozen=True, slots=True)
class Eyes:
    """What the day sees: picture files as the window reads them, a camera held before a picture, and the shelves.

    `code_of` gives the code of a thing in a status whose variant is among some, or (False) is not among them.
    """

    camera: Callable[[bytes], Sequence[Scan]]
    code_of: Callable[[Status, Collection[VariantId], bool], str]


@dataclass(frozen=True, slots=True)
class Shipped:
    """What went out: the parcel's number and the code of the bike in it."""

    shipment: str
    bike: str


def receive(player: Player, eyes: Eyes) -> tuple[str, ...]:
    return (eyes.code_of(Status.IN_STOCK, {player.ask(lambda: player.desk.floor.variants("KZ3-M")).rows[0].id}, True),)


def order(player: Player) -> OrderPlaced:
    """A mixed order of a known customer, taken at the back office."""
    player.open("new_order")
    page = player.page(NewOrder)
    _pick(player, page.customer_search, "Brückner")
    for product in BASKET:
        _pick(player, page.product_search, product)
    player.picture("new-order")
    placed: list[OrderPlaced] = []
    shown = page.show_placed

    def remember(event: OrderPlaced) -> None:
        placed.append(event)
        shown(event)

    page.show_placed = remember  # type: ignore[method-assign]  # the day looks over the page's shoulder
    page.place.click()
    player.until(lambda: len(placed) > 0, "the order that was placed")
    player.picture("order-placed")
    player.open("contract", placed[0].contract_number)
    player.picture("contract-draft")
    return placed[0]


def ship(player: Player, eyes: Eyes, placed: OrderPlaced, bikes: tuple[str, ...]) -> Shipped:
    """The parcel, with everything that can go wrong at a shelf."""
    player.open("ship")
    player.picture("ship-list")
    player.scan(placed.order_number)
    page = player.page(ShipPage)
    player.until(lambda: page.state.page is not None, "the parcel of the order")
    lines = page.state.page.lines if page.state.page else ()
    _refusals(player, eyes, page, lines)
    player.scan(bikes[0])
    expect(player, page, Verdict.ACCEPTED, "the bike")
    player.picture("ship-accepted")
    player.wait(600)
    player.scan(bikes[0])
    expect(player, page, Verdict.DUPLICATE, "the same bike again")
    player.picture("ship-duplicate")
    player.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    player.picture("ship-undone")
    _by_camera(player, eyes, bikes[0])
    expect(player, page, Verdict.ACCEPTED, "the bike before the camera")
    for line in lines[1:]:
        _by_picture(player, eyes.code_of(Status.IN_STOCK, {line.variant_id}, True))
        expect(player, page, Verdict.ACCEPTED, line.title)
    page.parcel.finish.click()
    player.until(lambda: page.parcel.dispatch.isVisible(), "the button that sends the parcel")
    player.picture("ship-packed")
    page.parcel.dispatch.click()
    player.wait(600)
    player.picture("ship-dispatched")
    return Shipped(placed.shipment_number, bikes[0])


def expect(player: Player, page: ScanPage, verdict: Verdict, what: str) -> None:
    """Waits for this answer. Raises NothingThere with `what` was scanned."""
    player.until(lambda: page.answer.answer.verdict is verdict, f"{verdict} for {what}")


def _refusals(player: Player, eyes: Eyes, page: ShipPage, lines: Sequence[PickLine]) -> None:
    """An unknown code, a thing that is out, and the wrong product: each is red and says why."""
    wanted = {line.variant_id for line in lines}
    wrong = (
        ("unknown-code", "SOMEBODY-ELSES-4711"),
        ("asset-is-out", eyes.code_of(Status.RENTED, wanted, True)),
        ("wrong-product", eyes.code_of(Status.IN_STOCK, wanted, False)),
    )
    for name, code in wrong:
        player.scan(code)
        expect(player, page, Verdict.REFUSED, name)
        player.picture(f"ship-{name}")


def _by_picture(player: Player, code: str) -> None:
    """A photograph of the label is dropped on the window."""
    player.program.hub.read_picture(printed(_label(player, code)))
    player.wait(600)


def _by_camera(player: Player, eyes: Eyes, code: str) -> None:
    """The label is held before the camera."""
    for scan in eyes.camera(printed(_label(player, code))):
        player.program.hub.publish(scan)
    player.wait(600)


def _label(player: Player, code: str) -> bytes:
    desk = player.desk
    return player.ask(lambda: desk.papers.labels_roll(desk.floor.labels([desk.floor.asset(code).row.id])))


def _pick(player: Player, field: PickField[Any], words: str) -> None:
    """Types, waits for the hits and takes the first."""
    player.type_into(field.line, words)
    field.search()
    player.until(lambda: bool(field.items()), f"a hit for {words!r}")
    player.press(Qt.Key.Key_Return)
    player.wait()
