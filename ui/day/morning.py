"""The first half of the day: goods receipt, a mixed order, and its parcel."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from domain.assets.codes import format_code
from domain.assets.scan import Scan
from domain.assets.status import Status
from domain.ids import VariantId
from domain.orders.place_order import OrderPlaced
from domain.views.floor_rows import PickLine
from ui.backoffice.orders.new_order import NewOrder
from ui.backoffice.parts import PickField
from ui.day.player import NothingThere, Player, printed
from ui.warehouse.receiving.view import ReceivePage
from ui.warehouse.scanned import ScanPage
from ui.warehouse.shipping.view import ShipPage
from ui.widgets.answer import Verdict

GTIN = "4006381333931"
CONFIRM_CARD = format_code("CC", 1)
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
    """Two e-bikes come in: product, serials and shelf by scan, booked in by a command card; labels read back."""
    player.open("receive")
    player.picture("receive-start")
    page = player.page(ReceivePage)
    player.scan(GTIN)
    shelf = next(place for place in player.ask(player.desk.floor.places) if "E-Bikes" in place.name)
    day = f"{player.desk.clock.now():%m%d%H%M%S}"
    for serial in (f"KZ3-{day}-1", f"KZ3-{day}-2", shelf.code):
        player.scan(serial)
    player.picture("receive-scanned")
    player.scan(CONFIRM_CARD)
    player.until(lambda: page.state.booked is not None, "the receipt")
    player.picture("receive-booked")
    booked = page.state.booked
    codes = booked.codes if booked else ()
    _read_back(player, eyes, codes)
    return codes


def _read_back(player: Player, eyes: Eyes, codes: Sequence[str]) -> None:
    """The labels as they were printed, both forms, before the camera: every code is read. Raises NothingThere."""
    desk = player.desk
    labels = player.ask(lambda: desk.floor.labels([desk.floor.asset(code).row.id for code in codes]))
    roll, sheet = desk.papers.labels_roll(labels), desk.papers.labels_sheet(labels)
    desk.folder.keep("labels-roll.pdf", roll)
    desk.folder.keep("labels-sheet.pdf", sheet)
    seen = {scan.text for page in range(len(codes)) for scan in eyes.camera(printed(roll, page))}
    seen_on_sheet = {scan.text for scan in eyes.camera(printed(sheet))}
    for code in codes:
        if code not in seen or code not in seen_on_sheet:
            raise NothingThere(f"the code {code} on its printed label")
    player.tell(f"  labels read back: {', '.join(codes)}")


def order(player: Player) -> OrderPlaced:
    """A mixed order of a known customer, taken at the back office."""
    player.open("new_order")
    page = player.page(NewOrder)
    _pick(player, page.customer_search, "Brückner")
    for product in BASKET:
        _pick(player, page.product_search, product)
    player.picture("new-order")
    page.place.click()
    player.until(lambda: page.last_placed is not None, "the order that was placed")
    placed = page.last_placed
    if placed is None:
        raise NothingThere("the order that was placed")
    player.picture("order-placed")
    player.open("contract", placed.contract_number)
    player.picture("contract-draft")
    return placed


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
        player.picture(f"ship-line-{line.position}")
    page.parcel.finish.click()
    player.until(page.parcel.dispatch.isVisible, "the button that sends the parcel")
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
