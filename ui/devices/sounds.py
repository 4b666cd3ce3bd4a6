"""Which sound a person hears for what, how loud, or none."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QSlider

from ui.devices.words import OUTCOMES, TUNES
from ui.language import _
from ui.sounds import LOUDEST, Hearing, Sound, Sounds, Tune
from ui.theme import theme
from ui.widgets.base import row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import tool
from ui.widgets.card import Card
from ui.widgets.wheel import leave_wheel


class SoundsCard(Card):
    """Whatever is chosen counts at once, and for this person alone."""

    def __init__(self, sounds: Sounds) -> None:
        super().__init__(_("Sounds"))
        self._sounds = sounds
        hearing = sounds.hearing
        self.on = QCheckBox(_("Play sounds"))
        self.on.setChecked(not hearing.is_muted)
        self.on.toggled.connect(lambda on: self._choose(is_muted=not on))
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setRange(0, LOUDEST)
        self.volume.setPageStep(10)
        self.volume.setValue(hearing.volume)
        self.volume.setAccessibleName(_("Volume"))
        self.volume.setMinimumWidth(theme().px(160))
        self.volume.valueChanged.connect(lambda value: self._choose(volume=value))
        leave_wheel(self.volume)
        sounds.chosen.connect(self._follow)
        self.tunes: dict[Sound, QComboBox] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(12))
        grid.setVerticalSpacing(theme().px(8))
        for number, (sound, words) in enumerate(OUTCOMES.items()):
            box = self._box(sound, _(words))
            grid.addWidget(text(_(words), wrap=True), number, 0)
            grid.addWidget(box, number, 1)
            grid.addWidget(
                tool("play-outline", _("Play: {what}").format(what=_(words)), partial(self._try, sound), px=24),
                number,
                2,
            )
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 2)
        self.add(Bend(row(self.on, None), row(text(_("Volume"), "muted"), self.volume, gap=12)), grid)

    def _box(self, sound: Sound, words: str) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        box.addItems([_(name) for name in TUNES.values()])
        box.setCurrentIndex(list(TUNES).index(self._sounds.hearing.tune(sound)))
        box.setAccessibleName(_("Sound: {what}").format(what=words))
        box.currentIndexChanged.connect(lambda index: self._choose_tune(sound, list(TUNES)[index]))
        leave_wheel(box)
        self.tunes[sound] = box
        return box

    def _follow(self, hearing: Hearing) -> None:
        """Muted or not in the menu of the person."""
        with QSignalBlocker(self.on):
            self.on.setChecked(not hearing.is_muted)

    def _choose_tune(self, sound: Sound, tune: Tune) -> None:
        self._choose(tunes={**self._sounds.hearing.tunes, sound: tune})
        self._try(sound)

    def _choose(self, **changes: object) -> None:
        self._sounds.choose(replace(self._sounds.hearing, **changes))  # type: ignore[arg-type]  # its own fields

    def _try(self, sound: Sound) -> None:
        self._sounds.play_tune(self._sounds.hearing.tune(sound))
