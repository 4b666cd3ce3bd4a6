"""The words of one letter: edited on the left, on the right the letter as it would be, with true values."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QLineEdit, QPlainTextEdit, QTabWidget, QWidget

from domain.application import Event
from domain.messages.change_wording import ChangeWording, needed_in
from domain.messages.letter import Letter
from domain.messages.samples import sample_of
from domain.messages.send_test_mail import SendTestMail
from domain.messages.templates import TEMPLATES, TemplateName, letters_of, template_named
from domain.messages.wording import LONGEST_SUBJECT, Wording, WordingWrong, check_wording
from domain.views.letters import Example, WordingPage
from ui.backoffice.asking import Asker, give
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.letters.safe_page import SafePage
from ui.backoffice.letters.words import fault_words, letter_words
from ui.backoffice.parts import link
from ui.desk import Desk
from ui.labels import label
from ui.language import _, current_language, shown_instant
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.widgets.base import clear, column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import TextField
from ui.widgets.overlays import confirm

WAIT_MS: Final = 250
STACK_BELOW: Final = 1180
_LANGUAGES: Final = ("de", "en")
_WHO: Final = ("Zoë Brückner", "CT-000123-7")
_MADE_UP: Final = -1


class WordsEditor(Page):
    """Opened with the name of a letter; the others of its event are one choice away."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Words of a letter"))
        self._desk, self._asker, self._examples_asker = desk, Asker(shell, self), Asker(shell, self)
        self.known: WordingPage | None = None
        self.examples: tuple[Example, ...] = ()
        self.dialog: DeedDialog | None = None
        self._base = Wording("", "")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.show_preview)
        self._build_choices()
        self._build_fields()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(theme().px(24))
        self._sides.addWidget(self._main(), 1)
        self._sides.addWidget(self._side(), 1)
        self.setLayout(column(self._choices, self._sides, gap=16))

    def _build_choices(self) -> None:
        self.letter, self.language, self.example = QComboBox(), QComboBox(), QComboBox()
        for box, name in ((self.letter, _("Letter")), (self.language, _("Language")), (self.example, _("Values"))):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.language.addItems([_("German"), _("English")])
        self.language.setCurrentIndex(_LANGUAGES.index(current_language()) if current_language() in _LANGUAGES else 1)
        self.letter.activated.connect(self._on_letter)
        self.language.activated.connect(lambda _n: self._leave(self._load))
        self.example.currentIndexChanged.connect(lambda _n: self.show_preview())
        self._choices = row(text(_("Letter")), self.letter, text(_("Language")), self.language, None, gap=8)

    def _build_fields(self) -> None:
        self.subject, self.words_, self.html = QLineEdit(), QPlainTextEdit(), QPlainTextEdit()
        self.subject.setMaxLength(LONGEST_SUBJECT)
        for field, key, name in (
            (self.subject, "subject", _("Subject")),
            (self.words_, "words_", _("Text")),
            (self.html, "html", _("HTML")),
        ):
            field.setObjectName(key)
            field.setAccessibleName(name)
            field.textChanged.connect(lambda *_args: self._timer.start())
        self.words_.setMinimumHeight(theme().px(300))
        self.html.setMinimumHeight(theme().px(300))
        self.html.setPlaceholderText(_("Left empty, the HTML is made from the text."))
        self.parts = QTabWidget()
        self.parts.addTab(self.words_, _("Text"))
        self.parts.addTab(self.html, _("HTML"))

    def _main(self) -> QWidget:
        self._names = column(gap=2)
        self.problem = text("", tone=Tone.BAD, wrap=True)
        self.save = button(_("Save"), self._on_save, kind="primary", sign="check", shortcut="Ctrl+Return")
        self.reset = button(_("The house's own text"), self._on_reset, sign="undo")
        self.trial = button(_("Send a trial …"), self._on_trial, sign="email-fast-outline")
        names = Card(_("Variables"))
        names.add(text(_("A click puts one where the cursor is."), "muted", wrap=True))
        names.body.addLayout(self._names)
        made = QWidget()
        fields = Card().add(text(_("Subject")), self.subject, self.parts, self.problem)
        fields.add(row(self.reset, None, self.trial, self.save))
        made.setLayout(column(fields, names, None, gap=24))
        return made

    def _side(self) -> QWidget:
        self.shown_subject, self.page, self.plain = text("", "strong", wrap=True), SafePage(), SafePage()
        self.shown = QTabWidget()
        self.shown.addTab(self.page, _("As it is read"))
        self.shown.addTab(self.plain, _("Text alone"))
        self.shown.setMinimumHeight(theme().px(420))
        self._history = column(gap=4)
        history = Card(_("History"))
        history.body.addLayout(self._history)
        preview = Card(_("How it will look")).add(row(text(_("Values")), self.example, None))
        preview.add(self.shown_subject).add(self.shown, stretch=1)
        made = QWidget()
        made.setLayout(column(preview, history, None, gap=24))
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < theme().px(STACK_BELOW)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(down if is_narrow else across)

    def show_target(self, argument: str) -> None:
        """Opened again for the same letter, what is typed stays."""
        try:
            name = template_named(argument)
        except ValueError:
            return
        if self.known is None or name is not self.known.template:
            self._leave(partial(self._choose, name))

    def on_changes(self, kinds: frozenset[str]) -> None:
        if "letters" in kinds and not self.is_unsaved and self.known is not None:
            self._load()

    @property
    def is_unsaved(self) -> bool:
        return self.known is not None and self.typed() != self._base

    @property
    def name(self) -> TemplateName | None:
        chosen = self.letter.currentData()
        return None if chosen is None else template_named(chosen)

    def typed(self) -> Wording:
        return Wording(self.subject.text(), self.words_.toPlainText(), self.html.toPlainText())

    def _choose(self, name: TemplateName) -> None:
        with QSignalBlocker(self.letter):
            self.letter.clear()
            for each in letters_of(TEMPLATES[name].event):
                self.letter.addItem(letter_words(str(each)), str(each))
            self.letter.setCurrentIndex(letters_of(TEMPLATES[name].event).index(name))
        self._load()

    def _on_letter(self) -> None:
        self._leave(self._load)

    def _leave(self, go: Callable[[], None]) -> None:
        """Asks before what is typed is gone."""
        if self.is_unsaved:
            asked = confirm(self, _("Discard it?"), _("What you typed is not saved."), _("Discard"), go, danger=True)
            asked.rejected.connect(self._back)
            return
        go()

    def _back(self) -> None:
        """The choices show again what is being edited."""
        if self.known is not None:
            self.letter.setCurrentIndex(self.letter.findData(str(self.known.template)))
            self.language.setCurrentIndex(_LANGUAGES.index(self.known.language))

    def _load(self) -> None:
        name, language = self.name, _LANGUAGES[self.language.currentIndex()]
        if name is None:
            return
        letters, papers = self._desk.office.letters, self._desk.papers

        def ask() -> tuple[WordingPage, Wording, tuple[Example, ...]]:
            return letters.wording(name, language), papers.shipped_wording(name, language), letters.examples(name)

        self._asker.ask(ask, lambda found: self.show_words(*found))

    def show_words(self, known: WordingPage, shipped: Wording, examples: tuple[Example, ...]) -> None:
        self.known, self.examples = known, examples
        own = (_("own words"), Tone.ACCENT) if known.wording is not None else (_("the house's own text"), Tone.NEUTRAL)
        title, event = letter_words(str(known.template)), label(TEMPLATES[known.template].event)
        self.set_heading(title, "" if event == title else event, (own,))
        self.reset.setEnabled(known.wording is not None)
        self._put(known.wording or shipped)
        self._base = self.typed()
        with QSignalBlocker(self.example):
            self.example.clear()
            self.example.addItem(_("Made-up values"), _MADE_UP)
            for n, each in enumerate(examples):
                self.example.addItem(" · ".join(filter(None, (each.number, each.name, shown_instant(each.at)))), n)
            self.example.setCurrentIndex(1 if examples else 0)
        self._show_names(known.template)
        self._show_history(known)
        self.show_preview()

    def _put(self, wording: Wording) -> None:
        self.subject.setText(wording.subject)
        self.words_.setPlainText(wording.text)
        self.html.setPlainText(wording.html)

    def _show_names(self, name: TemplateName) -> None:
        clear(self._names)
        needed = needed_in(name)
        for each in sorted(TEMPLATES[name].allowed):
            words = _("{variable} (the law wants it said)") if each in needed else "{variable}"
            shown = words.format(variable="{{ " + each + " }}")
            self._names.addLayout(row(link(shown, partial(self._insert, each)), None))

    def _show_history(self, known: WordingPage) -> None:
        clear(self._history)
        if not known.history:
            self._history.addWidget(text(_("Nobody changed it yet."), "muted"))
        for each in known.history:
            words = _("own words") if each.wording is not None else _("the house's own text")
            shown = f"{shown_instant(each.at)} · {each.who} · {words}"
            if each.wording is None:
                self._history.addWidget(text(shown, "muted", wrap=True))
            else:
                self._history.addLayout(row(link(shown, partial(self._put, each.wording)), None))

    def _insert(self, name: str) -> None:
        field = self.html if self.parts.currentWidget() is self.html else self.words_
        field.insertPlainText("{{ " + name + " }}")
        field.setFocus()

    def show_preview(self) -> None:
        """With the faults of what is typed; the preview then stays as it was."""
        known = self.known
        if known is None:
            return
        self._timer.stop()
        try:
            letter = self.written()
        except WordingWrong as wrong:
            part = {"subject": _("Subject"), "text": _("Text"), "html": _("HTML")}.get(str(wrong.facts["part"]), "")
            said = [f"{part}: {fault_words(each)}" for each in wrong.faults[:5]]
            self.problem.setText("\n".join(said))
        else:
            self.problem.setText("")
            self.shown_subject.setText(letter.subject)
            self.page.show_letter(letter.body, letter.html)
            self.plain.show_letter(letter.body, "")
        is_right = not self.problem.text()
        self.problem.setVisible(not is_right)
        self.save.setEnabled(is_right and self.is_unsaved)
        self.trial.setEnabled(is_right)

    def written(self) -> Letter:
        """Raises WordingWrong."""
        if self.known is None:
            raise LookupError
        name, words = self.known.template, self.typed()
        check_wording(words, TEMPLATES[name].allowed, needed_in(name))
        n = self.example.currentData()
        told, who = sample_of(name), _WHO
        if isinstance(n, int) and n != _MADE_UP:
            told, who = self.examples[n].told, (self.examples[n].name, self.examples[n].number)
        return self._desk.papers.tried_letter(name, self.known.language, words, told, who)

    def _on_save(self) -> None:
        if self.known is not None:
            self._give(self.typed())

    def _on_reset(self) -> None:
        detail = _("Your words stay in the history and can be put back.")
        title = _("Back to the house's own text?")
        confirm(self, title, detail, _("Back to it"), partial(self._give, None))

    def _give(self, wording: Wording | None) -> None:
        known = self.known
        if known is None:
            return

        def done(_event: Event) -> None:
            self._base = self.typed()
            self.shell.toast(_("Saved. The next letters are written so."))
            self._load()

        deed = ChangeWording(str(known.template), known.language, known.version, wording)
        give(self.shell, self._desk, deed, done, self.shell.show_refusal, owner=self)

    def _on_trial(self) -> None:
        known = self.known
        if known is None:
            return
        letter = self.written()
        about = _("The letter as it stands here, without papers; it is marked as a trial in the list of letters.")
        made = DeedDialog(self._desk, self.shell, self, title=_("Send a trial"), detail=about, deed=_("Send"))
        made.form.add(address=TextField(_("E-mail address"), required=True, longest=254))
        made.form["address"].setFocus()
        made.make = lambda values: SendTestMail(
            str(known.template), known.language, values["address"], letter.subject, letter.body, letter.html
        )
        made.done_with = lambda _event: self.shell.toast(_("The trial is on its way."))
        self.dialog = made
        made.open()
