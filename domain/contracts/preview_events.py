"""The events of a preview: each a dated edit of the timeline, with a sentence about what was decided."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.contracts.model import Contract
from domain.contracts.preview_changes import CHANGES
from domain.contracts.preview_contract import Case
from domain.contracts.preview_reader import Node, ObjectNode, PreviewRefused
from domain.contracts.preview_rests import RESTS
from domain.contracts.preview_source import Edit, EventSource
from domain.errors import AppError

_READERS: Final = {**CHANGES, **RESTS}


@dataclass(frozen=True, slots=True)
class Event:
    """One edit of the timeline, known from `recorded_on` on. `path` is where it stands in the file."""

    recorded_on: date
    path: str
    edit: Edit

    def applied(self, contract: Contract, notes: list[str]) -> Contract:
        """Raises PreviewRefused when the contract does not allow it."""
        try:
            return self.edit(contract, notes)
        except PreviewRefused:
            raise
        except AppError as refused:
            raise PreviewRefused(self.path, _sentence(refused)) from refused


def read_events(node: Node | None, case: Case) -> list[Event]:
    """In the order in which they become known. Raises PreviewRefused."""
    if node is None:
        return []
    read = [_read(item, case, number) for number, item in enumerate(node.items(), start=1)]
    return sorted(read, key=lambda event: event.recorded_on)


def _read(node: Node, case: Case, number: int) -> Event:
    if not isinstance(node.value, dict):
        node.refuse("an object is expected")
    kind = ObjectNode(node.value, node.path).required("do")
    name = kind.text()
    if name not in _READERS:
        kind.refuse("expected is one of " + ", ".join(sorted(_READERS)))
    keys, reader = _READERS[name]
    members = node.object(("on", "do", "recorded", *keys))
    on = members.required("on").day()
    recorded_on = members.day("recorded") or on
    source = EventSource(
        members, on, number, case.contract.terms.currency, case.names, case.rules.table, case.party.kind
    )
    return Event(recorded_on, node.path, reader(source))


_SENTENCES: Final = {
    "illegal_contract_transition": "a contract that is {status} cannot do this",
    "end_before_start": "the last day {last_day} lies before the start on {start}",
    "line_is_charged_once": "this line is charged once; it cannot change",
    "change_needs_when": "with another interval the event has to say when it begins",
    "price_does_not_follow": "the price of {line} does not follow from the interval; give it with prices",
    "pauses_overlap": "the contract rests already on some of these days",
    "not_paused": "there is no pause that ends later than this day",
    "discount_twice": "there is a discount of this id already",
    "nothing_charged_then": "no day of this period is charged",
    "more_than_charged": "{amount} is more than the {charged} that the period costs",
    "nothing_given_back": "nothing would be given back",
    "withdrawal_for_consumers": "only consumers may withdraw",
    "withdrawal_too_late": "the last day to withdraw was {until}",
    "not_rented": "{line} is not rented",
    "alignment_does_not_fit": "days and weeks have no day of the month to align to",
}


def _sentence(refused: AppError) -> str:
    return _SENTENCES.get(refused.code, str(refused)).format_map(refused.facts)
