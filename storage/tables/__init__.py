"""The tables, an area a file; `everything` is their MetaData, complete."""

from storage.tables import (
    assets,
    billing,
    buyouts,
    catalog,
    customers,
    deliveries,
    house,
    loyalty,
    notes,
    returns,
    sales,
    settlement,
    supplies,
)
from storage.tables.base import metadata as everything

__all__ = [
    "assets",
    "billing",
    "buyouts",
    "catalog",
    "customers",
    "deliveries",
    "everything",
    "house",
    "loyalty",
    "notes",
    "returns",
    "sales",
    "settlement",
    "supplies",
]
