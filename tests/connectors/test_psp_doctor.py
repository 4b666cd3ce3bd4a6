"""The doctor greets whoever has a key, and says which keys move no money."""

import json

from connectors.psp import doctor
from connectors.psp.doors import chosen_readers, chosen_seals
from connectors.psp.http import AnswerLost, Reply
from connectors.psp.stripe.provider import Stripe
from domain.payments.provider import ProviderDown, ProviderName, ProviderRefusesUs
from tests.connectors.stripe_desk import KEY, desk

KEYS = {
    "UMLAUF_STRIPE_KEY": "sk_live_51Radwerk4242",
    "UMLAUF_MOLLIE_KEY": "test_dHar4XY7LxsDOtmnkVtjNVWXLSlXsM",
    "UMLAUF_ADYEN_KEY": "AQE_of_a_test",
    "UMLAUF_ADYEN_ACCOUNT": "RadwerkECOM",
}


class Answers:
    """The same to every question."""

    def __init__(self, told):
        self.told = told

    def ask(self, _call):
        if isinstance(self.told, Exception):
            raise self.told
        return Reply(self.told, json.dumps({"object": "balance"}).encode())


def test_nobody_is_asked_without_a_key(tmp_path):
    assert doctor.checks({}, tmp_path, Answers(AssertionError())) == []


def test_who_answers_and_which_keys_are_for_tests(tmp_path):
    found = doctor.checks(KEYS, tmp_path, Answers(200))
    assert [(each.name, each.ok, each.detail, each.what_to_do) for each in found] == [
        ("stripe_key", True, "•••• 4242", ""),
        ("mollie_key", True, "•••• lXsM", "test_key"),
        ("adyen_key", True, "•••• test", "test_key"),
    ]


def test_a_key_that_is_refused_and_a_provider_that_is_away(tmp_path):
    for told, meant in (
        (401, ProviderRefusesUs),
        (503, ProviderDown),
        (AnswerLost("cut"), ProviderDown),
        (ProviderDown(why="no_connection"), ProviderDown),
    ):
        found = doctor.checks(KEYS, tmp_path, Answers(told))
        assert all(not each.ok and isinstance(each.refused, meant) for each in found)
        assert not [each for each in found if "sk_live" in str(each) or "dHar4" in str(each)]
    [unreadable] = doctor.checks({"UMLAUF_STRIPE_KEY": "pk_live_1"}, tmp_path, Answers(200))
    assert isinstance(unreadable.refused, ProviderRefusesUs)


def test_a_door_for_whoever_has_a_seal(tmp_path):
    assert set(chosen_seals({}, tmp_path)) == {ProviderName.MOLLIE}
    secrets = {"UMLAUF_STRIPE_NOTICES": "whsec_1", "UMLAUF_ADYEN_NOTICES": "00FF"}
    assert set(chosen_seals(KEYS | secrets, tmp_path)) == {ProviderName.MOLLIE, ProviderName.STRIPE, ProviderName.ADYEN}
    assert ProviderName.ADYEN not in chosen_seals(KEYS | {"UMLAUF_ADYEN_NOTICES": "no hex"}, tmp_path)
    fake, stripe = desk()
    readers = chosen_readers(KEYS | secrets, tmp_path)({ProviderName.STRIPE: stripe})
    assert set(readers) == {ProviderName.STRIPE, ProviderName.ADYEN}
    assert chosen_readers(KEYS, tmp_path)({ProviderName.STRIPE: stripe}) == {}  # nothing is read that cannot be checked
    assert Stripe(KEY, fake.clock, fake).is_test
