"""The cards beside the scans: what a return expects and what is done about each thing, and a parcel that came back."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from domain.returns.photos import Moment
from domain.views.floor_rows import ReturnLineRow, ReturnPage
from domain.views.office_rows import StoredPaper
from domain.views.returns import PhotoRow
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.photos.pairs import PhotoPairs
from ui.shell.port import Shell
from ui.theme import Tone
from ui.warehouse.returning.taking import Parcel
from ui.widgets.badge import Badge
from ui.widgets.base import clear, column, line, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card


class CaseCard(Card):
    """What one return expects, and what of it is here. Each signal carries the line."""

    missing_wanted = Signal(object)
    other_wanted = Signal(object)
    damage_wanted = Signal(object)
    photo_wanted = Signal(object)

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(_("Expected"))
        self._desk, self._shell = desk, shell
        self._lines = column(gap=12)
        inside = QWidget()
        inside.setLayout(self._lines)
        self.add(inside)
        self.lines: tuple[ReturnLineRow, ...] = ()

    def show_case(self, case: ReturnPage | None) -> None:
        self.setVisible(case is not None)
        clear(self._lines)
        self.lines = case.lines if case else ()
        if case is None:
            return
        self.set_title(_("Expected"), _("{done} of {of} here").format(done=case.row.received, of=case.row.wanted))
        for number, shown in enumerate(case.lines):
            if number:
                self._lines.addWidget(line())
            self._lines.addWidget(self._line(shown, [each for each in case.photos if each.asset_id == shown.asset_id]))

    def _line(self, shown: ReturnLineRow, photos: Sequence[PhotoRow]) -> QWidget:
        word, tone = _state(shown)
        looks = label(shown.condition) if shown.condition else ""
        detail = " · ".join(filter(None, (shown.code, shown.serial, looks, *shown.damages)))
        words = column(text(shown.title, "strong", wrap=True), text(detail, "muted", wrap=True), gap=4)
        head = row(gap=12)
        head.addLayout(words, 1)
        head.addWidget(Badge(word, tone))
        made = QWidget()
        inside = column(head, row(*self._deeds(shown), None, gap=8), gap=8)
        if photos:
            show = partial(show_photo, self._desk, self._shell, self)
            pairs = PhotoPairs(self._shell, self._desk.floor.photo, show)
            pairs.show_photos(photos)
            inside.addWidget(pairs)
        made.setLayout(inside)
        made.setAccessibleName(f"{shown.title}: {word}")
        return made

    def _deeds(self, shown: ReturnLineRow) -> list[QWidget]:
        if shown.received_at is not None:
            damage = button(_("Damage …"), partial(self.damage_wanted.emit, shown), sign="alert-outline")
            photo = button(_("Photo …"), partial(self.photo_wanted.emit, shown), sign="camera-outline")
            return [damage, photo]
        if shown.is_absent:
            return []
        missing = button(_("Not in the parcel"), partial(self.missing_wanted.emit, shown))
        other = button(_("Something else …"), partial(self.other_wanted.emit, shown))
        return [missing, other]


def _state(shown: ReturnLineRow) -> tuple[str, Tone]:
    if shown.received_at is not None:
        return _("here"), Tone.OK
    if shown.found:
        return _("{found} instead").format(found=shown.found), Tone.BAD
    return (_("missing"), Tone.WARN) if shown.is_absent else (_("expected"), Tone.ACCENT)


class WentOutCard(Card):
    """How the thing in hand went out, while it is judged. Hidden where nobody took a photo."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(margin=16)
        self.photos = PhotoPairs(shell, desk.floor.photo, partial(show_photo, desk, shell, self))
        self.add(self.photos)
        self.hide()

    def show_photos(self, photos: Sequence[PhotoRow]) -> None:
        self.photos.show_photos(photos, (Moment.HAND_OUT,))
        self.setVisible(bool(photos))


def show_photo(desk: Desk, shell: Shell, owner: QWidget, paper: StoredPaper) -> None:
    """The whole picture, in the system's viewer."""
    keep = partial(desk.folder.keep, paper.file_name, paper.content)
    shell.services.background.run(keep, desk.folder.show, shell.show_refusal, owner)


class ParcelCard(Card):
    """A parcel of ours that could not be delivered: once more, or not."""

    again_wanted = Signal()
    end_wanted = Signal()
    put_aside_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("Parcel came back"))
        self._what = text("", "strong", wrap=True)
        words = _("It could not be delivered. Everything in it comes back to the house; the customer gets a letter.")
        self.again = button(
            _("Send it once more"), self.again_wanted.emit, kind="primary", sign="check-bold", touch=True
        )
        self.end = button(_("The customer does not want it any more"), self.end_wanted.emit, touch=True)
        aside = button(_("Put aside"), self.put_aside_wanted.emit, touch=True)
        self.add(self._what, text(words, "muted", wrap=True), self.again, self.end, aside)
        self.hide()

    def show_parcel(self, parcel: Parcel | None) -> None:
        self.setVisible(parcel is not None)
        if parcel is not None:
            self._what.setText(f"{parcel.number} · {parcel.customer}")
