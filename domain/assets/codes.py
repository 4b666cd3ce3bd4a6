"""What a scanned or typed text is: one of our own codes, a product number, a GS1 string or somebody else's serial."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from string import ascii_uppercase, digits
from typing import Final, final

from domain.assets.digital_link import element_string
from domain.assets.gs1_rules import CHARSET_82, DATES, ONLY_DIGITS, Rule, rule_of
from domain.assets.symbologies import is_gs1_aim, without_aim
from domain.errors import InvalidInput

MAX_LENGTH: Final = 128
MAX_NUMBER: Final = 999_999_999
GROUP_SEPARATOR: Final = "\x1d"

_ALPHABET: Final = digits + ascii_uppercase
_OWN: Final = re.compile(r"([A-Z]{2})-([0-9]{6,9})-([0-9A-Z])")
_FORMULA: Final = ("=", "+", "-", "@")
_RETAIL: Final = frozenset({"EAN13", "EAN8", "UPCA", "UPCE"})


class CodeRefused(InvalidInput):
    """The text is no code that Umlauf takes."""

    code = "code_refused"


@final
class CodeEmpty(CodeRefused):
    """Nothing but blanks was read."""

    code = "code_empty"


@final
class CodeTooLong(CodeRefused):
    """More than MAX_LENGTH characters."""

    code = "code_too_long"


@final
class CodeControlCharacter(CodeRefused):
    """A control character stands in the text (and it is no separator of a GS1 string)."""

    code = "code_control_character"


@final
class CodeForeignAlphabet(CodeRefused):
    """A character outside the Latin alphabets, where look-alikes hide."""

    code = "code_foreign_alphabet"


@final
class CodeFormula(CodeRefused):
    """A spreadsheet would run this text as a formula once it is exported."""

    code = "code_formula"


@final
class CodeNotOwn(CodeRefused):
    """The text does not have the shape AA-NNNNNN-C."""

    code = "code_not_own"


@final
class CodeCheckWrong(CodeRefused):
    """An own code, a GTIN or a GS1 key whose check character does not fit: misread or mistyped."""

    code = "code_check_wrong"


@final
class Gs1Malformed(CodeRefused):
    """A GS1 symbol whose element strings cannot be taken apart."""

    code = "gs1_malformed"


class CodeKind(StrEnum):
    """What an own code names. Every prefix that is not reserved names an asset."""

    ASSET = "asset"
    PLACE = "place"
    ORDER = "order"
    SHIPMENT = "shipment"
    RETURN = "return"
    CONTRACT = "contract"
    CUSTOMER = "customer"
    COMMAND = "command"
    BUYOUT = "buyout"
    REPAIR = "repair"
    REFUND = "refund"
    DECLARATION = "declaration"
    LOSS = "loss"
    WRITE_OFF = "write_off"
    CUSTOMER_CASE = "customer_case"
    TRANSFER = "transfer"
    REMINDER = "reminder"
    INSTALMENTS = "instalments"
    COLLECTION = "collection"
    QUOTE = "quote"
    COUNT = "count"


RESERVED: Final = {
    "PL": CodeKind.PLACE,
    "OR": CodeKind.ORDER,
    "SH": CodeKind.SHIPMENT,
    "RT": CodeKind.RETURN,
    "CT": CodeKind.CONTRACT,
    "CU": CodeKind.CUSTOMER,
    "CC": CodeKind.COMMAND,
    "BO": CodeKind.BUYOUT,
    "RP": CodeKind.REPAIR,
    "RF": CodeKind.REFUND,
    "DC": CodeKind.DECLARATION,
    "LO": CodeKind.LOSS,
    "WO": CodeKind.WRITE_OFF,
    "CS": CodeKind.CUSTOMER_CASE,
    "TF": CodeKind.TRANSFER,
    "MA": CodeKind.REMINDER,
    "RZ": CodeKind.INSTALMENTS,
    "IN": CodeKind.COLLECTION,
    "QU": CodeKind.QUOTE,
    "ZL": CodeKind.COUNT,
}


@dataclass(frozen=True, slots=True)
class OwnCode:
    """A code that Umlauf gave out."""

    prefix: str
    number: int
    kind: CodeKind

    @property
    def text(self) -> str:
        """The one form that is shown, printed and scanned."""
        return format_code(self.prefix, self.number)


@dataclass(frozen=True, slots=True)
class Gtin:
    """A product number. `text` as it was read; `gtin` always 14 digits, so that EAN-13 and UPC-A compare."""

    text: str
    gtin: str


@dataclass(frozen=True, slots=True)
class Gs1:
    """GS1 element strings in the order of the symbol: pairs of application identifier and value."""

    text: str
    elements: tuple[tuple[str, str], ...]

    def get(self, identifier: str) -> str | None:
        """The first value under this application identifier, or None."""
        return next((value for found, value in self.elements if found == identifier), None)

    @property
    def gtin(self) -> str | None:
        """14 digits."""
        return self.get("01")

    @property
    def serial(self) -> str | None:
        return self.get("21")

    @property
    def parcel(self) -> str | None:
        """The SSCC (00) of a parcel or pallet, 18 digits."""
        return self.get("00")

    @property
    def sgtin(self) -> str | None:
        """The one thing of a product: GTIN and serial (01 and 21), in one spelling."""
        return None if self.gtin is None or self.serial is None else f"01{self.gtin}21{self.serial}"

    @property
    def thing(self) -> str | None:
        """What names one thing and no other: its GIAI, its GRAI with serial, else its SGTIN."""
        return self.asset_identifier or self.sgtin

    @property
    def asset_identifier(self) -> str | None:
        """The one asset: GIAI (8004), or GRAI (8003) if it carries a serial after its 14 digits."""
        grai = self.get("8003")
        return self.get("8004") or (grai if grai is not None and len(grai) > 14 else None)


@dataclass(frozen=True, slots=True)
class FreeText:
    """Any other harmless text: a maker's serial or an alias. Blanks at the ends are gone, Unicode form NFC."""

    text: str


