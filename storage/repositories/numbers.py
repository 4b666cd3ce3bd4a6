"""Numbers of papers and labels, drawn from sequences: gaps are allowed, nobody waits for another station."""

from domain.assets.codes import format_code
from storage.repositories.base import Desk


class CodeNumbers:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def next_code(self, prefix: str) -> str:
        """The next own code of a reserved prefix ("OR", "CT" …)."""
        row = self._desk.rows("SELECT nextval(%(name)s::regclass) AS n", name=f"umlauf.code_{prefix.lower()}")[0]
        return format_code(prefix, row["n"])

    def next_asset_codes(self, count: int) -> tuple[str, ...]:
        """Codes for new assets, with the store's prefix."""
        rows = self._desk.rows(
            "SELECT s.asset_prefix, nextval('umlauf.code_asset') AS n"
            " FROM umlauf.store s, generate_series(1, %(count)s) WHERE s.id = %(store)s",
            count=count,
            store=self._desk.context.store_id,
        )
        return tuple(format_code(row["asset_prefix"], row["n"]) for row in rows)
