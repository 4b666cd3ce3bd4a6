"""Which days of a contract a form begins with."""

from domain.billing.cells import cells
from domain.period import Period
from ui.backoffice.contracts.changes.kit import Case


def charged_days(case: Case) -> Period:
    """The period of the first recurring line that a day lies in: the day pointed at, else today or the last one."""
    day = case.spot.day or case.today
    contract = case.contract
    lines = [line for line in contract.lines if line.is_recurring and case.spot.line_id in (None, line.id)]
    for line in lines:
        span = contract.span(line)
        if span is None:
            continue
        inside = max(min(day, span.last_day or day), span.start)
        for cell in cells(contract, line, inside):
            if cell.covered.end is not None:
                return cell.covered
            break
    return Period.through(day, day)
