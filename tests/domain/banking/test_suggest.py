"""Whose money a transfer may be: what people write, and what is made of it."""

from datetime import date
from uuid import UUID, uuid5

import pytest

from domain.banking.model import BankEntry, Nature
from domain.banking.remittance import squeezed
from domain.banking.suggest import Finder, OpenItem, Payer, Suggestion, Sureness, Why
from domain.ids import CustomerId, InvoiceId
from domain.money import Currency, Money


def customer(n: int) -> CustomerId:
    return CustomerId(uuid5(UUID(int=1), str(n)))


def item(n: int, of: int, amount: str = "79.00", due: date = date(2026, 2, 1)) -> OpenItem:
    return OpenItem(InvoiceId(uuid5(UUID(int=2), str(n))), f"R-2026-{n:06d}", customer(of), Money.of(amount), due)


def payer(n: int, name: str) -> Payer:
    return Payer(customer(n), f"CU-{n:06d}-X", name, (f"CT-{n:06d}-Y",))


ITEMS = [
    item(123, 1),
    item(124, 1, "29.00", date(2026, 3, 1)),
    item(301, 2),
    item(302, 3, "149.00"),
    item(777, 4, "12.34"),
]
NAMES = ("Jonas Brückner", "Käthe Müller", "Lieferdienst Spreebogen GmbH", "Zoë Weiß")
PAYERS = {customer(n): payer(n, name) for n, name in enumerate(NAMES, start=1)}
FINDER = Finder(
    ITEMS, PAYERS, {"DE11": [customer(2)], "DE22": [customer(1), customer(2)]}, {"R-2025-000009": customer(3)}
)


def asked(text: str, amount: str = "79.00", name: str = "Fremder", iban: str = "") -> tuple[Suggestion, ...]:
    entry = BankEntry(Nature.TRANSFER, "DE", Money.of(amount), date(2026, 2, 3), "c", payer=name, iban=iban, text=text)
    return FINDER.suggest(entry, entry.amount)


@pytest.mark.parametrize(
    "text",
    [
        "R-2026-000123",
        "Rechnung R2026000123 vielen Dank",
        "rg 2026 000 123",
        "R-2026-\n000123",
        "RNR.R-2O26-OOO123",
        "Miete R-2026-00 0123 vom 01.02.2026",
    ],
)
def test_a_number_with_blanks_line_ends_and_look_alikes_is_the_number(text: str) -> None:
    [first, *_] = asked(text)
    assert (first.customer_id, first.sureness) == (customer(1), Sureness.CERTAIN)
    assert first.reasons >= {Why.INVOICE, Why.AMOUNT}
    assert [(part.number, str(part.amount)) for part in first.parts] == [("R-2026-000123", "79.00 EUR")]
    assert not first.kept


def test_several_invoices_in_one_transfer() -> None:
    [first, *_] = asked("R-2026-000123, R-2026-000124", "108.00")
    assert (first.sureness, len(first.parts)) == (Sureness.CERTAIN, 2)
    assert Why.SEVERAL in first.reasons


def test_less_is_a_part_and_more_leaves_a_rest_for_a_person_to_decide() -> None:
    [part, *_] = asked("R-2026-000302", "50.00")
    assert (part.sureness, str(part.parts[0].amount)) == (Sureness.LIKELY, "50.00 EUR")
    [more, *_] = asked("R-2026-000302", "200.00")
    assert (more.sureness, str(more.kept)) == (Sureness.LIKELY, "51.00 EUR")


@pytest.mark.parametrize(
    "text", ["R-2026-000132", "R-2026-00123", "R-2026-0001233", "R-2026-000128", "Rechnung 000123"]
)
def test_one_letter_wrong_is_found_by_the_amount_and_certain_with_the_name(text: str) -> None:
    [first, *_] = [each for each in asked(text) if each.customer_id == customer(1)]
    assert first.sureness is Sureness.LIKELY
    assert first.reasons >= {Why.NEAR_INVOICE, Why.AMOUNT}
    [first, *_] = asked(text, name="Brueckner, Jonas")
    assert (first.customer_id, first.sureness) == (customer(1), Sureness.CERTAIN)
    assert not [each for each in asked(text, "78.00") if Why.NEAR_INVOICE in each.reasons]


