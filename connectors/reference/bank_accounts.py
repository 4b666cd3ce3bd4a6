"""Banks by their numbers: `schwifty` carries the directories of the central banks, so nobody is asked over the wire."""

from domain.checks.facts import Account


class BankDirectory:
    """`domain.checks.facts.BankAccounts`. The directories are loaded with the first question."""

    def account(self, iban: str) -> Account:
        """Countries whose banks the directory does not have say nothing of the bank."""
        from schwifty import IBAN
        from schwifty.exceptions import SchwiftyException

        known = IBAN(iban, allow_invalid=True)
        try:
            known.validate(validate_bban=True)
        except SchwiftyException:
            return Account(is_valid=False, country=str(known.country_code))
        name = known.bank_name
        country = str(known.country_code)
        return Account(is_valid=True, country=country, bank=name if name else ("" if _has_directory(country) else None))


def _has_directory(country: str) -> bool:
    from schwifty import registry

    return bool(registry.get_banks_by_country(country))
