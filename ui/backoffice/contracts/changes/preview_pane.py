"""What a change causes, beside its form: today, within a year, and the documents without and with it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from domain.billing.invoice import DraftInvoice, InvoiceKind
from domain.contracts.model import Contract
from domain.contracts.pausing import term_end
from domain.contracts.preview_change import ChangePreview
from domain.money import Money
from domain.period import ONE_DAY
from ui.backoffice.contracts.changes.compared import Compared, Mark, compared, is_like, signed
from ui.backoffice.contracts.changes.letters import LetterShown, letter_fact, letters_box
from ui.backoffice.words import explained
from ui.language import _, count, shown_date, shown_money
from ui.theme import Tone, theme
from ui.widgets.badge import Badge
from ui.widgets.base import clear, column, line, panel, text
from ui.widgets.key_values import Fact, KeyValues

MOST = 30
"""More documents than this nobody compares by eye."""


class PreviewPane(QFrame):
    """`show_preview`, or `show_words` while there is nothing to compare. `no_letter`: said where the usual is wrong."""

    def __init__(self, parent: QWidget | None = None, *, no_letter: str = "") -> None:
        super().__init__(parent)
        self._no_letter, self._none_in_short = no_letter, _("see below") if no_letter else _("no letter")
        self.setProperty("role", "card")
        self.effects, self._words = KeyValues(), text("", "muted", wrap=True)
        self._documents = QWidget()
        self._rows = column(gap=6)
        self._documents.setLayout(self._rows)
        self.rows: tuple[Compared, ...] = ()
        self.letters: tuple[LetterShown, ...] = ()
        self.summary = ""
        self.setLayout(
            column(
                text(_("What this does"), "title"), text(_("Preview, not saved yet"), "muted"), self._words,
                self.effects, 4, self._documents, None, gap=10, margin=20,
            )
        )  # fmt: skip
        self.setMinimumWidth(theme().px(300))

    def show_words(self, words: str) -> None:
        """Instead of a preview: what is missing, or that it is refused."""
        self._words.setText(words)
        self._words.show()
        self.effects.hide()
        self._documents.hide()

    def show_preview(self, preview: ChangePreview, before: Contract, letters: Sequence[LetterShown] = ()) -> None:
        self._words.hide()
        facts = _facts(preview, before)
        sent = letter_fact(letters, preview.today)
        facts.append(Fact(_("Letter"), sent or self._none_in_short))
        self.effects.set_facts(facts)
        self.summary = " · ".join(f"{fact.name}: {fact.value}" for fact in facts[:2])
        self.effects.show()
        self.rows, self.letters = compared(preview.before, preview.after), tuple(letters)
        clear(self._rows)
        self._rows.addWidget(_headings())
        previous: Compared | None = None
        for each in self.rows[:MOST]:
            self._rows.addWidget(line())
            self._rows.addWidget(_document(each, previous, preview.today))
            previous = each
        if not self.rows:
            self._rows.addWidget(
                text(_("Nothing is billed within a year, neither before nor after."), "muted", wrap=True)
            )
        if len(self.rows) > MOST:
            more = count("and {count} more document", "and {count} more documents", len(self.rows) - MOST)
            self._rows.addWidget(text(more, "muted"))
        self._rows.addSpacing(theme().px(8))
        self._rows.addWidget(letters_box(self.letters, preview.today, self._no_letter))
        self._documents.show()


def more_words(amount: Money, nothing: str) -> str:
    """+ 12,00 €, or − 12,00 €, or that nothing changes."""
    if not amount:
        return nothing
    return f"{'+' if amount.minor > 0 else '−'} {shown_money(Money(abs(amount.minor), amount.currency))}"


def _facts(preview: ChangePreview, before: Contract) -> list[Fact]:
    after, year = preview.contract, preview.year_more
    tone = None if not year else Tone.OK if year.minor > 0 else Tone.WARN
    facts = [_today(preview), Fact(_("Within a year"), more_words(year, _("no difference")), tone)]
    if before.end_on != after.end_on:
        facts.append(Fact(_("Last day"), f"{_end(before.end_on)} → {_end(after.end_on)}"))
    if term_end(before) != term_end(after):
        was, now_until = term_end(before), term_end(after)
        facts.append(Fact(_("Minimum term until"), f"{_day(was)} → {_day(now_until)}"))
    return facts


def _today(preview: ChangePreview) -> Fact:
    """A credit gives back what was charged; what no invoice has yet is only not charged."""
    now, credited = preview.today_more, preview.today_credited
    if not now:
        return Fact(_("Today"), _("nothing"))
    if now.minor > 0:
        return Fact(_("Today"), _("charge {amount}").format(amount=shown_money(now)), Tone.WARN)
    credited = min(credited, -now)
    words = [_("credit {amount}").format(amount=shown_money(credited))] if credited else []
    if credited != -now:
        words.append(_("{amount} less is charged").format(amount=shown_money(-now - credited)))
    return Fact(_("Today"), ", ".join(words), Tone.OK)


def _end(end_on: date | None) -> str:
    return _day(None if end_on is None else end_on - ONE_DAY)


def _day(day: date | None) -> str:
    return _("open") if day is None else shown_date(day)


def _grid(edge: int = 0) -> tuple[QWidget, QGridLayout]:
    made, grid = QWidget(), QGridLayout()
    grid.setContentsMargins(theme().px(8), theme().px(edge), theme().px(8), theme().px(edge))
    grid.setHorizontalSpacing(theme().px(12))
    grid.setVerticalSpacing(theme().px(2))
    grid.setColumnMinimumWidth(0, theme().px(92))
    for number in (1, 2):
        grid.setColumnMinimumWidth(number, theme().px(88))
        grid.setColumnStretch(number, 1)
    grid.setColumnMinimumWidth(3, theme().px(84))
    made.setLayout(grid)
    return made, grid


def _headings() -> QWidget:
    made, grid = _grid()
    grid.addWidget(text(_("Day"), "section"), 0, 0)
    grid.addWidget(_right(text(_("Without"), "section")), 0, 1)
    grid.addWidget(_right(text(_("With"), "section")), 0, 2)
    return made


def _document(each: Compared, previous: Compared | None, today: date) -> QWidget:
    mark = each.mark
    made, grid = _grid(0 if mark is Mark.SAME else 8)
    day = _("today") if each.on <= today else shown_date(each.on)
    grid.addWidget(text(day, "" if mark is not Mark.SAME else "muted"), 0, 0)
    grid.addWidget(_amount(each.before, "muted"), 0, 1)
    grid.addWidget(_amount(each.after, "muted" if mark is Mark.SAME else "strong"), 0, 2)
    if mark is Mark.SAME:
        if each.is_announced:
            grid.addWidget(text(_("announced"), "small"), 0, 3, Qt.AlignmentFlag.AlignRight)
        return made
    words, tone = {
        Mark.CHANGED: (_("differs"), Tone.WARN),
        Mark.NEW: (_("new"), Tone.ACCENT),
        Mark.GONE: (_("gone"), Tone.BAD),
    }[mark]
    grid.addWidget(Badge(words, tone), 0, 3, Qt.AlignmentFlag.AlignRight)
    if previous is None or previous.mark is not mark or not is_like(each.after, previous.after):
        _explain(grid, each.after)
    if each.is_announced:
        grid.addWidget(
            text(_("announced price, unless the customer objects"), "small", wrap=True), grid.rowCount(), 0, 1, 4
        )
    return panel("note", made, tone=tone, margin=0)


def _explain(grid: QGridLayout, draft: DraftInvoice | None) -> None:
    """The lines of the document with the change; like ones after it are not told again."""
    if draft is None:
        return
    sign = -1 if draft.kind is InvoiceKind.CREDIT_NOTE else 1
    for number, one in enumerate(draft.lines, start=1):
        amount = shown_money(Money(sign * one.amount.minor, one.amount.currency))
        words = f"{one.posting.title} · {explained(one.posting)} · {amount}"
        grid.addWidget(text(words, "small", wrap=True), number, 0, 1, 4)


def _amount(draft: DraftInvoice | None, role: str) -> QLabel:
    return _right(text("–" if draft is None else shown_money(signed(draft)), role))


def _right(label: QLabel) -> QLabel:
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label
