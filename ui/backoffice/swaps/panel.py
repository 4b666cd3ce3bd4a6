"""A thing is swapped for another one of its exchange group: which, when, in which order, and what that costs."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from domain.application import Event
from domain.errors import AppError
from domain.period import ONE_DAY
from domain.swaps.agree_swap import AgreeSwap
from domain.swaps.model import SwapOrder, SwapReason
from domain.views.swaps import SwapOption, SwapPage, SwapPreview, SwapThing
from ui.backoffice.asking import Asker, give
from ui.backoffice.contracts.next_list import NextList
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date, shown_money
from ui.owner.fields import ChangingChoiceField
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import ChoiceField, DateField
from ui.widgets.key_values import Fact, KeyValues

USUAL_DAYS: Final = 3
WAIT_MS: Final = 250


class SwapForPanel(QFrame):
    """`begin` with the contract's page; `closed` when it is done or discarded. Everything is previewed as one goes."""

    closed = Signal()

    def __init__(self, desk: Desk, shell: Shell, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._shell, self._today = desk, shell, today
        self._pages, self._asker = Asker(shell, self), Asker(shell, self)
        self._page: SwapPage | None = None
        self.is_busy = False
        self.thing = ChangingChoiceField(_("Thing"), [(None, "")])
        self.option = ChangingChoiceField(_("Swapped for"), [(None, "")])
        self.reason = ChoiceField(_("Why"), [(each, label(each)) for each in SwapReason])
        self.order = ChoiceField(_("Which goes first"), [(each, label(each)) for each in SwapOrder])
        self.wanted = DateField(_("The new one is there by"))
        self.until = DateField(_("The old one is back by"))
        for name, field in {"thing": self.thing, "option": self.option, "order": self.order}.items():
            field.editor.setObjectName(f"swap_for_{name}")
        self.facts, self.upcoming = KeyValues(), NextList(is_brief=True)
        self.left = text("", "muted", wrap=True)
        self.says, self.problem = text("", "muted", wrap=True), text("", tone=Tone.BAD, wrap=True)
        self.says.setMinimumHeight(theme().px(72))
        self.deed = button(_("Agree swap"), self._on_deed, kind="primary", shortcut="Ctrl+Return")
        discard = button(_("Discard"), self.closed.emit, kind="plain")
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed.emit)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._preview)
        card = Card(_("Swap for another thing"), tone=Tone.ACCENT)
        card.add(
            self.thing, self.option, self.left, self.reason, self.order,
            row(self.wanted, self.until, gap=12), self.facts, self.upcoming, self.says, self.problem,
            row(self.deed, discard, None),
        )  # fmt: skip
        self.setLayout(column(card))
        self.thing.changed.connect(self._on_thing)
        self.wanted.changed.connect(self._on_day)
        for each in (self.option, self.reason, self.order, self.until):
            each.changed.connect(self._settle)

    def begin(self, page: SwapPage) -> None:
        self.problem.hide()
        self.reason.set_value(SwapReason.OUTGROWN)
        self.order.set_value(SwapOrder.NEW_FIRST)
        self.wanted.set_value(self._today() + timedelta(days=USUAL_DAYS))
        self._fill(page)
        self._on_thing()
        self._on_day()
        self.option.setFocus()

    def _fill(self, page: SwapPage) -> None:
        """With the same thing and option as before, where they are there still."""
        self._page = page
        thing, option = self.thing.value(), self.option.value()
        things = [each for each in page.things if each.group is not None]
        self.thing.set_choices([(each.asset_id, f"{each.title} · {each.code}") for each in things] or [(None, "")])
        self.thing.setVisible(len(things) > 1)
        if any(each.asset_id == thing for each in things):
            self.thing.set_value(thing)
        self._fill_options(option)

    def _fill_options(self, chosen: object = None) -> None:
        thing = self._thing()
        options = () if thing is None else thing.options
        keys = [(each.variant_id, each.plan_id) for each in options]
        self.option.set_choices(
            [(key, option_words(each)) for key, each in zip(keys, options, strict=True)]
            or [(None, _("nothing can be had"))]
        )
        if chosen in keys:
            self.option.set_value(chosen)
        self.left.setText("" if thing is None else left_words(thing, self._page))
        self.left.setVisible(bool(self.left.text()))

    def _on_thing(self) -> None:
        thing = self._thing()
        self._fill_options()
        if thing is not None and thing.group is not None:
            self.until.set_value(self.wanted.value() + timedelta(days=thing.group.rules.return_days))
        self._settle()

    def _on_day(self) -> None:
        """What can be had depends on the day."""
        page, thing = self._page, self._thing()
        if page is None:
            return
        if thing is not None and thing.group is not None:
            self.until.set_value(self.wanted.value() + timedelta(days=thing.group.rules.return_days))
        ask = partial(self._desk.office.swaps.page, page.contract.id, max(self.wanted.value(), self._today()))
        self._pages.ask(ask, self._show)

    def _show(self, page: SwapPage) -> None:
        self._fill(page)
        self._settle()

    def _thing(self) -> SwapThing | None:
        things: Sequence[SwapThing] = () if self._page is None else self._page.things
        return next((each for each in things if each.asset_id == self.thing.value()), None)

    def command(self) -> AgreeSwap | None:
        """None: nothing is chosen."""
        page, thing, option = self._page, self._thing(), self.option.value()
        if page is None or thing is None or option is None:
            return None
        reason = self.reason.value()
        until = None if reason is SwapReason.LOST else self.until.value()
        variant_id, plan_id = option
        days = (self.wanted.value(), self.order.value(), until)
        return AgreeSwap(page.contract.id, thing.asset_id, variant_id, plan_id, reason, *days)

    def _settle(self) -> None:
        is_lost = self.reason.value() is SwapReason.LOST
        self.until.setVisible(not is_lost)
        self.order.setVisible(not is_lost)
        self.says.setText(what_follows(self.order.value(), is_lost=is_lost))
        self.deed.setEnabled(False)
        self._timer.start()

    def _preview(self) -> None:
        thing, command = self._thing(), self.command()
        if thing is not None and thing.refusal is not None:
            self._on_refused(thing.refusal)
        elif command is None:
            self.deed.setEnabled(False)
        else:
            self._asker.ask(partial(self._desk.office.swaps.preview, command), self._show_preview, self._on_refused)

    def _show_preview(self, found: SwapPreview) -> None:
        self.problem.hide()
        self.deed.setEnabled(not self.is_busy)
        self.facts.set_facts(
            [
                Fact(_("Price until now"), shown_money(found.old_price)),
                Fact(_("New price"), shown_money(found.price)),
                Fact(_("If all goes as wished, from"), shown_date(found.priced_on)),
                Fact(_("Within a year"), signed(found)),
            ]
        )
        self.upcoming.show_next(found.change.after, self._today(), _("No further invoice."), most=4)

    def _on_deed(self) -> None:
        command = None if self.is_busy else self.command()
        if command is not None:
            self.is_busy = True
            give(self._shell, self._desk, command, self._on_done, self._on_refused, owner=self)

    def _on_done(self, event: Event) -> None:
        self.is_busy = False
        number = getattr(event, "shipment_number", "")
        words = _("The swap is agreed; when the old one is here, the new one is packed.")
        if number:
            words = _("The swap is agreed. Shipment {number} waits to be packed.").format(number=number)
        self._shell.toast(words)
        self.closed.emit()

    def _on_refused(self, error: Exception) -> None:
        self.is_busy = False
        if not isinstance(error, AppError):
            self._shell.show_refusal(error)
            return
        self.problem.setText(refusal(error))
        self.problem.show()
        self.facts.set_facts([])
        self.upcoming.show_next((), self._today(), "")
        self.deed.setEnabled(False)


