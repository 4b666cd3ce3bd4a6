"""Words of places, quarantine and stock counts: refusals by their code, labels of enums."""

from typing import Final

from ui.language import N_

REFUSALS: Final = {
    "place_name_taken": N_("“{name}” stands there already: two labels would read alike. Choose another name."),
    "places_wrong": N_("Between 1 and {most} places are made at a time, from a smaller number to a larger one."),
    "place_in_itself": N_(
        "It cannot stand in “{place}”: that is smaller, lies in it, or the tree is too deep. Choose a larger place."
    ),
    "place_not_empty": N_(
        "“{place}” is not empty: {things} things, {pieces} pieces, {places} open places in it. Move them first."
    ),
    "illegal_place_step": N_("“{place}” is {state}: this is not possible now. Look at it again."),
    "place_closed": N_("“{place}” was given up, so nothing is put there. Choose another place."),
    "thing_of_other_store": N_("{asset} belongs to another store. Take it off the list."),
    "move_size_wrong": N_("Between 1 and {most} things go at a time, each once. Scan what is to go."),
    "in_quarantine_already": N_("{asset} is in quarantine already. Look at it for the reason."),
    "not_in_quarantine": N_("{asset} is not in quarantine: somebody lifted it already."),
    "thing_in_quarantine": N_("{asset} is in quarantine since {since}: {reason}. Fetch another one."),
    "shelf_has_fewer": N_(
        "The books have {on_hand} there, and {quantity} are to be carried away. Count that shelf first."
    ),
    "stock_settings_wrong": N_("Days are 0 to {most}, and the amount is nothing or more, in euros. Check the entries."),
    "unknown_count": N_("There is no such stock count in your store. Look at the list."),
    "unknown_scan": N_("This scan was taken back already. Go on scanning."),
    "illegal_count_step": N_("{count} is “{stage}”: this is not possible any more. Look at it again."),
    "count_scope_wrong": N_("A count is of one place or of one product. Choose one of them."),
    "place_is_counted": N_("{count} counts this place, or one in it or around it. Finish that one first."),
    "scanned_before": N_("{asset} was scanned in this count already. It counts once; go on."),
    "scanned_by_another": N_(
        "Somebody else scanned {text}. Ask them to take it back, or decide about it in the review."
    ),
    "outside_of_count": N_("This does not belong to what is counted here. Leave it, or begin another count."),
    "count_too_long": N_("A count holds {most} scans. Finish it, and count the rest in another one."),
    "unknown_count_line": N_("The list was made anew meanwhile. Look at it again and decide."),
    "decision_wrong": N_("“{decision}” does not fit {line}. Choose one of the ways that are offered."),
    "count_undecided": N_("{count} lines have no decision yet. Decide each of them, then go on."),
    "count_needs_second": N_(
        "The differences of {count} are worth more than one person books alone. Ask a colleague who neither counted nor"
        " decided to agree."
    ),
    "same_who_counted": N_("You counted or decided in {count} yourself. Somebody else has to agree."),
    "nothing_scanned": N_("Nothing was scanned. Scan a thing, or type its code."),
}
NEXT_STEPS: Final = {
    "thing_sought": N_("Look for it. Whoever scans it when relocating or counting has found it."),
    "count_question": N_("Find out where it belongs: take it back, give it its place, or attach the code to a thing."),
}
LABELS: Final = {
    "places.model.PlaceKind": {
        "site": N_("Site"), "zone": N_("Zone"), "rack": N_("Rack"), "bin": N_("Bin"),
    },
    "places.model.PlaceStep": {
        "add": N_("Added"), "change": N_("Changed"), "close": N_("Given up"), "reopen": N_("Used again"),
        "quarantine": N_("Put in quarantine"), "lift": N_("Quarantine lifted"),
    },
    "places.model.PlaceState": {
        "open": N_("in use"), "blocked": N_("in quarantine"), "closed": N_("given up"),
    },
    "places.model.QuarantineReason": {
        "damage": N_("Damage suspected"), "recall": N_("Recall"), "hygiene": N_("Hygiene"),
        "unclear": N_("Unclear"), "missing": N_("Not found, being looked for"), "other": N_("Something else"),
    },
    "counts.model.CountStage": {
        "open": N_("being counted"), "review": N_("to be decided"), "booked": N_("booked"), "dropped": N_("dropped"),
    },
    "counts.model.CountStep": {
        "finish": N_("Finished"), "reopen": N_("Counted on"), "agree": N_("Differences agreed to"),
        "book": N_("Booked"), "drop": N_("Dropped"),
    },
    "counts.model.Finding": {
        "found": N_("in its place"), "missing": N_("missing"), "unexpected": N_("unexpected"),
        "unknown": N_("unknown code"), "pieces": N_("pieces"),
    },
    "counts.model.Decision": {
        "keep": N_("Leave the books as they are"), "search": N_("Look for it"), "lost": N_("It is lost"),
        "move": N_("It lies here now"), "ask": N_("Somebody has to look"), "book": N_("Book what was counted"),
    },
}  # fmt: skip
