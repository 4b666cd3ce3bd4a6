"""Decides what a scan or button does while things come back. All of it runs on the database thread."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from domain.application import Command
from domain.assets.label_sheet import Label
from domain.assets.resolve import Card, Meaning, Resolved
from domain.assets.status import OUT, Condition, Grade, Status
from domain.errors import Conflict, InvalidInput, RuleViolation
from domain.ids import AssetId, PlaceId, ShipmentId
from domain.returns.keep_photo import KeepPhoto
from domain.returns.model import AlreadyTakenBack, NotOut, Purpose
from domain.returns.note_damage import NoteDamage
from domain.returns.note_missing import NoteMissing
from domain.returns.note_other_thing import NoteOtherThing
from domain.returns.photos import PhotoId
from domain.returns.take_back_asset import AssetTakenBack, TakeBackAsset
from domain.returns.take_back_parcel import NothingOfParcelOut, ParcelTakenBack, TakeBackParcel
from domain.shipping.model import ShipmentStatus
from domain.views.floor_rows import AssetRow, ComingBack, PlaceRow, ReturnLineRow, ReturnPage, ReturnRow
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_date
from ui.warehouse.returning.found import LOST, found_again
from ui.warehouse.scanned import Outcome, give, no_use_for, not_here, refused, unknown
from ui.widgets.answer import Verdict

_BACK: Final = frozenset({Status.RECEIVED, Status.TO_REPAIR})


@dataclass(frozen=True, slots=True)
class Entry:
    """What the person chose for the thing that is open. `grade` None: left to the inspection. `purpose` counts for what
    nobody announced."""

    condition: Condition = Condition.USED
    grade: Grade | None = None
    purpose: Purpose = Purpose.END


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel of ours that stands there again."""

    id: ShipmentId
    number: str
    customer: str


@dataclass(frozen=True, slots=True)
class TakingState:
    """What the screen shows.

    `coming`: the thing whose condition is asked just now. `case`: the return of that thing, or the one worked on.
    `returns` are filled while neither is there. `place`: where everything goes, as scanned. `labels`: to print now.
    """

    coming: ComingBack | None = None
    case: ReturnPage | None = None
    parcel: Parcel | None = None
    returns: tuple[ReturnRow, ...] = ()
    place: PlaceRow | None = None
    labels: tuple[Label, ...] = ()

    @property
    def is_list(self) -> bool:
        return self.coming is None and self.case is None and self.parcel is None


