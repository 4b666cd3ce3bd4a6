"""A declaration is taken in as it came: by what way, when to the minute, in whose words, with the paper itself."""

import re
import secrets
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QLineEdit

from domain.application import Event
from domain.cancellations.model import LONGEST_NAME, LONGEST_WORDS, Channel, DeclarationEmpty, DeclarationId
from domain.cancellations.receive_declaration import DeclarationReceived, ReceiveDeclaration
from domain.clock import LEGAL_ZONE
from domain.contracts.notes import KeptFile, checked_file
from domain.customers.model import MailAddressWrong
from domain.errors import AppError
from domain.ids import new_uuid
from ui.backoffice.asking import give
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.files import FileNotReadable, ask_open
from ui.widgets.forms import ChoiceField, DateField, Field, Form, TextField, WrongEntry

_TIME: Final = re.compile(r"([0-9]{1,2})[:.]?([0-9]{2})", re.ASCII)


class TimeField(Field[time]):
    """A time of day, to the minute: 9:05, 09.05 and 0905 are the same."""

    def __init__(self, words: str, *, hint: str = "") -> None:
        self._line = QLineEdit()
        super().__init__(words, self._line, hint)
        self._line.setMaxLength(5)
        self._line.textChanged.connect(self.changed)

    def value(self) -> time:
        read = _TIME.fullmatch(self._line.text().strip())
        hour, minute = (0, 99) if read is None else (int(read[1]), int(read[2]))
        if hour > 23 or minute > 59:
            raise WrongEntry(_("A time of day, such as 14:05."))
        return time(hour, minute)

    def set_value(self, at: time) -> None:
        self._line.setText(f"{at:%H:%M}")


class NewDeclaration(Page):
    """`show_target` with a contract's number fills that in: whoever calls has it open already."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Take in a declaration"))
        self._desk = desk
        self._file: KeptFile | None = None
        self._build()
        self._start()

    def show_target(self, argument: str) -> None:
        if argument:
            self._text("contract").set_value(argument)

    def save(self) -> None:
        """Once, even if pressed twice; what was typed stays when it is refused."""
        values = self.form.read()
        if values is None or not self.keep.isEnabled():
            return
        at = datetime.combine(values["day"], values["time"], LEGAL_ZONE).astimezone(UTC)
        file = self._file
        command = ReceiveDeclaration(
            DeclarationId(new_uuid(self._desk.clock.now(), secrets.token_bytes)), values["channel"], at,
            values["language"], values["words"], values["name"], values["contract"], values["email"],
            "" if file is None else file.digest, "" if file is None else file.name,
            b"" if file is None else file.content,
        )  # fmt: skip
        self.keep.setEnabled(False)
        give(self.shell, self._desk, command, self._on_done, self._on_refused, owner=self)

    def attach(self, path: Path) -> None:
        """Reads it away from the window."""
        self.shell.services.background.run(partial(_read, path), self._on_file, self._on_refused, self)

    def _build(self) -> None:
        self.form = Form()
        languages = [("de", _("German")), ("en", _("English"))]
        self._day = DateField(_("Received on"))
        self._time = TimeField(_("at"), hint=_("It decides every deadline."))
        channels = [(each, label(each)) for each in Channel]
        self.form.add(channel=ChoiceField(_("How it came"), channels), day=self._day, time=self._time)
        self.form.add(
            words=TextField(
                _("What it says, word for word"), lines=8, longest=LONGEST_WORDS,
                hint=_("Of a call: what was said. It is kept as it stands here and never changed."),
            )
        )  # fmt: skip
        self.form.add(
            name=TextField(_("Name, as written"), longest=LONGEST_NAME),
            contract=TextField(_("Contract or customer number, as written"), longest=LONGEST_NAME),
        )
        self.form.add(
            email=TextField(
                _("Sender’s e-mail"), longest=254, hint=_("The receipt with date and time goes there at once.")
            ),
            language=ChoiceField(_("Language of letters"), languages),
        )
        self.file_words = text(_("No file"), "muted")
        self.drop = button(_("Remove"), self._drop, sign="close")
        self.problem = text("", tone=Tone.BAD, wrap=True)
        self.keep = button(_("Take it in"), self.save, kind="primary", sign="check", shortcut="Ctrl+Return")
        pick = button(_("Attach the letter …"), self._pick, sign="paperclip")
        files = row(pick, self.file_words, self.drop, None, gap=12)
        about = _("Deciding comes after: whose contract it is and when it ends is found out on the next page.")
        card = Card(_("As it came in"), margin=24).add(
            text(about, "muted", wrap=True), self.form, files, self.problem, row(None, self.keep)
        )
        card.setMaximumWidth(theme().px(880))
        self.setLayout(column(card, None))
        guide_focus(self, self.form["channel"])
        self.problem.hide()

    def _start(self) -> None:
        """Empty, with the present minute."""
        now = self._desk.clock.now().astimezone(LEGAL_ZONE)
        for name in ("words", "name", "contract", "email"):
            self._text(name).set_value("")
        self._day.set_value(now.date())
        self._time.set_value(now.time())
        self._drop()

    def _text(self, name: str) -> TextField:
        field = self.form[name]
        if not isinstance(field, TextField):
            raise TypeError(name)
        return field

    def _pick(self) -> None:
        kinds = _("Letters and pictures") + " (*.pdf *.jpg *.jpeg *.png)"
        path = ask_open(self, _("Attach the letter"), kinds)
        if path is not None:
            self.attach(path)

    def _drop(self) -> None:
        self._file = None
        self.file_words.setText(_("No file"))
        self.drop.hide()

    def _on_file(self, file: KeptFile) -> None:
        self._file = file
        self.file_words.setText(file.name)
        self.drop.show()
        self.problem.hide()

    def _on_done(self, event: Event) -> None:
        self.keep.setEnabled(True)
        self.problem.hide()
        self._start()
        if isinstance(event, DeclarationReceived):
            self.shell.toast(_("Taken in as {number}. The receipt is on its way.").format(number=event.number))
            self.shell.open("declaration", event.number)

    def _on_refused(self, error: Exception) -> None:
        self.keep.setEnabled(True)
        if not isinstance(error, AppError):
            self.shell.show_refusal(error)
            return
        places = {DeclarationEmpty.code: "words", MailAddressWrong.code: "email"}
        if error.code in places:
            self.form[places[error.code]].show_error(refusal(error))
            self.form[places[error.code]].setFocus()
            return
        self.problem.setText(refusal(error))
        self.problem.show()


def _read(path: Path) -> KeptFile:
    """Raises FileNotReadable and what `checked_file` does."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FileNotReadable.because(error) from error
    return checked_file(path.name, content)
