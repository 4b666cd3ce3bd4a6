"""A form page by page: what follows from an answer appears at once. The same for the work and for the preview."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from domain.inspections.answers import Answer, Judgement, judge
from domain.inspections.form import Form
from ui.inspections.questions import QuestionBlock, TakePhoto, block_of
from ui.language import current_language
from ui.widgets.base import clear, column, line, text

_SETTLED_MS: Final = 40
"""By then a sentence that was just shown below a question has its room, and is scrolled to with it."""


class FormView(QWidget):
    """Answers of pages that are not shown stay; answers to questions that no longer follow are kept aside."""

    changed = Signal()
    turned = Signal()

    def __init__(self, take: TakePhoto | None = None) -> None:
        super().__init__()
        self._take = take
        self.form: Form | None = None
        self.page = 0
        self._values: dict[str, str] = {}
        self._blocks: dict[str, tuple[QuestionBlock, QWidget]] = {}
        self.title = text("", "title", wrap=True)
        self._list = column(gap=16)
        inside = QWidget()
        inside.setProperty("role", "inside")
        inside.setLayout(column(self.title, self._list, None, gap=16))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidget(inside)
        self.area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        self.setLayout(column(self.area))

    def show_form(self, form: Form, answers: Sequence[Answer] = ()) -> None:
        """From its first page."""
        self.form = form
        self._values = {each.question: each.value for each in answers}
        self.turn(0)

    def turn(self, page: int) -> None:
        """To another page; beyond the last one it stays."""
        if self.form is None:
            return
        self.page = min(max(page, 0), len(self.form.pages) - 1)
        shown = self.form.pages[self.page]
        self.title.setText(shown.title(current_language()))
        clear(self._list)
        self._blocks = {}
        for question in shown.questions:
            block = block_of(question, self._take)
            block.set_value(self._values.get(question.code, ""))
            block.changed.connect(self._on_changed)
            around = QWidget()
            around.setLayout(column(*((line(),) if self._blocks else ()), block, gap=16))
            self._blocks[question.code] = (block, around)
            self._list.addWidget(around)
        self._show_asked()
        self.area.verticalScrollBar().setValue(0)
        self.turned.emit()

    @property
    def pages(self) -> int:
        return len(self.form.pages) if self.form is not None else 0

    def answers(self) -> tuple[Answer, ...]:
        """All that was entered, on all pages."""
        return tuple(Answer(question, value) for question, value in self._values.items() if value)

    def judgement(self) -> Judgement | None:
        return None if self.form is None else judge(self.form, self.answers())

    def press(self, key: str) -> bool:
        """A plain key goes to the first question on the page that is open and has a use for it, else to the last."""
        blocks = [block for block, around in self._blocks.values() if not around.isHidden()]
        waiting = [block for block in blocks if block.is_open]
        return any(block.press(key) for block in (*waiting, *reversed(blocks)))

    def show_open(self) -> bool:
        """Marks what is open and shows the first; False: nothing is."""
        judgement = self.judgement()
        if judgement is None or not judgement.open or self.form is None:
            return False
        self.show_question(judgement.open[0].code)
        for question in judgement.open:
            found = self._blocks.get(question.code)
            if found is not None:
                found[0].show_open()
        return True

    def show_question(self, code: str) -> None:
        """Turns to its page and brings it into sight."""
        pages = self.form.pages if self.form is not None else ()
        at = next((n for n, page in enumerate(pages) if any(q.code == code for q in page.questions)), None)
        if at is None:
            return
        if at != self.page:
            self.turn(at)
        block = self._blocks[code][0]
        QTimer.singleShot(_SETTLED_MS, block, lambda: self.area.ensureWidgetVisible(block))

    def block(self, question: str) -> QuestionBlock:
        """Raises KeyError: it is not on this page."""
        return self._blocks[question][0]

    def is_asked(self, question: str) -> bool:
        """On this page, and it follows from the answers."""
        return question in self._blocks and not self._blocks[question][1].isHidden()

    def _on_changed(self) -> None:
        for code, (block, _around) in self._blocks.items():
            self._values[code] = block.value()
        self._show_asked()
        self.changed.emit()

    def _show_asked(self) -> None:
        judgement = self.judgement()
        asked = {each.code for each in judgement.asked} if judgement is not None else set()
        for code, (_block, around) in self._blocks.items():
            around.setVisible(code in asked)
