"""What is known here of what a file names, and where it is kept what became of its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.catalog.model import Variant
from domain.catalog.plan import PricePlan
from domain.customers.model import CustomerKind
from domain.errors import NotFound
from domain.ids import AssetId, ContractId, ContractLineId, CustomerId, InvoiceId, PlaceId, ProductId, VariantId
from domain.imports.model import ImportedItem, ImportKind, ImportRunId, RowResult
from domain.money import Money


class PaperElsewhere(NotFound):
    """The document came along from another system: its paper lies there."""

    code = "import_paper_elsewhere"


@dataclass(frozen=True, slots=True)
class KnownCustomer:
    id: CustomerId
    kind: CustomerKind
    language: str


@dataclass(frozen=True, slots=True)
class KnownLine:
    """A line of a contract under which things of a variant are with the customer; `held` are there already."""

    id: ContractLineId
    contract_id: ContractId
    variant_id: VariantId
    start_on: date
    quantity: int
    held: int


class ImportShelf(Protocol):
    """Questions about many rows at once. Keys that are not here are left out of the answers."""

    def items(self, source: str, kind: ImportKind, keys: Sequence[str]) -> Mapping[str, ImportedItem]: ...

    def customers(self, source: str, names: Sequence[str]) -> Mapping[str, KnownCustomer]:
        """By their key of this source, or by their number here."""
        ...

    def variants(self, skus: Sequence[str]) -> Mapping[str, Variant]: ...

    def plans(self, product_ids: Sequence[ProductId]) -> Mapping[ProductId, Sequence[PricePlan]]:
        """Those that are offered, of each family the newest."""
        ...

    def places(self, names: Sequence[str]) -> Mapping[str, PlaceId]:
        """By name or code, however they are written."""
        ...

    def things(self, texts: Sequence[str]) -> Mapping[str, AssetId]:
        """Of single things, by serial, code or another text on them."""
        ...

    def lines(self, source: str, contracts: Sequence[str]) -> Mapping[str, Sequence[KnownLine]]:
        """Of contracts, by their key of this source or their number here."""
        ...

    def mandates(self, references: Sequence[str]) -> frozenset[str]:
        """Those references that a mandate has already."""
        ...

    def documents(self, numbers: Sequence[str]) -> frozenset[str]:
        """Those numbers that a document has already."""
        ...


@dataclass(frozen=True, slots=True)
class BroughtDocument:
    """An invoice of elsewhere that counts here: what is open of it, or a deposit that it asked for.

    `line_id` None: it belongs to no contract; its tax was settled elsewhere, so there is none in it.
    """

    id: InvoiceId
    customer_id: CustomerId
    number: str
    issued_on: date
    due_on: date
    amount: Money
    title: str
    language: str
    contract_id: ContractId | None = None
    line_id: ContractLineId | None = None


class ImportBook(ImportShelf, Protocol):
    def start(self, run_id: ImportRunId, kind: ImportKind, source: str, file: tuple[str, str], rows: int) -> None:
        """`file`: its name and its digest."""
        ...

    def keep(self, run_id: ImportRunId, kind: ImportKind, source: str, items: Mapping[str, ImportedItem]) -> None: ...

    def note(self, run_id: ImportRunId, results: Sequence[RowResult]) -> None:
        """How far the run is."""
        ...

    def save_template(self, name: str, kind: ImportKind, mapping: Mapping[str, str]) -> None: ...

    def bring(self, document: BroughtDocument) -> None:
        """Without a paper and without a number of ours."""
        ...

    def keep_cost(self, asset_id: AssetId, cost: Money, on: date) -> None: ...

    def keep_alias(self, asset_id: AssetId, text: str) -> None: ...

    def contract_due(self, contract_id: ContractId, on: date | None) -> None:
        """The day on which the run first looks at it."""
        ...
