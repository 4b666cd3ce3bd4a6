"""Why something of a stock count is refused."""

from domain.errors import Conflict, InvalidInput, NotFound, RuleViolation


class UnknownCount(NotFound):
    """No stock count of this id or number."""

    code = "unknown_count"


class UnknownScan(NotFound):
    """Nothing was scanned under this id, or it was taken back."""

    code = "unknown_scan"


class IllegalCountStep(RuleViolation):
    """The count is not in a stage for this."""

    code = "illegal_count_step"


class CountScopeWrong(InvalidInput):
    """A count is of one place or of one product."""

    code = "count_scope_wrong"


class PlaceIsCounted(RuleViolation):
    """Somebody counts this place, or one in it or around it."""

    code = "place_is_counted"


class ScannedBefore(Conflict):
    """The thing was scanned in this count already; nothing is counted twice."""

    code = "scanned_before"


class ScannedByAnother(RuleViolation):
    """Whoever scanned it takes it back; to others it is a line of the review."""

    code = "scanned_by_another"


class OutsideOfCount(RuleViolation):
    """The place or product belongs to another count."""

    code = "outside_of_count"


class CountTooLong(RuleViolation):
    """A count holds MOST_SCANS scans: it is finished, and the rest is another one."""

    code = "count_too_long"


class UnknownCountLine(NotFound):
    """No line of this number in the review."""

    code = "unknown_count_line"


class DecisionWrong(InvalidInput):
    """What was found does not go that way."""

    code = "decision_wrong"


class CountUndecided(RuleViolation):
    """Some lines have no decision yet."""

    code = "count_undecided"


class CountNeedsSecond(RuleViolation):
    """The differences are worth more than one person books alone."""

    code = "count_needs_second"


class SameWhoCounted(RuleViolation):
    """Whoever counted or decided does not agree to it."""

    code = "same_who_counted"
