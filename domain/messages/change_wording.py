"""The house's own words for one letter in one language; the shipped ones come back with `wording` None."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.application import Command, Event
from domain.clock import Clock
from domain.customers.model import LanguageUnknown
from domain.customers.register_customer import LANGUAGES
from domain.messages.book import LettersChangedMeanwhile, LettersSame
from domain.messages.delivery import UnknownMail
from domain.messages.events import EVENTS
from domain.messages.templates import TEMPLATES, TemplateName, template_named
from domain.messages.wording import Wording, check_wording
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class ChangeWording(Command):
    """`version` is that of the words the person saw. `template`: the name of the letter."""

    template: str
    language: str
    version: int
    wording: Wording | None


@dataclass(frozen=True, slots=True)
class WordingChanged(Event):
    template: str
    language: str
    version: int

    def touched(self) -> Iterable[str]:
        return ("letters",)


def change_wording(command: ChangeWording, unit: Unit, _clock: Clock) -> WordingChanged:
    """Raises WordingWrong, LettersChangedMeanwhile, LettersSame, UnknownMail, LanguageUnknown."""
    try:
        name = template_named(command.template)
    except ValueError:
        raise UnknownMail(name=command.template) from None
    if command.language not in LANGUAGES:
        raise LanguageUnknown(value=command.language)
    if command.wording is not None:
        check_wording(command.wording, TEMPLATES[name].allowed, needed_in(name))
    kept = unit.mails.wording(name, command.language)
    if kept.version != command.version:
        raise LettersChangedMeanwhile
    if kept.wording == command.wording:
        raise LettersSame
    unit.mails.save_wording(name, command.language, kept.version + 1, command.wording)
    return WordingChanged(command.template, command.language, kept.version + 1)


def needed_in(name: TemplateName) -> frozenset[str]:
    """What a letter that the law wants has to go on saying: all that the house's own text says."""
    placed = TEMPLATES[name]
    return placed.names if EVENTS[placed.event].by_law else frozenset()
