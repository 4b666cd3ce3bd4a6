"""Letters about staying and about friends, as customers read them."""

from datetime import date
from pathlib import Path

import pytest

from domain.messages.contract_letter import ContractLetter, LetterKind, PriceTold, Told
from domain.money import Money
from domain.period import Interval, Unit
from reports.letters import Letters

ON = date(2027, 1, 5)
PRICE = PriceTold("E-Bike", ON, Money.of("79.00"), Money.of("71.10"), Interval(Unit.MONTH))


@pytest.mark.parametrize(
    ("kind", "german", "english"),
    [
        (LetterKind.LOYALTY_STEP, "zahlen Sie in Ihrem Vertrag CT-1 weniger", "you pay less under your contract CT-1"),
        (LetterKind.LOYALTY_FREE_MONTH, "schenken wir Ihnen in Ihrem Vertrag CT-1", "one month of your contract CT-1"),
        (LetterKind.REFERRAL_THANKS, "kommen 20,00\u00a0€ auf Ihr Guthaben", "€20.00 will be added to your balance"),
        (LetterKind.REFERRAL_REWARD, "Ausgezahlt wird es nicht", "It cannot be paid out"),
        (LetterKind.REFERRAL_TAKEN_BACK, "zurückgenommen: 20,00\u00a0€", "what was left of the reward: €20.00"),
    ],
)
def test_letters_say_what_happens(kind: LetterKind, german: str, english: str) -> None:
    letters = Letters("Prüfstand", Path("resources/mail"))
    told = Told(kind, {"on": ON}, {"reward": Money.of("20.00")}, (PRICE,))
    for language, words in (("de", german), ("en", english)):
        letter = letters.contract(ContractLetter("k", told, language, "Jonas Brückner", "CT-1"), "j@example.org")
        assert words in letter.body
        assert letter.subject
        assert "$" not in letter.subject + letter.body
        assert "71" in letter.body or kind.startswith("referral")
