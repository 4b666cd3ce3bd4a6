"""Whether an event is written about, how much later, and to whom; counts for letters that are promised from now on."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.application import Command, Event
from domain.clock import Clock
from domain.messages.book import LettersChangedMeanwhile, LettersSame
from domain.messages.events import MailEvent
from domain.messages.rules import MailRule, check_rule
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ChangeMailRule(Command):
    """`version` is that of the rule the person saw."""

    event: MailEvent
    version: int
    rule: MailRule


@dataclass(frozen=True, slots=True)
class MailRuleChanged(Event):
    event: MailEvent
    version: int

    def touched(self) -> Iterable[str]:
        return ("letters",)


def change_mail_rule(command: ChangeMailRule, unit: Unit, _clock: Clock) -> MailRuleChanged:
    """Raises LettersChangedMeanwhile, LettersSame, and what `check_rule` refuses."""
    wanted = check_rule(command.event, command.rule)
    kept = unit.mails.rule(command.event)
    if kept.version != command.version:
        raise LettersChangedMeanwhile
    if kept.rule == wanted:
        raise LettersSame
    unit.mails.save_rule(command.event, kept.version + 1, wanted)
    return MailRuleChanged(command.event, kept.version + 1)
