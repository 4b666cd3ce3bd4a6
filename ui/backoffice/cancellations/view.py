"""One declaration: as it came in, whose contract it is, what carrying it out does, and each step."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from domain.application import Command, Event
from domain.cancellations.deed import ends_by_it
from domain.cancellations.model import DeclaredKind
from domain.cancellations.reopen_declaration import ReopenDeclaration
from domain.cancellations.set_aside_declaration import Aside, SetAsideDeclaration
from domain.cancellations.stages import Stage, Step, open_steps
from domain.cancellations.take_back_declaration import TakeBackDeclaration
from domain.clock import today
from domain.contracts.status import Action, open_actions
from domain.settings.cancellations import Retention
from domain.views.declarations import DeclarationPage, DeclarationStep
from domain.views.office_rows import ContractPage, StoredPaper
from domain.views.swaps import SwapPage
from ui.backoffice.asking import give
from ui.backoffice.cancellations.end_panel import EndPanel
from ui.backoffice.cancellations.list import TONES, age_words
from ui.backoffice.cancellations.match_panel import MatchPanel
from ui.backoffice.contracts.changes.deeds import deed
from ui.backoffice.contracts.changes.editor import ContractEditor
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.parts import Sides, bring_into_view, link
from ui.backoffice.swaps.panel import SwapForPanel
from ui.backoffice.things import ThingPage
from ui.cancellation_words import cancel_reason_words
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_instant
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import clear, column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.deeds import fill_deeds
from ui.widgets.forms import TextField
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.overlays import ConfirmDialog, confirm
from ui.widgets.timeline import Timeline, TimelineEvent

_OFFERS = {Retention.PAUSE: "PauseContract", Retention.DISCOUNT: "GrantDiscount"}
_SIGNS = {
    Step.RECEIVE: "email-outline",
    Step.MATCH: "link-variant",
    Step.CARRY_OUT: "check-bold",
    Step.TAKE_BACK: "undo",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A declaration with the contract that it means; None: nobody knows yet. `swap`: what could be swapped, where that
    may be offered."""

    page: DeclarationPage
    contract: ContractPage | None
    swap: SwapPage | None = None


