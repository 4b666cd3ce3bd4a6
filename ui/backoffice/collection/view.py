"""One collection case: what was handed over, how it went, what is still there, and what the partner gets."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from domain.collection.model import LIVE, Stage, Step, open_steps
from domain.views.dunning import CaseItemRow, CasePage, CaseStepRow, HolderRow
from ui.backoffice.asking import Asker
from ui.backoffice.collection import dialogs
from ui.backoffice.collection.bundle import bundle
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.dunning import dialogs as debts
from ui.backoffice.dunning.holders import holder_columns
from ui.backoffice.dunning.words import CASE_TONES
from ui.backoffice.parts import Sides, SmallTable, link
from ui.backoffice.things import ThingPage
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date, shown_money
from ui.shell.port import Shell
from ui.theme import Tone, theme
from ui.widgets.base import clear, column, row
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.deeds import Deed, fill_deeds
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.table import Align, Column
from ui.widgets.timeline import Timeline, TimelineEvent

_SIGNS = {
    Step.AGREE: "gavel",
    Step.REFUSE: "close",
    Step.GO_TO_COURT: "scale-balance",
    Step.PAY_PART: "cash",
    Step.PAY_ALL: "cash-check",
    Step.FEE: "receipt-text-outline",
    Step.CLOSE_UNPAID: "cash-remove",
    Step.RECALL: "keyboard-return",
}


class OneCollection(ThingPage[CasePage]):
    """What is not possible now is not shown."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk = desk
        self.dialog: DeedDialog | None = None
        super().__init__(shell, _("Collection case"), desk.office.dunning.case, _topics)

    def build(self) -> QWidget:
        self.asker = Asker(self.shell, self)
        self.items = SmallTable(_item_columns(), _("Nothing was handed over."), name=_("Given to collection"), most=8)
        self.things = SmallTable(_thing_columns(), _("They hold nothing of ours."), name=_("Things"), most=6)
        self.timeline = Timeline()
        self.timeline.setMinimumHeight(theme().px(280))
        self._deeds, self._of_item, self._links = row(gap=8), row(gap=8), column(gap=4)
        self.buttons: dict[str, QPushButton] = {}
        self.files = button(_("Files for the partner"), self._on_files, sign="folder-zip-outline")
        self.files.setToolTip(_("Covering letter, invoices, reminders, contracts and a manifest, as one zip file"))
        claims = Card(_("Given to collection")).add(self.items)
        claims.body.addLayout(self._of_item)
        claims.body.addLayout(self._deeds)
        held = Card(_("What they still have")).add(self.things)
        main = QWidget()
        main.setLayout(column(claims, held, Card(_("History")).add(self.timeline, stretch=1), None, gap=24))
        self.facts = KeyValues()
        about = Card(_("About"))
        about.body.addLayout(self._links)
        about.add(self.facts, row(self.files, None))
        side = QWidget()
        side.setLayout(column(about, None, gap=24))
        self.items.current_changed.connect(lambda _chosen: self._settle_item())
        self.items.opened.connect(lambda chosen: self.shell.open("invoice", chosen.number))
        self.things.opened.connect(lambda chosen: self.shell.open("asset", chosen.code))
        return Sides(main, side)

    def fill(self, thing: CasePage) -> None:
        case = thing.row.case
        self.set_heading(
            _("Collection case {number}").format(number=case.number),
            f"{thing.row.who.name} · {case.partner}",
            ((label(case.stage), CASE_TONES[case.stage]),),
        )
        self.items.set_rows(thing.items)
        self.things.set_rows(thing.things)
        clear(self._links)
        self._links.addLayout(row(link(thing.row.who.name, self._open_customer), None))
        self.facts.set_facts(_facts(thing))
        first = TimelineEvent(thing.proposed_at, "gavel", _("Hand-over proposed"), case.partner, thing.proposed_by)
        self.timeline.set_events([*(_event(each) for each in thing.steps), first])
        self.buttons = fill_deeds(self._deeds, self._possible(thing))
        self._settle_item()

    def _possible(self, thing: CasePage) -> list[Deed]:
        steps = open_steps(thing.stage)
        wanted: list[tuple[bool, str, str, Callable[[], DeedDialog], bool]] = [
            (Step.AGREE in steps, "agree", _("Agree …"), partial(dialogs.agree_dialog, self._whom, thing), True),
            (Step.REFUSE in steps, "refuse", _("Refuse …"), partial(dialogs.refuse_dialog, self._whom, thing), False),
            (
                Step.PAY_PART in steps and bool(thing.row.open),
                "pay",
                _("Money came in …"),
                partial(dialogs.payment_dialog, self._whom, thing),
                True,
            ),
            (
                thing.stage in LIVE and bool(thing.things),
                "recover",
                _("Want things back …"),
                partial(dialogs.recover_dialog, self._whom, thing),
                False,
            ),
            (Step.FEE in steps, "fee", _("Fee …"), partial(dialogs.fee_dialog, self._whom, thing), False),
        ]
        for step, words in (
            (Step.GO_TO_COURT, _("In court …")),
            (Step.CLOSE_UNPAID, _("Close unpaid …")),
            (Step.RECALL, _("Take back …")),
        ):
            wanted.append(
                (step in steps, step.value, words, partial(dialogs.step_dialog, self._whom, thing, step), False)
            )
        return [(name, words, partial(self._ask, make), first) for is_, name, words, make, first in wanted if is_]

    def _settle_item(self) -> None:
        chosen: CaseItemRow | None = self.items.current()
        deeds: list[Deed] = []
        stage = self.presenter.thing.stage if self.presenter.thing is not None else Stage.PROPOSED
        if chosen is not None and chosen.open and stage in (Stage.CLOSED_UNPAID, Stage.RECALLED, *LIVE):
            off = partial(debts.write_off_dialog, self._whom, chosen)
            deeds.append(("write_off", _("Write off …"), partial(self._ask, off), False))
        if chosen is not None and chosen.written_off is not None:
            back = partial(debts.revive_dialog, self._whom, chosen.written_off, chosen.number)
            deeds.append(("revive", _("Take the write-off back …"), partial(self._ask, back), False))
        self.buttons |= fill_deeds(self._of_item, deeds)

    def _open_customer(self) -> None:
        if self.presenter.thing is not None:
            self.shell.open("customer", self.presenter.thing.row.who.number)

    def _on_files(self) -> None:
        thing = self.presenter.thing
        if thing is None:
            return

        def made() -> Path:
            return self._desk.folder.keep(f"{thing.row.case.number}.zip", bundle(self._desk, thing))

        def show(path: Path) -> None:
            self.shell.toast(_("Kept as {path}").format(path=path.name))
            self._desk.folder.show(path)

        self.asker.ask(made, show)

    @property
    def _whom(self) -> debts.Whom:
        return self._desk, self.shell, self

    def _ask(self, make: Callable[[], DeedDialog]) -> None:
        self.dialog = make()
        self.dialog.open()


