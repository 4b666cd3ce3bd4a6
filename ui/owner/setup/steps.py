"""What stands on the steps of the first set-up beside the forms of the settings."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from domain.imports.model import ImportKind
from domain.places.add_place import AddPlace
from domain.setup.examples import EXAMPLES, Example
from domain.setup.model import SetupStep
from domain.setup.rename_person import LONGEST, RenamePerson
from domain.views.setup import PlaceName, SeatHolder
from ui.backoffice.parts import SmallTable
from ui.labels import label
from ui.language import _
from ui.theme import Tone, theme
from ui.widgets.base import clear, column, row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.table import Column

Give = Callable[..., object]
"""Gives commands, one after the other; the page is shown anew afterwards."""


class PlacesCard(Card):
    def __init__(self, give: Give) -> None:
        super().__init__(_("Places"))
        self._give = give
        columns: list[Column[PlaceName]] = [
            Column("code", _("Code"), lambda one: one.code, code=True, width=152),
            Column("name", _("Name"), lambda one: one.name, fills=True),
        ]
        nothing = _("No place yet: things are found faster where shelves have names.")
        self.table = SmallTable(columns, nothing, name=_("Places"))
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("For example: shelf A-01, receiving, workshop"))
        self.name.setAccessibleName(_("Name of the place"))
        self.name.setMaxLength(100)
        self.name.returnPressed.connect(self._add)
        self.make = button(_("Add place"), self._add, sign="plus")
        self.add(text(_("Each gets a code to be printed and scanned."), "muted", wrap=True), self.table)
        self.add(row(self.name, self.make))

    def show_places(self, places: Sequence[PlaceName]) -> None:
        self.table.set_rows(places)

    def _add(self) -> None:
        if self.name.text().strip():
            self._give(AddPlace(self.name.text()))
            self.name.clear()


class ProductsCard(Card):
    def __init__(self, give: Give, open_screen: Callable[..., None]) -> None:
        super().__init__(_("Products and plans"))
        self._give = give
        columns: list[Column[str]] = [Column("name", _("Product"), lambda one: one, fills=True)]
        self.table = SmallTable(columns, _("Nothing on offer yet."), name=_("Products"))
        self.examples = {each: button(label(each), partial(self._begin, each), sign="plus") for each in Example}
        self.new = button(_("Product of one’s own …"), partial(open_screen, "edit_product"), sign="tag-plus-outline")
        words = _(
            "Begin with an example and change names, prices and terms to yours; its plans keep the rules for consumers."
            " What is not needed any more is taken out of the offer."
        )
        self.add(text(words, "muted", wrap=True), Bend(row(*self.examples.values(), None), row(self.new, None), gap=8))
        self.add(self.table)

    def show_products(self, names: Sequence[str]) -> None:
        self.table.set_rows(names)
        for example, deed in self.examples.items():
            deed.setEnabled(not {each.name for each in EXAMPLES[example]} & set(names))

    def _begin(self, example: Example) -> None:
        self._give(*EXAMPLES[example])


class PeopleCard(Card):
    """Names are asked for one seat after the other."""

    def __init__(self, give: Give) -> None:
        super().__init__(_("People and seats"))
        self._give = give
        self.names: dict[object, QLineEdit] = {}
        self._shown: Sequence[SeatHolder] = ()
        self._place = column(gap=8)
        self.save = button(_("Keep names"), self._save, sign="check")
        words = _(
            "The name stands on what somebody does. Each seat has a login of its own, and the database gives it the"
            " rights of that seat alone; more people on a shared server get theirs from your administrator."
        )
        self.add(text(words, "muted", wrap=True), self._place, row(None, self.save))

    def show_people(self, people: Sequence[SeatHolder]) -> None:
        if tuple(people) == tuple(self._shown):
            return
        self._shown = tuple(people)
        clear(self._place)
        self.names = {}
        for one in people:
            if one.person_id in self.names:
                continue
            field = QLineEdit(one.name)
            field.setMaxLength(LONGEST)
            seat = label(one.seat)
            field.setAccessibleName(seat)
            said = text(seat[:1].upper() + seat[1:])
            said.setMinimumWidth(theme().px(160))
            self._place.addLayout(row(said, field))
            self.names[one.person_id] = field

    @property
    def is_dirty(self) -> bool:
        return any(self.names[one.person_id].text().strip() != one.name for one in self._shown)

    def _save(self) -> None:
        changed = [one for one in self._shown if self.names[one.person_id].text().strip() != one.name]
        wanted = changed or list(self._shown[:1])
        self._give(*(RenamePerson(one.person_id, self.names[one.person_id].text()) for one in wanted))


class ImportCard(Card):
    def __init__(self, open_screen: Callable[..., None]) -> None:
        super().__init__(_("Bring a business along"))
        words = _(
            "Whoever trades already brings customers, running contracts, things, open items and stock along from files,"
            " with a trial before anything is written. Whoever begins anew puts this off."
        )
        self.add(text(words, "muted", wrap=True))
        for kind in ImportKind:
            deed = button(label(kind), partial(open_screen, "imports", kind), sign="file-upload-outline")
            self.add(row(deed, None))


class LackingCard(Card):
    """What is still missing, each with the way there."""

    def __init__(self, go: Callable[[SetupStep], None]) -> None:
        super().__init__(_("What is still missing"))
        self._go = go
        self._place = column(gap=8)
        self.deeds: dict[SetupStep, QWidget] = {}
        self.add(self._place)

    def show_lacking(self, lacking: Sequence[SetupStep], put_off: frozenset[SetupStep]) -> None:
        clear(self._place)
        self.deeds = {}
        if not lacking:
            self._place.addWidget(text(_("Nothing: the house is ready."), "", Tone.OK, wrap=True))
        for step in lacking:
            off = _("put off") if step in put_off else _("still missing")
            deed = button(_("Go there"), partial(self._go, step), sign="arrow-right")
            self.deeds[step] = deed
            tone = Tone.NEUTRAL if step in put_off else Tone.WARN
            self._place.addLayout(row(text(label(step)), text(off, "small", tone), None, deed))
