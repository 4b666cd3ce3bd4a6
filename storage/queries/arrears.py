"""What is overdue of each running contract, and whether the law allows to end it for that.

Source: section 543 (2) no. 3 BGB: rent of two dates in a row, or over a longer time what two months cost.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from domain.contracts.model import Contract
from domain.contracts.status import OVER, Status
from domain.dunning.model import Item
from domain.ids import ContractId
from domain.money import Money
from domain.period import Unit
from domain.views.dunning import Arrears
from storage.database import Database, Row
from storage.repositories.contracts import CONTRACT_LINES, contracts_from

_TWO_MONTHS: Final = 20
_DAYS_A_MONTH: Final = 30
_BILLED: Final = """
    SELECT l.contract_id, i.due_on, i.gross_minor, l.rent_minor,
        i.gross_minor - coalesce(a.used_minor, 0) AS open_minor,
        (SELECT sum(x.amount_minor) FROM umlauf.invoice_line x WHERE x.invoice_id = i.id)::bigint AS lines_minor
    FROM umlauf.invoice i JOIN (SELECT invoice_id, contract_id, sum(amount_minor)::bigint AS rent_minor
        FROM umlauf.invoice_line WHERE contract_id = ANY(%(ids)s) AND reason IN ('recurring', 'part_period')
        GROUP BY 1, 2) l ON l.invoice_id = i.id
    LEFT JOIN umlauf.document_account a ON a.invoice_id = i.id
    WHERE i.kind = 'invoice' AND i.due_on < %(day)s ORDER BY l.contract_id, i.due_on DESC"""


def arrears_of(database: Database, overdue: Sequence[Item], day: date) -> tuple[Arrears, ...]:
    """Of the contracts that these items belong to and that still run."""
    known = (each.contract_id for each in overdue if not each.is_claim)
    ids = list(dict.fromkeys(each for each in known if each is not None))
    if not ids:
        return ()
    rows = database.read("SELECT * FROM umlauf.contract WHERE id = ANY(%(ids)s) ORDER BY number", ids=ids)
    billed = database.read(_BILLED, ids=ids, day=day)
    in_a_row, rent = _in_a_row(billed), _rent(billed)
    found = []
    for contract in contracts_from(rows, database.read(CONTRACT_LINES, ids=ids)):
        if contract.status in OVER or contract.status is Status.DRAFT:
            continue
        owed, monthly = Money(int(rent[contract.id]), contract.terms.currency), _monthly(contract, day)
        tenths = int(rent[contract.id] * 10 / monthly) if monthly else 0
        runs = in_a_row[contract.id]
        may_end = runs > 1 or tenths >= _TWO_MONTHS
        found.append(Arrears(contract.id, contract.number, contract.version, owed, tenths, runs, may_end))
    return tuple(found)


def _in_a_row(billed: Sequence[Row]) -> Counter[ContractId]:
    """The newest dates of rent in a row of which at least half is open."""
    found: Counter[ContractId] = Counter()
    over: set[ContractId] = set()
    for row in billed:
        contract_id = ContractId(row["contract_id"])
        if contract_id in over or row["open_minor"] * 2 < row["gross_minor"]:
            over.add(contract_id)
        else:
            found[contract_id] += 1
    return found


def _rent(billed: Sequence[Row]) -> dict[ContractId, Fraction]:
    """The part of what is open that is rent, in minor units: each line bears its share of what was paid."""
    found: dict[ContractId, Fraction] = defaultdict(Fraction)
    for row in billed:
        share = Fraction(row["rent_minor"], row["lines_minor"]) if row["lines_minor"] else Fraction(0)
        found[ContractId(row["contract_id"])] += row["open_minor"] * share
    return found


def _monthly(contract: Contract, day: date) -> Fraction:
    """What the recurring lines cost a month, as the contract's prices are."""
    unit, length = contract.terms.interval.measure
    months = Fraction(length) if unit is Unit.MONTH else Fraction(length, _DAYS_A_MONTH)
    whole = Fraction(0)
    for line in contract.lines:
        span = contract.span(line)
        if line.is_recurring and span is not None and (span.end is None or day < span.end):
            price, quantity = line.at(max(day, span.start))
            whole += Fraction(price.minor) * Fraction(quantity)
    return whole / months
