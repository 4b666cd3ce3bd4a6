"""Terms of a contract that take more than one word."""

from domain.contracts.terms import ContractTerms
from ui.backoffice.words import shown_length
from ui.labels import label
from ui.language import _, count


def part_words(terms: ContractTerms) -> str:
    """What parts of a period cost; both ways where they differ."""
    if terms.proration_down in (None, terms.proration):
        return label(terms.proration)
    return _("{up}; what ends or gets cheaper: {down}").format(
        up=label(terms.proration), down=label(terms.proration_down)
    )


def free_words(terms: ContractTerms) -> str | None:
    """What is free at the start; None: nothing."""
    words = [shown_length(terms.trial)] if terms.trial is not None else []
    if terms.skipped_first:
        words.append(count("the first period", "the first {count} periods", terms.skipped_first))
    return ", ".join(words) or None
