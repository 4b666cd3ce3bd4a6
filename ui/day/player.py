"""The hands of the day: types, scans, clicks and waits, and takes pictures of the window."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QEventLoop, QIODevice, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QImageWriter, QKeyEvent, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from ui.desk import Desk
from ui.folder import FolderOfPapers
from ui.program import Program

W = TypeVar("W", bound=QWidget)
T = TypeVar("T")
PATIENCE_MS: Final = 20_000
_STEP_MS: Final = 15
_CALM_MS: Final = 120


class NothingThere(Exception):
    """The window does not show what the day needs next: a fault of the program, with what was looked for."""


class Player:
    """Works on the window of `program`; pictures go to `out`, numbered in order.

    Raises PaperFolderUnusable where one cannot be written.
    """

    def __init__(self, program: Program, desk: Desk, out: Path, tell: Callable[[str], None]) -> None:
        self.desk = desk
        self.program = program
        self.window = program.window
        self._out = FolderOfPapers(out)
        self.tell = tell
        self._shots = 0

    def wait(self, milliseconds: int = _CALM_MS) -> None:
        """Lets the window live for that long, then until its background work is done."""
        self._turn(milliseconds)
        self.until(lambda: not self.program.background.is_busy, "the work in the background ends")

    def ask(self, question: Callable[[], T]) -> T:
        """The answer to a question that belongs on the database thread. What it raises is raised here."""
        answers: list[T] = []
        refused: list[Exception] = []
        self.program.background.run(question, answers.append, refused.append)
        self.until(lambda: len(answers) + len(refused) > 0, "an answer of the database")
        if refused:
            raise refused[0]
        return answers[0]

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Lets the window live until `condition` holds. Raises NothingThere after PATIENCE_MS."""
        waited = 0
        while not condition():
            if waited > PATIENCE_MS:
                raise NothingThere(what)
            self._turn(_STEP_MS)
            waited += _STEP_MS

    def open(self, screen: str, argument: str = "") -> None:
        self.window.open(screen, argument)
        self.wait()

    def page(self, kind: type[W]) -> W:
        """The page in front, which is of this kind. Raises NothingThere."""
        self.until(lambda: isinstance(self.window.current_page(), kind), f"a {kind.__name__}")
        found = self.window.current_page()
        if not isinstance(found, kind):
            raise NothingThere(kind.__name__)
        return found

    def scan(self, text: str) -> None:
        """A keyboard scanner sends the code: fast key presses into whatever has the focus, then Enter."""
        for letter in text:
            self._key(Qt.Key(ord(letter.upper())) if letter.isascii() else Qt.Key.Key_unknown, letter)
        self._key(Qt.Key.Key_Return, "\r")
        self.wait()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, such as Ctrl+Z."""
        plain = modifiers is Qt.KeyboardModifier.NoModifier and key.value < 0x80
        self._key(key, chr(key.value) if plain else "", modifiers)
        self.wait()

    def type_into(self, field: QLineEdit, words: str) -> None:
        """As a person: the field has the focus and says that it was edited."""
        field.setFocus()
        field.clear()
        field.insert(words)
        field.textEdited.emit(words)
        self.wait()

    def click(self, name: str) -> None:
        """The visible, enabled button with this object name or these words."""
        self.button(name).click()
        self.wait()

    def button(self, name: str) -> QAbstractButton:
        """Raises NothingThere."""
        found = [
            each
            for each in self.window.findChildren(QAbstractButton)
            if name in (each.objectName(), each.text()) and each.isVisible() and each.isEnabled()
        ]
        if not found:
            raise NothingThere(f"the button {name!r}")
        return found[0]

    def find(self, kind: type[W], name: str) -> W:
        """The visible widget of this kind and object name. Raises NothingThere."""
        found = [each for each in self.window.findChildren(kind, name) if each.isVisible()]
        if not found:
            raise NothingThere(f"the {kind.__name__} {name!r}")
        return found[0]

    def choose(self, box: QComboBox, words: str) -> None:
        index = box.findText(words, Qt.MatchFlag.MatchContains)
        if index < 0:
            raise NothingThere(f"the choice {words!r}")
        box.setCurrentIndex(index)
        self.wait()

    def picture(self, name: str) -> Path:
        """What the window shows now, as a PNG."""
        self.wait()
        self._shots += 1
        path = self._out.keep(f"{self._shots:02d}-{name}.png", _png(self.window.grab().toImage()))
        self.tell(f"  picture {path.name}")
        return path

    def _key(self, key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.focusWidget() or self.window.focusWidget() or self.window
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, modifiers, text))

    @staticmethod
    def _turn(milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()


def printed(pdf: bytes, page: int = 0, dots_per_mm: int = 12) -> bytes:
    """A page of a paper as a PNG on white, as a scanner's glass would see it."""
    document, buffer = QPdfDocument(), QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    points = document.pagePointSize(page)
    scale = dots_per_mm * 254 / 720
    drawn = document.render(page, QSize(round(points.width() * scale), round(points.height() * scale)))
    image = QImage(drawn.width() + 120, drawn.height() + 120, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.drawImage(60, 60, drawn)
    painter.end()
    document.close()
    return _png(image)


def _png(image: QImage) -> bytes:
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(out, QByteArray(b"PNG")).write(image)
    return bytes(out.data().data())