def test_contract_or_customer_number_finds_what_is_open_of_the_customer() -> None:
    for text in ("Vertrag CT-000001-Y", "Kunde CU 000001 X"):
        [first, *_] = asked(text, "29.00")
        assert ([part.number for part in first.parts], first.sureness) == (["R-2026-000124"], Sureness.CERTAIN)
        [everything, *_] = asked(text, "108.00")
        assert (len(everything.parts), everything.sureness) == (2, Sureness.CERTAIN)
        [oldest, *_] = asked(text, "40.00")
        assert ([part.number for part in oldest.parts], oldest.sureness) == (["R-2026-000123"], Sureness.LIKELY)


def test_a_known_account_with_the_amount_is_certain_only_for_one_customer() -> None:
    [one, *_] = asked("Rad", iban="DE11")
    assert (one.customer_id, one.sureness) == (customer(2), Sureness.CERTAIN)
    assert {each.sureness for each in asked("Rad", iban="DE22")} == {Sureness.LIKELY}


def test_the_name_alone_is_likely_with_the_amount_and_possible_without() -> None:
    [first, *_] = asked("Danke", "149.00", "LIEFERDIENST SPREEBOGEN")
    assert (first.customer_id, first.sureness) == (customer(3), Sureness.LIKELY)
    [first, *_] = asked("Danke", "1.00", "Zoe Weiss")
    assert (first.customer_id, first.sureness) == (customer(4), Sureness.POSSIBLE)


def test_the_amount_alone_is_possible_where_few_have_it() -> None:
    [only] = asked("Danke", "12.34")
    assert (only.customer_id, only.sureness, only.reasons) == (customer(4), Sureness.POSSIBLE, {Why.AMOUNT})
    assert asked("Danke", "5.55") == ()


def test_an_invoice_that_is_paid_already_becomes_balance_if_a_person_says_so() -> None:
    [first, *_] = asked("R-2025-000009", "79.01")
    assert (first.parts, str(first.kept), first.sureness) == ((), "79.01 EUR", Sureness.POSSIBLE)
    assert Why.PAID_ALREADY in first.reasons


def test_where_the_payer_is_known_as_another_customer_a_person_looks() -> None:
    """It may be a family that pays for one another, or a wrong letter that names a stranger's invoice."""
    for known in ({"iban": "DE11"}, {"name": "Käthe Müller"}):
        found = asked("R-2026-000123", **known)
        assert {each.customer_id for each in found} >= {customer(1), customer(2)}
        assert {each.sureness for each in found} == {Sureness.LIKELY}
    assert asked("R-2026-000123", name="Fremder Vater")[0].sureness is Sureness.CERTAIN


def test_invoices_of_two_customers_are_for_a_person() -> None:
    [first, *_] = asked("R-2026-000123 und R-2026-000301", "158.00")
    assert (first.sureness, len(first.parts)) == (Sureness.LIKELY, 2)


def test_another_currency_pays_nothing_here() -> None:
    francs = Money(7900, Currency("CHF"))
    entry = BankEntry(Nature.TRANSFER, "DE", francs, date(2026, 2, 3), "c", text="R-2026-000123")
    assert all(not each.parts for each in FINDER.suggest(entry, francs))


def test_squeezed_keeps_words_and_reads_look_alikes_between_digits() -> None:
    assert squeezed("Rg. 2O26-\n0001I3 OIL") == "RG2026000113OIL"


def test_series_of_stores_are_told_apart_or_left_to_a_person() -> None:
    north = OpenItem(
        InvoiceId(uuid5(UUID(int=3), "n")), "R-NORD-2026-000123", customer(2), Money.of("79.00"), date(2026, 2, 1)
    )
    finder = Finder([item(123, 1), north], PAYERS)
    only_north = Finder([north], PAYERS, settled={"R-2026-000123": customer(1)})

    def proposals(found: Finder, text: str) -> tuple[Suggestion, ...]:
        entry = BankEntry(Nature.TRANSFER, "DE", Money.of("79.00"), date(2026, 2, 3), "c", text=text)
        return found.suggest(entry, entry.amount)

    def best(found: Finder, text: str) -> Suggestion:
        return proposals(found, text)[0]

    for text, whose in (("R-2026-000123", customer(1)), ("Rg. R-NORD-2026-000123", customer(2))):
        assert (best(finder, text).customer_id, best(finder, text).sureness) == (whose, Sureness.CERTAIN)
    assert best(finder, "2026-000123").sureness is Sureness.LIKELY
    paid = proposals(only_north, "R-2026-000123")
    assert all(each.sureness < Sureness.CERTAIN for each in paid)
    assert any(Why.PAID_ALREADY in each.reasons for each in paid)
    assert best(only_north, "R-NORD-2026-000123").sureness is Sureness.CERTAIN
