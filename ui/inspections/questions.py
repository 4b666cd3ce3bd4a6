"""One question each: big answers for gloves, one line for a number or words, a photo from the camera."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from domain.inspections.answers import is_answer, number_of
from domain.inspections.form import Question, QuestionKind
from ui.language import _, current_language, typed_number
from ui.theme import Tone, theme
from ui.warehouse.choices import Choice, Choices
from ui.widgets.base import column, row, styled, text
from ui.widgets.buttons import button
from ui.widgets.typed import seen

TakePhoto = Callable[[Question, Callable[[str], None]], None]
"""Takes a photo for a question; what is called then gets the photo's id."""


class QuestionBlock(QWidget):
    """`value()` is what `Answer` keeps; "" while nothing is answered."""

    changed = Signal()

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.question = question
        language = current_language()
        words = question.text(language)
        shown = words if question.is_needed else _("{question} (may be left out)").format(question=words)
        self.title = text(shown, "strong", wrap=True)
        self.below = text("", "small", wrap=True)
        self.below.hide()
        self.setAccessibleName(words)

    def value(self) -> str:
        return ""

    def set_value(self, value: str) -> None:
        """As it was answered before."""

    def press(self, key: str) -> bool:
        """A plain key; False: it has no use for it."""
        return False

    @property
    def is_open(self) -> bool:
        return self.question.is_needed and not is_answer(self.question, self.value())

    def show_open(self) -> None:
        """Says that it has to be answered."""
        self.below.setText(_("Please answer this.") if not self.value() else _("This is not an answer here."))
        styled(self.below, tone=Tone.BAD)
        self.below.show()

    def _answered(self) -> None:
        self.below.hide()
        self.changed.emit()


class ChoiceBlock(QuestionBlock):
    """By touch, or by the keys 1 to 9."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        is_german = current_language() == "de"
        shown = [
            Choice(each.code, each.text_de if is_german else each.text_en, str(n), "ok" if each.is_fine else "bad")
            for n, each in enumerate(question.options, start=1)
        ]
        short = len(shown) == 2 and all(len(each.word) <= 18 for each in shown)
        self.choices = Choices(question.text(current_language()), shown, across=2 if short else 1)
        self.setLayout(column(self.title, self.choices, self.below, gap=8))
        self.choices.changed.connect(self._answered)

    def value(self) -> str:
        return self.choices.value() or ""

    def set_value(self, value: str) -> None:
        with QSignalBlocker(self.choices):
            self.choices.set_value(value)

    def press(self, key: str) -> bool:
        return self.choices.press(key)


class LineBlock(QuestionBlock):
    """A number with its bounds, or a few words."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.line = QLineEdit()
        self.line.setProperty("touch", "true")
        self.line.setObjectName(f"answer_{question.code}")
        self.line.setMaxLength(24 if question.kind is QuestionKind.NUMBER else 500)
        self.line.setAccessibleName(question.text(current_language()))
        self._unit = text(question.unit, "muted")
        self._bounds = text(bounds_of(question), "small", wrap=True)
        self._bounds.setVisible(bool(self._bounds.text()))
        entered = row(self.line, gap=8)
        if question.unit:
            self.line.setMaximumWidth(theme().px(200))
            entered.addWidget(self._unit)
            entered.addStretch(1)
        self.setLayout(column(self.title, entered, self._bounds, self.below, gap=8))
        self.line.textChanged.connect(lambda _typed: self._answered())

    def value(self) -> str:
        return seen(self.line.text())

    def set_value(self, value: str) -> None:
        with QSignalBlocker(self.line):
            number = number_of(value) if self.question.kind is QuestionKind.NUMBER else None
            self.line.setText(value if number is None else typed_number(number))


class PhotoBlock(QuestionBlock):
    """`take` None: in a preview there is no camera."""

    def __init__(self, question: Question, take: TakePhoto | None) -> None:
        super().__init__(question)
        self._photo = ""
        self._take = take
        self._state = text(_("No photo yet"), "muted")
        self.take = button(_("Photo …"), self._on_take, sign="camera-outline", touch=True)
        self.setLayout(column(self.title, row(self.take, self._state, None, gap=12), self.below, gap=8))

    def value(self) -> str:
        return self._photo

    def set_value(self, value: str) -> None:
        self._photo = value
        self._state.setText(_("Photo kept") if value else _("No photo yet"))

    def _on_take(self) -> None:
        if self._take is not None:
            self._take(self.question, self._on_kept)

    def _on_kept(self, photo: str) -> None:
        self.set_value(photo)
        self._answered()


def block_of(question: Question, take: TakePhoto | None) -> QuestionBlock:
    if question.kind is QuestionKind.CHOICE:
        return ChoiceBlock(question)
    if question.kind is QuestionKind.PHOTO:
        return PhotoBlock(question, take)
    return LineBlock(question)


def bounds_of(question: Question) -> str:
    """Between what a number has passed; "" where it has no bounds."""
    least, most = _shown(question.least), _shown(question.most)
    if least and most:
        return _("{least} to {most} is fine").format(least=least, most=most)
    if least:
        return _("from {least} on it is fine").format(least=least)
    return _("up to {most} it is fine").format(most=most) if most else ""


def _shown(number: Decimal | None) -> str:
    return "" if number is None else typed_number(number)
