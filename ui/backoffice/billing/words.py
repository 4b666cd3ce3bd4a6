"""Words of the billing centre: what a run came to, how far it is, and why a contract was left out."""

from collections.abc import Iterable, Mapping
from datetime import date

from domain.billing.preview_run import Oddity, RunSum
from domain.billing.register import NumberState
from domain.billing.run import UNDER_WAY, RunState
from domain.views.office_rows import RunRow
from ui.labels import label
from ui.language import _, count, shown, shown_date, shown_instant, shown_money
from ui.texts import REFUSALS
from ui.theme import Tone

ODDITY_TONES = {
    Oddity.LEFT_OUT: Tone.BAD,
    Oddity.BACKLOG: Tone.WARN,
    Oddity.CREDIT: Tone.WARN,
    Oddity.FIRST: Tone.ACCENT,
    Oddity.BIG_CHANGE: Tone.WARN,
    Oddity.USUAL: Tone.NEUTRAL,
}
STATE_TONES = {
    RunState.WAITING: Tone.NEUTRAL,
    RunState.RUNNING: Tone.ACCENT,
    RunState.DONE: Tone.OK,
    RunState.CANCELLED: Tone.WARN,
    RunState.FAILED: Tone.BAD,
}
NAMED = 5
"""Contracts left out that stand below a run; all that are still due have a list of their own."""

NUMBER_TONES = {NumberState.ISSUED: Tone.OK, NumberState.VOID: Tone.WARN, NumberState.MISSING: Tone.BAD}


def why(code: str, facts: Mapping[str, object]) -> str:
    """The sentence of a refusal that was kept: its facts are texts, days among them are shown as days."""
    values = {name: _fact(value) for name, value in facts.items()}
    try:
        return _(REFUSALS[code]).format_map(values)
    except KeyError:
        return code


def _fact(value: object) -> str:
    try:
        return shown_date(date.fromisoformat(value)) if isinstance(value, str) else shown(value)
    except ValueError:
        return str(value)


def documents(invoices: int, credit_notes: int) -> str:
    """So: "12 invoices", with credit notes "12 invoices, 1 credit note"."""
    words = count("{count} invoice", "{count} invoices", invoices)
    if not credit_notes:
        return words
    notes = count("{count} credit note", "{count} credit notes", credit_notes)
    return f"{words}, {notes}" if invoices else notes


def sum_words(sums: Iterable[RunSum]) -> str:
    """Each currency's documents and amounts, "" when nothing is written."""
    words = _("{documents}: {net} net, {vat} VAT, {gross} in all")
    return " · ".join(
        words.format(
            documents=documents(each.invoices, each.credit_notes),
            net=shown_money(each.net),
            vat=shown_money(each.vat),
            gross=shown_money(each.gross),
        )
        for each in sums
    )


def who(run: RunRow) -> str:
    return run.who or _("by itself at night")


def progress_words(run: RunRow) -> str:
    """How far a run is."""
    if run.is_ending:
        return _("Ending after the customers it is at …")
    if run.state is RunState.WAITING:
        return _("Asked for; the background work begins in a moment.")
    made = count("{count} document", "{count} documents", run.documents)
    words = _("{done} of {of} customers, {documents} so far")
    return words.format(done=run.customers_done, of=run.customers, documents=made)


def ended_words(run: RunRow) -> str:
    """What the last run did."""
    if run.finished_at is None:
        return ""
    words = _("Last run: {when} ({who}), {state}, {documents}")
    made = documents(run.invoices, run.credit_notes)
    return words.format(when=shown_instant(run.finished_at), who=who(run), state=label(run.state), documents=made)


def run_detail(run: RunRow) -> str:
    """Sums and the contracts left out, for the run that is chosen."""
    lines = [sum_words(run.sums)] if run.sums else []
    if run.state not in UNDER_WAY and not run.sums:
        lines.append(_("This run wrote nothing."))
    lines.extend(f"{each.contract.number}: {why(each.code, each.facts)}" for each in run.failures[:NAMED])
    if len(run.failures) > NAMED:
        lines.append(_("… and {count} more").format(count=len(run.failures) - NAMED))
    return "\n".join(lines)
