"""Whoever declares something misspells their name and leaves half of their number out; the right contract is on top."""

from uuid import uuid4

import pytest

from domain.cancellations.matching import Candidate, Sign, is_alike, numbers_in, suggestions
from domain.cancellations.model import Sender
from domain.contracts.status import Status
from domain.ids import ContractId, CustomerId

BRUECKNER = Candidate(
    ContractId(uuid4()), "CT-001001-X", CustomerId(uuid4()), "CU-002001-Y", "Jonas Brückner", "j.brueckner@gmail.com",
    Status.ACTIVE,
)  # fmt: skip
OLD = Candidate(
    ContractId(uuid4()), "CT-001003-X", BRUECKNER.customer_id, "CU-002001-Y", "Jonas Brückner", "j.brueckner@gmail.com",
    Status.ENDED,
)  # fmt: skip
OTHER = Candidate(
    ContractId(uuid4()), "CT-001002-X", CustomerId(uuid4()), "CU-002002-Y", "Aylin Çelik", "aylin@example.org",
    Status.ACTIVE,
)  # fmt: skip


@pytest.mark.parametrize(
    ("sender", "signs"),
    [
        (Sender("Hiermit kündige ich CT-001001-X."), (Sign.CONTRACT_NUMBER,)),
        (Sender(contract="ct 1001"), (Sign.CONTRACT_NUMBER,)),
        (Sender(contract="001001"), (Sign.CONTRACT_NUMBER,)),
        (Sender(contract="Kundennr. CU-2001"), (Sign.CUSTOMER_NUMBER,)),
        (Sender(email="JBrueckner+rad@googlemail.com"), (Sign.EMAIL,)),
        (Sender(name="Brueckner, Jonas"), (Sign.NAME,)),
        (Sender(name="Jonas Brükner"), (Sign.NAME_ALIKE,)),
        (Sender(name="Jonas Bruckner", contract="1001"), (Sign.CONTRACT_NUMBER, Sign.NAME)),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_customer_is_found_however_they_write(sender: Sender, signs: tuple[Sign, ...]) -> None:
    found = suggestions(sender, [OTHER, OLD, BRUECKNER])
    assert found[0].candidate == BRUECKNER
    assert found[0].signs == signs


def test_nobody_is_suggested_for_words_that_fit_nobody() -> None:
    assert suggestions(Sender("Ich kündige.", "Wer Anders", "4711"), [OTHER, OLD, BRUECKNER]) == []


def test_a_running_contract_comes_before_one_that_is_over() -> None:
    found = suggestions(Sender(name="Jonas Brückner", contract="1003"), [OLD, BRUECKNER])
    assert [each.candidate for each in found] == [BRUECKNER, OLD]


def test_numbers_are_read_with_and_without_their_letters() -> None:
    assert numbers_in("Vertrag CT-001001-X, Kunde cu 2001, Tel. 0301234567890") == (("CT", 1001), ("CU", 2001))


def test_short_names_are_not_alike_by_chance() -> None:
    assert not is_alike("Ay Li", "Bo Li")
    assert not is_alike("", "")
