"""How long the values of GS1 application identifiers are, and what may stand in them.

Source: GS1 General Specifications, section 3.2.
"""

import re
from typing import Final

Rule = tuple[int, int, int, int]
"""Digits that lead, how many of them a check digit closes, most characters after them, least characters after them."""

_TEXT_20: Final[Rule] = (0, 0, 20, 1)
_TEXT_30: Final[Rule] = (0, 0, 30, 1)
_DATE: Final[Rule] = (6, 0, 0, 0)
_RULES: Final[dict[str, Rule]] = {
    "00": (18, 18, 0, 0), "01": (14, 14, 0, 0), "02": (14, 14, 0, 0), "03": (14, 14, 0, 0),
    "10": _TEXT_20, "11": _DATE, "12": _DATE, "13": _DATE, "15": _DATE, "16": _DATE, "17": _DATE,
    "20": (2, 0, 0, 0), "21": _TEXT_20, "22": _TEXT_20, "30": (1, 0, 7, 0), "37": (1, 0, 7, 0),
    "235": (0, 0, 28, 1), "240": _TEXT_30, "241": _TEXT_30, "242": (1, 0, 5, 0), "243": _TEXT_20, "250": _TEXT_30,
    "251": _TEXT_30, "253": (13, 13, 17, 0), "254": _TEXT_20, "255": (13, 13, 12, 0), "400": _TEXT_30,
    "401": _TEXT_30, "402": (17, 17, 0, 0), "403": _TEXT_30, "410": (13, 13, 0, 0), "411": (13, 13, 0, 0),
    "412": (13, 13, 0, 0), "413": (13, 13, 0, 0), "414": (13, 13, 0, 0), "415": (13, 13, 0, 0),
    "416": (13, 13, 0, 0), "417": (13, 13, 0, 0), "420": _TEXT_20, "421": (3, 0, 9, 1), "422": (3, 0, 0, 0),
    "423": (3, 0, 12, 0), "424": (3, 0, 0, 0), "425": (3, 0, 12, 0), "426": (3, 0, 0, 0), "427": (0, 0, 3, 1),
    "7001": (13, 0, 0, 0), "7003": (10, 0, 0, 0), "710": _TEXT_20, "711": _TEXT_20, "8001": (14, 0, 0, 0),
    "8007": (0, 0, 34, 1), "8008": (8, 0, 4, 0), "8012": _TEXT_20, "8026": (18, 14, 0, 0), "8200": (0, 0, 70, 1),
    "8002": _TEXT_20, "8003": (14, 14, 16, 0), "8004": _TEXT_30, "8005": (6, 0, 0, 0), "8006": (18, 14, 0, 0),
    "8010": _TEXT_30, "8011": (1, 0, 11, 0), "8013": (0, 0, 25, 1), "8017": (18, 18, 0, 0), "8018": (18, 18, 0, 0),
    "8019": (1, 0, 9, 0), "8020": (0, 0, 25, 1), "90": _TEXT_30,
} | {str(n): (0, 0, 90, 1) for n in range(91, 100)}  # fmt: skip
_MEASURE: Final = re.compile("3[1-6][0-9]{2}")
_AMOUNT: Final = {"390": (1, 0, 14, 0), "391": (4, 0, 14, 0), "392": (1, 0, 14, 0), "393": (4, 0, 14, 0),
                  "394": (4, 0, 0, 0), "395": (6, 0, 0, 0)}  # fmt: skip
_PARCEL: Final = re.compile("43[0-2][0-9]")
"""Addresses and orders on transport labels (4300 to 4326)."""
DATES: Final = frozenset({"11", "12", "13", "15", "16", "17"})
ONLY_DIGITS: Final = frozenset({"30", "37", "242", "8011", "8019"})
CHARSET_82: Final = re.compile(r"""[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*""")


def rule_of(rest: str) -> tuple[str, Rule] | None:
    """The application identifier that `rest` begins with, two to four digits, and its rule; None: none we know."""
    for length in (2, 3, 4):
        if rest[:length] in _RULES:
            return rest[:length], _RULES[rest[:length]]
    if _MEASURE.fullmatch(rest[:4]):
        return rest[:4], (6, 0, 0, 0)
    if rest[:3] in _AMOUNT and "0" <= rest[3:4] <= "9":
        return rest[:4], _AMOUNT[rest[:3]]
    if _PARCEL.fullmatch(rest[:4]):
        return rest[:4], (0, 0, 70, 1)
    return None
