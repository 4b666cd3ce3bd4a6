"""The letters that a change sends, as their customer will read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from domain.contracts.preview_change import ChangePreview
from domain.messages.contract_letter import ContractLetter
from domain.messages.letter import Letter
from domain.papers import Papers
from domain.views.office_rows import ContractPage
from ui.language import _, shown_date
from ui.widgets.base import column, panel, text


@dataclass(frozen=True, slots=True)
class LetterShown:
    """A letter with the day on which it goes out, and the address; "": nowhere to send it. `once_back`: it goes out
    on that day if all things are here by then, else with the last of them."""

    on: date
    letter: Letter
    to: str
    once_back: bool = False


def worded(papers: Papers, preview: ChangePreview, page: ContractPage) -> tuple[LetterShown, ...]:
    """Reads the templates: to be called away from the window."""
    customer = page.customer
    return tuple(
        LetterShown(
            each.on,
            papers.contract_letter(
                ContractLetter("", each.told, customer.language, customer.personal.name, page.contract.number)
            ),
            customer.personal.email,
            each.once_back,
        )
        for each in preview.letters
    )


def letters_box(letters: Sequence[LetterShown], today: date, none: str = "") -> QWidget:
    """Each letter with its words; or that none is sent. `none`: what is said then instead of the usual."""
    made = QWidget()
    box = column(text(_("Letters"), "section"), gap=8)
    if not letters:
        usual = _("No letter is sent because of this. Tell the customer yourself.")
        box.addWidget(text(none or usual, "muted", wrap=True))
    for each in letters:
        box.addWidget(_shown(each, today))
    made.setLayout(box)
    return made


def letter_fact(letters: Sequence[LetterShown], today: date) -> str:
    """The first letter and its day in short, and how many more; "": none."""
    if not letters:
        return ""
    first = letters[0]
    when = _("once all is back") if first.once_back else _("today") if first.on <= today else shown_date(first.on)
    words = f"{first.letter.subject} ({when})"
    return words if len(letters) == 1 else _("{letter} and {count} more").format(letter=words, count=len(letters) - 1)


def _shown(each: LetterShown, today: date) -> QWidget:
    when = _("today") if each.on <= today else shown_date(each.on)
    if each.once_back:
        when = _("once all is back, from {day} on").format(day=shown_date(max(each.on, today)))
    to = each.to or _("no e-mail address: the letter waits for one")
    words = text(each.letter.body.strip(), "small", wrap=True)
    return panel(
        "note", text(each.letter.subject, "strong", wrap=True), text(f"{when} · {to}", "muted", wrap=True), words
    )
