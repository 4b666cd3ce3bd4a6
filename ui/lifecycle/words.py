"""A row of a timeline in words: what happened, what is known beside, its sign, its colour, and what it opens.

A new kind of row needs its words here: a command in DONE (or with those of contracts), steps of a new kind of thing in
STEPS.
"""

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from typing import Final

from domain.application import Seat
from domain.assets.status import Condition, Kind
from domain.billing.settlement import EntryKind, PaidBy
from domain.cancellations.stages import Step as DeclarationStep
from domain.checks.model import Step as CheckStep
from domain.contracts.about import ChargeCause
from domain.messages.contract_letter import LetterKind
from domain.payments.attempt import AttemptStep
from domain.payments.reasons import ReasonClass
from domain.places.model import QuarantineReason
from domain.quotes.stages import Step as QuoteStep
from domain.refunds.model import RefundStep
from domain.refurbishment.repairs import RepairStep
from domain.returns.model import Purpose
from domain.returns.stages import Step as ReturnStep
from domain.serving.model import ServingStep
from domain.shipping.model import ShipmentCause
from domain.swaps.stages import Step as SwapStep
from domain.tasks.model import TaskKind
from domain.views.lifecycle import LifeOf, LifePlace, LifeRow, Teller
from ui.cancellation_words import cancel_reason_words
from ui.check_words import DONE as CHECK_DONE
from ui.counter_words import DONE as COUNTER_DONE
from ui.dunning_words import DONE as DUNNING_DONE
from ui.import_words import DONE as IMPORT_DONE
from ui.labels import label
from ui.language import N_, _, count, shown_date, shown_instant, shown_money
from ui.lifecycle.signs import KIND_SIGNS, KIND_TONES, SIGNS, STEP_SIGNS, TELLER_SIGNS, TELLER_TONES
from ui.payment_words import DONE as PAYMENT_DONE
from ui.portal.words import EVENTS as PORTAL_DONE
from ui.return_words import reason_words
from ui.scan_words import DONE as SCAN_DONE
from ui.serving_words import DONE as SERVING_DONE
from ui.shell.port import Target
from ui.theme import Tone
from ui.widgets.timeline import TimelineEvent

