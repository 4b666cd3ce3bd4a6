"""What a line of a count says, on the screen and on paper."""

from domain.counts.model import Finding
from domain.views.depot import CountLineRow
from ui.labels import label
from ui.language import _


def books_words(row: CountLineRow) -> str:
    """Where the books have it, or how many."""
    if row.line.finding is Finding.PIECES:
        counted = "–" if row.line.counted is None else str(row.line.counted)
        return _("{books} in the books, {counted} counted").format(books=row.line.books or 0, counted=counted)
    status = label(row.status) if row.status is not None else ""
    again = _("missed before") if row.line.is_again else ""
    return " · ".join(each for each in (row.books, status, row.customer, again) if each) or "–"


def seen_words(row: CountLineRow) -> str | None:
    """What is missing was seen nowhere."""
    return None if row.line.finding is Finding.MISSING else row.place or None


def decision_words(row: CountLineRow) -> str:
    if row.line.decision is not None:
        return " · ".join(each for each in (label(row.line.decision), row.line.note) if each)
    return _("proposed: {way}").format(way=label(row.ways[0])) if row.ways else "–"