class Taking:
    """`entry` is set by the page whenever the person chooses; everything else happens here."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._coming: ComingBack | None = None
        self._case: ReturnPage | None = None
        self._place: PlaceRow | None = None
        self._last: AssetId | None = None
        self._number = ""
        self._parcel: Parcel | None = None
        self._instead_of: ReturnLineRow | None = None
        self.entry = Entry()

    def state(self) -> TakingState:
        state = TakingState(self._coming, self._case, self._parcel, place=self._place)
        return replace(state, returns=self._desk.floor.returns().rows) if state.is_list else state

    def refresh(self) -> TakingState:
        """As the database knows it; what the person is asked stays."""
        if self._coming is not None:
            self._coming = self._desk.floor.coming_back(self._coming.asset.id)
            self._case = self._coming.case
        elif self._case is not None:
            self._case = self._desk.floor.return_case(self._case.row.number)
        return self.state()

    def leave(self) -> TakingState:
        """Back to the list of returns."""
        self._coming, self._case, self._parcel, self._instead_of = None, None, None, None
        return self.state()

    def open(self, ref: str) -> TakingState:
        """One return by its number. Raises UnknownReturn."""
        self._case, self._coming = self._desk.floor.return_case(ref), None
        self._parcel, self._instead_of = None, None
        return self.state()

    def act(self, found: Resolved) -> Outcome:
        """What a scan does."""
        if found.card is not None:
            return self.card(found.card)
        if self._instead_of is not None and found.meaning in (Meaning.ASSET, Meaning.UNKNOWN):
            return self._lay_there(self._instead_of, found)
        if found.meaning is Meaning.UNKNOWN or found.id is None:
            return unknown(found)
        return self._meant(found, found.id)

    def _meant(self, found: Resolved, thing: UUID) -> Outcome:
        if found.meaning is Meaning.ASSET:
            return self._brought(AssetId(thing))
        if found.meaning is Meaning.PLACE:
            return self._put_to(PlaceId(thing), found.text)
        if found.meaning is Meaning.RETURN:
            return self._opened(found.text)
        if found.meaning is Meaning.SHIPMENT and self._coming is None:
            return self._parcel_back(ShipmentId(thing))
        return not_here(found, _("Scan the label of the thing that came back, or the number of its return."))

    def card(self, card: Card) -> Outcome:
        """Confirm takes back; undo puts the thing aside unbooked; next leads to the list; print makes a label."""
        if card is Card.CONFIRM:
            return self.take_back()
        if card is Card.UNDO:
            return self.put_aside()
        if card is Card.PRINT:
            return self.print()
        if self._coming is not None:
            return self._still_open(self._coming)
        if self._case is None:
            return no_use_for(card)
        title = _("Which thing came back?")
        return Outcome(Verdict.READY, title, state=self.leave(), is_listed=False)

    def take_back(self) -> Outcome:
        """Books the open thing in with what the person chose."""
        coming, entry = self._coming, self.entry
        if coming is None:
            return no_use_for(Card.CONFIRM)
        place_id = self._place.id if self._place else None
        purpose = None if coming.case or entry.purpose is Purpose.END else entry.purpose
        command = TakeBackAsset(coming.asset.id, entry.condition, entry.grade, place_id, purpose)
        try:
            outcome = give(self._desk, command, self._accepted(coming), _("Take-back is kept"))
        except (RuleViolation, Conflict) as error:
            self._coming = None
            return replace(refused(error, coming.asset.code, coming.asset.title), state=self.state())
        self._coming, self._last = None, coming.asset.id
        if outcome.verdict is not Verdict.WAITING:
            self._case = self._desk.floor.return_case(self._number)
        return replace(outcome, code=coming.asset.code, what=coming.asset.title, state=self.state())

    def put_aside(self) -> Outcome:
        """Nothing is booked. What was taken back cannot be undone here: the customer's bill knows of it already."""
        if self._coming is None and (self._parcel is not None or self._instead_of is not None):
            self._parcel, self._instead_of = None, None
            title = _("Put aside")
            return Outcome(Verdict.NOTE, title, _("Nothing was booked."), state=self.state(), is_listed=False)
        if self._coming is None:
            return no_use_for(Card.UNDO)
        asset, self._coming = self._coming.asset, None
        title = _("Put aside")
        detail = _("{asset} was not booked in.").format(asset=asset.code)
        return Outcome(Verdict.NOTE, title, detail, asset.code, asset.title, title, state=self.state())

    def not_there(self, line: ReturnLineRow) -> Outcome:
        """The parcel came without it."""
        case = self._case
        if case is None:
            return no_use_for(Card.CONFIRM)
        return self._noted(line, NoteMissing(case.row.id, line.asset_id), _("Missing"))

    def something_else(self, line: ReturnLineRow) -> Outcome:
        """The next scan is what lay there instead."""
        self._instead_of = line
        title = _("What lay there instead of {code}?").format(code=line.code)
        detail = _("Scan it. What has no code of ours can be typed as it is written on it.")
        return Outcome(Verdict.READY, title, detail, state=self.state(), is_listed=False)

    def damage(self, line: ReturnLineRow, code: str, title: str) -> Outcome:
        case = self._case
        if case is None:
            return no_use_for(Card.CONFIRM)
        return self._noted(line, NoteDamage(case.row.id, line.asset_id, code, title), title)

    def photo(self, line: ReturnLineRow, photo_id: PhotoId, content: bytes) -> Outcome:
        case = self._case
        if case is None:
            return no_use_for(Card.CONFIRM)
        return self._noted(line, KeepPhoto.of(line.asset_id, photo_id, content, case.row.id), _("Photo is kept"))

    def take_parcel(self, *, sends_again: bool) -> Outcome:
        """All that is in it comes back."""
        parcel = self._parcel
        if parcel is None:
            return no_use_for(Card.CONFIRM)
        self._parcel = None
        words = _("It is packed once more: it stands in the list.") if sends_again else _("It is not sent again.")

        def accepted(event: ParcelTakenBack) -> Outcome:
            self._case = self._desk.floor.return_case(event.return_number)
            return Outcome(Verdict.ACCEPTED, _("Parcel is back"), words, parcel.number, parcel.customer)

        try:
            outcome = give(self._desk, TakeBackParcel(parcel.id, sends_again), accepted, _("Take-back is kept"))
        except (RuleViolation, Conflict) as error:
            return replace(refused(error, parcel.number, parcel.customer), state=self.state())
        return replace(outcome, code=parcel.number, what=parcel.customer, state=self.state())

    def _lay_there(self, line: ReturnLineRow, found: Resolved) -> Outcome:
        case, self._instead_of = self._case, None
        if case is None:
            return no_use_for(Card.NEXT)
        is_ours = found.meaning is Meaning.ASSET and found.id is not None
        thing = AssetId(found.id) if is_ours and found.id is not None else None
        command = NoteOtherThing(case.row.id, line.asset_id, thing, "" if is_ours else found.text)
        words = _("{found} lay there instead").format(found=found.text)
        return self._noted(line, command, words)

    def _noted(self, line: ReturnLineRow, command: Command, title: str) -> Outcome:
        def accepted(_event: object) -> Outcome:
            return Outcome(Verdict.ACCEPTED, title, _("{asset} · the office sees it.").format(asset=line.code))

        try:
            outcome = give(self._desk, command, accepted, _("Noted here"))
        except (RuleViolation, Conflict, InvalidInput) as error:
            return replace(refused(error, line.code, line.title), state=self.state())
        if self._case is not None and outcome.verdict is not Verdict.WAITING:
            self._case = self._desk.floor.return_case(self._case.row.number)
        return replace(outcome, code=line.code, what=line.title, result=title, state=self.state())

    def _parcel_back(self, shipment_id: ShipmentId) -> Outcome:
        found = self._desk.floor.shipment(str(shipment_id)).row
        if found.status is not ShipmentStatus.DISPATCHED:
            error = NothingOfParcelOut(shipment=found.number)
            return replace(refused(error, found.number, found.customer), state=self.state())
        self._parcel, self._case = Parcel(shipment_id, found.number, found.customer), None
        title = _("Could not be delivered?")
        return Outcome(
            Verdict.READY, title, found.customer, found.number, found.customer, _("opened"), state=self.state()
        )

    def print(self) -> Outcome:
        """A new label for the thing in hand."""
        wanted = self._coming.asset.id if self._coming else self._last
        if wanted is None:
            return no_use_for(Card.PRINT)
        labels = self._desk.floor.labels([wanted])
        title = _("Label")
        state = replace(self.state(), labels=labels)
        return Outcome(Verdict.ACCEPTED, title, labels[0].code, labels[0].code, labels[0].title, title, state=state)

    def _brought(self, asset_id: AssetId) -> Outcome:
        if self._coming is not None:
            return self._still_open(self._coming, asset_id)
        coming = self._desk.floor.coming_back(asset_id)
        if coming.asset.status in LOST:
            place_id = self._place.id if self._place else None
            return replace(found_again(self._desk, coming.asset, place_id), state=self.state())
        refusal = _why_not(coming.asset)
        if refusal is not None:
            return self._here_already(asset_id, refusal)
        self._coming, self._case, self._parcel, self.entry = coming, coming.case, None, Entry()
        return Outcome(
            Verdict.READY,
            coming.asset.title,
            origin(coming),
            coming.asset.code,
            coming.asset.title,
            _("opened"),
            state=self.state(),
        )

    def _here_already(self, asset_id: AssetId, refusal: Outcome) -> Outcome:
        """Its return is shown, as long as something can be noted there still."""
        case = self._desk.floor.came_with(asset_id)
        if case is None:
            return refusal
        self._case, self._parcel = case, None
        words = _("It came with {number}, which is open again: note damage or take a photo.")
        return replace(refusal, detail=words.format(number=case.row.number), state=self.state())

    def _still_open(self, coming: ComingBack, scanned: AssetId | None = None) -> Outcome:
        asset = coming.asset
        if scanned == asset.id:
            title = _("Open already")
            detail = _("Choose the condition of {asset}, then take it back.").format(asset=asset.code)
            return Outcome(Verdict.DUPLICATE, title, detail, asset.code, asset.title, title, state=self.state())
        title = _("One thing after the other")
        detail = _("{asset} is not booked in yet: take it back or put it aside, then scan again.")
        return Outcome(Verdict.REFUSED, title, detail.format(asset=asset.code), what=asset.title, result=title)

    def _put_to(self, place_id: PlaceId, code: str) -> Outcome:
        self._place = next((place for place in self._desk.floor.places() if place.id == place_id), None)
        title = _("Place chosen")
        name = self._place.name if self._place else code
        detail = _("Everything that comes back goes to {place} from now on.").format(place=name)
        return Outcome(Verdict.ACCEPTED, title, detail, code, name, title, state=self.state())

    def _opened(self, ref: str) -> Outcome:
        if self._coming is not None:
            return self._still_open(self._coming)
        state = self.open(ref)
        case = state.case
        if case is None:
            return no_use_for(Card.NEXT)
        title = _("Return opened")
        return Outcome(
            Verdict.ACCEPTED, title, case.row.customer, case.row.number, case.row.customer, title, state=state
        )

    def _accepted(self, coming: ComingBack) -> Callable[[AssetTakenBack], Outcome]:
        def accepted(event: AssetTakenBack) -> Outcome:
            self._number = event.return_number
            words = [_("{asset} is back and goes to the workshop.").format(asset=event.asset_code)]
            if event.purpose is not Purpose.END:
                words.append(_again_words(coming))
            if event.still_open:
                more = count("{count} more is expected.", "{count} more are expected.", event.still_open)
                words.append(more)
            return Outcome(Verdict.ACCEPTED, coming.asset.title, " ".join(words))

        return accepted


