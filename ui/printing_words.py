"""Words of labels and printing: refusals by their code, labels of enums, names of what is printed on."""

from typing import Final

from ui.language import N_

REFUSALS: Final = {
    "label_medium_wrong": N_(
        "Nobody sells labels of {wide} × {high} mm like this, or they go beyond the page. Check the measures."
    ),
    "label_template_wrong": N_(
        "“{name}” is not complete: it needs a name, type of 5 to 24 points, and words where the field for words is"
        " ticked. Correct that and save again."
    ),
    "unknown_label_template": N_("This template does not exist any more. Go back to the list and choose another."),
    "label_template_changed": N_(
        "Someone else changed “{name}” meanwhile. You now see the newest version; please change that."
    ),
    "label_template_taken": N_(
        "“{name}” is for the same things on the same labels already. Change that one, or choose other labels."
    ),
    "not_for_bars": N_("“{text}” has signs that no Code 128 holds. Choose QR for it."),
    "not_for_matrix": N_("This text is too long or too special for a Data Matrix. Choose QR for it."),
    "label_bars_too_wide": N_(
        "The Code 128 of {code} needs {needs} mm, the label has {has} mm. Choose a larger label, or QR or Data Matrix."
    ),
    "label_square_too_large": N_(
        "The square code of {code} needs {needs} mm to be read safely, there are {has} mm."
        " Choose a larger label, or Data Matrix alone."
    ),
    "label_words_too_many": N_(
        "The lines need {needs} mm, the label has {has} mm for them. Leave a field out, or choose smaller type."
    ),
    "label_printer_wrong": N_(
        "The printer lacks something, or it cannot be reached like this. Check its name, its address and what lies in"
        " it: sheets are printed as pages only."
    ),
    "label_printer_names_alike": N_("Two printers are called “{name}”. Give one of them another name."),
    "unknown_label_printer": N_(
        "There is no label printer “{printer}” at this workplace any more. Choose another one for the job."
    ),
    "label_printer_unreachable": N_(
        "The printer “{printer}” takes nothing ({why}). Nothing was printed; check whether it is on, then try again."
    ),
    "printing_broke_off": N_(
        "The line to “{printer}” fell away while it printed ({why}). Look how far it came, then say so under Printing."
    ),
    "print_job_busy": N_("This cannot be done with the job now: it is being printed, or it is over. Look at it again."),
    "unknown_print_job": N_("This print job is gone: it was over for long. Print the labels anew where they belong."),
    "printer_language_unknown": N_("“{command}” is no command that labels are printed with here."),
}

LABELS: Final = {
    "labels.template.Subject": {
        "thing": N_("Things"), "place": N_("Places"), "card": N_("Command cards"), "paper": N_("Parcels and papers"),
    },
    "labels.template.CodeType": {
        "bars_and_qr": N_("Code 128 and QR"), "code_128": N_("Code 128"), "qr": N_("QR code"),
        "data_matrix": N_("Data Matrix"),
    },
    "labels.template.LabelField": {
        "logo": N_("Logo"), "code": N_("Code"), "name": N_("Name"), "variant": N_("Variant"),
        "serial": N_("Serial number"), "place": N_("Place"), "text": N_("Own line"),
    },
    "labels.medium.MediumKind": {"roll": N_("Roll"), "tape": N_("Tape"), "sheet": N_("Sheet of A4")},
    "labels.printers.WayOut": {
        "zpl_network": N_("Label printer in the network (ZPL)"),
        "zpl_queue": N_("Label printer as a system printer (ZPL)"),
        "zpl_device": N_("Label printer at a USB port (ZPL)"),
        "pdf_queue": N_("Any system printer (pages)"),
    },
    "labels.jobs.JobState": {
        "waiting": N_("waiting"), "printing": N_("printing"), "done": N_("printed"), "failed": N_("not printed"),
        "unsure": N_("unsure"), "cancelled": N_("taken out of print"),
    },
}  # fmt: skip

UNSEEN: Final = ("labels.measure.Type", "labels.jobs.JobAct")

MEDIUM_NAMES: Final = {
    "roll_50_25": N_("Roll 50 × 25 mm"),
    "roll_57_32": N_("Roll 57 × 32 mm"),
    "roll_76_51": N_("Roll 76 × 51 mm"),
    "roll_100_50": N_("Roll 100 × 50 mm"),
    "roll_100_150": N_("Roll 100 × 150 mm"),
    "dymo_54_25": N_("Dymo 54 × 25 mm (11352)"),
    "dymo_89_28": N_("Dymo 89 × 28 mm (99010)"),
    "dymo_89_36": N_("Dymo 89 × 36 mm (99012)"),
    "tape_12": N_("Tape 12 mm"),
    "tape_18": N_("Tape 18 mm"),
    "tape_24": N_("Tape 24 mm"),
    "tape_62": N_("Brother 62 × 29 mm (DK-11209)"),
    "sheet_3657": N_("A4, 40 labels 48.5 × 25.4 mm (Avery 3657)"),
    "sheet_3475": N_("A4, 24 labels 70 × 36 mm (Avery 3475)"),
    "sheet_7160": N_("A4, 21 labels 63.5 × 38.1 mm (Avery L7160)"),
    "sheet_7651": N_("A4, 65 labels 38.1 × 21.2 mm (Avery L7651)"),
}