class OneDeclaration(ThingPage[Shown]):
    """What is not possible now is not shown."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self.desk = desk
        self.dialog: DeedDialog | None = None
        self.question: ConfirmDialog | None = None
        super().__init__(shell, _("Declaration"), self._asked, _topics)

    def build(self) -> QWidget:
        self.next_step, self._deeds = text("", wrap=True), row(gap=8)
        self.buttons: dict[str, QPushButton] = {}
        head = Card(_("What is next"))
        head.body.addWidget(self.next_step)
        head.body.addLayout(self._deeds)
        self.said, self._file = text("", wrap=True), column()
        self.said.setTextInteractionFlags(self.next_step.textInteractionFlags())
        self.raw = Card(_("As it came in"))
        self.raw.body.addWidget(self.said)
        self.raw.body.addLayout(self._file)
        self.match, self.end = MatchPanel(self.desk, self.shell), EndPanel(self.desk, self.shell)
        self.match.asked.connect(lambda command: self._give(command, _("The customer is told at once.")))
        self.end.asked.connect(lambda command: self._give(command, _("Carried out. Credits follow with the next run.")))
        self.match_card = Card(_("Whose contract it is")).add(self.match)
        self.end_card = Card(_("What carrying it out does")).add(self.end)
        main = QWidget()
        main.setLayout(column(head, self.raw, self.end_card, self.match_card, None, gap=24))
        return Sides(main, self._side())

    def fill(self, thing: Shown) -> None:
        page, found = thing.page, thing.page.row
        badges = [(label(found.stage), TONES.get(found.stage, Tone.NEUTRAL))]
        if found.age:
            badges.append((age_words(found), Tone.WARN))
        who = found.name or page.sender.email or _("sender unknown")
        self.set_heading(_("Declaration {number}").format(number=found.number), who, tuple(badges))
        self.next_step.setText(_next_words(thing))
        self.buttons = fill_deeds(self._deeds, ((*deed, False) for deed in self._possible(thing)))
        self._fill_raw(page)
        steps = open_steps(found.stage)
        self.match_card.setVisible(Step.MATCH in steps)
        if Step.MATCH in steps:
            self.match.show_page(page)
        can_end = Step.CARRY_OUT in steps and thing.contract is not None
        self.end_card.setVisible(can_end)
        if can_end and thing.contract is not None:
            self.end.show_page(page, thing.contract)
        self._fill_about(thing)
        self._fill_offers(thing)
        self.timeline.set_events([_event(step) for step in page.steps])

    def _side(self) -> QWidget:
        self.facts, self.timeline, self._links = KeyValues(), Timeline(), column(gap=4)
        self.timeline.setMinimumHeight(240)
        about = Card(_("About"))
        about.body.addLayout(self._links)
        about.add(self.facts)
        self.editor = ContractEditor(self.desk, self.shell, self)
        self._offers = column(gap=8)
        self.offers = Card(_("If they want to stay"))
        hint = _("The declaration is kept and confirmed whatever is offered. If they stay, take it back afterwards.")
        self.offers.body.addWidget(text(hint, "muted", wrap=True))
        self.offers.body.addLayout(self._offers)
        self.swap = SwapForPanel(self.desk, self.shell, lambda: today(self.desk.clock))
        self.swap.closed.connect(self.swap.hide)
        self.swap.hide()
        side = QWidget()
        side.setLayout(
            column(about, self.offers, self.swap, Card(_("History")).add(self.timeline, stretch=1), None, gap=24)
        )
        return side

    def _asked(self, ref: str) -> Shown:
        page = self.desk.office.declarations.page(ref)
        contract = self.desk.office.contract(page.contract) if page.contract else None
        swap = None
        if contract is not None and Retention.SWAP in page.settings.offers:
            swap = self.desk.office.swaps.page(contract.contract.id, today(self.desk.clock))
        return Shown(page, contract, swap)

    # What can be done.

    def _possible(self, thing: Shown) -> list[tuple[str, str, Callable[[], object]]]:
        steps, known = open_steps(thing.page.row.stage), thing.page.row.id
        deeds: list[tuple[str, str, Callable[[], object]]] = []
        if Step.DOUBLE in steps:
            double = SetAsideDeclaration(known, Aside.DOUBLE)
            deeds.append(("double", _("It is a double"), lambda: self._give(double, _("Set aside as a double."))))
        if Step.NOT_OURS in steps:
            deeds.append(("not_ours", _("Not ours …"), lambda: self._ask_not_ours(thing.page)))
        if Step.TAKE_BACK in steps and _can_go_on(thing):
            deeds.append(("take_back", _("They take it back …"), lambda: self._ask_back(thing)))
        if Step.REOPEN in steps and _can_reopen(thing):
            again = ReopenDeclaration(known)
            deeds.append(("reopen", _("Look at it again"), lambda: self._give(again, _("Opened again."))))
        return deeds

    def _ask_not_ours(self, page: DeclarationPage) -> None:
        detail = _("The sender is told that no contract was found. The declaration stays and can be opened again.")
        then = partial(
            self._give, SetAsideDeclaration(page.row.id, Aside.NOT_OURS), _("Set aside; the sender is told.")
        )
        self.question = confirm(self, _("No contract with us?"), detail, _("Not ours"), then)

    def _ask_back(self, thing: Shown) -> None:
        was_done = thing.page.row.stage is Stage.CARRIED_OUT
        about = _("The contract goes on as if no notice had come; the customer gets a letter.")
        if not was_done:
            about = _("The declaration ends nothing. A customer whose contract is known gets a letter.")
        made = DeedDialog(
            self.desk, self.shell, self, title=_("Take the declaration back"), detail=about, deed=_("Taken back")
        )
        made.form.add(why=TextField(_("Why (stays in the history)"), lines=2, longest=300))
        version = 0 if thing.contract is None else thing.contract.contract.version
        made.make = lambda values: TakeBackDeclaration(thing.page.row.id, version, values["why"])
        self.dialog = made
        made.open()
        made.form["why"].setFocus()

    def _give(self, command: Command, words: str) -> None:
        def done(_event: Event) -> None:
            self.shell.toast(words)

        give(self.shell, self.desk, command, done, self._refused, owner=self)

    def _refused(self, error: Exception) -> None:
        """Whatever someone else did meanwhile is shown at once."""
        self.presenter.load("")
        self.shell.show_refusal(error)

    # What there is to see.

    def _fill_raw(self, page: DeclarationPage) -> None:
        self.said.setText(page.sender.words.strip() or _("No words; see the file."))
        clear(self._file)
        if page.file_name:
            self._file.addLayout(row(link(page.file_name, partial(self._open_file, page)), None))

    def _open_file(self, page: DeclarationPage) -> None:
        ask = partial(self.desk.office.declarations.file, page.row.id)
        self.shell.services.background.run(ask, self._show_file, self.shell.show_refusal, self)

    def _show_file(self, paper: StoredPaper) -> None:
        keep = partial(self.desk.folder.keep, paper.file_name, paper.content)
        self.shell.services.background.run(keep, self.desk.folder.show, self.shell.show_refusal, self)

    def _fill_about(self, thing: Shown) -> None:
        page, sender = thing.page, thing.page.sender
        clear(self._links)
        if thing.contract is not None:
            contract = thing.contract.contract
            opens = partial(self.shell.open, "contract", contract.number)
            self._links.addLayout(row(text(_("Contract"), "muted"), None, link(contract.number, opens)))
            who = thing.contract.customer
            opens = partial(self.shell.open, "customer", who.number)
            self._links.addLayout(row(text(_("Customer"), "muted"), None, link(who.personal.name, opens)))
        for number in page.others:
            opens = partial(self.shell.open, "declaration", number)
            self._links.addLayout(row(text(_("Declared before"), "muted"), None, link(number, opens)))
        facts = [
            Fact(_("Received"), shown_instant(page.row.received_at)),
            Fact(_("By"), label(page.row.channel)),
            Fact(_("Taken in by"), page.taken_by),
        ]
        asked = ((_("Name"), sender.name), (_("As written"), sender.contract), (_("E-mail"), sender.email))
        facts += [Fact(name, value) for name, value in asked if value]
        declared = page.declaration.declared
        if declared is not None:
            facts.append(Fact(_("What it means"), label(declared.kind)))
            if declared.kind is not DeclaredKind.WITHDRAWAL:
                facts.append(Fact(_("Wanted end"), declared.wanted_on or _("as soon as possible")))
            if declared.reason:
                facts.append(Fact(_("Why they go"), cancel_reason_words(declared.reason)))
            if declared.why:
                facts.append(Fact(_("The good reason"), declared.why))
        self.facts.set_facts(facts)

    def _begin_swap(self, thing: Shown) -> None:
        if thing.swap is not None:
            self.swap.show()
            self.swap.begin(thing.swap)
            bring_into_view(self.swap)

    def _fill_offers(self, thing: Shown) -> None:
        """Only with a contract that runs on; each is a change of its own, with its preview."""
        clear(self._offers)
        self.editor.page = thing.contract
        case = self.editor.case()
        allowed = thing.page.settings.offers
        is_open = thing.page.row.stage is Stage.MATCHED and case is not None
        self.offers.setVisible(is_open and bool(allowed))
        if not is_open or case is None or thing.contract is None:
            self.swap.hide()
            return
        for each in allowed:
            if each is Retention.SWAP:
                act, why_not = partial(self._begin_swap, thing), _swap_obstacle(thing.swap)
            else:
                act = partial(self.editor.begin_command, _OFFERS[each])
                why_not = deed(_OFFERS[each]).obstacle(case)
            made = button(_("{change} …").format(change=label(each)), act)
            made.setObjectName(f"offer_{each}")
            made.setEnabled(not why_not)
            made.setToolTip(_("Not possible: {why}.").format(why=why_not) if why_not else "")
            self._offers.addLayout(row(made, None))


def _swap_obstacle(page: SwapPage | None) -> str:
    if page is None or not page.can_swap:
        return _("nothing they hold is in an exchange group")
    return ""


def _topics(thing: Shown) -> frozenset[str]:
    topics = {f"declaration:{thing.page.row.id}", "settings"}
    if thing.page.contract_id is not None:
        topics.add(f"contract:{thing.page.contract_id}")
    return frozenset(topics)


def _can_go_on(thing: Shown) -> bool:
    """What was carried out goes on only while its contract can be kept, or does so already."""
    if thing.page.row.stage is not Stage.CARRIED_OUT or thing.contract is None:
        return True
    contract = thing.contract.contract
    return Action.KEEP in open_actions(contract.status) or not ends_by_it(contract)


def _can_reopen(thing: Shown) -> bool:
    is_done = thing.page.row.stage is Stage.CARRIED_OUT and thing.contract is not None
    return not is_done or (thing.contract is not None and not ends_by_it(thing.contract.contract))


def _next_words(thing: Shown) -> str:
    page = thing.page
    if page.row.stage is Stage.MATCHED and page.others:
        words = _("The same contract was meant by {others}. If it says the same, it is a double.")
        return words.format(others=", ".join(page.others))
    if page.row.stage is Stage.CARRIED_OUT and thing.contract is not None and not ends_by_it(thing.contract.contract):
        return _("It was carried out and then taken back in the contract: take it back here too, or look at it again.")
    return {
        Stage.UNMATCHED: _("Find out whose contract it is. What counts is when it was received, not when you find it."),
        Stage.MATCHED: _("The customer knows. Look at what it does, then carry it out."),
        Stage.CARRIED_OUT: _("Done: the contract ends, and the customer has the day in writing."),
        Stage.TAKEN_BACK: _("Taken back: it ends nothing."),
        Stage.NOT_OURS: _("Set aside: no contract with us."),
        Stage.DOUBLE: _("Set aside: the same was declared before."),
    }[page.row.stage]


def _event(step: DeclarationStep) -> TimelineEvent:
    detail = step.facts.get("number", "") or step.facts.get("why", "")
    return TimelineEvent(step.at, _SIGNS.get(step.step, "circle-outline"), label(step.step), detail, step.who)