DONE: Final = {
    "PlaceOrder": N_("Order placed"),
    "CancelOrder": N_("Order cancelled"),
    "PickConsumable": N_("Put into the parcel"),
    "UnpickAsset": N_("Taken out of the parcel"),
    "FinishPacking": N_("Parcel packed"),
    "DispatchShipment": N_("Parcel dispatched"),
    "ConfirmArrival": N_("Parcel arrived"),
    "SendAgain": N_("Another parcel made"),
    "SendMissed": N_("Missed delivery sent after all"),
    "KeepPhoto": N_("Photo taken"),
    "ReserveProduct": N_("Reserved for a customer"),
    "ReleaseReservation": N_("Reservation given up"),
    "JoinWaitingList": N_("Joined the waiting list"),
    "LeaveWaitingList": N_("Taken off the waiting list"),
    "RecordObjection": N_("Objection to a new price"),
    "HoldBilling": N_("Bills held back"),
    "ReleaseBilling": N_("Bills let go"),
    "GiveScheme": N_("Loyalty agreed"),
    "RedeemVoucher": N_("Voucher redeemed"),
    "AskReturn": N_("Return asked for at the counter"),
    "AnnounceReturn": N_("Return announced"),
    "ReplaceAsset": N_("Another one sent in its place"),
    "NoteMissing": N_("Missing in the parcel"),
    "InspectReturn": N_("Looked at after its return"),
    "OfferBuyout": N_("Purchase offered"),
    "AskBuyout": N_("Purchase offered"),
    "AcceptOffer": N_("Purchase accepted"),
    "WithdrawOffer": N_("Purchase offer withdrawn"),
    "ExpireOffers": N_("Purchase offer expired"),
    "SettleBuyouts": N_("Bought"),
    "TakeBackBuyout": N_("Purchase taken back"),
    "ReportProblem": N_("Problem reported"),
    "CreditRepair": N_("Supplier gives the value back"),
    "BookOutsideCost": N_("Invoice of others booked"),
    "LendAsset": N_("Another one lent"),
    "AskRefund": N_("Refund asked for"),
    "RegisterCustomer": N_("Customer registered"),
    "ChangeCustomer": N_("Customer changed"),
    "ChangeAddress": N_("Customer moved"),
    "ChangeVatStatus": N_("VAT status changed"),
    "RenewCustomers": N_("A change of the customer holds"),
    "ChangeCustomerBilling": N_("How the customer pays changed"),
    "SetBillingContact": N_("Address for bills changed"),
    "GiveReferralCode": N_("Personal code given"),
    "DecideReferral": N_("Friend looked at"),
    "LookAtReferrals": N_("Friend brought: what became of it"),
    "ClearTask": N_("Task ticked off"),
    "ReportLoss": N_("Reported lost or stolen"),
    "ClaimLoss": N_("Loss: customer told what it costs"),
    "ObjectToLoss": N_("Loss: customer objects"),
    "CoverLoss": N_("Loss: the insurance pays"),
    "WaiveLoss": N_("Loss: let go"),
    "ChargeLoss": N_("Loss charged"),
    "FindLost": N_("Found again"),
    "FollowFound": N_("Found again: what follows"),
    "DecideFound": N_("Found again: decided"),
    "RecoverLost": N_("With the customer again"),
    "WriteOffAsset": N_("Write-off proposed"),
    "DecideWriteOff": N_("Write-off decided"),
    "UndoWriteOff": N_("Write-off taken back"),
    "OpenCase": N_("Death or insolvency noted"),
    "LiftCase": N_("Death or insolvency: over"),
    "ChangeCaseContact": N_("Who stands in changed"),
    "AgreeTransfer": N_("Handing on to another person agreed"),
    "CallOffTransfer": N_("Handing on called off"),
    "CarryOutTransfer": N_("Handed on to another person"),
    "MoveDeposit": N_("Deposit handed on"),
    "NoteTransferStuck": N_("Handing on is stuck"),
    "AskMaintenance": N_("Customer asked for maintenance"),
    "NoteMaintenance": N_("Maintenance done"),
    "UndoMaintenance": N_("Maintenance taken back"),
    "ReadMeter": N_("Meter read"),
    "LookAtMaintenance": N_("Maintenance is due"),
    "FillInspection": N_("Inspection form filled in"),
    "GiveTier": N_("Tier given"),
    "LookAtTiers": N_("Tier reached"),
    **PORTAL_DONE,
    **DUNNING_DONE,
    **CHECK_DONE,
    **PAYMENT_DONE,
    **SERVING_DONE,
    **COUNTER_DONE,
    **IMPORT_DONE,
    **SCAN_DONE,
}
"""Commands with rows of their own that change no contract."""

STEPS: Final[dict[str, tuple[type[Enum], str]]] = {
    "return": (ReturnStep, N_("Return {number}: {step}")),
    "swap": (SwapStep, N_("Swap: {step}")),
    "declaration": (DeclarationStep, N_("Declaration {number}: {step}")),
    "repair": (RepairStep, N_("Repair {number}: {step}")),
    "refund": (RefundStep, N_("Refund {number}: {step}")),
    "check": (CheckStep, N_("Check of {number}: {step}")),
    "payment": (AttemptStep, N_("Collecting {number}: {step}")),
    "quote": (QuoteStep, N_("Quote {number}: {step}")),
    "serving": (ServingStep, N_("At the counter: {step}")),
}
"""Kind of thing → its steps, and the sentence for one."""

_PAGES: Final = {
    LifePlace.ASSET: "asset",
    LifePlace.CONTRACT: "contract",
    LifePlace.CUSTOMER: "customer",
    LifePlace.ORDER: "order",
    LifePlace.INVOICE: "invoice",
    LifePlace.RETURN: "one_return",
    LifePlace.SHIPMENT: "ship",
    LifePlace.REFUND: "refund",
    LifePlace.QUOTE: "quote",
    LifePlace.REPAIR: "repair",
    LifePlace.DECLARATION: "declaration",
    LifePlace.LOSS: "loss",
    LifePlace.TRANSFER: "transfer",
    LifePlace.BUYOUT: "buyouts",
    LifePlace.WRITE_OFF: "write_offs",
}
_ON_FLOOR: Final = {LifePlace.RETURN: "return"}
_OTHER_LETTERS: Final = {
    "invoice": N_("Letter: invoice"),
    "final_statement": N_("Letter: final statement of a deposit"),
}


