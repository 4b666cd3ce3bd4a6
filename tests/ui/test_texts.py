"""Every refusal and every code of the domain has words."""

import importlib
import pkgutil
from collections.abc import Iterator
from enum import Enum

import pytest

import domain
from domain.errors import AppError, Conflict, NotFound, Unavailable
from domain.money import Money
from ui import language
from ui.labels import LABELS, UNSEEN, enum_key, label
from ui.texts import REFUSALS, refusal, refusal_title


def _enums() -> Iterator[type[Enum]]:
    for found in pkgutil.walk_packages(domain.__path__, "domain."):
        module = importlib.import_module(found.name)
        for value in vars(module).values():
            is_enum = isinstance(value, type) and issubclass(value, Enum) and value.__module__ == module.__name__
            if is_enum and not value.__name__.startswith("_"):
                yield value


def test_every_code_of_the_domain_has_a_word() -> None:
    wordless = {
        f"{enum_key(kind)}.{code.value}"
        for kind in _enums()
        if enum_key(kind) not in UNSEEN
        for code in kind
        if str(code.value) not in LABELS.get(enum_key(kind), {})
    }
    assert wordless == set()


def test_no_word_is_left_of_a_code_that_is_gone() -> None:
    kinds = {enum_key(kind): {str(code.value) for code in kind} for kind in _enums()}
    assert {
        name: words.keys() - kinds.get(name, set())
        for name, words in LABELS.items()
        if words.keys() - kinds.get(name, set())
    } == {}
    assert UNSEEN - kinds.keys() == set()


def test_a_code_that_came_later_is_shown_as_it_is() -> None:
    class Later(Enum):
        BRAND_NEW = "brand_new"

    assert label(Later.BRAND_NEW) == "brand new"


def test_facts_are_shown_in_the_language_of_the_screen() -> None:
    language.use("de")

    class Priced(AppError):
        code = "price_negative"

    assert refusal(Priced(value=Money(-790))).startswith("Der Preis -7,90\u00a0€ liegt unter null.")


def test_a_missing_fact_does_not_hide_the_refusal() -> None:
    assert "–" in refusal(_refused("wrong_product"))


def test_a_code_without_text_is_a_bug() -> None:
    with pytest.raises(KeyError):
        refusal(_refused("no_such_code"))


def test_every_sentence_can_be_said_in_both_languages() -> None:
    for code in REFUSALS:
        english = refusal(_refused(code))
        language.use("de")
        german = refusal(_refused(code))
        language.use("en")
        assert english.endswith((".", "."))
        assert german.endswith(".")
        assert english != german


def test_the_title_tells_the_kinds_apart() -> None:
    assert len({refusal_title(kind()) for kind in (Unavailable, Conflict, NotFound)}) == 3


def _refused(wanted: str) -> AppError:
    return type("Made", (AppError,), {"code": wanted})()
