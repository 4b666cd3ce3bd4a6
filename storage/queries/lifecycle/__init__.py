"""The timelines: everything about one thing from all the others, a page at a time."""

from storage.queries.lifecycle.book import Lifecycle

__all__ = ["Lifecycle"]
