"""What is asked before a place or a thing is changed: names, where it stands, why something is held back."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from domain.application import Command
from domain.errors import AppError
from domain.ids import AssetId, PlaceId
from domain.places.add_place import AddPlace
from domain.places.add_places import AddPlaces, numbered
from domain.places.change_place import ChangePlace
from domain.places.lift_place import LiftPlace
from domain.places.lift_quarantine import LiftQuarantine
from domain.places.model import LONGEST_NAME, PlaceKind, PlaceState
from domain.places.quarantine_place import QuarantinePlace
from domain.places.quarantine_things import QuarantineThings
from domain.views.depot import PlaceNode
from ui.backoffice.bulk.things import HOLD_REASONS
from ui.backoffice.deed_dialog import DeedDialog
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.owner.fields import WholeField
from ui.shell.port import Shell
from ui.widgets.forms import ChoiceField, Form, TextField

Tree = Sequence[PlaceNode]


def parents(tree: Tree, moved: PlaceNode | None = None) -> ChoiceField:
    """Where a place may stand: in the store, or in an open place that does not lie in it."""
    deep = 0 if moved is None else len(moved.path)
    fitting = [
        node
        for node in tree
        if node.state is not PlaceState.CLOSED and (moved is None or node.path[:deep] != moved.path)
    ]
    choices: list[tuple[Any, str]] = [(None, _("right in the store"))]
    choices += [(node.id, "    " * (node.depth + 1) + node.name) for node in fitting]
    return ChoiceField(_("Stands in"), choices)


def kinds() -> ChoiceField:
    return ChoiceField(_("Kind"), [(each, label(each)) for each in PlaceKind])


def add_dialog(desk: Desk, shell: Shell, parent: QWidget, tree: Tree, inside: PlaceNode | None) -> DeedDialog:
    about = _("It gets a code of its own; its label is printed from the list.")
    dialog = DeedDialog(desk, shell, parent, title=_("New place"), detail=about, deed=_("Add"))
    dialog.form.add(name=TextField(_("Name"), required=True, longest=LONGEST_NAME))
    dialog.form.add(kind=kinds(), parent=parents(tree))
    _begin(dialog.form, inside)
    dialog.make = lambda values: AddPlace(values["name"], values["parent"], values["kind"])
    return dialog


class ManyDialog(DeedDialog):
    """A rack with its bins: all or none, with the names shown while one types."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget, tree: Tree, inside: PlaceNode | None) -> None:
        about = _("For example A- from 1 to 24 makes A-01 to A-24. All are made, or none.")
        super().__init__(desk, shell, parent, title=_("Many places"), detail=about, deed=_("Add all"))
        self.form.add(prefix=TextField(_("Name begins with"), longest=40))
        self.form.add(
            first=WholeField(_("From number"), least=0, most=9_999),
            last=WholeField(_("To number"), least=0, most=9_999),
        )
        self.form.add(kind=kinds(), parent=parents(tree))
        _begin(self.form, inside)

    def command(self, values: Mapping[str, Any]) -> Command | None:
        try:
            names = numbered(values["prefix"], values["first"], values["last"])
        except AppError as error:
            self.show_problem(error)
            return None
        return AddPlaces(names, values["parent"], values["kind"])


def change_dialog(desk: Desk, shell: Shell, parent: QWidget, tree: Tree, node: PlaceNode) -> DeedDialog:
    about = _("Its code and its label stay, and so does what lies there.")
    dialog = DeedDialog(desk, shell, parent, title=node.name, detail=about, deed=_("Save"))
    dialog.form.add(name=TextField(_("Name"), required=True, longest=LONGEST_NAME))
    dialog.form.add(kind=kinds(), parent=parents(tree, node))
    known = {"name": node.name, "kind": node.kind, "parent": node.parent_id}
    for name, value in known.items():
        dialog.form[name].set_value(value)  # type: ignore[attr-defined]  # every field of use has it
    dialog.make = lambda values: ChangePlace(node.id, values["name"], values["kind"], values["parent"])
    return dialog


def hold_place_dialog(desk: Desk, shell: Shell, parent: QWidget, node: PlaceNode) -> DeedDialog:
    about = _("{things} things lie there. None of them is proposed or packed, and what is put there is held back too.")
    shown = about.format(things=node.all_things)
    dialog = DeedDialog(
        desk, shell, parent, title=_("Quarantine: {place}").format(place=node.name), detail=shown, deed=_("Hold back")
    )
    _ask_why(dialog.form)
    dialog.make = lambda values: QuarantinePlace(node.id, values["reason"], values["note"])
    return dialog


def lift_place_dialog(desk: Desk, shell: Shell, parent: QWidget, place_id: PlaceId, name: str) -> DeedDialog:
    about = _("What is held back only because it lies there is free again. What is in stock may go out.")
    dialog = DeedDialog(
        desk, shell, parent, title=_("Lift the quarantine: {place}").format(place=name), detail=about, deed=_("Lift")
    )
    dialog.form.add(note=TextField(_("What was found"), longest=300))
    dialog.make = lambda values: LiftPlace(place_id, values["note"])
    return dialog


def hold_things_dialog(
    desk: Desk, shell: Shell, parent: QWidget, asset_ids: tuple[AssetId, ...], title: str
) -> DeedDialog:
    about = _("It is not proposed and not packed until somebody lifts the quarantine.")
    dialog = DeedDialog(
        desk, shell, parent, title=_("Quarantine: {place}").format(place=title), detail=about, deed=_("Hold back")
    )
    _ask_why(dialog.form)
    dialog.make = lambda values: QuarantineThings(asset_ids, values["reason"], values["note"])
    return dialog


def lift_things_dialog(
    desk: Desk, shell: Shell, parent: QWidget, asset_ids: tuple[AssetId, ...], title: str
) -> DeedDialog:
    about = _("In stock it may go out again; in the workshop it waits for its turn as before.")
    dialog = DeedDialog(
        desk, shell, parent, title=_("Lift the quarantine: {place}").format(place=title), detail=about, deed=_("Lift")
    )
    dialog.form.add(note=TextField(_("What was found"), longest=300))
    dialog.make = lambda values: LiftQuarantine(asset_ids, values["note"])
    return dialog


def _ask_why(form: Form) -> None:
    form.add(reason=ChoiceField(_("Why"), [(each, label(each)) for each in HOLD_REASONS]))
    form.add(note=TextField(_("More about it"), longest=300))


def _begin(form: Form, inside: PlaceNode | None) -> None:
    """In the place that is chosen, and of the next smaller kind."""
    order = list(PlaceKind)
    smaller = order[min(order.index(inside.kind) + 1, len(order) - 1)] if inside is not None else PlaceKind.RACK
    known = {"kind": smaller, "parent": None if inside is None or not inside.is_usable else inside.id}
    for name, value in known.items():
        form[name].set_value(value)  # type: ignore[attr-defined]  # a choice