def signed(found: SwapPreview) -> str:
    more = found.change.year_more
    return f"+{shown_money(more)}" if more.minor > 0 else shown_money(more).replace("-", "−")


def option_words(option: SwapOption) -> str:
    """Name, plan, price, and what of it is there."""
    free = option.free
    there = _("{number} in stock").format(number=free.in_stock)
    if free.in_stock < 1 and free.due_back:
        there = _("{number} due back").format(number=free.due_back)
    name = option.title if option.title.startswith(option.plan) else f"{option.title} · {option.plan}"
    words = f"{name} · {shown_money(option.price)} · {there}"
    return words if option.refusal is None else f"{words} ({_('not possible')})"


def left_words(thing: SwapThing, page: SwapPage | None) -> str:
    """How many swaps the rules still allow; "" where they do not count."""
    parts: list[str] = []
    group = thing.group
    if group is not None and group.rules.most is not None and page is not None:
        parts.append(_("{used} of {most} swaps of this contract").format(used=page.used, most=group.rules.most))
    if thing.left is not None:
        parts.append(
            _("{credits} credits left until {day}").format(
                credits=thing.left.credits, day=shown_date(thing.left.next_on - ONE_DAY)
            )
        )
    return " · ".join(parts)


def what_follows(order: SwapOrder, *, is_lost: bool) -> str:
    if is_lost:
        return _("The old one is reported lost and not asked back. The new price holds from the hand-over.")
    rule = _("A dearer price holds from the hand-over of the new one, a cheaper one from the old one’s return scan.")
    if order is SwapOrder.OLD_FIRST:
        return _("The new one is packed when the old one is here.") + " " + rule
    if order is SwapOrder.COUNTER:
        return _("Both change hands in the shop; the parcel can be packed now.") + " " + rule
    return _("The new one is packed at once, the old one is asked back.") + " " + rule
