"""Where a person has been: back and forward, as in a browser."""

from ui.shell.port import Target

KEPT = 100


class Navigation:
    """A list of places with a position in it. Going somewhere new forgets what lay ahead."""

    def __init__(self) -> None:
        self._places: list[Target] = []
        self._at = -1

    @property
    def current(self) -> Target | None:
        return self._places[self._at] if self._at >= 0 else None

    @property
    def can_go_back(self) -> bool:
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        return self._at + 1 < len(self._places)

    def visit(self, place: Target) -> None:
        """The same place twice in a row counts once."""
        if place == self.current:
            return
        self._places = [*self._places[: self._at + 1], place][-KEPT:]
        self._at = len(self._places) - 1

    def back(self) -> Target | None:
        """The place before, or None when there is none."""
        if not self.can_go_back:
            return None
        self._at -= 1
        return self.current

    def forward(self) -> Target | None:
        if not self.can_go_forward:
            return None
        self._at += 1
        return self.current
