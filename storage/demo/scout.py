"""Finds things of the demo business to play with: any one that stands as wanted."""

from collections.abc import Collection

from domain.assets.status import Status
from domain.ids import VariantId
from storage.database import Database


class Scout:
    """For the day that is played; reads like a person who walks along the shelves."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def code_of(self, status: Status, variants: Collection[VariantId], inside: bool) -> str:
        """The code of a thing in this status whose variant is among `variants` (`inside` False: is not).

        Raises LookupError when there is none.
        """
        row = self._database.read_one(
            "SELECT code FROM umlauf.asset WHERE status = %(status)s AND (variant_id = ANY(%(ids)s)) = %(inside)s"
            " ORDER BY code LIMIT 1",
            status=str(status),
            ids=list(variants),
            inside=inside,
        )
        if row is None:
            raise LookupError(f"no thing that is {status}")
        code: str = row["code"]
        return code

    def close(self) -> None:
        self._database.close()
