"""Looks scanned codes up in the database."""

from typing import Final
from uuid import UUID

from domain.assets.codes import CodeKind
from storage.database import Database

_QUESTIONS: Final = {
    CodeKind.ASSET: "SELECT id FROM umlauf.asset WHERE code = %(code)s",
    CodeKind.PLACE: "SELECT id FROM umlauf.place WHERE code = %(code)s",
    CodeKind.SHIPMENT: "SELECT id FROM umlauf.shipment WHERE number = %(code)s",
    CodeKind.REPAIR: "SELECT id FROM umlauf.repair WHERE number = %(code)s",
    CodeKind.COUNT: "SELECT id FROM umlauf.stock_count WHERE number = %(code)s",
    CodeKind.RETURN: "SELECT id FROM umlauf.return_case WHERE number = %(code)s",
    CodeKind.ORDER: "SELECT s.order_id AS id FROM umlauf.shipment_address d"
    " JOIN umlauf.shipment s ON s.id = d.shipment_id WHERE d.order_number = %(code)s LIMIT 1",
}
"""What every seat may look up. The floor knows an order by its shipments alone."""

_OFFICE_QUESTIONS: Final = {
    CodeKind.ORDER: ("customer_order", "SELECT id FROM umlauf.customer_order WHERE number = %(code)s"),
    CodeKind.CONTRACT: ("contract", "SELECT id FROM umlauf.contract WHERE number = %(code)s"),
    CodeKind.BUYOUT: ("buyout_offer", "SELECT id FROM umlauf.buyout_offer WHERE number = %(code)s"),
    CodeKind.REFUND: ("refund", "SELECT id FROM umlauf.refund WHERE number = %(code)s"),
    CodeKind.DECLARATION: ("declaration", "SELECT id FROM umlauf.declaration WHERE number = %(code)s"),
    CodeKind.LOSS: ("loss", "SELECT id FROM umlauf.loss WHERE number = %(code)s"),
    CodeKind.WRITE_OFF: ("write_off", "SELECT id FROM umlauf.write_off WHERE number = %(code)s"),
    CodeKind.CUSTOMER_CASE: (
        "customer_case",
        "SELECT customer_id AS id FROM umlauf.customer_case WHERE number = %(code)s",
    ),
    CodeKind.TRANSFER: ("transfer", "SELECT id FROM umlauf.transfer WHERE number = %(code)s"),
    CodeKind.REMINDER: (
        "dunning_notice",
        "SELECT customer_id AS id FROM umlauf.dunning_notice WHERE number = %(code)s",
    ),
    CodeKind.INSTALMENTS: (
        "instalment_plan",
        "SELECT customer_id AS id FROM umlauf.instalment_plan WHERE number = %(code)s",
    ),
    CodeKind.QUOTE: (
        "quote",
        "SELECT id FROM umlauf.quote WHERE number = %(code)s ORDER BY version DESC LIMIT 1",
    ),
    CodeKind.COLLECTION: ("collection_case", "SELECT id FROM umlauf.collection_case WHERE number = %(code)s"),
    CodeKind.CUSTOMER: ("customer", "SELECT id FROM umlauf.customer WHERE number = %(code)s"),
}


class PostgresCodeBook:
    """`PostgresCodeBook(database)` for `domain.assets.resolve`; on the thread of its database.

    What this login may not read is not known: None, no error.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._readable: dict[str, bool] = {}

    def by_own_code(self, kind: CodeKind, code: str) -> UUID | None:
        table, question = _OFFICE_QUESTIONS.get(kind, ("", ""))
        if table and self._may_read(table):
            return self._id(question, code=code)
        return self._id(_QUESTIONS[kind], code=code) if kind in _QUESTIONS else None

    def asset_by_alias(self, text: str) -> UUID | None:
        """A serial goes before an alias: it is what the maker printed on the thing itself."""
        return self._id("SELECT id FROM umlauf.asset WHERE serial = %(text)s", text=text) or self._id(
            "SELECT asset_id AS id FROM umlauf.asset_alias WHERE text = %(text)s", text=text
        )

    def asset_by_product_serial(self, gtin: str, serial: str) -> UUID | None:
        """A product without a number of its own may carry any."""
        return self._id(
            "SELECT a.id FROM umlauf.asset a JOIN umlauf.variant v ON v.id = a.variant_id"
            " WHERE a.serial = %(serial)s AND coalesce(v.gtin, %(gtin)s) = %(gtin)s",
            gtin=gtin,
            serial=serial,
        )

    def shipment_by_tracking(self, text: str) -> tuple[UUID, str] | None:
        """Carriers give their numbers out again after a year or two."""
        row = self._database.read_one(
            "SELECT id, number FROM umlauf.shipment WHERE tracking = %(text)s AND tracking <> ''"
            " ORDER BY dispatched_at DESC NULLS FIRST LIMIT 1",
            text=text,
        )
        return (row["id"], row["number"]) if row else None

    def variant_by_gtin(self, gtin: str) -> UUID | None:
        """`gtin` has 14 digits, as in the catalogue."""
        return self._id("SELECT id FROM umlauf.variant WHERE gtin = %(gtin)s", gtin=gtin)

    def _may_read(self, table: str) -> bool:
        if table not in self._readable:
            row = self._database.read_one(
                "SELECT has_table_privilege(%(name)s, 'SELECT') AS may", name=f"umlauf.{table}"
            )
            self._readable[table] = bool(row and row["may"])
        return self._readable[table]

    def _id(self, question: str, **values: object) -> UUID | None:
        row = self._database.read_one(question, **values)
        found: UUID | None = row["id"] if row else None
        return found
