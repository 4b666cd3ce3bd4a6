"""A thing was taken back: what of it is missing or broken, how it looks, and what else should have come with it."""

import secrets
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from domain.application import Command, Event
from domain.errors import AppError
from domain.ids import ReturnId, new_uuid
from domain.returns.keep_photo import KeepPhoto
from domain.returns.note_damage import NoteDamage
from domain.returns.note_missing import NoteMissing
from domain.returns.photos import PhotoId
from domain.views.floor_rows import ReturnLineRow, ReturnPage
from domain.views.portal import OwnThing
from ui.backoffice.asking import Asker, give
from ui.damages.asking import DamageAsking
from ui.desk import Desk
from ui.language import _
from ui.photos.dialog import PhotoDialog, photo_dialog
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import clear, column, line, row, text
from ui.widgets.buttons import button


class ReturnedDialog(QDialog):
    """Each is kept at once; whoever decides about damage sees it with the return."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget, thing: OwnThing, case: tuple[ReturnId, str]) -> None:
        super().__init__(parent)
        self._desk, self._shell, self._thing = desk, shell, thing
        self._return_id, number = case
        self._number = number
        self._asks = Asker(shell, self)
        self.asking = DamageAsking(shell, desk.floor.damages_for, self)
        self.photographing: PhotoDialog | None = None
        title = _("{title} is back").format(title=thing.title)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(560))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        about = _("{code}, return {number}. Name each part that is missing and all that is broken; the office decides.")
        self.missing = button(_("Part missing or broken …"), self._on_missing, sign="alert-outline", touch=True)
        self.photo = button(_("Photo …"), self._on_photo, sign="camera-outline", touch=True)
        self.ready = button(_("That is all"), self.accept, kind="primary", sign="check", touch=True)
        self.ready.setDefault(True)
        self.noted = column(gap=8)
        self.problem = text("", tone=Tone.BAD, wrap=True)
        self.problem.hide()
        head = text(title, "title", wrap=True)
        words = text(about.format(code=thing.code, number=number), "muted", wrap=True)
        deeds = row(self.missing, self.photo, None, gap=8)
        self.setLayout(
            column(head, words, deeds, self.noted, None, self.problem, row(None, self.ready), gap=16, margin=24)
        )
        self._load()

    def _load(self) -> None:
        self._asks.ask(partial(self._desk.floor.return_case, self._number), self._show, self._say)

    def _show(self, page: ReturnPage) -> None:
        clear(self.noted)
        for each in page.lines:
            if each.asset_id == self._thing.asset_id:
                for damage in each.damages:
                    self.noted.addWidget(text(f"• {damage}", "strong", Tone.WARN, wrap=True))
        others = [each for each in page.lines if each.received_at is None]
        if others:
            self.noted.addWidget(line())
            self.noted.addWidget(text(_("Expected with it"), "section"))
        for each in others:
            self.noted.addLayout(self._other(each))

    def _other(self, each: ReturnLineRow) -> QHBoxLayout:
        found = row(gap=12)
        found.addWidget(text(f"{each.title} · {each.code}", wrap=True), 1)
        if each.is_absent:
            found.addWidget(text(_("missing"), "strong", Tone.WARN))
        else:
            found.addWidget(button(_("Not brought along"), partial(self._on_absent, each), touch=True))
        return found

    def _on_missing(self) -> None:
        self.asking.ask(self._thing.asset_id, self._thing.code, self._note)

    def _note(self, code: str, title: str) -> None:
        self._give(NoteDamage(self._return_id, self._thing.asset_id, code, title))

    def _on_absent(self, each: ReturnLineRow) -> None:
        self._give(NoteMissing(self._return_id, each.asset_id))

    def _on_photo(self) -> None:
        def keep(content: bytes) -> None:
            photo_id = PhotoId(new_uuid(self._desk.clock.now(), secrets.token_bytes))
            self._give(KeepPhoto.of(self._thing.asset_id, photo_id, content, self._return_id))

        self.photographing = photo_dialog(self._shell, self, self._thing.code, keep)

    def _give(self, command: Command) -> None:
        self.problem.hide()

        def done(_event: Event) -> None:
            if isinstance(command, KeepPhoto):
                self._shell.toast(_("Photo is kept"))
            self._load()

        give(self._shell, self._desk, command, done, self._say, owner=self)

    def _say(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self.problem.setText(refusal(error))
            self.problem.show()
        else:
            self._shell.show_refusal(error)
