"""Things change hands at the counter: one comes back; or the old one of a swap comes and the new one goes."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from domain.application import Command, Event
from domain.assets.resolve import Meaning, Resolved
from domain.assets.scan import Scan
from domain.assets.status import Condition, Grade
from domain.counter.hand_over_at_counter import HandOverAtCounter
from domain.errors import AppError
from domain.ids import AssetId
from domain.returns.take_back_asset import UNANNOUNCED, AssetTakenBack, TakeBackAsset
from domain.shipping.dispatch_shipment import ShipmentDispatched
from domain.views.floor_rows import ShipmentPage
from domain.views.portal import OwnThing
from domain.views.serving import AgreedSwap
from ui.backoffice.asking import Asker, give
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.pos.service.front import Counter
from ui.pos.service.wish import Effects
from ui.return_words import reason_words
from ui.shell.port import Shell
from ui.sounds import Sound
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import column, row, styled, text
from ui.widgets.buttons import button
from ui.widgets.forms import ChoiceField, Form


class _Hands(QDialog):
    """A title, fields, what is to do and what went wrong."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget, title: str, detail: str) -> None:
        super().__init__(parent)
        self._desk, self._shell = desk, shell
        self.setWindowTitle(title)
        self.setMinimumWidth(theme().px(560))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = Form()
        self.problem = text("", tone=Tone.BAD, wrap=True)
        self.problem.hide()
        self.body = column(gap=12)
        self.buttons = row(None)
        head, about = text(title, "title", wrap=True), text(detail, "muted", wrap=True)
        self.setLayout(column(head, about, self.form, self.body, None, self.problem, self.buttons, gap=16, margin=24))

    def say(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            self._shell.show_refusal(error)
            return
        self._shell.play(Sound.REFUSED)
        self.tell(refusal(error))

    def tell(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def run(self, command: Command, done: Callable[[Event], None]) -> None:
        give(self._shell, self._desk, command, done, self.say, owner=self)


def condition_field() -> ChoiceField:
    conditions = (Condition.USED, Condition.UNUSED, Condition.DAMAGED_REPAIRABLE, Condition.DAMAGED_BEYOND_REPAIR)
    return ChoiceField(_("Condition"), [(each, label(each)) for each in conditions])


def grade_field() -> ChoiceField:
    grades = [(None, _("left to the inspection")), *((each, label(each)) for each in Grade)]
    return ChoiceField(_("Grade"), grades)


class TakeBackDialog(_Hands):
    """A thing comes back over the counter. What was not announced says why it comes; what that does to the bills is
    shown before."""

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        parent: QWidget,
        *,
        counter: Counter,
        thing: OwnThing,
        reasons: Sequence[str],
    ) -> None:
        title = _("{title} comes back").format(title=thing.title)
        super().__init__(desk, shell, parent, title, f"{thing.code} · {thing.contract}")
        self._thing, self._counter = thing, counter
        self._looks = Asker(shell, self)
        self.done_with: Callable[[AssetTakenBack], None] = lambda _event: None
        self.condition, self.grade = condition_field(), grade_field()
        self.form.add(condition=self.condition, grade=self.grade)
        self.reason = ChoiceField(_("Why it comes"), [(each, reason_words(each)) for each in reasons])
        self.effects = Effects()
        self.deed = button(_("Take it back"), self.take_back, kind="primary", sign="keyboard-return", touch=True)
        self.deed.setDefault(True)
        for each in (None, button(_("Cancel"), self.reject, touch=True), self.deed):
            self.buttons.addStretch(1) if each is None else self.buttons.addWidget(each)
        if thing.is_due_back:
            self.body.addWidget(text(_("It is expected: its return was announced."), "muted"))
        else:
            self.form.add(reason=self.reason)
            self.body.addWidget(self.effects)
            self._looks.ask(partial(counter.preview_return, thing), self.effects.show_effects, self.say)

    def take_back(self) -> None:
        if not self.deed.isEnabled():
            return
        self.deed.setEnabled(False)
        reason = UNANNOUNCED if self._thing.is_due_back else self.reason.value()
        command = TakeBackAsset(self._thing.asset_id, self.condition.value(), self.grade.value(), reason=reason)
        self.run(command, self._on_done)

    def say(self, error: Exception) -> None:
        self.deed.setEnabled(True)
        super().say(error)

    def _on_done(self, event: Event) -> None:
        if isinstance(event, AssetTakenBack):
            self._shell.play(Sound.ACCEPTED)
            self.done_with(event)
        self.accept()


class ExchangeDialog(_Hands):
    """The old thing is scanned in, the new one out, in whatever order they lie on the counter."""

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        parent: QWidget,
        *,
        swap: AgreedSwap,
        then: Callable[[], None],
    ) -> None:
        title = _("Change hands")
        super().__init__(desk, shell, parent, title, _("Scan the old thing, then the new one. The order is yours."))
        self._swap, self._then = swap, then
        self._asker = Asker(shell, self)
        self.is_in, self.is_out = swap.is_back, False
        self.condition = condition_field()
        self.form.add(condition=self.condition)
        self.comes, self.goes = text("", "strong", wrap=True), text("", "strong", wrap=True)
        self.body.addWidget(self.comes)
        self.body.addWidget(self.goes)
        self.later = button(_("Later"), self.reject, touch=True)
        self.buttons.addWidget(self.later)
        self._show()

    def on_scan(self, scan: Scan) -> bool:
        self._asker.ask(partial(self._desk.resolve, scan), self._on_resolved, self.say)
        return True

    def _on_resolved(self, found: Resolved) -> None:
        self.tell("")
        if found.id is None or found.meaning is not Meaning.ASSET:
            self._shell.play(Sound.REFUSED)
            self.tell(_("This is no thing of ours. Scan its label."))
        elif found.id == self._swap.asset_id:
            if not self.is_in:
                command = TakeBackAsset(self._swap.asset_id, self.condition.value())
                self.run(command, self._on_in)
        elif not self.is_out:
            self._hand_over(found.id)

    def _hand_over(self, asset_id: UUID) -> None:
        def found(page: ShipmentPage) -> None:
            self.run(HandOverAtCounter(page.row.id, (AssetId(asset_id),)), self._on_out)

        self._asker.ask(partial(self._desk.floor.shipment, self._swap.parcel), found, self.say)

    def _on_in(self, event: Event) -> None:
        self.is_in = isinstance(event, AssetTakenBack)
        self._moved()

    def _on_out(self, event: Event) -> None:
        self.is_out = isinstance(event, ShipmentDispatched)
        self._moved()

    def _moved(self) -> None:
        self._shell.play(Sound.ACCEPTED)
        self._show()
        if self.is_in and self.is_out:
            self._then()
            self.accept()

    def _show(self) -> None:
        for shown, is_done, words in (
            (
                self.comes,
                self.is_in,
                _("Comes back: {title}, {code}").format(title=self._swap.old_title, code=self._swap.code),
            ),
            (self.goes, self.is_out, _("Goes out with parcel {number}").format(number=self._swap.parcel)),
        ):
            shown.setText(f"{'✓' if is_done else '○'}  {words}")
            styled(shown, tone="ok" if is_done else None)
