"""What is kept of serving a customer at a counter."""

from enum import StrEnum


class ServingStep(StrEnum):
    """OPEN: somebody looked at the customer's contracts and bills."""

    OPEN = "open"
