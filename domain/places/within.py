"""Which place stands in which."""

from collections.abc import Mapping, Sequence

from domain.ids import PlaceId
from domain.places.model import Place


def insides(places: Sequence[Place]) -> Mapping[PlaceId, tuple[PlaceId, ...]]:
    """Of each place all that it stands in, from the inside out, itself first."""
    parents = {place.id: place.parent_id for place in places}

    def chain(place_id: PlaceId) -> tuple[PlaceId, ...]:
        found = [place_id]
        while (parent := parents.get(found[-1])) is not None and parent not in found:
            found.append(parent)
        return tuple(found)

    return {place.id: chain(place.id) for place in places}
