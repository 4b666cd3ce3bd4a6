"""Words of vouchers, friends and staying: refusals by their code, and labels of enums."""

from typing import Final

from ui.language import N_

REFUSALS: Final = {
    "code_mistyped": N_("“{text}” was mistyped: its check character does not fit. Read the code once more."),
    "code_not_usable": N_(
        "“{text}” does not work as a code. Take 3 to 32 letters without umlauts, digits and dashes, for example"
        " SUMMER26."
    ),
    "voucher_not_understood": N_(
        "These vouchers do not make sense: check the title, how many there are, their uses and their days."
    ),
    "voucher_too_early": N_("The voucher {voucher} is good from {day} on. Try again then."),
    "voucher_too_late": N_("The voucher {voucher} was good until {day}. Ask for another one, or grant a discount."),
    "voucher_withdrawn": N_("{voucher} was withdrawn and is good for nothing any more. Ask for another voucher."),
    "voucher_used_up": N_("The voucher {voucher} was used as often as it can be. Ask for another one."),
    "voucher_used_before": N_("This customer used a voucher like {voucher} already. It counts once for each customer."),
    "voucher_not_for_this": N_("{voucher} counts for other products or plans. Look at the list of vouchers for which."),
    "voucher_needs_term": N_(
        "{voucher} asks for a minimum term of {months} months at least. Choose a plan with such a term."
    ),
    "unknown_voucher_batch": N_("These vouchers do not exist. Load the list again."),
    "voucher_code_taken": N_(
        "The code {voucher} is in use already, with other vouchers or a price plan. Choose another."
    ),
    "programme_not_understood": N_(
        "This does not make sense: the reward is above 0, days are from 0 to 365, limits are from 1 on, and there is a"
        " title."
    ),
    "programme_closed": N_("Recommending us is switched off at the moment. The owner switches it on under Loyalty."),
    "illegal_referral_transition": N_("This was decided already: it is “{state}” now. Load the list again."),
    "referral_reason_missing": N_("Write down why. Whoever asks later wants to know."),
    "own_referral_code": N_(
        "The code {voucher} belongs to the person who orders, so it brings nobody new. Leave it out."
    ),
    "not_a_new_customer": N_(
        "The code {voucher} is for new customers, and this person ordered before, perhaps under another number. Leave"
        " it out."
    ),
    "referrer_not_active": N_("{voucher}: there is no running contract, and a code belongs to one. Leave it out."),
    "referral_code_full": N_("The code {voucher} brought {uses} friends, which is the most. Leave it out."),
    "unknown_referral": N_("This friend is not known here. Load the list again."),
    "loyalty_not_understood": N_(
        "This does not make sense: say what is given, in order of months, and for which plan a price is."
    ),
    "loyalty_needs_months": N_("{contract} is paid by days or weeks; only paid months can be counted."),
    "loyalty_same": N_("Exactly this is agreed already. There is nothing to change."),
    "tiers_not_understood": N_(
        "These tiers do not make sense: each has a name of its own and gives something, and a higher one asks for more"
        " and gives no less."
    ),
    "unknown_tier": N_("There is no tier “{tier}” any more. Load the customer again and choose another one."),
    "tier_same": N_("The customer has exactly this tier already. There is nothing to change."),
    "unknown_loyalty_scheme": N_("This programme does not exist. Load the list again."),
    "loyalty_scheme_closed": N_("“{title}” is closed and is agreed with nobody any more. Choose another programme."),
    "reward_is_not_paid_out": N_(
        "{amount} cannot be paid out: a reward is there for invoices only. {payable} can be paid out."
    ),
}

TASKS: Final = {"referral_suspected": N_("Is this friend really new?")}
ENTRIES: Final = {"reward": N_("reward"), "lapsed": N_("reward lapsed")}
LETTERS: Final = {
    "loyalty_step": N_("lower price for staying"),
    "loyalty_free_month": N_("free month for staying"),
    "tier_percent": N_("loyalty tier reached"),
    "tier_free_months": N_("loyalty tier reached, with a free month"),
    "tier_both": N_("loyalty tier reached, with a discount and a free month"),
    "tier_ended": N_("loyalty tier taken away"),
    "referral_thanks": N_("thanks for recommending us"),
    "referral_reward": N_("reward for recommending us"),
    "referral_taken_back": N_("reward taken back"),
}
LABELS: Final = {
    "loyalty.persons.Likeness": {
        "email": N_("same mail address"), "phone": N_("same phone"), "name_and_address": N_("same name and address"),
        "address": N_("same address"), "account": N_("same bank account"),
    },
    "loyalty.referrals.ReferralState": {
        "open": N_("waits"), "suspected": N_("to be looked at"), "rewarded": N_("rewarded"), "refused": N_("refused"),
        "lapsed": N_("no reward"), "taken_back": N_("taken back"), "expired": N_("not used in time"),
    },
    "loyalty.referrals.ReferralAction": {
        "release": N_("Release"), "refuse": N_("Refuse"), "suspect": N_("Have it looked at"),
        "reward": N_("Pay the reward"), "lapse": N_("Let lapse"),
        "take_back": N_("Take back"), "expire": N_("Let expire"),
    },
    "loyalty.referrals.LapseReason": {
        "friend_withdrew": N_("the friend withdrew"), "friend_ended": N_("the friend’s contract ended before"),
        "referrer_left": N_("no running contract of the referrer"),
        "year_is_full": N_("the limit of the year is reached"),
        "not_used": N_("not used in time"),
    },
    "views.loyalty.FigureKind": {
        "codes": N_("Codes given"), "codes_used": N_("Codes that brought somebody"),
        "friends": N_("Friends who ordered"), "friends_revenue": N_("Billed to friends"),
        "due": N_("Rewards that wait"), "blocked": N_("Of these, to be looked at first"),
        "paid": N_("Rewards given"), "lapsed": N_("Rewards that lapsed or were taken back"),
        "not_given": N_("Rewards refused or not earned"), "voucher_uses": N_("Vouchers redeemed"),
        "tiers_reached": N_("Tiers reached"),
    },
    "views.loyalty.StayingKind": {
        "all": N_("All customers"), "brought": N_("Brought by friends"), "with_voucher": N_("With a voucher"),
        "tier": N_("With a tier"), "no_tier": N_("Without a tier"),
    },
    "loyalty.tiers.TierMeasure": {"months": N_("by paid months"), "turnover": N_("by what was billed")},
    "loyalty.vouchers.VoucherState": {
        "open": N_("can be used"), "used": N_("used up"), "too_early": N_("not yet"), "too_late": N_("too late"),
        "withdrawn": N_("not valid any more"),
    },
}  # fmt: skip
