"""The tables, an area a file; `everything` is their MetaData, complete."""

from storage.tables import assets, billing, catalog, customers, house, notes, sales
from storage.tables.base import metadata as everything

__all__ = ["assets", "billing", "catalog", "customers", "everything", "house", "notes", "sales"]