def _topics(thing: CasePage) -> frozenset[str]:
    return frozenset({"collection", "invoices", "returns", f"customer:{thing.row.who.id}"})


def _facts(thing: CasePage) -> list[Fact]:
    row_ = thing.row
    return [
        Fact(_("Partner"), row_.case.partner),
        Fact(_("Given to collection"), shown_money(row_.case.total)),
        Fact(_("Still open"), shown_money(row_.open), Tone.WARN if row_.open else Tone.OK),
        Fact(_("Fees"), shown_money(row_.fees) if row_.fees else "–"),
        Fact(_("Proposed on"), shown_date(row_.case.proposed_on)),
        Fact(_("Proposed by"), thing.proposed_by),
    ]


def _event(step: CaseStepRow) -> TimelineEvent:
    amount = "" if step.amount is None else shown_money(step.amount)
    return TimelineEvent(
        step.at, _SIGNS[step.step], label(step.step), " · ".join(filter(None, (amount, step.note))), step.who
    )


def _item_columns() -> list[Column[CaseItemRow]]:
    right = Align.RIGHT
    return [
        Column("number", _("Invoice"), lambda r: r.number, code=True, width=152),
        Column("what", _("What it asks for"), _what, fills=True),
        Column("due", _("Due on"), lambda r: r.due_on, show=shown_date, width=112, yields=1),
        Column("gross", _("Amount"), lambda r: r.gross, align=right, width=112, yields=2),
        Column("open", _("Still open"), lambda r: r.open, align=right, width=112),
    ]


def _thing_columns() -> list[Column[HolderRow]]:
    """Whose they are stands above."""
    return [each for each in holder_columns() if each.key in ("title", "code", "contract", "worth")]


def _what(one: CaseItemRow) -> str:
    if one.written_off is not None:
        return _("written off")
    return _("costs and interest") if one.is_claim else _("rent and other things")
