"""What a collection partner gets: one zip with the covering letter, a manifest, invoices, reminders and contracts."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

from domain.views.dunning import CasePage
from ui.desk import Desk

_ALWAYS: Final = (1980, 1, 1, 0, 0, 0)
"""The same files give the same bytes."""


def packed(files: Mapping[str, bytes]) -> bytes:
    """In the order of their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bag:
        for name in sorted(files):
            bag.writestr(zipfile.ZipInfo(name, _ALWAYS), files[name], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def bundle(desk: Desk, page: CasePage) -> bytes:
    """For the database thread."""
    case_id = page.row.case.id
    letter = desk.papers.debt_letter(desk.office.dunning.hand_over(case_id))
    return packed({"cover.pdf": letter, **desk.office.dunning.bundle(case_id)})
