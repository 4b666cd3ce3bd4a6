"""Tables of immutable rows: declared columns, sorting, filter, column chooser, CSV, keyboard."""

from ui.widgets.table.columns import Align, Column
from ui.widgets.table.view import DataTable

__all__ = ["Align", "Column", "DataTable"]
