"""What was brought along from elsewhere, and what is here of the things that its files name."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from psycopg.types.json import Jsonb

from domain.catalog.model import BundleItem, Variant
from domain.catalog.plan import PricePlan
from domain.customers.model import CustomerKind
from domain.ids import AssetId, ContractId, ContractLineId, CustomerId, PlaceId, ProductId, VariantId
from domain.imports.model import ImportedItem, ImportKind, ImportRunId, Outcome, RowResult
from domain.imports.shelf import BroughtDocument, KnownCustomer, KnownLine
from domain.money import Money
from storage.database import Row
from storage.repositories.base import Desk
from storage.repositories.catalog import VARIANT_SQL, plan_from, variant_from
from storage.repositories.scans import AliasFile

Read = Callable[..., list[Row]]
"""`rows` of a unit, or `read` of a database: a question and its values."""

_ITEMS: Final = (
    "SELECT DISTINCT ON (key) key, target_id, digest FROM umlauf.import_item"
    " WHERE source = %(source)s AND kind = %(kind)s AND key = ANY(%(keys)s) ORDER BY key, n DESC"
)
_BROUGHT: Final = (
    "SELECT DISTINCT ON (i.key) i.key AS name, i.target_id AS id FROM umlauf.import_item i"
    " WHERE i.source = %(source)s AND i.kind = %(kind)s AND i.key = ANY(%(names)s) ORDER BY i.key, i.n DESC"
)
_CUSTOMERS: Final = (
    "SELECT n.name, c.id, c.kind, c.language FROM (SELECT number AS name, id FROM umlauf.customer"  # noqa: S608 - constants
    f" WHERE number = ANY(%(names)s) UNION ALL SELECT * FROM ({_BROUGHT}) b) n"
    " JOIN umlauf.customer c ON c.id = n.id"
)
_PARTS: Final = "SELECT bundle_id, item_id, quantity FROM umlauf.bundle_item WHERE bundle_id = ANY(%(ids)s::uuid[])"
_PLANS: Final = (
    "SELECT DISTINCT ON (family_id) * FROM umlauf.plan WHERE product_id = ANY(%(ids)s::uuid[]) AND is_offered"
    " ORDER BY family_id, version DESC"
)
_PLACES: Final = (
    "SELECT n.name, p.id FROM unnest(%(names)s::text[]) AS n(name) JOIN umlauf.place p"
    " ON lower(p.name) = lower(n.name) OR p.code = upper(n.name) ORDER BY n.name, p.code DESC"
)
_THINGS: Final = (
    "SELECT serial AS text, id FROM umlauf.asset WHERE serial = ANY(%(texts)s)"
    " UNION ALL SELECT code, id FROM umlauf.asset WHERE code = ANY(%(texts)s)"
    " UNION ALL SELECT text, asset_id FROM umlauf.asset_alias WHERE text = ANY(%(texts)s)"
)
_LINES: Final = (
    "SELECT n.name, l.id, l.contract_id, l.variant_id, k.start_on, v.quantity,"  # noqa: S608 - constants
    " (SELECT count(*) FROM umlauf.assignment a WHERE a.contract_line_id = l.id AND upper_inf(a.during)) AS held"
    " FROM (SELECT number AS name, id FROM umlauf.contract WHERE number = ANY(%(names)s)"
    f" UNION ALL SELECT * FROM ({_BROUGHT}) b) n JOIN umlauf.contract k ON k.id = n.id"
    " JOIN umlauf.contract_line l ON l.contract_id = k.id"
    " JOIN umlauf.contract_line_version v ON v.line_id = l.id AND v.n = 0"
    " WHERE l.kind = 'rental' AND l.variant_id IS NOT NULL ORDER BY n.name, l.position, l.id"
)


class ImportReads:
    """Answers about many rows at once, for a command and for the trial before it."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def items(self, source: str, kind: ImportKind, keys: Sequence[str]) -> dict[str, ImportedItem]:
        rows = self._read(_ITEMS, source=source, kind=kind, keys=list(keys))
        return {row["key"]: ImportedItem(row["target_id"], row["digest"]) for row in rows}

    def customers(self, source: str, names: Sequence[str]) -> dict[str, KnownCustomer]:
        rows = self._read(_CUSTOMERS, source=source, kind=ImportKind.CUSTOMERS, names=list(names))
        return {
            row["name"]: KnownCustomer(CustomerId(row["id"]), CustomerKind(row["kind"]), row["language"])
            for row in rows
        }

    def variants(self, skus: Sequence[str]) -> dict[str, Variant]:
        rows = self._read(f"{VARIANT_SQL} WHERE v.sku = ANY(%(skus)s)", skus=list(skus))
        items: dict[UUID, tuple[BundleItem, ...]] = defaultdict(tuple)
        for part in self._read(_PARTS, ids=[row["id"] for row in rows]):
            items[part["bundle_id"]] += (BundleItem(VariantId(part["item_id"]), part["quantity"]),)
        return {row["sku"]: variant_from(row, items[row["id"]]) for row in rows}

    def plans(self, product_ids: Sequence[ProductId]) -> dict[ProductId, list[PricePlan]]:
        found: dict[ProductId, list[PricePlan]] = defaultdict(list)
        for row in self._read(_PLANS, ids=list(product_ids)):
            found[ProductId(row["product_id"])].append(plan_from(row))
        return found

    def places(self, names: Sequence[str]) -> dict[str, PlaceId]:
        return {row["name"]: PlaceId(row["id"]) for row in self._read(_PLACES, names=list(names))}

    def things(self, texts: Sequence[str]) -> dict[str, AssetId]:
        return {row["text"]: AssetId(row["id"]) for row in self._read(_THINGS, texts=list(texts))}

    def lines(self, source: str, contracts: Sequence[str]) -> dict[str, list[KnownLine]]:
        found: dict[str, list[KnownLine]] = defaultdict(list)
        for row in self._read(_LINES, source=source, kind=ImportKind.CONTRACTS, names=list(contracts)):
            found[row["name"]].append(
                KnownLine(
                    ContractLineId(row["id"]),
                    ContractId(row["contract_id"]),
                    VariantId(row["variant_id"]),
                    row["start_on"],
                    int(row["quantity"]),
                    row["held"],
                )
            )
        return found

    def mandates(self, references: Sequence[str]) -> frozenset[str]:
        rows = self._read(
            "SELECT reference FROM umlauf.mandate WHERE reference = ANY(%(references)s)", references=list(references)
        )
        return frozenset(row["reference"] for row in rows)

    def documents(self, numbers: Sequence[str]) -> frozenset[str]:
        rows = self._read("SELECT number FROM umlauf.invoice WHERE number = ANY(%(numbers)s)", numbers=list(numbers))
        return frozenset(row["number"] for row in rows)


