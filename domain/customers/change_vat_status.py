"""A customer becomes a company or a consumer, or its VAT id becomes known, changes or is lost."""

from dataclasses import dataclass
from datetime import date

from domain.application import Command
from domain.clock import Clock
from domain.customers.changing import CustomerChanged, enter, first_day
from domain.customers.model import CustomerKind, StatusChange
from domain.customers.timeline import CustomerChange
from domain.customers.vat_ids import vat_id_from
from domain.errors import RuleViolation
from domain.ids import CustomerId
from domain.ports import Unit


class VatIdNotChecked(RuleViolation):
    """Without a check of the id nobody else owes the tax. Source: Directive 2006/112/EC, article 138 (1) b; section 18e
    UStG."""

    code = "vat_id_not_checked"


@dataclass(frozen=True, slots=True)
class ChangeVatStatus(Command):
    """`vat_id` "" for none; a given one was checked on `checked_on`, under `check_reference` if the check gave one.

    `from_on` None: today.
    """

    customer_id: CustomerId
    customer_kind: CustomerKind
    vat_id: str = ""
    checked_on: date | None = None
    check_reference: str = ""
    from_on: date | None = None
    reason: str = ""


def change_vat_status(command: ChangeVatStatus, unit: Unit, _clock: Clock) -> CustomerChanged:
    """A consumer has no VAT id.

    Raises:
        VatIdWrong: it has not the form of one.
        VatIdNotChecked: nobody says when it was checked, or on a day to come.
        AppError: what `enter` refuses.
    """
    is_company = command.customer_kind is CustomerKind.COMPANY
    vat_id = vat_id_from(command.vat_id) if is_company and command.vat_id.strip() else ""
    checked_on = command.checked_on if vat_id else None
    if vat_id and (checked_on is None or checked_on > unit.today()):
        raise VatIdNotChecked(vat_id=vat_id)
    status = StatusChange(first_day(command.from_on, unit), command.customer_kind, None, vat_id)
    change = CustomerChange(status, None, command.reason, checked_on, command.check_reference.strip())
    return enter(command.customer_id, change, unit)
