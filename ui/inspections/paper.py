"""The paper of an inspection: asked for on the database thread, drawn beside the work, kept and shown."""

from domain.inspections.book import InspectionId
from domain.inspections.sheet import InspectionSheet
from ui.desk import Desk
from ui.language import _, current_language
from ui.printing.paper import Printer
from ui.shell.port import Shell


def print_inspection(desk: Desk, shell: Shell, printer: Printer, inspection_id: InspectionId) -> None:
    language = current_language()

    def draw(sheet: InspectionSheet) -> None:
        day = sheet.filled_at.date().isoformat()
        name = _("Inspection {code} {day}.pdf").format(code=sheet.asset_code, day=day)
        printer.make(name, lambda: desk.papers.inspection(sheet, language))

    shell.services.background.run(
        lambda: desk.floor.inspections.sheet(inspection_id), draw, shell.show_refusal, owner=printer.owner
    )
