"""What a variable of a letter looks like, for previews that have no letter of their own to show yet."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Final

from domain.messages.contract_letter import LetterKind, PriceTold, Told
from domain.messages.templates import TEMPLATES, PaperLetter, TemplateName
from domain.money import Money
from domain.period import Interval, Unit

DAYS: Final[Mapping[str, date]] = {
    "due_on": date(2026, 3, 14),
    "first_on": date(2026, 4, 1),
    "last_on": date(2026, 6, 1),
    "pay_until": date(2026, 3, 24),
    "expected": date(2026, 3, 20),
    "from": date(2026, 4, 1),
    "goods_back_on": date(2026, 4, 1),
    "issued_on": date(2026, 3, 1),
    "last_day": date(2026, 3, 31),
    "object_until": date(2026, 4, 10),
    "on": date(2026, 4, 1),
    "pick_up": date(2026, 4, 2),
    "promised": date(2026, 3, 12),
    "day": date(2026, 3, 3),
    "retry_on": date(2026, 3, 24),
    "received_on": date(2026, 3, 2),
    "refund_until": date(2026, 3, 16),
    "reported_on": date(2026, 3, 2),
    "until": date(2026, 4, 15),
    "valid_until": date(2026, 4, 15),
}
TIMES: Final[Mapping[str, datetime]] = {
    "changed_at": datetime(2026, 3, 2, 13, 37, tzinfo=UTC),
    "received_at": datetime(2026, 3, 2, 13, 37, tzinfo=UTC),
    "taken_at": datetime(2026, 3, 2, 13, 37, tzinfo=UTC),
    "written_at": datetime(2026, 3, 2, 13, 37, tzinfo=UTC),
}
AMOUNTS: Final[Mapping[str, Money]] = {
    "amount": Money(12_900),
    "claims": Money(512),
    "debt": Money(15_800),
    "gross": Money(7_900),
    "net": Money(6_639),
    "old_price": Money(7_900),
    "monthly": Money(7_900),
    "price": Money(8_900),
    "rate": Money(5_300),
    "reward": Money(2_500),
    "settled": Money(2_000),
    "to_pay": Money(5_900),
    "today": Money(12_900),
    "vat": Money(1_261),
}
TEXTS: Final[Mapping[str, str]] = {
    "creditor": "DE98ZZZ09999999999",
    "mandate": "MD-001001-7",
    "method": "DE•• •••• 3000",
    "invoice": "R-2026-000042",
    "asset": "RB-000214-K",
    "case": "CS-000003-4",
    "code": "RB-000214-K",
    "contract": "CT-000124-8",
    "count": "3",
    "level": "1. Mahnung",
    "notice": "MA-001001-B",
    "partner": "Inkasso Nord GmbH",
    "plan": "RZ-001001-G",
    "contracts": "CT-000123-7",
    "damages": "– Bremshebel / brake lever: 35,00 €\n– Sattel / saddle: 49,00 €",
    "declaration": "KE-000007-2",
    "link": "https://kunden.example/sign-in/018f…/5c2e…",
    "login_code": "482 915",
    "loss": "LO-000002-9",
    "maintenance": "Inspektion / inspection",
    "missing": "– Ladegerät / charger",
    "months": "2",
    "new": "E-Bike Kiez 4",
    "offer": "BO-000005-1",
    "old": "E-Bike Kiez 3",
    "order": "OR-000045-3",
    "percent": "10",
    "quote": "QU-001001-7",
    "position": "2",
    "quantity": "1",
    "receipt": "K1-000042",
    "refund": "RF-000011-6",
    "repair": "RP-000009-5",
    "return": "RT-000031-2",
    "thing": "E-Bike Kiez 3",
    "things": "– E-Bike Kiez 3 (RB-000214-K)\n– Schloss / lock (RB-000215-5)",
    "tier": "Gold",
    "store": "Radwerk Kreuzberg, Oranienstraße 12, 10999 Berlin",
    "tracking": "00340434161094022115",
    "transfer": "TF-000001-3",
    "why": "Die Frist ist vorbei. / The time is over.",
    "words": "Hiermit kündige ich meinen Vertrag CT-000123-7 zum nächstmöglichen Termin.",
}
ELSEWHERE: Final = frozenset({"prices"})
"""Variables that are lines of their own."""
_PRICE: Final = PriceTold("E-Bike Kiez 3", date(2026, 4, 1), Money(7_900), Money(8_400), Interval(Unit.MONTH))


def sample_of(name: TemplateName) -> Told:
    """All that the letter may name, made up. What goes with a paper has no kind of its own here."""
    names = TEMPLATES[name].names
    return Told(
        LetterKind.CONTRACT_ENDED if isinstance(name, PaperLetter) else name,
        {each: DAYS[each] for each in names & DAYS.keys()},
        {each: AMOUNTS[each] for each in names & AMOUNTS.keys()},
        (_PRICE,) if "prices" in names else (),
        {each: TIMES[each] for each in names & TIMES.keys()},
        {each: TEXTS[each] for each in names & TEXTS.keys()},
    )
