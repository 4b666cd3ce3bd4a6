"""Ship: choose a shipment or scan its number, then scan without end; one answer, one next step, nothing lost."""

import secrets
from datetime import date
from functools import partial

from PySide6.QtWidgets import QStackedWidget

from domain.clock import Clock, today
from domain.ids import AssetId, VariantId, new_uuid
from domain.maintenance.meters import Occasion
from domain.returns.photos import PhotoId
from domain.shipping.delivery_sheet import DeliverySheet
from domain.shipping.model import ShipmentStatus
from domain.views.floor_rows import FloorShipment, PickLine
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date
from ui.photos.dialog import PhotoDialog, photo_dialog
from ui.printing.paper import Printer, command_cards
from ui.repairs.needs import NeedsStrip
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.warehouse.scanned import Outcome, ScanPage
from ui.warehouse.shipping.packing import Packing, PackingState
from ui.warehouse.shipping.parts import ParcelCard, next_step
from ui.warehouse.words import SHIPMENT_TONES, shown_age
from ui.widgets.answer import Answer, Verdict
from ui.widgets.base import row
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import Column, DataTable
from ui.widgets.typed import seen


class ShipPage(ScanPage):
    """The list of shipments while none is open; then the parcel with everything scanned into it."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self.packing = Packing(desk)
        super().__init__(shell, desk, _("Ship"), self.packing.act)
        self.printer = Printer(shell, desk, self)
        self.photographing: PhotoDialog | None = None
        self.state = PackingState()
        self._shown_number, self._is_following = "", False
        self.shipments = DataTable(
            self._columns(),
            empty=EmptyState(
                "truck-check-outline",
                _("Nothing to pack"),
                _("New orders appear here by themselves, with everything that has to go into the parcel."),
            ),
            name=_("Shipments to pack"),
            touch=True,
        )
        self.parcel = ParcelCard()
        self.needs = NeedsStrip(desk, shell, Occasion.HAND_OUT)
        self._picked = frozenset[AssetId]()
        self._lower = QStackedWidget()
        self.cards = button(_("Print command cards"), self._print_cards, kind="plain", sign="card-multiple-outline")
        for card in (
            Card(_("Shipments to pack"), margin=16).add(self.shipments, stretch=1).add(row(None, self.cards)),
            Card(_("Last scans"), margin=16).add(self.needs).add(self.scans, stretch=1),
        ):
            card.setMinimumHeight(theme().px(144))
            self._lower.addWidget(card)
        self.set_parts(self._lower, self.parcel)
        self._connect()
        self._show_ready()

    def show_target(self, argument: str) -> None:
        if self._is_following:
            return
        if argument:
            self.load(lambda: self.packing.open(argument), self._show_loaded)
        else:
            self.load(self.packing.leave, self._show_loaded)

    def on_changes(self, kinds: frozenset[str]) -> None:
        page = self.state.page
        wanted = {"shipments", "orders"} if page is None else {"assets", f"shipment:{page.row.id}"}
        if not self.lane.is_touching and (kinds & wanted):
            self.load(self.packing.refresh, self.show_state)

    def undo(self) -> None:
        self.lane.do(self.packing.undo)

    def show_state(self, state: PackingState) -> None:
        self.state = state
        self.parcel.show_state(state, self.packing.tracking)
        self._show_needs(state)
        self.bring(self._lower, 0 if state.page is None else 1)
        if state.page is None:
            self.shipments.set_rows(state.shipments)
            self.set_heading(_("Ship"))
        else:
            found = state.page.row
            words = _("Order {number} · {customer}, {city}").format(
                number=found.order_number, customer=found.customer, city=found.city
            )
            self.set_heading(_("Ship"), words, ((shown_state(found), _tone(found)),))
        if state.paper is not None:
            self._make_paper(state.paper)

    def _show_needs(self, state: PackingState) -> None:
        """Of the thing that was scanned last: its meters are read before it goes."""
        lines = state.page.lines if state.page is not None else ()
        picked = frozenset(line.asset_id for line in lines if line.asset_id is not None)
        new, self._picked = picked - self._picked, picked
        if new or not picked:
            self.needs.show_thing(next(iter(new), None))

    def answer_of(self, outcome: Outcome) -> Answer:
        page = self.state.page
        hint = _("Undo: scan the card “Undo”, or press Ctrl+Z") if self.state.can_undo else ""
        done, of = (page.row.done, page.row.wanted) if page else (0, 0)
        return Answer(outcome.verdict, outcome.title, outcome.detail, done, of, next_step(self.state), hint)

    def _connect(self) -> None:
        self.shipments.opened.connect(lambda chosen: self.shell.open("ship", chosen.number))
        self.shipments.view.clicked.connect(self._on_touched)
        self.parcel.lines.count_wanted.connect(self._on_count)
        self.parcel.lines.photo_wanted.connect(self.ask_photo)
        self.parcel.finish_wanted.connect(lambda: self.lane.do(self.packing.finish))
        self.parcel.dispatch_wanted.connect(lambda: self.lane.do(self.packing.dispatch))
        self.parcel.hand_over_wanted.connect(lambda: self.lane.do(self._hand_over))
        self.parcel.print_wanted.connect(lambda: self.lane.do(self.packing.print))
        self.parcel.undo_wanted.connect(self.undo)
        self.parcel.leave_wanted.connect(lambda: self.shell.open("ship"))
        self.parcel.tracking_typed.connect(self._on_tracking)
        self.lane.settled.connect(self._on_moved_on)

    def _hand_over(self) -> Outcome:
        return self.packing.dispatch(is_handed_over=True)

    def _on_touched(self) -> None:
        """One touch opens: nobody double-clicks with gloves."""
        chosen = self.shipments.current()
        if chosen is not None:
            self.shell.open("ship", chosen.number)

    def _on_count(self, variant_id: VariantId) -> None:
        self.lane.do(partial(self.packing.count_one, variant_id))

    def ask_photo(self, line: PickLine) -> None:
        self.photographing = photo_dialog(self.shell, self, line.code, partial(self._keep_photo, line))

    def _keep_photo(self, line: PickLine, content: bytes) -> None:
        photo_id = PhotoId(new_uuid(self.desk.clock.now(), secrets.token_bytes))
        self.lane.do(partial(self.packing.photo, line, photo_id, content))

    def _on_tracking(self, typed: str) -> None:
        self.packing.tracking = seen(typed)

    def _on_moved_on(self) -> None:
        """A scan opened another shipment, or the parcel left: back and forward must know."""
        number = self.state.page.row.number if self.state.page else ""
        if number != self._shown_number:
            self._shown_number, self._is_following = number, True
            self.shell.open("ship", number)
            self._is_following = False

    def _show_loaded(self, state: PackingState) -> None:
        self._shown_number = state.page.row.number if state.page else ""
        self.show_state(state)
        self._show_ready()

    def _show_ready(self) -> None:
        page = self.state.page
        if page is None:
            detail = _("Scan the number of an order or a shipment, or choose one below.")
            title = _("Which parcel?")
        elif page.row.status is ShipmentStatus.OPEN:
            title, detail = _("Ready to scan"), _("Scan each thing that goes into the parcel.")
            if page.row.is_held:
                title, detail = _("In check, do not ship"), _("The office lets the order go, or refuses it.")
        else:
            title, detail = label(page.row.status).capitalize(), page.row.number
        self.answer.show_answer(self.answer_of(Outcome(Verdict.READY, title, detail)))

    def _make_paper(self, sheet: DeliverySheet) -> None:
        name = _("Delivery note {number}.pdf").format(number=sheet.number)
        self.printer.make(name, lambda: self.desk.papers.delivery_note(sheet))

    def _print_cards(self) -> None:
        """On A4, to be cut out: no screen needs its buttons then."""
        self.printer.labels.send(_("Command cards"), command_cards, on_sheets=True)

    def _columns(self) -> list[Column[FloorShipment]]:
        clock = self.desk.clock
        return [
            Column("customer", _("Customer"), lambda r: r.customer, fills=True),
            Column("city", _("City"), lambda r: r.city, width=120, yields=3),
            Column("order", _("Order"), lambda r: r.order_number, width=152, code=True, yields=1),
            Column("number", _("Shipment"), lambda r: r.number, width=168, code=True, optional=True),
            Column("progress", _("Packed"), lambda r: _("{done} of {of}").format(done=r.done, of=r.wanted), width=88),
            Column(
                "age",
                _("Waiting"),
                lambda r: r.wanted_on or r.placed_on,
                show=lambda on: _since(on, today(clock)),
                width=104,
                yields=2,
            ),
            Column("cause", _("Why"), _shown_cause, width=152, yields=4),
            Column("status", _("State"), partial(_shown_due, clock), width=144, tone=_tone, yields=1),
            Column("note", _("Note"), lambda r: r.note, width=160, yields=5),
        ]


def _since(on: date, now: date) -> str:
    """How long it waits; a regular delivery is wanted on a day that is still to come."""
    return _("for {day}").format(day=shown_date(on)) if on > now else shown_age(on, now)


def _shown_cause(found: FloorShipment) -> str:
    return _("is picked up") if found.is_pick_up else label(found.cause)


def _shown_due(clock: Clock, found: FloorShipment) -> str:
    """What was promised for later says from when on it is packed."""
    if found.pack_on is None or found.is_held or not found.is_for_later(today(clock)):
        return shown_state(found)
    return _("from {day} on").format(day=shown_date(found.pack_on))


def shown_state(found: FloorShipment) -> str:
    """What waits for a check says that before anything else."""
    is_here = found.status in (ShipmentStatus.OPEN, ShipmentStatus.PACKED)
    return _("in check") if found.is_held and is_here else label(found.status)


def _tone(found: FloorShipment) -> Tone:
    return Tone.BAD if found.is_held else SHIPMENT_TONES[found.status]
