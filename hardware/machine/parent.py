"""A helper process ends with the program that started it, also when that was killed."""

import os
import signal
import threading
from typing import TextIO


def stop_with_parent(pipe: TextIO) -> None:
    """Asks this process to end (SIGTERM) when `pipe`, held by the parent, closes."""

    def watch() -> None:
        pipe.read()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()
