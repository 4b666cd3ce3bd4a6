"""The page of a quote, for whoever has its link: looked at, taken along, declined, or ordered with a duty to pay.

Nothing here needs a script or a sign-in. A wrong link has one answer, whatever is wrong with it. Source: section 312j
BGB (what stands above the button, and what the button says); RULES.md 3.3.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Final
from urllib.parse import quote as quoted
from uuid import UUID, uuid4, uuid5

from starlette.responses import Response

from domain.billing.tax import is_country
from domain.clock import legal_day
from domain.customers.model import Address, PersonalData
from domain.errors import AppError
from domain.quotes.accept_quote import AcceptQuote
from domain.quotes.decline_quote import DeclineQuote, DeclineReason
from domain.quotes.see_quote import SeeQuote
from domain.quotes.stages import OPEN, Stage
from domain.views.quotes import OpenQuote
from ui.countries import country_choices
from ui.language import LOCALES, _, shown_money, speaking
from ui.portal.fields import choice, identity, is_set, text
from ui.portal.home import awaited
from ui.portal.web import Web
from ui.portal.words import VOUCHERS
from ui.texts import filled, refusal, refusal_title

LONGEST_SECRET: Final = 200
LONGEST_NAME: Final = 120


def show(web: Web) -> Response:
    return _spoken(web, lambda found: _page(web, found))


def paper(web: Web) -> Response:
    """As it went with the letter; drawn from the same facts where none went."""
    return _spoken(web, lambda found: _paper(web, found))


def accept(web: Web) -> Response:
    """Looking alone leads back to the quote."""
    return _spoken(web, lambda found: _accepted(web, found))


def decline(web: Web) -> Response:
    return _spoken(web, lambda found: _declined(web, found))


def answered(web: Web) -> Response:
    """What became of the answer; where it takes longer, the page looks again by itself."""
    return _spoken(web, lambda found: _answered(web, found))


def _secret(web: Web) -> str:
    secret: str = web.request.path_params["secret"]
    return secret[:LONGEST_SECRET]


def _at(web: Web, further: str = "") -> str:
    return f"/quote/{quoted(_secret(web), safe='')}{further}"


def _spoken(web: Web, answer: Callable[[OpenQuote], Response]) -> Response:
    """In the language of the quote, unless the reader chose one."""
    found = web.door.open_quote(_secret(web))
    if found is None:
        return web.page("quote_gone.html", 404)
    if web.cookie("language") in LOCALES or found.sheet.language not in LOCALES:
        return answer(found)
    with speaking(found.sheet.language):
        return answer(found)


def _is_open(web: Web, found: OpenQuote) -> bool:
    return found.stage in OPEN and legal_day(web.door.now()) <= found.sheet.valid_until


def _page(web: Web, found: OpenQuote, status: int = 200, wrong: dict[str, str] | None = None) -> Response:
    is_open = _is_open(web, found)
    if is_open and found.stage is Stage.SENT and web.request.method == "GET":
        with suppress(AppError):
            web.door.answer_quote(_secret(web), SeeQuote(found.id), web.origin, uuid5(found.id, "seen"))
    return web.page(
        "quote.html",
        status,
        quote=found,
        sheet=found.sheet,
        is_open=is_open,
        is_over=found.stage is Stage.EXPIRED or (found.stage in OPEN and not is_open),
        at=_at(web),
        form=web.form,
        wrong=wrong or {},
        wish=web.form.get("wish") or str(uuid4()),
        reasons=list(DeclineReason),
        countries=country_choices(),
        things=", ".join(f"{line.quantity} × {line.title}" for line in found.sheet.lines),
        monthly=_monthly(found),
    )


def _monthly(found: OpenQuote) -> str:
    """What follows the first invoice, for the sentence above the button."""
    monthly = found.sheet.tried.monthly
    return "" if not monthly else _(", on average {amount} a month").format(amount=shown_money(monthly))


def _paper(web: Web, found: OpenQuote) -> Response:
    kept = web.door.quote_paper(_secret(web))
    content = web.papers.quote(found.sheet) if kept is None else kept.content
    name = quoted(found.sheet.number.replace("/", "-"))
    headers = {"Content-Disposition": f"inline; filename*=UTF-8''{name}.pdf"}
    return web.answered(Response(content, media_type="application/pdf", headers=headers))


def _accepted(web: Web, found: OpenQuote) -> Response:
    if web.request.method != "POST" or not _is_open(web, found):
        return web.to(_at(web))
    wrong = _wrong(web, found)
    if wrong:
        return _page(web, found, 422, wrong)
    command = AcceptQuote(
        found.id, text(web, "name", LONGEST_NAME), has_terms=True, has_withdrawal=True, personal=_personal(web, found)
    )
    return _filed(web, command)


def _declined(web: Web, found: OpenQuote) -> Response:
    if web.request.method != "POST" or not _is_open(web, found):
        return web.to(_at(web))
    reason = choice(web, "reason", DeclineReason) if web.form.get("reason") else DeclineReason.OTHER
    return _filed(web, DeclineQuote(found.id, reason, text(web, "words", 500)))


def _filed(web: Web, command: AcceptQuote | DeclineQuote) -> Response:
    """Sent twice, it is filed once: the form holds the id."""
    wish = identity(web.form.get("wish", ""))
    web.door.answer_quote(_secret(web), command, web.origin, wish)
    return web.to(_at(web, f"/answer/{wish}"))


def _wrong(web: Web, found: OpenQuote) -> dict[str, str]:
    """Sentences by the name of the field."""
    missing = _("Please fill in this field.")
    needed = ["name"]
    if found.needs_address:
        needed += ["street", "postcode", "city"]
    wrong = {name: missing for name in needed if not text(web, name, LONGEST_NAME)}
    if found.needs_address and not is_country(text(web, "country", 2).upper()):
        wrong["country"] = _("Please choose a country.")
    agree = _("Without this we cannot take your order.")
    boxes = ("terms", "withdrawal") if found.sheet.is_consumer else ("terms",)
    return wrong | {name: agree for name in boxes if not is_set(web, name)}


def _personal(web: Web, found: OpenQuote) -> PersonalData | None:
    """What was completed; None: there was nothing to complete."""
    if not (found.is_new or found.needs_address):
        return None
    address = None
    if found.needs_address:
        where = (text(web, "street", LONGEST_NAME), text(web, "postcode", 20), text(web, "city", 80))
        address = Address(*where, text(web, "country", 2).upper())
    return PersonalData("", "", phone=text(web, "phone", 40), address=address)


def why(refused: AppError) -> tuple[str, str]:
    """Title and sentence; of a voucher that counts no more in words for whoever had it."""
    sentence = VOUCHERS.get(refused.code)
    if sentence is None:
        return refusal_title(refused), refusal(refused)
    return _("The voucher of this quote counts no more"), filled(_(sentence), refused)


def _answered(web: Web, found: OpenQuote) -> Response:
    wish_id: UUID = identity(web.request.path_params["wish"])
    outcome = awaited(lambda: web.door.outcome(wish_id))
    if outcome.is_done:
        found = web.door.open_quote(_secret(web)) or found
    title, words = ("", "") if outcome.refusal is None else why(outcome.refusal)
    return web.page(
        "quote_answered.html", found=outcome, quote=found, sheet=found.sheet, title=title, words=words, at=_at(web)
    )