def event_of(row: LifeRow, of: LifeOf, own: str = "", *, on_floor: bool = False) -> TimelineEvent:
    """A row as an entry of the list. `own` is the number of the page that it stands on."""
    name = row.name.partition(".")[0]
    sign = KIND_SIGNS.get(row.name) if row.teller is Teller.LEDGER else SIGNS.get(row.name) or STEP_SIGNS.get(name)
    tone = KIND_TONES.get(row.name, Tone.NEUTRAL) if row.teller is Teller.LEDGER else _tone(row)
    if row.fact("is_undone"):
        tone = Tone.NEUTRAL
    return TimelineEvent(
        row.at,
        sign or TELLER_SIGNS[row.teller],
        title(row, of),
        " · ".join(part for part in (detail(row), where(row) if row.seat is not Seat.WORKER else "") if part),
        row.who,
        tone,
        target(row, of, own, on_floor=on_floor),
    )


def title(row: LifeRow, of: LifeOf) -> str:
    """What happened, in one short sentence."""
    return _TITLES[row.teller](row, of)


def detail(row: LifeRow) -> str:
    """What is known beside and why, on one line; "" for nothing."""
    told, why = known(row), reason(row)
    if not why or not told:
        return told or why
    return f"{told} – {_('“{words}”').format(words=why)}"


def known(row: LifeRow) -> str:
    """What is known beside: who, where to, from what to what, how much."""
    parts = [*_facts(row), _differences(row)]
    if row.teller in (Teller.COMMAND, Teller.STEP, Teller.LEDGER) and row.amount is not None:
        parts.append(shown_money(row.amount))
    return " · ".join(part for part in parts if part)


def reason(row: LifeRow) -> str:
    """What a person wrote or chose; "" where nobody did."""
    cause = cancel_reason_words(row.fact("cause")) if row.fact("cause") else ""
    return " ".join(f"{cause} {reason_words(row.why)}".split())


def where(row: LifeRow) -> str:
    """The seat, the store and the station at which it was done."""
    return ", ".join(part for part in (label(row.seat) if row.seat else "", row.store, row.station) if part)


def target(row: LifeRow, of: LifeOf, own: str = "", *, on_floor: bool = False) -> Target | None:
    """The page that it opens; None: there is none, or it is this one."""
    place, number = row.place, row.number
    if row.teller is Teller.LEDGER and of is LifeOf.ASSET:
        place, number = _reference(row)
    if place is None or number in ("", own):
        return None
    page = _ON_FLOOR.get(place, _PAGES[place]) if on_floor else _PAGES[place]
    return Target(page, number)


def step_words(name: str, number: str) -> str:
    """A step such as "return.close" as a sentence."""
    thing, _dot, step = name.partition(".")
    known = STEPS.get(thing)
    if known is None:
        return f"{number} {_plain(name)}".strip()
    return _(known[1]).format(number=number, step=_labelled(known[0], step))


def _reference(row: LifeRow) -> tuple[LifePlace | None, str]:
    for fact, place in (("shipment", LifePlace.SHIPMENT), ("return", LifePlace.RETURN)):
        if row.fact(fact):
            return place, row.fact(fact)
    return None, ""


def _tone(row: LifeRow) -> Tone:
    if row.name in ("credit_note", "return.object", "refund.fail", "repair.fail"):
        return Tone.WARN
    if row.teller is Teller.LETTER and row.fact("status") in _LETTERS_STUCK:
        return Tone.WARN
    return TELLER_TONES.get(row.teller, Tone.NEUTRAL)


def _of_command(row: LifeRow, _of: LifeOf) -> str:
    words = _(DONE[row.name]) if row.name in DONE else _changed(row.name) or _plain(row.name)
    shown = row.number if row.place is None or row.place.value != _of.value else ""
    return f"{words} · {shown}" if shown else words


