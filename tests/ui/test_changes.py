"""What changed reaches the screens once, on the GUI thread."""

import threading

from pytestqt.qtbot import QtBot

from ui.changes import Changes, FeedBridge


def test_own_changes_are_told_at_once(qtbot: QtBot) -> None:
    changes, heard = Changes(), []
    changes.changed.connect(heard.append)
    changes.touch(["asset", "shipment"])
    changes.touch([])
    assert heard == [frozenset({"asset", "shipment"})]


def test_a_hundred_changes_of_the_feed_are_told_as_one(qtbot: QtBot) -> None:
    changes, heard = Changes(), []
    bridge = FeedBridge(changes)
    changes.changed.connect(lambda kinds: heard.append((kinds, threading.current_thread())))

    def feed() -> None:
        for number in range(100):
            bridge.publish(["asset" if number % 2 else "contract"])

    thread = threading.Thread(target=feed)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(heard))
    qtbot.wait(100)
    assert heard == [(frozenset({"asset", "contract"}), threading.main_thread())]
