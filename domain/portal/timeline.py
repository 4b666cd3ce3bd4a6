"""What happened to a contract and what will, as its customer reads it: from facts that are kept anyway."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from domain.billing.invoice import InvoiceKind
from domain.clock import legal_day
from domain.contracts.model import Contract
from domain.period import ONE_DAY
from domain.swaps.model import Swap
from domain.swaps.stages import Stage as SwapStage
from domain.views.goods_rows import ParcelRow
from domain.views.portal import OwnDocument, OwnReturn, Step

WORDS: Final = frozenset(
    {"concluded", "started", "paused", "goes_on", "price", "notice", "last_day", "sent", "invoice", "credit_note"}
    | {"swap", "return"}
)
"""The codes of all steps, so that each has its words."""


def timeline(
    contract: Contract,
    parcels: Sequence[ParcelRow],
    documents: Sequence[OwnDocument],
    swaps: Sequence[Swap],
    returns: Sequence[OwnReturn],
) -> tuple[Step, ...]:
    """Newest first; what is still to come stands on top."""
    found = [
        *_of_contract(contract),
        *(
            Step(legal_day(each.dispatched_at), "sent", {"number": each.number})
            for each in parcels
            if each.dispatched_at
        ),
        *_papers(documents),
        *(
            Step(each.agreed_on, "swap", {"old": each.old_title, "new": each.title})
            for each in swaps
            if each.stage is not SwapStage.CALLED_OFF
        ),
        *(
            Step(each.return_until, "return", {"number": each.number, "things": ", ".join(each.things)})
            for each in returns
            if each.return_until
        ),
    ]
    return tuple(sorted(found, key=lambda step: step.on, reverse=True))


def _of_contract(contract: Contract) -> Iterator[Step]:
    days: tuple[tuple[date | None, str], ...] = (
        (contract.concluded_on, "concluded"),
        (contract.start_on, "started"),
        (contract.notice_on, "notice"),
        (contract.end_on - ONE_DAY if contract.end_on else None, "last_day"),
    )
    yield from (Step(day, what) for day, what in days if day is not None)
    for pause in contract.pauses:
        if not pause.line_ids:
            yield Step(pause.from_on, "paused")
            if pause.resume_on is not None:
                yield Step(pause.resume_on, "goes_on")
    for line in contract.lines:
        for version in line.versions[1:]:
            if version.from_on is not None and version.price is not None:
                facts = {"title": line.title_on(version.from_on), "price": version.price}
                yield Step(version.from_on, "price", facts)


def _papers(documents: Iterable[OwnDocument]) -> Iterator[Step]:
    for each in documents:
        what = "invoice" if each.kind is InvoiceKind.INVOICE else "credit_note"
        yield Step(each.issued_on, what, {"number": each.number, "gross": each.gross})