def _of_ledger(row: LifeRow, of: LifeOf) -> str:
    words = _labelled(Kind, row.name)
    return words if of is LifeOf.ASSET else f"{row.number} · {words}"


def _of_step(row: LifeRow, _of: LifeOf) -> str:
    return step_words(row.name, row.number)


def _of_change(row: LifeRow, of: LifeOf) -> str:
    words = _changed(row.name) or _("Contract changed")
    return words if of is LifeOf.CONTRACT else f"{words} · {row.number}"


def _of_parcel(row: LifeRow, _of: LifeOf) -> str:
    cause = _labelled(ShipmentCause, row.name)
    return _("Parcel {number} to be packed: {cause}").format(number=row.number, cause=cause)


def _of_charge(row: LifeRow, _of: LifeOf) -> str:
    return _("{cause} charged: {title}").format(cause=_labelled(ChargeCause, row.name), title=row.fact("title"))


def _of_document(row: LifeRow, _of: LifeOf) -> str:
    words = (
        _("Credit note {subject} over {amount}") if row.name == "credit_note" else _("Invoice {subject} over {amount}")
    )
    return words.format(subject=row.number, amount=shown_money(row.amount) if row.amount else "")


def _of_money(row: LifeRow, of: LifeOf) -> str:
    words = _labelled(EntryKind, row.name)
    if row.fact("reverses"):
        words = f"{words}: {_labelled(EntryKind, row.fact('reverses'))}"
    shown = f"{words[:1].upper()}{words[1:]}"
    amount = shown_money(row.amount) if row.amount is not None else ""
    number = "" if row.place is not None and row.place.value == of.value else row.number
    return " · ".join(part for part in (shown, amount, number) if part)


def _of_note(row: LifeRow, _of: LifeOf) -> str:
    return _changed(row.name) or _plain(row.name)


def _of_task(row: LifeRow, _of: LifeOf) -> str:
    return _("Task: {what}").format(what=_labelled(TaskKind, row.name))


def _of_letter(row: LifeRow, _of: LifeOf) -> str:
    if row.name in _OTHER_LETTERS:
        return f"{_(_OTHER_LETTERS[row.name])} · {row.number}"
    return _("Letter: {what}").format(what=_labelled(LetterKind, row.name))


_TITLES: Final[dict[Teller, Callable[[LifeRow, LifeOf], str]]] = {
    Teller.COMMAND: _of_command,
    Teller.LEDGER: _of_ledger,
    Teller.STEP: _of_step,
    Teller.CHANGE: _of_change,
    Teller.PARCEL: _of_parcel,
    Teller.CHARGE: _of_charge,
    Teller.DOCUMENT: _of_document,
    Teller.MONEY: _of_money,
    Teller.NOTE: _of_note,
    Teller.TASK: _of_task,
    Teller.LETTER: _of_letter,
}


def _facts(row: LifeRow) -> list[str]:
    known = _FACTS.get(row.teller)
    return known(row) if known is not None else []


def _letter_facts(row: LifeRow) -> list[str]:
    state = row.fact("status")
    return [_(_LETTER_STATES[state])] if state in _LETTER_STATES else []


def _task_facts(row: LifeRow) -> list[str]:
    closed = row.fact("closed_at")
    return [_("done since {when}").format(when=shown_instant(datetime.fromisoformat(closed)))] if closed else []


def _money_facts(row: LifeRow) -> list[str]:
    return [_labelled(PaidBy, row.fact("by"))] if row.fact("by") else []


def _charge_facts(row: LifeRow) -> list[str]:
    return [shown_money(row.amount) if row.amount is not None else "", row.number]


def _document_facts(row: LifeRow) -> list[str]:
    corrects = row.fact("corrects")
    return [_("corrects {number}").format(number=corrects)] if corrects else []


def _step_facts(row: LifeRow) -> list[str]:
    found = [row.fact(name) for name in _STEP_FACTS]
    if row.fact("payment_reason"):
        found.append(_labelled(ReasonClass, row.fact("payment_reason")))
    until = row.fact("until") or row.fact("expected_on")
    return [*found, _("until {day}").format(day=shown_date(date.fromisoformat(until))) if until else ""]


