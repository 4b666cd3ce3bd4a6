"""Photos of a thing side by side: as it went out, and as it came back."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from domain.clock import legal_day
from domain.returns.photos import Moment, PhotoId
from domain.views.office_rows import StoredPaper
from domain.views.returns import PhotoRow
from ui.labels import label
from ui.language import _, shown_date
from ui.shell.port import Shell
from ui.theme import theme
from ui.widgets.base import clear, column, row, text

SIDE = 104
MOST = 4


class PhotoPairs(QWidget):
    """`ask` reads one picture; `show` opens it whole."""

    def __init__(self, shell: Shell, ask: Callable[[PhotoId], StoredPaper], show: Callable[[StoredPaper], object]):
        super().__init__()
        self._shell, self._ask, self._show = shell, ask, show
        self._sides = row(gap=24)
        self.setLayout(self._sides)
        self.buttons: dict[PhotoId, QToolButton] = {}
        self._known: dict[PhotoId, StoredPaper] = {}

    def show_photos(self, photos: Sequence[PhotoRow], moments: Sequence[Moment] = tuple(Moment)) -> None:
        clear(self._sides)
        self.buttons = {}
        self.setMinimumHeight(theme().px(SIDE if photos else 0))
        for moment in moments:
            of_it = [photo for photo in photos if photo.moment is moment][:MOST]
            shown = row(*(self._button(photo) for photo in of_it), None, gap=8)
            nothing = text(_("no photo"), "muted")
            self._sides.addLayout(column(text(label(moment), "small"), shown if of_it else nothing, None, gap=4), 1)

    def _button(self, photo: PhotoRow) -> QToolButton:
        made = QToolButton()
        side = theme().px(SIDE)
        made.setFixedSize(side, side)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        words = _("Photo of {day}, {moment}").format(day=shown_date(legal_day(photo.at)), moment=label(photo.moment))
        made.setToolTip(words)
        made.setAccessibleName(words)
        made.clicked.connect(partial(self._open, photo.id))
        self.buttons[photo.id] = made
        if photo.id in self._known:
            self._paint(photo.id, self._known[photo.id])
        else:
            done = partial(self._paint, photo.id)
            self._shell.services.background.run(partial(self._ask, photo.id), done, self._shell.show_refusal, self)
        return made

    def _paint(self, photo_id: PhotoId, paper: StoredPaper) -> None:
        self._known[photo_id] = paper
        made, picture = self.buttons.get(photo_id), QPixmap()
        if made is None or not picture.loadFromData(paper.content):
            return
        side = theme().px(SIDE - 8)
        scaled = picture.scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        made.setIcon(scaled)
        made.setIconSize(scaled.size())

    def _open(self, photo_id: PhotoId) -> None:
        paper = self._known.get(photo_id)
        if paper is not None:
            self._show(paper)
