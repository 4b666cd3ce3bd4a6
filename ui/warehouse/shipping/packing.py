"""Decides what a scan or button does while parcels are packed. All of it runs on the database thread."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from domain.application import Command
from domain.assets.resolve import Card, Meaning, Resolved
from domain.clock import today
from domain.errors import AppError, Unavailable
from domain.ids import AssetId, VariantId
from domain.returns.keep_photo import KeepPhoto, PhotoKept
from domain.returns.photos import PhotoId
from domain.shipping.delivery_sheet import DeliverySheet
from domain.shipping.dispatch_shipment import DispatchShipment, ShipmentDispatched
from domain.shipping.finish_packing import FinishPacking, ShipmentPacked
from domain.shipping.model import ShipmentStatus, WrongProduct
from domain.shipping.pick_asset import AssetPicked, PickAsset
from domain.shipping.pick_consumable import ConsumablePicked, PickConsumable
from domain.shipping.unpick_asset import AssetUnpicked, UnpickAsset
from domain.views.floor_rows import FloorShipment, PickLine, ShipmentPage
from ui.desk import Desk
from ui.language import _, shown_date
from ui.warehouse.scanned import Outcome, give, no_use_for, not_here, refused, unknown
from ui.widgets.answer import Verdict

_TRACKING: Final = re.compile(r"[0-9A-Z]{8,40}")
"""What carriers print as a parcel's number."""


@dataclass(frozen=True, slots=True)
class PackingState:
    """What the screen shows. `page` None: none is open, then `shipments` are those to choose from.

    `paper` is a delivery note to be made now.
    """

    page: ShipmentPage | None = None
    shipments: tuple[FloorShipment, ...] = ()
    can_undo: bool = False
    paper: DeliverySheet | None = None

    @property
    def next_shipment(self) -> FloorShipment | None:
        return next((each for each in self.shipments if not each.is_held), None)


MOST_SHOWN: Final = 40


def shown_to_take(page: ShipmentPage) -> tuple[tuple[int, str], ...]:
    """The proposed things of the open lines, as far as a person sees them at a glance."""
    return tuple((line.position, line.proposed) for line in page.lines if line.proposed)[:MOST_SHOWN]


