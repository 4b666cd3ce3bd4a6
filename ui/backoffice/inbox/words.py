"""What happened, in a sentence, and where the thing has its page."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from domain.cancellations.model import Channel
from domain.checks.model import Stage
from domain.checks.verdict import Colour
from domain.matters.model import MatterKind
from domain.messages.delivery import MailState
from domain.payments.provider import ProviderName
from domain.payments.reasons import ReasonClass
from domain.portal.wishes import WISHES
from domain.views.floor_rows import TaskRow
from domain.views.matters import MatterRow
from ui.backoffice.billing.words import why
from ui.backoffice.letters.words import letter_words
from ui.labels import label
from ui.language import N_, _, count, shown_date
from ui.shell.port import Target
from ui.theme import Tone
from ui.warehouse.tasks.view import NEXT_STEPS, target_of, task_detail

_BAD: Final = frozenset({MatterKind.PAYMENT_UNKNOWN, MatterKind.PAYMENT_FAILED, MatterKind.REFUND, MatterKind.LETTER})
_MAIL: Final = {
    MailState.UNKNOWN: N_("“{letter}” to {name}: nobody knows whether it arrived."),
    MailState.FAILED: N_("“{letter}” to {name} was not taken: {why}"),
    MailState.SUPPRESSED: N_("“{letter}” to {name} was not sent: the address is blocked."),
    MailState.BOUNCED: N_("“{letter}” to {name} came back: {why}"),
}


def kind_words(row: MatterRow) -> str:
    """A task says what kind of task it is."""
    return label(row.kind if row.task is None else row.task)


def tone(row: MatterRow) -> Tone:
    return Tone.BAD if row.kind in _BAD else Tone.WARN


def sentence(row: MatterRow) -> str:
    """What happened, and for tasks what to do."""
    return _SENTENCES[row.kind](row, row.facts)


def target(row: MatterRow) -> Target:
    """The page of the thing."""
    if row.kind is MatterKind.TASK:
        return target_of(as_task(row))
    if row.kind is MatterKind.WISH:
        return Target("customer", row.number) if row.number else Target("customers")
    screen = _PAGES[row.kind]
    if row.kind in (MatterKind.LETTER, MatterKind.TRANSFER):
        return Target(screen, str(row.id))
    return Target(screen, row.number)


_PAGES: Final = {
    MatterKind.LEFT_OUT: "contract",
    MatterKind.PAYMENT_UNKNOWN: "invoice",
    MatterKind.PAYMENT_WAITS: "invoice",
    MatterKind.PAYMENT_FAILED: "invoice",
    MatterKind.LETTER: "letter",
    MatterKind.RETURN_LATE: "one_return",
    MatterKind.DECLARATION: "declaration",
    MatterKind.REFUND: "refund",
    MatterKind.CHECK: "check",
    MatterKind.TRANSFER: "bank_transfer",
}


def _left_out(_row: MatterRow, facts: Mapping[str, Any]) -> str:
    due = _("Due since {day}.").format(day=shown_date(date.fromisoformat(facts["due"])))
    return f"{due} {why(facts['code'], facts['facts'] or {})}"


def _payment(row: MatterRow, facts: Mapping[str, Any]) -> str:
    by, method = label(ProviderName(facts["provider"])), facts["shown"]
    if row.kind is MatterKind.PAYMENT_UNKNOWN:
        words = _("{by} was asked ({method}), and nobody knows what became of it. Nothing more is charged until then.")
    elif row.kind is MatterKind.PAYMENT_WAITS:
        words = _("{by} wants the customer to confirm the payment ({method}).")
    else:
        reason = label(ReasonClass(facts["reason"])) if facts.get("reason") else "–"
        words = _("{by} could not collect by {method}: {reason}. It is not tried again by itself.")
        return words.format(by=by, method=method, reason=reason)
    return words.format(by=by, method=method)


def _letter(_row: MatterRow, facts: Mapping[str, Any]) -> str:
    whom = " · ".join(filter(None, (facts["name"], facts["address"]))) or "–"
    words = _(_MAIL[MailState(facts["state"])])
    return words.format(letter=letter_words(facts["template"]), name=whom, why=facts["why"] or "–")


def _late(_row: MatterRow, facts: Mapping[str, Any]) -> str:
    day = shown_date(date.fromisoformat(facts["until"]))
    things = count("{count} thing", "{count} things", facts["things"])
    times = facts["reminders"]
    told = count("reminded {count} time", "reminded {count} times", times) if times else _("not reminded yet")
    return _("{things} had to be here by {day}, {told}.").format(things=things, day=day, told=told)


def _declaration(row: MatterRow, facts: Mapping[str, Any]) -> str:
    channel = label(Channel(facts["channel"]))
    if facts["stage"] == "matched":
        words = _("Belongs to {contract}, received by {channel}: not carried out yet.")
        return words.format(contract=facts["contract"], channel=channel)
    who = facts["name"] or row.customer or "–"
    return _("{who} wants to end a contract, received by {channel}: whose is it?").format(who=who, channel=channel)


def _refund(_row: MatterRow, facts: Mapping[str, Any]) -> str:
    if facts.get("due"):
        day = shown_date(date.fromisoformat(facts["due"]))
        return _("The money came back to us. By law it is due by {day}.").format(day=day)
    return _("The money came back to us: ask the customer for an account, or credit it.")


def _check(_row: MatterRow, facts: Mapping[str, Any]) -> str:
    stage = label(Stage(facts["stage"]))
    if not facts.get("colour"):
        return _("The order is held: {stage}.").format(stage=stage)
    words = _("The check says {colour} ({score} points): {stage}.")
    return words.format(colour=label(Colour(facts["colour"])), score=facts["score"], stage=stage)


def _transfer(_row: MatterRow, facts: Mapping[str, Any]) -> str:
    words = _("From {payer}: {words}")
    return words.format(payer=facts["payer"] or "–", words=facts["words"] or "–")


def _wish(_row: MatterRow, facts: Mapping[str, Any]) -> str:
    words = _("On the customers' pages: {wish}. {why}")
    return words.format(wish=_wished(facts["name"]), why=why(str(facts["code"]), facts["facts"] or {}))


def _wished(name: str) -> str:
    """What of the pages it belongs to."""
    known = next((wish.service for command, wish in WISHES.items() if command.__name__ == name), None)
    return _("something that is always open") if known is None else label(known)


def _task(row: MatterRow, _facts: Mapping[str, Any]) -> str:
    task = as_task(row)
    return " – ".join(filter(None, (task_detail(task), _(NEXT_STEPS[task.kind]))))


def as_task(row: MatterRow) -> TaskRow:
    """The task that it is."""
    if row.task_id is None or row.task is None:
        raise ValueError(row.kind)
    return TaskRow(row.task_id, row.task, row.number, row.facts, row.since)


_SENTENCES: Final[Mapping[MatterKind, Callable[[MatterRow, Mapping[str, Any]], str]]] = {
    MatterKind.LEFT_OUT: _left_out,
    MatterKind.PAYMENT_UNKNOWN: _payment,
    MatterKind.PAYMENT_WAITS: _payment,
    MatterKind.PAYMENT_FAILED: _payment,
    MatterKind.LETTER: _letter,
    MatterKind.RETURN_LATE: _late,
    MatterKind.DECLARATION: _declaration,
    MatterKind.REFUND: _refund,
    MatterKind.CHECK: _check,
    MatterKind.TRANSFER: _transfer,
    MatterKind.WISH: _wish,
    MatterKind.TASK: _task,
}
