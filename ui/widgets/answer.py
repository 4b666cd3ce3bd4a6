"""The answer to the last scan: huge, in one of few colours, with a sign and a word; readable from two metres."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui.language import N_, _
from ui.sounds import Sound
from ui.theme import Tone, theme
from ui.widgets.base import column, row, styled, text
from ui.widgets.icons import paint_icon


class Verdict(StrEnum):
    """What became of the last scan; READY before the first, WAITING while the server has not answered."""

    READY = "ready"
    ACCEPTED = "accepted"
    NOTE = "note"
    REFUSED = "refused"
    DUPLICATE = "duplicate"
    WAITING = "waiting"


class _Look(NamedTuple):
    tone: Tone
    sign: str
    word: str
    sound: Sound | None


LOOKS: Final = {
    Verdict.READY: _Look(Tone.NEUTRAL, "barcode-scan", N_("Ready"), None),
    Verdict.ACCEPTED: _Look(Tone.OK, "check-bold", N_("Accepted"), Sound.ACCEPTED),
    Verdict.NOTE: _Look(Tone.WARN, "alert-outline", N_("Accepted, with a note"), Sound.NOTE),
    Verdict.REFUSED: _Look(Tone.BAD, "close-thick", N_("Refused"), Sound.REFUSED),
    Verdict.DUPLICATE: _Look(Tone.NEUTRAL, "content-duplicate", N_("Already scanned"), Sound.DUPLICATE),
    Verdict.WAITING: _Look(Tone.ACCENT, "timer-sand", N_("Waiting"), Sound.ACCEPTED),
}
"""Tone, icon, word and sound of each verdict: one table for panel, list and loudspeaker."""

LEAST_PX: Final = 240
NARROW_PX: Final = 480
"""A panel that is narrower has a smaller sign and smaller words."""

MARGIN_PX: Final = 32
SIGN_PX, SMALL_SIGN_PX = 88, 56


@dataclass(frozen=True, slots=True)
class Answer:
    """What the panel shows. `of` 0: no progress. `next_step`: the one thing to do next. `hint`: how to undo."""

    verdict: Verdict
    title: str
    detail: str = ""
    done: int = 0
    of: int = 0
    next_step: str = ""
    hint: str = ""


class AnswerPanel(QFrame):
    """`panel.show_answer(Answer(Verdict.ACCEPTED, "E-Bike Kiez 3 · M", …))`; says the same to a screen reader."""

    def __init__(self, answer: Answer | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "note")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self._is_narrow = False
        self._sign = _Roundel()
        self._word, self._title = text("", "verdict"), text("", "answer", wrap=True)
        self._detail, self._count = text("", "answer-detail", wrap=True), text("", "answer-count")
        self._next, self._hint = text("", "answer-next", wrap=True), text("", "muted", wrap=True)
        self._bar = _Bar()
        words = column(self._word, self._title, self._detail, gap=4)
        self._top = row(self._sign, gap=24)
        self._top.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop)
        self._top.addLayout(words, 1)
        steps = row(self._count, gap=24)
        steps.addWidget(self._next, 1)
        self._whole = column(self._top, None, steps, self._bar, self._hint, gap=16, margin=MARGIN_PX)
        self.setLayout(self._whole)
        self.answer = answer or Answer(Verdict.READY, _("Ready to scan"))
        self.show_answer(self.answer)

    def show_answer(self, answer: Answer) -> None:
        self.answer = answer
        look = LOOKS[answer.verdict]
        self._sign.show_sign(look.sign, look.tone)
        for label, shown in ((self._word, _(look.word)), (self._title, answer.title), (self._detail, answer.detail)):
            label.setText(shown)
            label.setVisible(bool(shown))
        self._title.setProperty("fit", _fit(answer.title, is_narrow=self._is_narrow))
        self._count.setText(_("{done} of {of}").format(done=answer.done, of=answer.of) if answer.of else "")
        self._count.setVisible(bool(answer.of))
        self._next.setText(_("Next: {step}").format(step=answer.next_step) if answer.next_step else "")
        self._next.setVisible(bool(answer.next_step))
        self._hint.setText(answer.hint)
        self._hint.setVisible(bool(answer.hint))
        self._bar.show_progress(answer.done, answer.of, look.tone)
        for label in (self._word, self._title, self._count):
            styled(label, tone=look.tone)
        styled(self, tone=look.tone)
        self.setAccessibleName(f"{_(look.word)}: {answer.title}")
        self.setAccessibleDescription(" ".join(filter(None, (answer.detail, self._count.text(), self._next.text()))))
        self._need_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < theme().px(NARROW_PX)
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self._sign.set_side(SMALL_SIGN_PX if is_narrow else SIGN_PX)
            edge = theme().px(MARGIN_PX // 2 if is_narrow else MARGIN_PX)
            self._whole.setContentsMargins(edge, edge, edge, edge)
            self._top.setSpacing(theme().px(12 if is_narrow else 24))
            self._title.setProperty("fit", _fit(self.answer.title, is_narrow=is_narrow))
            for label in (self._title, self._detail, self._count, self._next):
                styled(label, narrow="true" if is_narrow else None)
        self._need_height()

    def event(self, event: QEvent) -> bool:
        """Letters may change their size when the style sheet reaches them."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._need_height()
        return done

    def _need_height(self) -> None:
        """As high as its words are at this width: no line lies over another, the page scrolls instead."""
        needed = self._whole.totalHeightForWidth(self.width())
        least = max(theme().px(160 if self._is_narrow else LEAST_PX), needed)
        if least != self.minimumHeight():
            self.setMinimumHeight(least)


def _fit(title: str, *, is_narrow: bool) -> str:
    """Long titles are set smaller so that they stay within three lines; where it is narrow, all are."""
    sizes = ("", "long", "longest")
    size = 0 if len(title) <= 36 else 1 if len(title) <= 72 else 2
    return sizes[min(size + is_narrow, 2)]


class _Roundel(QWidget):
    """The sign in a filled circle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign, self._tone = "", Tone.NEUTRAL
        self.set_side(SIGN_PX)

    def set_side(self, px: int) -> None:
        side = theme().px(px)
        self.setFixedSize(side, side)

    def show_sign(self, sign: str, tone: Tone) -> None:
        self._sign, self._tone = sign, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("muted") if self._tone is Tone.NEUTRAL else theme().colour(self._tone))
        painter.drawEllipse(QRectF(self.rect()))
        inner = self.width() * 14 // 24
        edge = (self.width() - inner) // 2
        paint_icon(painter, QRect(edge, edge, inner, inner), self._sign, QColor(tokens.on_strong))
        painter.end()


class _Bar(QWidget):
    """How much is done, as one thick line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(theme().px(14))
        self._part, self._tone = 0.0, Tone.NEUTRAL

    def show_progress(self, done: int, of: int, tone: Tone) -> None:
        self._part, self._tone = (min(done, of) / of if of else 0.0), tone
        self.setVisible(bool(of))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole, radius = QRectF(self.rect()), self.height() / 2
        painter.setBrush(theme().colour("surface"))
        painter.drawRoundedRect(whole, radius, radius)
        if self._part:
            whole.setWidth(max(whole.width() * self._part, 2 * radius))
            painter.setBrush(theme().colour("muted" if self._tone is Tone.NEUTRAL else self._tone))
            painter.drawRoundedRect(whole, radius, radius)
        painter.end()
