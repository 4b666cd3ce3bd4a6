"""Everything outside that the worker may use, by what is set up on this machine."""

from collections.abc import Callable, Mapping
from pathlib import Path

from connectors.bureau.choice import chosen_desks
from connectors.mail.choice import chosen_ways
from connectors.psp.choice import MakeProviders, chosen_providers
from connectors.psp.doors import MakeReaders, chosen_readers
from domain.business import Business
from domain.checks.desks import CheckDesks
from domain.clock import Clock
from domain.messages.bounces import ReturnedMail
from domain.messages.letter import Post

Outer = tuple[Post, ReturnedMail | None, CheckDesks, MakeProviders, MakeReaders]


def chosen_outside(
    environment: Mapping[str, str], folder: Path, business: Callable[[], Business], clock: Clock
) -> Outer:
    """Who takes letters and brings back what could not be delivered, whom to ask about orders, who collects money
    and whose notices are read.

    `folder` is the data folder. Raises MailServerWrong.
    """
    post, returned = chosen_ways(environment, folder, business)
    providers, readers = chosen_providers(environment, folder, clock), chosen_readers(environment, folder)
    return post, returned, chosen_desks(environment, folder), providers, readers
