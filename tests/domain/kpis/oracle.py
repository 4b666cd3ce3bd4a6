"""How revenue moved, customer by customer: slow and plain, to judge what the database sums."""

from collections.abc import Mapping, Set
from datetime import date

from domain.ids import CustomerId
from domain.kpis.movement import Change, Move, Movement
from domain.money import EUR, Currency, Money


def move_of(before: int, after: int, was_here: bool) -> Move | None:
    """Of one customer, in cents; None: nothing moved."""
    if before == after:
        return None
    if before == 0:
        return Move.BACK if was_here else Move.NEW
    if after == 0:
        return Move.CHURN
    return Move.EXPANSION if after > before else Move.CONTRACTION


def movement(
    days: tuple[date, date],
    before: Mapping[CustomerId, int],
    after: Mapping[CustomerId, int],
    known: Set[CustomerId],
    currency: Currency = EUR,
) -> Movement:
    """`before` and `after`: what customers are worth in cents; `known`: who was worth something on a day before."""
    sums = dict.fromkeys(Move, 0)
    people = dict.fromkeys(Move, 0)
    for customer in before.keys() | after.keys():
        old, new = before.get(customer, 0), after.get(customer, 0)
        move = move_of(old, new, customer in known)
        if move is not None:
            sums[move] += abs(new - old)
            people[move] += 1
    changes = [Change(Money(sums[move], currency), people[move]) for move in Move]
    at_start, at_end = (Money(sum(each.values()), currency) for each in (before, after))
    was, now = (sum(1 for worth in each.values() if worth) for each in (before, after))
    return Movement(*days, at_start, at_end, was, now, *changes)
