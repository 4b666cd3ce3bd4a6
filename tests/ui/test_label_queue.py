"""What the page of printing says and does, without a house behind it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from domain.assets.codes import format_code
from domain.assets.label_sheet import Label
from domain.labels.fitting import shipped_for
from domain.labels.jobs import JobState, PrintJob
from domain.labels.layout import BarsTooWide
from domain.labels.medium import MEDIA, ROLL_50_25, Medium, MediumKind
from domain.labels.printers import LabelPrinter, WayOut
from domain.labels.template import LabelTemplate, Subject, shipped_template
from ui.printing.media import MediumField
from ui.printing.page import PrintingPage, trouble_of
from ui.printing.sending import LabelSender

LABEL = Label(format_code("RB", 7), "E-Bike")
JOB = PrintJob(
    "1",
    "Räder",
    "Zebra",
    shipped_for(Subject.THING, ROLL_50_25),
    (LABEL,),
    1,
    datetime(2026, 11, 23, tzinfo=UTC),
    JobState.FAILED,
)
ZEBRA = LabelPrinter("Zebra", WayOut.ZPL_NETWORK, host="127.0.0.1")


def test_what_a_rule_refused_is_said_in_a_sentence() -> None:
    facts = (("code", "RB-000007-7"), ("needs", Decimal("41.3")), ("has", Decimal("30.1")))
    said = trouble_of(replace(JOB, refused=BarsTooWide.code, facts=facts))
    assert "41.3" in said
    assert BarsTooWide.code not in said
    assert "needs=" not in said
    assert trouble_of(replace(JOB, trouble="Connection refused")).endswith("Connection refused")


def test_another_grid_of_a_sheet_is_a_change(qtbot: QtBot) -> None:
    field = MediumField("Labels")
    qtbot.addWidget(field)
    field.set_value(Medium(MediumKind.SHEET, 400, 200, 3, 4, 0, 0, 400, 200))
    before = field.typed()
    field.rows.set_value(5)
    assert field.typed() != before


def test_nothing_goes_out_where_one_stack_does_not_fit() -> None:
    added: list[Any] = []
    refused: list[Any] = []

    class Room:
        printers = (ZEBRA, replace(ZEBRA, name="Dymo", medium=MEDIA["dymo_89_36"]))

        def check(self, _labels: Sequence[Label], template: LabelTemplate, _printer: str) -> None:
            if template.medium != ROLL_50_25:
                raise BarsTooWide(code=LABEL.code, needs=Decimal(2), has=Decimal(1))

        def add(self, *given: object) -> None:
            added.append(given)

    def at_once(
        work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[Any], None], _owner: Any
    ) -> None:
        try:
            answer = work()
        except BarsTooWide as wrong:
            failed(wrong)
        else:
            done(answer)

    templates = [shipped_template(Subject.THING), shipped_template(Subject.PLACE, MEDIA["dymo_89_36"])]
    labelling = SimpleNamespace(templates=lambda: templates)
    desk: Any = SimpleNamespace(printing=Room(), floor=SimpleNamespace(labelling=labelling))
    background = SimpleNamespace(run=at_once, run_other=at_once)
    shell: Any = SimpleNamespace(services=SimpleNamespace(background=background), show_refusal=refused.append)
    LabelSender(shell, desk, QObject()).give("Räder", [LABEL, Label(format_code("PL", 1), "C-04-2")])
    assert [type(each) for each in refused] == [BarsTooWide]
    assert added == []


def test_a_removed_printer_comes_back_beside_one_that_was_added_meanwhile() -> None:
    room = SimpleNamespace(printers=(replace(ZEBRA, name="Neu"),))
    page: Any = SimpleNamespace(_room=room, _change=lambda wanted: setattr(room, "printers", tuple(wanted)))
    for _time in range(2):
        PrintingPage._put_back(page, 0, ZEBRA)
    assert [each.name for each in room.printers] == ["Zebra", "Neu"]


@pytest.mark.parametrize(
    ("job", "asks"),
    [
        (JOB, 0),
        (replace(JOB, out=1), 1),
        (replace(JOB, state=JobState.UNSURE), 1),
        (replace(JOB, state=JobState.DONE, out=1), 1),
    ],
    ids=["nothing is out", "failed after some were out", "nobody knows", "all is out"],
)
def test_what_may_be_on_paper_is_not_printed_again_without_a_question(
    job: PrintJob, asks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    done: list[object] = []
    monkeypatch.setattr("ui.printing.page.confirm", lambda *given: asked.append(given))
    room = SimpleNamespace(again=lambda *_given, **_named: None)
    page: Any = SimpleNamespace(jobs=SimpleNamespace(current=lambda: job), _room=room, _do=done.append)
    PrintingPage._on_again(page)
    assert (len(asked), len(done)) == (asks, 1 - asks)
