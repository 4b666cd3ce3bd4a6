"""What the house of the machine rents, sells and delivers: a rhythm and a rule of each kind."""

from dataclasses import dataclass
from decimal import Decimal

from domain.application import Seat
from domain.buyout.formula import Formula, FormulaKind
from domain.buyout.rules import BuyoutRules, RuleStep
from domain.buyout.set_buyout_rules import SetBuyoutRules
from domain.catalog.add_product import ProductAdded
from domain.catalog.model import ProductKind
from domain.catalog.offer import Offer, PaidUp
from domain.contracts.model import LineKind
from domain.contracts.terms import Billing, ContractTerms, LapseRule, PricesAre, Proration, StopRule
from domain.customers.model import Address, CustomerKind, PersonalData
from domain.customers.register_customer import CustomerRegistered, RegisterCustomer
from domain.losses.change_loss_settings import ChangeLossSettings
from domain.losses.settings import Cover, LossSettings
from domain.loyalty.add_scheme import AddScheme
from domain.loyalty.change_programme import ChangeProgramme
from domain.loyalty.make_vouchers import MakeVouchers
from domain.loyalty.programme import ReferralProgramme
from domain.loyalty.scheme import LoyaltyRule, Step
from domain.loyalty.vouchers import VoucherRule
from domain.money import Money
from domain.period import Interval, Unit
from domain.refunds.change_refund_rules import ChangeRefundRules
from domain.refunds.rules import RefundSettings
from domain.settings.change_return_settings import ChangeReturnSettings
from domain.settings.returns import Approval, DamagePrice, ReturnSettings
from domain.swaps.groups import Allowance, Member, SwapRules
from domain.swaps.save_group import SaveGroup
from tests.machines.house.world import House
from tests.storage.business import Business

YEAR, MONTH, FORTNIGHT = Interval(Unit.YEAR), Interval(Unit.MONTH), Interval(Unit.WEEK, 2)
SCRATCH = DamagePrice("scratch", "Kratzer", Money.of("25.00"), "bike")
VOUCHER = "SOMMER26"


@dataclass(frozen=True)
class Catalogue:
    """`rented` go with each other into one cart by their keys; `carts` are what customers choose from."""

    rented: dict[str, ProductAdded]
    carts: tuple[tuple[ProductAdded, ...], ...]
    counted: ProductAdded


def opened(house: House) -> Catalogue:
    """Products, people, and the owner's rules."""
    business = house.business
    rented = _rented(business)
    lock = business.product("Schloss", kind=LineKind.SALE, price="49.00", sku="LOCK")
    cover = business.product(
        "Schutz", kind=LineKind.SERVICE, product_kind=ProductKind.SERVICE, price="6.90", sku="COVER"
    )
    beans = business.product(
        "Bohnen", kind=LineKind.CONSUMABLE, product_kind=ProductKind.CONSUMABLE, price="18.00", sku="BEANS",
        vat="reduced", terms=ContractTerms(interval=FORTNIGHT),
    )  # fmt: skip
    business.place()
    for name in ("Öztürk", "Brückner", "Sørensen"):
        business.customer(name)
    _company(business)
    _rules(house, rented)
    covers = (Cover(cover.product_id, lost=True, deductible=Money.of("10.00")),)
    losses = LossSettings(covers=covers, two_person_above=Money.of("500.00"))
    assert house.tries(ChangeLossSettings(0, losses, "neue Tabelle"), Seat.OWNER) is not None
    carts = (
        (rented["city"],), (rented["city"], lock), (rented["cargo"], cover), (rented["cargo"],), (rented["pram"],),
        (rented["piano"],), (rented["city"], beans, cover), (beans,), (cover,),
    )  # fmt: skip
    return Catalogue(rented, carts, beans)


def _rented(business: Business) -> dict[str, ProductAdded]:
    terms = {
        "city": ContractTerms(notice=MONTH, repair_pause_days=3, lapse_rule=LapseRule.REACTIVATES),
        "cargo": ContractTerms(
            min_term=Interval(Unit.MONTH, 6), notice=MONTH, proration_down=Proration.DAILY, repair_pause_days=0
        ),
        "pram": ContractTerms(
            interval=FORTNIGHT, stop_rule=StopRule.AT_REQUEST, lapse_rule=LapseRule.GOES_ON, repair_pause_days=5
        ),
        "piano": ContractTerms(interval=YEAR, prices_are=PricesAre.NET, billing=Billing.IN_ARREARS),
    }
    prices = {"city": "79.00", "cargo": "119.00", "pram": "24.00", "piano": "900.00"}
    offers = {
        "city": Offer(deposit=Money.of("150.00")),
        "cargo": Offer(paid_up=(PaidUp(6, Decimal(5)),), is_rental_confirmed=True),
    }
    return {
        name: business.product(
            name, price=prices[name], sku=name.upper(), terms=known, transit_days=len(name) % 3,
            offer=offers.get(name, Offer()),
        )
        for name, known in terms.items()
    }  # fmt: skip


def _company(business: Business) -> CustomerRegistered:
    personal = PersonalData("", "", company="Nord Logistik GmbH", email="nord@example.org", address=HOME)
    registered: CustomerRegistered = business.do(Seat.BACKOFFICE, RegisterCustomer(personal, CustomerKind.COMPANY))
    return registered


HOME = Address("Ring 7", "50674", "Köln")


def _rules(house: House, rented: dict[str, ProductAdded]) -> None:
    """What the owner decided; some of it differs from house to house."""
    approval = house.one_of([Approval.NONE, Approval.CUSTOMERS, Approval.ALL])
    settings = ReturnSettings(approval, damages=(SCRATCH,), lapse_after=house.one_of([0, 5, 14]))
    most = Money.of("40.00" if house.chance(50) else "5000.00")
    formula = Formula(FormulaKind.RETAIL_LESS_PAID, Money.of("900.00"), least=Money.of("90.00"))
    rules = BuyoutRules((RuleStep(0, formula),), on_credit=house.chance(30))
    members = tuple(Member(rented[name].variant_ids[0]) for name in ("city", "cargo"))
    swaps = SwapRules(allowance=Allowance(2, MONTH) if house.chance(50) else None, percent=Decimal(5))
    scheme = LoyaltyRule((Step(3, Decimal(5)), Step(7, Decimal(10))), free_every=9)
    for command in (
        ChangeReturnSettings(0, settings),
        ChangeRefundRules(0, RefundSettings(two_person_above=most, office_limit=Money.of("9000.00"))),
        SetBuyoutRules(rented["city"].plan_ids[0], 0, rules, "Abverkauf"),
        SaveGroup(None, 0, "Räder", members, swaps),
        ChangeProgramme(0, ReferralProgramme(is_open=True, hold_days=house.one_of([0, 14]))),
        AddScheme("Stammkunden", scheme),
        MakeVouchers("Sommer", VoucherRule(Decimal(10), max_uses=None), chosen=VOUCHER),
    ):
        assert house.tries(command, Seat.OWNER) is not None, house.story[-1]
