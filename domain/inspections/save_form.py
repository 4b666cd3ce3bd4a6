"""The owner writes an inspection form, or a new version of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import ProductId
from domain.inspections.form import Form, FormChanged, FormId, FormPage, FormTaken
from domain.maintenance.meters import Occasion
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class SaveForm(Command):
    """`form_id` is made where the form is first written. `version` is that which the person saw (0 for a new one). For
    a product, or for a category ("" where there is a product). A closed one is filled no more."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    form_id: FormId
    version: int
    name: str
    category: str
    product_id: ProductId | None
    occasions: tuple[Occasion, ...]
    pages: tuple[FormPage, ...]
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class FormSaved(Event):
    form_id: FormId
    version: int

    def touched(self) -> Iterable[str]:
        return ("inspection_forms",)


def save_form(command: SaveForm, unit: Unit, _clock: Clock) -> FormSaved:
    """What was answered by versions before stays as it was answered.

    Raises FormWrong, UnknownForm, FormChanged, UnknownProduct, FormTaken.
    """
    if command.version and unit.inspections.form(command.form_id).version != command.version:
        raise FormChanged(name=command.name)
    if command.product_id is not None:
        unit.catalog.product(command.product_id)
    form = Form(
        command.form_id,
        command.version + 1,
        command.name.strip(),
        command.category.strip(),
        command.product_id,
        command.occasions,
        command.pages,
        command.is_closed,
    )
    if not form.is_closed:
        for other in unit.inspections.same_target(form):
            if set(other.occasions) & set(form.occasions):
                raise FormTaken(name=other.name)
    unit.inspections.save_form(form)
    return FormSaved(form.id, form.version)
