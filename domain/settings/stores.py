"""What the owner decides about one store: its name, and whether its documents have numbers of their own."""

import re
from dataclasses import dataclass, replace
from typing import Final

from domain.errors import InvalidInput, NotFound, RuleViolation

_PREFIX: Final = re.compile("[A-Z][A-Z0-9]{0,7}")


class StoreNameMissing(InvalidInput):
    """A store needs a name."""

    code = "store_name_missing"


class PrefixWrong(InvalidInput):
    """A prefix is 1 to 8 capital letters and digits, a letter first, so that it can be told from a year."""

    code = "invoice_prefix_wrong"


class PrefixTaken(RuleViolation):
    """Two stores in one series would each have gaps."""

    code = "invoice_prefix_taken"


class UnknownStore(NotFound):
    """No store of this id."""

    code = "unknown_store"


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """`invoice_prefix` "": the store's documents share the house's series; else theirs is "R-{prefix}-2026"."""

    name: str
    invoice_prefix: str = ""

    def tidied(self) -> "StoreSettings":
        """Raises StoreNameMissing, PrefixWrong."""
        name, prefix = " ".join(self.name.split()), self.invoice_prefix.strip().upper()
        if not name:
            raise StoreNameMissing
        if prefix and not _PREFIX.fullmatch(prefix):
            raise PrefixWrong(value=prefix)
        return replace(self, name=name, invoice_prefix=prefix)
