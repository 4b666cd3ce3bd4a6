"""What the sign-in of the customers' pages leaves behind goes after a day. For the worker's login."""

from storage.database import Database


def forget_requests(database: Database) -> int:
    """Mail addresses that asked for a code; how many. Digests and times stay, to count by."""
    return len(
        database.read(
            "UPDATE umlauf.portal_request SET address = ''"
            " WHERE address <> '' AND asked_at < clock_timestamp() - interval '1 day' RETURNING id"
        )
    )