Code = OwnCode | Gtin | Gs1 | FreeText


def check_character(payload: str) -> str:
    """The ISO 7064 MOD 37,36 character over capital letters and digits (dashes are not given).

    It finds every single substitution, and every swap of neighbours but one state in 36 for two characters that
    follow each other in value (8 and 9, 0 and 1 …): about one swap in 200 goes unseen.
    """
    state = 36
    for character in payload:
        state = ((state + _ALPHABET.index(character)) % 36 or 36) * 2 % 37
    return _ALPHABET[(37 - state) % 36]


def format_code(prefix: str, number: int) -> str:
    """The code's text: at least six digits, `AA-NNNNNN-C`.

    Raises:
        CodeNotOwn: the prefix is not two capital letters A-Z, or the number not within 0..MAX_NUMBER.
    """
    if not re.fullmatch("[A-Z]{2}", prefix) or not 0 <= number <= MAX_NUMBER:
        raise CodeNotOwn(text=_shown(f"{prefix}-{number}"))
    shown = f"{number:06d}"
    return f"{prefix}-{shown}-{check_character(prefix + shown)}"


def parse_code(text: str) -> OwnCode:
    """Reads an own code; blanks at the ends and small letters are forgiven.

    Raises:
        CodeNotOwn: another shape, or leading zeros beyond six digits (one number has one text).
        CodeCheckWrong: the check character does not fit.
    """
    found = _OWN.fullmatch(_upper(text.strip(" ")))
    if found is None or (len(found[2]) > 6 and found[2][0] == "0"):
        raise CodeNotOwn(text=_shown(text))
    prefix, number, check = found.groups()
    if check_character(prefix + number) != check:
        raise CodeCheckWrong(text=_shown(text))
    return OwnCode(prefix, int(number), RESERVED.get(prefix, CodeKind.ASSET))


def classify(text: str, symbology: str | None = None) -> Code:
    """What the text is. `symbology` as in `Scan`; None: typed, or from a scanner that does not tell.

    A text one slip away from an own code (one wrong character, two neighbours swapped) is refused and never taken
    for a maker's serial. A resolver should look for a known alias with this very text before it trusts Gtin or Gs1:
    a serial of 13 digits may carry a fitting check digit by chance.

    Raises:
        CodeRefused: one of its subclasses says why.
    """
    if len(text) > MAX_LENGTH + len("]C1"):
        raise CodeTooLong(length=len(text))
    text = text.strip(" ")
    is_gs1, text = is_gs1_aim(text), without_aim(text)
    if is_gs1 or symbology == "GS1_128" or GROUP_SEPARATOR in text:
        return parse_gs1(text)
    text = _harmless(text)
    if is_near_own(text):
        return parse_code(text)
    product = _product(text, symbology)
    if product is not None:
        return product
    linked = element_string(text)
    if linked is not None:
        return Gs1(text, parse_gs1(linked).elements)
    elements = _unflagged_gs1(text)
    if elements is not None:
        return elements
    if text.startswith(_FORMULA):
        raise CodeFormula(text=_shown(text))
    return FreeText(text)


def is_near_own(text: str) -> bool:
    """Whether the text has the shape of an own code, or is one slip away from it (the check is not computed)."""
    upper = _upper(text)
    if not 11 <= len(upper) <= 14:
        return False
    shape = "AA-" + "N" * (len(upper) - 5) + "-C"
    if sum(not _fits(c, want) for c, want in zip(upper, shape, strict=True)) <= 1:
        return True
    swaps = (upper[:i] + upper[i + 1] + upper[i] + upper[i + 2 :] for i in range(len(upper) - 1))
    return any(_OWN.fullmatch(swapped) for swapped in swaps)


def gtin_check_digit(payload: str) -> str:
    """The mod-10 digit of GTIN, GLN, SSCC, GRAI and GSRN over the digits before it."""
    total = sum(int(digit) * (3 if i % 2 == 0 else 1) for i, digit in enumerate(reversed(payload)))
    return str(-total % 10)