def _again_words(coming: ComingBack) -> str:
    """What the customer gets for it: still to be sent, or on its way since before this came."""
    lines = coming.case.lines if coming.case is not None else ()
    if any(line.asset_id == coming.asset.id and line.is_replaced for line in lines):
        return _("The customer has another one already: it was sent before.")
    return _("The customer gets one again: its shipment stands in the list.")


def origin(coming: ComingBack) -> str:
    """Who had it, and whether it was announced."""
    holder, case = coming.holder, coming.case
    who = f"{holder.customer}, {holder.city}" if holder and holder.city else holder.customer if holder else ""
    if case is None:
        return _("From {who} · not announced").format(who=who)
    words = _("From {who} · {number}").format(who=who, number=case.row.number)
    if case.row.return_until is not None:
        by = shown_date(case.row.return_until)
        words = _("From {who} · {number}, expected by {day}").format(who=who, number=case.row.number, day=by)
    return words if case.row.purpose is Purpose.END else f"{words} · {label(case.row.purpose)}"


def _why_not(asset: AssetRow) -> Outcome | None:
    """Says at once what the booking would refuse, before anybody looks at the thing's condition."""
    if asset.status in _BACK:
        return refused(AlreadyTakenBack(asset=asset.code), asset.code, asset.title)
    if asset.status not in OUT:
        return refused(NotOut(asset=asset.code, status=asset.status), asset.code, asset.title)
    return None