class ImportFile(ImportReads):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.rows)
        self._desk = desk

    def start(self, run_id: ImportRunId, kind: ImportKind, source: str, file: tuple[str, str], rows: int) -> None:
        """`file`: its name and its digest."""
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.import_run (id, kind, source, file_name, digest, rows, started_at, started_by,"
            " command_id) VALUES (%(id)s, %(kind)s, %(source)s, %(name)s, %(digest)s, %(rows)s, %(at)s, %(by)s,"
            " %(command)s)",
            id=run_id,
            kind=kind,
            source=source,
            name=file[0],
            digest=file[1],
            rows=rows,
            at=context.effective_at,
            by=context.actor_id,
            command=context.command_id,
        )

    def keep(self, run_id: ImportRunId, kind: ImportKind, source: str, items: Mapping[str, ImportedItem]) -> None:
        for key, item in items.items():
            self._desk.write(
                "INSERT INTO umlauf.import_item (source, kind, key, n, target_id, run_id, digest, command_id)"
                " VALUES (%(source)s, %(kind)s, %(key)s, (SELECT coalesce(max(n), 0) + 1 FROM umlauf.import_item"
                " WHERE (source, kind, key) = (%(source)s, %(kind)s, %(key)s)), %(target)s, %(run)s, %(digest)s,"
                " %(command)s)",
                source=source,
                kind=kind,
                key=key,
                target=item.target_id,
                run=run_id,
                digest=item.digest,
                command=self._desk.context.command_id,
            )

    def note(self, run_id: ImportRunId, results: Sequence[RowResult]) -> None:
        counts = {outcome: sum(each.outcome is outcome for each in results) for outcome in Outcome}
        self._desk.write(
            "INSERT INTO umlauf.import_part (run_id, command_id, made, same, changed, differs, refused)"
            " VALUES (%(run)s, %(command)s, %(made)s, %(same)s, %(changed)s, %(differs)s, %(refused)s)",
            run=run_id,
            command=self._desk.context.command_id,
            **{str(outcome): count for outcome, count in counts.items()},
        )

    def save_template(self, name: str, kind: ImportKind, mapping: Mapping[str, str]) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.import_template (name, kind, n, columns, saved_by, saved_at, command_id)"
            " VALUES (%(name)s, %(kind)s, (SELECT coalesce(max(n), 0) + 1 FROM umlauf.import_template"
            " WHERE (name, kind) = (%(name)s, %(kind)s)), %(columns)s, %(by)s, %(at)s, %(command)s)",
            name=name,
            kind=kind,
            columns=Jsonb(dict(mapping)),
            by=context.actor_id,
            at=context.effective_at,
            command=context.command_id,
        )

    def bring(self, document: BroughtDocument) -> None:
        """Without a paper and without a number of ours."""
        self._desk.write(
            "SELECT umlauf.bring_document(%(id)s, %(customer)s, %(number)s, %(issued)s, %(due)s, %(currency)s,"
            " %(language)s, %(minor)s, %(title)s, %(contract)s, %(line)s, %(command)s)",
            id=document.id,
            customer=document.customer_id,
            number=document.number,
            issued=document.issued_on,
            due=document.due_on,
            currency=document.amount.currency,
            language=document.language,
            minor=document.amount.minor,
            title=document.title,
            contract=document.contract_id,
            line=document.line_id,
            command=self._desk.context.command_id,
        )

    def keep_cost(self, asset_id: AssetId, cost: Money, on: date) -> None:
        self._desk.write(
            "INSERT INTO umlauf.asset_cost (asset_id, acquired_minor, acquired_on) VALUES (%(id)s, %(minor)s, %(on)s)",
            id=asset_id,
            minor=cost.minor,
            on=on,
        )

    def keep_alias(self, asset_id: AssetId, text: str) -> None:
        AliasFile(self._desk).attach(asset_id, text)

    def contract_due(self, contract_id: ContractId, on: date | None) -> None:
        """The day on which the run first looks at it."""
        self._desk.write("UPDATE umlauf.contract SET next_due_on = %(on)s WHERE id = %(id)s", id=contract_id, on=on)
