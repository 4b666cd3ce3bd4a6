"""Widgets in a cycle die on the GUI thread, whatever the other threads allocate."""

import gc
import threading
import weakref

from pytestqt.qtbot import QtBot

from ui.collector import Collector


class Knot:
    """Two of them hold each other."""

    def __init__(self) -> None:
        self.other = self


def test_cycles_are_collected_here_and_not_on_another_thread(qtbot: QtBot) -> None:
    was_on = gc.isenabled()
    gc.enable()
    collector = Collector()
    deaths: list[str] = []
    knot = Knot()
    weakref.finalize(knot, lambda: deaths.append(threading.current_thread().name))
    del knot

    def allocate() -> None:
        for _ in range(200):
            _ = [[] for _ in range(1000)]

    other = threading.Thread(target=allocate, name="other")
    other.start()
    other.join()
    assert deaths == []

    _ = [[] for _ in range(5000)]
    qtbot.waitUntil(lambda: deaths == ["MainThread"], timeout=5000)
    collector.stop()
    assert gc.isenabled()
    if not was_on:
        gc.disable()
