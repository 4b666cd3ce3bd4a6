"""The customer signs: on the screen with finger, pen or mouse, or on paper."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QImageWriter, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QScrollArea, QSizePolicy, QWidget

from domain.counter.model import Consent
from ui.language import N_, _
from ui.theme import Tone, theme
from ui.widgets.base import column, panel, row, text
from ui.widgets.buttons import button
from ui.widgets.key_values import Fact, KeyValues

PICTURE: Final = QSize(900, 300)
_PEN: Final = 3.0
_MOST_FACTS: Final = 168
_LEAST_INK: Final = 40.0
"""A dot is no signature: so many px of line, together."""
ASKED: Final = (Consent.TERMS, Consent.PRIVACY)
_WORDS: Final = {
    Consent.TERMS: N_("I agree to the terms of the contract."),
    Consent.PRIVACY: N_("I was handed the notice on how my data are used."),
    Consent.CREDIT_CHECK: N_("My creditworthiness may be checked."),
}


class SignaturePad(QWidget):
    """Strokes of whatever points: mouse, finger and pen come alike. `png` is black on white in any theme."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[list[QPointF]] = []
        self.setMinimumHeight(theme().px(150))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents, False)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(_("Signature"))

    @property
    def is_signed(self) -> bool:
        return sum(_length(stroke) for stroke in self._strokes) >= _LEAST_INK

    def clear(self) -> None:
        self._strokes.clear()
        self.update()
        self.changed.emit()

    def png(self) -> bytes:
        """What was written, cut to the pad's own shape."""
        image = QImage(PICTURE, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        scale = min(PICTURE.width() / max(self.width(), 1), PICTURE.height() / max(self.height(), 1))
        painter.scale(scale, scale)
        self._draw(painter, QColor("black"))
        painter.end()
        kept = QByteArray()
        buffer = QBuffer(kept)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, b"png").write(image)
        buffer.close()
        return bytes(kept.data())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._strokes.append([event.position()])
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._strokes and event.buttons():
            self._strokes[-1].append(event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme()
        painter.setPen(QPen(look.colour("muted"), 2))
        painter.setBrush(look.colour("surface"))
        edge = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(edge, look.px(12), look.px(12))
        base = self.height() - look.px(40)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(QPoint(look.px(24), base), QPoint(self.width() - look.px(24), base))
        if not self._strokes:
            painter.setPen(look.colour("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _("Please sign here"))
        self._draw(painter, look.colour("text"))
        painter.end()

    def _draw(self, painter: QPainter, colour: QColor) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour, _PEN)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self._strokes:
            path = QPainterPath(stroke[0])
            for point in stroke[1:] or [stroke[0] + QPointF(0.1, 0)]:
                path.lineTo(point)
            painter.drawPath(path)


@dataclass(frozen=True, slots=True)
class Signed:
    """`picture` None: signed on paper. `consents`: what was ticked."""

    picture: bytes | None
    consents: tuple[Consent, ...]


class SignDialog(QDialog):
    """What is agreed, the ticks, and the pad; `signed` gets what came of it."""

    def __init__(self, parent: QWidget, name: str, facts: list[Fact], signed: Callable[[Signed], None]) -> None:
        super().__init__(parent)
        self._signed = signed
        self.setWindowTitle(_("Agreement"))
        self.setMinimumWidth(theme().px(760))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("touch", "true")
        self.pad = SignaturePad()
        self.consents = {each: QCheckBox(_(words)) for each, words in _WORDS.items()}
        self.on_paper = QCheckBox(_("Signed on paper"))
        self.problem = text("", tone=Tone.BAD, wrap=True)
        self.problem.hide()
        self.clear = button(_("Write again"), self.pad.clear, sign="eraser", touch=True)
        self.go_on = button(_("Agreed, on to the payment"), self.give, kind="primary", sign="check", touch=True)
        self.go_on.setShortcut("Ctrl+Return")
        back = button(_("Back"), self.reject, touch=True)
        self.on_paper.toggled.connect(lambda is_on: self.pad.setEnabled(not is_on))
        terms = panel("card", text(_("What is agreed"), "title"), _low(KeyValues(facts)), margin=16, gap=8)
        below = row(text(name, "strong"), None, self.on_paper, self.clear, gap=16)
        layout = column(terms, *self.consents.values(), gap=4, margin=24)
        layout.addWidget(self.pad, 1)
        layout.addLayout(below)
        layout.addWidget(self.problem)
        layout.addLayout(row(back, None, self.go_on))
        self.setLayout(layout)

    def give(self) -> None:
        missing = next((each for each in ASKED if not self.consents[each].isChecked()), None)
        if missing is not None:
            self._say(_("Please tick: {what}").format(what=_(_WORDS[missing])))
        elif not self.on_paper.isChecked() and not self.pad.is_signed:
            self._say(_("The signature is missing. Whoever cannot sign on the screen signs on paper: tick that."))
        else:
            ticked = tuple(each for each, box in self.consents.items() if box.isChecked())
            picture = None if self.on_paper.isChecked() else self.pad.png()
            self.accept()
            self._signed(Signed(picture, ticked))

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()


def _low(facts: QWidget) -> QScrollArea:
    """A long basket is scrolled: the signature stays in sight."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(facts)
    facts.setProperty("role", "page")
    area.setFixedHeight(min(theme().px(_MOST_FACTS), facts.sizeHint().height() + theme().px(4)))
    return area


def _length(stroke: list[QPointF]) -> float:
    return sum((two - one).manhattanLength() for one, two in pairwise(stroke))
