"""Reads what a preview is about: seller, customer, contract. Source: formats/preview.md."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from domain.billing.tax import BillingParty, TaxRules, TaxSeller, TaxTable, is_country
from domain.contracts.deadlines import fixed_end
from domain.contracts.model import RECURRING, Contract, ContractLine, LineKind, LineVersion
from domain.contracts.parts import Phase
from domain.contracts.preview_reader import Node, ObjectNode
from domain.contracts.terms import (
    Align,
    AlignKind,
    AlignmentDoesNotFit,
    Billing,
    ContractTerms,
    PricesAre,
    Proration,
    ProrationDoesNotFit,
    Renewal,
)
from domain.customers.model import CustomerKind
from domain.ids import ContractId, ContractLineId, CustomerId
from domain.money import EUR, Currency
from domain.period import ONE_DAY, Interval, Unit

CONTRACT_KEYS: Final = (
    *("start", "end", "interval", "align", "billing", "proration", "prices_are", "min_term", "notice", "renewal"),
    *("lines", "discounts"),
)
LINE_KEYS: Final = ("id", "title", "kind", "means_of_transport", "quantity", "price", "vat", "start", "end", "phases")
_NOT_TWO_DECIMALS: Final = frozenset(
    {
        *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV"),
        *("XAF", "XOF", "XPF", "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND", "CLF", "UYW"),
    }
)
_MOST_PERIODS: Final = 1200
_CONTRACT: Final = ContractId(UUID(int=1))
_CUSTOMER: Final = CustomerId(UUID(int=2))


@dataclass(slots=True)
class Names:
    """The names that lines have in the file, with what else belongs to a line there.

    `vat_paths`: where each VAT category stands.
    """

    ids: dict[str, ContractLineId] = field(default_factory=dict)
    vat_paths: dict[ContractLineId, str] = field(default_factory=dict)
    kinds: dict[str, LineKind] = field(default_factory=dict)

    def new(self, name: str, kind: LineKind, vat_path: str) -> ContractLineId:
        line_id = ContractLineId(UUID(int=len(self.ids) + 1))
        self.ids[name], self.kinds[name], self.vat_paths[line_id] = line_id, kind, vat_path
        return line_id

    def of(self, line_id: ContractLineId) -> str:
        return next(name for name, known in self.ids.items() if known == line_id)


@dataclass(frozen=True, slots=True)
class Case:
    """What the preview is asked about, before any event."""

    contract: Contract
    party: BillingParty
    rules: TaxRules
    names: Names


def read_case(document: ObjectNode, tax: TaxTable) -> Case:
    """Raises PreviewRefused with the path of the first thing that is wrong."""
    currency = _currency(document.get("currency"))
    rules = TaxRules(tax, _seller(document.get("seller"), tax))
    party = _party(document.get("customer"))
    members = document.required("contract").object(CONTRACT_KEYS)
    terms = _terms(members, currency)
    start_on = members.required("start").day()
    names = Names()
    lines = tuple(
        read_line(item, position, currency, names, tax)
        for position, item in enumerate(members.required("lines").items(), start=1)
    )
    if not lines:
        members.at("lines").refuse("at least one line is needed")
    contract = Contract(_CONTRACT, "preview", _CUSTOMER, None, terms, lines).activated(start_on)
    return Case(_ended(contract, members), party, rules, names)


def read_line(node: Node, position: int, currency: Currency, names: Names, tax: TaxTable) -> ContractLine:
    """One line; its name goes into `names`. Raises PreviewRefused."""
    members = node.object(LINE_KEYS)
    name = members.required("id").text()
    if name in names.ids:
        members.at("id").refuse("there is a line of this name already")
    kind = members.required("kind").choice(LineKind)
    if kind in (LineKind.CHARGE, LineKind.BUYOUT):
        members.at("kind").refuse(f"a {kind} is an event, not a line")
    transport, quantity, title = members.get("means_of_transport"), members.get("quantity"), members.get("title")
    price = members.required("price").money(currency)
    start_on, last_day = members.day("start"), members.day("end")
    if start_on is not None and last_day is not None and last_day < start_on:
        members.at("end").refuse("the line ends before it starts")
    line_id = names.new(name, kind, members.at("vat").path)
    return ContractLine(
        id=line_id,
        position=position,
        title=name if title is None else title.text(),
        kind=kind,
        vat=read_vat(members, tax),
        versions=(LineVersion(None, price, Node("1").quantity() if quantity is None else quantity.quantity()),),
        means_of_transport=transport is not None and transport.flag(),
        start_on=start_on,
        end_on=None if last_day is None else last_day + ONE_DAY,
        phases=_phases(members.get("phases"), kind, currency),
    )


def _phases(node: Node | None, kind: LineKind, currency: Currency) -> tuple[Phase, ...]:
    if node is None:
        return ()
    if kind not in RECURRING:
        node.refuse("a line that is charged once has no phases")
    phases: list[Phase] = []
    for item in node.items():
        if phases and phases[-1].periods is None:
            item.refuse("the phase before it never ends")
        members = item.object(("periods", "price"))
        periods = members.get("periods")
        count = None if periods is None else periods.whole(1, _MOST_PERIODS)
        phases.append(Phase(count, members.required("price").money(currency)))
    return tuple(phases)


def read_vat(members: ObjectNode, tax: TaxTable) -> str:
    """The VAT category of a line or charge, "standard" when left out. Raises PreviewRefused."""
    node = members.get("vat")
    if node is None:
        return "standard"
    if node.text() not in tax.categories():
        node.refuse("the VAT table has no such category")
    return node.text()


def _ended(contract: Contract, members: ObjectNode) -> Contract:
    """With the agreed end; a contract without renewal ends with its minimum term."""
    start_on = members.required("start").day()
    last_day, fixed = members.day("end"), fixed_end(contract.terms, start_on)
    if last_day is not None and last_day < start_on:
        members.at("end").refuse("the contract ends before it starts")
    ends = [day for day in (last_day, fixed) if day is not None]
    return replace(contract, end_on=min(ends) + ONE_DAY) if ends else contract


def _terms(members: ObjectNode, currency: Currency) -> ContractTerms:
    try:
        return ContractTerms(
            interval=members.interval("interval") or Interval(Unit.MONTH),
            align=_align(members.get("align")),
            billing=members.choice("billing", Billing.IN_ADVANCE),
            proration=members.choice("proration", Proration.DAILY),
            prices_are=members.choice("prices_are", PricesAre.GROSS),
            currency=currency,
            min_term=members.interval("min_term"),
            notice=members.interval("notice"),
            renewal=members.choice("renewal", Renewal.OPEN_ENDED),
        )
    except AlignmentDoesNotFit:
        members.at("align").refuse("days and weeks have no day of the month to align to")
    except ProrationDoesNotFit:
        members.at("proration").refuse("months of 30 days say nothing about intervals of days or weeks")


def _align(node: Node | None) -> Align:
    if node is None:
        return Align()
    members = node.object(("kind", "day"))
    kind = members.choice("kind", AlignKind.ANNIVERSARY)
    day = members.get("day")
    if kind is AlignKind.DAY_OF_MONTH:
        return Align(kind, members.required("day").whole(1, 31))
    if day is not None:
        day.refuse("only day_of_month takes a day")
    return Align(kind)


def _currency(node: Node | None) -> Currency:
    if node is None:
        return EUR
    code = node.text()
    if len(code) != 3 or not (code.isascii() and code.isalpha() and code.isupper()):
        node.refuse("a currency code like EUR is expected")
    if code in _NOT_TWO_DECIMALS:
        node.refuse("only currencies with two decimals can be billed")
    return Currency(code)


def _country(node: Node) -> str:
    if not is_country(node.text()):
        node.refuse("a country code of two capital letters like DE is expected")
    return node.text()


def _seller(node: Node | None, tax: TaxTable) -> TaxSeller:
    if node is None:
        return TaxSeller("DE")
    members = node.object(("country", "oss"))
    country, oss = members.required("country"), members.get("oss")
    if _country(country) not in tax.countries:
        country.refuse("the VAT table has no rates for this country")
    return TaxSeller(_country(country), oss is not None and oss.flag())


def _party(node: Node | None) -> BillingParty:
    if node is None:
        return BillingParty(_CUSTOMER, CustomerKind.CONSUMER, "DE")
    members = node.object(("kind", "country", "vat_id", "timezone"))
    kind, country = members.get("kind"), members.get("country")
    vat_id, zone = members.get("vat_id"), members.get("timezone")
    if zone is not None:
        _check_zone(zone)
    return BillingParty(
        _CUSTOMER,
        CustomerKind.CONSUMER if kind is None else _kind(kind),
        "DE" if country is None else _country(country),
        "" if vat_id is None else vat_id.text(),
    )


def _kind(node: Node) -> CustomerKind:
    if node.value in ("business", CustomerKind.COMPANY.value):
        return CustomerKind.COMPANY
    if node.value != CustomerKind.CONSUMER.value:
        node.refuse("expected is consumer or business")
    return CustomerKind.CONSUMER


def _check_zone(node: Node) -> None:
    """All values are days of the legal zone already; a zone that does not exist is refused all the same."""
    try:
        ZoneInfo(node.text())
    except (ValueError, OSError, KeyError):
        node.refuse("there is no such time zone")


def contract_start(contract: Contract) -> date:
    """Raises ValueError for a draft, which a preview never holds."""
    if contract.start_on is None:
        raise ValueError("a previewed contract has a start")
    return contract.start_on