def is_gtin(text: str) -> bool:
    """8, 12, 13 or 14 ASCII digits, the last of which checks the others."""
    return len(text) in {8, 12, 13, 14} and _is_digits(text) and gtin_check_digit(text[:-1]) == text[-1]


def upce_to_upca(text: str) -> str | None:
    """The twelve digits behind a UPC-E of eight; None when it is none or its check digit does not fit."""
    if len(text) != 8 or not _is_digits(text) or text[0] not in "01":
        return None
    six, last = text[1:7], text[6]
    if last in "012":
        body = six[:2] + last + "0000" + six[2:5]
    elif last in "34":
        body = six[: int(last)] + "00000" + six[int(last) : 5]
    else:
        body = six[:5] + "0000" + last
    full = text[0] + body + text[7]
    return full if is_gtin(full) else None


def parse_gs1(text: str) -> Gs1:
    """Takes element strings apart; separators are GROUP_SEPARATOR, a leading one is allowed.

    Raises:
        CodeCheckWrong: a key's check digit does not fit.
        Gs1Malformed: an unknown application identifier, a wrong length, date or character, or nothing at all.
    """
    rest = text.removeprefix(GROUP_SEPARATOR)
    if not rest or len(rest) > MAX_LENGTH:
        raise Gs1Malformed(text=_shown(text))
    return Gs1(rest, tuple(_elements(rest)))


def _elements(rest: str) -> Iterator[tuple[str, str]]:
    while rest:
        found = rule_of(rest)
        if found is None:
            raise Gs1Malformed(text=_shown(rest))
        identifier, rule = found
        lead, checked, most, _ = rule
        rest = rest[len(identifier) :]
        end = lead if most == 0 else min(lead + most, (rest + GROUP_SEPARATOR).index(GROUP_SEPARATOR))
        value = rest[:end]
        _check_element(identifier, rule, value)
        rest = rest[end:]
        if most and rest and rest[0] != GROUP_SEPARATOR:
            raise Gs1Malformed(text=_shown(identifier + value + rest))
        rest = rest.removeprefix(GROUP_SEPARATOR)
        if checked and not _key_checks(identifier, value, checked):
            raise CodeCheckWrong(text=_shown(value))
        yield identifier, value


def _check_element(identifier: str, rule: Rule, value: str) -> None:
    lead, _, _, least = rule
    led = lead == 0 or _is_digits(value[:lead])
    well = len(value) >= lead + least and led and CHARSET_82.fullmatch(value)
    if not well or (identifier in DATES and not ("01" <= value[2:4] <= "12" and value[4:6] <= "31")):
        raise Gs1Malformed(text=_shown(identifier + value))
    if identifier in ONLY_DIGITS and not _is_digits(value):
        raise Gs1Malformed(text=_shown(identifier + value))


def _key_checks(identifier: str, value: str, checked: int) -> bool:
    if identifier == "8003" and value[0] != "0":
        return False
    return gtin_check_digit(value[: checked - 1]) == value[checked - 1]


def _unflagged_gs1(text: str) -> Gs1 | None:
    """GS1 told by nothing but its text (a wedge without AIM identifier): only where a mistake is unlikely.

    The whole text must come apart and begin with a key that has a check digit, or with a GIAI whose company prefix
    is of digits.
    """
    if not re.match(r"(00|01|8003|8017|8018)[0-9]{14}|8004[0-9]{10}", text):
        return None
    try:
        return parse_gs1(text)
    except CodeRefused:
        return None


def _product(text: str, symbology: str | None) -> Gtin | None:
    """The product number in the text, or None. Raises CodeCheckWrong when a retail symbol fails its own check."""
    full = upce_to_upca(text) if symbology == "UPCE" else text
    if full is not None and is_gtin(full):
        return Gtin(text, full.rjust(14, "0"))
    if symbology in _RETAIL:
        raise CodeCheckWrong(text=_shown(text))
    return None


def _harmless(text: str) -> str:
    """The text composed (NFC), once it is sure that it has a sane length and only Latin letters and common signs."""
    text = unicodedata.normalize("NFC", text)
    if not text:
        raise CodeEmpty
    if len(text) > MAX_LENGTH:
        raise CodeTooLong(length=len(text))
    for character in text:
        if " " <= character <= "~" or ("\xa1" <= character <= "\u017f" and character != "\xad") or character == "€":
            continue
        if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"}:
            raise CodeControlCharacter(codepoint=f"U+{ord(character):04X}")
        raise CodeForeignAlphabet(codepoint=f"U+{ord(character):04X}")
    return text


def _fits(character: str, want: str) -> bool:
    if want == "-":
        return character == "-"
    return character in {"A": ascii_uppercase, "N": digits, "C": _ALPHABET}[want]


def _upper(text: str) -> str:
    """Capitals of ASCII text; any other text stays, so that no foreign letter turns into one of ours."""
    return text.upper() if text.isascii() else text


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _shown(text: str) -> str:
    """At most 40 characters, nothing that could move a cursor: fit for a sentence or a log."""
    clean = "".join(c if c.isprintable() else "·" for c in text[:40])
    return clean + ("…" if len(text) > 40 else "")
