"""How one customer pays and what shares their invoices, where that differs from the house."""

from dataclasses import dataclass

from domain.contracts.payment import Payment, PaymentMethod, check_payment_days
from domain.settings.billing import Collective


@dataclass(frozen=True, slots=True)
class CustomerBilling:
    """None: as the house has it. Method and days are agreed with each new contract; `collective` counts at once.

    Raises PaymentDaysWrong.
    """

    method: PaymentMethod | None = None
    days: int | None = None
    collective: Collective | None = None

    def __post_init__(self) -> None:
        check_payment_days(self.days)

    def payment(self, house: Payment) -> Payment:
        """What a new contract of this customer agrees on when its plan says nothing."""
        return Payment(self.method or house.method, house.days if self.days is None else self.days)
