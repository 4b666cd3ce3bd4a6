"""What answers come to, in words: beside the form, and as the problem of a repair."""

from domain.inspections.answers import Judgement
from domain.refurbishment.repairs import MOST_WORDS
from ui.language import _, count, current_language
from ui.theme import Tone
from ui.widgets.key_values import Fact


def facts_of(judgement: Judgement) -> list[Fact]:
    """What the answers come to."""
    open_ = len(judgement.open)
    facts = [Fact(_("Still open"), count("{count} question", "{count} questions", open_) if open_ else _("nothing"))]
    if judgement.failed:
        language = current_language()
        facts += [Fact(_("Not fine"), each.text(language), Tone.BAD) for each in judgement.failed]
    if judgement.grade is not None:
        facts.append(Fact(_("Grade, by the answers"), str(judgement.grade)))
    if judgement.is_done:
        passed = judgement.passed
        facts.append(Fact(_("Result"), _("passed") if passed else _("not passed"), Tone.OK if passed else Tone.BAD))
    return facts


def problem_of(form: str, judgement: Judgement) -> str:
    """What has failed, in the words of the form: they stay in the history of the repair."""
    if not judgement.failed:
        return ""
    language = current_language()
    found = []
    for question in judgement.failed:
        option = judgement.chosen.get(question.code)
        words = "" if option is None else f": {option.text_de if language == 'de' else option.text_en}"
        found.append(question.text(language) + words)
    return f"{form}: {'; '.join(found)}"[:MOST_WORDS]
