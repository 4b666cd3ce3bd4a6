"""A posting batch as a file for the accountant: EXTF 700, category 21, format version 13.

Positions count, not names; texts in quotes, Windows-1252, a line ends with CR LF, also the last one.
Source: RULES.md 3.10; DATEV's public description of the format.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from domain.bookkeeping.accounts import AccountSettings
from domain.bookkeeping.bookings import Booking
from domain.bookkeeping.extf_columns import NAMES, TEXTS
from domain.clock import LEGAL_ZONE

MOST_ROWS: Final = 99_999
_END: Final = "\r\n"
_LONGEST_TEXT: Final = 60
_LONGEST_REFERENCE: Final = 36
_NOT_REFERENCE: Final = re.compile(r"[^A-Za-z0-9_$&%*+\-/]")
_NOT_LABEL: Final = re.compile(r"[^\w.\-/ ]")
_AMOUNT, _SIDE, _CURRENCY, _ACCOUNT, _CONTRA, _DAY, _REFERENCE, _TEXT = 1, 2, 3, 7, 8, 10, 11, 14
_ABROAD, _ABROAD_RATE, _LOCKED, _DUE = 40, 41, 114, 117


@dataclass(frozen=True, slots=True)
class FileHead:
    """`first` and `last` lie in one fiscal year."""

    first: date
    last: date
    made_at: datetime
    label: str


def extf_file(head: FileHead, bookings: tuple[Booking, ...], settings: AccountSettings) -> bytes:
    """The whole file. Signs that the code page lacks become question marks."""
    lines = [_head(head, settings), ";".join(NAMES), *(_row(each, settings) for each in bookings)]
    return "".join(f"{line}{_END}" for line in lines).encode("cp1252", errors="replace")


def file_name(first: date, number: int) -> str:
    """`number` counts the files of a month, from 1."""
    return f"EXTF_Buchungsstapel_{first:%Y-%m}_{number:02d}.csv"


def _head(head: FileHead, settings: AccountSettings) -> str:
    made = head.made_at.astimezone(LEGAL_ZONE)
    label = _NOT_LABEL.sub(" ", head.label)[:30]
    fields = (
        *('"EXTF"', "700", "21", '"Buchungsstapel"', "13", f"{made:%Y%m%d%H%M%S}{made.microsecond // 1000:03d}"),
        *("", '"RE"', '""', '""', str(settings.adviser), str(settings.client)),
        *(f"{settings.year_of(head.first):%Y%m%d}", str(settings.length)),
        *(f"{head.first:%Y%m%d}", f"{head.last:%Y%m%d}", f'"{label}"', '""', "1", "0"),
        *(str(int(settings.locks)), '"EUR"', "", '""', "", "", f'"{settings.chart.value}"', "", "", '""', '""'),
    )
    return ";".join(fields)


def _row(booking: Booking, settings: AccountSettings) -> str:
    values: Mapping[int, str] = {
        _AMOUNT: _comma(booking.amount.decimal()),
        _SIDE: booking.side.value,
        _CURRENCY: booking.amount.currency,
        _ACCOUNT: str(booking.account),
        _CONTRA: str(booking.contra),
        _DAY: f"{booking.on:%d%m}",
        _REFERENCE: _NOT_REFERENCE.sub("-", booking.reference)[:_LONGEST_REFERENCE],
        _TEXT: " ".join(booking.text.split())[:_LONGEST_TEXT],
        _ABROAD: booking.abroad[:15],
        _ABROAD_RATE: "" if booking.abroad_rate is None else _comma(booking.abroad_rate.quantize(Decimal("0.01"))),
        _LOCKED: str(int(settings.locks)),
        _DUE: "" if booking.due_on is None else f"{booking.due_on:%d%m%Y}",
    }
    return ";".join(_written(number, values.get(number, "")) for number in range(1, len(NAMES) + 1))


def _written(number: int, value: str) -> str:
    if number not in TEXTS:
        return value
    doubled = value.replace('"', '""')
    return f'"{doubled}"'


def _comma(number: Decimal) -> str:
    return f"{number:.2f}".replace(".", ",")
