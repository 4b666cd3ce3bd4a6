"""The life of a thing as entries of a timeline."""

from collections.abc import Sequence
from typing import Final

from domain.assets.codes import CodeKind, parse_code
from domain.assets.passport_sheet import PassportEvent
from domain.assets.status import Kind
from domain.errors import AppError
from domain.returns.model import Purpose
from domain.views.floor_rows import AssetCharge
from ui.labels import label
from ui.language import _, count, shown_money
from ui.shell.port import Target
from ui.theme import Tone
from ui.widgets.timeline import TimelineEvent

_SIGNS: Final = {
    Kind.ORDERED: "cart-arrow-down",
    Kind.RECEIVED: "package-down",
    Kind.LABELLED: "label-outline",
    Kind.MOVED: "map-marker-outline",
    Kind.RESERVED: "bookmark-outline",
    Kind.RELEASED: "bookmark-remove-outline",
    Kind.PACKED: "package-variant-closed",
    Kind.UNPACKED: "package-variant",
    Kind.SHIPPED: "truck-outline",
    Kind.HANDED_OVER: "hand-extended-outline",
    Kind.RETURN_ANNOUNCED: "calendar-arrow-left",
    Kind.RETURN_WITHDRAWN: "calendar-remove-outline",
    Kind.TAKEN_BACK: "keyboard-return",
    Kind.INSPECTION_PASSED: "clipboard-check-outline",
    Kind.SENT_TO_REPAIR: "wrench-clock",
    Kind.REPAIR_STARTED: "wrench-outline",
    Kind.REPAIR_PASSED: "wrench-check-outline",
    Kind.RETIRED: "archive-outline",
    Kind.SENT_TO_SUPPLIER: "truck-cargo-container",
    Kind.SOLD: "cash",
    Kind.LOST: "help-circle-outline",
    Kind.STOLEN: "alert-octagon-outline",
    Kind.FOUND: "magnify",
    Kind.NOTED: "note-alert-outline",
    Kind.UNDONE: "undo-variant",
}
_TONES: Final = {
    Kind.RECEIVED: Tone.OK,
    Kind.REPAIR_PASSED: Tone.OK,
    Kind.INSPECTION_PASSED: Tone.OK,
    Kind.FOUND: Tone.OK,
    Kind.SHIPPED: Tone.ACCENT,
    Kind.HANDED_OVER: Tone.ACCENT,
    Kind.SOLD: Tone.ACCENT,
    Kind.RETURN_ANNOUNCED: Tone.WARN,
    Kind.TAKEN_BACK: Tone.WARN,
    Kind.NOTED: Tone.WARN,
    Kind.RETIRED: Tone.BAD,
    Kind.LOST: Tone.BAD,
    Kind.STOLEN: Tone.BAD,
}
_PAGES: Final = {CodeKind.SHIPMENT: "ship", CodeKind.RETURN: "return"}


def timeline_of(events: Sequence[PassportEvent]) -> list[TimelineEvent]:
    """In the order given; what was taken back later says so and loses its colour."""
    undone = {event.undoes for event in events if event.undoes is not None}
    return [_entry(event, event.seq in undone) for event in events]


def with_charges(events: Sequence[TimelineEvent], charges: Sequence[AssetCharge]) -> list[TimelineEvent]:
    """What customers were charged because of the thing, among what happened to it; latest first."""
    money = [
        TimelineEvent(
            each.at,
            "cash-plus",
            _("{cause} charged: {title}").format(cause=label(each.cause), title=each.title),
            " · ".join(part for part in (shown_money(each.amount), each.contract, each.message) if part),
            tone=Tone.WARN,
            target=Target("contract", each.contract),
        )
        for each in charges
    ]
    return sorted([*events, *money], key=lambda event: event.at, reverse=True) if money else list(events)


def _entry(event: PassportEvent, is_undone: bool) -> TimelineEvent:
    details = _details(event)
    if is_undone:
        details.insert(0, _("taken back later"))
    tone = Tone.NEUTRAL if is_undone else _TONES.get(event.kind, Tone.NEUTRAL)
    return TimelineEvent(
        event.at,
        _SIGNS[event.kind],
        label(event.kind),
        " · ".join(details),
        event.person or "",
        tone,
        _target(event.reference),
    )


def _details(event: PassportEvent) -> list[str]:
    found = [text for text in (event.customer, event.contract, event.reference, event.place) if text]
    found += _exchange(event)
    if event.condition is not None:
        found.append(label(event.condition))
    if event.grade is not None:
        found.append(_("grade {grade}").format(grade=event.grade))
    if event.minutes is not None:
        found.append(count("{count} minute", "{count} minutes", event.minutes))
    if event.cost is not None:
        found.append(shown_money(event.cost))
    if event.claimed is not None:
        found.append(_("claimed: {what}").format(what=label(event.claimed)))
    if event.undoes is not None:
        found.append(_("takes back no. {number}").format(number=event.undoes))
    if event.reason:
        found.append(event.reason)
    return found


def _exchange(event: PassportEvent) -> list[str]:
    """What else came or went for this thing."""
    found = [label(event.purpose)] if event.purpose is not None and event.purpose is not Purpose.END else []
    if event.replaces:
        found.append(_("in place of {asset}").format(asset=event.replaces))
    if event.replaced_by:
        found.append(_("replaced by {asset}").format(asset=event.replaced_by))
    return found


def _target(reference: str | None) -> Target | None:
    """The page of the shipment or return the event belongs to."""
    if reference is None:
        return None
    try:
        kind = parse_code(reference).kind
    except AppError:
        return None
    return Target(_PAGES[kind], reference) if kind in _PAGES else None
