"""What the owner decides about one store: name and address, its codes, and whether its documents have own numbers."""

import re
from dataclasses import dataclass
from typing import Final

from domain.assets.codes import RESERVED
from domain.errors import InvalidInput, NotFound, RuleViolation

_PREFIX: Final = re.compile("[A-Z][A-Z0-9]{0,7}")
_ASSET_PREFIX: Final = re.compile("[A-Z]{2}")
LONGEST: Final = 100


class StoreNameMissing(InvalidInput):
    """A store needs a name."""

    code = "store_name_missing"


class PrefixWrong(InvalidInput):
    """A prefix is 1 to 8 capital letters and digits, a letter first, so that it can be told from a year."""

    code = "invoice_prefix_wrong"


class PrefixTaken(RuleViolation):
    """Two stores in one series would each have gaps."""

    code = "invoice_prefix_taken"


class AssetPrefixWrong(InvalidInput):
    """The codes of things begin with two capital letters, which are not those of orders, parcels or places."""

    code = "asset_prefix_wrong"


class StoreAddressPartial(InvalidInput):
    """An address is street, postcode and city, or is left out."""

    code = "store_address_partial"


class UnknownStore(NotFound):
    """No store of this id."""

    code = "unknown_store"


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """`invoice_prefix` "": the store's documents share the house's series; else theirs is "R-{prefix}-2026".

    `asset_prefix` begins the codes of things taken in there from now on; stores may share it, the numbers never meet.
    The address is whole or "": that of the business.
    """

    name: str
    invoice_prefix: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    asset_prefix: str = "AS"

    def tidied(self) -> "StoreSettings":
        """Raises StoreNameMissing, StoreAddressPartial, AssetPrefixWrong, PrefixWrong."""
        prefix, codes = self.invoice_prefix.strip().upper(), self.asset_prefix.strip().upper()
        name, *address = (_one_line(each) for each in (self.name, self.street, self.postcode, self.city))
        if not name:
            raise StoreNameMissing
        if any(address) and not all(address):
            raise StoreAddressPartial
        if not _ASSET_PREFIX.fullmatch(codes) or codes in RESERVED:
            raise AssetPrefixWrong(value=self.asset_prefix)
        if prefix and not _PREFIX.fullmatch(prefix):
            raise PrefixWrong(value=prefix)
        street, postcode, city = address
        return StoreSettings(name, prefix, street, postcode, city, codes)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:LONGEST]
