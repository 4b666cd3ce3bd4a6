"""One return: where it stands and what can be done next, each thing, damage and claims, photos, every step."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from domain.application import Command, Event
from domain.clock import today
from domain.ids import ContractId, new_uuid
from domain.returns.approve_return import ApproveReturn
from domain.returns.call_off_return import CallOffReturn
from domain.returns.charge_claim import ChargeClaim
from domain.returns.claims import OPEN_CLAIMS, Claim, ClaimState
from domain.returns.close_return import CloseReturn
from domain.returns.inspect_return import InspectReturn
from domain.returns.keep_photo import KeepPhoto
from domain.returns.model import LineState, Way
from domain.returns.note_damage import NoteDamage
from domain.returns.photos import PhotoId
from domain.returns.stages import OVER, Stage, Step, open_steps
from domain.views.lifecycle import LifeOf
from domain.views.office_rows import StoredPaper
from domain.views.returns import OfficeReturn, OfficeReturnLine, OfficeReturnPage
from ui.backoffice.asking import give
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.parts import Sides, link
from ui.backoffice.returns.claim import ClaimDialog
from ui.backoffice.returns.dialogs import (
    drop_dialog,
    extend_dialog,
    label_dialog,
    object_dialog,
    refuse_dialog,
    sent_dialog,
)
from ui.backoffice.returns.list import stage_tone
from ui.backoffice.things import ThingPage
from ui.damages.asking import DamageAsking
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_date, shown_instant, shown_money
from ui.lifecycle.panel import LifePanel
from ui.photos.dialog import PhotoDialog, photo_dialog
from ui.photos.pairs import PhotoPairs
from ui.return_words import reason_words
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.badge import Badge
from ui.widgets.base import clear, column, line, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.deeds import fill_deeds
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.overlays import ConfirmDialog, confirm

LINE_TONES = {
    LineState.EXPECTED: Tone.ACCENT,
    LineState.RECEIVED: Tone.OK,
    LineState.MISSING: Tone.WARN,
    LineState.OTHER: Tone.BAD,
}
CLAIM_TONES = {
    ClaimState.TOLD: Tone.ACCENT,
    ClaimState.OBJECTED: Tone.WARN,
    ClaimState.CHARGED: Tone.OK,
    ClaimState.DROPPED: Tone.NEUTRAL,
}
MORE_DAYS = timedelta(days=14)


class OneReturn(ThingPage[OfficeReturnPage]):
    """The next deeds stand at the top; what is not possible now is not shown."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self.desk = desk
        self.dialog: DeedDialog | None = None
        self.question: ConfirmDialog | None = None
        self.photographing: PhotoDialog | None = None
        super().__init__(shell, _("Return"), desk.office.returns.page, _topics)

    def build(self) -> QWidget:
        self.next_step = text("", wrap=True)
        self._deeds = row(gap=8)
        self.buttons: dict[str, QPushButton] = {}
        head = Card(_("What is next"))
        head.body.addWidget(self.next_step)
        head.body.addLayout(self._deeds)
        self._things, self._claims = column(gap=16), column(gap=12)
        things, claims = Card(_("Things")), Card(_("Damage"))
        things.body.addLayout(self._things)
        claims.body.addLayout(self._claims)
        self.claims_card = claims
        main = QWidget()
        self.history = LifePanel(self.desk, self.shell, LifeOf.RETURN)
        main.setLayout(column(head, things, claims, Card(_("History")).add(self.history), None, gap=24))
        self.facts, self._links = KeyValues(), column(gap=4)
        about = Card(_("About"))
        about.body.addLayout(self._links)
        about.add(self.facts)
        side = QWidget()
        side.setLayout(column(about, None, gap=24))
        return Sides(main, side)

    def fill(self, thing: OfficeReturnPage) -> None:
        found = thing.row
        badges = [(label(found.stage), stage_tone(found))]
        if found.late_days:
            badges.append((count("{count} day overdue", "{count} days overdue", found.late_days), Tone.WARN))
        title = _("Return {number}").format(number=found.number)
        self.set_heading(title, f"{found.customer} · {', '.join(found.contracts)}", tuple(badges))
        self.next_step.setText(_next_words(thing))
        self.buttons = fill_deeds(self._deeds, self._possible(thing))
        self._fill_things(thing)
        self._fill_claims(thing)
        self._fill_about(found)
        self.history.show_life(found.id, found.number)

    # What can be done.

    def _possible(self, thing: OfficeReturnPage) -> list[tuple[str, str, Callable[[], object], bool]]:
        found, steps = thing.row, open_steps(thing.row.stage)
        case = found.id
        day = max(today(self.desk.clock), found.return_until or today(self.desk.clock)) + MORE_DAYS
        deeds: list[tuple[str, str, Callable[[], object], bool]] = []
        if Step.APPROVE in steps:
            deeds.append(("approve", _("Agree"), lambda: self._give(ApproveReturn(case), _("Agreed.")), True))
            deeds.append(("refuse", _("Refuse …"), lambda: self._ask(refuse_dialog(*self._for(), case)), False))
        is_new = found.stage is Stage.APPROVED
        if Step.SEND_LABEL in steps and found.way is Way.LABEL:
            deeds.append(("label", _("Send label …"), lambda: self._ask(label_dialog(*self._for(), case)), is_new))
        if Step.SET_OUT in steps:
            deeds.append(("sent", _("On its way …"), lambda: self._ask(sent_dialog(*self._for(), case)), False))
        if self._can_wait(thing):
            words = _("Give more time …")
            deeds.append(("extend", words, lambda: self._ask(extend_dialog(*self._for(), case, day)), False))
        if thing.may_call_off and found.stage not in OVER:
            deeds.append(("call_off", _("Call off …"), lambda: self._ask_off(thing), False))
        if Step.CLOSE in steps:
            is_done = not thing.damages or bool(thing.claims)
            deeds.append(("close", _("Close"), lambda: self._give(CloseReturn(case), _("Closed.")), is_done))
        return deeds

    def _can_wait(self, thing: OfficeReturnPage) -> bool:
        steps = open_steps(thing.row.stage)
        is_short = any(each.state is not LineState.RECEIVED for each in thing.lines)
        return thing.row.return_until is not None and (
            Step.EXTEND in steps or (Step.EXPECT_AGAIN in steps and is_short)
        )

    def _for(self) -> tuple[Desk, Shell, QWidget]:
        return self.desk, self.shell, self

    def _ask(self, dialog: DeedDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _give(self, command: Command, words: str) -> None:
        def done(_event: Event) -> None:
            self.shell.toast(words)

        give(self.shell, self.desk, command, done, self.shell.show_refusal, owner=self)

    def _ask_off(self, thing: OfficeReturnPage) -> None:
        title = _("Call this return off?")
        words = _("The customer keeps the things. What was stopped by it is charged again, without a gap.")
        contract = thing.lines[0].contract_id
        act = partial(self._give, CallOffReturn(contract, thing.row.id), _("Called off."))
        self.question = confirm(self, title, words, _("Call off"), act, danger=True)

    # Things, damage, claims.

    def _fill_things(self, thing: OfficeReturnPage) -> None:
        clear(self._things)
        for n, each in enumerate(thing.lines):
            if n:
                self._things.addWidget(line())
            self._things.addWidget(self._thing(thing, each))

    def _thing(self, thing: OfficeReturnPage, each: OfficeReturnLine) -> QWidget:
        go = link(each.code, partial(self.shell.open, "asset", each.code))
        name = row(text(each.title, "strong"), go, None, Badge(label(each.state), LINE_TONES[each.state]), gap=12)
        made = QWidget()
        layout = column(name, text(_looks(each), "muted", wrap=True), gap=6)
        if each.found:
            who = each.found_holder or _("nobody")
            words = _("Instead there lay {found}. In the books it is with: {who}.").format(found=each.found, who=who)
            layout.addWidget(text(words, tone=Tone.BAD, wrap=True))
        if each.photos or each.received_at is not None:
            photos = PhotoPairs(self.shell, self.desk.office.returns.photo, self._show_photo)
            photos.show_photos(each.photos)
            layout.addWidget(photos)
        if each.state is LineState.RECEIVED:
            layout.addLayout(row(*self._deeds_of(thing, each), None))
        made.setLayout(layout)
        return made

    def _deeds_of(self, thing: OfficeReturnPage, each: OfficeReturnLine) -> list[QPushButton]:
        """What can be done about one thing that is here."""
        deeds = []
        if each.inspected_at is None and Step.NOTE_DAMAGE in open_steps(thing.row.stage):
            command = InspectReturn(thing.row.id, each.asset_id)
            deeds.append(button(_("Mark as inspected"), lambda: self._give(command, _("Inspected.")), sign="check"))
        photo = button(_("Photo …"), partial(self._ask_photo, thing, each), sign="camera-outline")
        photo.setObjectName("photo")
        if Step.NOTE_DAMAGE in open_steps(thing.row.stage):
            damage = button(_("Damage …"), partial(self._ask_damage, thing, each), sign="alert-outline")
            damage.setObjectName("damage")
            deeds.append(damage)
        return [*deeds, photo]

    def _ask_damage(self, thing: OfficeReturnPage, each: OfficeReturnLine) -> None:
        def noted(code: str, title: str) -> None:
            self._give(NoteDamage(thing.row.id, each.asset_id, code, title), _("Damage is noted."))

        self.asking = DamageAsking(self.shell, self.desk.floor.damages_for, self)
        self.asking.ask(each.asset_id, each.code, noted)

    def _ask_photo(self, thing: OfficeReturnPage, each: OfficeReturnLine) -> None:
        def keep(content: bytes) -> None:
            photo_id = PhotoId(new_uuid(self.desk.clock.now(), secrets.token_bytes))
            self._give(KeepPhoto.of(each.asset_id, photo_id, content, thing.row.id), _("Photo is kept"))

        self.photographing = photo_dialog(self.shell, self, each.code, keep)

    def _show_photo(self, paper: StoredPaper) -> None:
        keep = partial(self.desk.folder.keep, paper.file_name, paper.content)
        self.shell.services.background.run(keep, self.desk.folder.show, self.shell.show_refusal, self)

    def _fill_claims(self, thing: OfficeReturnPage) -> None:
        clear(self._claims)
        codes = {each.asset_id: each.code for each in thing.lines}
        for found in thing.damages:
            shown = f"{found.quantity} × {found.title}" if found.quantity > 1 else found.title
            self._claims.addLayout(row(text(shown), None, text(codes.get(found.asset_id, ""), "code")))
        if not thing.damages:
            self._claims.addWidget(text(_("No damage was noted."), "muted"))
        for claim in thing.claims:
            self._claims.addWidget(line())
            self._claims.addWidget(self._claim(thing, claim))
        is_open = any(claim.state in OPEN_CLAIMS for claim in thing.claims)
        if Step.TELL_CLAIM in open_steps(thing.row.stage) and not is_open:
            self._claims.addLayout(row(*self._new_claims(thing), None))

    def _new_claims(self, thing: OfficeReturnPage) -> list[QPushButton]:
        contracts = dict.fromkeys((each.contract_id, each.contract) for each in thing.lines)
        found = []
        for contract_id, number in contracts:
            words = _("Claim damage …") if len(contracts) == 1 else _("Claim damage, {contract} …")
            act = partial(self._claim_for, thing, contract_id)
            made = button(words.format(contract=number), act, sign="cash-plus")
            made.setObjectName("claim")
            found.append(made)
        return found

    def _claim_for(self, thing: OfficeReturnPage, contract_id: ContractId) -> None:
        self._ask(ClaimDialog(self.desk, self.shell, self, thing, contract_id))

    def _claim(self, thing: OfficeReturnPage, claim: Claim) -> QWidget:
        state = Badge(label(claim.state), CLAIM_TONES[claim.state])
        head = row(text(shown_money(claim.amount), "strong"), None, state)
        layout = column(head, gap=6)
        for item in claim.items:
            amount = shown_money(item.amount.times(item.quantity))
            layout.addLayout(row(text(item.title, "muted", wrap=True), None, text(amount, "muted")))
        if claim.state is ClaimState.TOLD:
            words = _("They may object until {day}; after that it is charged by itself.")
            layout.addWidget(text(words.format(day=shown_date(claim.object_until)), "muted", wrap=True))
        if claim.objected_on is not None:
            words = _("Objection of {day}: “{words}”") if claim.objection else _("Objection of {day}, without words.")
            shown = words.format(day=shown_date(claim.objected_on), words=claim.objection)
            layout.addWidget(text(shown, wrap=True))
        if claim.state in OPEN_CLAIMS:
            if claim.contract_id in thing.deposit_contracts:
                layout.addWidget(text(_("It is set off against the deposit, in one final statement."), wrap=True))
            layout.addLayout(row(*self._claim_deeds(thing.row, claim), None))
        made = QWidget()
        made.setLayout(layout)
        return made

    def _claim_deeds(self, found: OfficeReturn, claim: Claim) -> list[QPushButton]:
        deeds = []
        is_told = claim.state is ClaimState.TOLD
        is_early = is_told and today(self.desk.clock) <= claim.object_until
        words = _("They agree: charge it now") if is_early else _("Charge it")
        charge = partial(self._give, ChargeClaim(found.id, is_agreed=is_early), _("Charged with the next run."))
        deeds.append(button(words, charge, kind="" if is_early else "primary"))
        if is_told:
            deeds.append(button(_("They object …"), lambda: self._ask(object_dialog(*self._for(), found.id))))
        deeds.append(button(_("Let it go …"), lambda: self._ask(drop_dialog(*self._for(), found.id))))
        return deeds

    def _fill_about(self, found: OfficeReturn) -> None:
        clear(self._links)
        customer = partial(self.shell.open, "customer", str(found.customer_id))
        self._links.addLayout(row(link(found.customer, customer), None))
        for number in found.contracts:
            self._links.addLayout(row(link(number, partial(self.shell.open, "contract", number)), None))
        facts = [
            Fact(_("Reason"), reason_words(found.reason)),
            Fact(_("What for"), label(found.purpose)),
            Fact(_("Asked by"), label(found.asked_by)),
            Fact(_("Announced on"), shown_date(found.announced_on)),
        ]
        if found.return_until is not None:
            facts += [Fact(_("Way back"), label(found.way)), Fact(_("Back by"), shown_date(found.return_until))]
        if found.pick_up_on is not None:
            facts.append(Fact(_("Pick-up on"), shown_date(found.pick_up_on)))
        self.facts.set_facts(facts)


def _topics(thing: OfficeReturnPage) -> frozenset[str]:
    return frozenset({f"return:{thing.row.id}", "returns", "photos"})


def _looks(each: OfficeReturnLine) -> str:
    """Condition and grade, out and back."""
    parts = []
    if each.went_out is not None:
        parts.append(_("went out: {looks}").format(looks=_look(*each.went_out)))
    if each.received_at is not None:
        parts.append(_("came back {when}: {looks}").format(
            when=shown_instant(each.received_at), looks=_look(each.condition, each.grade)
        ))  # fmt: skip
    if each.inspected_at is not None:
        parts.append(_("inspected {when}").format(when=shown_instant(each.inspected_at)))
    return " · ".join(parts) or each.contract


def _look(condition: object, grade: object) -> str:
    shown = label(condition) if condition else _("not noted")  # type: ignore[arg-type]  # an enum where it is not None
    return _("{condition}, grade {grade}").format(condition=shown, grade=grade) if grade else shown


def _next_words(thing: OfficeReturnPage) -> str:
    stage = thing.row.stage
    if stage is Stage.INSPECTED and thing.damages and not thing.claims:
        return _("Damage was found: claim it, or close the return and let it go.")
    if stage not in OVER and any(each.state is LineState.OTHER for each in thing.lines):
        return _("Something else lay in the parcel: find out whose it is, and give the customer until another day.")
    if stage in (Stage.RECEIVED, Stage.INSPECTED) and any(each.state is not LineState.RECEIVED for each in thing.lines):
        return _("Something did not come: give the customer until another day.")
    return {
        Stage.ANNOUNCED: _("Somebody asked for it. Nothing happens to contract and bills until you agree."),
        Stage.APPROVED: _("The customer knows. Send the label, or wait for the things."),
        Stage.LABEL_SENT: _("The label is out. Wait for the things."),
        Stage.IN_TRANSIT: _("It is on its way. The warehouse scans it in."),
        Stage.PARTLY_RECEIVED: _("A part of it is here. The warehouse notes what is missing."),
        Stage.RECEIVED: _("All that came is here. The workshop looks at it, or you mark it as inspected."),
        Stage.INSPECTED: _("All of it was looked at. Settle what is open, then it closes."),
        Stage.CLOSED: _("Nothing is left to do."),
        Stage.REFUSED: _("It was refused; the customer keeps the things."),
        Stage.LAPSED: _("Nothing came in time; the contract runs on."),
        Stage.WITHDRAWN: _("It was called off; the customer keeps the things."),
    }[stage]
