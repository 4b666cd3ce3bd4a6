"""A receipt is signed before it is written: by the device where there is one, and without it the sale goes on."""

from collections.abc import Sequence

from domain.errors import Unavailable
from domain.money import total
from domain.till.model import ReceiptLine, Tendered, Till, Way, paid_by, sum_of, vat_groups
from domain.till.signing import Signature, SigningDevice, process_of


def sealed(
    device: SigningDevice | None, till: Till, lines: Sequence[ReceiptLine], tendered: Sequence[Tendered]
) -> Signature | None:
    """What `write_receipt` gets. None: nothing signs this till's receipts. Blocks until the device has answered."""
    if till.signing is None:
        return None
    if device is None:
        return Signature(is_away=True)
    owed = sum_of(lines)
    cash = paid_by(tendered, Way.CASH, owed.currency)
    groups = {group.rate: group.gross for group in vat_groups(lines)}
    untaxed = total((line.gross for line in lines if line.vat_rate is None), owed.currency)
    try:
        return device.finish(device.start(), till.code, process_of(groups, untaxed, cash, owed - cash))
    except Unavailable:
        return Signature(is_away=True)
