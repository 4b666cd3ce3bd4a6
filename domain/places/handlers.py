"""The commands of places, what lies in them, and what is held back."""

from collections.abc import Mapping
from typing import Final

from domain.application import Command, Handler
from domain.places.add_place import AddPlace, add_place
from domain.places.add_places import AddPlaces, add_places
from domain.places.change_place import ChangePlace, change_place
from domain.places.change_stock_settings import ChangeStockSettings, change_stock_settings
from domain.places.close_place import ClosePlace, close_place
from domain.places.lift_place import LiftPlace, lift_place
from domain.places.lift_quarantine import LiftQuarantine, lift_quarantine
from domain.places.lose_missing import LoseMissing, lose_missing
from domain.places.move_things import MoveThings, move_things
from domain.places.quarantine_place import QuarantinePlace, quarantine_place
from domain.places.quarantine_things import QuarantineThings, quarantine_things
from domain.places.reopen_place import ReopenPlace, reopen_place
from domain.places.undo_move import UndoMove, undo_move
from domain.supplies.move_supplies import MoveSupplies, move_supplies

PLACE_HANDLERS: Final[Mapping[type[Command], Handler]] = {
    AddPlace: add_place,
    AddPlaces: add_places,
    ChangePlace: change_place,
    ChangeStockSettings: change_stock_settings,
    ClosePlace: close_place,
    LiftPlace: lift_place,
    LiftQuarantine: lift_quarantine,
    LoseMissing: lose_missing,
    MoveSupplies: move_supplies,
    MoveThings: move_things,
    QuarantinePlace: quarantine_place,
    QuarantineThings: quarantine_things,
    ReopenPlace: reopen_place,
    UndoMove: undo_move,
}
