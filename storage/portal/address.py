"""Where the customers' pages are, as the owner entered it."""

from collections.abc import Callable

from storage.database import Row
from storage.repositories.settings import PORTAL, portal_from


def portal_address(read_one: Callable[..., Row | None]) -> str:
    """ "" where there are none."""
    row = read_one("SELECT value FROM umlauf.setting WHERE name = %(name)s", name=PORTAL)
    return portal_from(None if row is None else row["value"]).address
