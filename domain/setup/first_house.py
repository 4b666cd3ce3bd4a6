"""What a program begins with that has nothing yet: the demo, or a business of one's own."""

from enum import StrEnum

from domain.errors import RuleViolation


class FirstHouse(StrEnum):
    """Said once; what is in a data folder stays what it is."""

    DEMO = "demo"
    OWN = "own"


class HouseUndecided(RuleViolation):
    """There is no business in this data folder, and nobody has said yet which one is wanted."""

    code = "house_undecided"
