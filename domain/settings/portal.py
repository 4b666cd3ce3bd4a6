"""What the owner decided about the customers' pages: what customers do themselves, and where the pages are."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.errors import InvalidInput

LONGEST_PAUSE: Final = 366
LONGEST_ADDRESS: Final = 300
_ADDRESS: Final = re.compile(
    r"(https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?|http://(localhost|127\.0\.0\.1))(:[0-9]{1,5})?(/[a-z0-9._~/%+?=&#-]*)?",
    re.IGNORECASE,
)


class Service(StrEnum):
    """What a customer may do alone. What the law lets everybody declare is no such service: it is always open."""

    PAUSE = "pause"
    PLAN = "plan"
    SWAP = "swap"
    PURCHASE = "purchase"
    CANCEL = "cancel"
    WITHDRAW = "withdraw"
    EXTEND = "extend"
    RETURN = "return"
    PROBLEM = "problem"
    DELIVERIES = "deliveries"
    RHYTHM = "rhythm"
    ADDRESS = "address"
    CONTACT = "contact"
    METHOD = "method"
    PAY = "pay"
    REFER = "refer"
    DATA = "data"


class PortalAddressWrong(InvalidInput):
    """An address of a page begins with https:// (http:// on this computer alone) and names a host."""

    code = "portal_address_wrong"


class PausesWrong(InvalidInput):
    """A pause that customers begin themselves lasts from one day to a year."""

    code = "portal_pause_wrong"


@dataclass(frozen=True, slots=True)
class PortalSettings:
    """`closed` services are done by the office alone. `address` is that of the pages, for links in letters; "": none.

    Raises PortalAddressWrong, PausesWrong.
    """

    closed: tuple[Service, ...] = ()
    longest_pause: int = 92
    address: str = ""
    imprint: str = ""
    privacy: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.longest_pause <= LONGEST_PAUSE:
            raise PausesWrong(value=self.longest_pause, most=LONGEST_PAUSE)
        for each in (self.address, self.imprint, self.privacy):
            if each and not _is_address(each):
                raise PortalAddressWrong(value=each)

    def is_open(self, service: Service) -> bool:
        return service not in self.closed


def _is_address(text: str) -> bool:
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None
