"""What a contract will cause: the engine of the nightly run on a contract from a file, without a database.

Source: formats/preview.md.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final, NoReturn
from uuid import UUID

from domain.billing.charges import next_due_on
from domain.billing.difference import due_postings, still_billed, unsettled_rows
from domain.billing.invoice import DraftInvoice, billed_period, draft_invoices
from domain.billing.model import BilledPeriod
from domain.billing.tax import TaxRateUnknown, TaxTable
from domain.contracts.model import Contract
from domain.contracts.preview_contract import CONTRACT_KEYS, Case, read_case
from domain.contracts.preview_discounts import read_discounts
from domain.contracts.preview_events import Event, read_events
from domain.contracts.preview_notes import backlog_notes, law_notes, tax_notes
from domain.contracts.preview_output import Frame, JsonObject, Places, contract_shown, document_shown, unique
from domain.contracts.preview_reader import Node, PreviewRefused
from domain.ids import InvoiceId, InvoiceLineId

__all__ = ["PreviewRefused", "preview", "preview_text"]

_KEYS: Final = ("seller", "customer", "currency", "contract", "events", "runs", "until")


def preview_text(text: str, tax: TaxTable) -> tuple[str, int, str]:
    """Standard output, exit status and standard error of `main.py preview`.

    An object gives one result, or status 2 and one line that names the path. An array gives an array; a bad element
    gives {"error": …} in its place, and the rest still run.
    """
    try:
        document = _parsed(text)
        found: object = [_one_of_many(item, tax) for item in document] if isinstance(document, list) else None
        if found is None:
            found = preview(document, tax)
    except PreviewRefused as refused:
        return "", 2, f"{refused}\n"
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n", 0, ""


def preview(document: object, tax: TaxTable) -> JsonObject:
    """The invoices and credit notes that this contract causes, as `formats/preview.md` describes them.

    Raises PreviewRefused with the path of what is wrong.
    """
    members = Node(document).object(_KEYS)
    case = read_case(members, tax)
    case = replace(case, contract=_with_discounts(case, members.required("contract")))
    events = read_events(members.get("events"), case)
    until = members.required("until").day()
    runs = _read_runs(members.get("runs"), until)
    simulation = _Simulation(case, case.contract, events, notes=list(law_notes(case.contract, case.party.kind)))
    try:
        simulation.run_all(runs, until)
    except TaxRateUnknown as unknown:
        raise _rate_refused(unknown, simulation) from unknown
    return {
        "invoices": simulation.documents,
        "contract": contract_shown(simulation.contract, until, case.party.kind),
        "notes": unique(simulation.notes),
    }


def _with_discounts(case: Case, node: Node) -> Contract:
    members = node.object(CONTRACT_KEYS)
    discounts = read_discounts(members.get("discounts"), case.names, case.contract.terms.currency)
    return replace(case.contract, discounts=discounts)


@dataclass(slots=True)
class _Simulation:
    """The runs one after the other: what is billed so far, and what has been written."""

    case: Case
    contract: Contract
    events: list[Event]
    documents: list[JsonObject] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _rows: list[BilledPeriod] = field(default_factory=list)
    _settled: list[BilledPeriod] = field(default_factory=list)
    _settled_until: date | None = None
    _places: Places = field(default_factory=dict)

    def run_all(self, runs: list[date] | None, until: date) -> None:
        """On the given days, else on each day on which something becomes due or known; then all known by `until`."""
        for day in self._due_days(until) if runs is None else runs:
            self._run(day)
        self._learn(until)

    def _due_days(self, until: date) -> Iterator[date]:
        day = self._next_day(None)
        while day is not None and day <= until:
            yield day
            day = self._next_day(day)

    def _next_day(self, last: date | None) -> date | None:
        due_on = next_due_on(self.contract, last)
        known_on = self.events[0].recorded_on if self.events else None
        return min((day for day in (due_on, known_on) if day is not None), default=None)

    def _learn(self, day: date) -> None:
        while self.events and self.events[0].recorded_on <= day:
            self.contract = self.events.pop(0).applied(self.contract, self.notes)
            self._rows, self._settled, self._settled_until = self._settled + self._rows, [], None

    def _run(self, day: date) -> None:
        self._learn(day)
        postings = due_postings(self.contract, self._rows, day, self._settled_until)
        self._rows = still_billed(self._rows, postings)
        for draft in draft_invoices([(self.contract, postings)], self.case.party, self.case.rules):
            self._write(draft, day)
        recent = unsettled_rows(self.contract, self._rows, day)
        known = {id(row) for row in recent}
        self._settled.extend(row for row in self._rows if id(row) not in known)
        self._rows, self._settled_until = recent, day

    def _write(self, draft: DraftInvoice, day: date) -> None:
        self.notes += [*tax_notes(draft), *backlog_notes(draft)]
        index = len(self.documents)
        invoice_id = InvoiceId(UUID(int=index + 1))
        corrected = None if draft.corrects is None else draft.corrects.int - 1
        frame = Frame(self.case.names, self._places)
        shown = document_shown(draft, day, frame, corrected)
        self.documents.append(shown)
        for number, line in enumerate(draft.lines):
            if line.covers:
                line_id = InvoiceLineId(UUID(int=(index + 1) << 32 | number))
                self._places[line_id] = (index, number)
                self._rows.append(billed_period(line, invoice_id, line_id))


def _read_runs(node: Node | None, until: date) -> list[date] | None:
    if node is None:
        return None
    days: list[date] = []
    for item in node.items():
        if item.day() > until:
            item.refuse("the run lies after until")
        days.append(item.day())
    return sorted(days)


def _rate_refused(unknown: TaxRateUnknown, simulation: _Simulation) -> PreviewRefused:
    category, country = unknown.facts["category"], unknown.facts["country"]
    paths = simulation.case.names.vat_paths
    path = next((paths[line.id] for line in simulation.contract.lines if line.vat == category), "contract.lines")
    if country not in simulation.case.rules.table.countries:
        return PreviewRefused("customer.country", f"the VAT table has no rates for {country}")
    return PreviewRefused(path, f"the VAT table has no single {category} rate for {country}; name the one that applies")


def _one_of_many(item: object, tax: TaxTable) -> JsonObject:
    try:
        return preview(item, tax)
    except PreviewRefused as refused:
        return {"error": str(refused)}


def _parsed(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_object, parse_float=Decimal)
    except PreviewRefused:
        raise
    except (ValueError, RecursionError) as broken:
        raise PreviewRefused("", f"this is not JSON: {_one_line(broken)}") from broken


def _refuse_constant(name: str) -> NoReturn:
    raise PreviewRefused("", f"{name} is not JSON")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise PreviewRefused(twice, "this key stands twice in one object")
    return found


def _one_line(broken: Exception) -> str:
    return " ".join(str(broken).split())[:200]
