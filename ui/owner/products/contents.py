"""What a bundle is made of: a field in the variant's line that opens a list of parts with their numbers."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QDialog, QSizePolicy, QWidget

from domain.catalog.bundle_table import Content
from domain.catalog.contents import MOST_PIECES
from domain.ids import VariantId
from domain.views.catalogue import PartRow
from ui.backoffice.parts import PickField
from ui.language import _, count
from ui.owner.fields import WholeField
from ui.theme import theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button, tool
from ui.widgets.forms import Field, WrongEntry

Find = Callable[[str, Callable[[Sequence[PartRow]], None]], None]
"""Asks for parts by words and gives them to the second argument."""


class ContentsField(Field[tuple[Content, ...]]):
    """Says how many parts a bundle has, nothing for a single thing; a press opens the list."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self._contents: tuple[Content, ...] = ()
        self._button = button("", self._on_press)
        super().__init__(_("Made of"), self._button)
        self.dialog: ContentsDialog | None = None
        self._show()

    def value(self) -> tuple[Content, ...]:
        return self._contents

    def set_value(self, contents: tuple[Content, ...]) -> None:
        self._contents = contents
        self._show()

    def _on_press(self) -> None:
        self.dialog = ContentsDialog(self._contents, self._find, self)
        self.dialog.accepted.connect(self._on_chosen)
        self.dialog.open()

    def _on_chosen(self) -> None:
        if self.dialog is not None:
            self.set_value(self.dialog.chosen)
            self.changed.emit()

    def _show(self) -> None:
        parts = sum(each.pieces for each in self._contents)
        words = count("{count} part", "{count} parts", parts) if parts else _("a single thing")
        self._button.setText(words)
        names = named(self._contents) or _("Press to make it a bundle of several things.")
        self._button.setToolTip(names)
        self._button.setAccessibleName(_("Made of: {parts}").format(parts=named(self._contents) or words))


class ContentsDialog(QDialog):
    """`chosen` after it was accepted. Nothing in the list: a single thing."""

    def __init__(self, contents: Sequence[Content], find: Find, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("What the bundle is made of"))
        self.setMinimumWidth(theme().px(560))
        self.chosen = tuple(contents)
        self.pick: PickField[PartRow] = PickField(_("Find a part by name or number"), find, _shown)
        self.pick.picked.connect(self.add)
        self._lines: list[tuple[QWidget, Content, WholeField]] = []
        self._below = column(gap=8)
        self._nothing = text(_("No parts: it is ordered and sent as a single thing."), "muted", wrap=True)
        self.deed = button(_("Take over"), self._on_deed, kind="primary", shortcut="Ctrl+Return")
        help_ = _("It is ordered and paid as one; each part is sent, tracked and returned by its own code.")
        self.setLayout(
            column(
                text(_("What the bundle is made of"), "title"),
                text(help_, "muted", wrap=True),
                self.pick,
                self._nothing,
                self._below,
                None,
                row(None, button(_("Cancel"), self.reject), self.deed),
                gap=16,
                margin=24,
            )
        )
        for each in contents:
            self._add(each)
        self._settle()
        self.pick.line.setFocus()

    def add(self, part: PartRow) -> None:
        """One piece more of a part that is there already, else a new line."""
        for _around, known, pieces in self._lines:
            if known.variant_id == part.variant_id:
                pieces.set_value(min(_number(pieces) + 1, MOST_PIECES))
                return
        self._add(Content(part.variant_id, part.title, 1))
        self._settle()

    def pieces(self) -> dict[VariantId, WholeField]:
        """The number fields by part."""
        return {content.variant_id: field for _around, content, field in self._lines}

    def _add(self, content: Content) -> None:
        around, pieces = QWidget(), WholeField(_("Pieces"), most=MOST_PIECES)
        pieces.set_value(content.pieces)
        pieces.setFixedWidth(theme().px(96))
        pieces.label.hide()
        pieces.editor.setAccessibleName(_("Pieces of {part}").format(part=content.title))
        away = tool("trash-can-outline", _("Take away"), partial(self._remove, around))
        line = row(text(content.title, wrap=True), pieces, text(_("pieces"), "muted"), away, gap=12)
        pieces.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        around.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        line.setStretch(0, 1)
        around.setLayout(line)
        self._below.addWidget(around)
        self._lines.append((around, content, pieces))

    def _remove(self, around: QWidget) -> None:
        self._lines = [each for each in self._lines if each[0] is not around]
        self._below.removeWidget(around)
        around.hide()
        around.deleteLater()
        self._settle()

    def _settle(self) -> None:
        self._nothing.setVisible(not self._lines)
        self.adjustSize()

    def _on_deed(self) -> None:
        found: list[Content] = []
        for _around, content, field in self._lines:
            try:
                found.append(Content(content.variant_id, content.title, field.value()))
            except WrongEntry as wrong:
                field.show_error(str(wrong))
                field.setFocus()
                return
        self.chosen = tuple(found)
        self.accept()


def named(contents: Sequence[Content]) -> str:
    """The parts in one line."""
    return ", ".join(each.title if each.pieces == 1 else f"{each.pieces} × {each.title}" for each in contents)


def _shown(part: PartRow) -> tuple[str, str, str]:
    return part.title, part.sku, "package-variant-closed"


def _number(field: WholeField) -> int:
    try:
        return field.value()
    except WrongEntry:
        return 0
