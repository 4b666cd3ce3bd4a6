"""Every letter of a purchase is there in both languages, and knows all that it names."""

from datetime import date

import pytest

from domain.messages.contract_letter import ContractLetter, LetterKind, Told
from domain.money import Money
from reports.letters import Letters
from tests.storage.business import ROOT

KINDS = [kind for kind in LetterKind if kind.value.startswith("buyout_")]
LETTERS = Letters("Radwerk Berlin GmbH", ROOT / "resources" / "mail")


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_names_offer_things_and_sender(kind: LetterKind, language: str) -> None:
    told = Told(
        kind,
        {"valid_until": date(2026, 12, 7), "on": date(2026, 11, 23)},
        {"net": Money.of("436.97"), "vat": Money.of("83.03"), "gross": Money.of("520.00")},
        texts={"offer": "BO-001001-Y", "things": "Digitalpiano (RB-000214-K)"},
    )
    letter = LETTERS.contract(ContractLetter("k", told, language, "Jonas Brückner", "CT-000311-7"), "j@example.org")
    assert "BO-001001-Y" in letter.subject
    assert "CT-000311-7" in letter.subject
    assert "Digitalpiano (RB-000214-K)" in letter.body
    assert "Radwerk Berlin GmbH" in letter.body
    assert "$" not in letter.body
