"""Whether an e-invoice lies in a document's PDF, or what it lacks for that."""

from domain.views.office_rows import InvoicePage
from ui.labels import label
from ui.language import _
from ui.theme import Tone
from ui.widgets.key_values import Fact


def e_invoice_facts(thing: InvoicePage) -> list[Fact]:
    """Empty where nobody asks for one."""
    if not thing.sheet.is_e_invoice:
        return []
    if not thing.lacks:
        return [Fact(_("E-invoice"), _("inside the PDF"))]
    lacks = ", ".join(label(lack) for lack in thing.lacks)
    return [Fact(_("E-invoice"), _("not possible, lacking: {what}").format(what=lacks), Tone.WARN)]
