"""Where a place may stand, and what it may be called there."""

from domain.ids import PlaceId
from domain.places.model import DEEPEST, PlaceClosed, PlaceInItself, PlaceKind, PlaceNameTaken, PlaceState
from domain.ports import Unit

_ORDER = tuple(PlaceKind)


def check_stands(unit: Unit, kind: PlaceKind, parent_id: PlaceId | None, moved: PlaceId | None = None) -> None:
    """`moved` None: it is new.

    Raises:
        UnknownPlace, PlaceClosed: the larger place.
        PlaceInItself: it would lie in a smaller one, in itself, or too deep.
    """
    if parent_id is None:
        return
    above = unit.places.above(parent_id)
    parent = above[0]
    if parent.state is PlaceState.CLOSED:
        raise PlaceClosed(place=parent.name)
    floors = 1 if moved is None else len({place.parent_id for place in unit.places.below(moved)})
    is_larger = _ORDER.index(parent.kind) <= _ORDER.index(kind)
    if not is_larger or any(place.id == moved for place in above) or len(above) + floors > DEEPEST:
        raise PlaceInItself(place=parent.name)


def check_called(unit: Unit, names: tuple[str, ...], parent_id: PlaceId | None, own: PlaceId | None = None) -> None:
    """Raises PlaceNameTaken: also when the same name is given twice."""
    taken = {name for name, place_id in unit.places.siblings(parent_id).items() if place_id != own}
    for name in names:
        if name.casefold() in taken:
            raise PlaceNameTaken(name=name)
        taken.add(name.casefold())
