"""Which server takes the letters: tried before it is kept, and kept on this machine alone."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QLineEdit

from domain.errors import AppError
from domain.messages.post_office import PostOffice, Security, ServerSettings, ServerState
from ui.backoffice.asking import Asker
from ui.backoffice.letters.returned import ReturnedCard
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import ChoiceField, Form, NumberField, TextField

_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


class MailServerPage(Page):
    """Without a server, letters lie in the box of this machine."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Mail server"))
        self._post: PostOffice | None = desk.post
        self._asker = Asker(shell, self)
        self.state = text("", wrap=True)
        self.form = Form()
        self._fields()
        self.said = text("", wrap=True)
        self.check = button(_("Test connection"), self._on_check, sign="connection")
        self.save = button(_("Save"), self._on_save, kind="primary", sign="check", shortcut="Ctrl+Return")
        self.box = button(_("Without a server"), self._on_box, sign="mailbox-outline")
        self.box.setToolTip(_("Letters are put into the box of this machine again."))
        note = text(
            _(
                "These settings are kept in a file on this computer that only you can read, never in the database."
                " They count for the worker that runs here."
            ),
            "muted",
            wrap=True,
        )
        card = Card(_("Where letters are handed in"))
        card.add(self.state, self.form, self.said, row(self.box, None, self.check, self.save), note)
        self.returned = ReturnedCard(desk.post, shell)
        self.setLayout(column(card, self.returned, None, gap=24))

    def _fields(self) -> None:
        self.host = TextField(_("Server"), required=True, longest=253, hint="mail.example.com")
        self.port = NumberField(_("Port"), least=Decimal(1), places=0)
        self.security = ChoiceField(_("Encryption"), [(each, label(each)) for each in Security])
        hint = _("Empty when the server takes letters without signing on.")
        self.user = TextField(_("Login name"), longest=200, hint=hint)
        self.password = TextField(_("Password"), longest=500)
        if isinstance(self.password.editor, QLineEdit):
            self.password.editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.add(host=self.host, port=self.port).add(security=self.security, user=self.user)
        self.form.add(password=self.password)
        self.port.set_value(587)
        self.security.changed.connect(self._on_security)

    def show_target(self, argument: str) -> None:
        if self._post is not None:
            self._asker.ask(self._post.server, self.show_state)
            self.returned.load()

    def show_state(self, state: ServerState) -> None:
        known = state.settings
        self.box.setVisible(known is not None and not state.is_by_environment)
        for each in (self.save, self.form):
            each.setEnabled(not state.is_by_environment)
        if known is None:
            self.state.setText(_("No server is set: letters are put into the box of this machine."))
            return
        words = _("Letters go through {host}.").format(host=known.host)
        if state.is_by_environment:
            words += " " + _("Whoever runs this machine decided that (UMLAUF_SMTP).")
        self.state.setText(words)
        self.host.set_value(known.host)
        self.security.set_value(known.security)
        self.user.set_value(known.user)
        self.port.set_value(known.port)
        hint = _("Leave it empty to keep the one that is known.") if state.has_password else ""
        editor = self.password.editor
        if isinstance(editor, QLineEdit):
            editor.setPlaceholderText(hint)

    def _on_security(self) -> None:
        usual = {str(each) for each in _PORTS.values()}
        editor = self.port.editor
        if isinstance(editor, QLineEdit) and editor.text() in usual:
            self.port.set_value(_PORTS[self.security.value()])

    def settings(self) -> ServerSettings | None:
        """None: something is wrong with it, and it was said."""
        values: dict[str, Any] | None = self.form.read()
        if values is None:
            return None
        port = int(values["port"])
        return ServerSettings(values["host"], port, values["security"], values["user"], values["password"])

    def _on_check(self) -> None:
        wanted, post = self.settings(), self._post
        if wanted is not None and post is not None:
            self._say(_("Trying …"), Tone.NEUTRAL)
            self._elsewhere(lambda: post.check(wanted), lambda: self._say(_("The server lets us in."), Tone.OK))

    def _on_save(self) -> None:
        wanted, post = self.settings(), self._post
        if wanted is not None and post is not None:
            self._elsewhere(lambda: post.keep(wanted), self._kept)

    def _on_box(self) -> None:
        post = self._post
        if post is not None:
            self._elsewhere(lambda: post.keep(None), self._kept)

    def _kept(self) -> None:
        self._say(_("Saved. The next letters go this way."), Tone.OK)
        self.password.set_value("")
        self.show_target("")

    def _elsewhere(self, work: Callable[[], None], done: Callable[[], None]) -> None:
        """Not on the database's thread: a server that is silent is waited for."""
        self.check.setEnabled(False)

        def succeeded(_nothing: object) -> None:
            self.check.setEnabled(True)
            done()

        def failed(error: Exception) -> None:
            self.check.setEnabled(True)
            if isinstance(error, AppError):
                self._say(refusal(error), Tone.BAD)
            else:
                self.shell.show_refusal(error)

        self.shell.services.background.run_other(work, succeeded, failed, self)

    def _say(self, words: str, tone: Tone) -> None:
        self.said.setText(words)
        self.said.setProperty("tone", str(tone))
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
