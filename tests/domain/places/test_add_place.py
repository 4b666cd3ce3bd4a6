"""Places: a name, a code, perhaps a place they lie in."""

from uuid import uuid4

import pytest

from domain.application import Seat
from domain.assets.codes import CodeKind, parse_code
from domain.ids import PlaceId
from domain.places.add_place import AddPlace
from domain.places.model import PlaceNameMissing
from domain.supplies.model import UnknownPlace
from tests.storage.business import Business


def test_a_place_has_a_code_and_may_lie_in_another(business: Business) -> None:
    hall = business.place("Halle 1")
    shelf = business.do(Seat.OWNER, AddPlace(" Regal 4 ", hall.place_id))
    assert parse_code(shelf.code).kind is CodeKind.PLACE
    rows = business.rows("SELECT name, parent_id FROM umlauf.place ORDER BY code")
    assert rows == [{"name": "Halle 1", "parent_id": None}, {"name": "Regal 4", "parent_id": hall.place_id}]
    with pytest.raises(PlaceNameMissing):
        business.do(Seat.OWNER, AddPlace("  "))
    with pytest.raises(UnknownPlace):
        business.do(Seat.OWNER, AddPlace("Regal 5", PlaceId(uuid4())))
