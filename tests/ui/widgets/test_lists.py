"""Answer panel, scan list, timeline, lanes, checklist, overlays: what they say and how they are reached."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from domain.period import Period
from ui import language
from ui.background import Cancelled, Progress
from ui.language import shown_date
from ui.theme import Mode, Theme, Tone
from ui.widgets.answer import LOOKS, Answer, AnswerPanel, Verdict
from ui.widgets.base import text
from ui.widgets.checklist import CheckList, Outcome, Step
from ui.widgets.icons import has_icon, icon
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.lanes import Bar, Dot, DotKind, Lane, LaneChart, Lanes, Mark
from ui.widgets.overlays import ProgressOverlay, confirm
from ui.widgets.scan_list import KEPT, ScanList, ScanRow
from ui.widgets.timeline import Timeline, TimelineEvent

AT = datetime(2026, 11, 23, 9, 42, 7, tzinfo=UTC)


def test_no_two_verdicts_look_or_sound_alike_where_it_matters() -> None:
    assert len({look.sign for look in LOOKS.values()}) == len(LOOKS)
    assert len({look.word for look in LOOKS.values()}) == len(LOOKS)
    matter = (Verdict.ACCEPTED, Verdict.NOTE, Verdict.REFUSED, Verdict.DUPLICATE)
    assert len({LOOKS[verdict].sound for verdict in matter}) == 4


@pytest.mark.parametrize("verdict", Verdict)
def test_the_answer_is_large_in_both_looks_and_said_aloud(qtbot: QtBot, theme: Theme, verdict: Verdict) -> None:
    panel = AnswerPanel(Answer(verdict, "E-Bike Kiez 3 · M", "RB-000214-K", 2, 4, "Kindersitz"))
    qtbot.addWidget(panel)
    panel.resize(900, 400)
    panel.show()
    pictures = []
    for mode in (Mode.LIGHT, Mode.DARK):
        theme.set_mode(mode)
        pictures.append(panel.grab().toImage())
    assert pictures[0] != pictures[1]
    assert panel.accessibleName().endswith(": E-Bike Kiez 3 · M")
    assert "2 of 4" in panel.accessibleDescription()
    title = next(label for label in panel.findChildren(type(text())) if label.text() == "E-Bike Kiez 3 · M")
    assert title.fontMetrics().height() >= 40


def test_a_very_long_answer_stays_inside(qtbot: QtBot, theme: Theme) -> None:
    panel = AnswerPanel(Answer(Verdict.REFUSED, "Lastenrad Familie Kompakt " * 6, "weil " * 60))
    qtbot.addWidget(panel)
    panel.resize(700, 300)
    panel.show()
    assert panel.minimumSizeHint().width() <= 700


def test_the_newest_scan_stands_on_top_and_old_ones_go(qtbot: QtBot, theme: Theme) -> None:
    shown = ScanList()
    qtbot.addWidget(shown)
    tester = QAbstractItemModelTester(shown.scans, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for number in range(KEPT + 5):
        shown.put(ScanRow(AT + timedelta(seconds=number), f"RB-{number}", "Bike", Verdict.ACCEPTED))
    assert tester.model() is shown.scans
    rows = shown.scans.rows()
    assert (len(rows), rows[0].code) == (KEPT, f"RB-{KEPT + 4}")
    assert shown.scans.index(0).data() == f"10:50:31  RB-{KEPT + 4}  Bike  Accepted"
    shown.resize(500, 300)
    assert not shown.grab().isNull()


def test_a_timeline_groups_by_legal_day_and_opens_with_enter(qtbot: QtBot, theme: Theme) -> None:
    events = [
        TimelineEvent(datetime(2026, 11, 23, 23, 30, tzinfo=UTC), "truck-outline", "Dispatched", target="SH-1"),
        TimelineEvent(datetime(2026, 11, 23, 22, 30, tzinfo=UTC), "tag-outline", "Label printed", who="Anna"),
    ]
    shown = Timeline(events)
    qtbot.addWidget(shown)
    tester = QAbstractItemModelTester(shown.events, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown.resize(600, 300)
    shown.show()
    assert tester.model() is shown.events
    said = [shown.events.index(row).data() for row in range(shown.events.rowCount())]
    assert said == ["24 Nov 2026", "00:30 · Dispatched", "23 Nov 2026", "23:30 · Anna · Label printed"]
    opened: list[object] = []
    shown.opened.connect(opened.append)
    shown.setCurrentIndex(shown.events.index(1))
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    shown.setCurrentIndex(shown.events.index(3))
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert opened == ["SH-1"]


def _lanes() -> Lanes:
    rent = Lane("E-Bike", "RB-1", (Bar(Period(date(2026, 6, 1)), "79,00 € / month"),))
    dots = tuple(
        Dot(date(2026, month, 1), f"R-{month}", DotKind.PAST if month < 12 else DotKind.COMING, month)
        for month in range(6, 13)
    )
    return Lanes(Period(date(2026, 6, 1), date(2027, 6, 1)), date(2026, 11, 23), (rent, Lane("Invoices", dots=dots)))


def test_lanes_can_be_walked_by_keyboard(qtbot: QtBot, theme: Theme) -> None:
    chart = LaneChart()
    qtbot.addWidget(chart)
    chart.show_lanes(_lanes())
    chart.resize(900, chart.sizeHint().height())
    chart.show()
    opened: list[object] = []
    chart.opened.connect(opened.append)
    assert chart.accessibleDescription() == "E-Bike: 79,00 € / month · from 1 Jun 2026"
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(chart, key)
    assert opened == [7]
    assert chart.accessibleDescription() == "Invoices: R-7 · 1 Jul 2026"


def test_lanes_can_be_clicked(qtbot: QtBot, theme: Theme) -> None:
    chart = LaneChart()
    qtbot.addWidget(chart)
    chart.show_lanes(_lanes())
    chart.resize(900, chart.sizeHint().height())
    chart.show()
    opened: list[object] = []
    chart.opened.connect(opened.append)
    dot = _lanes().lanes[1].dots[3]
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart._area(1, dot).center().toPoint())
    assert opened == [9]


@pytest.mark.parametrize("on", [date(2026, 6, 1), date(2026, 9, 14), date(2027, 5, 31)])
def test_what_is_charged_once_is_a_mark_on_its_day(qtbot: QtBot, theme: Theme, on: date) -> None:
    chart = LaneChart()
    qtbot.addWidget(chart)
    lock = Lane("Lock", "SL-90", marks=(Mark(on, "49,00 € once"),))
    chart.show_lanes(Lanes(Period(date(2026, 6, 1), date(2027, 6, 1)), date(2026, 11, 23), (lock,)))
    chart.resize(900, chart.sizeHint().height())
    assert chart.accessibleDescription() == f"Lock: 49,00 € once · {shown_date(on)}"
    area = chart._area(0, lock.marks[0])
    assert area.width() <= 24, "one day is no stretch of months"
    assert chart._under(area.center()) == lock.marks[0], "its tooltip is found where it is drawn"
    assert not chart.grab().isNull()


def test_lanes_need_an_end_and_take_nothing(qtbot: QtBot, theme: Theme) -> None:
    chart = LaneChart()
    qtbot.addWidget(chart)
    with pytest.raises(ValueError, match="end"):
        chart.show_lanes(Lanes(Period(date(2026, 1, 1)), date(2026, 1, 1)))
    chart.show_lanes(Lanes(Period(date(2026, 1, 1), date(2026, 1, 2)), date(2027, 1, 1)))
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert not chart.grab().isNull()


def test_a_checklist_counts_what_is_open_and_asks_what_is_wrong(qtbot: QtBot, theme: Theme) -> None:
    steps = CheckList([Step("brakes", "Brakes"), Step("light", "Light")])
    qtbot.addWidget(steps)
    steps.show()
    assert steps.open_steps == 2
    defect = next(b for b in steps.findChildren(QPushButton) if b.accessibleName() == "Light: Defect")
    assert min(defect.minimumHeight(), defect.height()) >= 44
    qtbot.mouseClick(defect, Qt.MouseButton.LeftButton)
    steps.set_outcome("brakes", Outcome.PASSED)
    assert [result.outcome for result in steps.results()] == [Outcome.PASSED, Outcome.FAILED]
    assert steps.open_steps == 0


def test_facts_are_shown_in_the_language_of_the_screen(qtbot: QtBot, theme: Theme) -> None:
    language.use("de")
    facts = KeyValues([Fact("Nächste Rechnung", date(2027, 1, 31)), ("Nichts", None)])
    qtbot.addWidget(facts)
    shown = [label.text() for label in facts.findChildren(type(text()))]
    assert shown == ["Nächste Rechnung", "31.01.2027", "Nichts", "–"]


def test_text_from_outside_is_never_markup(qapp: QApplication) -> None:
    assert text("<b>Evil</b>").textFormat() is Qt.TextFormat.PlainText


def test_every_icon_of_the_parts_exists(qapp: QApplication) -> None:
    assert [look.sign for look in LOOKS.values() if not has_icon(look.sign)] == []
    assert not icon("truck-outline").pixmap(24, 24).isNull()
    assert icon("no-such-icon").pixmap(24, 24).toImage().pixelColor(12, 12).alpha() == 0


def test_icons_follow_the_look(theme: Theme) -> None:
    sign = icon("square", "text")
    light = sign.pixmap(24, 24).toImage().pixelColor(12, 12)
    theme.set_mode(Mode.DARK)
    assert sign.pixmap(24, 24).toImage().pixelColor(12, 12) != light


def test_long_work_shows_how_far_it_is_and_can_be_stopped(qtbot: QtBot, theme: Theme) -> None:
    parent, progress = QWidget(), Progress()
    qtbot.addWidget(parent)
    parent.resize(800, 600)
    parent.show()
    overlay = ProgressOverlay(parent)
    overlay.begin("Billing", progress)
    progress.report(3, 10)
    assert overlay.size() == parent.size()
    cancel = overlay.findChild(QPushButton)
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    with pytest.raises(Cancelled):
        progress.report(4, 10)
    overlay.end()
    overlay.end()
    assert not overlay.isVisible()


def test_a_dangerous_question_has_cancel_in_front(qtbot: QtBot, theme: Theme) -> None:
    parent, done = QWidget(), []
    qtbot.addWidget(parent)
    parent.show()
    question = confirm(parent, "Retire RB-1?", "It leaves the stock.", "Retire", lambda: done.append(1), danger=True)
    assert not question.deed.isDefault()
    question.deed.click()
    assert done == [1]


def test_tones_have_words_for_style_sheets() -> None:
    assert {str(tone) for tone in Tone} == {"ok", "warn", "bad", "accent", "neutral"}


def test_a_bar_opens_what_it_stands_for_and_says_the_day(qtbot: QtBot, theme: Theme) -> None:
    chart = LaneChart()
    qtbot.addWidget(chart)
    bar = Bar(Period(date(2026, 6, 1)), "79,00 € / month", is_hatched=True, target="line")
    chart.show_lanes(
        Lanes(Period(date(2026, 6, 1), date(2027, 6, 1)), date(2026, 11, 23), (Lane("E-Bike", bars=(bar,)),))
    )
    chart.resize(900, chart.sizeHint().height())
    chart.show()
    opened: list[object] = []
    chart.opened.connect(opened.append)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart._area(0, bar).center().toPoint())
    day = chart.pointed_day()
    assert day is not None
    assert abs((day - date(2026, 11, 30)).days) < 3
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert opened == ["line", "line"]
    assert chart.pointed_day() is None
