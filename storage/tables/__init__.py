"""The tables, an area a file; `everything` is their MetaData, complete."""

from storage.tables import (
    assets,
    billing,
    buyouts,
    catalog,
    customers,
    declarations,
    deliveries,
    house,
    loyalty,
    notes,
    returns,
    sales,
    settlement,
    supplies,
    swaps,
)
from storage.tables.base import metadata as everything

__all__ = [
    "assets",
    "billing",
    "buyouts",
    "catalog",
    "customers",
    "declarations",
    "deliveries",
    "everything",
    "house",
    "loyalty",
    "notes",
    "returns",
    "sales",
    "settlement",
    "supplies",
    "swaps",
]
