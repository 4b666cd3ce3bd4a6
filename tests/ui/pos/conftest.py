"""The counter: a small window for its dialogs, and the real one on the small real business."""

from tests.ui.shell.conftest import world

__all__ = ["world"]
