"""Work runs elsewhere, answers come back on the GUI thread, exactly one of them."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.background import Background, Cancelled, Progress


def _fails(error: Exception) -> Callable[[], None]:
    def work() -> None:
        raise error

    return work


def test_the_result_arrives_on_the_gui_thread_and_the_work_ran_elsewhere(qtbot: QtBot, background: Background) -> None:
    seen: list[tuple[str, threading.Thread]] = []

    background.run(
        lambda: threading.current_thread().name,
        lambda name: seen.append((name, threading.current_thread())),
        pytest.fail,
    )

    assert seen == [], "an answer never comes before the caller has gone on"
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0].startswith("database")
    assert seen[0][1] is threading.main_thread()


def test_a_failure_reaches_failed_and_only_failed(qtbot: QtBot, background: Background) -> None:
    errors: list[Exception] = []
    background.run(_fails(KeyError("x")), lambda _: pytest.fail("must not be done"), errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], KeyError)
    assert not background.is_busy


def test_database_work_keeps_its_order(qtbot: QtBot, background: Background) -> None:
    order: list[int] = []
    for number in range(20):
        background.run(lambda n=number: n, order.append, pytest.fail)
    qtbot.waitUntil(lambda: len(order) == 20)
    assert order == list(range(20))


def test_other_work_does_not_wait_for_the_database(qtbot: QtBot, background: Background) -> None:
    gate, seen = threading.Event(), []
    background.run(lambda: gate.wait(5), lambda _: seen.append("database"), pytest.fail)
    background.run_other(lambda: "network", seen.append, pytest.fail)
    qtbot.waitUntil(lambda: seen == ["network"])
    gate.set()
    qtbot.waitUntil(lambda: seen == ["network", "database"])


def test_nobody_is_called_whose_owner_is_gone(qtbot: QtBot, background: Background) -> None:
    gate, owner, after = threading.Event(), QObject(), []
    background.run(lambda: gate.wait(5), lambda _: pytest.fail("owner is gone"), pytest.fail, owner=owner)
    owner.deleteLater()
    qtbot.wait(10)
    gate.set()
    background.run(lambda: 1, after.append, pytest.fail)
    qtbot.waitUntil(lambda: after == [1])


def test_closing_drops_what_waits_and_calls_nobody(qtbot: QtBot) -> None:
    background, gate = Background(), threading.Event()
    background.run(lambda: gate.wait(5), lambda _: pytest.fail("closed"), pytest.fail)
    background.run(lambda: pytest.fail("must not begin"), lambda _: None, pytest.fail)
    gate.set()
    background.shut_down()
    background.shut_down()
    background.run(lambda: pytest.fail("closed"), lambda _: None, pytest.fail)
    qtbot.wait(20)


def test_cancel_stops_the_work_at_its_next_report(qtbot: QtBot, background: Background) -> None:
    progress, began, ends = Progress(), threading.Event(), []

    def work() -> None:
        began.set()
        for done in range(10_000):
            progress.report(done, 10_000)
            threading.Event().wait(0.001)

    background.run_other(work, lambda _: pytest.fail("was cancelled"), ends.append)
    began.wait(5)
    progress.cancel()
    qtbot.waitUntil(lambda: bool(ends))
    assert isinstance(ends[0], Cancelled)
