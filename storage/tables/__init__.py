"""The tables, an area a file; `everything` is their MetaData, complete."""

from storage.tables import assets, billing, catalog, customers, deliveries, house, notes, sales, settlement, supplies
from storage.tables.base import metadata as everything

__all__ = [
    "assets",
    "billing",
    "catalog",
    "customers",
    "deliveries",
    "everything",
    "house",
    "notes",
    "sales",
    "settlement",
    "supplies",
]
