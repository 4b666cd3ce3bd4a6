"""Whose contract it is, and what was declared: suggestions to choose from, a search for all others."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from domain.cancellations.match_declaration import MatchDeclaration
from domain.cancellations.matching import Candidate, Suggestion
from domain.cancellations.model import LONGEST_WHY, Declared, DeclaredKind
from domain.ids import ContractId
from domain.views.declarations import DeclarationPage
from ui.backoffice.asking import Asker
from ui.backoffice.parts import PickField
from ui.cancellation_words import reason_choices
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.widgets.base import clear, column, row, text
from ui.widgets.buttons import button
from ui.widgets.forms import ChoiceField, DateField, Form, TextField

BEST = 4


class MatchPanel(QWidget):
    """`asked` gives the MatchDeclaration to carry out."""

    asked = Signal(object)

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__()
        self._desk = desk
        self._page: DeclarationPage | None = None
        self._chosen: tuple[ContractId, str] | None = None
        self._asker = Asker(shell, self)
        self.suggested = column(gap=8)
        self.search = PickField[Candidate](_("Other contract: number or customer"), self._ask, _shown)
        self.search.picked.connect(self._pick)
        self.chosen = text("", "strong", wrap=True)
        self.form, self._form_place = Form(), column()
        self.match = button(_("This is the contract"), self.give, kind="primary", sign="link-variant")
        self.setLayout(
            column(self.suggested, self.search, self.chosen, self._form_place, row(None, self.match), gap=12)
        )

    def show_page(self, page: DeclarationPage) -> None:
        is_new = self._page is None or self._page.row.id != page.row.id or self._page.row.stage is not page.row.stage
        self._page = page
        if is_new:
            self._fill_form(page)
            self._fill_suggestions(page.suggestions)
            contract_id = page.contract_id
            self._choose(None if contract_id is None else (contract_id, page.contract))

    def give(self) -> None:
        values = self.form.read()
        if values is None or self._page is None or self._chosen is None:
            return
        kind = values["kind"]
        if kind is DeclaredKind.EXTRAORDINARY and not values["why"]:
            self.form["why"].show_error(_("An end for a good reason needs that reason. It stays in the history."))
            self.form["why"].setFocus()
            return
        has_day = bool(values["chosen"]) and kind is not DeclaredKind.WITHDRAWAL
        why = values["why"] if kind is DeclaredKind.EXTRAORDINARY else ""
        declared = Declared(kind, values["wanted"] if has_day else None, values["reason"], why)
        self.asked.emit(MatchDeclaration(self._page.row.id, self._chosen[0], declared))

    def _fill_form(self, page: DeclarationPage) -> None:
        clear(self._form_place)
        self.form = Form()
        received_on = page.declaration.received_on
        soon = [(False, _("as soon as possible")), (True, _("on a day"))]
        self.form.add(kind=ChoiceField(_("What it means"), [(each, label(each)) for each in DeclaredKind]))
        self.form.add(chosen=ChoiceField(_("Wanted end"), soon), wanted=DateField(_("Last day wanted"), received_on))
        self.form.add(why=TextField(_("The good reason"), lines=2, longest=LONGEST_WHY))
        self.form.add(reason=ChoiceField(_("Why they go"), reason_choices(page.settings)))
        declared = page.declaration.declared
        if declared is not None:
            self._set("kind", declared.kind)
            self._set("chosen", declared.wanted_on is not None)
            self._set("why", declared.why)
            if declared.wanted_on is not None:
                self._set("wanted", declared.wanted_on)
            if declared.reason in [value for value, _words in reason_choices(page.settings)]:
                self._set("reason", declared.reason)
        for name in ("kind", "chosen"):
            self.form[name].changed.connect(self._settle)
        self._form_place.addWidget(self.form)
        self._settle()

    def _set(self, name: str, value: Any) -> None:
        field: Any = self.form[name]
        field.set_value(value)

    def _settle(self) -> None:
        kind = self.form["kind"].value()
        is_withdrawal = kind is DeclaredKind.WITHDRAWAL
        self.form["chosen"].setVisible(not is_withdrawal)
        self.form["wanted"].setVisible(not is_withdrawal and bool(self.form["chosen"].value()))
        self.form["why"].setVisible(kind is DeclaredKind.EXTRAORDINARY)

    def _fill_suggestions(self, found: Sequence[Suggestion]) -> None:
        clear(self.suggested)
        if not found:
            words = _("No contract fits name, number or e-mail. Search for it below.")
            self.suggested.addWidget(text(words, "muted", wrap=True))
        for each in found[:BEST]:
            one = each.candidate
            pick = button(f"{one.number} · {one.name}", partial(self._pick, one), sign="file-document-outline")
            pick.setToolTip(_("Choose this contract"))
            self.suggested.addLayout(row(pick, None))
            signs = ", ".join(label(sign) for sign in each.signs)
            about = [one.title, label(one.status), _("fits: {signs}").format(signs=signs)]
            if one.has_ending:
                about.append(_("has notice already"))
            self.suggested.addWidget(text(" · ".join(part for part in about if part), "small", wrap=True))

    def _pick(self, one: Candidate) -> None:
        self._choose((one.contract_id, f"{one.number} · {one.name}"))

    def _choose(self, chosen: tuple[ContractId, str] | None) -> None:
        self._chosen = chosen
        self.match.setEnabled(chosen is not None)
        self.chosen.setText(_("Chosen: {contract}").format(contract=chosen[1]) if chosen else _("No contract chosen"))

    def _ask(self, words: str, done: Callable[[Sequence[Candidate]], None]) -> None:
        self._asker.ask(partial(self._desk.office.declarations.candidates, words), done)


def _shown(one: Candidate) -> tuple[str, str, str]:
    return one.number, f"{one.name} · {one.title} · {label(one.status)}", "file-document-outline"
