"""PySide6 6.12.0 on Python 3.11 loses a reference to None at every call that returns nothing, and soon aborts.

Source: DECISIONS 20. From Python 3.12 on None is immortal and the fault without effect.
"""

import subprocess
import sys
from importlib.metadata import version

_CALLS = 20_000
_COUNT = f"""
import sys
from PySide6.QtCore import QObject
thing = QObject()
before = sys.getrefcount(None)
for _ in range({_CALLS}):
    thing.setObjectName("x")
print(sys.getrefcount(None) - before)
"""


def test_the_pin_holds() -> None:
    assert {version("PySide6-Essentials"), version("PySide6-Addons")} == {version("shiboken6")}
    assert version("PySide6-Essentials").startswith("6.11.")


def test_calls_without_result_keep_the_count_of_none() -> None:
    counted = subprocess.run([sys.executable, "-c", _COUNT], capture_output=True, text=True, check=True)
    assert abs(int(counted.stdout)) < _CALLS // 10