class Packing:
    """One shipment at a time, or none. Every method that may refuse raises AppErrors.

    `tracking` is the carrier's number, as scanned, or as typed (then set on the GUI thread).
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._page: ShipmentPage | None = None
        self._undo: list[Command] = []
        self.tracking = ""

    def state(self) -> PackingState:
        """As it is now, without asking the database where a shipment is open."""
        if self._page is not None:
            return PackingState(self._page, can_undo=bool(self._undo))
        return PackingState(shipments=self._desk.floor.shipments().rows)

    def refresh(self) -> PackingState:
        """As the database knows it."""
        self._reload()
        return self.state()

    def leave(self) -> PackingState:
        """Back to the list; what was picked stays picked."""
        self._page, self._undo, self.tracking = None, [], ""
        return self.state()

    def open(self, ref: str) -> PackingState:
        """By number or id of the shipment or its order; what may be undone stays for the one that is open already."""
        page = self._desk.floor.shipment(ref)
        if self._page is None or page.row.id != self._page.row.id:
            self._undo, self.tracking = [], page.tracking
        self._page = page
        return self.state()

    def act(self, found: Resolved) -> Outcome:
        """What a scan does."""
        if found.card is not None:
            return self.card(found.card)
        if found.meaning in (Meaning.SHIPMENT, Meaning.ORDER):
            return self._opened(found.text)
        if self._page is None:
            return self._without_shipment(found)
        return self._into(self._page, found)

    def card(self, card: Card) -> Outcome:
        """Undo, print, next, and confirm: the one thing that comes next."""
        if card is Card.UNDO:
            return self.undo()
        if card is Card.NEXT:
            return self.next()
        if self._page is None:
            return no_use_for(card)
        if card is Card.PRINT:
            return self.print()
        return self.dispatch() if self._page.row.status is ShipmentStatus.PACKED else self.finish()

    def count_one(self, variant_id: VariantId) -> Outcome:
        """One more piece of something counted."""
        return no_use_for(Card.CONFIRM) if self._page is None else self._count(self._page, variant_id)

    def photo(self, line: PickLine, photo_id: PhotoId, content: bytes) -> Outcome:
        """How a thing of the parcel goes out."""
        if line.asset_id is None:
            return no_use_for(Card.CONFIRM)
        title = _("Photo is kept")

        def accepted(_event: PhotoKept) -> Outcome:
            detail = _("It stands beside those that are taken when it comes back.")
            return Outcome(Verdict.ACCEPTED, title, detail, line.code, line.title, title)

        return self._given(KeepPhoto.of(line.asset_id, photo_id, content), accepted, title)

    def undo(self) -> Outcome:
        """Takes the last scan of this shipment back."""
        if self._page is None or not self._undo:
            return no_use_for(Card.UNDO)
        command = self._undo[-1]
        try:
            outcome = give(self._desk, command, self._undone, _("Undo is kept"))
        except Unavailable:
            raise
        except AppError:
            self._undo.pop()
            self._reload()
            raise
        self._undo.pop()
        return self._with_state(outcome)

    def finish(self) -> Outcome:
        """Closes the parcel; its delivery note comes with the outcome."""
        if self._page is None:
            return no_use_for(Card.CONFIRM)
        shipment_id = self._page.row.id
        outcome = self._given(FinishPacking(shipment_id), self._packed, _("Packing is kept"))
        if outcome.verdict is Verdict.WAITING:
            return outcome
        self._undo.clear()
        return self._with_paper(outcome)

    def print(self) -> Outcome:
        """The delivery note once more."""
        if self._page is None or self._page.row.status is ShipmentStatus.OPEN:
            return no_use_for(Card.PRINT)
        title = _("Delivery note")
        number = self._page.row.number
        return self._with_paper(Outcome(Verdict.ACCEPTED, title, number, code=number, what=title))

    def dispatch(self, *, is_handed_over: bool = False) -> Outcome:
        """The parcel leaves, or the customer takes it along; the list comes back with the next one on top."""
        if self._page is None:
            return no_use_for(Card.CONFIRM)
        handed_over = is_handed_over or self._page.row.is_pick_up
        command = DispatchShipment(self._page.row.id, self.tracking.strip(), handed_over)
        outcome = give(self._desk, command, self._dispatched, _("Dispatch is kept"))
        return replace(outcome, state=self.leave())

    def next(self) -> Outcome:
        """Opens the oldest shipment that is due and not the one in front."""
        current = self._page.row.id if self._page else None
        rows, day = self._desk.floor.shipments().rows, today(self._desk.clock)
        waiting = [row for row in rows if row.id != current and not row.is_held and not row.is_for_later(day)]
        return self._opened(waiting[0].number) if waiting else no_use_for(Card.NEXT)

    def _opened(self, ref: str) -> Outcome:
        state = self.open(ref)
        row = state.page.row if state.page else None
        if row is None:
            return no_use_for(Card.NEXT)
        detail = _("Order {number} · {customer}, {city}").format(
            number=row.order_number, customer=row.customer, city=row.city
        )
        if row.is_held:
            title = _("In check, do not ship")
            return Outcome(Verdict.REFUSED, title, detail, row.number, row.customer, title, state=state)
        if row.wanted_on is not None and row.pack_on is not None and row.is_for_later(today(self._desk.clock)):
            words = _("Promised for {day}: it is to leave on {pack_on}. {detail}")
            words = words.format(day=shown_date(row.wanted_on), pack_on=shown_date(row.pack_on), detail=detail)
            title = _("Not due yet")
            return Outcome(Verdict.NOTE, title, words, row.number, row.customer, title, state=state)
        title = _("Shipment opened")
        return Outcome(Verdict.ACCEPTED, title, detail, code=row.number, what=row.customer, result=title, state=state)

    def _without_shipment(self, found: Resolved) -> Outcome:
        """A thing that lies in a shipment opens it; anything else has to wait for one."""
        if found.meaning is Meaning.UNKNOWN:
            return unknown(found)
        if found.meaning is Meaning.ASSET:
            shipment = self._desk.floor.asset(str(found.id)).shipment
            if shipment:
                return self._opened(shipment)
        title = _("No shipment is open")
        detail = _("Scan the number of the order or the shipment first, or choose one below.")
        return Outcome(Verdict.REFUSED, title, detail, what=self._title(found), result=title)

    def _into(self, page: ShipmentPage, found: Resolved) -> Outcome:
        """Something is scanned for the open shipment."""
        if found.meaning is Meaning.ASSET and found.id is not None:
            return self._pick(page, AssetId(found.id))
        if found.meaning is Meaning.PRODUCT and found.id is not None:
            return self._count(page, VariantId(found.id))
        if found.meaning is Meaning.UNKNOWN:
            return self._unknown(page, found)
        return not_here(found, _("A shipment is open: scan what goes into it."))

    def _pick(self, page: ShipmentPage, asset_id: AssetId) -> Outcome:
        def accepted(event: AssetPicked) -> Outcome:
            self._undo.append(UnpickAsset(page.row.id, asset_id))
            detail = _("{asset} now belongs to line {position}").format(asset=event.asset_code, position=event.position)
            return Outcome(Verdict.ACCEPTED, event.title, detail, code=event.asset_code, what=event.title)

        try:
            return self._given(PickAsset(page.row.id, asset_id, shown_to_take(page)), accepted, _("Scan is kept"))
        except WrongProduct as error:
            return self._wrong(page, asset_id, error)
        except AppError as error:
            return refused(error, what=self._title(Resolved(Meaning.ASSET, "", asset_id)))

    def _wrong(self, page: ShipmentPage, asset_id: AssetId, error: WrongProduct) -> Outcome:
        """Says what is ordered where only the size is wrong; what else is missing stands beside it anyway."""
        try:
            asset = self._desk.floor.asset(str(asset_id))
        except AppError:
            return refused(error)
        outcome = refused(error, what=asset.row.title)
        near = next((line for line in page.lines if line.title.startswith(f"{asset.product} · ")), None)
        if near is not None:
            title = _("Wrong size")
            detail = _("Ordered is {title}.").format(title=near.title)
            return replace(outcome, title=title, detail=detail, result=detail.rstrip("."))
        detail = _("{title} does not belong into this parcel. Put it back.").format(title=asset.row.title)
        return replace(outcome, detail=detail)

    def _count(self, page: ShipmentPage, variant_id: VariantId) -> Outcome:
        tracked = next((line for line in page.lines if line.is_tracked and line.variant_id == variant_id), None)
        if tracked is not None:
            detail = _("{title} is followed piece by piece: scan the label with our own number on it.")
            title = _("Scan the label of the thing")
            return Outcome(Verdict.REFUSED, title, detail.format(title=tracked.title), what=tracked.title, result=title)

        def accepted(event: ConsumablePicked) -> Outcome:
            self._undo.append(PickConsumable(page.row.id, variant_id, -1))
            detail = _("One more for line {position}").format(position=event.position)
            if event.missing:
                detail = _("One more for line {position}. The books had none left: please count the shelf.").format(
                    position=event.position
                )
            return Outcome(Verdict.ACCEPTED, event.title, detail, sku, event.title)

        sku = next((line.sku for line in page.lines if line.variant_id == variant_id), "")
        return self._given(PickConsumable(page.row.id, variant_id), accepted, _("Scan is kept"))

    def _unknown(self, page: ShipmentPage, found: Resolved) -> Outcome:
        """Once packed, the carrier's label may be scanned for its number."""
        if page.row.status is not ShipmentStatus.PACKED or not _TRACKING.fullmatch(found.text):
            return unknown(found)
        self.tracking = found.text
        title = _("Tracking number noted")
        return Outcome(Verdict.ACCEPTED, title, found.text, found.text, _("Carrier"), title, state=self.state())

    def _undone(self, event: AssetUnpicked | ConsumablePicked) -> Outcome:
        title = _("Taken back")
        if isinstance(event, AssetUnpicked):
            detail = _("{asset} goes back to its shelf.").format(asset=event.asset_code)
            return Outcome(Verdict.NOTE, title, detail, event.asset_code, detail, title)
        detail = _("One piece of {title} goes back.").format(title=event.title)
        return Outcome(Verdict.NOTE, title, detail, "", event.title, title)

    def _packed(self, event: ShipmentPacked) -> Outcome:
        title = _("Packed")
        detail = _("Put the delivery note in.")
        return Outcome(Verdict.ACCEPTED, title, detail, event.number, title)

    def _dispatched(self, event: ShipmentDispatched) -> Outcome:
        title = _("Handed over") if event.is_handed_over else _("On its way")
        detail = _("{number} left the house. Contract and invoice follow by themselves.").format(number=event.number)
        return Outcome(Verdict.ACCEPTED, title, detail, event.number, title)

    def _given(self, command: Command, accepted: Callable[..., Outcome], waiting: str) -> Outcome:
        return self._with_state(give(self._desk, command, accepted, waiting))

    def _with_state(self, outcome: Outcome) -> Outcome:
        self._reload()
        return replace(outcome, state=self.state())

    def _with_paper(self, outcome: Outcome) -> Outcome:
        """A delivery note that cannot be read just now does not take back what was booked."""
        state, page = self.state(), self._page
        if page is not None:
            day = today(self._desk.clock)
            state = replace(state, paper=self._desk.floor.delivery_sheet(page.row.id, day))
        return replace(outcome, state=state)

    def _reload(self) -> None:
        """What was booked is booked: a page that cannot be read again just now stays as it was."""
        if self._page is not None:
            with suppress(Unavailable):
                self._page = self._desk.floor.shipment(str(self._page.row.id))

    def _title(self, found: Resolved) -> str:
        """What the scanned thing is called; a dash where that cannot be told."""
        try:
            if found.meaning is Meaning.ASSET:
                return self._desk.floor.asset(str(found.id)).row.title
            if found.meaning is Meaning.PRODUCT and found.id is not None:
                return self._desk.floor.variant(VariantId(found.id)).title
        except AppError:
            return "–"
        return "–"
