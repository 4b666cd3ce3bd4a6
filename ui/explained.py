"""How a command of the program ends: with a sentence where something stood against it. Loads nothing of ui before."""

from collections.abc import Callable


def explained(run: Callable[[], int], *, in_window: bool) -> int:
    """What is no bug gets a sentence; a bug keeps its traceback."""
    from domain.errors import AppError

    try:
        return int(run())
    except AppError as refused:
        from ui.refused import say

        return say(refused, in_window=in_window)
    except KeyboardInterrupt:
        return 130
