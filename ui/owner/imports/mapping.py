"""Which column of the file means what: guessed, to be put right, and kept for the next file."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from domain.imports.columns import COLUMNS
from domain.imports.model import LONGEST_SOURCE, ImportKind
from domain.imports.table import Table
from ui.import_words import COLUMNS as WORDS
from ui.language import _
from ui.owner.imports.presenter import ImportPresenter
from ui.theme import Tone, theme
from ui.widgets.base import clear, row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.wheel import leave_wheel

_ABREAST: Final = 2


class MappingCard(Card):
    def __init__(self, presenter: ImportPresenter) -> None:
        super().__init__(_("2. Columns"))
        self._presenter = presenter
        self.fields: dict[str, QComboBox] = {}
        self.templates = QComboBox()
        self.templates.setAccessibleName(_("Kept columns"))
        self.templates.activated.connect(lambda _index: self._use())
        self.name = QLineEdit()
        self.name.setAccessibleName(_("Name for these columns"))
        self.name.setPlaceholderText(_("Name for these columns"))
        self.name.setMaxLength(LONGEST_SOURCE)
        self.keep = button(_("Keep columns"), self._keep, sign="content-save-outline")
        self.name.textChanged.connect(lambda words: self.keep.setEnabled(bool(words.strip())))
        self.keep.setEnabled(False)
        self.lacks = text("", "", Tone.WARN, wrap=True)
        self._grid = QWidget()
        self._places = QGridLayout()
        self._places.setContentsMargins(0, 0, 0, 0)
        self._places.setHorizontalSpacing(theme().px(16))
        self._places.setVerticalSpacing(theme().px(8))
        self._grid.setLayout(self._places)
        self.add(
            text(_("Guessed by the headings; put right what was guessed wrong."), "muted", wrap=True),
            self._grid,
            self.lacks,
            Bend(row(self.templates, None), row(None, self.name, self.keep), gap=8),
        )
        self._shown: tuple[ImportKind, Table] | None = None
        self._mapping: Mapping[str, Mapping[str, str]] = {}

    def show_mapping(
        self, table: Table | None, kind: ImportKind, mapping: Mapping[str, str], lacking: Sequence[str]
    ) -> None:
        self.setVisible(table is not None)
        if table is None:
            return
        if self._shown is None or self._shown[0] is not kind or self._shown[1] is not table:
            self._shown = (kind, table)
            self._build(kind, table)
        for key, field in self.fields.items():
            field.setCurrentIndex(max(field.findData(mapping.get(key, "")), 0))
        names = ", ".join(_(WORDS[key]) for key in lacking)
        self.lacks.setText(_("Nothing is said yet of: {columns}.").format(columns=names))
        self.lacks.setVisible(bool(lacking))

    def show_templates(self, templates: Mapping[str, Mapping[str, str]]) -> None:
        self._mapping = templates
        self.templates.clear()
        self.templates.addItem(_("Kept columns …"), "")
        for name in templates:
            self.templates.addItem(name, name)
        self.templates.setVisible(bool(templates))

    def _build(self, kind: ImportKind, table: Table) -> None:
        clear(self._places)
        self.fields = {}
        half = -(-len(COLUMNS[kind]) // _ABREAST)
        for number, wanted in enumerate(COLUMNS[kind]):
            name = _(WORDS[wanted.key]) + (" *" if wanted.is_needed else "")
            field = QComboBox()
            field.setAccessibleName(name)
            field.addItem(_("not in the file"), "")
            for place, heading in enumerate(table.headings):
                if heading:
                    sample = table.lines[0].cells[place]
                    field.addItem(f"{heading}  ({sample[:24]})" if sample else heading, heading)
            field.setMinimumContentsLength(12)
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            leave_wheel(field)
            field.activated.connect(lambda _index, key=wanted.key: self._map(key))
            said = text(name)
            said.setBuddy(field)
            line, at = number % half, 2 * (number // half)
            self._places.addWidget(said, line, at)
            self._places.addWidget(field, line, at + 1)
            self._places.setColumnStretch(at + 1, 1)
            self.fields[wanted.key] = field

    def _map(self, key: str) -> None:
        self._presenter.map_column(key, str(self.fields[key].currentData()))

    def _use(self) -> None:
        found = self._mapping.get(str(self.templates.currentData()))
        if found is not None:
            self._presenter.use_template(found)

    def _keep(self) -> None:
        self._presenter.save_template(self.name.text())
