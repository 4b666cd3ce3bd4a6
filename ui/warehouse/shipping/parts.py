"""What the packing screen is made of: the lines of the parcel, the note, the last steps."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from domain.availability.propose import Why
from domain.ids import ShipmentLineId, VariantId
from domain.orders.model import Treatment
from domain.shipping.model import ShipmentStatus
from domain.views.floor_rows import PickLine, ShipmentPage
from ui.labels import label
from ui.language import _, count
from ui.theme import Tone, theme
from ui.warehouse.shipping.packing import PackingState
from ui.widgets.badge import Badge
from ui.widgets.base import column, line, panel, row, text
from ui.widgets.buttons import button, tool
from ui.widgets.card import Card

TOUCH: Final = 44


def where(wanted: PickLine) -> str:
    """Which one to take, why, where it lies, and how much there is: "RB-000214-5 (lies here longest) · C-04-2"."""
    if not wanted.is_tracked:
        return _shelf(wanted)
    free = count("{count} free", "{count} free", wanted.free) if wanted.free else _("none free")
    take = wanted.proposed
    if take and wanted.why is not None and wanted.why is not Why.ONLY:
        take = _("{asset} ({why})").format(asset=take, why=label(wanted.why))
    return " · ".join(filter(None, (take, wanted.place, free))) if wanted.free else free


def _shelf(wanted: PickLine) -> str:
    """Of counted goods: by the books; who finds more than that is right."""
    if not wanted.place:
        return _("counted")
    there = count("{count} on hand", "{count} on hand", wanted.free) if wanted.free else _("none on hand by the books")
    return f"{wanted.place} · {there}"


def next_step(state: PackingState) -> str:
    """The one thing to do next, for the panel."""
    page = state.page
    if page is None:
        row = state.next_shipment
        return f"{row.customer}, {row.order_number}" if row else ""
    if page.row.is_held or page.row.status is not ShipmentStatus.OPEN:
        return _without_picking(page)
    wanted = page.next_line
    if wanted is None:
        return _("finish packing")
    if wanted.is_tracked and not wanted.free:
        return _("{title}, none free").format(title=wanted.title)
    return f"{wanted.title}, {wanted.place}" if wanted.place else wanted.title


def _without_picking(page: ShipmentPage) -> str:
    if page.row.is_held:
        return _("in check, do not ship")
    if page.row.status is not ShipmentStatus.PACKED:
        return ""
    return _("hand it over") if page.row.is_pick_up else _("scan the carrier's label, then dispatch")


class LineRow(QWidget):
    """One line of the parcel: what, which one or where to find it, and how it stands."""

    def __init__(self, shown: PickLine) -> None:
        super().__init__()
        self.shown = shown
        self._title, self._detail = text("", "title", wrap=True), text("", "muted", wrap=True)
        self.badge = Badge()
        words = column(self._title, self._detail, gap=4)
        self.add = button(_("+1"), touch=True)
        self.photo = tool("camera-outline", _("Photo of how it goes out"), px=24)
        self.photo.setMinimumSize(theme().px(TOUCH), theme().px(TOUCH))
        top = row(gap=12)
        top.addLayout(words, 1)
        top.addWidget(self.photo)
        top.addWidget(self.add)
        top.addWidget(self.badge)
        self.setLayout(column(top, line(), gap=12))
        self.show_line(shown, is_open=True)

    def show_line(self, shown: PickLine, is_open: bool) -> None:
        self.shown = shown
        word, tone = _standing(shown)
        self._title.setText(shown.title)
        self._detail.setText(_detail(shown))
        self.badge.show_as(word, tone)
        self.add.setVisible(is_open and not shown.is_tracked and not shown.is_served)
        self.add.setAccessibleName(_("One more {title}").format(title=shown.title))
        self.photo.setVisible(shown.asset_id is not None)
        self.setAccessibleName(f"{shown.title}: {word}")


def _detail(shown: PickLine) -> str:
    if shown.code:
        return f"{shown.code} · {shown.serial}" if shown.serial else shown.code
    if not shown.is_tracked:
        return _("{done} of {of}").format(done=shown.done, of=shown.quantity)
    return where(shown)


def _standing(shown: PickLine) -> tuple[str, Tone]:
    if shown.treatment is Treatment.SERVICE:
        return label(shown.treatment), Tone.NEUTRAL
    if not shown.is_served:
        lacking = shown.is_tracked and not shown.free
        return (_("none free"), Tone.BAD) if lacking else (_("open"), Tone.ACCENT)
    if shown.treatment is Treatment.SALE:
        return _("in · sale"), Tone.OK
    return _("assigned"), Tone.OK


class Lines(QScrollArea):
    """All lines; only those that changed are touched, so a parcel of hundreds stays quick."""

    count_wanted = Signal(object)
    """The VariantId of which one more piece lies in the parcel."""
    photo_wanted = Signal(object)
    """The PickLine whose thing is to be photographed before it goes."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumHeight(theme().px(120))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows: dict[ShipmentLineId, LineRow] = {}
        self._layout: QVBoxLayout = column(None, gap=12)
        inside = QWidget()
        inside.setLayout(self._layout)
        inside.setProperty("role", "inside")
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    def show_lines(self, lines: Sequence[PickLine], is_open: bool) -> None:
        wanted = {shown.id for shown in lines}
        for gone in [known for known in self.rows if known not in wanted]:
            old = self.rows.pop(gone)
            old.hide()
            old.deleteLater()
        for number, shown in enumerate(lines):
            if shown.id not in self.rows:
                self._layout.insertWidget(number, self._made(shown))
            if self.rows[shown.id].shown != shown or not is_open:
                self.rows[shown.id].show_line(shown, is_open)

    def bring_up(self, shown: PickLine) -> None:
        """Scrolls so that this line is seen."""
        made = self.rows.get(shown.id)
        if made is not None:
            QTimer.singleShot(0, made, lambda: self.ensureWidgetVisible(made, 0, 0))

    def _made(self, shown: PickLine) -> LineRow:
        made = LineRow(shown)
        made.add.clicked.connect(lambda _checked=False, of=shown.variant_id: self.count_wanted.emit(VariantId(of)))
        made.photo.clicked.connect(lambda _checked=False: self.photo_wanted.emit(made.shown))
        self.rows[shown.id] = made
        return made


