"""The lines of a file become rows of what they are about; a line that cannot be read is a verdict, not an end."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from domain.assets.status import Condition, Grade
from domain.catalog.add_product import NewPlan, NewVariant
from domain.catalog.model import ProductKind
from domain.catalog.offer import NO_EXTRAS, Offer
from domain.contracts.model import LineKind
from domain.contracts.payment import PaymentMethod
from domain.contracts.terms import ContractTerms, PricesAre
from domain.customers.model import Address, CustomerKind, PersonalData
from domain.errors import AppError
from domain.imports.cells import Habits, choice_from, day_from, habits_of, money_from, whole_from
from domain.imports.columns import COLUMNS, CellKind
from domain.imports.contract_rows import ContractItem, ContractRow
from domain.imports.import_assets import AssetRow
from domain.imports.import_balances import BalanceRow
from domain.imports.import_customers import CustomerRow
from domain.imports.import_products import ProductRow
from domain.imports.import_stock import StockRow
from domain.imports.model import CellMissing, CellWrong, ImportKind, Keyed, Outcome, RowTwice, Verdict
from domain.imports.table import Line, Table
from domain.money import Money
from domain.period import Interval, Unit
from domain.spelling import findable

Value = TypeVar("Value")
_MOST_MONTHS: Final = 600


def _words(**meant: tuple[str, ...]) -> Mapping[str, str]:
    return {findable(word): value for value, words in meant.items() for word in (value, *words)}


_PRODUCT_KINDS: Final = _words(
    goods=("Gerät", "Geraet", "Ware", "thing", "Mietgegenstand", "rental", "Miete"),
    consumable=("Verbrauchsmaterial", "Verbrauch", "Zubehör", "consumables"),
    service=("Dienstleistung", "Service", "Leistung"),
)
_METHODS: Final = _words(
    transfer=("Überweisung", "bank transfer", "Rechnung", "invoice"),
    direct_debit=("Lastschrift", "SEPA", "SEPA-Lastschrift", "direct debit", "Einzug"),
    card=("Karte", "Kreditkarte", "credit card"),
    cash=("Bar", "Barzahlung"),
)
_LANGUAGES: Final = _words(de=("deutsch", "german", "de-DE"), en=("englisch", "english", "en-GB", "en-US"))
_CONDITIONS: Final = _words(
    unused=("neu", "new", "ungebraucht"),
    used=("gebraucht", "gut", "good"),
    damaged_repairable=("beschädigt", "defekt", "damaged"),
)
_GRADES: Final = _words(A=(), B=(), C=(), D=())
_PRICES: Final = _words(gross=("brutto", "inkl"), net=("netto", "zzgl"))


@dataclass(frozen=True, slots=True)
class Read:
    """`rows` in the order of the file, those with the same key put together; `faults` are lines that were left out."""

    rows: tuple[Keyed, ...]
    faults: tuple[Verdict, ...]
    habits: Habits


class _Cells:
    """One line, its cells by the keys of columns."""

    def __init__(self, line: Line, places: Mapping[str, int], habits: Habits) -> None:
        self.number = line.number
        self._line, self._places, self._habits = line, places, habits

    def text(self, column: str) -> str:
        place = self._places.get(column)
        return "" if place is None else self._line.cells[place]

    def needed(self, column: str) -> str:
        return self._known(column, self.text(column) or None)

    def day(self, column: str) -> date | None:
        return day_from(self.text(column), self._habits, column)

    def needed_day(self, column: str) -> date:
        return self._known(column, self.day(column))

    def money(self, column: str) -> Money | None:
        return money_from(self.text(column), self._habits, column)

    def positive(self, column: str) -> Money | None:
        found = self.money(column)
        if found is not None and found.minor < 0:
            raise CellWrong(column=column, value=self.text(column))
        return found or None

    def whole(self, column: str, least: int = 0, most: int = 100_000) -> int | None:
        found = whole_from(self.text(column), column)
        if found is not None and not least <= found <= most:
            raise CellWrong(column=column, value=found)
        return found

    def choice(self, column: str, words: Mapping[str, str]) -> str | None:
        return choice_from(self.text(column), words, column)

    @staticmethod
    def _known(column: str, value: Value | None) -> Value:
        if value is None:
            raise CellMissing(column=column)
        return value


def read(kind: ImportKind, table: Table, mapping: Mapping[str, str]) -> Read:
    """`mapping`: of each column the heading that it stands under."""
    places = {key: table.headings.index(heading) for key, heading in mapping.items() if heading in table.headings}
    habits = _habits(kind, table, places)
    rows: dict[str, Keyed] = {}
    faults: list[Verdict] = []
    make = _MAKERS[kind]
    for line in table.lines:
        cells = _Cells(line, places, habits)
        try:
            row = make(cells)
            known = rows.get(row.key)
            rows[row.key] = row if known is None else _joined(known, row)
        except AppError as refused:
            column = str(refused.facts.get("column", ""))
            faults.append(Verdict(line.number, cells.text("key"), Outcome.REFUSED, refused, column))
    return Read(tuple(rows.values()), tuple(faults), habits)


def _habits(kind: ImportKind, table: Table, places: Mapping[str, int]) -> Habits:
    kinds = {column.key: column.kind for column in COLUMNS[kind]}

    def of(wanted: CellKind) -> list[str]:
        return [line.cells[at] for key, at in places.items() if kinds.get(key) is wanted for line in table.lines]

    return habits_of(of(CellKind.MONEY), of(CellKind.DAY))


def _joined(known: Keyed, row: Keyed) -> Keyed:
    """Variants of one product and items of one contract stand in rows of their own. Raises RowTwice."""
    if isinstance(known, ProductRow) and isinstance(row, ProductRow):
        if {each.sku for each in known.variants} & {each.sku for each in row.variants}:
            plans = tuple(each for each in row.plans if each.name not in {one.name for one in known.plans})
            if not plans:
                raise RowTwice(key=row.key, first=known.number)
            return _product(known, (), plans)
        names = {each.name for each in known.plans}
        return _product(known, row.variants, tuple(each for each in row.plans if each.name not in names))
    if isinstance(known, ContractRow) and isinstance(row, ContractRow):
        same = (known.customer, known.start_on, known.next_on) == (row.customer, row.start_on, row.next_on)
        if same and not {each.sku for each in known.items} & {each.sku for each in row.items}:
            return _contract(known, row.items)
    raise RowTwice(key=row.key, first=known.number)


def _product(known: ProductRow, variants: Sequence[NewVariant], plans: Sequence[NewPlan]) -> ProductRow:
    more = (*known.variants, *variants), (*known.plans, *plans)
    return ProductRow(known.number, known.key, known.name, known.category, known.product_kind, *more)


def _contract(known: ContractRow, items: Sequence[ContractItem]) -> ContractRow:
    return replace(known, items=(*known.items, *items))


def _product_row(cells: _Cells) -> ProductRow:
    name = cells.needed("name")
    kind = ProductKind(cells.choice("product_kind", _PRODUCT_KINDS) or "goods")
    variant = NewVariant(cells.needed("sku"), cells.text("variant"), cells.text("gtin"), cells.positive("cost"))
    plans = (_plan(cells, kind),) if cells.text("plan") or cells.text("price") else ()
    return ProductRow(cells.number, name, name, cells.text("category"), kind, (variant,), plans)


_LINE_KINDS: Final = {
    ProductKind.GOODS: LineKind.RENTAL,
    ProductKind.CONSUMABLE: LineKind.CONSUMABLE,
    ProductKind.SERVICE: LineKind.SERVICE,
}


def _plan(cells: _Cells, kind: ProductKind) -> NewPlan:
    price = cells.money("price")
    if price is None:
        raise CellMissing(column="price")
    terms = ContractTerms(
        interval=Interval(Unit.MONTH, cells.whole("months", 1, _MOST_MONTHS) or 1),
        prices_are=PricesAre(cells.choice("prices_are", _PRICES) or "gross"),
        min_term=_months(cells.whole("min_term", 0, _MOST_MONTHS)),
        notice=_months(cells.whole("notice", 0, _MOST_MONTHS)),
    )
    deposit = cells.positive("deposit")
    offer = NO_EXTRAS if deposit is None else Offer(deposit=deposit)
    return NewPlan(cells.text("plan") or cells.needed("name"), _LINE_KINDS[kind], price, terms, offer=offer)


def _months(number: int | None) -> Interval | None:
    return Interval(Unit.MONTH, number) if number else None


def _customer_row(cells: _Cells) -> CustomerRow:
    country = cells.text("country").upper() or "DE"
    home = cells.needed("street"), cells.needed("postcode"), cells.needed("city")
    address = Address(*home, _COUNTRIES.get(country, country))
    company = cells.text("company")
    method = cells.choice("method", _METHODS)
    personal = PersonalData(
        cells.text("given_name"), cells.text("family_name"), company, cells.text("email"), cells.text("phone"), address
    )
    return CustomerRow(
        cells.number,
        cells.needed("key"),
        personal,
        CustomerKind.COMPANY if company or cells.text("vat_id") else CustomerKind.CONSUMER,
        cells.choice("language", _LANGUAGES) or "de",
        cells.text("vat_id"),
        None if method is None else PaymentMethod(method),
        cells.whole("days"),
        cells.text("iban"),
        cells.text("holder"),
        cells.text("bic"),
        cells.text("mandate"),
        cells.day("signed_on"),
        cells.day("used_on"),
    )


_COUNTRIES: Final = {
    **dict.fromkeys(("D", "DEUTSCHLAND", "GERMANY"), "DE"),
    **dict.fromkeys(("A", "ÖSTERREICH", "OESTERREICH", "AUSTRIA"), "AT"),
    **dict.fromkeys(("SCHWEIZ", "SWITZERLAND"), "CH"),
}


def _contract_row(cells: _Cells) -> ContractRow:
    item = ContractItem(
        cells.needed("sku"),
        cells.whole("quantity", 1, 10_000) or 1,
        cells.text("plan"),
        cells.money("price"),
        cells.positive("deposit"),
    )
    if item.price is not None and item.price.minor < 0:
        raise CellWrong(column="price", value=cells.text("price"))
    return ContractRow(
        cells.number,
        cells.needed("key"),
        cells.needed("customer"),
        cells.needed_day("start_on"),
        cells.needed_day("next_on"),
        (item,),
        cells.day("period_from"),
        cells.whole("min_term", 0, _MOST_MONTHS),
        cells.whole("notice", 0, _MOST_MONTHS),
        cells.day("paused_from"),
        cells.day("paused_until"),
        cells.day("ends_on"),
        cells.day("noticed_on"),
    )


def _asset_row(cells: _Cells) -> AssetRow:
    grade = cells.choice("grade", _GRADES)
    return AssetRow(
        cells.number,
        cells.needed("key"),
        cells.needed("sku"),
        cells.text("serial"),
        cells.text("place"),
        Condition(cells.choice("condition", _CONDITIONS) or "unused"),
        None if grade is None else Grade(grade),
        cells.positive("cost"),
        cells.day("bought_on"),
        cells.text("contract"),
        cells.day("out_since"),
    )


def _balance_row(cells: _Cells) -> BalanceRow:
    customer, document, amount = cells.needed("customer"), cells.text("document"), cells.money("amount")
    if amount is None:
        raise CellMissing(column="amount")
    days = cells.day("issued_on"), cells.day("due_on")
    return BalanceRow(cells.number, document or f"{customer} {cells.number}", customer, amount, document, *days)


def _stock_row(cells: _Cells) -> StockRow:
    sku, place, pieces = cells.needed("sku"), cells.needed("place"), cells.whole("pieces")
    if pieces is None:
        raise CellMissing(column="pieces")
    return StockRow(cells.number, f"{sku} / {place}", sku, place, pieces)


_MAKERS: Final[Mapping[ImportKind, Callable[[_Cells], Keyed]]] = {
    ImportKind.PRODUCTS: _product_row,
    ImportKind.CUSTOMERS: _customer_row,
    ImportKind.CONTRACTS: _contract_row,
    ImportKind.ASSETS: _asset_row,
    ImportKind.BALANCES: _balance_row,
    ImportKind.STOCK: _stock_row,
}
