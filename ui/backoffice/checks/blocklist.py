"""The blocklist: what stops an order, why and until when. The values themselves are hashes that nobody reads back."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

from PySide6.QtWidgets import QCheckBox, QWidget

from domain.application import Command
from domain.checks.block_customer import BlockCustomer
from domain.checks.block_value import BlockValue
from domain.checks.book import BlockId
from domain.checks.facts import Mark
from domain.checks.lift_block import LiftBlock
from domain.checks.model import WHY_LENGTH
from domain.clock import today
from domain.ids import CustomerId
from domain.views.checks import BlockRow
from ui.backoffice.asking import Asker
from ui.backoffice.deed_dialog import DeedDialog
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.forms import ChoiceField, DateField, TextField
from ui.widgets.table import Column, DataTable

_YEAR: Final = timedelta(days=365)
_TYPED: Final = (Mark.EMAIL, Mark.PHONE, Mark.IBAN)
_LONGEST: Final = 254


class BlocklistPage(Page):
    """Entries that count, and on wish those that were lifted or ran out."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Blocklist"))
        self._desk, self._asker = desk, Asker(shell, self)
        self.dialog: DeedDialog | None = None
        self.table: DataTable[BlockRow] = DataTable(
            _columns(today(desk.clock)),
            empty=EmptyState(
                "account-cancel-outline",
                _("Nobody is on the blocklist"),
                _("Block a value here, or a customer on their own page. An order that meets an entry is stopped."),
            ),
            name=_("Blocklist"),
        )
        self.with_lifted = QCheckBox(_("Also those that do not count any more"))
        self.with_lifted.toggled.connect(self._load)
        self.add = button(_("Block a value …"), self._on_add, sign="plus", kind="primary")
        self.lift = button(_("Lift …"), self._on_lift, sign="lock-open-variant-outline")
        self.lift.setEnabled(False)
        about = text(
            _("Only hashes are kept: the list recognises a value, and nobody can read it from the list."),
            "muted", wrap=True,
        )  # fmt: skip
        bar = row(self.add, self.lift, None, self.with_lifted, gap=12)
        self.setLayout(column(Card(margin=16).add(bar, about).add(self.table, stretch=1)))
        self.table.current_changed.connect(self._on_current)
        guide_focus(self, self.table)

    def show_target(self, argument: str) -> None:
        self._load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if "blocklist" in kinds:
            self._load()

    def _load(self, _on: object = None) -> None:
        wanted = self.with_lifted.isChecked()
        self._asker.ask(lambda: self._desk.office.checks.blocklist(with_lifted=wanted), self._show)

    def _show(self, rows: Sequence[BlockRow]) -> None:
        self.table.set_rows(rows)
        self._on_current(self.table.current())

    def _on_current(self, chosen: BlockRow | None) -> None:
        self.lift.setEnabled(chosen is not None and chosen.lifted_at is None)

    def _on_add(self) -> None:
        self.dialog = value_dialog(self._desk, self.shell, self, today(self._desk.clock))
        self.dialog.open()

    def _on_lift(self) -> None:
        chosen = self.table.current()
        if chosen is not None:
            self.dialog = lift_dialog(self._desk, self.shell, self, chosen)
            self.dialog.open()


def value_dialog(desk: Desk, shell: Shell, parent: QWidget, day: date) -> DeedDialog:
    about = _("The value is turned into a hash at once and stands in no log. Say why, for whoever looks at it later.")
    made = DeedDialog(desk, shell, parent, title=_("Block a value"), detail=about, deed=_("Block it"))
    made.form.add(mark=ChoiceField(_("What"), [(each, label(each)) for each in _TYPED]))
    made.form.add(value=TextField(_("Value"), required=True, longest=_LONGEST))
    _until(made, day)

    def command(values: Mapping[str, Any]) -> Command:
        return BlockValue(
            BlockId(uuid4()), values["mark"], values["reason"], _last(values), value=values["value"]
        )  # fmt: skip

    made.make = command
    return made


def customer_dialog(desk: Desk, shell: Shell, parent: QWidget, customer_id: CustomerId, day: date) -> DeedDialog:
    """What this customer is recognised by; orders that run are not touched."""
    about = _("Orders from now on that meet one of these are stopped. What runs goes on.")
    made = DeedDialog(desk, shell, parent, title=_("Put on the blocklist"), detail=about, deed=_("Block"))
    marks = {mark: QCheckBox(label(mark)) for mark in (Mark.EMAIL, Mark.PHONE, Mark.NAME, Mark.ADDRESS)}
    for mark, box in marks.items():
        box.setObjectName(str(mark))
        box.setChecked(mark is not Mark.ADDRESS)
        made.below.addWidget(box)
    _until(made, day)

    def command(values: Mapping[str, Any]) -> Command:
        chosen = tuple(mark for mark, box in marks.items() if box.isChecked())
        return BlockCustomer(customer_id, chosen, values["reason"], _last(values))

    made.make = command
    return made


def lift_dialog(desk: Desk, shell: Shell, parent: QWidget, chosen: BlockRow) -> DeedDialog:
    about = _("{what}: {reason}. Orders are not stopped by it any more; that it was there stays in the list.")
    words = about.format(what=label(chosen.mark), reason=chosen.reason)
    made = DeedDialog(desk, shell, parent, title=_("Lift the entry"), detail=words, deed=_("Lift it"))
    made.form.add(why=TextField(_("Why"), required=True, longest=WHY_LENGTH))
    made.make = lambda values: LiftBlock(chosen.id, values["why"])
    return made


def _until(made: DeedDialog, day: date) -> None:
    choices = [(True, _("Until a day")), (False, _("Until somebody lifts it"))]
    ends, until = ChoiceField(_("How long"), choices), DateField(_("Last day"), day + _YEAR)
    ends.changed.connect(lambda: until.setVisible(ends.value()))
    made.form.add(ends=ends, until=until)
    made.form.add(reason=TextField(_("Why"), required=True, longest=WHY_LENGTH))


def _last(values: Mapping[str, Any]) -> date | None:
    return values["until"] if values["ends"] else None


def _columns(day: date) -> list[Column[BlockRow]]:
    return [
        Column("mark", _("What"), lambda one: one.mark, show=label, width=160),
        Column("reason", _("Why"), lambda one: one.reason, fills=True),
        Column("state", _("State"), lambda one: _state(one, day), tone=lambda one: _tone(one, day), width=176),
        Column("until", _("Until"), lambda one: one.until, width=112, yields=1),
        Column("added_by", _("Blocked by"), lambda one: one.added_by, width=136, yields=2),
        Column("added_at", _("Blocked on"), lambda one: one.added_at, width=152, yields=4),
        Column("lifted", _("Lifted because"), lambda one: one.lifted_why, width=176, yields=5),
    ]


def _state(one: BlockRow, day: date) -> str:
    if one.lifted_at is not None:
        return _("lifted by {who}").format(who=one.lifted_by)
    if one.until is not None and one.until < day:
        return _("ran out on {day}").format(day=shown_date(one.until))
    return _("counts")


def _tone(one: BlockRow, day: date) -> Tone:
    is_over = one.lifted_at is not None or (one.until is not None and one.until < day)
    return Tone.NEUTRAL if is_over else Tone.BAD