class ParcelCard(Card):
    """The right side: lines, note, tracking number and the one button for what comes next."""

    finish_wanted = Signal()
    dispatch_wanted = Signal()
    hand_over_wanted = Signal()
    print_wanted = Signal()
    undo_wanted = Signal()
    leave_wanted = Signal()
    tracking_typed = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Scope of delivery"), margin=16)
        self.lines = Lines()
        self.note = _Note()
        self.tracking = QLineEdit()
        self.tracking.setObjectName("tracking")
        self.tracking.setPlaceholderText(_("Tracking number, if there is one"))
        self.tracking.setAccessibleName(_("Tracking number"))
        self.tracking.setMaxLength(60)
        self.tracking.setProperty("touch", "true")
        self.tracking.textEdited.connect(self.tracking_typed)
        self.finish = button("", self.finish_wanted.emit, kind="primary", shortcut="Ctrl+Return", touch=True)
        self.dispatch = button(
            _("Dispatch"), self.dispatch_wanted.emit, kind="primary", sign="truck-outline", touch=True
        )
        self.dispatch.setShortcut("Ctrl+Shift+Return")
        self.hand_over = button(_("Handed over here"), self.hand_over_wanted.emit, sign="hand-extended", touch=True)
        self.hand_over.setToolTip(_("The customer took it along: no carrier, no days in transit."))
        self.print = button(_("Print"), self.print_wanted.emit, sign="printer", touch=True)
        self.print.setToolTip(_("The delivery note once more"))
        self.undo = button(_("Undo"), self.undo_wanted.emit, sign="undo-variant", touch=True)
        self.leave = button(_("Leave"), self.leave_wanted.emit, touch=True)
        self.leave.setToolTip(_("Back to all shipments; what lies in the parcel stays in it."))
        for name, made in {
            "finish_packing": self.finish,
            "dispatch": self.dispatch,
            "hand_over": self.hand_over,
            "delivery_note": self.print,
            "undo": self.undo,
            "all_shipments": self.leave,
        }.items():
            made.setObjectName(name)
        self.add(self.lines, stretch=1)
        self.add(self.note, self.tracking, self.finish, self.dispatch, self.hand_over)
        self.add(row(self.undo, self.print, self.leave, gap=12))

    def show_state(self, state: PackingState, tracking: str) -> None:
        page = state.page
        self.setVisible(page is not None)
        if page is None:
            return
        self.set_title(_("Scope of delivery"), page.row.number)
        status = page.row.status
        self.lines.show_lines(page.lines, status is ShipmentStatus.OPEN)
        if page.next_line is not None:
            self.lines.bring_up(page.next_line)
        self.note.show_note(page)
        is_packed = status is ShipmentStatus.PACKED
        self.finish.setVisible(status is ShipmentStatus.OPEN)
        for shown in (self.tracking, self.dispatch):
            shown.setVisible(is_packed and not page.row.is_pick_up)
        self.hand_over.setVisible(is_packed)
        self.undo.setVisible(status is ShipmentStatus.OPEN)
        self.print.setVisible(is_packed or status is ShipmentStatus.DISPATCHED)
        missing = page.row.wanted - page.row.done
        self.finish.setText(
            _("Finish packing ({count} open)").format(count=missing) if missing else _("Finish packing")
        )
        self.finish.setEnabled(not missing and not page.row.is_held)
        self.dispatch.setEnabled(not page.row.is_held)
        self.hand_over.setEnabled(not page.row.is_held)
        self.undo.setEnabled(state.can_undo)
        if self.tracking.text() != tracking:
            self.tracking.setText(tracking)


class _Note(QWidget):
    """Whom it goes to, and what was said about the order; amber, because it is easily missed."""

    def __init__(self) -> None:
        super().__init__()
        self._address: QLabel = text("", "muted", wrap=True)
        self._words: QLabel = text("", "strong", wrap=True)
        self._box = panel("note", self._words, tone=Tone.WARN)
        self.setLayout(column(self._address, self._box, gap=12))

    def show_note(self, page: ShipmentPage) -> None:
        recipient = page.recipient
        where_to = recipient.address
        parts = (
            recipient.company,
            recipient.name,
            where_to.street,
            f"{where_to.postcode} {where_to.city}".strip(),
            page.phone,
        )
        self._address.setText(" · ".join(filter(None, parts)))
        self._words.setText(page.row.note)
        self._box.setVisible(bool(page.row.note))
        self._box.setMinimumHeight(theme().px(48))
