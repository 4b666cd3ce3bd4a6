"""In which mailbox mails that come back are read: tried before it is kept, and kept on this machine alone."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from PySide6.QtWidgets import QLineEdit

from domain.errors import AppError
from domain.messages.post_office import BoxSettings, BoxState, PostOffice, Security
from ui.backoffice.asking import Asker
from ui.labels import label
from ui.language import _, count
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone
from ui.widgets.base import row, styled, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import ChoiceField, Form, NumberField, TextField

_PORTS: Final = {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143}


class ReturnedCard(Card):
    """Without a mailbox, only the folder of this machine is looked into."""

    def __init__(self, post: PostOffice | None, shell: Shell) -> None:
        super().__init__(_("Where mails come back"))
        self._post, self._shell = post, shell
        self._asker = Asker(shell, self)
        self.state, self.said = text("", wrap=True), text("", wrap=True)
        self.form = Form()
        self._fields()
        self.check = button(_("Test mailbox"), self._on_check, sign="connection")
        self.save = button(_("Save"), self._on_save, sign="check")
        self.none = button(_("Without a mailbox"), self._on_none, sign="mailbox-outline")
        about = _(
            "Mails that cannot be delivered are read here every minute: the letter says so, and the address is not"
            " written to again. Use a box of its own: what was read is marked as seen."
        )
        note = text(about, "muted", wrap=True)
        self.add(self.state, self.form, self.said, row(self.none, None, self.check, self.save), note)

    def _fields(self) -> None:
        self.host = TextField(_("Server (IMAP)"), required=True, longest=253, hint="imap.example.com")
        self.port = NumberField(_("Port"), least=Decimal(1), places=0)
        self.security = ChoiceField(_("Encryption"), [(each, label(each)) for each in _PORTS])
        self.user = TextField(_("Login name"), required=True, longest=200)
        self.password = TextField(_("Password"), longest=500)
        self.box = TextField(_("Name of the box"), longest=200, hint="INBOX")
        if isinstance(self.password.editor, QLineEdit):
            self.password.editor.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.add(host=self.host, port=self.port).add(security=self.security, user=self.user)
        self.form.add(password=self.password, box=self.box)
        self.port.set_value(_PORTS[Security.TLS])
        self.security.changed.connect(self._on_security)

    def load(self) -> None:
        if self._post is not None:
            self._asker.ask(self._post.returns, self.show_state)

    def show_state(self, state: BoxState) -> None:
        known = state.settings
        self.none.setVisible(known is not None and not state.is_by_environment)
        for each in (self.save, self.form):
            each.setEnabled(not state.is_by_environment)
        if known is None:
            self.state.setText(_("No mailbox is set: only what is put into the folder for returned mails is read."))
            return
        words = _("Read from {box} at {host}.").format(box=known.box, host=known.host)
        if state.is_by_environment:
            words += " " + _("Whoever runs this machine decided that (UMLAUF_IMAP).")
        self.state.setText(words)
        self.security.set_value(known.security)
        for field, value in ((self.host, known.host), (self.user, known.user), (self.box, known.box)):
            field.set_value(value)
        self.port.set_value(known.port)
        editor = self.password.editor
        if isinstance(editor, QLineEdit):
            kept = _("Leave it empty to keep the one that is known.")
            editor.setPlaceholderText(kept if state.has_password else "")

    def settings(self) -> BoxSettings | None:
        """None: something is wrong with it, and it was said."""
        values: dict[str, Any] | None = self.form.read()
        if values is None:
            return None
        about = (values["host"], int(values["port"]), values["security"])
        return BoxSettings(*about, values["user"], values["password"], values["box"] or "INBOX")

    def _on_security(self) -> None:
        editor = self.port.editor
        if isinstance(editor, QLineEdit) and editor.text() in {str(each) for each in _PORTS.values()}:
            self.port.set_value(_PORTS[self.security.value()])

    def _on_check(self) -> None:
        wanted, post = self.settings(), self._post
        if wanted is not None and post is not None:
            self._say(_("Trying …"), Tone.NEUTRAL)
            self._elsewhere(lambda: post.check_returns(wanted), self._checked)

    def _checked(self, waiting: Any) -> None:
        words = count("The box opens; {count} mail waits in it.", "The box opens; {count} mails wait in it.", waiting)
        self._say(words, Tone.OK)

    def _on_save(self) -> None:
        wanted, post = self.settings(), self._post
        if wanted is not None and post is not None:
            self._elsewhere(lambda: post.keep_returns(wanted), self._kept)

    def _on_none(self) -> None:
        post = self._post
        if post is not None:
            self._elsewhere(lambda: post.keep_returns(None), self._kept)

    def _kept(self, _nothing: Any) -> None:
        self._say(_("Saved. It counts from the next minute on."), Tone.OK)
        self.password.set_value("")
        self.load()

    def _elsewhere(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Not on the database's thread: a server that is silent is waited for."""
        self.check.setEnabled(False)

        def succeeded(found: Any) -> None:
            self.check.setEnabled(True)
            done(found)

        def failed(error: Exception) -> None:
            self.check.setEnabled(True)
            if isinstance(error, AppError):
                self._say(refusal(error), Tone.BAD)
            else:
                self._shell.show_refusal(error)

        self._shell.services.background.run_other(work, succeeded, failed, self)

    def _say(self, words: str, tone: Tone) -> None:
        self.said.setText(words)
        styled(self.said, tone=tone)
