"""One day on real windows, played as a person would: keys, scans, clicks; pictures are taken on the way."""

from ui.day.morning import Eyes
from ui.day.story import play

__all__ = ["Eyes", "play"]
