"""The link of a letter by which a customer leaves a payment method: on to the page of the payment provider.

That page is made while one waits; without a script, by looking again after two seconds. Nothing that is entered there
ever comes through here. A mail program that looks at the link takes nothing away from whoever follows it later.
"""

from typing import Final
from urllib.parse import urlsplit

from starlette.responses import RedirectResponse, Response

from domain.payments.method_links import LinkStage
from ui.language import N_, _
from ui.portal.web import Web

LONGEST: Final = 200
_SAID: Final = {
    LinkStage.WAITING: N_("One moment, the page of the payment provider is being opened …"),
    LinkStage.UNKNOWN: N_("This link is not known. Please use the link of the newest letter, or write to us."),
    LinkStage.EXPIRED: N_("This link has expired. Please write to us: we gladly send you a new one."),
    LinkStage.FAILED: N_("The payment provider does not answer just now. Please try it again in a few minutes."),
    LinkStage.DONE: N_("Thank you: your new payment method has arrived. There is nothing more to do."),
}
_LEFT: Final = N_(
    "Thank you. As soon as the payment provider confirms your payment method, we use it for what is open and for"
    " everything to come."
)
_STATUS: Final = {LinkStage.UNKNOWN: 404, LinkStage.EXPIRED: 410, LinkStage.FAILED: 503}


def opened(web: Web) -> Response:
    """Leads on over https alone."""
    link = web.door.open_method(web.request.path_params["secret"][:LONGEST])
    if link.stage is LinkStage.OPEN and urlsplit(link.page).scheme == "https":
        return web.answered(RedirectResponse(link.page, 303, {"Referrer-Policy": "no-referrer"}))
    stage = LinkStage.FAILED if link.stage is LinkStage.OPEN else link.stage
    words, waits = _(_SAID[stage]), stage is LinkStage.WAITING
    return web.page("method.html", _STATUS.get(stage, 200), words=words, waits=waits)


def left(web: Web) -> Response:
    """Where the provider sends the customer back to."""
    return web.page("method.html", words=_(_LEFT), waits=False)