def _command_facts(row: LifeRow) -> list[str]:
    count_of = row.fact("quantity")
    what = f"{count_of} × {row.fact('title')}" if count_of and row.fact("title") else row.fact("title")
    until = row.fact("until")
    return [row.fact("code"), what, _("until {day}").format(day=shown_date(date.fromisoformat(until))) if until else ""]


_LETTERS_STUCK: Final = frozenset({"unknown", "failed", "suppressed", "bounced", "to_print"})
_LETTER_STATES: Final = {
    "waiting": N_("being written"),
    "made": N_("on its way"),
    "ready": N_("waits to be sent"),
    "sent": N_("sent"),
    "unknown": N_("perhaps sent"),
    "failed": N_("not sent"),
    "suppressed": N_("address blocked"),
    "bounced": N_("has come back"),
    "to_print": N_("to be printed"),
    "printed": N_("printed"),
    "dropped": N_("left out"),
    "off": N_("switched off"),
    "told_by_reminder": N_("goes with the reminder"),
}


def _ledger_facts(row: LifeRow) -> list[str]:
    found = [_("taken back later")] if row.fact("is_undone") else []
    found += [row.fact(name) for name in ("customer", "contract")]
    found += [next((row.fact(name) for name in ("shipment", "return", "offer") if row.fact(name)), "")]
    found.append(row.fact("place_name"))
    if row.fact("purpose") not in ("", Purpose.END.value):
        found.append(_labelled(Purpose, row.fact("purpose")))
    if row.fact("replaces"):
        found.append(_("in place of {asset}").format(asset=row.fact("replaces")))
    if row.fact("proposed"):
        found.append(_("proposed was {asset}").format(asset=row.fact("proposed")))
    if row.fact("replaced_by"):
        found.append(_("replaced by {asset}").format(asset=row.fact("replaced_by")))
    if row.fact("condition"):
        found.append(_labelled(Condition, row.fact("condition")))
    if row.fact("grade"):
        found.append(_("grade {grade}").format(grade=row.fact("grade")))
    if row.fact("minutes"):
        found.append(count("{count} minute", "{count} minutes", int(row.fact("minutes"))))
    if row.fact("claimed"):
        found.append(_("claimed: {what}").format(what=_labelled(Kind, row.fact("claimed"))))
    if row.name == Kind.UNDONE:
        found.append(_("takes back no. {number}").format(number=row.fact("seq")))
    return [*found, *_stock_facts(row)]


def _stock_facts(row: LifeRow) -> list[str]:
    """Why it was held back or let go, and the stock count that saw or missed it."""
    if row.name not in (Kind.QUARANTINED, Kind.LIFTED):
        return [row.fact("count")] if row.fact("count") else []
    why = row.fact("reason")
    return [*([_labelled(QuarantineReason, why)] if why else []), row.fact("note")]


_STEP_FACTS: Final = ("tracking", "damage", "found", "finding", "parts", "workshop", "supplier", "reference", "note")
_FACTS: Final[dict[Teller, Callable[[LifeRow], list[str]]]] = {
    Teller.LEDGER: _ledger_facts,
    Teller.LETTER: _letter_facts,
    Teller.TASK: _task_facts,
    Teller.MONEY: _money_facts,
    Teller.CHARGE: _charge_facts,
    Teller.DOCUMENT: _document_facts,
    Teller.COMMAND: _command_facts,
    Teller.STEP: _step_facts,
}


def _differences(row: LifeRow) -> str:
    if not row.differences:
        return ""
    from ui.backoffice.contracts.differences import all_words

    return all_words(row.differences)


def _changed(name: str) -> str:
    """What a command did to a contract; "" for one that changes none."""
    from ui.backoffice.contracts.changes.words import DONE as CHANGED

    return _(CHANGED[name]) if name in CHANGED else ""


def _labelled(kind: type[Enum], value: str) -> str:
    """A code of a newer program is shown as it stands."""
    return label(kind(value)) if value in {each.value for each in kind} else _plain(value)


def _plain(name: str) -> str:
    return name.replace("_", " ").replace(".", ": ")
