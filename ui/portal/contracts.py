"""One contract: what it is, what comes, and what its customer may do with it, each previewed before it is confirmed."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from starlette.responses import Response

from domain.application import Command
from domain.buyout.accept_offer import AcceptOffer
from domain.buyout.offer import OfferStatus
from domain.clock import legal_day
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.change_plan import ChangePlan
from domain.contracts.model import Contract
from domain.contracts.move_end import MoveEnd
from domain.contracts.parts import EndKind, Pause
from domain.contracts.pause_contract import PauseContract
from domain.contracts.resume_contract import ResumeContract
from domain.contracts.status import OVER, Status
from domain.contracts.withdraw_contract import WithdrawContract
from domain.deliveries.change_delivery import ChangeDelivery
from domain.deliveries.change_rhythm import ChangeRhythm
from domain.deliveries.deliver_once import DeliverOnce
from domain.deliveries.restore_delivery import RestoreDelivery
from domain.deliveries.schedule import Slot
from domain.deliveries.skip_delivery import SkipDelivery
from domain.errors import AppError
from domain.ids import AssetId, ContractLineId, PlanId, VariantId
from domain.period import ONE_DAY
from domain.portal.send_photo import SendPhoto
from domain.portal.wishes import RHYTHMS
from domain.refurbishment.repairs import RepairId
from domain.refurbishment.report_problem import ReportProblem
from domain.returns.ask_return import AskReturn
from domain.returns.model import Way
from domain.returns.photos import PhotoId
from domain.settings.portal import PortalSettings
from domain.swaps.agree_swap import AgreeSwap
from domain.swaps.model import SwapReason
from domain.views.portal import ContractView, CustomerPages, NotYours, OwnThing
from ui.cancellation_words import cancel_reason_words
from ui.portal.fields import choice, day, day_or_none, identity, is_set, number, text
from ui.portal.pictures import cleaned
from ui.portal.told import by_day, effects
from ui.portal.web import Web
from ui.portal.words import ABOUT, GATES, SERVICES
from ui.rates import shown_interval
from ui.return_words import reason_words
from ui.texts import refusal, refusal_title

RETURN_DAYS: Final = 14
_RUNNING: Final = frozenset({Status.ACTIVE, Status.PAUSED})
_REASONS: Final = tuple(each for each in SwapReason if each is not SwapReason.LOST)


def show(web: Web, pages: CustomerPages) -> Response:
    view = pages.contract(web.request.path_params["number"])
    return web.page(
        "contract.html",
        view=view,
        today=pages.today,
        by_day=by_day,
        open_services=[(name, SERVICES[name]) for name in offered(view, web.door.portal_settings())],
    )


def offered(view: ContractView, settings: PortalSettings) -> list[str]:
    """What makes sense for this contract now and is not closed by the owner, in the order of the page."""
    contract = view.contract
    is_running = contract.status in _RUNNING
    is_ending = contract.ending is not None
    here = [each for each in view.things if not each.is_due_back]
    makes_sense = {
        "pause": is_running and not is_ending,
        "resume": any(not each.line_ids for each in _pauses(view)),
        "plan": bool(view.plans) and is_running,
        "swap": bool(here) and is_running and not is_ending,
        "buy": any(each.offer.status is OfferStatus.OFFERED for each in view.offers),
        "deliveries": any(each.is_changeable for each in view.deliveries),
        "rhythm": is_running and not is_ending and bool(_rhythms(view)),
        "extend": is_running and contract.end_on is not None and not is_ending,
        "return": bool(here),
        "report": any(not each.problem for each in view.things),
        "cancel": is_running and not is_ending,
        "withdraw": view.withdraw_until is not None and contract.status not in OVER,
    }
    return [name for name in SERVICES if makes_sense[name] and settings.is_open(GATES[name])]


def _pauses(view: ContractView) -> list[Pause]:
    return [each for each in view.contract.pauses if each.resume_on is None or each.resume_on > each.from_on]


def _rhythms(view: ContractView) -> list[Slot]:
    """The next delivery that can be changed of each line that is delivered again and again."""
    found: dict[ContractLineId, Slot] = {}
    for each in view.deliveries:
        if each.is_changeable and view.contract.line(each.slot.line_id).is_recurring:
            found.setdefault(each.slot.line_id, each.slot)
    return list(found.values())


def service(web: Web, pages: CustomerPages) -> Response:
    """The form; what it would cause; and, confirmed, the wish."""
    name = web.request.path_params["service"]
    view = pages.contract(web.request.path_params["number"])
    if name not in _READ or name not in offered(view, web.door.portal_settings()):
        raise NotYours
    values = {"view": view, "name": name, "title": SERVICES[name], "about": ABOUT[name], "today": pages.today}
    if web.request.method != "POST":
        return web.page("service.html", **values, **_choices(name, web, pages, view))
    command = _READ[name](web, view)
    if web.form.get("step") == "confirm":
        filed = pages.file(command, web.origin, identity(web.form.get("wish", "")))
        return web.to(f"/requests/{filed.wish_id}?for=contract&at={view.contract.number}")
    if web.is_part:
        try:
            return web.part("preview.html", effects=effects(pages.preview(command)))
        except AppError as error:
            return web.part("refusal.html", title=refusal_title(error), words=refusal(error))
    found = effects(pages.preview(command))
    return web.page("confirm.html", effects=found, kept=_kept(web), wish=str(uuid4()), **values)


def _kept(web: Web) -> list[tuple[str, str]]:
    """The fields as they were sent, to be sent again when they are confirmed."""
    left_out = {"proof", "step", "wish"}
    return [(name, value) for name, each in web.lists.items() if name not in left_out for value in each]


def report(web: Web, pages: CustomerPages) -> Response:
    """Words and a picture; the picture is sent as a wish of its own."""
    view = pages.contract(web.request.path_params["number"])
    if "report" not in offered(view, web.door.portal_settings()):
        raise NotYours
    things = [each for each in view.things if not each.problem]
    if web.request.method != "POST":
        return web.page("report.html", view=view, things=things, title=SERVICES["report"], about=ABOUT["report"])
    thing = _thing(web, tuple(things))
    photo = web.files.get("photo", b"")
    picture = cleaned(photo) if photo else b""
    filed = pages.file(ReportProblem(RepairId(uuid4()), thing.asset_id, text(web, "problem", 2000)), web.origin)
    if picture:
        pages.file(SendPhoto.of(thing.asset_id, PhotoId(uuid4()), picture), web.origin)
    return web.to(f"/requests/{filed.wish_id}?for=contract&at={view.contract.number}")


def _thing(web: Web, things: tuple[OwnThing, ...]) -> OwnThing:
    found = next((each for each in things if each.code == web.form.get("thing")), None)
    if found is None:
        raise NotYours
    return found


def _choices(name: str, web: Web, pages: CustomerPages, view: ContractView) -> Mapping[str, Any]:
    """What a form offers to choose from."""
    settings = pages.settings()
    found: dict[str, Any] = {
        "longest": settings.portal.longest_pause,
        "causes": [(each, cancel_reason_words(each)) for each in settings.cancellations.customer_reasons],
        "return_reasons": [(each, reason_words(each)) for each in settings.returns.reasons],
        "return_until": pages.today + timedelta(days=RETURN_DAYS),
        "ways": tuple(Way),
        "reasons": _REASONS,
        "swaps": None,
        "rhythms": [(f"{each.unit} {each.count}", shown_interval(each)) for each in RHYTHMS],
        "slots": _rhythms(view),
        "line_id": str(uuid4()),
        "last_day": view.contract.end_on - ONE_DAY if view.contract.end_on else None,
    }
    if name == "swap":
        found["swaps"] = pages.swaps(view.contract.number, pages.today)
    return found


def _ids(contract: Contract) -> tuple[Any, int]:
    return contract.id, contract.version


def _pause(web: Web, view: ContractView) -> Command:
    pause = Pause(day(web, "from_on"), day(web, "resume_on"), moves_end=True)
    return PauseContract(*_ids(view.contract), pause=pause)


def _resume(web: Web, view: ContractView) -> Command:
    return ResumeContract(*_ids(view.contract), resume_on=day(web, "resume_on"))


def _plan(web: Web, view: ContractView) -> Command:
    wanted = identity(text(web, "plan", 60))
    option = next((each for each in view.plans if each.plan.id == wanted), None)
    if option is None:
        raise NotYours
    recurring = (each for each in view.contract.lines if each.is_recurring)
    line = next((each for each in recurring if option.from_plan == each.plan_on(_today(web))), None)
    if line is None:
        raise NotYours
    return ChangePlan(*_ids(view.contract), line_id=line.id, plan_id=option.plan.id)


def _swap(web: Web, view: ContractView) -> Command:
    parts = text(web, "option", 130).split(" ")
    if len(parts) != 3:
        raise NotYours
    asset, variant, plan = (identity(each) for each in parts)
    return AgreeSwap(
        view.contract.id,
        AssetId(asset),
        VariantId(variant),
        PlanId(plan),
        choice(web, "reason", SwapReason),
        day(web, "wanted_on"),
    )


def _buy(web: Web, view: ContractView) -> Command:
    wanted = identity(text(web, "offer", 60))
    told = next((each for each in view.offers if each.offer.id == wanted), None)
    if told is None:
        raise NotYours
    contract = view.contract
    return AcceptOffer(told.offer.id, contract.id, contract.version, uses_deposit=is_set(web, "uses_deposit"))


def _extend(web: Web, view: ContractView) -> Command:
    return MoveEnd(*_ids(view.contract), last_day=day(web, "last_day"))


def _cancel(web: Web, view: ContractView) -> Command:
    early = web.form.get("kind") == "early"
    return CancelContract(
        *_ids(view.contract),
        received_on=_today(web),
        wanted_on=day_or_none(web, "wanted_on"),
        end_kind=EndKind.EARLY if early else EndKind.ORDINARY,
        fee_line_id=ContractLineId(_line_id(web)) if early else None,
        cause=text(web, "cause", 80),
    )


def _line_id(web: Web) -> UUID:
    """Made with the form, so that preview and wish speak of the same line."""
    return identity(web.form.get("line", ""))


def _withdraw(web: Web, view: ContractView) -> Command:
    return WithdrawContract(*_ids(view.contract), received_on=_today(web), cause=text(web, "cause", 80))


def _today(web: Web) -> date:
    return legal_day(web.door.now())


def _return(web: Web, view: ContractView) -> Command:
    codes = set(web.lists.get("things", ()))
    wanted = tuple(each.asset_id for each in view.things if each.code in codes)
    way = choice(web, "way", Way)
    pick_up_on = day(web, "pick_up_on") if way is Way.PICK_UP else None
    return AskReturn(wanted, day(web, "return_until"), text(web, "reason", 80), way, pick_up_on)


def _deliveries(web: Web, view: ContractView) -> Command:
    what, ids = text(web, "what", 20), _ids(view.contract)
    line, _, first_day = text(web, "slot", 60).partition(" ")
    known = next((each.slot for each in view.deliveries if _is_slot(each.slot, line, first_day)), None)
    if known is None:
        raise NotYours
    if what == "extra":
        new = ContractLineId(_line_id(web))
        return DeliverOnce(*ids, line_id=new, like_id=known.line_id, quantity=number(web, "quantity"))
    line_id, on = known.line_id, known.day
    if what == "skip":
        return SkipDelivery(*ids, line_id=line_id, first_day=on)
    if what == "restore":
        return RestoreDelivery(*ids, line_id=line_id, first_day=on)
    return ChangeDelivery(*ids, line_id=line_id, first_day=on, quantity=number(web, "quantity"))


def _rhythm(web: Web, view: ContractView) -> Command:
    line, _, first_day = text(web, "slot", 60).partition(" ")
    known = next((each for each in _rhythms(view) if _is_slot(each, line, first_day)), None)
    wanted = next((each for each in RHYTHMS if f"{each.unit} {each.count}" == text(web, "rhythm", 12)), None)
    if known is None or wanted is None:
        raise NotYours
    return ChangeRhythm(*_ids(view.contract), line_id=known.line_id, first_day=known.day, interval=wanted)


def _is_slot(slot: Slot, line: str, first_day: str) -> bool:
    return str(slot.line_id) == line and slot.day.isoformat() == first_day


_READ: Final[Mapping[str, Callable[[Web, ContractView], Command]]] = {
    "pause": _pause,
    "resume": _resume,
    "plan": _plan,
    "swap": _swap,
    "buy": _buy,
    "deliveries": _deliveries,
    "rhythm": _rhythm,
    "extend": _extend,
    "return": _return,
    "cancel": _cancel,
    "withdraw": _withdraw,
}
"""The form of each service, read."""
