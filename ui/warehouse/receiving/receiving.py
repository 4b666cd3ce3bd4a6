"""Decides what a scan or button does while goods are booked in. All of it runs on the database thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from domain.assets.codes import Gs1, Gtin, classify, is_near_own
from domain.assets.receive_assets import AssetsReceived, NotTracked, ReceiveAssets
from domain.assets.resolve import Card, Meaning, Resolved
from domain.assets.undo_receipt import ReceiptUndone, UndoReceipt
from domain.catalog.model import ProductKind
from domain.clock import legal_day
from domain.errors import Unavailable
from domain.ids import AssetId, VariantId
from ui.desk import Desk
from ui.language import _, count
from ui.warehouse.scanned import Outcome, give, no_use_for, not_here, refused, unknown
from ui.widgets.answer import Verdict

if TYPE_CHECKING:  # the rows of all warehouse pages stand in that file
    from domain.views.floor_rows import FloorVariant, PlaceRow, ReceiptRow

MOST_PRODUCTS: Final = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """What is about to be booked. `quantity` counts all pieces; those beyond `serials` have none."""

    variant: FloorVariant | None = None
    place: PlaceRow | None = None
    quantity: int = 0
    serials: tuple[str, ...] = ()

    @property
    def pieces(self) -> int:
        return max(self.quantity, len(self.serials))

    @property
    def command_serials(self) -> tuple[str, ...]:
        return self.serials + ("",) * (self.pieces - len(self.serials))


@dataclass(frozen=True, slots=True)
class ReceivingState:
    """What the screen shows. `booked`: the receipt that labels and undo are about, None: there is none yet.

    `print_labels`: of `booked`, and now.
    """

    draft: Draft
    receipts: tuple[ReceiptRow, ...] = ()
    booked: ReceiptRow | None = None
    is_booked_now: bool = False
    print_labels: bool = False


@dataclass(frozen=True, slots=True)
class Shelves:
    """What can be chosen from."""

    products: tuple[FloorVariant, ...]
    has_more: bool
    places: tuple[PlaceRow, ...]


class Receiving:
    """One receipt at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.draft = Draft()
        self._booked: ReceiptRow | None = None
        self._receipts: tuple[ReceiptRow, ...] = ()

    def shelves(self) -> Shelves:
        found = self._desk.floor.variants("", MOST_PRODUCTS)
        goods = tuple(row for row in found.rows if row.kind is ProductKind.GOODS)
        return Shelves(goods, found.has_more, self._desk.floor.places())

    def refresh(self) -> ReceivingState:
        """With today's receipts as the database knows them."""
        day = legal_day(self._desk.clock.now())
        start = self._desk.clock.now() - timedelta(hours=36)
        found = self._desk.floor.receipts(start)
        self._receipts = tuple(row for row in found if legal_day(row.at) == day)
        if self._booked is not None:
            command_id = self._booked.command_id
            self._booked = next((row for row in self._receipts if row.command_id == command_id), None)
        return self.state()

    def state(self) -> ReceivingState:
        return ReceivingState(self.draft, self._receipts, self._booked)

    def look_at(self, receipt: ReceiptRow) -> ReceivingState:
        """Labels and undo are about this receipt from now on."""
        self._booked = receipt
        return self.state()

    def set_quantity(self, quantity: int) -> ReceivingState:
        """As typed; never less than there are serials."""
        self.draft = replace(self.draft, quantity=quantity)
        return self.state()

    def set_place(self, place: PlaceRow | None) -> ReceivingState:
        self.draft = replace(self.draft, place=place)
        return self.state()

    def set_serials(self, before: tuple[str, ...], after: tuple[str, ...]) -> ReceivingState:
        """A person changed what was shown from `before` to `after`; what was scanned meanwhile stays."""
        draft = self.draft
        serials = (*after, *(serial for serial in draft.serials if serial not in before and serial not in after))
        is_counted = draft.quantity > max(len(draft.serials), 1)
        self.draft = replace(draft, serials=serials, quantity=draft.quantity if is_counted else max(len(serials), 1))
        return self.state()

    def act(self, found: Resolved) -> Outcome:
        """What a scan does."""
        if found.card is not None:
            return self.card(found.card)
        if found.meaning is Meaning.PRODUCT and found.id is not None:
            return self._product(found, VariantId(found.id))
        if found.meaning is Meaning.PLACE:
            return self._place(found)
        if found.meaning is Meaning.ASSET:
            return self._known(found)
        if found.meaning is Meaning.UNKNOWN:
            return self._serial(found)
        return not_here(found, _("Scan a product, a serial number or a place."))

    def card(self, card: Card) -> Outcome:
        if card is Card.CONFIRM:
            return self.book()
        if card is Card.UNDO:
            return self.undo()
        return self.labels() if card is Card.PRINT else self.clear()

    def choose(self, variant: FloorVariant) -> Outcome:
        """By hand from the list."""
        return self._chosen(variant, "")

    def clear(self) -> Outcome:
        """Begins again; the place stays, because the pallet does."""
        self.draft = Draft(place=self.draft.place)
        return Outcome(
            Verdict.READY, _("Which product?"), _("Scan its barcode or choose it."), is_listed=False, state=self.state()
        )

    def book(self) -> Outcome:
        """Books what is in the draft; labels come with the outcome."""
        draft = self.draft
        if draft.variant is None:
            return no_use_for(Card.CONFIRM)
        command = ReceiveAssets(draft.variant.id, draft.command_serials, draft.place.id if draft.place else None)
        booked: list[AssetId] = []

        def accepted(event: AssetsReceived) -> Outcome:
            booked.extend(event.asset_ids)
            return self._accepted(event)

        outcome = give(self._desk, command, accepted, _("Receipt is kept"))
        self.draft = Draft(place=draft.place)
        if outcome.verdict is Verdict.WAITING:
            return replace(outcome, what=draft.variant.title, state=self.state())
        self._seen()
        self._booked = next((row for row in self._receipts if row.asset_ids[0] in booked), None)
        state = replace(self.state(), is_booked_now=True, print_labels=self._booked is not None)
        return replace(outcome, state=state)

    def labels(self) -> Outcome:
        """The labels of the receipt in front once more."""
        if self._booked is None or self._booked.is_undone:
            return no_use_for(Card.PRINT)
        title = _("Labels")
        shown = span(self._booked.codes)
        return Outcome(
            Verdict.ACCEPTED,
            title,
            shown,
            shown,
            self._booked.title,
            title,
            state=replace(self.state(), print_labels=True),
        )

    def undo(self) -> Outcome:
        """One step back: the last serial, then the chosen product, then the receipt in front."""
        if self.draft.serials:
            return self._without_last()
        if self.draft.variant is not None:
            title = self.draft.variant.title
            outcome, words = self.clear(), _("Product put aside")
            return replace(outcome, verdict=Verdict.NOTE, title=words, detail=title, what=title, result=words)
        return self.undo_receipt()

    def undo_receipt(self) -> Outcome:
        """The receipt in front was never booked; its numbers are used up."""
        if self._booked is None or self._booked.is_undone:
            return no_use_for(Card.UNDO)
        title = self._booked.title
        command = UndoReceipt(self._booked.asset_ids)
        outcome = give(self._desk, command, lambda event: self._undone(event, title), _("Undo is kept"))
        self._booked = None
        return replace(outcome, state=self._seen())

    def _without_last(self) -> Outcome:
        last, draft = self.draft.serials[-1], self.draft
        left = max(draft.quantity - 1, 0) if draft.quantity == draft.pieces else draft.quantity
        self.draft = replace(draft, serials=draft.serials[:-1], quantity=left)
        title = _("Serial taken out")
        return Outcome(Verdict.NOTE, title, last, last, title, title, state=self.state())

    def _product(self, found: Resolved, variant_id: VariantId) -> Outcome:
        """A product's barcode chooses it; the same once more counts one more piece. Some carry the serial as well."""
        code = classify(found.text)
        serial = code.serial if isinstance(code, Gs1) else None
        chosen = self.draft.variant
        if chosen is None or chosen.id != variant_id:
            outcome = self._chosen(self._desk.floor.variant(variant_id), found.text)
            return outcome if outcome.verdict is Verdict.REFUSED or not serial else self._added(serial)
        if serial:
            return self._added(serial)
        self.draft = replace(self.draft, quantity=self.draft.pieces + 1)
        pieces = self.draft.pieces
        detail = count("{count} piece", "{count} pieces", pieces)
        return Outcome(Verdict.ACCEPTED, chosen.title, detail, found.text, chosen.title, detail, state=self.state())

    def _chosen(self, variant: FloorVariant, code: str) -> Outcome:
        if variant.kind is not ProductKind.GOODS:
            return refused(NotTracked(title=variant.title), code, variant.title)
        if self.draft.serials:
            title = _("Another product")
            detail = _("Book the {count} serial numbers of {title} first, or clear them.").format(
                count=len(self.draft.serials), title=self.draft.variant.title if self.draft.variant else ""
            )
            return Outcome(Verdict.REFUSED, title, detail, code, variant.title, title)
        self.draft = Draft(variant, self.draft.place, 1)
        title = _("Product chosen")
        detail = _("Scan serial numbers, or set the quantity.")
        return Outcome(
            Verdict.ACCEPTED, variant.title, detail, code or variant.sku, variant.title, title, state=self.state()
        )

    def _place(self, found: Resolved) -> Outcome:
        place = next((row for row in self._desk.floor.places() if row.id == found.id), None)
        if place is None:
            return unknown(found)
        self.draft = replace(self.draft, place=place)
        title = _("Place chosen")
        return Outcome(Verdict.ACCEPTED, place.name, title, place.code, place.name, title, state=self.state())

    def _known(self, found: Resolved) -> Outcome:
        """A thing that has its number already is not booked in a second time."""
        asset = self._desk.floor.asset(str(found.id)).row
        title = _("Booked in already")
        return Outcome(Verdict.DUPLICATE, title, f"{asset.code} · {asset.title}", asset.code, asset.title, title)

    def _serial(self, found: Resolved) -> Outcome:
        """Anything nobody knows is the maker's serial once a product is chosen, but never a misread code of ours."""
        if self.draft.variant is None or is_near_own(found.text):
            return unknown(found)
        if isinstance(classify(found.text), Gtin):
            title = _("Unknown product number")
            detail = _("{code} is not in the catalogue. If it is a serial number, type it below.")
            return Outcome(Verdict.REFUSED, title, detail.format(code=found.text), found.text, "–", title)
        return self._added(found.text)

    def _added(self, serial: str) -> Outcome:
        draft = self.draft
        title = draft.variant.title if draft.variant else ""
        if serial in draft.serials:
            words = _("Serial scanned twice")
            return Outcome(Verdict.DUPLICATE, words, serial, serial, title, words)
        serials = (*draft.serials, serial)
        quantity = len(serials) if draft.quantity <= len(serials) else draft.quantity
        self.draft = replace(draft, serials=serials, quantity=quantity)
        words = _("Serial number {number}").format(number=len(serials))
        return Outcome(Verdict.ACCEPTED, serial, f"{words} · {title}", serial, title, words, state=self.state())

    def _accepted(self, event: AssetsReceived) -> Outcome:
        pieces = count("{count} piece", "{count} pieces", len(event.codes))
        shown = span(event.codes)
        return Outcome(Verdict.ACCEPTED, event.title, f"{pieces} · {shown}", shown, event.title, _("Booked in"))

    def _undone(self, event: ReceiptUndone, title: str) -> Outcome:
        words = _("Receipt taken back")
        return Outcome(Verdict.NOTE, words, f"{title} · {span(event.codes)}", span(event.codes), title, words)

    def _seen(self) -> ReceivingState:
        """What was booked is booked, even where the list cannot be read again just now."""
        try:
            return self.refresh()
        except Unavailable:
            return self.state()


def span(codes: tuple[str, ...]) -> str:
    """First and last: "RB-000001-3 … RB-000009-Q"."""
    if len(codes) < 3:
        return ", ".join(codes)
    return f"{codes[0]} … {codes[-1]}"
