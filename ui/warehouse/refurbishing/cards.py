"""The two cards of the workshop: the checklist, and everything else to enter before the work ends."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QWidget

from domain.ids import AssetId
from domain.views.floor_rows import RefurbishmentPage
from ui.labels import label
from ui.language import _, count, shown_date
from ui.repairs.needs import Needs, NeedsStrip
from ui.warehouse.choices import grade_choices
from ui.warehouse.refurbishing.bench import BenchState, Work
from ui.warehouse.refurbishing.parts import Minutes, PartList, results_of, steps_of
from ui.widgets.base import column, row, text
from ui.widgets.bend import Bend
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.checklist import CheckList, Outcome


class ChecksCard(Card):
    """The points of the thing's category."""

    changed = Signal()

    def __init__(self, needs: NeedsStrip) -> None:
        super().__init__()
        self.checks, self.needs = CheckList(), needs
        self._has_points, self._has_form = False, False
        self._open = text("", "muted")
        self._nothing = text(_("This category has no checklist."), "muted", wrap=True)
        self.all_fine = button(_("All OK"), self._on_all_fine, sign="check-all", touch=True)
        self.all_fine.setObjectName("all_fine")
        self._shown: AssetId | None = None
        self._heading_words = text(_("Checklist"), "title")
        self.add(Bend(row(self._heading_words, None, self._open, gap=16), self.all_fine, gap=16))
        self._form_counts = text(_("Its form counts in place of a checklist."), "muted", wrap=True)
        self.add(_scrolled(needs, self._form_counts, self.checks, self._nothing), stretch=1)
        needs.changed.connect(self._on_needs)
        self.checks.changed.connect(self._on_changed)

    def show_page(self, page: RefurbishmentPage, work: Work) -> None:
        """Made anew for another thing only: what is being entered stays under the hand."""
        if page.row.asset.id == self._shown:
            return
        self._shown, self._has_form = page.row.asset.id, False
        self.needs.show_thing(page.row.asset.id)
        with QSignalBlocker(self.checks):
            self.checks.set_steps(steps_of(page.points))
            for key, is_fine in work.results.items():
                self.checks.set_outcome(key, Outcome.PASSED if is_fine else Outcome.FAILED)
        self._has_points = bool(page.points)
        self._settle()

    def forget(self) -> None:
        self._shown = None
        self.needs.show_thing(None)

    @property
    def waits_for_form(self) -> bool:
        """Its kind has a form, which was not passed since it came."""
        needs = self.needs.needs
        if not self._has_form or needs is None:
            return False
        return needs.form.last is None or not needs.form.last.passed

    @property
    def has_form(self) -> bool:
        return self._has_form

    def _on_needs(self, needs: Needs) -> None:
        self._has_form = needs.form.is_owed
        self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        """A form counts in place of the checklist."""
        has_points = self._has_points and not self._has_form
        self._heading_words.setText(_("Inspection") if self._has_form else _("Checklist"))
        self.checks.setVisible(has_points)
        self.all_fine.setVisible(has_points)
        self._form_counts.setVisible(self._has_form)
        self._nothing.setVisible(not self._has_points and not self._has_form)
        self._show_open()

    def results(self) -> dict[str, bool]:
        return results_of(self.checks)

    def notes(self) -> str:
        """What was written beside the points that are not fine."""
        return "; ".join(result.note for result in self.checks.results() if result.note)

    def _on_all_fine(self) -> None:
        for result in self.checks.results():
            if result.outcome is Outcome.OPEN:
                self.checks.set_outcome(result.key, Outcome.PASSED)

    def _on_changed(self) -> None:
        self._show_open()
        self.changed.emit()

    def _show_open(self) -> None:
        waiting = 0 if self._has_form else self.checks.open_steps
        self._open.setText(count("{count} open", "{count} open", waiting) if waiting else "")
        self.all_fine.setEnabled(bool(waiting))


class WorkCard(Card):
    """Minutes, parts, grade, and how it ends."""

    finish_wanted = Signal()
    retire_wanted = Signal()
    leave_wanted = Signal()
    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("")
        self._shown: AssetId | None = None
        self.minutes, self.parts, self.grade = Minutes(), PartList(), grade_choices()
        self._before, self._repair = text("", "muted", wrap=True), text("", "strong", wrap=True)
        self._place = text("", "muted", wrap=True)
        self.reason = QLineEdit()
        self.reason.setProperty("touch", "true")
        self.reason.setObjectName("reason")
        self.reason.setMaxLength(300)
        self.reason.setPlaceholderText(_("Why it cannot be repaired"))
        self.reason.setAccessibleName(_("Why it cannot be repaired"))
        self.finish = button(
            _("Done, back in stock"), self.finish_wanted.emit, kind="primary", sign="check-bold", touch=True
        )
        self.finish.setShortcut("Ctrl+Return")
        self.retire = button(_("Retire"), self.retire_wanted.emit, kind="danger", touch=True)
        self.give_up = button(_("Cannot be repaired …"), self._on_give_up, kind="plain")
        self.print = button(_("Label"), self.print_wanted.emit, sign="printer", touch=True)
        self.leave = button(_("To the list"), self.leave_wanted.emit, touch=True)
        for name, made in {"finish": self.finish, "retire": self.retire, "all_things": self.leave}.items():
            made.setObjectName(name)
        self.add(self._repair, self._before, self.minutes, self.parts)
        self.add(text(_("Grade"), "muted"), self.grade, self._place)
        self.add(self.finish, row(self.print, self.leave, gap=12), self.give_up, self.reason, self.retire, None)

    def show_state(self, state: BenchState) -> None:
        page, work = state.page, state.work
        if page is None or work is None:
            return
        asset = page.row.asset
        self.set_title(asset.code, label(asset.condition))
        self._before.setText(_before(page))
        self._before.setVisible(bool(page.past))
        self._repair.setText(page.repair)
        self._repair.setVisible(bool(page.repair))
        self.parts.show_parts(work.parts)
        with QSignalBlocker(self.grade):
            self.grade.set_value(work.grade)
        if not self.reason.hasFocus():
            self.reason.setText(work.reason)
        self._place.setText(_("Goes to {place}").format(place=work.place.name) if work.place else "")
        self._place.setVisible(work.place is not None)
        if asset.id != self._shown:
            self._shown = asset.id
            self._show_ending(bool(work.reason))

    def _on_give_up(self) -> None:
        self._show_ending(self.reason.isHidden())
        if not self.reason.isHidden():
            self.reason.setFocus()

    def _show_ending(self, is_shown: bool) -> None:
        self.reason.setVisible(is_shown)
        self.retire.setVisible(is_shown)


def _scrolled(*shown: QWidget) -> QScrollArea:
    """A long checklist moves under its heading, so that the page itself need not."""
    inside = QWidget()
    inside.setLayout(column(*shown, None))
    inside.setProperty("role", "inside")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    return area


def _before(page: RefurbishmentPage) -> str:
    """The last time it was here."""
    if not page.past:
        return ""
    last = page.past[0]
    words = [shown_date(last.finished_at.date()), count("{count} minute", "{count} minutes", last.minutes)]
    words += [f"{quantity} × {title}" for title, quantity in last.parts]
    return _("Last time here: {what}").format(what=" · ".join(words))
