"""The buttons at the side of a mouse go back and forward over whatever the pointer is, and nothing below is clicked."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QMainWindow
from pytestqt.qtbot import QtBot

from ui.shell.shortcuts import bind


def test_they_work_over_a_list_too(qtbot: QtBot) -> None:
    window, shown, done = QMainWindow(), QListWidget(), list[str]()
    qtbot.addWidget(window)
    shown.addItems(["one", "two"])
    pressed = list[str]()
    shown.itemPressed.connect(lambda item: pressed.append(item.text()))
    window.setCentralWidget(shown)
    bind(window, {"Alt+Left": lambda: done.append("back"), "Alt+Right": lambda: done.append("forward")})
    window.resize(300, 200)
    with qtbot.waitExposed(window):
        window.show()
    for button in (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton):
        QTest.mouseClick(window.windowHandle(), button, Qt.KeyboardModifier.NoModifier, QPoint(60, 20))
    assert done == ["back", "forward"]
    assert pressed == []
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(60, 8))
    assert pressed == ["one"], "the usual button still clicks"
